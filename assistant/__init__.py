"""A question in, a cited answer out."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant

__all__ = ["Answer", "Assistant"]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load what is asked for: a command line is ready for Ctrl-C before it loads all of this."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{name.lower()}"), name)
