"""Whether the quote has a date of the sentence, and whether what is told of a time is of that time there."""
