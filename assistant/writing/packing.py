"""Packing: which passages are sent to a model whose window does not hold them all. Pure."""

from collections.abc import Sequence

from assistant.writing.spent import tokens
from index import Hit

# Tokens kept for the reply, and for the title, dates and fences of a passage.
REPLY, _AROUND = 1024, 120


def packed(hits: Sequence[Hit], window: int, asked: str) -> list[Hit]:
    """Those passages, given best first, that fit a window of so many tokens along with the prompt `asked`.

    One that no longer fits gives way to a shorter one after it. The best alone is kept even if it does
    not fit: the provider then says so.
    """
    room = window - REPLY - tokens(asked)
    kept: list[Hit] = []
    for hit in hits:
        cost = tokens(hit.text) + _AROUND
        if cost <= room or not kept:
            kept.append(hit)
            room -= cost
    return kept
