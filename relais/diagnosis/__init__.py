"""Where honouring fails: with everybody, by degrees, or in a group, and with what certainty."""
