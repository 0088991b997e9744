"""Codes, days and moments as every door says them to people."""
