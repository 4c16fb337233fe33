"""How things are said in English, the same on every board: numbers, and words in sentences."""
