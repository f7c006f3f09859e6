"""A question in, a cited answer out."""

from assistant.answer import Answer
from assistant.assistant import Assistant

__all__ = ["Answer", "Assistant"]
