"""Campaigns: whom to look for, at what cost, under which clocks."""
