"""Faults of stance: direction, negation, draft or decided, target or estimate, each from a module beside this. Pure.

Each such word is compared with the one of the quote that stands among the same words, or by the same figure.
"""

from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.pair import Pair
from assistant.checks.stance.decided import misdecided, put_forward
from assistant.checks.stance.directions import redirected
from assistant.checks.stance.governed import left_free, of_axis, put_under
from assistant.checks.stance.modality import modal, said_done
from assistant.checks.stance.negations import (
    chosen,
    figures_denied,
    forbidden,
    names_denied,
    not_held,
    refused,
)


def turned(pair: Pair) -> Iterator[Fault]:
    """What the sentence turns otherwise than the quote does."""
    claimed, stated = pair.our_cues, pair.their_cues
    yield from redirected(pair, of_axis(claimed, "direction"), of_axis(stated, "direction"))
    ours, theirs = of_axis(claimed, "negation"), of_axis(stated, "negation")
    yield from put_under(pair, ours, theirs, "negation")
    yield from chosen(pair, ours, theirs)
    yield from figures_denied(pair, ours, theirs)
    yield from names_denied(pair, ours, theirs)
    yield from left_free(pair, ours, theirs, "negation")
    yield from misdecided(pair, of_axis(claimed, "status"), of_axis(stated, "status"))
    yield from put_forward(pair)
    yield from said_done(pair)
    yield from refused(pair, theirs)
    yield from forbidden(pair)
    yield from not_held(pair)
    yield from modal(pair, of_axis(claimed, "modality"), of_axis(stated, "modality"))
