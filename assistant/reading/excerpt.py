"""Excerpt: what is quoted as an answer: a sentence, with the neighbour or the line below that belongs to it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quote import LONGEST_QUOTE
from assistant.reading.candidates import Candidate
from assistant.reading.evidence import Evidence
from assistant.reading.fitting import FORMED
from assistant.reading.sections import MARK
from assistant.reading.standing import Standing
from assistant.stated.numbers import numbers
from assistant.understanding.asked import AMOUNTS
from index.report import Report
from index.vietnamese import fold, sentences

# What is so surely of the kind asked for is marked in the quote, where the kind is one of words that stand together.
PLAINLY = 0.6
_SPANNED = FORMED | {"place", "body", "document", "definition"}
# A neighbour that scores so little less is quoted with the sentence: the answer often stands in it.
_NEIGHBOUR = 4.0
# What was decided and what was drafted instead are two answers.
_SET_APART = {"decided", "draft"}
# A longer line is no heading but a sentence that lacks its stop.
_LONGEST_HEADING = 160
_LINE_BEGINS = re.compile(rf"(?:^|\n)[^\S\n]*{MARK}?$")
# The number of an article or section, which stands as a sentence and says nothing.
_MARK = re.compile(r"(?:Điều|Chương|Mục|Phần)\s+\w+\s*[.:]?|(?:\d+|[IVX]+)[.)]")
_ROW = " | "
_LINE_ENDS = re.compile(r"[^\S\n]*(?:\n|$)")
# A sentence that opens so leans on the one before.
_LEANING = re.compile(
    r"(?:ong|ba|anh|chi|ho|tinh|theo do|trong do|day|dieu nay|viec nay|du an nay|cung|dong thoi|ngoai ra|sau do|khi do"
    r"|con|rieng|tuy nhien|do do|vi vay)\b(?! [a-z]+ (?:la|cho biet)\b)"
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence, along with a neighbour if it leans on one, as evidence: report.text[start:end].

    `confidence` is the fitted probability that it answers; `span` is where in the report's text the very words stand
    that answer, if that is clear.
    """

    report: Report
    start: int
    end: int
    confidence: float
    standing: Standing
    span: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.report.text[self.start : self.end]


def alone(candidate: Candidate) -> Excerpt:
    """A candidate's sentence alone, to be shown beside an answer."""
    one = candidate.evidence
    return Excerpt(one.report, one.start, one.end, 0.0, one.standing, _answering(one))


def widened(best: Candidate, found: Sequence[Candidate], sure: float) -> Excerpt:
    """The best sentence with the neighbour that may bear the answer as well, if both make one quote."""
    one = best.evidence
    around = [
        c
        for c in found
        if c is not best
        and makes_one_quote(one, c.evidence)
        and not _MARK.fullmatch(c.evidence.text)
        and not _heads_next(one, c.evidence)
        and {one.standing, c.evidence.standing} != _SET_APART
    ]
    near = [c for c in around if c.score >= best.score - _NEIGHBOUR]
    before = [c for c in around if c.evidence.start < one.start]
    if before and _LEANING.match(fold(one.text)):
        near = before
    start, end = one.start, one.end
    if _is_heading(one):
        end = _under_heading(one)
    elif near:
        other = near[0].evidence
        start, end = min(start, other.start), max(end, other.end)
    return Excerpt(one.report, start, end, sure, one.standing, _answering(one))


def _is_heading(one: Evidence) -> bool:
    """Whether a sentence is a line of its own without a final mark: it names what follows and says nothing itself.

    A line that plainly gives the figure asked for says enough, as a point of a slide does.
    """
    if _ROW in one.text or (one.asked in AMOUNTS and _answering(one)):
        return False
    text = one.report.text
    alone = _LINE_BEGINS.search(text, max(0, one.start - 24), one.start) and _LINE_ENDS.match(text, one.end)
    return bool(alone) and text[one.end - 1].isalnum() and one.end - one.start <= _LONGEST_HEADING


def _under_heading(one: Evidence) -> int:
    """Where the first sentence under a heading ends; the heading's own end if the two make no quote."""
    text = one.report.text
    end = next((span[1] for span in one.report.body if span[0] <= one.start < span[1]), one.end)
    below = sentences(text, one.end, min(end, one.end + LONGEST_QUOTE))
    reached = below[0][1] if below else one.end
    whole = reached < one.end + LONGEST_QUOTE or reached == end
    return reached if whole and reached - one.start <= LONGEST_QUOTE else one.end


def _answering(one: Evidence) -> tuple[int, int] | None:
    """Where in the report's text the words stand that answer, a figure with its unit; None if that is not clear."""
    if not one.fit or one.fit.strength < PLAINLY or one.asked not in _SPANNED:
        return None
    start, end = one.fit.start, one.fit.end
    if one.asked == "number":
        figure = next(iter(numbers(one.text[start:], "vi")), None)
        end = start + figure.end if figure and figure.start == 0 else end
    words = one.text[start:end]
    start, end = end - len(words.lstrip()), start + len(words.rstrip(" \n\t.,;:"))
    return one.start + start, one.start + end


def _heads_next(one: Evidence, other: Evidence) -> bool:
    """Whether a neighbour is the heading of what comes next: a line without a final mark behind a whole sentence."""
    text = one.report.text
    apart = one.end <= other.start and "\n" in text[one.end : other.start]
    return apart and text[one.end - 1] in ".!?" and text[other.end - 1].isalnum()


def makes_one_quote(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences are neighbours that make one quote: in the same paragraph or line, and not too long.

    A row of a table, which reads with its headings, is quoted alone.
    """
    if one.report.report_id != other.report.report_id or one.start == other.start:
        return False
    first, second = (one, other) if one.start < other.start else (other, one)
    between = one.report.text[first.end : second.start]
    rows = "\n" in between and (_ROW in first.text or _ROW in second.text)
    return (
        not (between.strip() or rows)
        and between.count("\n") < 2
        and second.end - first.start <= LONGEST_QUOTE
    )
