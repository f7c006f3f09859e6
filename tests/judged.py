"""Claims whose truth is known, read from tests/claims in the notation that the first lines there explain."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.answer import Fault
from assistant.verify import Reported
from assistant.writing.support import borne_by

CLAIMS = Path(__file__).parent / "claims"


class Example(NamedTuple):
    """A claim and what is wrong with it; `kind` is "" for a true one, `more` the further quotes it cites."""

    kind: str
    sentence: str
    quote: str
    report: Reported
    more: tuple[tuple[str, Reported], ...] = ()

    def faults(self) -> tuple[Fault, ...]:
        """What its quotes are found not to bear of it."""
        return borne_by(self.sentence, [(self.quote, self.report), *self.more]).faults


def examples(path: Path) -> Iterator[Example]:
    """The claims of a file, in order."""
    quotes: list[tuple[str, Reported]] = []
    for line in path.read_text("utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark in ("=", "&"):
            quotes = [*(quotes if mark == "&" else ()), (text, Reported())]
        elif mark == "@":
            quotes[-1] = quotes[-1][0], Reported(*(part.strip() or None for part in text.split("|")))
        elif mark == "+":
            yield Example("", text, *quotes[0], tuple(quotes[1:]))
        elif mark == "-":
            kind, _, sentence = text.partition(": ")
            yield Example(kind, sentence, *quotes[0], tuple(quotes[1:]))
