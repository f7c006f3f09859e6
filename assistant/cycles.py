"""Cycles: how seldom a serving process lets Python look for objects that refer to each other."""

import gc

# Objects until the young are collected, such collections until the middle-aged are, such until all are. By Python's
# own 700, 10, 10 all that answers keep is walked every few seconds, for a tenth of one, and nothing is found.
_COLLECT = (10_000, 10, 20)


def collect_seldom() -> None:
    """Collect cycles as seldom as suits a process that answers requests."""
    gc.set_threshold(*_COLLECT)


def pass_over() -> None:
    """Pass over all that exists by now: walking what the start has made would keep every request waiting."""
    gc.freeze()
