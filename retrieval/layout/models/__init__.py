"""Models of text: n-grams, character trigrams, topics."""
