"""Tests of the whole house; a room's own stand beside it."""
