"""Whether the sentence's words stand together in the quote: copied but for one thing, scattered, joined of two."""
