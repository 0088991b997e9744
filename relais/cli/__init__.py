"""Door 3: the `relais` command and its clock."""
