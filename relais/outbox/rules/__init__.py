"""What the outbox decides (pure): when to try again, what a repeated request gets, the texts."""
