"""Faults of numbers: value, unit, bound, and what they are of (`belonging`). Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.figures.alike import (
    candidates,
    same_bound,
    same_kind,
    same_unit,
    same_value,
    with_bound,
)
from assistant.checks.figures.belonging import misattributed
from assistant.checks.pair import Pair, fault, first
from assistant.stated.kept import remembered
from assistant.stated.numbers import Number
from assistant.stated.numerals import SPELT_VI, Value
from assistant.stated.parsed import Parsed

# How far behind its part the whole of "68 trong 122" stands.
_OUT_OF = 20
# How far apart the two ends of a range may stand.
_APART = 24
# What says in a verb that something is more than a figure.
_EXCEEDS = re.compile(
    r"(?<![^\W_])(?:vượt(?: (?:mốc|ngưỡng|con số|mức))?|exceed(?:s|ed|ing)?|surpass(?:es|ed)?|top(?:s|ped)) $",
    re.I,
)
# The months of "nửa đầu năm".
_HALF_YEAR = 6
_HALF = re.compile(r"(?<!\w)(?:nửa (?:đầu|cuối) năm|(?:first|second) half)(?!\w)", re.I)
# What a share is of, behind "2/3", and the largest whole of one that is told in words.
_OF_A_NUMBER, _SIMPLE = ("so",), 10
# Labels of a document named by its leading figure alone: "Nghị quyết 58".
_DOCUMENT_LABELS = frozenset(
    [
        "quyet",
        "dinh",
        "thi",
        "tu",
        "nghi",
        "hoach",
        "van",
        "luan",
        "luat",
        "resolution",
        "decision",
        "directive",
        "decree",
        "circular",
    ]
)


def numbers(pair: Pair) -> Iterator[Fault]:
    """Numbers whose value, unit, bound or subject the quote does not state."""
    for claimed in _claimed(pair):
        if claimed.kind == "code":
            name = _listed(pair, claimed)
            if not _written(name, pair.quote.text) and not _written(name, pair.title.text):
                yield fault(
                    "number",
                    claimed.text,
                    first(one.text for one in pair.quote.numbers if one.kind == "code"),
                )
        elif found := _number(pair, claimed):
            yield found


def _listed(pair: Pair, claimed: Number) -> str:
    """A name with digits as it is to stand in the quote; the number of one of a list with the word behind it."""
    behind = pair.sentence.after(claimed.end, 1)
    listed = claimed.text[-1] in ".)" and behind and not pair.bare
    return f"{claimed.text} {behind[0].raw}" if listed else claimed.text


def absent(pair: Pair) -> Iterator[Fault]:
    """Of the faults of `numbers` those that are soonest found: values that the quote does not have."""
    for claimed in _claimed(pair):
        if claimed.kind != "code" and not _equal(pair, claimed) and (found := _number(pair, claimed)):
            yield found


def _claimed(pair: Pair) -> Iterator[Number]:
    """The sentence's numbers, but for the whole of "68 trong 122 trường", held against the quote with its part."""
    for last, claimed in zip((None, *pair.sentence.numbers), pair.sentence.numbers, strict=False):
        if not last or last.of != claimed.low or claimed.start - last.end >= _OUT_OF:
            yield claimed


def _number(pair: Pair, claimed: Number) -> Fault | None:
    """What is wrong with a claimed number, if anything."""
    if _named(pair, claimed):
        return None
    stated = [one for one in pair.quote.numbers if one.kind != "code"]
    equal = _equal(pair, claimed)
    if not equal and (share := _otherwise(pair, claimed)):
        claimed, equal = share, _equal(pair, share)
    if not equal and (_ends(claimed, stated) or _spelt(pair, claimed)):
        return None
    if not equal:
        nearest = [one for one in stated if one.unit == claimed.unit] or stated
        return fault("number", claimed.text, first(one.text for one in nearest))
    alike = [one for one in equal if same_kind(claimed, one, pair) and same_unit(claimed, one, pair)]
    if not alike:
        return fault("unit", claimed.text, equal[0].text)
    exceeds = _EXCEEDS.search(pair.sentence.text[: claimed.start])
    bounded = [one for one in alike if same_bound(claimed, one) or (exceeds and one.bound == ">")]
    if not bounded:
        return fault("number", with_bound(claimed, pair.sentence), with_bound(alike[0], pair.quote))
    return misattributed(pair, claimed, bounded, stated)


