"""What was called, how it ended, what it achieved, and whom to call back."""
