"""PDF: the text of its pages in reading order, without running heads, and where each page starts.

Pages that are pictures are read by `ocr`. The file is parsed in a `worker`; what it carries besides its pages is
not looked at.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.encodings import repair
from index.errors import BadInput
from index.formats import worker
from index.formats.draft import LIMIT, Draft
from index.formats.page import Line, Page, Table, Word, in_reading_order, lines_of
from index.lack import Lack

if TYPE_CHECKING:
    from index.formats.pdfium import Pdf, Sheet

# A scan of a thousand pages has some 200 MB.
LARGEST = 256 * 1024 * 1024
MOST_PAGES = 3000
MOST_SCANNED = 1000
# A page takes a hundredth of a second, one full of maps some seconds; a scanned one some seconds a core.
FIRST_SECONDS, PAGE_SECONDS = 8.0, 0.3
SCAN_SECONDS = 120.0
# A page with less text than this and a picture over so much of it is a scan with a stamp or a head.
_FEW, _PICTURED = 60, 0.4
# A page without text on which more is drawn than this may show letters as outlines.
_OUTLINED = 30
_END_WITHIN = 64 * 1024
_WORD = re.compile(r"[^\W_]{2}")


def read(path: Path) -> Iterator[Draft]:
    """The one report of a .pdf file; BadInput for what is locked, damaged, too large, or a scan without OCR."""
    _check(path)
    yield drafted(worker.run(f"{__name__}:parse", str(path.resolve()), FIRST_SECONDS, PAGE_SECONDS))


def drafted(found: dict[str, Any]) -> Draft:
    """What a worker found as a Draft; BadInput if there are no words."""
    # dirt gives OCR a sign here and there
    is_dirt = len(found["ocr"]) == len(found["pages"]) and not _WORD.search(found["text"])
    if is_dirt or not found["text"].strip():
        raise BadInput(
            "no_text",
            "Không đọc được chữ nào trong các trang; hãy kiểm tra tệp hoặc quét lại rõ hơn.",
            "No words could be read on its pages; check the file or scan it again, clearer.",
        )
    if len(found["text"]) > LIMIT:
        raise BadInput(
            "too_large",
            "Tệp có quá nhiều chữ cho một báo cáo; hãy chia nhỏ tệp.",
            "The file holds too many words for one report; split it.",
        )
    whole, pages = repair(found["text"]), tuple(found["pages"])
    if whole.encoding:
        pages = _moved(found["text"], found["pages"], len(whole.text))
    attached = found.get("attachments", 0)
    return Draft(
        whole.text,
        pages=pages,
        converted=whole.encoding,
        ocr=tuple(found["ocr"]),
        paper=True,
        lacks=(Lack("attachments", attached),) if attached else (),
    )


def _moved(text: str, starts: list[int], end: int) -> tuple[int, ...]:
    """Where the pages start in the text once it is converted from a legacy encoding."""
    pieces = [text[start:stop] for start, stop in pairwise([0, *starts, len(text)])]
    ends = accumulate(len(repair(piece).text) for piece in pieces[:-1])
    return tuple(min(place, end) for place in ends)


def parse(path: str) -> Iterator[dict[str, Any] | float | None]:
    """For the worker: None for each page with words, seconds for one where pages are scans, then
    {"text", "pages", "ocr", "attachments"}.
    """
    from index.formats.pdfium import Pdf

    document = Pdf(Path(path))
    if document.pages > MOST_PAGES:
        raise too_many_pages(document.pages, MOST_PAGES)
    pages: list[Page] = []
    scanned: list[int] = []
    letters = 0
    for number in range(document.pages):
        sheet = document.sheet(number)
        if is_scan(sheet):
            scanned.append(number)
            pages.append(Page(()))
        else:
            letters += sum(len(word.text) for word in sheet.words)
            pages.append(laid_out(sheet))
        if letters > LIMIT:
            break
        # pages that give nothing earn no more time
        if sheet.words or scanned[-1:] == [number]:
            yield None
    if scanned:
        yield from _recognised(document, scanned, pages)
    told = {"ocr": [number + 1 for number in scanned], "attachments": document.attachments}
    yield text_and_starts(pages) | told


def text_and_starts(pages: list[Page]) -> dict[str, Any]:
    """The text of the pages without running heads, and the start of each page in it."""
    from index.formats.paragraph import text_of
    from index.formats.running import without_running

    text, starts = text_of(without_running(pages))
    return {"text": text, "pages": starts}


def laid_out(sheet: "Sheet") -> Page:
    """What stands on a page as lines and tables in reading order."""
    from index.formats.columns import tabled
    from index.formats.grid import Grid, grids

    tables = grids(sheet.rules)
    placed: dict[Grid, list[tuple[tuple[int, int], Word]]] = {}
    runs: list[list[Word] | Grid] = [[]]
    for word in sheet.words:
        grid, cell = next(((grid, cell) for grid in tables if (cell := grid.cell(word))), (None, None))
        if grid is None or cell is None:
            if not isinstance(runs[-1], list):
                runs.append([])
            runs[-1].append(word)  # type: ignore[union-attr]  # the line above made it a list
            continue
        if grid not in placed:
            runs.append(grid)
        placed.setdefault(grid, []).append((cell, word))
    parts: list[Line | Table] = []
    for run in runs:
        if isinstance(run, list):
            parts += tabled(in_reading_order(lines_of(run)))
        else:
            parts.append(Table(run.filled(placed[run])))
    return Page(tuple(parts))


def of_words(words: Iterable[Word]) -> Page:
    """A page of words alone."""
    from index.formats.columns import tabled

    return Page(tuple(tabled(in_reading_order(lines_of(words)))))


def is_scan(sheet: "Sheet") -> bool:
    """Whether the page's words are in its picture."""
    from index.formats import ocr
    from index.formats.legible import is_bare, legible

    words = [word.text for word in sheet.words]
    letters = sum(map(len, words))
    if letters == 0:
        return sheet.pictured > 0 or sheet.drawn > _OUTLINED
    if (letters < _FEW and sheet.pictured > _PICTURED) or not legible(words):
        return True
    # what a machine that knows no Vietnamese read under the picture is better than nothing
    return sheet.pictured > _PICTURED and is_bare(words) and ocr.is_here()