def _otherwise(pair: Pair, claimed: Number) -> Number | None:
    """A share in the notation in which the quote has it: "2/3" as "hai phần ba", "50%" as "một nửa", and the other way
    round; None for what is no share, or not there.
    """
    if pair.foreign or (ours := _share(claimed)) is None:
        return None
    if (stated := _shares(pair.quote).get(ours)) is None:
        return None
    bound = claimed.bound if claimed.bound != "~" else stated.bound
    return replace(
        claimed,
        low=stated.low, high=stated.high, of=stated.of, unit=stated.unit, noun=stated.noun, bound=bound,
    )  # fmt: skip


def _share(number: Number) -> Fraction | None:
    """What part of a whole a number is: two thirds; None for none, and for all of it."""
    of: Value = 100 if number.unit == "%" else 1
    if number.of and number.noun[:1] == _OF_A_NUMBER:
        of = number.of
    if number.kind != "plain" or number.low != number.high or not 0 < number.low < of:
        return None
    part = Fraction(number.low) / of
    return part if 0 < part < 1 and part.denominator <= _SIMPLE else None


@remembered
def _shares(quote: Parsed) -> dict[Fraction, Number]:
    """The numbers of a quote that are parts of a whole, the first of each."""
    return {part: one for one in reversed(quote.numbers) if (part := _share(one)) is not None}


def known(quote: Parsed) -> None:
    """Find what parts of a whole a quote states."""
    _shares(quote)


def _equal(pair: Pair, claimed: Number) -> list[Number]:
    """The numbers of the quote that have a claimed value."""
    return [one for one in candidates(pair.quote, claimed) if same_value(claimed, one, pair)]


def _spelt(pair: Pair, claimed: Number) -> bool:
    """Whether the quote has for an English number word its Vietnamese one, which counts nothing known: "hai bên"."""
    return (
        pair.foreign
        and claimed.text[:1].isalpha()
        and any(SPELT_VI.get(word, 10 if word == "mười" else 0) == claimed.low for word in pair.quote.spelt)
    )


def _ends(claimed: Number, stated: Sequence[Number]) -> bool:
    """Whether a quote has both ends of a range side by side: "from 120 to 185 billion" of "từ 120 tỷ lên 185 tỷ"."""
    return claimed.low < claimed.high and any(
        (one.low, other.low, other.unit) == (claimed.low, claimed.high, claimed.unit)
        and other.start - one.end < _APART
        for one, other in pairwise(stated)
    )


def _named(pair: Pair, claimed: Number) -> bool:
    """Whether a number that names ("Nghị quyết 58", "ngày 5", "kỳ họp thứ 9") is borne by a document, date
    or title.
    """
    if claimed.label in _DOCUMENT_LABELS:
        serials = {one.serial for one in (*pair.quote.documents, *pair.title.documents)}
        if re.sub(r"\D", "", claimed.text).lstrip("0") in serials:
            return True
    before = pair.sentence.before(claimed.start, 1)
    if before and before[0].raw.isupper() and len(before[0].raw) > 1 and claimed.start - before[0].end == 1:
        name = f"{before[0].raw} {claimed.text}"  # "BRT 01"
        if _written(name, pair.quote.text) or _written(name, pair.title.text):
            return True
    if claimed.label in ("ngay", "mung") and any(moment.day == claimed.low for moment in pair.quote.moments):
        return True
    if (
        claimed.unit == "tháng"
        and claimed.low == _HALF_YEAR
        and _HALF.search(f"{pair.quote.text} | {pair.title.text}")
    ):
        return True
    # "6 tháng đầu năm" of a title is the time that the quote's figures are of
    return (claimed.kind != "plain" or claimed.unit == "tháng") and any(
        same_value(claimed, one, pair)
        and (one.kind, one.label, one.unit) == (claimed.kind, claimed.label, claimed.unit)
        for one in pair.title.numbers
    )


def _written(text: str, where: str) -> bool:
    """Whether a name with digits stands somewhere as it is written, capitals apart."""
    return re.search(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])", where, re.IGNORECASE) is not None
