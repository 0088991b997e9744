"""The heart: the life of a lead, its log, and every deed on it."""
