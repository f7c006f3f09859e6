"""What a question's wording shows: the kind of answer, follow-ups, comparisons."""
