"""Listing: the items of an answer that is a list: the points under a heading, or sentences with one item each. Pure.

Whether a list is asked for is decided in `question.py`; sentences are scored in `candidates.py`.
"""

import re
from collections.abc import Sequence

from assistant.question import Question
from assistant.quote import LONGEST_QUOTE
from assistant.reading.candidates import Candidate
from assistant.reading.fitting import FORMED, enumerates
from assistant.reading.posts import POST
from index.report import Report
from index.vietnamese import LIST_MARK, fold, sentences, terms

# As many items as a reader takes in; a longer list is read in its report.
MOST_ITEMS = 20
# A sentence that scores so little less than the best, and bears so little less of the question, gives another item.
_ALIKE, _AS_MUCH = 2.5, 0.15
_OF_HEAD = 6.0
# A share that is all of it, as floats add up.
WHOLE = 0.999
# Two sentences that share so much of their words say the same, in two reports.
_SAME = 0.6
# How far after its heading a list is followed, in characters.
_LONGEST_LIST = 12_000

# A longer line is no heading.
_LONGEST_HEADING = 160
# "TT: 1; Tên xã: Tân An": a row of a table that reads with its headings.
_ROW = re.compile(r"\w[^:;.\n]{0,40}: [^:;\n]{1,80}; \w[^:;.\n]{0,60}: ")
# "Dự án 1: …", "Bước 2. …"; articles and sections are no items.
_COUNTED = re.compile(r"(?!Điều|Chương|Mục|Phần|Khoản)[^\W\d_]+(?: [^\W\d_]+){0,2} \d{1,2}\s*[.:]\s")
_SECTION = re.compile(r"\s*[IVX]{1,4}[.)]")

