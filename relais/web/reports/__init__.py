"""The pages of figures: the funnel, the diagnosis, what leads cost, points."""
