"""Whether the sentence rises, denies, decides and aims as its quote does."""
