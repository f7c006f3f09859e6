"""Faults of document numbers, dates and numbers: value, unit, bound and what they belong to. Pure."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from assistant.answer import Fault
from assistant.checks.binding import misbound, scope, shared
from assistant.checks.pair import Pair, fault
from assistant.checks.rendered import rendered
from assistant.stated.moments import Moment, bears, borne
from assistant.stated.numbers import Number, comparable
from assistant.stated.parsed import Parsed
from assistant.stated.units import people, same

# A year after one of these is what something is held against.
_COMPARED = re.compile(
    r"\b(?:so với|so|bằng|hơn|than|with|from|over|từ|đến|tới|until|by|to|trước)(?: (?:cùng kỳ|"
    r"cùng|kỳ|hết|cuối|đầu|năm|the|year|of|thực hiện))* ?$",
    re.I,
)
# What stands right before an amount, and right before a change of it.
_AMOUNT = re.compile(r"\b(?:đạt|là|còn|ở mức)(?: (?:hơn|gần|khoảng|trên|dưới))? $", re.I)
_CHANGE = re.compile(r"\b(?:tăng|giảm|tụt|sụt|vượt|hụt)(?: (?:thêm|hơn|gần|khoảng|trên|dưới))? $", re.I)
# How many figures of a quote are held against one another, so that no quote takes long.
_MOST = 120
# How far a rounded figure may lie from the exact one that bears it: "khoảng 20.000" for 20.150.
_ROUNDING = Fraction(1, 20)
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


def documents(pair: Pair) -> Iterator[Fault]:
    """Document numbers that the quote does not state, or states of another kind of document."""
    stated = (*pair.quote.documents, *pair.title.documents)
    for claimed in pair.sentence.documents:
        same_number = [one for one in stated if one.number == claimed.number]
        if not same_number:
            yield fault("document_number", claimed.text, _first(one.text for one in stated))
        elif claimed.kind and all(one.kind and one.kind != claimed.kind for one in same_number):
            yield fault(
                "document_number",
                f"{claimed.kind} {claimed.text}",
                f"{same_number[0].kind} {same_number[0].text}",
            )


def dates(pair: Pair) -> Iterator[Fault]:
    """Dates that the quote does not state, or states of something else."""
    stated = [*pair.quote.moments, *pair.title.moments]
    for claimed in pair.sentence.moments:
        if borne(claimed, stated):
            yield from _misdated(pair, claimed)
        elif not _as_written(pair, claimed):
            yield fault("date", claimed.text, _nearest_moment(claimed, stated))


def _as_written(pair: Pair, claimed: Moment) -> bool:
    """Whether a day or year that the quote's own words do not mark as one stands there in figures."""
    if claimed.until is not None or claimed.quarter is not None:
        return False
    if claimed.day and claimed.month and not claimed.year:
        written = rf"0?{claimed.day} ?[/-] ?0?{claimed.month}"
    elif claimed.month and claimed.year and not claimed.day:
        written = rf"0?{claimed.month} ?[/.-] ?{claimed.year}"
    elif claimed.year and not claimed.month:
        written = str(claimed.year)
    else:
        return False
    return bool(re.search(rf"(?<![\d.,/]){written}(?![\d.,/]\d|\d)", pair.quote.text))


def _nearest_moment(claimed: Moment, stated: list[Moment]) -> str | None:
    """The stated moment that is most like a claimed one, by how many parts they share."""
    alike = max(
        stated,
        key=lambda one: sum(
            (
                bool(one.day) == bool(claimed.day),
                one.month == claimed.month and bool(one.month),
                one.year == claimed.year,
                bool(one.until) == bool(claimed.until),
            )
        ),
        default=None,
    )
    return alike.text if alike else None


def _misdated(pair: Pair, claimed: Moment) -> Iterator[Fault]:
    """A day or month that the quote gives to something else."""
    if not claimed.month or pair.foreign:
        return
    quote = pair.quote
    alike = [one for one in quote.moments if one.month and bool(one.day) == bool(claimed.day)][:_MOST]
    bearing = [one for one in alike if bears(one, claimed)]
    rivals = [one for one in alike if not bears(one, claimed)]
    mates = [one for one in pair.sentence.moments if one.month]
    place = misbound(
        scope(pair.sentence, claimed, mates),
        shared(pair.sentence, claimed, mates),
        [scope(quote, one, alike) for one in bearing],
        [scope(quote, one, alike) for one in rivals],
        margin=2.0,
    )
    if place is not None:
        yield fault("date", claimed.text, rivals[place].text)


def numbers(pair: Pair) -> Iterator[Fault]:
    """Numbers whose value, unit, bound or subject the quote does not state."""
    for claimed in pair.sentence.numbers:
        if claimed.kind == "code":
            if not _written(claimed.text, pair.quote.text) and not _written(claimed.text, pair.title.text):
                yield fault(
                    "number",
                    claimed.text,
                    _first(one.text for one in pair.quote.numbers if one.kind == "code"),
                )
        elif found := _number(pair, claimed):
            yield found


