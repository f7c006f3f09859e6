"""Documented: what an official document says of itself in its head and at its end: signer, date, issuer. Pure.

Such a place is no sentence and so no candidate; it was noted when the document was read.
"""

import re
from collections.abc import Iterable

from assistant.question import Question
from assistant.reading.overlap import rows
from index.report import Report
from index.vietnamese import fold

Span = tuple[int, int]

# What official documents are called, folded.
KIND = re.compile(
    r"\b(?:nghi quyet|quyet dinh|thong tu lien tich|thong tu|nghi dinh|chi thi|ke hoach|cong van|to trinh|thong bao"
    r"|cong dien|bao cao|luat|phap lenh)\b"
)
_NUMBER = re.compile(r"(?<![\w/.-])\d+(?:/\d{4})?(?:[-/][^\W\d_][\w-]*)*(?:/[\w-]+)*")
# How the question asks for each fact, when what it asks for is of the fact's kind.
_ASKS = {
    "person": (re.compile(r"\b(?:ky|ban hanh|duyet|sign\w*|issue[ds]?)\b"), "signer"),
    "date": (re.compile(r"\b(?:ky|ban hanh|sign\w*|issue[ds]?|dated)\b"), "published"),
    "body": (re.compile(r"\b(?:ban hanh|ra|issue[ds]?)\b"), "source"),
}
# When it takes effect is said in a sentence of its own.
_EFFECT = re.compile(r"\b(?:hieu luc|thi hanh|ap dung|effect\w*|force)\b")


def documented(question: Question, reports: Iterable[Report]) -> tuple[Report, Span, Span] | None:
    """The document that a question names by number or subject, the place to quote and the words in it that answer.

    None if the question asks for something else, if no report is that document, or if it says so in no single place.
    """
    asks, fact = _ASKS.get(question.asked, (None, ""))
    bare = fold(question.text)
    if not asks or not asks.search(bare) or _EFFECT.search(bare):
        return None
    for report in reports:
        at = report.found.get(fact)
        if isinstance(at, tuple) and (is_document(bare, report) or _is_of_subject(question, bare, report)):
            return report, _place(report, at, fact), at
    return None


def is_document(bare: str, report: Report) -> bool:
    """Whether a folded question names this very document, by its number or how that begins, and no other kind."""
    number = fold(report.number or _titled_number(report))
    if "/" not in number:
        return False
    if not any(_opens(said, number) for said in _NUMBER.findall(bare)):
        return False
    kinds = set(KIND.findall(bare))
    return not kinds or not report.type or fold(report.type) in kinds


def _titled_number(report: Report) -> str:
    """The number that a title gives right behind the kind of document: "Quyết định 118/QĐ-UBND về …"."""
    title = fold(report.title or "")
    kind = KIND.match(title)
    number = _NUMBER.match(title, kind.end() + 1) if kind else None
    return number.group() if number else ""


def _is_of_subject(question: Question, bare: str, report: Report) -> bool:
    """Whether a document's title has all that a question without a number says of a document of its kind."""
    title = rows(report.title or "").folded
    kinds = KIND.findall(bare)
    if len(kinds) != 1 or f" {kinds[0]} " not in title or _NUMBER.search(bare):
        return False
    told = {word for words in (*kinds, *_SIGNS) for word in words.split()}
    wanted = [term.folded for term in question.content if term.folded not in told]
    return len(wanted) >= _ENOUGH and all(f" {word} " in title for word in wanted)


def _opens(said: str, number: str) -> bool:
    """Whether a typed number is a document's whole number or its first two parts: "74/2025" of 74/2025/NĐ-CP."""
    return said == number or ("/" in said and number.startswith((f"{said}/", f"{said}-")))


def _place(report: Report, at: Span, fact: str) -> Span:
    """What to quote: the line, and before a signer's name the line with the post."""
    text = report.text
    start = text.rfind("\n", 0, at[0]) + 1
    end = text.find("\n", at[1])
    end = len(text) if end < 0 else end
    if fact == "signer":
        above = text[:start].rstrip()
        line = above.rfind("\n") + 1
        post = above[line:].strip()
        if post and post == post.upper() and len(post) <= _LONGEST_POST:
            start = line
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, start + len(text[start:end].rstrip())


_LONGEST_POST = 80
# The words of the act itself, and how many others name a document.
_SIGNS = ("ki", "ban hanh", "duyet", "nguoi", "ngay")
_ENOUGH = 3
