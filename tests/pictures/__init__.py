"""`make pictures`: what docs and README show, taken of the demo organization by one command."""
