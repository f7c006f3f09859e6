"""Faults of a sentence joined of two: one stretch repeats the quote, the other stands elsewhere, or nowhere. Pure.

"Sở A lập quy hoạch. Xã B đã vận động, hỗ trợ 40 hộ dân di dời" bears no "Sở A lập quy hoạch, hỗ trợ 40 hộ dân di dời",
though it has each half.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.figures.binding import Spanned
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import covered, people_in
from assistant.checks.wording.equivalents import expanded
from assistant.checks.wording.words import alike_from_start, neighbours, paired, says, tells
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed, Word
from assistant.stated.plain import listed

# From how many words on a stretch is held against the quote by itself, and what share of them must be held together
# beside another that repeats it: of one with a figure or date, which is held against the quote's own, and of one
# without; and what share where none repeats it.
_LONG, _HELD, _HELD_BARE, _HELD_ALONE = 5, 0.5, 0.67, 0.34
# From how many words on a stretch is looked for in the quote.
_SHORT = 4
# What share of a stretch stands in the quote in one run where the stretch repeats it, and what share stands there in
# pieces, one of them long, where it nearly does.
_REPEATS, _NEARLY = 0.8, 0.75
# The first words of what turns from the words before it.
_TURNS = listed("nhưng song mà tuy còn")
_SAME = re.compile(r"cùng kỳ năm $", re.IGNORECASE)
# How many words tell how a sentence begins.
_OPENING = 3
# How many places of a quote, and words of a stretch, are looked at, so that no quote takes long.
_MOST = 60


@dataclass(frozen=True, slots=True)
class _Run:
    """Where a stretch is repeated: the places of the quote's words from first to last."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.last - self.first + 1


def grafted(pair: Pair) -> Iterator[Fault]:
    """The stretch that repeats no part of the quote beside one that does; one that goes on with another's deeds."""
    if pair.foreign or pair.bare:
        return
    stretches = [words for words in _stretches(pair.sentence) if words]
    if len(stretches) < 2:
        return
    if strange := _unheld(pair, stretches) or _of_two_sentences(pair, stretches):
        yield fault("unsupported", _text(pair.sentence, strange))
        return
    runs = [_run(pair.quote, words) for words in stretches]
    if not any(runs):
        return
    lead = stretches[0]
    if pair.sentence.dated(0, stretches[1][0].start) and _nowhere(pair, lead):
        yield fault("unsupported", _text(pair.sentence, lead))
        return
    for words, there in zip(stretches[1:], runs[1:], strict=True):
        before = pair.sentence.within(0, words[0].start)
        if (
            there
            and len(before) >= _LONG
            and not _opens(pair.quote, words)
            and _left_out(pair.quote, there, before)
        ):
            yield fault("unsupported", _text(pair.sentence, (*before, *words)), _lead(pair.quote, there))
            return
        if (
            there
            and words[0].exact in _TURNS
            and not (len(before) >= _LONG and _opens(pair.quote, words))
            and _of_another(pair.quote, there, before)
        ):
            yield fault("unsupported", _text(pair.sentence, words), _lead(pair.quote, there))
            return


def _unheld(pair: Pair, stretches: Sequence[tuple[Word, ...]]) -> tuple[Word, ...]:
    """The first stretch of which the quote has too little beside what others repeat; none where each has enough."""
    copies = [_copied(pair.quote, words) for words in stretches]
    for words, own in zip(stretches, copies, strict=True):
        others = [run for run in copies if run and run != own]
        exact = _states(pair.sentence, words)
        plain = _without_facts(pair.sentence, words)
        enough = (_HELD if exact else _HELD_BARE) if others else 0.0 if exact else _HELD_ALONE
        if enough and len(plain) >= _LONG and _share(pair, plain, others, words is stretches[0]) < enough:
            return words
    return ()


def _of_two_sentences(pair: Pair, stretches: Sequence[tuple[Word, ...]]) -> tuple[Word, ...]:
    """The first stretch that other sentences of the quote hold than the one before it; none where one holds both."""
    if len(pair.quote.sentences) < 2:
        return ()
    edges = pairwise((0, *pair.quote.sentences))
    grounds = [frozenset(paired(pair.quote.within(*edge))) | neighbours(pair.title, False) for edge in edges]
    before: set[int] = set()
    for words in stretches:
        plain = _without_facts(pair.sentence, words)
        if len(plain) < _LONG:
            continue
        most = (1 - _HELD) * len(plain)
        homes = {
            at
            for at, there in enumerate(grounds)
            if len(_lacking(pair, plain, _beside(plain, there))) <= most
        }
        if homes and before and not homes & before and not _opens(pair.quote, words):
            return words
        before = homes or before
    return ()


