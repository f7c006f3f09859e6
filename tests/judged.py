"""Claims whose truth is known, read from tests/claims in the notation that the first lines there explain."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.verify import Reported

CLAIMS = Path(__file__).parent / "claims"


class Example(NamedTuple):
    """A claim and what is wrong with it; `kind` is "" for a true one."""

    kind: str
    sentence: str
    quote: str
    report: Reported


def examples(path: Path) -> Iterator[Example]:
    """The claims of a file, in order."""
    quote, report = "", Reported()
    for line in path.read_text("utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "=":
            quote, report = text, Reported()
        elif mark == "@":
            report = Reported(*(part.strip() or None for part in text.split("|")))
        elif mark == "+":
            yield Example("", text, quote, report)
        elif mark == "-":
            kind, _, sentence = text.partition(": ")
            yield Example(kind, sentence, quote, report)
