"""Wish: what the page's script asks of a chat event besides the words in the question box. Pure."""

import json
from dataclasses import dataclass
from typing import Any

from index import Filters

_FILTERS = {"province": "province", "source": "source", "status": "status", "from": "from_", "to": "to"}


@dataclass(frozen=True, slots=True)
class Wish:
    """A question to ask (instead of the last one if it `replaces` that), or a conversation or shared answer to open.

    `twice` tells that the same was sent a moment ago and is not among the turns yet: a key pressed twice.

    A question also says which conversation its page shows: by the page's own number, and by what was opened there.
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
        """The wish in the script's JSON, with the question in the box if that names none."""
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
        """What to narrow the search by, None for nothing; BadInput for an invalid date or status."""
        return Filters(**{_FILTERS[name]: value for name, value in self.given}) if self.given else None


def _text(known: dict[str, Any], name: str) -> str:
    """A value that is text, "" for anything else."""
    value = known.get(name)
    return value if isinstance(value, str) else ""