def _opens(quote: Parsed, words: tuple[Word, ...]) -> bool:
    """Whether a stretch begins as a sentence of the quote does: two whole sentences joined by a comma."""
    run = [word.exact for word in words[:_OPENING]]
    return len(run) == _OPENING and any(
        [word.exact for word in quote.after(first, _OPENING)] == run for first in (0, *quote.sentences[:-1])
    )


@remembered
def _stretches(parsed: Parsed) -> tuple[tuple[Word, ...], ...]:
    """The words of a text between its commas and semicolons, but for the "năm" of "cùng kỳ năm 2016", which says no
    more than "cùng kỳ 2016".
    """
    years = {one.start - len("năm ") for one in parsed.moments if _SAME.search(parsed.text, 0, one.start)}
    return tuple(
        tuple(word for word in parsed.within(first, last) if word.start not in years)
        for first, last in pairwise(_edges(parsed))
    )


@remembered
def _edges(parsed: Parsed) -> tuple[int, ...]:
    """Where the stretches of a text begin, and where it ends."""
    return 0, *(at for at in parsed.cells if parsed.text[at - 1] in ",;:."), len(parsed.text)


def _states(parsed: Parsed, words: tuple[Word, ...]) -> bool:
    """Whether a stretch states a figure, date or document's number."""
    edges = _edges(parsed)
    place = bisect_right(edges, words[0].start)
    first, last = edges[place - 1], edges[min(place, len(edges) - 1)]
    exact: tuple[Spanned, ...] = (*parsed.numbers, *parsed.moments, *parsed.documents)
    return any(first <= one.start < last for one in exact)


