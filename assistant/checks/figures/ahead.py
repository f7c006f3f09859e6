"""Faults of a figure told of what the quote comes to only after it. Pure.

"Tổng diện tích có nước đạt 68.000 ha. Cao nhất là xã Phú Sa" bears no "xã Phú Sa có 68.000 ha".
"""

from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.figures.around import counted
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import Mention, mentions
from assistant.checks.wording.words import tells
from assistant.stated.numbers import Number
from assistant.stated.parsed import Parsed, Word, begins, standing
from index.vietnamese import canonical

# From how many words on what a sentence is about tells it from another.
_THING = 3
_AT = frozenset(("ở", "tại"))
# How many mentions of a quote are looked at, so that no quote takes long.
_MOST = 40


def foretold(pair: Pair) -> Iterator[Fault]:
    """Figures whose sentences in the quote all end before it first names whom, or what, they are told of."""
    if pair.foreign or pair.bare or len(pair.quote.sentences) < 2:
        return
    yield from _placed(pair)
    for number in counted(pair.sentence):
        found = bearing(pair, number)[:_MOST]
        behind = max((pair.quote.sentence(one.start)[1] for one in found), default=len(pair.quote.text))
        if behind >= len(pair.quote.text):
            continue
        first = pair.sentence.clause(number.start)[0]
        whom = [one for one in mentions(pair.sentence) if first <= one.start < number.start]
        late: Mention | Word | None = next((one for one in whom if _named_from(pair, one, behind)), None)
        if late := late or _thing(pair, first, number, found, behind):
            yield fault(
                "number", f"{pair.sentence.text[late.start : late.end]} … {number.text}", found[0].text
            )
            return


def _placed(pair: Pair) -> Iterator[Fault]:
    """A place at which the sentence has what the quote tells of in earlier sentences alone."""
    for name in mentions(pair.sentence):
        before = pair.sentence.before(name.start, _THING + 3)
        at = next((place for place in range(len(before) - 1, -1, -1) if before[place].exact in _AT), None)
        if at is None or at < _THING:
            continue
        run = tuple(word.exact for word in before[at - _THING : at])
        starts = begins(pair.quote, run)
        if starts and _named_from(pair, name, pair.quote.sentence(starts[-1])[1]):
            yield fault("place", pair.sentence.text[before[at - _THING].start : name.end])
            return


def _named_from(pair: Pair, name: Mention, behind: int) -> bool:
    """Whether a quote names one only behind a place, and its report's title and data do not."""
    there = begins(pair.quote, name.words)
    return bool(there) and min(there) >= behind and not _of_report(pair, name.words)


def _of_report(pair: Pair, words: tuple[str, ...]) -> bool:
    """Whether title or province of the quote's report has some words."""
    return bool(standing(pair.title.spelt, words)) or words == tuple(
        map(canonical, pair.province.lower().split())
    )


def _thing(pair: Pair, first: int, number: Number, found: Sequence[Number], behind: int) -> Word | None:
    """The first of the words in a row with which a sentence begins, that the quote has only behind a figure's sentence,
    where it has others for what the figure is of.
    """
    ours = [word for word in pair.sentence.within(first, number.start) if tells(word)]
    thing = ours[:_THING]
    run = tuple(word.exact for word in thing)
    if len(run) < _THING or thing[-1].end - thing[0].start != len(" ".join(word.raw for word in thing)):
        return None
    there, heads = begins(pair.quote, run), begins(pair.quote, run[:2])
    if not there or heads[0] < behind or standing(pair.title.spelt, run):
        return None
    said = {word.exact for word in ours}
    return thing[0] if all(_other(pair.quote, one, said) for one in found) else None


def _other(quote: Parsed, number: Number, said: set[str]) -> bool:
    """Whether words of its own name what a figure of a quote is of."""
    own = [word for word in quote.within(quote.sentence(number.start)[0], number.start) if tells(word)]
    return len([word for word in own if word.exact not in said]) > 1
