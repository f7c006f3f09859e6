"""Reports in, ranked passages out. Knows nothing of chat."""

from index.filters import Filters
from index.index import Added, Hit, Index
from index.report import Report

__all__ = ["Added", "Filters", "Hit", "Index", "Report"]
