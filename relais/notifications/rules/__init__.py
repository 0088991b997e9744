"""Who is told what, and when a clock reminds whom (pure)."""
