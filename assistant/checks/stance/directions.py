"""Faults of direction: a rise that the quote has as a fall, or as none. Pure."""

from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.checks.stance.governed import best_fit, of_axis, shown, words_under
from assistant.stated.cues import Cue
from assistant.stated.numbers import Number


def redirected(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Rises that the quote has as falls, and the other way round; rises by a figure that the quote does not
    have rise.
    """
    denied = (
        of_axis(pair.their_cues, "negation")
        if not of_axis(pair.our_cues, "negation") and not pair.foreign
        else []
    )
    under = words_under(pair.quote, denied, reach=6)
    for cue in claimed:
        # "không thông qua việc tăng học phí" has nothing rise
        same = [one for one in stated if one.value == cue.value and one.start not in under]
        if not same and any(one.value == cue.value for one in stated):
            yield fault("direction", shown(pair.sentence, cue), shown(pair.quote, denied[0]))
            continue
        opposite = [one for one in stated if one.value != cue.value]
        numbered = next((one for one in pair.sentence.numbers if 0 <= one.start - cue.end < 30), None)
        if numbered and _by_figure(pair, cue, numbered, stated):
            continue
        if opposite and (not same or best_fit(pair, cue, opposite) > best_fit(pair, cue, same)):
            yield fault("direction", shown(pair.sentence, cue), shown(pair.quote, opposite[0]))
        elif not stated and numbered and bearing(pair, numbered):
            yield fault("direction", shown(pair.sentence, cue), bearing(pair, numbered)[0].text)


def _by_figure(pair: Pair, cue: Cue, number: Number, stated: Sequence[Cue]) -> bool:
    """Whether a figure that the quote bears rises or falls there as the sentence says."""
    for one in bearing(pair, number):
        before = [other for other in stated if 0 <= one.start - other.end < 30]
        if before and before[-1].value == cue.value:
            return True
    return False
