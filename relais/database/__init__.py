"""The ground that every table stands on: tenancy, bulk rows, guards of the database itself."""
