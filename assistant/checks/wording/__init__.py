"""Whether the quote has the sentence's words, or others that say as much and no less."""
