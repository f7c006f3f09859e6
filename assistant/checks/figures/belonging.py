"""Faults of a figure that the quote states, but of something else: every way to tell, most telling first. Pure.

What is told by one kind of word alone has a file: `each`, `kinds`, `changes`, `verbs`, `parts`, and `periods` of times.
"""

import re

from assistant.answer import Fault
from assistant.checks.figures.around import MOST, bracketed, own_words, untimed, words_of, words_right
from assistant.checks.figures.binding import misbound, scope, shared
from assistant.checks.figures.changes import told_as_amount, told_as_reached, turn_of
from assistant.checks.figures.doers import of_another_doer
from assistant.checks.figures.each import told_of_each, told_per
from assistant.checks.figures.kinds import (
    counted_apart,
    names_its_figure,
    of_another_class,
    of_another_code,
    of_another_label,
    of_another_thing,
    part_alone,
    whole_of_part,
)
from assistant.checks.figures.parts import inherits, parted
from assistant.checks.figures.verbs import done_to_another, done_to_others, told_by_word
from assistant.checks.language.rendered import rendered
from assistant.checks.language.translated import told_apart
from assistant.checks.pair import Pair, fault
from assistant.checks.times.periods import COMPARED, of_another_part, of_another_year
from assistant.checks.who.mentions import people_in
from assistant.checks.who.portions import anothers, apart
from assistant.checks.wording.contrasts import opposed
from assistant.checks.wording.words import spelling
from assistant.stated.numbers import Number, comparable
from assistant.stated.parsed import Parsed, standing
from assistant.stated.units import TIMES

# What a figure may be of beside the province itself.
_WIDE = re.compile(r"(?<!\w)(?:bình quân )?(?:cả nước|toàn quốc|toàn vùng|cả vùng)(?!\w)", re.I)


