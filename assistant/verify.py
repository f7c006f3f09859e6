"""Verify: what a sentence says that the quote it cites does not bear. Pure.

`faults` compares the two kind by kind: document numbers, dates, numbers with their units and subjects, places, people
with their posts, direction, negation, draft or decided, target or estimate; then plain wording. An empty result means
that each of these stands in the quote, or, for a place, name or date, in its report's title and data.

It is no proof that the sentence follows. An English sentence over a Vietnamese quote is held to its figures, dates,
names and cues, its other words cannot be compared; one that has nothing exact is never borne.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Fault
from assistant.checks import documents
from assistant.checks.composition import alignment, grafted, scattered
from assistant.checks.figures import ahead, alike, bases, each, kinds, values
from assistant.checks.language import respelt, translated
from assistant.checks.pair import Pair, fault
from assistant.checks.stance import conditions, turns
from assistant.checks.times import dates, sides, when
from assistant.checks.who import (
    deeds,
    excepted,
    hands,
    levels,
    mentions,
    ownership,
    people,
    portions,
    ranked,
    roles,
    sources,
    subjects,
    zones,
)
from assistant.checks.wording import causes, lacking, orders, qualifiers, substitutes, verbatim, widened
from assistant.stated.cues import cues
from assistant.stated.parsed import Parsed, parse
from assistant.stated.rows import told
from index import places
from index.memo import memo

_Check = Callable[[Pair], Iterable[Fault]]

# What is longer is no sentence; it is borne only as a part of the quote.
LONGEST = 2000
# What finds in a quote what the checks want of it by itself.
_KNOW = (
    alike.known,
    values.known,
    lacking.known,
    substitutes.known,
    mentions.known,
    ownership.known,
    conditions.known,
    dates.known,
    cues,
    alignment.known,
)


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report of a quote adds to it: its title, ISO date of publication and province."""

    title: str | None = None
    published: str | None = None
    province: str | None = None


def faults(sentence: str, quote: str, report: Reported | None = None) -> tuple[Fault, ...]:
    """Everything that `sentence` says and `quote` does not bear; empty when it bears the sentence.

    `report` may lend a place, name or date that its title states, its province, and the year of a date without one.
    Kinds: number, unit, date, document_number, place, person, status, modality, direction, negation, unsupported.
    """
    return _faults(sentence, quote, report or Reported())


def prepare(quote: str, report: Reported) -> None:
    """Take a quote apart, as `faults` will want it; what is held against it afterwards takes less time."""
    told_of, title, _ = _cited(quote, report)
    for parsed in (told_of, title):
        for know in _KNOW:
            know(parsed)
    mentions.entitled(title)


class Statement:
    """A sentence that is held against quote after quote, until one bears it.

    It looks no further in a quote than to its first fault, and for that one first in the next: that mostly has it, too.
    """

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        self._parsed = parse(told(sentence))
        self._checks = list(_SOONEST)
        self._failed: dict[tuple[str, Reported], _Check] = {}

    def borne_by(self, quote: str, report: Reported) -> bool:
        """Whether `faults` are none."""
        both = self._beside(quote, report)
        if (found := _plain(self._sentence, both)) is not None:
            return not found
        failed = next((check for check in self._checks if any(True for _ in check(both))), None)
        if failed:
            self._failed[quote, report] = failed
            self._checks.remove(failed)
            self._checks.insert(0, failed)
        return not failed and not _deeper(both)

    def main_faults(self, quote: str, report: Reported) -> tuple[Fault, ...]:
        """`faults` of what is exact in the sentence; where these are none, of whom and where it names and of its
        wording; else the first others that are found.
        """
        both = self._beside(quote, report)
        if (found := _plain(self._sentence, both)) is not None:
            return found
        failed = self._failed.get((quote, report))
        if (failed is None or failed in _VALUES) and (values := _found(_VALUES, both)):
            return values
        if (failed is None or failed in _TELLING) and (main := _found(_TELLING, both)):
            return main
        others = (failed,) if failed and failed not in (*_VALUES, *_TELLING) else _CHECKS
        return next((left for check in others if (left := _found((check,), both))), ()) or _deeper(both)

    def _beside(self, quote: str, report: Reported) -> Pair:
        """The sentence and a quote."""
        return _respelt(Pair(self._parsed, *_cited(quote, report)))


def _found(checks: Iterable[_Check], both: Pair) -> tuple[Fault, ...]:
    """What some checks find, each once."""
    return tuple(dict.fromkeys(one for check in checks for one in check(both)))


def elsewhere(sentence: str, quotes: Sequence[tuple[str, Reported]]) -> bool:
    """Whether a sentence has a document or figure that none of some quotes has, so that no part with it is borne."""
    lacking: set[str] | None = None
    for quote, report in quotes:
        both = _pair(sentence, quote, report)
        found = {one.in_sentence for check in (documents.documents, values.absent) for one in check(both)}
        lacking = found if lacking is None else lacking & found
        if not lacking:
            return False
    return bool(lacking)


