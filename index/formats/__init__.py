"""Formats: which reader takes which file. To add a format, write its reader and name its suffix here."""

from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import BadInput
from index.formats import html, jsonl, markdown, text
from index.formats.draft import Draft

# A reader yields the file's reports, a BadInput in place of one that cannot be read, and raises BadInput where
# the file as a whole cannot be.
READERS: dict[str, Callable[[Path], Iterator[Draft | BadInput]]] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".jsonl": jsonl.read,
    ".jsonl.gz": jsonl.read_gz,
}


def reader(name: str) -> Callable[[Path], Iterator[Draft | BadInput]] | None:
    """The reader for a file of that name, None where there is none yet."""
    lower = name.lower()
    return next(
        (read for suffix, read in READERS.items() if lower.endswith(suffix) and lower != suffix), None
    )
