"""Pure rules of accounts: identifiers, and which account a company is."""
