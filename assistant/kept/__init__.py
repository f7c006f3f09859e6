"""Kept: what the server remembers beside the reports."""
