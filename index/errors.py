"""Errors: what can go wrong, in one tree; whoever shows an error chooses the language.

TrichError
├── BadInput     the caller's words or files cannot be used (exit 2, HTTP 4xx)
├── NotFound     an id that the store does not know (exit 2, HTTP 404)
├── Gone         a report or citation that was replaced or removed (exit 2, HTTP 410)
├── StoreFault   the store cannot be opened, read or written as it is (exit 1, HTTP 503)
└── ModelFault   an embedding or language model cannot be loaded or reached (exit 1, HTTP 503)

Each message says what happened and what to do, in Vietnamese and in English.
"""

from typing import Any

# Characters of what somebody sent that a message repeats: enough to recognise it by.
SHOWN = 80


def _shown(char: str) -> str:
    """A sign as it is shown in one line: white space as a space, what cannot be shown as a sign that says so."""
    return char if char.isprintable() else " " if char.isspace() else "\N{REPLACEMENT CHARACTER}"


class TrichError(Exception):
    """The root: a code a program can trust and one sentence a person can act on."""

    exit_code = 1
    http_status = 500

    def __init__(self, code: str, vi: str, en: str, param: str | None = None) -> None:
        # what is told of a file or question may hold signs that move a terminal's cursor
        self.vi, self.en = ("".join(map(_shown, text)) for text in (vi, en))
        super().__init__(self.vi)
        self.code = code
        self.param = param

    def message(self, language: str = "vi") -> str:
        """The sentence in `language` ("vi" or "en")."""
        return self.en if language == "en" else self.vi

    def to_json(self, language: str = "vi") -> dict[str, Any]:
        """The one error shape: {"error": {"code", "message", "param"}}."""
        return {"error": {"code": self.code, "message": self.message(language), "param": self.param}}


class BadInput(TrichError):
    """The caller's words or files cannot be used."""

    exit_code = 2
    http_status = 422


class NotFound(TrichError):
    """An id that the store does not know."""

    exit_code = 2
    http_status = 404


class Gone(TrichError):
    """A report or citation that was replaced or removed; `successor` is the new report's id, if any."""

    exit_code = 2
    http_status = 410

    def __init__(
        self, code: str, vi: str, en: str, param: str | None = None, successor: str | None = None
    ) -> None:
        super().__init__(code, vi, en, param)
        self.successor = successor

    def to_json(self, language: str = "vi") -> dict[str, Any]:
        """The error shape, with the id of the report that took the place."""
        shape = super().to_json(language)
        if self.successor:
            shape["error"]["report_id"] = self.successor
        return shape


class StoreFault(TrichError):
    """The store cannot be opened, read or written as it is."""

    http_status = 503


class ModelFault(TrichError):
    """An embedding or language model cannot be loaded or reached."""

    http_status = 503
