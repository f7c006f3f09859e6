"""OCR: the words of a picture, through Tesseract and its Vietnamese data.

Tesseract is a program of its own; call this in a `worker`, whose limits then hold for it too.
"""

import math
import os
import time
import unicodedata
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise, zip_longest
from statistics import fmean, median
from typing import TYPE_CHECKING, Any, cast

from index.errors import BadInput
from index.formats import worker
from index.formats.page import Word

if TYPE_CHECKING:
    from PIL.Image import Image

    from index.formats.ruling import Box

# Tesseract gives each word a mark from 0 to 100; lines below this are dirt, stamps and pictures.
_SURE = 35.0
# A page read worse than this may lie on its side.
_POOR = 55.0
_PAGE_SECONDS = 100
# How Tesseract is told that all it sees is one block of lines; and the numbers of a table's blocks, beside the page's.
_ONE_BLOCK, _OF_TABLE = "--psm 6", 1_000_000
# The pages read at once have so many points together: eight of A4 at 300 dpi, which with what is made of them fill
# most of a worker's memory.
_MOST_POINTS = 70_000_000
# So much smaller is a page when it is only asked which way round it lies.
_GLANCE = 0.5
# Tesseract wants capitals some 30 points high; a page of A4 below this many points across is made larger.
_WIDE = 2000
# Up to how many degrees a page on the glass is turned back, in which steps.
_SKEW, _SKEW_STEP = 4.0, 0.25
# How much of the usual line's height the ink of a line has at least, be it of so few letters or of more.
_INK, _FEW_LETTERS, _INK_OF_MANY = 0.45, 12, 0.7
# A page without any difference in grey larger than this is blank.
_BLANK = 40
# So long a core works on a hundred blank pages of A4 at 300 dpi one after the other, which are no scan; a file of
# 100 kB can hold thousands.
_BLANK_SECONDS = 3.0


def required() -> None:
    """BadInput `ocr_missing`, naming the Debian packages, where Tesseract or its Vietnamese data is absent."""
    if packages := _missing():
        raise BadInput(
            "ocr_missing",
            "Tệp có trang là ảnh quét, hoặc phông chữ không cho biết là chữ gì, cần Tesseract để đọc; trên Debian hay"
            f" Ubuntu hãy cài gói {packages} (sudo apt install {packages}) rồi thêm lại tệp.",
            "The file has scanned pages, or fonts that do not tell their letters, which need Tesseract; on Debian or"
            f" Ubuntu install {packages} (sudo apt install {packages}) and add the file again.",
        )


@lru_cache(maxsize=1)
def is_here() -> bool:
    """Whether pages can be read."""
    return not _missing()


def _missing() -> str:
    """The Debian packages without which no page can be read; none if all are here."""
    import pytesseract

    try:
        return "" if "vie" in pytesseract.get_languages() else "tesseract-ocr-vie"
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError):
        return "tesseract-ocr tesseract-ocr-vie"


