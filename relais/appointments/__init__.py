"""Availability, booking, outcome of the appointments of a lead."""
