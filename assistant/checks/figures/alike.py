"""Alike: which numbers of a quote state a claimed one: value, rounding, unit, kind and bound. Pure."""

from collections.abc import Sequence
from fractions import Fraction

from assistant.checks.figures.around import words_right
from assistant.checks.pair import Pair
from assistant.stated.kept import remembered
from assistant.stated.numbers import Number
from assistant.stated.numerals import Value
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted
from assistant.stated.units import people, same

# What says in words that a figure lies below nothing, or by how much something is less.
_BELOW = Spotted(
    "giảm|âm|sụt|hụt|thấp hơn|lỗ|dưới|thâm|bội chi|xuống|kém|thiếu|minus|negative|below|deficit|loss|lost|"
    "decreas(?:e|ed|es|ing)|declin(?:e|ed|es|ing)|fell|fall|falls|fallen|down|drop(?:s|ped)?|contract(?:ed|s|ion)|shrank"
)
# Words that stand for the thing counted before: "xóa nhà tạm, mỗi năm một nghìn căn".
_CLASSIFIERS = frozenset(("can", "ngoi", "cai", "chiec", "suat", "luot", "mon", "bo", "em"))
# "41 ca mắc" of "41 trường hợp mắc".
_CASE, _CASES = ("ca",), "trường hợp"
# "6 dự thảo nghị quyết" are no "6 nghị quyết".
_DRAFT = ("du", "thao")
# Units of what English numbers by ordinals: "the 89th minute".
_NUMBERED = frozenset(("", "năm", "tháng", "ngày", "phút", "lần", "tuổi"))
# "66.800 dân" of "dân số là 66.800 người".
_INHABITANTS, _POPULATION = ("dan",), Spotted("dân số")
# How many figures a number has at most that is rounded.
_ROUND = 4
# How far a rounded figure may lie from the exact one that bears it: "khoảng 20.000" for 20.150.
_ROUNDING = Fraction(1, 20)


def bearing(pair: Pair, claimed: Number) -> list[Number]:
    """The numbers of the quote that state a claimed one's value, unit and bound."""
    return [
        one
        for one in candidates(pair.quote, claimed)
        if same_value(claimed, one, pair)
        and same_kind(claimed, one, pair)
        and same_unit(claimed, one, pair)
        and same_bound(claimed, one)
    ]


def known(quote: Parsed) -> None:
    """Find the figures of a quote, and what they are worth."""
    _by_value(quote)


def candidates(quote: Parsed, claimed: Number) -> Sequence[Number]:
    """The numbers of a quote that could state a claimed value: those of that value, or any where it may be
    rounded.
    """
    return quote.numbers if claimed.bound else _by_value(quote).get(claimed.low, ())


@remembered
def _by_value(quote: Parsed) -> dict[Value, list[Number]]:
    """A quote's numbers by the values they could bear."""
    found: dict[Value, list[Number]] = {}
    for one in quote.numbers:
        for value in {one.low, one.of}:
            if value is not None:
                found.setdefault(value, []).append(one)
    return found


def same_value(claimed: Number, stated: Number, pair: Pair) -> bool:
    """Whether a stated number gives a claimed value; a claimed rounding may stand for an exact figure near
    it.
    """
    if stated.kind == "code" or (
        claimed.negative != stated.negative and (claimed.negative or not _BELOW.search(pair.sentence))
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
        or claimed.clock
        or stated.low != stated.high
        or claimed.low != claimed.high
        or not exact
    ):
        return False
    fewer = _figures(claimed.low) < _figures(exact)
    side = {">": exact > claimed.low, "<": exact < claimed.low, "~": True}[claimed.bound]
    return near(claimed.low, exact) and fewer and side


def near(rounded: Value, exact: Value) -> bool:
    """Whether a rounded figure lies near enough to an exact one."""
    return -exact * _ROUNDING <= rounded - exact <= exact * _ROUNDING


def _figures(number: Value) -> int:
    """How many figures a value needs, outer zeros apart."""
    scaled = number * 10**6
    return len(str(scaled.numerator // scaled.denominator).strip("0"))


def same_bound(claimed: Number, stated: Number) -> bool:
    """Whether a claimed bound follows from the stated one.

    "khoảng" may be said of anything; "hơn" and "gần" only of themselves or of the exact figure they round; an
    exact figure only of an exact one.
    """
    if claimed.bound == stated.bound or claimed.bound == "~":
        return True
    if stated.bound == ">" and not claimed.bound and not stated.clock and _figures(stated.low) > _ROUND:
        return True  # "khảo sát trên 31.420 hộ" asked those very ones
    return bool(claimed.bound) and not stated.bound and claimed.low != stated.low


def with_bound(number: Number, parsed: Parsed) -> str:
    """A number as written, with the word that bounds it."""
    before = parsed.before(number.start, 1)
    return parsed.text[before[0].start if number.bound and before else number.start : number.end]


def same_kind(claimed: Number, stated: Number, pair: Pair) -> bool:
    """Whether a rank is stated as a rank and a name as that name."""
    if claimed.kind == stated.kind:
        return claimed.label == stated.label or pair.foreign
    if "label" in (claimed.kind, stated.kind) and "rank" not in (claimed.kind, stated.kind):
        # "nhóm 3" and "3 nhóm" are two things; a label the other side merely left out is not
        labelled, other = (claimed, stated) if claimed.kind == "label" else (stated, claimed)
        return pair.foreign or not other.noun or (labelled.label not in other.noun and not other.unit)
    if "rank" in (claimed.kind, stated.kind):
        if pair.foreign and claimed.kind == "rank" and claimed.of is None and stated.unit in _NUMBERED:
            return True  # "the 50th anniversary" of "kỷ niệm 50 năm"
        return (claimed.of is not None and claimed.of == stated.of) or (
            claimed.kind == "plain" and stated.of == claimed.low
        )
    return False


def same_unit(claimed: Number, stated: Number, pair: Pair) -> bool:
    """Whether what a claimed number counts or measures is what the stated one does."""
    if stated.unit == "người" and claimed.noun[:1] == _INHABITANTS and _POPULATION.search(pair.quote):
        return True
    if claimed.unit and stated.unit:
        return same(claimed.unit, stated.unit) or (claimed.unit == "người" and people(stated.noun))
    if claimed.kind in ("rank", "label") or (
        _CASE in (claimed.noun[:1], stated.noun[:1])
        and _CASES
        in (
            claimed.unit,
            stated.unit,
        )
    ):
        return True
    if pair.foreign and stated.unit == "tuổi" and not claimed.unit:
        return True  # "Luong Van Hiep, 41"
    if claimed.measures or stated.measures:
        return (
            "đồng" in (claimed.unit, stated.unit)
            and claimed.scaled
            and stated.scaled
            and (pair.foreign or not (stated.noun if claimed.unit else claimed.noun))
        )
    if pair.foreign or not claimed.noun:
        return True
    if claimed.noun[:2] == _DRAFT and stated.noun and stated.noun[:2] != _DRAFT:
        return False
    if stated.noun and stated.noun[0] not in _CLASSIFIERS:
        return (
            claimed.noun[0] in stated.noun
            # "175 đơn vị hành chính cấp xã" of "175 cấp xã"
            or (len(stated.noun) > 1 and set(stated.noun[:2]) <= words_right(pair.sentence, claimed))
            or stated.noun[0] in claimed.noun
            or (claimed.unit == "người" and people(stated.noun))
        )
    return any(word.folded == claimed.noun[0] for word in pair.quote.words)
