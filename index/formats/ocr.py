"""OCR: the words of a picture, through Tesseract and its Vietnamese data.

Tesseract is a program of its own; call this in a `worker`, whose limits then hold for it too.
"""

import math
import os
import unicodedata
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby, pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from index.errors import BadInput
from index.formats import worker
from index.formats.page import Word

if TYPE_CHECKING:
    from PIL.Image import Image

# Tesseract gives each word a mark from 0 to 100; lines below this are dirt, stamps and pictures.
_SURE = 35.0
# A page read worse than this may lie on its side.
_POOR = 55.0
_PAGE_SECONDS = 100
# Tesseract wants capitals some 30 points high; a page of A4 below this many points across is made larger.
_WIDE = 2000
# Up to how many degrees a page on the glass is turned back, in which steps.
_SKEW, _SKEW_STEP = 4.0, 0.25
# A page without any difference in grey larger than this is blank.
_BLANK = 40


def required() -> None:
    """BadInput `ocr_missing`, naming the Debian packages, where Tesseract or its Vietnamese data is absent."""
    import pytesseract

    try:
        packages = "" if "vie" in pytesseract.get_languages() else "tesseract-ocr-vie"
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError):
        packages = "tesseract-ocr tesseract-ocr-vie"
    if packages:
        raise BadInput(
            "ocr_missing",
            f"Tệp có trang là ảnh quét, cần Tesseract để đọc; trên Debian hay Ubuntu hãy cài gói {packages}"
            f" (sudo apt install {packages}) rồi thêm lại tệp.",
            f"The file has scanned pages, which need Tesseract; on Debian or Ubuntu install {packages}"
            f" (sudo apt install {packages}) and add the file again.",
        )


def read(pictures: Iterable[tuple[int, "Image", float]]) -> Iterator[tuple[int, tuple[Word, ...]]]:
    """The words of each picture, with the number that came with it, in order; as many at once as there are cores.

    A picture comes with how many of its points make one point of the page. No more pictures are taken than are
    being read.
    """
    # each page is read by one Tesseract, and Tesseract is not to take all cores as well
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cores = worker.cores()
    waiting: list[tuple[int, Future[tuple[Word, ...]]]] = []
    with ThreadPoolExecutor(cores) as pool:
        for number, picture, scale in pictures:
            waiting.append((number, pool.submit(_words, picture, scale)))
            if len(waiting) > cores:
                first, future = waiting.pop(0)
                yield first, future.result()
        for number, future in waiting:
            yield number, future.result()


def _words(picture: "Image", scale: float) -> tuple[Word, ...]:
    """The words of one picture, upright."""
    if max(picture.tobytes()) - min(picture.tobytes()) < _BLANK:
        return ()
    if picture.width < _WIDE and picture.height < 1.5 * _WIDE:
        factor = min(3.0, _WIDE / picture.width)
        picture, scale = _enlarged(picture, factor), scale * factor
    found = _read(_straight(picture))
    if _sureness(found) < _POOR or _lies(found):
        found = max([found, *_turned(picture)], key=lambda words: (not _lies(words), _sureness(words)))
    return _placed(found, scale)


def _enlarged(picture: "Image", factor: float) -> "Image":
    """The picture made larger."""
    from PIL import Image

    size = round(picture.width * factor), round(picture.height * factor)
    return picture.resize(size, Image.Resampling.BICUBIC)


def _straight(picture: "Image") -> "Image":
    """The picture turned so that its lines are level: then the rows of points differ most in grey."""
    from PIL import Image

    small = picture.copy()
    small.thumbnail((700, 1000))
    angles = [step * _SKEW_STEP for step in range(-round(_SKEW / _SKEW_STEP), round(_SKEW / _SKEW_STEP) + 1)]
    background = 255
    best = max(angles, key=lambda angle: (_levelness(small, angle), -abs(angle)))
    if abs(best) < _SKEW_STEP:
        return picture
    return picture.rotate(best, Image.Resampling.BICUBIC, fillcolor=background)


def _levelness(picture: "Image", angle: float) -> float:
    """How much the rows of points differ in grey, from one to the next."""
    from PIL import Image

    turned = picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
    rows = list(turned.resize((1, turned.height), Image.Resampling.BOX).tobytes())
    return sum((row - other) ** 2 for row, other in pairwise(rows))


def _turned(picture: "Image") -> Iterator[list[dict[str, Any]]]:
    """What is read when the picture is turned by quarters."""
    from PIL import Image

    for way in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270):
        yield _read(_straight(picture.transpose(way)))


def _read(picture: "Image") -> list[dict[str, Any]]:
    """Tesseract's words, without those of lines of which it is unsure."""
    import pytesseract

    try:
        table = pytesseract.image_to_data(
            picture, lang="vie", timeout=_PAGE_SECONDS, output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractError as error:
        raise _failed(str(error)) from error
    except RuntimeError as error:  # how pytesseract says that the time is over
        raise BadInput(
            "too_slow",
            "Một trang ảnh quét mất quá nhiều thời gian để nhận dạng nên đã dừng; hãy quét lại rõ hơn.",
            "Reading a scanned page took too long and was stopped; scan it again, clearer.",
        ) from error
    rows = [dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True)]
    words = [row for row in rows if row["level"] == 5 and row["text"].strip()]
    kept: list[dict[str, Any]] = []
    for _, line in groupby(words, lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        held = list(line)
        if _sureness(held) >= _SURE:
            kept += held
    return kept


def _failed(reason: str) -> BadInput:
    """The refusal where Tesseract ends in an error."""
    return BadInput(
        "ocr_failed",
        f"Tesseract không nhận dạng được trang ảnh quét ({reason[:120]}); hãy quét lại.",
        f"Tesseract could not read a scanned page ({reason[:120]}); scan it again.",
    )


def _lies(words: list[dict[str, Any]]) -> bool:
    """Whether most longer words are higher than wide: Tesseract read a page that lies on its side."""
    longer = [bool(word["height"] > word["width"]) for word in words if len(word["text"]) > 2]
    return 2 * sum(longer) > len(longer)


def _sureness(words: list[dict[str, Any]]) -> float:
    """How sure Tesseract is of the words, letter for letter; 0 where there are none."""
    marks = [float(word["conf"]) for word in words for _ in word["text"]]
    return fmean(marks) if marks else 0.0


def _placed(rows: list[dict[str, Any]], scale: float) -> tuple[Word, ...]:
    """Tesseract's words with boxes as high as their line; lines of nearly the page's usual height are of one size.

    Tesseract's boxes fit the ink, and `ao` is lower than `Ấp`.
    """
    lines: dict[tuple[int, int, int], tuple[float, float]] = {}
    for row in rows:
        key = row["block_num"], row["par_num"], row["line_num"]
        top, bottom = lines.get(key, (math.inf, 0.0))
        lines[key] = min(top, row["top"]), max(bottom, row["top"] + row["height"])
    usual = median(bottom - top for top, bottom in lines.values()) if lines else 0.0
    words = []
    for row in rows:
        top, bottom = lines[row["block_num"], row["par_num"], row["line_num"]]
        if 0.7 * usual < bottom - top < 1.35 * usual:
            middle = (top + bottom) / 2
            top, bottom = middle - usual / 2, middle + usual / 2
        text = unicodedata.normalize("NFC", row["text"].strip())
        right = row["left"] + row["width"]
        words.append(Word(text, row["left"] / scale, top / scale, right / scale, bottom / scale))
    return tuple(words)
