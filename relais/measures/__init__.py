"""What the log counts: funnel, rates with their intervals, cohorts; no table of its own."""
