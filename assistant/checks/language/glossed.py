"""Glossed: where a Vietnamese quote says, by the glossary, what an English sentence says. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.figures.alike import bearing
from assistant.checks.figures.around import MOST
from assistant.checks.pair import Pair
from assistant.checks.who.mentions import named_in
from assistant.stated.kept import remembered
from assistant.stated.moments import bears
from assistant.stated.parsed import Parsed, places
from index.glossary import translations
from index.vietnamese import canonical, fold

# From how many words on a wording is written by its first letters: "ủy ban nhân dân", "trung học cơ sở".
_SHORTENED = 3


class Term(NamedTuple):
    """What an English sentence says at [start:end), and every place where its quote says it; `name` is whether it
    names somebody or a body, `exact` whether it is a figure, date or number of a document.
    """

    start: int
    end: int
    spots: tuple[tuple[int, int], ...]
    name: bool = False
    exact: bool = False


@remembered
def terms(pair: Pair) -> tuple[Term, ...]:
    """What an English sentence says that its quote says somewhere, too, in order."""
    known = [*_names(pair), *_exact(pair)]
    taken = {word.start for one in known for word in pair.sentence.within(one.start, one.end)}
    return tuple(sorted((*known, *(one for one in _worded(pair) if one.start not in taken))))


def _names(pair: Pair) -> Iterator[Term]:
    """Its people, places and others that the quote names, too."""
    for one in named_in(pair.sentence, True):
        spots = _standing(pair.quote, tuple(map(fold, one.syllables)), True)
        if spots:
            yield Term(one.start, one.end, spots, name=True)


def _worded(pair: Pair) -> Iterator[Term]:
    """Its words and phrases that the glossary knows in a wording that the quote has."""
    words = pair.sentence.words
    for each in translations([word.folded for word in words]):
        spots = {
            spot
            for rendering in each.renderings
            for spot in (*_standing(pair.quote, _spelt(rendering), False), *_shortened(pair.quote, rendering))
        }
        if spots:
            named = any(word.capital and word.start for word in words[each.first : each.last])
            start, end = words[each.first].start, words[each.last - 1].end
            yield Term(start, end, tuple(sorted(spots)), name=named)


def _exact(pair: Pair) -> Iterator[Term]:
    """Its figures, dates and document numbers."""
    for number in pair.sentence.numbers:
        if found := bearing(pair, number)[:MOST]:
            yield Term(number.start, number.end, tuple((one.start, one.end) for one in found), exact=True)
    for moment in pair.sentence.moments:
        if dated := [one for one in pair.quote.moments[:MOST] if bears(one, moment)]:
            yield Term(moment.start, moment.end, tuple((one.start, one.end) for one in dated), exact=True)
    for document in pair.sentence.documents:
        alike = [one for one in pair.quote.documents[:MOST] if one.serial == document.serial]
        if alike:
            yield Term(document.start, document.end, tuple((one.start, one.end) for one in alike), exact=True)


def _spelt(rendering: str) -> tuple[str, ...]:
    """A rendering's words, canonical."""
    return tuple(map(canonical, rendering.replace("-", " ").split()))


def _standing(parsed: Parsed, run: tuple[str, ...], folded: bool) -> tuple[tuple[int, int], ...]:
    """Where words stand in a row in a text."""
    words = parsed.words
    return tuple(
        (words[at].start, words[at + len(run) - 1].end)
        for at in places(parsed, folded).get(run[0], ())[:MOST]
        if at + len(run) <= len(words)
        and all(
            (word.folded if folded else word.exact) == one
            for word, one in zip(words[at : at + len(run)], run, strict=True)
        )
    )


def _shortened(parsed: Parsed, rendering: str) -> tuple[tuple[int, int], ...]:
    """Where a text has a rendering's first letters for it: "UBND"."""
    words = rendering.split()
    if len(words) < _SHORTENED:
        return ()
    letters = "".join(word[0] for word in words).upper()
    return tuple(
        (word.start, word.end)
        for at in places(parsed, False).get(canonical(letters.lower()), ())[:MOST]
        if (word := parsed.words[at]).raw == letters
    )
