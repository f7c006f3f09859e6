"""Batches: reports that are added together, and long lists of ids cut into pages."""

import time
from collections.abc import Iterable, Iterator, Sequence

from index.report import Report

# A batch is what a crash can undo: large enough that commits cost little, small enough to be done again. Where
# reports come slowly, it closes before it is full.
MOST_REPORTS, _CHARACTERS, _SECONDS = 1000, 2_000_000, 10.0
# Passing files that a batch may hold on to.
_BYTES = 256 * 1024 * 1024


def batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Reports in batches without a repeated key or text, so that each batch is compared with those before it."""
    batch: list[Report] = []
    seen: set[str] = set()
    characters = size = 0
    begun = time.monotonic()
    for report in reports:
        marks = {f"key {report.key}"} | ({f"text {report.text}"} if report.file is not None else set())
        if batch and (
            marks & seen
            or len(batch) == MOST_REPORTS
            or characters + len(report.text) > _CHARACTERS
            or size > _BYTES
            or time.monotonic() - begun > _SECONDS
        ):
            yield batch
            batch, seen, characters, size = [], set(), 0, 0
            begun = time.monotonic()
        batch.append(report)
        seen |= marks
        characters += len(report.text)
        size += report.original.size if report.original else 0
    if batch:
        yield batch


def pages(values: Sequence[str], most: int | None = None) -> Iterator[Sequence[str]]:
    """The values, so many at a time; by default as many as a batch has reports."""
    most = most or MOST_REPORTS
    return (values[first : first + most] for first in range(0, len(values), most))
