"""Facsimile: a page of a PDF or scan as a picture, and where its words stand on it. Only for use in a `worker`."""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.formats import scan
from index.formats.page import Word

if TYPE_CHECKING:
    from PIL.Image import Image

# A page of A4 at 150 dpi: each letter can be read on a screen, and on a phone when drawn nearer.
WIDTH = 1240
_PNG_EFFORT = 3


def asked(path: Path, suffix: str, number: int) -> str:
    """What a worker is asked: page `number`, from 0, of the file at `path`, which is of the kind `suffix`."""
    return json.dumps({"path": str(path), "suffix": suffix, "number": number})


def picture(argument: str) -> Iterator[dict[str, Any]]:
    """For the worker: {"pages", "png"}, the page in base64; {"pages"} alone past the last one."""
    path, suffix, number = _given(argument)
    if suffix == ".pdf":
        from index.formats.pdfium import Pdf

        document = Pdf(path)
        pages = document.pages
        shown = document.shown(number, WIDTH) if number < pages else None
    else:
        with scan.opened(path) as pictures:
            pages = getattr(pictures, "n_frames", 1)
            shown = _looked_at(pictures, number, pages) if number < pages else None
    if shown is None:
        yield {"pages": pages}
        return
    out = io.BytesIO()
    shown.save(out, "PNG", compress_level=_PNG_EFFORT)
    yield {"pages": pages, "png": base64.b64encode(out.getvalue()).decode()}


def words(argument: str) -> Iterator[dict[str, Any] | float]:
    """For the worker: {"pages", "width", "height", "words"}, each word [text, left, top, right, bottom] in points from
    the upper left corner of the page as `picture` shows it; seconds first where it must be read by OCR. {"pages"}
    alone past the last page.
    """
    from index.formats import ocr, pdf

    path, suffix, number = _given(argument)
    if suffix == ".pdf":
        from index.formats.pdfium import Pdf

        document = Pdf(path)
        pages = document.pages
        if number < pages:
            width, height = document.size(number)
            if not pdf.is_scan(document.sheet(number)):
                yield _told(pages, width, height, document.placed(number))
                return
            grey, scale = document.picture(number)
    else:
        with scan.opened(path) as pictures:
            pages = getattr(pictures, "n_frames", 1)
            if number < pages:
                grey, scale = scan.frame(pictures, number, pages)
                width, height = grey.width / scale, grey.height / scale
    if number >= pages:
        yield {"pages": pages}
        return
    ocr.required()
    yield pdf.SCAN_SECONDS
    yield _told(pages, width, height, ocr.boxes(grey, scale))


def _given(argument: str) -> tuple[Path, str, int]:
    """What `asked` was given."""
    given = json.loads(argument)
    return Path(given["path"]), str(given["suffix"]), int(given["number"])


def _told(pages: int, width: float, height: float, words: tuple[Word, ...]) -> dict[str, Any]:
    """The words of a page as JSON."""
    return {"pages": pages, "width": width, "height": height, "words": [list(word) for word in words]}


def _looked_at(picture: "Image", number: int, pages: int) -> "Image":
    """One picture of a file to look at, upright, no wider than WIDTH."""
    from PIL import Image, ImageOps

    if pages > 1:
        picture.seek(number)
    scan.bounded(picture)
    picture.draft("RGB", (2 * WIDTH, 4 * WIDTH))
    # one of the largest in colour leaves no room for a copy
    narrow = picture.reduce(factor) if (factor := picture.width // (2 * WIDTH)) > 1 else picture
    narrow.info.update(picture.info)
    upright = ImageOps.exif_transpose(narrow)
    if upright.mode in ("1", "L", "I;16"):
        upright = upright.convert("L")
    elif upright.mode != "RGB":
        seen = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    upright.thumbnail((WIDTH, 4 * WIDTH))
    return upright
