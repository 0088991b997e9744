"""Statistics as pure functions on plain numbers and arrays, each with its formula and source.

Import from the modules: `intervals` needs the standard library alone, the others NumPy and SciPy.
"""
