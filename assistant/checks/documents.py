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
# What a document is named as resting on, and so not as what does something.
_RESTS = re.compile(
    r"(?<!\w)(?:căn cứ|theo|thực hiện|triển khai|trên cơ sở|cụ thể hóa|tham mưu)(?!\w)[^.;]*$", re.I
)


def documents(pair: Pair) -> Iterator[Fault]:
    """Document numbers that the quote does not state, or states of another kind of document."""
    stated = (*pair.quote.documents, *pair.title.documents)
    for claimed in pair.sentence.documents:
        same_number = [one for one in stated if one.number == claimed.number]
        if not same_number:
            yield fault("document_number", claimed.text, first(one.text for one in stated))
        elif other := _in_place_of(pair, claimed):
            yield fault("document_number", claimed.text, other.text)
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


def _in_place_of(pair: Pair, claimed: Document) -> Document | None:
    """The quote's own document, where the sentence names one of the title alone and none of the quote's."""
    named = {one.number for one in pair.sentence.documents}
    if any(one.number in named for one in pair.quote.documents):
        return None
    first_of = next(iter(pair.quote.documents), None)
    return first_of if first_of and not _RESTS.search(pair.quote.text[: first_of.start]) else None


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
