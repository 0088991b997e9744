"""The pages of calls: one prospect at a time, callbacks, what was called, whom to call."""
