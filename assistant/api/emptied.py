"""Emptied: what a search or check says besides its results where no report fits its filters."""

from dataclasses import asdict
from typing import Any

from assistant.facets import leave_nothing
from assistant.question import understand
from assistant.wording import notice
from index import Filters, Index


def emptied(index: Index, filters: Filters | None, text: str) -> dict[str, Any]:
    """`notices` with the one that says so, in the language of the text; nothing where reports are left."""
    if filters is None or not leave_nothing(index, filters):
        return {}
    return {"notices": [asdict(notice("filters_leave_nothing", understand(text)))]}
