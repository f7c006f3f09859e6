"""Faults of direction, negation, draft or decided, and target or estimate. Pure.

Each such word is compared with the one of the quote that stands among the same words, or by the same figure.
"""

from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.binding import STOPS
from assistant.checks.figures import bearing
from assistant.checks.pair import Pair, fault
from assistant.stated.cues import Cue
from assistant.stated.numbers import Number
from assistant.stated.parsed import Parsed, Word
from assistant.stated.plain import listed

# Words between a cue and what it governs that say nothing of it.
_LIGHT = listed(
    """duoc co phai bi da the he con dang se la cac nhung mot va cua cho viec ban to cuoc su nao de
    tinh nam do nhieu the a an any been be have has to of dat"""
)
# Modalities that are said of one thing in the same breath.
_LIKE = frozenset({frozenset({"target", "expected"}), frozenset({"expected", "estimate"})})
# How many words on either side tell which cue of the quote answers to one of the sentence.
_NEAR = 6
# How many cues or places of a quote are looked at, so that no quote takes long.
_MOST = 200
_NOUNS = ("dự thảo", "bản thảo")


def turned(pair: Pair) -> Iterator[Fault]:
    """What the sentence turns otherwise than the quote does."""
    claimed, stated = pair.our_cues, pair.their_cues
    yield from _directions(pair, _of(claimed, "direction"), _of(stated, "direction"))
    ours, theirs = _of(claimed, "negation"), _of(stated, "negation")
    yield from _added(pair, ours, theirs, "negation")
    yield from _dropped(pair, ours, theirs, "negation")
    yield from _decided(pair, _of(claimed, "status"), _of(stated, "status"))
    yield from _modal(pair, _of(claimed, "modality"), _of(stated, "modality"))


def _of(found: Sequence[Cue], axis: str) -> list[Cue]:
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


def _best(pair: Pair, cue: Cue, stated: Sequence[Cue]) -> int:
    """How well the best of the quote's cues answers to one of the sentence; -1 where there is none."""
    context = _context(pair.sentence, cue)
    return max((_alike(context, _context(pair.quote, one)) for one in stated[:_MOST]), default=-1)


