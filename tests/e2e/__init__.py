"""The real bot against the stand-in, over HTTP."""
