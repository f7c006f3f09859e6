"""Faults of document numbers: not in the quote, or of one that another took the place of. Pure."""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault, first
from assistant.stated.documents import Document

_SUPERSEDES = re.compile(r"(?<!\w)(?:thay thế|bãi bỏ|hủy bỏ|sửa đổi|bổ sung)[^.;,\d]*$", re.I)
_SUPERSEDED = re.compile(
    r"(?<!\w)(?:thay thế|bãi bỏ|hủy bỏ|sửa đổi|bổ sung|hết hiệu lực|trước đây|cũ)(?!\w)", re.I
)


def documents(pair: Pair) -> Iterator[Fault]:
    """Document numbers that the quote does not state, or states of another kind of document."""
    stated = (*pair.quote.documents, *pair.title.documents)
    for claimed in pair.sentence.documents:
        same_number = [one for one in stated if one.number == claimed.number]
        if not same_number:
            yield fault("document_number", claimed.text, first(one.text for one in stated))
        elif _superseded(pair, claimed):
            yield fault(
                "document_number", claimed.text, first(one.text for one in stated if one not in same_number)
            )
        elif claimed.kind and all(one.kind and one.kind != claimed.kind for one in same_number):
            yield fault(
                "document_number",
                f"{claimed.kind} {claimed.text}",
                f"{same_number[0].kind} {same_number[0].text}",
            )


def _superseded(pair: Pair, claimed: Document) -> bool:
    """Whether a document that the quote only has replaced or amended is told as what decides."""
    there = [one for one in pair.quote.documents if one.number == claimed.number]
    if pair.foreign or not there or any(one.number == claimed.number for one in pair.title.documents):
        return False
    before, after = pair.sentence.text[: claimed.start], pair.sentence.text[claimed.end :]
    return (
        all(_SUPERSEDES.search(pair.quote.text[max(0, one.start - 40) : one.start]) for one in there)
        and not _SUPERSEDES.search(before[-40:])
        and not _SUPERSEDED.search(after)
    )