def read(pictures: Iterable[tuple[int, "Image", float]]) -> Iterator[tuple[int, tuple[Word, ...]]]:
    """The words of each picture, with the number that came with it, in order; as many at once as there are cores.

    A picture comes with how many of its points make one point of the page. No more pictures are taken than are
    being read. BadInput if blank ones do not end.
    """
    # each page is read by one Tesseract, and Tesseract is not to take all cores as well
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cores = worker.cores()
    waiting: list[tuple[int, Future[tuple[Word, ...]]]] = []
    begun = time.thread_time()
    with ThreadPoolExecutor(cores) as pool:
        for number, picture, scale in pictures:
            cores = max(1, min(cores, _MOST_POINTS // max(1, picture.width * picture.height)))
            if not _is_blank(picture):
                begun = time.thread_time()
                waiting.append((number, pool.submit(_words, picture, scale)))
            elif time.thread_time() - begun < _BLANK_SECONDS:
                waiting.append((number, Future()))
                waiting[-1][1].set_result(())
            else:
                raise _too_blank()
            if len(waiting) > cores:
                first, future = waiting.pop(0)
                yield first, future.result()
        for number, future in waiting:
            yield number, future.result()


def boxes(picture: "Image", scale: float) -> tuple[Word, ...]:
    """The words of one picture, each with its box in the picture as it lies, however its lines run."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    seen = _seen(picture)
    if seen is None:
        return ()
    return tuple(
        Word(unicodedata.normalize("NFC", row["text"].strip()), *seen.box(row, scale)) for row in seen.rows
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """Tesseract's words of a picture of so many points, made larger by `factor`, turned back by so many quarters to
    the left and then by so many degrees.
    """

    rows: list[dict[str, Any]]
    size: tuple[int, int]
    factor: float
    quarters: int
    angle: float

    def box(self, row: dict[str, Any], scale: float) -> tuple[float, float, float, float]:
        """A word's box in the picture as it lies, `scale` of its points to one of the page's."""
        right, bottom = row["left"] + row["width"], row["top"] + row["height"]
        corners = [self._back(x, y) for x in (row["left"], right) for y in (row["top"], bottom)]
        across, down = zip(*corners, strict=True)
        grown = scale * self.factor
        return min(across) / grown, min(down) / grown, max(across) / grown, max(down) / grown

    def _back(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the picture that Tesseract saw lies in the picture before it was turned."""
        width, height = (self.size[0] * self.factor, self.size[1] * self.factor)
        seen = (height, width) if self.quarters % 2 else (width, height)
        right, down = x - seen[0] / 2, y - seen[1] / 2
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        x, y = cos * right - sin * down + seen[0] / 2, sin * right + cos * down + seen[1] / 2
        return ((x, y), (width - y, x), (width - x, height - y), (y, height - x))[self.quarters]


def _words(picture: "Image", scale: float) -> tuple[Word, ...]:
    """The words of one picture, upright."""
    seen = _seen(picture)
    return _placed(seen.rows, scale * seen.factor) if seen else ()


def _seen(picture: "Image") -> _Seen | None:
    """What Tesseract reads in a picture the way round in which it reads best; None if it is blank."""
    if _is_blank(picture):
        return None
    size, factor = picture.size, 1.0
    if picture.width < _WIDE and picture.height < 1.5 * _WIDE:
        factor = min(3.0, _WIDE / picture.width)
        picture = _enlarged(picture, factor)
    straight, angle = _straight(picture)
    found = _Seen(_read(straight), size, factor, 0, angle)
    if _sureness(found.rows) >= _POOR and not _lies(found.rows):
        return found
    if not (quarters := _quarters(picture, found.rows)):
        return found
    straight, angle = _straight(_upright(picture, quarters))
    return max(
        found, _Seen(_read(straight), size, factor, quarters, angle), key=lambda seen: _worth(seen.rows)
    )


def _is_blank(picture: "Image") -> bool:
    """Whether a picture in grey shows nothing."""
    # Pillow's types cannot know that a picture in grey has one such pair
    darkest, lightest = cast("tuple[int, int]", picture.getextrema())
    return lightest - darkest < _BLANK


def _too_blank() -> BadInput:
    """The refusal of a file of blank pages without end."""
    return BadInput(
        "blank_pages",
        "Tệp có hơn một trăm trang trắng liền nhau; hãy bỏ các trang trắng rồi thêm lại.",
        "The file has over a hundred blank pages one after the other; take them out and add it again.",
    )


def _enlarged(picture: "Image", factor: float) -> "Image":
    """The picture made larger."""
    from PIL import Image

    size = round(picture.width * factor), round(picture.height * factor)
    return picture.resize(size, Image.Resampling.BICUBIC)


def _straight(picture: "Image") -> tuple["Image", float]:
    """The picture turned so that its lines are level, and by how many degrees: then the rows of points differ most in
    grey.
    """
    from PIL import Image

    small = picture.copy()
    small.thumbnail((700, 1000))
    angles = [step * _SKEW_STEP for step in range(-round(_SKEW / _SKEW_STEP), round(_SKEW / _SKEW_STEP) + 1)]
    background = 255
    best = max(angles, key=lambda angle: (_levelness(small, angle), -abs(angle)))
    if abs(best) < _SKEW_STEP:
        return picture, 0.0
    return picture.rotate(best, Image.Resampling.BICUBIC, fillcolor=background), best


def _levelness(picture: "Image", angle: float) -> float:
    """How much the rows of points differ in grey, from one to the next."""
    from PIL import Image

    turned = picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
    rows = list(turned.resize((1, turned.height), Image.Resampling.BOX).tobytes())
    return sum((row - other) ** 2 for row, other in pairwise(rows))


def _upright(picture: "Image", quarters: int) -> "Image":
    """The picture turned by quarters to the left."""
    from PIL import Image

    ways = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    return picture.transpose(ways[quarters - 1]) if quarters else picture


def _quarters(picture: "Image", words: list[dict[str, Any]]) -> int:
    """By how many quarters to the left a picture reads best, beside these words of it; told from a smaller one."""
    small = picture.copy()
    small.thumbnail((picture.width * _GLANCE, picture.height * _GLANCE))
    # of its tables too the letters alone tell it
    read = {quarters: _told(_straight(_upright(small, quarters))[0]) for quarters in (1, 2, 3)}
    best = max(read, key=lambda quarters: _worth(read[quarters]))
    return best if _worth(read[best]) > _worth(words) else 0


def _worth(words: list[dict[str, Any]]) -> tuple[bool, float]:
    """How well a picture reads in which these words were read."""
    return not _lies(words), _sureness(words)


def _read(picture: "Image") -> list[dict[str, Any]]:
    """Tesseract's words, without those of lines of which it is unsure; those of a table from its own reading of that
    where it is sure of more.
    """
    from index.formats import ruling

    box = ruling.take_out(picture)
    rows = _told(picture)
    if box is None:
        return rows
    # taken for columns of text, as here, a table loses figures that stand alone; as one block, labels of two lines
    of_table = _told(picture.crop(box), _ONE_BLOCK)
    for row in of_table:
        row.update(left=row["left"] + box[0], top=row["top"] + box[1], block_num=_OF_TABLE + row["block_num"])
    inside = [_is_in(row, box) for row in rows]
    if _sum_of_sureness(of_table) <= _sum_of_sureness(
        row for row, within in zip(rows, inside, strict=True) if within
    ):
        return rows
    first = inside.index(True) if True in inside else len(rows)
    after = [row for row, within in zip(rows[first:], inside[first:], strict=True) if not within]
    return rows[:first] + of_table + after


def _is_in(row: dict[str, Any], box: "Box") -> bool:
    """Whether the middle of a word stands in the box."""
    across, down = row["left"] + row["width"] / 2, row["top"] + row["height"] / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


def _sum_of_sureness(words: Iterable[dict[str, Any]]) -> float:
    """How much Tesseract read, each letter by how sure it is."""
    return sum(float(word["conf"]) * len(word["text"]) for word in words)


def _told(picture: "Image", config: str = "") -> list[dict[str, Any]]:
    """What Tesseract is sure of in a picture."""
    import pytesseract

    try:
        table = pytesseract.image_to_data(
            picture, lang="vie", config=config, timeout=_PAGE_SECONDS, output_type=pytesseract.Output.DICT
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
    for _, line in groupby(words, _line_of):
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

    Tesseract's boxes fit the ink, and `ao` is lower than `Ấp`; the wider ones reach into the next word.
    """
    lines = [list(held) for _, held in groupby(rows, _line_of)]
    inked = [
        (min(row["top"] for row in line), max(row["top"] + row["height"] for row in line)) for line in lines
    ]
    usual = median(bottom - top for top, bottom in inked) if inked else 0.0
    words = []
    for line, (top, bottom) in zip(lines, inked, strict=True):
        # the last word or two of a paragraph may have no high letter and no tail
        least = _INK if sum(len(row["text"]) for row in line) <= _FEW_LETTERS else _INK_OF_MANY
        if least * usual < bottom - top < 1.35 * usual:
            middle = (top + bottom) / 2
            top, bottom = middle - usual / 2, middle + usual / 2
        for row, following in zip_longest(line, line[1:]):
            text = unicodedata.normalize("NFC", row["text"].strip())
            left, right = row["left"], row["left"] + row["width"]
            if following and left < following["left"]:
                right = min(right, following["left"])
            words.append(Word(text, left / scale, top / scale, right / scale, bottom / scale))
    return tuple(words)


def _line_of(row: dict[str, Any]) -> tuple[int, int, int]:
    """The line in which Tesseract saw a word."""
    return row["block_num"], row["par_num"], row["line_num"]