def _directions(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Rises that the quote has as falls, and the other way round; rises by a figure that the quote does not
    have rise.
    """
    for cue in claimed:
        same = [one for one in stated if one.value == cue.value]
        opposite = [one for one in stated if one.value != cue.value]
        numbered = next((one for one in pair.sentence.numbers if 0 <= one.start - cue.end < 30), None)
        if numbered and _by_figure(pair, cue, numbered, stated):
            continue
        if opposite and (not same or _best(pair, cue, opposite) > _best(pair, cue, same)):
            yield fault("direction", _shown(pair.sentence, cue), _shown(pair.quote, opposite[0]))
        elif not stated and numbered and bearing(pair, numbered):
            yield fault("direction", _shown(pair.sentence, cue), bearing(pair, numbered)[0].text)


def _by_figure(pair: Pair, cue: Cue, number: Number, stated: Sequence[Cue]) -> bool:
    """Whether a figure that the quote bears rises or falls there as the sentence says."""
    for one in bearing(pair, number):
        before = [other for other in stated if 0 <= one.start - other.end < 30]
        if before and before[-1].value == cue.value:
            return True
    return False


def _targets(parsed: Parsed, cue: Cue) -> tuple[Word, ...]:
    """The one or two words that a cue governs: the next that say something, in its cell."""
    last = parsed.clause(cue.start)[1]
    following = [word for word in parsed.after(cue.end, 6) if word.start < last and word.folded not in _LIGHT]
    return tuple(following[:2])


def _under(parsed: Parsed, governing: Sequence[Cue], reach: int = 5) -> set[int]:
    """Where words stand that one of these cues governs."""
    return {
        word.start
        for cue in governing
        for word in parsed.after(cue.end, reach)
        if word.start < parsed.clause(cue.start)[1]
    }


def _found(parsed: Parsed, targets: Sequence[Word]) -> list[int]:
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


def _added(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue], kind: str) -> Iterator[Fault]:
    """Words that the sentence puts under such a cue and the quote leaves free."""
    under_theirs = _under(pair.quote, stated)
    for cue in claimed:
        targets = _targets(pair.sentence, cue)
        places = _found(pair.quote, targets) or _found(pair.quote, targets[:1])
        free = [place for place in places if place not in under_theirs]
        if not stated or (free and len(free) == len(places)):
            yield fault(kind, _shown(pair.sentence, cue), _at(pair.quote, free[0]) if free else None)


def _dropped(
    pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue], kind: str, reach: int = 5
) -> Iterator[Fault]:
    """Words that the quote puts under such a cue and the sentence leaves free."""
    under_ours, under_theirs = _under(pair.sentence, claimed), _under(pair.quote, stated, reach)
    for cue in stated[:_MOST]:
        targets = _targets(pair.quote, cue)
        ours = _found(pair.sentence, targets)
        free = [place for place in ours if place not in under_ours]
        there = _found(pair.quote, targets)
        if (
            free
            and len(free) == len(ours)
            and all(place in under_theirs for place in _likest(pair, free[0], there))
        ):
            yield fault(kind, _at(pair.sentence, free[0]), _shown(pair.quote, cue))


def _likest(pair: Pair, place: int, there: Sequence[int]) -> list[int]:
    """Of several places of the quote, those after which it goes on longest as the sentence does after
    `place`.
    """
    ours = [word.folded for word in pair.sentence.after(place, 6)]
    runs = {}
    for other in there[:_MOST]:
        theirs = [word.folded for word in pair.quote.after(other, 6)]
        runs[other] = next(
            (step for step, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
            min(len(ours), len(theirs)),
        )
    return [other for other, run in runs.items() if run == max(runs.values())]


def _decided(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Decisions that the quote has as drafts or as still to come, and drafts that it has as decided."""
    drafts = [one for one in stated if one.value == "draft"]
    pending = [one for one in stated if one.value == "pending"]
    decided = [one for one in stated if one.value == "decided"]
    for cue in claimed:
        if cue.value == "decided":
            best = _best(pair, cue, decided)
            proposed = [one for one in drafts if one.text.lower() not in _NOUNS]
            other = max(_best(pair, cue, pending), _best(pair, cue, proposed) - 1)
            if not decided or (not pair.foreign and other > best):
                yield fault(
                    "status",
                    _shown(pair.sentence, cue),
                    _shown(pair.quote, (drafts + pending)[0]) if drafts + pending else None,
                )
        elif cue.value == "draft" and not drafts and not pending:
            yield fault(
                "status", _shown(pair.sentence, cue), _shown(pair.quote, decided[0]) if decided else None
            )
    nouns = [one for one in drafts if one.text.lower() in _NOUNS]
    ours = [one for one in claimed if one.value == "draft"]
    if not pair.foreign:
        yield from _dropped(pair, [], nouns, "status", reach=8) if not ours else ()
        yield from _subject(pair, nouns, claimed)


def _subject(pair: Pair, nouns: Sequence[Cue], claimed: Sequence[Cue]) -> Iterator[Fault]:
    """What a draft says ("Dự thảo … đưa ra …"), told as if it stood."""
    if any(cue.value in ("draft", "pending") for cue in claimed):
        return
    for cue in nouns:
        first, last = pair.quote.sentence(cue.start)
        if pair.quote.text[first : cue.start].strip(' "-') or cue.text[0].islower():
            continue
        told = {word.folded for word in pair.quote.within(cue.end, last)} - STOPS
        ours = {word.folded for word in pair.sentence.words} - STOPS
        rest = {word.folded for word in pair.quote.words if not first <= word.start < last}
        if len(ours & told) * 2 > len(ours) and len(ours & rest) < len(ours & told):
            yield fault("status", pair.sentence.text, _shown(pair.quote, cue))


def _modal(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Targets and estimates told as facts, facts told as targets."""
    seen = False
    for number in pair.sentence.numbers:
        found = bearing(pair, number) if number.kind != "code" else []
        if not found:
            continue
        ours, our_cue = _mood(pair.sentence, claimed, number.start)
        theirs = [_mood(pair.quote, stated, one.start) for one in found]
        seen = True
        last = pair.sentence.clause(number.start)[1]
        later = {cue.value for cue in claimed if number.start < cue.start < last and cue.value != "actual"}
        if all(
            mood not in later and mood != ours and frozenset((mood, ours)) not in _LIKE for mood, _ in theirs
        ):
            _, their_cue = theirs[0]
            yield fault(
                "modality",
                _shown(pair.sentence, our_cue) if our_cue else number.text,
                _shown(pair.quote, their_cue) if their_cue else found[0].text,
            )
            return
    if not seen and not pair.foreign:
        waiting = any(cue.axis == "status" and cue.value != "decided" for cue in pair.their_cues)
        soft = [cue for cue in claimed if cue.value != "actual"]
        theirs_soft = [cue for cue in stated if cue.value != "actual"]
        # what is put forward is still to come: "để trình" bears "sẽ trình"
        added = [cue for cue in soft if not (waiting and cue.value == "expected")]
        yield from _added(pair, added, theirs_soft, "modality")
        yield from _dropped(pair, soft, theirs_soft, "modality")


def _mood(parsed: Parsed, found: Sequence[Cue], at: int) -> tuple[str, Cue | None]:
    """The modality that a place of a text stands under: that of the last such word before it in its
    sentence.
    """
    first = parsed.sentence(at)[0]
    before = [cue for cue in found if first <= cue.start < at]
    last = before[-1] if before else None
    # an estimate reaches no further than its comma: "ước đạt 61,8 triệu đồng, tăng 5,3 triệu đồng"
    if (
        last is None
        or last.value == "actual"
        or (last.value == "estimate" and last.start < parsed.cell(at)[0])
    ):
        return "fact", None
    return last.value, last


def _shown(parsed: Parsed, cue: Cue) -> str:
    """A cue with the words right after it."""
    after = parsed.after(cue.end, 3)
    end = after[-1].end if after else cue.end
    return parsed.text[cue.start : end] if end - cue.start < 60 else cue.text


def _at(parsed: Parsed, place: int) -> str:
    """A few words from a place on."""
    after = parsed.after(place, 3)
    return parsed.text[place : after[-1].end] if after else ""
