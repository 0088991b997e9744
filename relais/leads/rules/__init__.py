"""Pure guards: who may do what to a lead, and when."""
