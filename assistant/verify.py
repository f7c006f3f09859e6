"""Verify: what a sentence says that the quote it cites does not bear. Pure.

`faults` compares the two kind by kind: document numbers, dates, numbers with their units and subjects,
places,
people with their posts, direction, negation, draft or decided, target or estimate; then plain wording. An
empty
result means that each of these stands in the quote, or, for a place, name or date, in its report's title and
data.

It is no proof that the sentence follows. An English sentence over a Vietnamese quote is held to its figures,
dates,
names and cues, its other words cannot be compared; one that has nothing exact is never borne.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.answer import Fault
from assistant.checks import (
    alignment,
    bases,
    dates,
    deeds,
    documents,
    figures,
    people,
    portions,
    roles,
    scattered,
    stance,
    wording,
)
from assistant.checks.pair import Pair, fault
from assistant.stated.parsed import parse
from assistant.stated.rows import told
from index import places

# What is longer is no sentence; it is borne only as a part of the quote.
LONGEST = 2000
# A sentence with something to hold against every part of a quote.
_ANY = "Ngày 1/1/2001, ông Nguyễn Văn An ở xã An Bình cho biết sản lượng sẽ tăng 1%."


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report of a quote adds to it: its title, ISO date of publication and province."""

    title: str | None = None
    published: str | None = None
    province: str | None = None


def faults(sentence: str, quote: str, report: Reported | None = None) -> tuple[Fault, ...]:
    """Everything that `sentence` says and `quote` does not bear; empty when it bears the sentence.

    `report` may lend a place, name or date that its title states, its province, and the year of a date
    without one.
    Kinds: number, unit, date, document_number, place, person, status, modality, direction, negation,
    unsupported.
    """
    return _faults(sentence, quote, report or Reported())


def prepare(quote: str, report: Reported) -> None:
    """Take a quote apart, as `faults` will want it; what is held against it afterwards takes less time."""
    published = report.published
    title = parse(report.title or "", published)
    for _ in _all(Pair(parse(_ANY), parse(told(quote), published), title, report.province or "")):
        pass


def fewer(sentence: str, quote: str, report: Reported, most: int) -> tuple[Fault, ...] | None:
    """`faults` where there are fewer than `most` of them, else None: it looks no further than that many."""
    found: list[Fault] = []
    for one in _found(sentence, quote, report):
        found.append(one)
        if len(found) >= most:
            return None
    return tuple(found)


@lru_cache(maxsize=4096)
def _faults(sentence: str, quote: str, report: Reported) -> tuple[Fault, ...]:
    """`faults`, remembered: a repaired answer is checked again sentence by sentence."""
    return tuple(_found(sentence, quote, report))


def _found(sentence: str, quote: str, report: Reported) -> Iterator[Fault]:
    """Each fault once, as it is found."""
    both = Pair(
        parse(told(sentence)),
        parse(told(quote), report.published),
        parse(report.title or "", report.published),
        _province(report.province or ""),
    )
    if not both.sentence.text:
        yield fault("unsupported", sentence)
    elif orders := tuple(wording.ordered(both)):
        yield from orders
    elif span := wording.part(both):
        yield from wording.cut(both, span)
    elif len(both.sentence.text) > LONGEST:
        yield fault("unsupported", both.sentence.text)
    else:
        seen: set[Fault] = set()
        for one in _all(both):
            if one not in seen:
                seen.add(one)
                yield one


def _all(pair: Pair) -> Iterator[Fault]:
    """The faults of every kind, the exact ones first."""
    yield from documents.documents(pair)
    yield from dates.dates(pair)
    yield from figures.numbers(pair)
    yield from people.named(pair)
    yield from stance.turned(pair)
    if not pair.foreign:
        yield from bases.rebased(pair)
        yield from roles.exchanged(pair)
        yield from deeds.misattributed(pair)
        yield from alignment.displaced(pair)
        yield from alignment.replaced(pair)
        yield from alignment.repeated(pair)
        yield from scattered.scattered(pair)
        yield from portions.mistold(pair)
    yield from wording.unsupported(pair)


@lru_cache(maxsize=128)
def _province(name: str) -> str:
    """A report's province under its own name, as given where it is none of ours."""
    return places.resolve(name) or name
