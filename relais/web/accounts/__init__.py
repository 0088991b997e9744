"""The pages of accounts: companies, the people there, and who answers for them."""
