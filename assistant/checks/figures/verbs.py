"""Faults of a figure after a verb or another word that the quote has with another figure alone. Pure.

"Phát hiện 37 cơ sở vi phạm, xử phạt 29 cơ sở" bears no "xử phạt 37 cơ sở".
"""

from collections.abc import Sequence
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.figures.around import MOST, words_of
from assistant.checks.pair import Pair, fault
from assistant.checks.wording.words import STOPS, is_light
from assistant.stated.moments import Moment
from assistant.stated.numbers import Number, comparable
from assistant.stated.parsed import Parsed
from assistant.stated.units import TIMES

_LENGTHS = frozenset(("km", "m", "cm", "mm"))


def done_to_others(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a figure after a verb that the quote has with another figure, this one having a clause and words of
    its own: "thông qua 4 tờ trình" of "thông qua 32 nghị quyết; 4 tờ trình được để lại".
    """
    lead = verb_of(pair.sentence, claimed)
    if pair.foreign or not lead or claimed.unit in TIMES:
        return None
    said = {word.folded for word in pair.sentence.words}
    for one in bearing[:MOST]:
        clause = pair.quote.clause(one.start)
        words = pair.quote.within(*clause)
        if (
            any((a.exact, b.exact) == lead for a, b in pairwise(words))
            or len(words_of(pair.quote, clause) - said) < 2
        ):
            return None
    own = {one.start for one in bearing}
    taken = next(
        (one for one in stated[:MOST] if one.start not in own and verb_of(pair.quote, one) == lead), None
    )
    return fault("number", claimed.text, taken.text) if taken else None


def told_by_word(
    pair: Pair, claimed: Number | Moment, bearing: Sequence[Number] | Sequence[Moment]
) -> Fault | None:
    """The fault of a figure after a word that the quote has with another like it alone: "rộng 18,5 km" of "dài 18,5 km,
    rộng 12 m".
    """
    quote = pair.quote
    word = leading_word(pair.sentence, claimed)
    if pair.foreign or not word or len(quote.numbers) + len(quote.moments) > MOST:
        return None
    own = [quote.cell(one.start) for one in bearing]
    if any(word in words_of(quote, span) or len(words_of(quote, span)) < 1 for span in own):
        return None
    said = {each.folded for each in pair.sentence.words}
    starts = [one.start for one in bearing]
    if any(words_of(quote, (span[0], at)) <= said for span, at in zip(own, starts, strict=True)):
        return None  # it has what the quote says before it: "vùng núi mưa 250 mm; đồng bằng 80 mm"
    mentions: Sequence[Number | Moment] = (
        [one for one in quote.moments if one.month or one.quarter or one.year]
        if isinstance(claimed, Moment)
        else [one for one in quote.numbers if {one.unit, claimed.unit} <= _LENGTHS]
    )
    for one in mentions:
        span = quote.cell(one.start)
        if span not in own and word in words_of(quote, span):
            return fault("date" if isinstance(claimed, Moment) else "number", claimed.text, one.text)
    return None


def done_to_another(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a figure right after a verb that the quote has right before another like it, this one having its
    own: "xử phạt 37 cơ sở" of "phát hiện 37 cơ sở …, xử phạt 29 cơ sở".
    """
    lead = verb_of(pair.sentence, claimed)
    if pair.foreign or not lead or claimed.unit in TIMES or claimed.bound:
        return None
    if all(is_light(pair, word) for word in pair.sentence.before(claimed.start, 2)):
        return None  # "ghi nhận" is said of anything
    leads = [two_before(pair.quote, one) for one in bearing[:MOST]]
    if not leads or lead in leads or any(not each or each[1] in ("và", "hoặc") for each in leads):
        return None  # "60 triệu đồng xây mới và 30 triệu đồng sửa chữa" have one verb
    own = {one.start for one in bearing}
    taken = (one for one in stated[:MOST] if one.start not in own and comparable(one, claimed))
    rival = next((one for one in taken if verb_of(pair.quote, one) == lead), None)
    return fault("number", claimed.text, rival.text) if rival else None


def verb_of(parsed: Parsed, number: Number) -> tuple[str, ...]:
    """The two words right before a figure, where both say something."""
    before = parsed.before(number.start, 2)
    if len(before) == 2 and (before[1].folded in STOPS - {"qua"} or before[0].folded in STOPS):
        return ()
    return two_before(parsed, number)


def two_before(parsed: Parsed, number: Number) -> tuple[str, ...]:
    """The two words right before a figure, with nothing but spaces between."""
    before = parsed.before(number.start, 2)
    if len(before) < 2 or not parsed.text[before[0].start : number.start].replace(" ", "").isalpha():
        return ()
    return before[0].exact, before[1].exact


def leading_word(parsed: Parsed, at: Number | Moment) -> str:
    """The word that says something right before a figure in its cell, with nothing exact between; "" for none."""
    first = parsed.cell(at.start)[0]
    before = [word for word in parsed.within(first, at.start) if word.folded not in STOPS]
    if not before or parsed.dated(before[-1].end, at.start):
        return ""
    return "" if any(before[-1].end <= one.start < at.start for one in parsed.numbers) else before[-1].folded
