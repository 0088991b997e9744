"""The pages of routing: what waits for a rep and why, the ordered rules, previews."""
