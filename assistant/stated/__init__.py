"""What a text states, made ready to be compared: numbers, moments, documents, names, posts and cues."""
