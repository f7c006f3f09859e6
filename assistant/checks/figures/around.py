"""Around: the words by which a figure of a text is told from another like it. Pure."""

from assistant.checks.wording.words import STOPS
from assistant.stated.kept import remembered
from assistant.stated.numbers import Number
from assistant.stated.parsed import Parsed
from assistant.stated.units import TIMES, TIMES_OR_AGE

# How many figures of a quote are held against one another, so that no quote takes long.
MOST = 120


def own_words(parsed: Parsed, number: Number, mates: list[Number]) -> frozenset[str]:
    """The words that say something before a number in its cell, after the number before it there."""
    first = parsed.cell(number.start)[0]
    first = max([first, *(mate.end for mate in mates if first <= mate.start < number.start)])
    return words_of(parsed, (first, number.start))


def words_right(parsed: Parsed, number: Number) -> frozenset[str]:
    """The words that say something after a number in its cell, and what "và" adds to them without a figure."""
    last = parsed.cell(number.start)[1]
    if parsed.text[:last].endswith("và"):
        last = parsed.cell(last)[1]
    following = next((one.start for one in parsed.numbers if number.end <= one.start < last), last)
    return words_of(parsed, (number.end, following))


def bracketed(parsed: Parsed, number: Number) -> str:
    """The cell of a number, with the one before the bracket that it stands in."""
    first, last = parsed.cell(number.start)
    if first and parsed.text[first - 1] == "(":
        first = parsed.cell(first - 1)[0]
    return parsed.text[first:last]


@remembered
def words_of(parsed: Parsed, span: tuple[int, int]) -> frozenset[str]:
    """The folded words of a stretch that tell subjects apart."""
    return frozenset(word.folded for word in parsed.within(*span)) - STOPS


def right_before(parsed: Parsed, number: Number) -> str:
    """The few words right before a number."""
    return parsed.text[max(0, number.start - 24) : number.start]


def counted(parsed: Parsed) -> list[Number]:
    """The figures of a text that count or measure something, no time and no age."""
    return [one for one in parsed.numbers if one.kind == "plain" and one.unit not in TIMES_OR_AGE]


def untimed(found: list[Number]) -> list[Number]:
    """Numbers but for those of months, days and the like."""
    return [one for one in found if one.unit not in TIMES]
