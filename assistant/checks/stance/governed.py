"""Governed: the words that a cue of a text governs, and faults of words that one text alone puts under a cue. Pure.

"Không" of "không thông qua việc tăng học phí" governs "thông qua" and what follows in its clause.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.stance.demands import wanted_by
from assistant.checks.wording.words import STOPS, alike_from_start
from assistant.stated.cues import Cue
from assistant.stated.parsed import Parsed, Word
from assistant.stated.plain import listed

# Words between a cue and what it governs that say nothing of it.
_LIGHT = listed(
    """duoc co phai bi da the he con dang se la cac nhung mot va cua cho viec ban to cuoc su nao de
    tinh nam do nhieu the a an any been be have has to of dat ca vu truong hop nguoi xay so"""
)
# Verbs that only say that something is or was met: "chưa ghi nhận thiệt hại" denies the damage.
_CARRIERS = frozenset(
    tuple(verb.split())
    for verb in (
        "ghi nhan",
        "phat hien",
        "xay ra",
        "phat sinh",
        "xuat hien",
        "nhan thay",
        "tim thay",
        "xac dinh",
    )
)
# What is allowed or not is what stands behind it: "không được phép đỗ xe" denies the parking.
_ALLOWED = ("duoc", "phep")
# How many words on either side tell which cue of the quote answers to one of the sentence.
_NEAR = 6
# How many cues or places of a quote are looked at, so that no quote takes long.
MOST = 200
# What leaves open which of two holds.
_OR = re.compile(r"(?<!\w)(?:hay|hoặc)(?: là)? $", re.I)
# How many words may stand between a cue and the last that it governs.
FAR = 8


def of_axis(found: Sequence[Cue], axis: str) -> list[Cue]:
    """The cues of one axis."""
    return [cue for cue in found if cue.axis == axis]


def _context(parsed: Parsed, cue: Cue) -> frozenset[str]:
    """The words and figures about a cue in its clause."""
    first, last = parsed.clause(cue.start)
    near = (*parsed.before(cue.start, _NEAR), *parsed.after(cue.end, _NEAR))
    words = {word.folded for word in near if first <= word.start < last and word.folded not in STOPS}
    figures = {f"n{one.low}" for one in parsed.numbers if 0 <= one.start - cue.end < 16}
    return frozenset(words | figures)


def _alike(context: frozenset[str], other: frozenset[str]) -> int:
    """How much two contexts share; a figure tells more than a word."""
    return sum(2 if word[1:2].isdigit() else 1 for word in context & other)


def best_fit(pair: Pair, cue: Cue, stated: Sequence[Cue]) -> int:
    """How well the best of the quote's cues answers to one of the sentence; -1 where there is none."""
    context = _context(pair.sentence, cue)
    return max((_alike(context, _context(pair.quote, one)) for one in stated[:MOST]), default=-1)


def targets_of(parsed: Parsed, cue: Cue) -> tuple[Word, ...]:
    """The one or two words that a cue governs: the next that say something, in its cell."""
    last = parsed.clause(cue.start)[1]
    behind = [word for word in parsed.after(cue.end, 8) if word.start < last]
    if tuple(word.folded for word in behind[:2]) == _ALLOWED:
        behind = behind[2:]
    following = [word for word in behind if word.folded not in _LIGHT]
    if cue.axis == "negation" and tuple(word.folded for word in following[:2]) in _CARRIERS:
        following = following[2:]
    return tuple(following[:2])


def words_under(parsed: Parsed, governing: Sequence[Cue], reach: int = 5) -> set[int]:
    """Where words stand that one of these cues governs."""
    found = set[int]()
    for cue in governing:
        last = _end(parsed, cue)
        found |= {word.start for word in parsed.after(cue.end, reach) if word.start < last}
    return found


def _end(parsed: Parsed, cue: Cue) -> int:
    """How far what a cue governs may reach: to its clause's end, that of "A hay không A" no further than it says A."""
    said = left_open(parsed, cue)
    return said[-1].end if said else parsed.clause(cue.start)[1]


def left_open(parsed: Parsed, cue: Cue) -> tuple[Word, ...]:
    """The words behind a negation that repeat those before it: "gọi" of "gọi hay không gọi"; none for another."""
    if cue.axis != "negation" or not _OR.search(parsed.text, max(0, cue.start - 8), cue.start):
        return ()
    said = {word.exact for word in parsed.before(cue.start, _NEAR)}
    last = parsed.clause(cue.start)[1]
    return tuple(
        takewhile(lambda word: word.exact in said and word.start < last, parsed.after(cue.end, _NEAR))
    )


def places_of(parsed: Parsed, targets: Sequence[Word]) -> list[int]:
    """Where these words stand near each other, in order."""
    if not targets:
        return []
    found = []
    for word in parsed.words:
        if word.folded == targets[0].folded:
            following = [other.folded for other in parsed.after(word.end, 3)]
            if len(targets) == 1 or targets[1].folded in following:
                found.append(word.start)
    return found


def put_under(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue], kind: str) -> Iterator[Fault]:
    """Words that the sentence puts under such a cue and the quote leaves free."""
    under_theirs = words_under(pair.quote, stated)
    for cue in claimed:
        targets = targets_of(pair.sentence, cue)
        places = places_of(pair.quote, targets) or places_of(pair.quote, targets[:1])
        free = [place for place in places if place not in under_theirs]
        if kind == "modality" and free and all(wanted_by(pair.quote, place) for place in free[:MOST]):
            continue  # "sẽ dừng" of "sẽ không cấp mới và dừng"
        if not stated or (free and len(free) == len(places)):
            yield fault(kind, shown(pair.sentence, cue), from_on(pair.quote, free[0]) if free else None)


def left_free(
    pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue], kind: str, reach: int = 5
) -> Iterator[Fault]:
    """Words that the quote puts under such a cue and the sentence leaves free."""
    under_ours, under_theirs = (
        words_under(pair.sentence, claimed, FAR),
        words_under(pair.quote, stated, reach),
    )
    for cue in stated[:MOST]:
        targets = targets_of(pair.quote, cue)
        ours = places_of(pair.sentence, targets)
        free = [place for place in ours if place not in under_ours]
        there = places_of(pair.quote, targets)
        if (
            free
            and len(free) == len(ours)
            and all(place in under_theirs for place in _likest(pair, free[0], there))
        ):
            yield fault(kind, from_on(pair.sentence, free[0]), shown(pair.quote, cue))


def _likest(pair: Pair, place: int, there: Sequence[int]) -> list[int]:
    """Of several places of the quote, those after which it goes on longest as the sentence does after
    `place`.
    """
    ours = [word.folded for word in pair.sentence.after(place, 6)]
    runs = {}
    for other in there[:MOST]:
        theirs = [word.folded for word in pair.quote.after(other, 6)]
        runs[other] = alike_from_start(ours, theirs)
    return [other for other, run in runs.items() if run == max(runs.values())]


def shown(parsed: Parsed, cue: Cue) -> str:
    """A cue with the words right after it."""
    after = parsed.after(cue.end, 3)
    end = after[-1].end if after else cue.end
    return parsed.text[cue.start : end] if end - cue.start < 60 else cue.text


def from_on(parsed: Parsed, place: int) -> str:
    """A few words from a place on."""
    after = parsed.after(place, 3)
    return parsed.text[place : after[-1].end] if after else ""
