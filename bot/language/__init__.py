"""Reading: letters, words and a pack per language. Knows no story."""
