"""Wish: what the page's script asks of a chat event besides the words in the question box. Pure."""

import json
from dataclasses import dataclass
from typing import Any

from index import Filters

_FILTERS = {"province": "province", "source": "source", "status": "status", "from": "from_", "to": "to"}


@dataclass(frozen=True, slots=True)
class Wish:
    """A question to ask, in place of the last where `replaces`; or a conversation or a shared answer to open.

    `twice` tells that the same was sent a moment ago and has not come among the turns yet: a key pressed twice.

    A question says, too, which conversation its page shows: by the page's own count, and what was opened in it.
    """

    question: str = ""
    replaces: bool = False
    twice: bool = False
    conversation: str = ""
    shared: str = ""
    talk: int = 0
    given: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, text: str, question: str = "") -> "Wish":
        """The wish in the script's JSON; what it does not say, or where it says nothing, the box's question."""
        try:
            said = json.loads(text) if text else {}
        except ValueError:
            said = {}
        known: dict[str, Any] = said if isinstance(said, dict) else {}
        filters, talk = known.get("filters"), known.get("talk")
        given = filters.items() if isinstance(filters, dict) else ()
        return cls(
            _text(known, "question") or question,
            known.get("replaces") is True,
            known.get("twice") is True,
            _text(known, "conversation"),
            _text(known, "shared"),
            talk if isinstance(talk, int) else 0,
            tuple((name, str(value)) for name, value in given if name in _FILTERS and value),
        )

    @property
    def opens(self) -> bool:
        """Whether a conversation or a shared answer is open on the page."""
        return bool(self.conversation or self.shared)

    def filters(self) -> Filters | None:
        """What to narrow the search by, None for nothing; BadInput for a date or status that is none."""
        return Filters(**{_FILTERS[name]: value for name, value in self.given}) if self.given else None


def _text(known: dict[str, Any], name: str) -> str:
    """A value that is text, "" for anything else."""
    value = known.get(name)
    return value if isinstance(value, str) else ""
