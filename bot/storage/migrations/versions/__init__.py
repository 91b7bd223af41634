"""One file a change; a name begins with its number."""
