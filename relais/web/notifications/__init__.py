"""The page of what one was told and has not read."""