def misattributed(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a number that the quote states (`bearing`, of all `stated`), but of something else, if any."""
    every = stated
    if claimed.kind == "label" and not pair.foreign and names_its_figure(pair, claimed, bearing):
        return None
    if claimed.unit not in TIMES and (name := anothers(pair, bearing)):
        return fault("number", f"{name} … {claimed.text}", bearing[0].text)
    if pair.foreign and (name := _of_somebody_else(pair, bearing)):
        return fault("person", name, bearing[0].text)
    beside = [one for one in stated if not apart(pair, bearing, one)]
    turn = turn_of(pair.sentence, claimed)
    # "nhiều hơn cùng kỳ 4 vụ" is "tăng 4 vụ", and none of "11 vụ"
    changes = turn and any(turn_of(pair.quote, one) == turn for one in bearing[:MOST])
    stated = [
        one
        for one in beside
        if not inherits(pair, claimed, bearing, one) and not (changes and not turn_of(pair.quote, one))
    ]
    return (
        told_per(pair, claimed, bearing)
        or told_of_each(pair, claimed, bearing)
        or of_another_year(pair, claimed, bearing)
        or of_another_part(pair, claimed, bearing)
        or of_another_thing(pair, claimed, bearing)
        or told_as_reached(pair, claimed, bearing)
        or told_as_amount(pair, claimed, bearing, stated)
        or _misbound(pair, claimed, bearing, stated, beside)
        or _elsewhere(pair, claimed, bearing, stated)
        or _opposed(pair, claimed, bearing)
        or whole_of_part(pair, claimed, bearing)
        or of_another_code(pair, claimed, bearing)
        or of_another_class(pair, claimed, bearing)
        or of_another_label(pair, claimed, bearing)
        or part_alone(pair, claimed, bearing)
        or done_to_others(pair, claimed, bearing, stated)
        or done_to_another(pair, claimed, bearing, stated)
        or counted_apart(pair, claimed, bearing, stated)
        or _scoped(pair, claimed, bearing)
        or told_by_word(pair, claimed, bearing)
        or parted(pair, claimed, bearing, every)
        or of_another_doer(pair, claimed, bearing)
    )


def _of_somebody_else(pair: Pair, bearing: list[Number]) -> str | None:
    """The one person whom a sentence names, where those sentences of the quote that state a figure name only others."""
    ours = people_in(pair.sentence, True)
    theirs = people_in(pair.quote, False) if len(ours) == 1 else []
    if not theirs:
        return None
    wanted = pair.spelling(ours[0].syllables)
    own = {one.start for one in theirs if pair.spelling(one.syllables)[-len(wanted) :] == wanted}
    titled = not own and bool(standing(spelling(pair.title, pair.bare), wanted))
    for number in bearing[:MOST]:
        first, last = pair.quote.sentence(number.start)
        there = {one.start for one in theirs if first <= one.start < last}
        if not (own or titled) or not there or own & there:
            return None
    return ours[0].text


def _misbound(
    pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number], beside: list[Number]
) -> Fault | None:
    """The fault of a number that the quote gives to something else; `beside` are all that part its words among them."""
    sentence = rendered(pair)
    mates = [one for one in pair.sentence.numbers if one.kind != "code"]
    own = {one.start for one in bearing}
    others = [one for one in stated if one.start not in own and one.kind == claimed.kind][:MOST]
    rivals = [
        one
        for one in others
        if comparable(one, claimed)
        and not opposed(pair.sentence, _near(pair.sentence, claimed), pair.quote, _near(pair.quote, one))
        and not _told_by_right(pair, claimed, bearing, one)
    ]
    if not rivals:
        return None
    if claimed.unit not in TIMES:
        # "8 tháng" says when; it takes no words from the figures beside it
        mates, beside = untimed(mates), untimed(beside)
    place = misbound(
        scope(sentence, claimed, mates),
        shared(sentence, claimed, mates),
        [scope(pair.quote, one, beside[:MOST]) for one in bearing[:MOST]],
        [scope(pair.quote, one, beside[:MOST]) for one in rivals],
        margin=2.0 if pair.foreign else 1.0,
    )
    if place is None or told_apart(pair, claimed, bearing[:MOST], rivals[place]):
        return None
    return fault("number", claimed.text, rivals[place].text)


def _told_by_right(pair: Pair, claimed: Number, bearing: list[Number], rival: Number) -> bool:
    """Whether what stands after a figure tells it from a rival: "74 xã … nâng cao"."""
    own = words_right(pair.sentence, claimed) - words_right(pair.quote, rival)
    return (
        not pair.foreign and bool(own) and any(own <= words_right(pair.quote, one) for one in bearing[:MOST])
    )


def _elsewhere(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a figure given a subject that the quote has with a figure of another unit alone: "thu nội địa …
    31,6%" of "thu nội địa 12.405 tỷ đồng …; chi đầu tư phát triển … 31,6%".
    """
    if pair.foreign or claimed.unit in TIMES or claimed.kind != "plain":
        return None
    ours = own_words(pair.sentence, claimed, untimed(list(pair.sentence.numbers)))
    # "47.900 hồ sơ nộp trực tuyến" of "hồ sơ nộp trực tuyến 47.900"
    ours = ours or words_right(pair.sentence, claimed) - set(claimed.noun[:2])
    said = {word.folded for word in pair.sentence.words}
    timeless = untimed(stated)[:MOST]
    owns = [own_words(pair.quote, one, timeless) for one in bearing[:MOST]]
    # "…, bằng 71,3% dự toán" is of what stands before the figure before it
    cells = [
        own or scope(pair.quote, one, timeless).before for own, one in zip(owns, bearing[:MOST], strict=True)
    ]
    around = frozenset().union(
        *(words_of(pair.quote, pair.quote.cell(one.start)) for one in bearing[:MOST]), *cells
    )
    strange = ours - around
    unsaid = [{word for word in cell if " " not in word and not word[1:].isdigit()} for cell in cells]
    own = {one.start for one in bearing}
    for one in timeless:
        if one.start in own or not strange or not strange <= own_words(pair.quote, one, timeless):
            continue
        needed = 1 if comparable(one, claimed) else 2
        if len(strange) >= needed and all(len(cell - said) >= needed for cell in unsaid):
            return fault("number", claimed.text, one.text)
    return None


def _opposed(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure told of the contrary: "thấp nhất 24,5" of "cao nhất 24,5 …, thấp nhất 0,35"."""
    if pair.foreign or claimed.unit in TIMES:
        return None
    ours = _near(pair.sentence, claimed)
    found = [
        opposed(pair.sentence, ours, pair.quote, _near(pair.quote, one)) or _opposed_first(pair, ours, one)
        for one in bearing[:MOST]
    ]
    return fault("number", f"{found[0]} … {claimed.text}", bearing[0].text) if found and all(found) else None


def _opposed_first(pair: Pair, ours: tuple[int, int], number: Number) -> str | None:
    """A word whose contrary opens the clause of a figure of the quote, which says what all of it is of, while the
    clause has not the word itself: "khách nội địa 6,8 triệu lượt, tăng 12%".
    """
    first, last = pair.quote.clause(number.start)
    word = opposed(pair.sentence, ours, pair.quote, (first, min(pair.quote.cell(first)[1], number.start)))
    return word if word and word not in pair.quote.lower[first:last] else None


def _near(parsed: Parsed, number: Number) -> tuple[int, int]:
    """The stretch about a number: from its cell's beginning, or the number before it there, to the number after it or
    its clause's end.
    """
    first, last = parsed.cell(number.start)[0], parsed.clause(number.start)[1]
    around = untimed(list(parsed.numbers))
    first = max([first, *(one.end for one in around if first <= one.start < number.start)])
    following = next((one.start for one in around if number.end <= one.start < last), last)
    if following < last:
        last = (
            max(number.end, parsed.cell(following)[0])
            if parsed.cell(following)[0] > number.end
            else following
        )
    return first, last


def _scoped(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure of one place told of the whole country, or the other way round."""
    if pair.foreign:
        return None
    for match in _WIDE.finditer(pair.sentence.text, *pair.sentence.cell(claimed.start)):
        said = match.group().lower()
        cells = [bracketed(pair.quote, one).lower() for one in bearing[:MOST]]
        if said in pair.quote.text.lower() and not any(said in cell for cell in cells) and not COMPARED.search(
            pair.sentence.text[max(0, match.start() - 30) : match.start()]
        ):  # fmt: skip
            return fault("number", claimed.text, bearing[0].text)
    return None
