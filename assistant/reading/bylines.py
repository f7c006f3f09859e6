"""Bylines: who wrote a report, or took its pictures, by the line at its end that says so. Pure.

Such a line is the report's, though no sentence: “Minh Hương”, “Ảnh: Thành Tâm”. Where a report has none, nobody whom it
tells of is taken for its writer.
"""

import re
from collections.abc import Iterable

from assistant.question import Question, is_foreign
from assistant.reading.bounds import provinces_in
from assistant.reading.overlap import rows
from assistant.stated.plain import listed
from index.furniture import Line, is_picture_credit, is_signature, lines_of
from index.memo import memo
from index.report import Report
from index.vietnamese import fold

Span = tuple[int, int]

_PAPER = r"(?:bai(?: bao| viet)?|tin(?: bai)?|ban tin|phong su)\b(?! (?:hat|tho|ca|van|tap|tuc)\b)"
_NAMED = r"\b(?:bai (?:bao|viet|nay|do)|ban tin|phong su)\b"
_WRITES = re.compile(
    rf"\b(?:ai|nguoi nao|phong vien nao|nha bao nao) (?:la (?:nguoi )?|da )?viet (?:ra )?{_PAPER}"
    rf"|\b(?:tac gia|nguoi viet) (?:cua )?{_PAPER}"
    rf"|{_NAMED}.*\b(?:(?:do|cua) )?(?:ai|phong vien nao|tac gia nao) (?:da )?viet\b"
    rf"|{_NAMED}(?:.* cua ai\W*$| cua ai\b)"
    rf"|{_NAMED}.*\b(?:ai|who) (?:la|is the) (?:tac gia|author)\b"
    r"|\bwho (?:wrote|is the (?:author|writer) of)\b.*\b(?:article|report|story|news)\b"
)
_PHOTOGRAPHS = re.compile(
    r"\b(?:ai|phong vien nao) (?:la (?:nguoi )?|da )?chup (?:anh|hinh)\b|\btac gia (?:cua )?(?:buc )?(?:anh|hinh)\b"
    r"|\b(?:anh|hinh)\b.*\bdo ai chup\b|\bwho took the (?:photos?|pictures?)\b"
)
# What such a question says of the report itself, not of its subject.
_FRAME = listed(
    "ai viet bai bao tin ban phong su tac gia nguoi vien nha chup anh hinh buc cua ve do la da ra noi trong"
)
# So many lines on either side of where a report's own words end.
_LINES = 6


@memo(512)
def asks_byline(question: Question) -> bool:
    """Whether a question asks who wrote a report or took its pictures."""
    return bool(_WRITES.search(bare := fold(question.text)) or _PHOTOGRAPHS.search(bare))


def byline(question: Question, reports: Iterable[Report]) -> tuple[Report, Span] | None:
    """The first of the found reports that bears all that the question says of its subject, and its line that answers.

    None where that report has none, or the question says nothing of a subject.
    """
    wanted = [] if is_foreign(question) else [t.folded for t in question.content if t.folded not in _FRAME]
    if not wanted and not question.provinces:
        return None
    names_it = is_picture_credit if _PHOTOGRAPHS.search(fold(question.text)) else is_signature
    for report in reports:
        whole = f"{report.title or ''}\n{report.text}"
        row = rows.__wrapped__(whole).folded
        if all(f" {word} " in row for word in wanted) and _is_of(question, report, whole):
            found = next((line for line in _closing(report) if names_it(line)), None)
            return (report, (found.start, found.end)) if found else None
    return None


def _is_of(question: Question, report: Report, whole: str) -> bool:
    """Whether a report is of the provinces that a question names, or names them."""
    return set(question.provinces) <= {report.province} | provinces_in(whole)


def _closing(report: Report) -> list[Line]:
    """The lines around the end of a report's own words."""
    end = report.body[-1][1] if report.body else len(report.text)
    lines = lines_of(report.text)
    last = sum(line.start < end for line in lines)
    return lines[max(last - _LINES // 2, 0) : last + _LINES]
