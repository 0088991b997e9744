"""Points for what a rep does with leads: an append-only ledger projected from the log."""
