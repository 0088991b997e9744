"""What coaching allows and refuses, without a database."""
