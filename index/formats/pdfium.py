"""PDFium: the words, drawn lines and picture of each page of a PDF.

PDFium is native code: call this in a `worker` only. What a PDF carries besides its pages (scripts, attachments,
forms, notes and signatures laid over them) is not looked at.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from index.errors import BadInput
from index.formats.page import Rule, Word

if TYPE_CHECKING:
    from PIL.Image import Image

# pypdfium2 ships no types.
_Handle: TypeAlias = Any
# Left, bottom, right, top, as PDF has them: up from the lower left corner.
_Box: TypeAlias = tuple[float, float, float, float]

# PDFium's marks for a hyphen that parts a word at the end of a line.
_PARTED = (0xFFFE, 2)
# Letters closer than this share of their size are of one word.
_TOUCH = 0.06
# What PDFium puts between letters where it takes them for two words or lines.
_PUT = (32, 13, 10)
_SPACES = frozenset((0, 9, 10, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000))
_LIGATURES = {
    0xFB00 + number: letters for number, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))
}
_RULE = 2.5
_MOST_OBJECTS = 30_000
_MOST_SEGMENTS = 4000
# A4 at 300 dpi has 8.7 million points, A3 17; larger pages are drawn coarser.
_MOST_POINTS = 18_000_000
_DPI = 300
# A page to look at: A4 at 200 dpi.
_MOST_SHOWN = 4_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page: its words as written, its drawn lines, how many things are drawn on it, and the share
    of it that pictures cover.
    """

    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    drawn: int
    pictured: float


class Pdf:
    """An open PDF; its pages are read one at a time."""

    def __init__(self, path: Path) -> None:
        """Open it; BadInput if it is locked, damaged or no PDF."""
        import pypdfium2

        try:
            self._document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            raise _refusal(error) from error
        self.pages = len(self._document)
        self.attachments: int = self._document.count_attachments()

    def sheet(self, number: int) -> Sheet:
        """What stands on page `number`, from 0; BadInput if it is damaged."""
        page = self._page(number)
        try:
            text = _text(page)
            width, height = page.get_size()
            left, bottom, right, top = page.get_bbox()
            frames = {turn: _Frame(left, bottom, right, top, turn) for turn in (0, 90, 180, 270)}
            words = tuple(_words(text, frames))
            return Sheet(words, *_drawn(page, frames[_turn(text)], width * height))
        finally:
            page.close()

    def placed(self, number: int) -> tuple[Word, ...]:
        """The words of page `number` with their boxes on the page as it is shown, however they are turned on it."""
        page = self._page(number)
        try:
            text = _text(page)
            # a page is turned to the right, letters are to the left
            left, bottom, right, top = page.get_bbox()
            frame = _Frame(left, bottom, right, top, -page.get_rotation() % 360)
            return tuple(word for letters in _grouped(text) if (word := _box_word(text, frame, letters)))
        finally:
            page.close()

    def shown(self, number: int, width: int) -> "Image":
        """Page `number` in colour, as it is shown, so many points wide or less."""
        page = self._page(number)
        try:
            across, down = page.get_size()
            scale = min(width / max(1.0, across), math.sqrt(_MOST_SHOWN / max(1.0, across * down)))
            picture: Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
            return picture
        finally:
            page.close()

    def size(self, number: int) -> tuple[float, float]:
        """How wide and high page `number` is as it is shown, in points."""
        page = self._page(number)
        try:
            across, down = page.get_size()
            return across, down
        finally:
            page.close()

    def picture(self, number: int) -> tuple["Image", float]:
        """Page `number` in grey, and how many of the picture's points make one of the page's."""
        page = self._page(number)
        try:
            width, height = page.get_size()
            scale = min(_DPI / 72, math.sqrt(_MOST_POINTS / max(1.0, width * height)))
            return page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().convert("L"), scale
        finally:
            page.close()

    def _page(self, number: int) -> _Handle:
        """The page as PDFium knows it."""
        import pypdfium2

        try:
            return self._document[number]
        except pypdfium2.PdfiumError as error:
            raise BadInput(
                "bad_page",
                f"Trang {number + 1} của tệp PDF bị hỏng; hãy lưu lại tệp từ chương trình gốc.",
                f"Page {number + 1} of the PDF is damaged; save the file anew from its program.",
            ) from error


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns PDF's coordinates, up from the lower left corner, into ours, down from the upper left one."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def box(self, left: float, bottom: float, right: float, top: float) -> _Box:
        """A box as left, top, right, bottom of the page turned so that its text stands upright."""
        if self.turn == 270:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.turn == 90:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def _refusal(error: Exception) -> BadInput:
    """Why PDFium would not open the file."""
    if "password" in str(error).lower() or "security" in str(error).lower():
        return BadInput(
            "password_protected",
            "Tệp PDF có mật khẩu; hãy mở và lưu lại không đặt mật khẩu rồi thêm tệp đó.",
            "The PDF has a password; open it, save it without one and add that file.",
        )
    return BadInput(
        "bad_pdf",
        "Tệp PDF hỏng hoặc không phải PDF; hãy tải lại hay lưu lại từ chương trình gốc.",
        "The PDF is damaged or no PDF at all; fetch it again or save it anew from its program.",
    )


def _text(page: _Handle) -> _Handle:
    """What is written on a page, taken from it as it is turned when most letters stand upright: PDFium mixes up the
    words of a page that it sees upside down.
    """
    text = page.get_textpage()
    upright, turn = -_turn(text) % 360, page.get_rotation()
    if turn != upright:
        page.set_rotation(upright)
        text = page.get_textpage()
        page.set_rotation(turn)
    return text


