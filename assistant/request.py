"""Request: what one answer is asked with."""

from dataclasses import dataclass
from typing import Any

from assistant.understanding.followup import Turn
from index import Filters
from index.errors import ModelFault


@dataclass(frozen=True, slots=True)
class Request:
    """What one answer is asked with; `k` is how many passages are read, by default as many as the question needs.

    With `quotes_only` no model is asked; nor with a `fault`, which is then given as the reason.
    """

    question: str
    history: tuple[Turn, ...] = ()
    filters: Filters | None = None
    k: int | None = None
    language: str | None = None
    quotes_only: bool = False
    fault: ModelFault | None = None

    @classmethod
    def of(cls, given: "str | dict[str, Any] | Request") -> "Request":
        """A request from a plain question or from a runnable's input."""
        if isinstance(given, Request):
            return given
        fields: dict[str, Any] = {"question": given} if isinstance(given, str) else dict(given)
        turns = (turn if isinstance(turn, Turn) else Turn(turn) for turn in fields.pop("history", None) or ())
        return cls(
            history=tuple(turns), **{name: value for name, value in fields.items() if value is not None}
        )
