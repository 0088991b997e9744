"""The pages of appointments: lists, the diary, booking, and what became of each."""
