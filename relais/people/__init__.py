"""Who works here: organization, units, persons, roles, call centers, working time."""
