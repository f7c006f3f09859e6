"""Sections: the part of a report under a heading that the question names, so that no other part speaks for it. Pure."""

import re
from itertools import pairwise
from typing import NamedTuple

from assistant.question import Question, is_foreign
from assistant.reading.overlap import rows
from assistant.understanding.wordings import named_places
from index.memo import memo
from index.report import Report
from index.vietnamese import forms, nfc

# A short line of its own that ends in no mark.
_LINE = re.compile(r"^[^\S\n]*(\w[^\n]{2,78}[^\W_])[^\S\n]*$", re.MULTILINE)
# What follows a heading is a paragraph: broken lines and cells of a table follow each other.
_PARAGRAPH = re.compile(r"\s*[^\n]{60,}")
# What may count a section off before its heading.
MARK = r"(?:(?:Điều|Chương|Mục|Phần)\s+\w+\s*[.:]\s*|(?:\d+|[IVX]+)[.)]\s*)"
_MARKED = re.compile(MARK)


class Section(NamedTuple):
    """report.text[start:end] from its heading on, and the heading's folded words."""

    start: int
    end: int
    words: tuple[str, ...]


def meant(question: Question, report: Report) -> tuple[Section, ...]:
    """The sections whose headings name a thing, “Đề án 06”, that the question names in the same words."""
    if is_foreign(question):
        return ()
    row = rows(question.text).folded
    return tuple(one for one in _sections(report.text) if f" {' '.join(one.words)} " in row)


def is_outside(sections: tuple[Section, ...], start: int, sentence: str) -> bool:
    """Whether a sentence at `start` stands in no section that is meant, and names none by its heading."""
    if not sections or any(one.start <= start < one.end for one in sections):
        return False
    row = rows(sentence).folded
    return not any(f" {' '.join(one.words)} " in row for one in sections)


@memo(128)
def _sections(text: str) -> tuple[Section, ...]:
    """The sections of a text, of those headings alone that name a thing."""
    found = [match for match in _LINE.finditer(text) if _PARAGRAPH.match(text, match.end())]
    starts = [match.start() for match in found]
    return tuple(
        Section(start, end, words)
        for match, (start, end) in zip(found, pairwise([*starts, len(text)]), strict=True)
        if (words := _name(match.group(1)))
    )


def _name(heading: str) -> tuple[str, ...]:
    """A heading's folded words, where they are a name: two or more, with a capital or number behind the first."""
    written = nfc(heading[mark.end() :] if (mark := _MARKED.match(heading)) else heading)
    for place in named_places(written):
        written = f"{written[: place.start]}{written[place.start : place.end].lower()}{written[place.end :]}"
    first, _, others = written.partition(" ")
    named = not written.isupper() and any(word[0].isupper() or word.isdigit() for word in others.split())
    return tuple(folded for _, folded in forms(f"{first} {others}")) if named else ()
