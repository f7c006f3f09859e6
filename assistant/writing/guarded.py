"""Guarded: a model's reply without any of the prompt's own words, its code or a key. Pure.

What a report makes an obedient model say is checked like any other sentence; this holds back what only the program
knows.
"""

import re
from collections.abc import Collection

# So many words in a row of the instructions are said by nobody who answers a question.
_RUN = 8
# Letters looked back at, more than such a run has.
_LOOKED_BACK = 200
_WORD = re.compile(r"\w+")


class Guarded:
    """The state of one reply: `push` what arrives and get what may be passed on; `broken` once it tells a secret."""

    def __init__(self, secrets: Collection[str], instructions: str) -> None:
        self.broken = False
        self._secrets = tuple(secret for secret in secrets if len(secret) > 3)
        words = _words(instructions)
        self._runs = frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
        self._held = ""
        self._said = ""

    def push(self, text: str) -> str:
        """What is certain to be no part of a secret; nothing more once the reply is broken."""
        self._held += text
        if any(secret in self._held for secret in self._secrets):
            self.broken = True
        self._said = self._said[-_LOOKED_BACK:] + text
        words = _words(self._said)
        if any(tuple(words[at : at + _RUN]) in self._runs for at in range(len(words) - _RUN + 1)):
            self.broken = True
        if self.broken:
            return ""
        keep = max((_begun(self._held, secret) for secret in self._secrets), default=0)
        free, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return free

    def rest(self) -> str:
        """What is still held back at the end of the reply."""
        held, self._held = self._held, ""
        return "" if self.broken else held


def _words(text: str) -> list[str]:
    """A text's words in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def _begun(text: str, secret: str) -> int:
    """How many letters at a text's end may be the beginning of a secret."""
    return next(
        (
            length
            for length in range(min(len(secret) - 1, len(text)), 0, -1)
            if text.endswith(secret[:length])
        ),
        0,
    )