def too_many_pages(pages: int, most: int) -> BadInput:
    """The refusal of a file with too many pages."""
    return BadInput(
        "too_many_pages",
        f"Tệp có {pages} trang, quá giới hạn {most} trang; hãy chia nhỏ tệp.",
        f"The file has {pages} pages, over the limit of {most}; split it.",
    )


def _recognised(
    document: "Pdf", scanned: list[int], pages: list[Page]
) -> Iterator[dict[str, Any] | float | None]:
    """Fill in the scanned pages."""
    from index.formats import ocr

    ocr.required()
    if len(scanned) > MOST_SCANNED:
        raise too_many_pages(len(scanned), MOST_SCANNED)
    yield SCAN_SECONDS
    for number, words in ocr.read((number, *document.picture(number)) for number in scanned):
        pages[number] = of_words(words)
        yield None


def _check(path: Path) -> None:
    """BadInput for a file that is too large, or was cut off: PDFium would give what is left of it as all."""
    size = path.stat().st_size
    if size > LARGEST:
        raise BadInput(
            "too_large",
            f"Tệp PDF lớn {size // 1024**2} MB, quá giới hạn {LARGEST // 1024**2} MB; hãy chia nhỏ tệp.",
            f"The PDF has {size // 1024**2} MB, over the limit of {LARGEST // 1024**2} MB; split it.",
        )
    with path.open("rb") as file:
        begun = b"%PDF-" in file.read(1024)
        file.seek(max(0, size - _END_WITHIN))
        ended = b"%%EOF" in file.read()
    if begun and not ended:
        raise BadInput(
            "cut_off",
            "Tệp PDF bị cắt cụt (thiếu phần cuối); hãy tải lại hay chép lại tệp.",
            "The PDF was cut off, its end is missing; fetch or copy it again.",
        )
