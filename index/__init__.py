"""Reports in, ranked passages out. Knows nothing of chat."""

from index.filters import Filters
from index.index import Added, Index
from index.report import Report
from index.shortlist import Hit

__all__ = ["Added", "Filters", "Hit", "Index", "Report"]