# What several things in a row stand behind, and where one ends.
_ROW_OPENS = re.compile(r"\b(?:gồm|như|là|các|những|có|với|tại|trên)\b|[:(]", re.IGNORECASE)
_ITEM_ENDS = re.compile(r"[,;](?!\d)|\bvà\b|[….:–]|$", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\([^()]*\)")
# An item has no more words than this, or it is a clause; three of them make a row.
_LONGEST_ITEM, _FEWEST_ITEMS = 8, 3
# Who or where somebody or something is stands in a row, too: "ông A, Chủ tịch xã B, huyện C".
_APPOSED = re.compile(
    rf"\s*(?:ong|ba|dong chi|ngay|thang|nam|trong do|huyen|tinh|thanh pho|tp|quan|thi xa|xa|phuong)\b|\s*{POST.pattern}"
)

Span = tuple[int, int]


def points(report: Report, start: int, end: int) -> list[Span]:
    """The points of the list in which report.text[start:end], one sentence, stands or which it heads; empty for none.

    The first span is the heading, a line that ends in a colon, or in no mark at all where marked points follow. Points
    are lines with a list's mark, rows of one table, or lines that end in a semicolon up to one that does not.
    """
    text = report.text
    body = next((span for span in report.body if span[0] <= start < span[1]), (start, end))
    spans = sentences(text, max(body[0], start - _LONGEST_LIST), min(body[1], end + _LONGEST_LIST))
    here = next((place for place, span in enumerate(spans) if span[0] <= start < span[1]), None)
    if here is None:
        return []
    for place in range(here, -1, -1):
        if _heads(text, spans[place]):
            found = _under(text, spans[place + 1 :])
            if text[spans[place][1] - 1] != ":" and not (found and _is_marked(text, found[0][0])):
                return []
            inside = place == here or any(span[0] <= start < span[1] for span in found)
            return [spans[place], *found] if len(found) > 1 and inside else []
        if not _is_point(text, spans[place]):
            return []
    return []


def nearest_list(found: Sequence[Candidate]) -> list[Span]:
    """The list that the best candidate heads or stands in, else one that its report heads about as well; or none."""
    best, *others = found
    here = best.evidence
    if spans := points(here.report, here.start, here.end):
        return spans
    if enumerates(here.text):
        return []
    for one in others:
        there = one.evidence
        if there.report is here.report and there.start > here.start and _is_alike(best, one):
            spans = points(there.report, there.start, there.end)
            if spans and spans[0][0] <= there.start < spans[0][1]:
                return spans
    return []


def itemises(sentence: str) -> bool:
    """Whether a sentence names three things or more in a row, which are no mere particulars of one."""
    sentence = _BRACKETED.sub("", sentence)
    for opening in _ROW_OPENS.finditer(sentence):
        start, count = opening.end(), 0
        for end in _ITEM_ENDS.finditer(sentence, start):
            item = sentence[start : end.start()]
            if (
                not item.strip()
                or len(item.split()) > _LONGEST_ITEM
                or (count and _APPOSED.match(fold(item)))
            ):
                break
            count, start = count + 1, end.end()
            if count == _FEWEST_ITEMS:
                return True
            if end.group() not in (",", ";", "và"):
                break
    return False


def _heads(text: str, span: Span) -> bool:
    """Whether a sentence may announce a list: it ends in a colon and its line with it, or is an unmarked short line."""
    if not text[span[1] : span[1] + 2].strip(" ").startswith("\n"):
        return False
    last = text[span[1] - 1]
    is_heading = _SECTION.match(text, span[0]) or not _is_marked(text, span[0])
    short = span[1] - span[0] <= _LONGEST_HEADING and bool(is_heading)
    return last == ":" or (last.isalnum() and short)


def _is_point(text: str, span: Span) -> bool:
    """Whether a sentence may be a point of a list or continue one: it has a mark, ends in ";", or opens no line."""
    return _is_marked(text, span[0]) or text[span[1] - 1] == ";" or not _opens_line(text, span[0])


def _is_marked(text: str, start: int) -> bool:
    """Whether a list's mark stands here, or the label that begins each row of a table."""
    return bool(LIST_MARK.match(text, start) or _ROW.match(text, start) or _COUNTED.match(text, start))


def _opens_line(text: str, start: int) -> bool:
    """Whether a line begins here."""
    return "\n" in text[:start][len(text[:start].rstrip()) :] or not text[:start].strip()


def _under(text: str, spans: Sequence[Span]) -> list[Span]:
    """The points at the beginning of `spans`, each with the further sentences of its line."""
    found: list[Span] = []
    marked: bool | None = None
    for start, end in spans:
        if not _opens_line(text, start):
            if found and end - found[-1][0] <= LONGEST_QUOTE:
                found[-1] = (found[-1][0], end)
            continue
        is_marked = _is_marked(text, start)
        if found and _SECTION.match(text, start) and not _SECTION.match(text, found[0][0]):
            break
        if marked is None:
            marked = is_marked
        listed = is_marked if marked else not found or text[found[-1][1] - 1] == ";"
        if not listed or len(found) == MOST_ITEMS:
            break
        found.append((start, end))
    return found


def alike(question: Question, best: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that each give another item besides the best, in the order of their reports.

    If what is asked for has a form (a number, a person …), an item is a value not given yet.
    """
    kept = [best]
    values = _values(best)
    for one in found:
        if one is best or len(kept) == MOST_ITEMS or not _is_alike(best, one):
            continue
        mine = _values(one)
        if question.asked in FORMED:
            if not mine - values:
                continue
        elif any(_say_the_same(one, other) for other in kept):
            continue
        kept.append(one)
        values |= mine
    others = sorted(
        kept[1:], key=lambda c: (-_at_best(c, kept), c.evidence.report.report_id, c.evidence.start)
    )
    return [best, *others]


def _is_alike(best: Candidate, one: Candidate) -> bool:
    """Whether a candidate is about the same thing as the best, by itself or as its continuation."""
    first, second = best.evidence, one.evidence
    # what the same report says of just what is asked for is another item, though it repeats less of the rest
    told = first.report is second.report and min(second.features.head, first.features.head) >= WHOLE
    if one.score < best.score - (_OF_HEAD if told else _ALIKE):
        return False
    if told:
        return True
    if second.features.own >= first.features.own - _AS_MUCH:
        return True
    goes_on = first.report is second.report and second.start >= first.end
    return goes_on and not first.report.text[first.end : second.start].strip()


def _at_best(one: Candidate, kept: Sequence[Candidate]) -> float:
    """The best score among the kept candidates of a candidate's report, by which reports are ordered."""
    return max(c.score for c in kept if c.evidence.report.report_id == one.evidence.report.report_id)


def _values(one: Candidate) -> set[str]:
    """What in a candidate is of the kind asked for, folded."""
    fit = one.evidence.fit
    return {" ".join(fold(one.evidence.text[fit.start : fit.end]).split())} if fit else set()


def _say_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences share most of their words."""
    first, second = ({t.folded for t in terms(c.evidence.text)} for c in (one, other))
    return len(first & second) >= _SAME * min(len(first), len(second))
