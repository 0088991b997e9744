"""Files as they are: tables read and written, mappings, rejects."""
