"""Cycles: how seldom a process that answers looks for things that hold one another."""

import gc

# Objects until the young are collected, such collections until the middle-aged are, such until all are. By Python's
# own 700, 10, 10 all that answers keep is walked every few seconds, for a tenth of one, and nothing is found.
_COLLECT = (10_000, 10, 20)


def sought_seldom() -> None:
    """Look for cycles as seldom as becomes a process that answers."""
    gc.set_threshold(*_COLLECT)


def passed_over() -> None:
    """Look no more at what there is by now: a search that walks what the start has made keeps every request waiting."""
    gc.freeze()
