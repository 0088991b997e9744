"""The manager’s week, and the weeks of managers by region."""
