"""Reports in, ranked passages out. Knows nothing of chat."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.filters import Filters
    from index.index import Added, Index
    from index.report import Report
    from index.shortlist import Hit

__all__ = ["Added", "Filters", "Hit", "Index", "Report"]
_FROM = {"Added": "index", "Filters": "filters", "Hit": "shortlist", "Index": "index", "Report": "report"}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load what is asked for: a command line is ready for Ctrl-C before it loads all of this."""
        if name not in _FROM:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_FROM[name]}"), name)