def bearing(pair: Pair, claimed: Number) -> list[Number]:
    """The numbers of the quote that state a claimed one's value, unit and bound."""
    return [
        one
        for one in _candidates(pair.quote, claimed)
        if _equal(claimed, one, pair)
        and _same_kind(claimed, one, pair)
        and _same_unit(claimed, one, pair)
        and _bound(claimed, one)
    ]


def _candidates(quote: Parsed, claimed: Number) -> Sequence[Number]:
    """The numbers of a quote that could state a claimed value: those of that value, or any where it may be
    rounded.
    """
    return quote.numbers if claimed.bound else _by_value(quote).get(claimed.low, ())


@lru_cache(maxsize=64)
def _by_value(quote: Parsed) -> dict[Fraction, list[Number]]:
    """A quote's numbers by the values they could bear."""
    found: dict[Fraction, list[Number]] = {}
    for one in quote.numbers:
        for value in {one.low, one.of}:
            if value is not None:
                found.setdefault(value, []).append(one)
    return found


def _number(pair: Pair, claimed: Number) -> Fault | None:
    """What is wrong with a claimed number, if anything."""
    if _named(pair, claimed):
        return None
    stated = [one for one in pair.quote.numbers if one.kind != "code"]
    equal = [one for one in _candidates(pair.quote, claimed) if _equal(claimed, one, pair)]
    if not equal:
        nearest = [one for one in stated if one.unit == claimed.unit] or stated
        return fault("number", claimed.text, _first(one.text for one in nearest))
    alike = [one for one in equal if _same_kind(claimed, one, pair) and _same_unit(claimed, one, pair)]
    if not alike:
        return fault("unit", claimed.text, equal[0].text)
    bounded = [one for one in alike if _bound(claimed, one)]
    if not bounded:
        return fault("number", _with_bound(claimed, pair.sentence), _with_bound(alike[0], pair.quote))
    return (
        _misyeared(pair, claimed, bounded)
        or _misplaced(pair, claimed, bounded, stated)
        or _misbound(pair, claimed, bounded, stated)
    )


