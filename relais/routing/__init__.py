"""Which rep gets the lead, why, and when his turn ends."""
