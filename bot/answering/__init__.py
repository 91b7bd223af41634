"""What to say: from a query or a command to a `Reply`, a closed union of frozen values."""
