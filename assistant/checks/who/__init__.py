"""Whether the quote names whom and where the sentence names, and tells of these what the sentence does."""
