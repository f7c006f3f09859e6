"""Acts: what a question says is done (“chặt hạ”, “bồi thường”), and whether a sentence tells of that act. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from assistant.question import Question, is_foreign
from assistant.reading.overlap import rows
from index.memo import memo
from index.vietnamese import canonical

# "lễ khánh thành": the name of an occasion, and no act.
_CEREMONY = re.compile(r"(?<= )lễ \w+ \w+(?= )")


def tells_of(question: Question, around: Iterable[str]) -> bool:
    """Whether texts `around` a sentence, itself among them, tell of every act that the question names.

    Any wording of an act will do. A Vietnamese question typed without accents is not held to its acts: "thu" may then
    be a letter as well as an income.
    """
    if not (wanted := _asked(question)):
        return True
    said = [rows(text).exact for text in around]
    return all(any(f" {word} " in row for row in said for word in told) for told in wanted)


@memo(512)
def _asked(question: Question) -> tuple[tuple[str, ...], ...]:
    """The wordings that tell of each act that a question names."""
    if not question.accented and not is_foreign(question):
        return ()
    row = rows(question.text).exact
    if question.asked == "person":
        row = _CEREMONY.sub(" ", row)  # who was there is told in other words than what was opened
    for run in _no_acts():
        row = row.replace(f" {run} ", " ")
    return tuple(told for asked, told in _acts() if any(f" {word} " in row for word in asked))


@lru_cache(maxsize=1)
def _acts() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The acts of acts.txt, spelt as `rows` spells them: for each the words that ask for it and tell of it."""
    found = []
    for line in _lines():
        if not line.startswith("-"):
            asked, _, more = (_spelt(part) for part in line.partition("="))
            found.append((asked, asked + more))
    return tuple(found)


@lru_cache(maxsize=1)
def _no_acts() -> tuple[str, ...]:
    """The runs of acts.txt that name no act, spelt likewise."""
    return tuple(run for line in _lines() if line.startswith("-") for run in _spelt(line[1:]))


def _lines() -> list[str]:
    """The lines of acts.txt but for its comments."""
    lines = (Path(__file__).parent / "acts.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _spelt(part: str) -> tuple[str, ...]:
    """The words in one part of a line."""
    return tuple(" ".join(map(canonical, word.split("_"))) for word in part.split())
