"""The site in a browser: stories by its forms, and every page of every role."""
