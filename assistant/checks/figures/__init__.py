"""Whether the quote has a number of the sentence at all, and of the same thing."""