def _words(text: _Handle, frames: dict[int, "_Frame"]) -> list[Word]:
    """The words of a page in the order in which they were written, each in the frame in which it stands upright."""
    return [word for letters in _grouped(text) for word in _word(text, frames, letters)]


def _grouped(text: _Handle) -> Iterator[list[int]]:
    """The characters of each word of a page by number, in the order in which they were written."""
    letters: list[int] = []
    for index, code in _codes(text):
        parted = code in _PARTED
        if code not in _SPACES:
            letters.append(index)
            if not parted:
                continue
        if letters:
            yield letters
            letters = []
    if letters:
        yield letters


def _codes(text: _Handle) -> Iterator[tuple[int, int]]:
    """The page's characters by number, but for spaces and line ends that PDFium put between letters that touch."""
    from pypdfium2 import raw

    count, handle = text.count_chars(), text.raw
    last, put = -1, False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _PUT and raw.FPDFText_IsGenerated(handle, index) == 1:
            put = True
            continue
        if put and code not in _SPACES and last >= 0 and not _touch(_box(text, last), _box(text, index)):
            yield index, 32
        yield index, code
        last, put = index, False


def _touch(one: _Box | None, other: _Box | None) -> bool:
    """Whether two letters stand so close that they are of one word."""
    if not one or not other:
        return False
    apart = max(one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3])
    size = max(max(right - left, top - bottom) for left, bottom, right, top in (one, other))
    return apart < _TOUCH * size


def _box(text: _Handle, index: int) -> _Box | None:
    """The box of a character with the room that its font gives it: left, bottom, right, top."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text.raw, index, ctypes.byref(box)):
        return None
    return box.left, box.bottom, box.right, box.top


def _word(text: _Handle, frames: dict[int, "_Frame"], letters: list[int]) -> list[Word]:
    """The word of these characters; none if they show nothing or stand nowhere."""
    from pypdfium2 import raw

    codes = (raw.FPDFText_GetUnicode(text.raw, index) for index in letters)
    shown = _shown([ord("-") if code in _PARTED else code for code in codes])
    first, last = _box(text, letters[0]), _box(text, letters[-1])
    if not shown or not first or not last:
        return []
    angle = raw.FPDFText_GetCharAngle(text.raw, letters[0])
    frame = frames[round(math.degrees(max(angle, 0.0)) / 90) % 4 * 90]
    begin, end = frame.box(*first), frame.box(*last)
    # a letter that the font lacks comes from another one, which gives it more room
    _, top, _, bottom = min(begin, end, key=lambda box: box[3] - box[1])
    return [Word(shown, min(begin[0], end[0]), top, max(begin[2], end[2]), bottom)]


def _box_word(text: _Handle, frame: "_Frame", letters: list[int]) -> Word | None:
    """The word of these characters with the box around them all, in one frame; None if they show nothing."""
    from pypdfium2 import raw

    codes = (raw.FPDFText_GetUnicode(text.raw, index) for index in letters)
    shown = _shown([ord("-") if code in _PARTED else code for code in codes])
    boxes = [frame.box(*box) for index in letters if (box := _box(text, index))]
    if not shown or not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Word(shown, min(lefts), min(tops), max(rights), max(bottoms))


def _shown(letters: list[int]) -> str:
    """The characters as text; what is no character is marked as such."""
    text = "".join(map(chr, letters)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = text.translate(_LIGATURES)
    return unicodedata.normalize("NFC", "".join(char for char in text if char >= " " and char != "\x7f"))


def _turn(text: _Handle) -> int:
    """By how many degrees most of the page's letters are turned: 0, 90, 180 or 270."""
    from pypdfium2 import raw

    count = text.count_chars()
    step = max(1, count // 60)
    angles = [raw.FPDFText_GetCharAngle(text.raw, index) for index in range(0, count, step)]
    turns = Counter(round(math.degrees(angle) / 90) % 4 * 90 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def _drawn(page: _Handle, frame: _Frame, area: float) -> tuple[tuple[Rule, ...], int, float]:
    """The page's drawn lines, how many things are drawn on it, and the share of it that pictures cover."""
    from pypdfium2 import raw

    rules: list[Rule] = []
    drawn, covered = 0, 0.0
    handle = page.raw
    values = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(value) for value in values]
    for index in range(min(raw.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(handle, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT or not raw.FPDFPageObj_GetBounds(item, *pointers):
            continue
        drawn += 1
        left, bottom, right, top = (value.value for value in values)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            rules += (Rule(*frame.box(*box)) for box in _strokes(item, (left, bottom, right, top)))
        else:
            covered += (right - left) * (top - bottom)
    return tuple(rules), drawn, covered / area if area > 0 else 0.0


def _strokes(item: _Handle, bounds: _Box) -> Iterator[_Box]:
    """The level and upright lines of one drawn path, as boxes."""
    from pypdfium2 import raw

    left, bottom, right, top = bounds
    if min(right - left, top - bottom) <= _RULE:
        yield bounds
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke)) or not stroke.value:
        return
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = last = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _stroke(last, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _stroke(point, begun)
        last = point


def _stroke(one: tuple[float, float], other: tuple[float, float]) -> Iterator[_Box]:
    """A stroke as a box where it is level or upright."""
    left, right = sorted((one[0], other[0]))
    bottom, top = sorted((one[1], other[1]))
    if min(right - left, top - bottom) <= _RULE:
        yield left, bottom, right, top
