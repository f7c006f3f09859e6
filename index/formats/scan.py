"""Scans: pictures of pages (PNG, JPEG, TIFF with one or more pages) as text, read by `ocr` in a `worker`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import BadInput
from index.formats import pdf, worker
from index.formats.draft import Draft
from index.formats.page import Page

if TYPE_CHECKING:
    from PIL.Image import Image

# A3 at 600 dpi has 70 million points and, in colour with its grey copy, takes 280 MB.
MOST_POINTS = 72_000_000
_KINDS = ("PNG", "JPEG", "TIFF")
_DPI = 300


def read(path: Path) -> Iterator[Draft]:
    """The one report of a picture; BadInput for what is damaged, too large or cannot be read without OCR."""
    size = path.stat().st_size
    if size > pdf.LARGEST:
        raise BadInput(
            "too_large",
            f"Tệp ảnh lớn {size // 1024**2} MB, quá giới hạn {pdf.LARGEST // 1024**2} MB; hãy chia nhỏ tệp.",
            f"The picture has {size // 1024**2} MB, over the limit of {pdf.LARGEST // 1024**2} MB; split it.",
        )
    found = worker.run(f"{__name__}:parse", str(path.resolve()), pdf.FIRST_SECONDS, pdf.PAGE_SECONDS)
    yield pdf.drafted(found)


def parse(path: str) -> Iterator[dict[str, Any] | float | None]:
    """For the worker: None for each page read, seconds for one where pages are scans, then
    {"text", "pages", "ocr"}.
    """
    from index.formats import ocr

    with opened(Path(path)) as picture:
        # of other kinds what follows the first picture is a film
        frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        if frames > pdf.MOST_SCANNED:
            raise pdf.too_many_pages(frames, pdf.MOST_SCANNED)
        ocr.required()
        yield pdf.SCAN_SECONDS
        pages: list[Page] = []
        for _, words in ocr.read(_frames(picture, frames)):
            pages.append(pdf.of_words(words))
            yield None
    yield pdf.text_and_starts(pages) | {"ocr": list(range(1, frames + 1))}


def opened(path: Path) -> "Image":
    """The picture, its points still to be read; BadInput if it is none that is known."""
    from PIL import Image, UnidentifiedImageError

    # the limit of `bounded` is lower and has a sentence of its own
    Image.MAX_IMAGE_PIXELS = None
    try:
        return Image.open(path, formats=_KINDS)
    except UnidentifiedImageError as error:
        raise BadInput(
            "bad_picture",
            "Tệp ảnh hỏng hoặc không phải PNG, JPEG, TIFF; hãy quét hay lưu lại.",
            "The picture is damaged or no PNG, JPEG or TIFF; scan or save it again.",
        ) from error


def bounded(picture: "Image") -> None:
    """BadInput if the picture has more points than are read."""
    if picture.width * picture.height > MOST_POINTS:
        raise BadInput(
            "picture_too_large",
            f"Ảnh có {picture.width} × {picture.height} điểm, quá lớn; hãy quét lại ở 300 dpi.",
            f"The picture has {picture.width} × {picture.height} points, too many; scan it at 300 dpi.",
        )


def frame(picture: "Image", number: int, frames: int) -> tuple["Image", float]:
    """One picture of a file in grey, upright, and how many of its points make one of the page's."""
    if frames > 1:
        picture.seek(number)
    bounded(picture)
    return _grey(picture), _scale(picture)


def _frames(picture: "Image", frames: int) -> Iterator[tuple[int, "Image", float]]:
    """The pictures of a file in grey, upright, with their points to one of the page's; BadInput if one is too
    large.
    """
    for number in range(frames):
        yield number, *frame(picture, number, frames)


def _grey(picture: "Image") -> "Image":
    """A picture in grey on white, upright as its own notes say."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        seen = upright.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(ground, seen).convert("L")
    return upright.convert("L")


def _scale(picture: "Image") -> float:
    """How many of the picture's points make one point of the page, as it says or as scanners do."""
    dpi = picture.info.get("dpi", (_DPI, _DPI))[0]
    return float(dpi) / 72 if 50 <= dpi <= 2400 else _DPI / 72
