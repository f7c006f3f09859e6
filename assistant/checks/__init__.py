"""What one text says that another does not bear, kind by kind; `verify.py` puts the kinds together."""
