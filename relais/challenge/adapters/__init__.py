"""What the challenge room reads from outside."""
