"""Pure rules about people: who may see and do what, and when people work."""
