"""Body: the JSON of a request, read strictly: what stands in it twice, or is no JSON, is not guessed at."""

import json
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.types import Message, Receive, Scope

from index.errors import SHOWN, BadInput


def parsed(body: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value of a body; BadInput (`field_twice`) for a repeated key, ValueError or RecursionError for no JSON."""
    return json.loads(body, object_pairs_hook=_object, parse_constant=_no_number)


async def taken(scope: Scope, receive: Receive) -> tuple[bytes, Receive]:
    """A request's whole body, and what gives it to another application again."""
    body = await Request(scope, receive).body()
    given = False

    async def again() -> Message:
        """The body in one piece, then whatever comes after it."""
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return body, again


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object of its pairs; BadInput for a key that stands in it twice."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)[:SHOWN]
        raise BadInput(
            "field_twice",
            f"Trường “{twice}” có hai lần trong một đối tượng, mà chỉ nhận một giá trị. Hãy bỏ bớt.",
            f"The field “{twice}” stands twice in one object and takes one value. Leave one out.",
            twice,
        )
    return made


def _no_number(word: str) -> float:
    """Refuse NaN and Infinity, which JSON does not have."""
    raise ValueError(word)
