"""Verbatim: where a sentence stands in its quote word for word, and faults of what was cut off before it. Pure."""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.figures.binding import Spanned
from assistant.checks.pair import Pair, fault
from assistant.checks.times.periods import PERIOD
from assistant.stated.cues import Cue
from assistant.stated.parsed import Parsed

# What makes a post its deputy's, with and without its accent; no "phố".
_DEPUTY = ("phó", "pho")
# What a sentence may begin with that says nothing of its own.
_LEADS_OVER = re.compile(
    r"(?:(?:theo đó|cụ thể|ngoài ra|bên cạnh đó|tuy nhiên|in addition|moreover|however|specifically),? )+(?=\w)"
)
# What may stand around a part of a quote.
_AROUND = " .,;:!?\"'"
# How far before a year of a part of a quote may stand what makes it a part of that year.
_SPAN = 24


def part(pair: Pair) -> tuple[int, int] | None:
    """Where the sentence, or what stands behind words that only lead over to it, stands in the quote word for word,
    cutting no figure, date or name; None where it does not.
    """
    sentence = pair.sentence.lower.strip(_AROUND)
    if not sentence or len(pair.quote.lower) != len(pair.quote.text):
        return None
    lead = _LEADS_OVER.match(sentence)
    return _standing(sentence, pair.quote) or (
        _standing(sentence[lead.end() :], pair.quote) if lead else None
    )


def _standing(words: str, quote: Parsed) -> tuple[int, int] | None:
    """Where small letters stand in a quote, cutting nothing."""
    start = quote.lower.find(words)
    while start >= 0:
        end = start + len(words)
        if _whole(quote, start, end):
            return start, end
        start = quote.lower.find(words, start + 1)
    return None


def _whole(quote: Parsed, start: int, end: int) -> bool:
    """Whether a part of a quote ends between words and inside nothing exact."""
    text = quote.text
    if re.match(r"\w", text[end : end + 1]) or (start and re.match(r"\w", text[start - 1])):
        return False
    if not start and not text[end:].strip(_AROUND):
        return True  # nothing exact ends with such a mark
    exact: tuple[Spanned, ...] = (*quote.numbers, *quote.moments, *quote.documents)
    return not any(one.start < edge < one.end for one in exact for edge in (start, end))


def cut(pair: Pair, span: tuple[int, int]) -> Iterator[Fault]:
    """What turns a part of a quote and was cut off before it: a negation, a draft, a target, a bound, a deputy."""
    quote, (start, end) = pair.quote, span
    if not start:
        return
    if (before := quote.before(start, 1)) and before[0].exact in _DEPUTY and start - before[0].end == 1:
        yield fault("person", quote.text[start:end], quote.text[before[0].start : end])
    clause = quote.clause(start)[0]
    cell = quote.cell(start)[0]
    for cue in (one for one in pair.their_cues if clause <= one.start and one.end <= start):
        # a negation is of the words right behind it alone, whatever else the sentence denies
        if cue.axis != "negation" and any(
            (cue.axis, cue.value) == (one.axis, one.value) for one in pair.our_cues
        ):
            continue
        if cue.value == "estimate" and any(cue.end <= one.start < start for one in quote.numbers):
            continue  # it reaches no further than its own figure
        near = len(quote.within(cue.end, start))
        if cue.axis == "negation" and near <= 1 and cue.start >= cell:
            yield fault("negation", quote.text[start:end], _lead(quote, cue, start))
        elif (
            cue.axis == "status"
            and cue.value == "draft"
            and _is_draft(cue)
            and cue.start >= cell
            and near <= 6
        ):
            yield fault("status", quote.text[start:end], _lead(quote, cue, start))
        elif cue.axis == "modality" and cue.value != "actual" and _figures(quote, span):
            yield fault("modality", quote.text[start:end], _lead(quote, cue, start))
    yield from _cut_period(quote, start, end)
    for number in quote.numbers:
        if (
            number.bound
            and number.start >= start
            and number.start < end
            and not quote.within(start, number.start)
        ):
            yield fault(
                "number",
                number.text,
                quote.text[quote.before(start, 1)[0].start : number.end] if quote.before(start, 1) else None,
            )


def _cut_period(quote: Parsed, start: int, end: int) -> Iterator[Fault]:
    """The year with which a part of a quote begins, cut from the part of it that is meant: "năm 2023" of "6 tháng đầu
    năm 2023".
    """
    for period in PERIOD.finditer(quote.text, max(0, start - _SPAN), end):
        if period.start() < start < period.end():
            yield fault("date", quote.text[start : period.end()], period.group())


def _is_draft(cue: Cue) -> bool:
    """Whether a cue names a draft or puts something forward, rather than telling somebody to."""
    return cue.text.lower() in ("dự thảo", "bản thảo", "đề xuất", "draft", "trình", "lấy ý kiến")


def _figures(quote: Parsed, span: tuple[int, int]) -> bool:
    """Whether a part of a quote holds a number."""
    return any(span[0] <= number.start < span[1] for number in quote.numbers)


def _lead(quote: Parsed, cue: Cue, start: int) -> str:
    """What was cut off and the words it stands before."""
    after = quote.after(start, 3)
    return quote.text[cue.start : after[-1].end if after else start]
