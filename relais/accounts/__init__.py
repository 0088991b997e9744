"""Companies, the people there, and the one rep who owns each company."""
