"""What to say: languages, replies, commands."""
