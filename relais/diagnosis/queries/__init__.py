"""Every read of the diagnosis; what loads SciPy stands in modules of its own."""
