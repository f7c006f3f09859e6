"""Reading: which sentence answers, by what it says and what it is about."""
