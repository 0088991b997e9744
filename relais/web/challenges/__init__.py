"""Challenges: made, published in plain words, joined, won points in, shown on a wall."""
