"""Files in and out: leads with their history from elsewhere, and lists for elsewhere."""
