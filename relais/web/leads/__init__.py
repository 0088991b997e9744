"""The pages of leads: lists, one lead, every deed on it."""