def _misbound(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a number that the quote gives to something else."""
    sentence = rendered(pair)
    mates = [one for one in pair.sentence.numbers if one.kind != "code"]
    own = {one.start for one in bearing}
    others = [one for one in stated if one.start not in own and one.kind == claimed.kind][:_MOST]
    rivals = [one for one in others if comparable(one, claimed)]
    place = misbound(
        scope(sentence, claimed, mates),
        shared(sentence, claimed, mates),
        [scope(pair.quote, one, stated[:_MOST]) for one in bearing[:_MOST]],
        [scope(pair.quote, one, stated[:_MOST]) for one in rivals],
        margin=2.0 if pair.foreign else 1.0,
    )
    if place is not None:
        return fault("number", claimed.text, rivals[place].text)
    return None


def _misyeared(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a number that the quote gives for another year."""
    ours = _year(pair.sentence, claimed)
    theirs = [_year(pair.quote, one) for one in bearing[:_MOST]]
    if ours is None or any(one is None or one.year == ours.year for one in theirs):
        return None
    return fault("date", ours.text, _first(one.text for one in theirs if one))


def _year(parsed: Parsed, number: Number) -> Moment | None:
    """The year that a number is for: the one in its cell, else the last one said before it in its clause.

    A year that is only compared with ("so với năm 2022") is none, nor is one of several in a cell.
    """
    first, last = parsed.clause(number.start)
    cell = parsed.cell(number.start)
    said = [
        one
        for one in parsed.dated(first, last)
        if one.year and not one.day and not one.until and str(one.year) in one.text
    ]
    own = [one for one in said if not _COMPARED.search(parsed.text[max(0, one.start - 30) : one.start])]
    here = [one for one in own if cell[0] <= one.start < cell[1]]
    if len({one.year for one in here}) > 1:
        return None
    before = [one for one in own if one.end <= number.start]
    return here[0] if here else before[-1] if before else None


def _misplaced(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a rise or fall told as the amount itself: "đạt 5,3" of "đạt 61,8, tăng 5,3"."""
    if pair.foreign or not _AMOUNT.search(_before(pair.sentence, claimed)):
        return None
    if not all(_CHANGE.search(_before(pair.quote, one)) for one in bearing):
        return None
    amounts = [one for one in stated if comparable(one, claimed) and _AMOUNT.search(_before(pair.quote, one))]
    return fault("number", claimed.text, amounts[0].text) if amounts else None


def _before(parsed: Parsed, number: Number) -> str:
    """The few words right before a number."""
    return parsed.text[max(0, number.start - 24) : number.start]


def _named(pair: Pair, claimed: Number) -> bool:
    """Whether a number that names ("Nghị quyết 58", "ngày 5", "kỳ họp thứ 9") is borne by a document, date
    or title.
    """
    if claimed.label in _DOCUMENT_LABELS:
        serials = {one.serial for one in (*pair.quote.documents, *pair.title.documents)}
        if re.sub(r"\D", "", claimed.text).lstrip("0") in serials:
            return True
    if claimed.label in ("ngay", "mung") and any(moment.day == claimed.low for moment in pair.quote.moments):
        return True
    return claimed.kind != "plain" and any(
        _equal(claimed, one, pair) and one.kind == claimed.kind and one.label == claimed.label
        for one in pair.title.numbers
    )


def _equal(claimed: Number, stated: Number, pair: Pair) -> bool:
    """Whether a stated number gives a claimed value; a claimed rounding may stand for an exact figure near
    it.
    """
    if stated.kind == "code" or (
        claimed.negative != stated.negative and "-" in (claimed.text + stated.text)[:1]
    ):
        return False
    if (claimed.low, claimed.high) == (stated.low, stated.high):
        if claimed.of is None or stated.of == claimed.of:
            return True
        return stated.of is None and any(one.low == claimed.of for one in pair.quote.numbers)
    if (
        claimed.kind != "rank"
        and stated.of is not None
        and claimed.of is None
        and stated.of == claimed.low == claimed.high
    ):
        return True
    return _rounds(claimed, stated)


def _rounds(claimed: Number, stated: Number) -> bool:
    """Whether "khoảng 20.000" may be said of 20.150: fewer figures, near enough, on the side that its bound
    says.
    """
    exact = stated.low
    if (
        not claimed.bound
        or stated.bound
        or stated.low != stated.high
        or claimed.low != claimed.high
        or not exact
    ):
        return False
    near = abs(claimed.low - exact) <= exact * _ROUNDING and _figures(claimed.low) < _figures(exact)
    side = {">": exact > claimed.low, "<": exact < claimed.low, "~": True}[claimed.bound]
    return near and side


def _figures(number: Fraction) -> int:
    """How many figures a value needs, outer zeros apart."""
    scaled = number * 10**6
    return len(str(scaled.numerator // scaled.denominator).strip("0"))


def _bound(claimed: Number, stated: Number) -> bool:
    """Whether a claimed bound follows from the stated one.

    "khoảng" may be said of anything; "hơn" and "gần" only of themselves or of the exact figure they round; an
    exact figure only of an exact one.
    """
    if claimed.bound == stated.bound or claimed.bound == "~":
        return True
    return bool(claimed.bound) and not stated.bound and claimed.low != stated.low


def _with_bound(number: Number, parsed: Parsed) -> str:
    """A number as written, with the word that bounds it."""
    before = parsed.before(number.start, 1)
    return parsed.text[before[0].start if number.bound and before else number.start : number.end]


def _same_kind(claimed: Number, stated: Number, pair: Pair) -> bool:
    """Whether a rank is stated as a rank and a name as that name."""
    if claimed.kind == stated.kind:
        return claimed.label == stated.label or pair.foreign
    if "label" in (claimed.kind, stated.kind) and "rank" not in (claimed.kind, stated.kind):
        # "nhóm 3" and "3 nhóm" are two things; a label the other side merely left out is not
        labelled, other = (claimed, stated) if claimed.kind == "label" else (stated, claimed)
        return pair.foreign or not other.noun or (labelled.label not in other.noun and not other.unit)
    if "rank" in (claimed.kind, stated.kind):
        return (claimed.of is not None and claimed.of == stated.of) or (
            claimed.kind == "plain" and stated.of == claimed.low
        )
    return False


def _same_unit(claimed: Number, stated: Number, pair: Pair) -> bool:
    """Whether what a claimed number counts or measures is what the stated one does."""
    if claimed.unit and stated.unit:
        return same(claimed.unit, stated.unit) or (claimed.unit == "người" and people(stated.noun))
    if claimed.kind == "rank":
        return True
    if claimed.measures or stated.measures:
        return (
            "đồng" in (claimed.unit, stated.unit)
            and claimed.scaled
            and stated.scaled
            and not (stated.noun if claimed.unit else claimed.noun)
        )
    if pair.foreign or not claimed.noun:
        return True
    if stated.noun:
        return (
            claimed.noun[0] in stated.noun
            or stated.noun[0] in claimed.noun
            or (claimed.unit == "người" and people(stated.noun))
        )
    return any(word.folded == claimed.noun[0] for word in pair.quote.words)


def _written(text: str, where: str) -> bool:
    """Whether a name with digits stands somewhere as it is written, capitals apart."""
    return re.search(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])", where, re.IGNORECASE) is not None


def _first(texts: Iterator[str]) -> str | None:
    """The first of some texts, if any."""
    return next(texts, None)
