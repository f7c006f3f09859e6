"""Facsimile: a page of a report's original as a picture, and where a quote stands on it.

The file is parsed in a `worker`, by `formats/facsimile`; which words of the page are the quote's is told here.
"""

import base64
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.encodings import repair
from index.errors import NotFound, StoreFault
from index.formats import facsimile, worker
from index.formats.page import Word
from index.marked import Box, marked
from index.memo import memo
from index.original import Kept
from index.report import Report

_SECONDS = 12.0
# Pages remembered: what is looked at now, by some readers at once.
_PICTURES, _WORDS = 24, 256
# Workers that draw pages at once; answers want a core as well.
_room = threading.BoundedSemaphore(max(1, worker.cores() - 1))
_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a quote stands on a page, of `pages` in all: boxes in shares of the page's width and height.

    `found` is the share of the quote's letters on this page that were found there; 0 if none of it stands here.
    """

    page: int
    pages: int
    boxes: tuple[Box, ...]
    found: float


def picture(path: Path, kept: Kept, page: int) -> bytes:
    """Page `page`, from 1, as a PNG; NotFound past the last page, BadInput if it cannot be drawn."""
    _paged(kept)
    return _picture(path, kept.suffix, page)


def marks(report: Report, path: Path, kept: Kept, page: int, start: int, end: int) -> Marks:
    """Where the report's text from `start` to `end` stands on page `page`, from 1."""
    _paged(kept)
    words, size, pages = _words(path, kept.suffix, page)
    starts = [*(report.pages or (0,)), len(report.text)]
    first, last = (starts[page - 1], starts[page]) if page < len(starts) else (0, 0)
    quote = report.text[max(start, first) : min(end, last)]
    before = (max(start, first) - first) / max(1, last - first)
    found, share = marked(quote, words, before) if quote.strip() else ((), 0.0)
    return Marks(page, pages, tuple(box.of(*size) for box in found), share)


@memo(_PICTURES)
def _picture(path: Path, suffix: str, page: int) -> bytes:
    """The page's picture; a file's name is the digest of its content."""
    with _turn():
        asked = facsimile.asked(path, suffix, page - 1)
        made = worker.run("index.formats.facsimile:picture", asked, _SECONDS, 0.0)
    if "png" not in made:
        raise _no_page(page, int(made["pages"]))
    return base64.b64decode(made["png"])


@memo(_WORDS)
def _words(path: Path, suffix: str, page: int) -> tuple[tuple[Word, ...], tuple[float, float], int]:
    """The words of a page, its size and how many pages there are."""
    with _turn():
        asked = facsimile.asked(path, suffix, page - 1)
        made = worker.run("index.formats.facsimile:words", asked, _SECONDS, 0.0)
    if "words" not in made:
        raise _no_page(page, int(made["pages"]))
    words = [Word(str(text), *map(float, box)) for text, *box in made["words"]]
    return _in_unicode(words), (float(made["width"]), float(made["height"])), int(made["pages"])


def _in_unicode(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, those in a legacy encoding as the report's text has them."""
    whole = repair(" ".join(word.text for word in words))
    texts = whole.text.split(" ")
    if whole.encoding is None or len(texts) != len(words):
        return tuple(words)
    return tuple(word._replace(text=text) for word, text in zip(words, texts, strict=True))


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for a turn to draw, which only a few have at a time; StoreFault if too many wait."""
    if not _room.acquire(timeout=_PATIENCE_S):
        raise StoreFault(
            "pages_busy",
            "Đang có quá nhiều trang chờ được vẽ. Hãy thử lại sau ít giây.",
            "Too many pages are waiting to be drawn. Try again in a few seconds.",
        )
    try:
        yield
    finally:
        _room.release()


def _paged(kept: Kept) -> None:
    """Raise NotFound for a file whose pages cannot be shown."""
    if not kept.has_pages:
        raise NotFound(
            "no_pages",
            "Chỉ xem được từng trang của PDF và ảnh quét. Hãy xem nội dung chữ, hoặc tải tệp gốc.",
            "Only pages of PDFs and scans can be shown. Read the text, or get the original file.",
            "id",
        )


def _no_page(page: int, pages: int) -> NotFound:
    """The error for a page that does not exist."""
    return NotFound(
        "page_not_found",
        f"Văn bản có {pages} trang, không có trang {page}; hãy chọn trang khác.",
        f"The report has {pages} pages and no page {page}; choose another.",
        "page",
    )