def _without_facts(parsed: Parsed, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a stretch outside figures, dates and documents' numbers, which are held against the quote's own."""
    spans = [
        *((one.start, one.end) for one in parsed.numbers),
        *((one.start, one.end) for one in parsed.moments),
        *((one.start, one.end) for one in parsed.documents),
    ]
    return tuple(
        word for word in words if not any(start <= word.start and word.end <= end for start, end in spans)
    )


def _beside(words: tuple[Word, ...], there: frozenset[tuple[str, str]]) -> set[int]:
    """Where those of some words stand that have the same neighbour elsewhere."""
    near = ((one, other) for one, other in pairwise(words) if (one.exact, other.exact) in there)
    return {word.start for each in near for word in each}


def _share(pair: Pair, words: tuple[Word, ...], taken: Sequence[_Run], leads: bool) -> float:
    """What share of a stretch's words stand beside the same neighbour in the quote outside what is `taken`, or in its
    title, which lends names alone where the stretch does not lead; all of them where only little words do not.
    """
    quote = pair.quote.words
    free = Counter(paired(quote))
    for run in taken:
        free -= Counter(paired(quote[run.first : run.last + 1]))
    titled = _beside(words, neighbours(pair.title, False))
    held = _beside(words, frozenset(free)) | (titled if leads else titled & covered(pair.sentence, False))
    lacking = _lacking(pair, words, held)
    return 1 - len(lacking) / len(words) if any(says(word, False) for word in lacking) else 1


def _lacking(pair: Pair, words: tuple[Word, ...], held: set[int]) -> list[Word]:
    """The words of a stretch that are not held, nor part of an abbreviation or full form whose other form the quote
    has, nor the quote's own beside such a part.
    """
    loose = [word for word in words if word.start not in held]
    spelt = {word.start for word in words if expanded(pair, word)} if loose else set()
    if not spelt:
        return loose
    near = {one.start for each in pairwise(words) if any(two.start in spelt for two in each) for one in each}
    return [
        word
        for word in loose
        if word.start not in spelt and not (word.start in near and word.exact in pair.quote.spelt)
    ]


def _run(quote: Parsed, words: tuple[Word, ...]) -> _Run | None:
    """Where the quote has most of a stretch in one run."""
    best = _longest(quote, words)
    return best if best and best.length >= _REPEATS * min(len(words), _MOST) else None


def _copied(quote: Parsed, words: tuple[Word, ...]) -> _Run | None:
    """Where the quote has most of a stretch in one run, or much of it where it has most of it in several."""
    best = _longest(quote, words)
    if (
        best
        and best.length >= _LONG
        and len(_beside(words, neighbours(quote, False))) >= _NEARLY * len(words)
    ):
        return best
    return _run(quote, words)


def _longest(quote: Parsed, words: tuple[Word, ...]) -> _Run | None:
    """The longest run of a stretch that the quote has."""
    if len(words) < _SHORT:
        return None
    spelt = [word.exact for word in quote.words]
    ours = [word.exact for word in words[:_MOST]]
    best: _Run | None = None
    for begin in range(len(ours) - 1):
        if best and len(ours) - begin <= best.length:
            break
        for at in [at for at, word in enumerate(spelt) if word == ours[begin]][:_MOST]:
            length = alike_from_start(ours[begin:], spelt[at:])
            if not best or length > best.length:
                best = _Run(at, at + length - 1)
    return best


def _before(quote: Parsed, run: _Run) -> list[list[Word]]:
    """The words that name a thing or deed before a run in its sentence, by stretches that have any."""
    start = quote.words[run.first].start
    first = quote.sentence(start)[0]
    edges = [first, *(at for at in quote.cells if first < at < start), start]
    stretches = (_telling(quote.within(a, b)) for a, b in pairwise(edges))
    return [_subject(quote, found) for found in stretches if found]


def _subject(parsed: Parsed, words: list[Word]) -> list[Word]:
    """The person's name that the words of a stretch begin with, else those outside people's names: "bố mẹ em V." and
    "tâm lý em V." are not one thing.
    """
    within, addressed = _of_people(parsed)
    if words[0].start in within:
        return [word for word in words if word.start in within]
    return [word for word in words if word.start not in within | addressed] or words


@remembered
def _of_people(parsed: Parsed) -> tuple[frozenset[int], frozenset[int]]:
    """Where the words of people's names stand, and the words right before these."""
    people = people_in(parsed, False)
    return (
        frozenset(word.start for one in people for word in parsed.within(one.start, one.end)),
        frozenset(word.start for one in people for word in parsed.before(one.start, 1)),
    )


def severed(before: Parsed, part: Parsed, quote: Parsed, title: Parsed) -> bool:
    """Whether a part of a sentence has a stretch that the quote has nothing of, or repeats the quote on other than what
    stands `before` it.
    """
    if part.language != quote.language or part.bare:
        return False
    first, *others = _stretches(part)
    there = neighbours(quote, False) | neighbours(title, False)
    if any(_strange(words, there) for words in others):
        return True
    run = _run(quote, first) or _run(quote, part.words)
    return bool(before.words) and run is not None and _left_out(quote, run, before.words)


def _nowhere(pair: Pair, words: tuple[Word, ...]) -> bool:
    """Whether words name something, and neither quote nor title has any of what they name: "đầu xuân năm 2017"."""
    there = {word.exact for word in (*pair.quote.words, *pair.title.words)}
    named = _telling(_without_facts(pair.sentence, words))
    return bool(named) and all(word.exact not in there and not expanded(pair, word) for word in named)


def _strange(words: tuple[Word, ...], there: frozenset[tuple[str, str]]) -> bool:
    """Whether a stretch names something, and no two words of it stand together in the quote."""
    return len(words) > 1 and bool(_telling(words)) and not _beside(words, there)


def _telling(words: tuple[Word, ...]) -> list[Word]:
    """The words that name a thing or deed."""
    return [word for word in words if tells(word)]


def _left_out(quote: Parsed, run: _Run, ours: tuple[Word, ...]) -> bool:
    """Whether words are not of the sentence of the quote that a run stands in, nor name whom or what it is said of."""
    before = _before(quote, run)
    theirs = quote.within(*quote.sentence(quote.words[run.first].start))
    if not before or 2 * len(_beside(ours, frozenset(paired(theirs)))) >= len(ours):
        return False
    said = {word.exact for word in ours}
    return all(2 * sum(word.exact in said for word in each) < len(each) for each in (before[0], before[-1]))


def _of_another(quote: Parsed, run: _Run, ours: tuple[Word, ...]) -> bool:
    """Whether words are less of what a run is behind in its sentence than of another sentence of the quote."""
    at = quote.words[run.first].start
    first = quote.sentence(at)[0]
    if len(quote.within(first, at)) < _SHORT:
        return False  # it turns from the sentence before
    near = len(_beside(ours, frozenset(paired(quote.within(first, at)))))
    others = (quote.within(*edge) for edge in pairwise((0, *quote.sentences)) if edge[0] != first)
    return 2 * near < len(ours) and any(len(_beside(ours, frozenset(paired(one)))) > near for one in others)


def _lead(quote: Parsed, run: _Run) -> str:
    """The quote's sentence up to the end of a run."""
    first = quote.sentence(quote.words[run.first].start)[0]
    return quote.text[first : quote.words[run.last].end]


def _text(parsed: Parsed, words: tuple[Word, ...]) -> str:
    """The text that words in a row stand for."""
    return parsed.text[words[0].start : words[-1].end]
