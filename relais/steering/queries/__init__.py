"""Every read of steering; what loads SciPy stands in modules of its own."""
