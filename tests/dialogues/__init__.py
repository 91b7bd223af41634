"""Dialogues as people write them, and what plays them."""