def severed(before: str, part: str, quote: str, report: Reported) -> bool:
    """Whether a part of a sentence repeats the quote on other than what `before`, the sentence up to it, names, or has
    a stretch that the quote has nothing of.
    """
    both = _pair(part, quote, report)
    return grafted.severed(parse(told(before)), both.sentence, both.quote, both.title)


def lent(part: str, quote: int, quotes: Sequence[tuple[str, Reported]]) -> bool:
    """Whether a part of a sentence that one of some quotes bears has a word that this one lacks and another has: "96 xã
    đạt chuẩn nâng cao" of "96 xã đạt chuẩn" and "28 xã đạt chuẩn nâng cao".
    """
    both = _pair(part, *quotes[quote])
    if both.foreign:
        return False
    others = (parse(told(text)) for place, (text, _) in enumerate(quotes) if place != quote)
    return lacking.lent(both, tuple(others))


@memo(4096)
def _faults(sentence: str, quote: str, report: Reported) -> tuple[Fault, ...]:
    """`faults`, remembered: a repaired answer is checked again sentence by sentence."""
    both = _pair(sentence, quote, report)
    if (found := _plain(sentence, both)) is not None:
        return found
    # of a sentence with a fault it is no news that it was put together of two
    return _found(_CHECKS, both) or _deeper(both)


def _deeper(both: Pair) -> tuple[Fault, ...]:
    """What is found in a sentence only where nothing else is: that it was put together of two, and, where it was typed
    without accents, what these tell apart.
    """
    found = respelt.respelt(both)
    if found is None:
        return tuple(grafted.grafted(both))
    spelt, _ = found
    checks = (
        *(check for check in _CHECKS if check not in _BARE_DO),
        people.appointed,
        lacking.overstated,
        grafted.grafted,
    )
    return next((left for check in checks if (left := tuple(check(spelt)))), ())


def _pair(sentence: str, quote: str, report: Reported) -> Pair:
    """A sentence and a quote, to be held against each other."""
    return _respelt(Pair(parse(told(sentence)), *_cited(quote, report)))


def _respelt(both: Pair) -> Pair:
    """A pair with its sentence in the quote's spelling where all of it was typed without accents."""
    spelt = respelt.respelt(both)
    return spelt[0] if spelt and spelt[1] else both


@memo(1024)
def _cited(quote: str, report: Reported) -> tuple[Parsed, Parsed, str]:
    """A quote and its report's title, to be taken apart, and the report's province."""
    return (
        parse(told(quote), report.published),
        parse(report.title or "", report.published),
        _province(report.province or ""),
    )


def _plain(sentence: str, both: Pair) -> tuple[Fault, ...] | None:
    """The faults of a sentence that is none, orders something, or stands in the quote as it is; None for any other."""
    if not both.sentence.text:
        return (fault("unsupported", sentence),)
    if ordered := tuple(orders.ordered(both)):
        return ordered
    if span := verbatim.part(both):
        return tuple(verbatim.cut(both, span)) or tuple(conditions.conditioned(both))
    if len(both.sentence.text) > LONGEST:
        return (fault("unsupported", both.sentence.text),)
    return None


def _native(check: _Check) -> _Check:
    """A check that compares words, and so says nothing of a sentence in another language than its quote."""

    def checked(both: Pair) -> Iterable[Fault]:
        """The check's faults."""
        return () if both.foreign else check(both)

    return checked


# The exact ones first: so their faults are told.
_CHECKS: tuple[_Check, ...] = (
    documents.documents,
    dates.dates,
    values.numbers,
    people.named,
    ownership.told_of_another,
    turns.turned,
    when.mistimed,
    sides.beside,
    bases.rebased,
    each.divided,
    qualifiers.rated,
    translated.misheld,
    translated.misdone,
    *map(
        _native,
        (
            roles.exchanged,
            deeds.misattributed,
            hands.swapped,
            levels.misleveled,
            conditions.conditioned,
            alignment.displaced,
            alignment.replaced,
            alignment.repeated,
            scattered.scattered,
            subjects.exchanged,
            excepted.excepted,
            portions.mistold,
            widened.widened,
            ranked.misranked,
            ahead.foretold,
            causes.invented,
            sources.confused,
            zones.strayed,
            kinds.narrowed,
        ),
    ),
    lacking.unsupported,
)
# To these it is all one whether accents are written.
_BARE_DO = (documents.documents, people.named, lacking.unsupported)
# Whether a quote has what is exact in a sentence at all: soonest found, and told first.
_VALUES = (documents.documents, values.absent, dates.dates)
# What a reader is told of where it has.
_TELLING = (people.named, lacking.unsupported)
# In the order in which a quote of something else is soonest seen to be one: most have not the names, or too few of the
# words.
_SOONEST = tuple(dict.fromkeys((*_VALUES, *_TELLING, *_CHECKS)))


@memo(128)
def _province(name: str) -> str:
    """A report's province under its own name, as given where it is none of ours."""
    return places.resolve(name) or name
