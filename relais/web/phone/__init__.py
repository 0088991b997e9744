"""What lets a rep's phone hold his day without network."""
