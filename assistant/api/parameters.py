"""Parameters: the names in an address's query, each one that its path takes and given once.

A name that is misspelt must not mean none: of a filter, of an end, of the time in which a removal can be undone.
"""

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from index.errors import SHOWN, BadInput


def named(request: Request) -> None:
    """Refuse a query with a name that is unknown or repeated, as BadInput."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    taken = _taken(route.dependant)
    names = [name for name, _ in request.query_params.multi_items()]
    for name in names:
        if name not in taken:
            vi, en = (
                (f"Hãy dùng: {', '.join(taken)}.", f"Use: {', '.join(taken)}.")
                if taken
                else ("Địa chỉ này không nhận tham số nào.", "This path takes none.")
            )
            raise BadInput(
                "field_unknown",
                f"Không có tham số “{name[:SHOWN]}”. {vi}",
                f"There is no parameter “{name[:SHOWN]}”. {en}",
                name[:SHOWN],
            )
        if names.count(name) > 1:
            raise BadInput(
                "field_twice",
                f"Tham số “{name[:SHOWN]}” có hai lần, mà chỉ nhận một giá trị. Hãy bỏ bớt.",
                f"The parameter “{name[:SHOWN]}” stands twice and takes one value. Leave one out.",
                name[:SHOWN],
            )


def _taken(part: Dependant) -> list[str]:
    """The names of the query parameters that a route takes, by itself and through what it depends on."""
    return [one.alias for one in part.query_params] + [
        name for below in part.dependencies for name in _taken(below)
    ]
