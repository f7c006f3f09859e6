"""Facsimile: a page as it looks, and the quote's words outlined where their ink is, however the page lies."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import of_objects, written
from PIL import Image, ImageDraw
from test_scan import _font, needs_ocr

from index import facsimile
from index.errors import BadInput, NotFound
from index.formats.page import Word
from index.marked import Box, marked
from index.original import Kept
from index.report import Report

LINE = "Thu ngan sach dat 3.215 ty dong"


def kept(path: Path) -> Kept:
    """A file as if it were kept."""
    return Kept("0" * 64, path.stat().st_size, path.suffix)


def drawn(path: Path, page: int = 1) -> Image.Image:
    """The page's picture in grey."""
    return Image.open(io.BytesIO(facsimile.picture(path, kept(path), page))).convert("L")


def ink(picture: Image.Image) -> Box:
    """The box around all that is dark, in shares of the picture."""
    found = picture.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert found
    return Box(*map(float, found)).of(*picture.size)


def outlined(
    path: Path, text: str, quote: str, pages: tuple[int, ...] = (0,), page: int = 1
) -> facsimile.Marks:
    """Where a quote of the text stands on a page."""
    start = text.index(quote)
    report = Report("k", text, ((0, len(text)),), pages=pages)
    return facsimile.marks(report, path, kept(path), page, start, start + len(quote))


def around(boxes: tuple[Box, ...]) -> Box:
    """The box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def near(one: Box, other: Box, by: float = 0.03) -> bool:
    """Whether two boxes are the same but for the room that letters have."""
    return all(abs(a - b) < by for a, b in zip(one, other, strict=True))


def turned(rotation: int, matrix: str, box: str = "/CropBox [40 60 560 800]") -> bytes:
    """A PDF whose page is turned as its dictionary says, with a line that a matrix turns."""
    content = f"BT /F1 16 Tf {matrix} Tm ({LINE}) Tj ET".encode()
    return of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            f"<< /Type /Page /Parent 2 0 R /Rotate {rotation} {box} /Contents 5 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    )


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "matrix", ["1 0 0 1 90 300", "0 1 -1 0 300 200", "-1 0 0 -1 500 400", "0 -1 1 0 200 600"]
)
def test_the_outline_is_where_the_ink_is(tmp_path: Path, rotation: int, matrix: str) -> None:
    """Whichever way the page and its words are turned, and whatever is cropped off, box and ink agree."""
    path = tmp_path / "a.pdf"
    path.write_bytes(turned(rotation, matrix))
    picture = drawn(path)
    assert (picture.width > picture.height) == (rotation in (90, 270))
    found = outlined(path, LINE, LINE)
    assert found.found == 1.0
    assert near(around(found.boxes), ink(picture)), (around(found.boxes), ink(picture))


def test_a_quote_over_two_pages_is_outlined_on_both(tmp_path: Path) -> None:
    """Each page marks its own part, line by line; a page without a part of it marks nothing."""
    path = tmp_path / "a.pdf"
    pages = [["Xa A co 3 ho ngheo.", "Xa B co 417 ho tham gia bao hiem"], ["y te, tang 5 ho.", "Het."]]
    path.write_bytes(written([[(72, 700 - 30 * n, line) for n, line in enumerate(page)] for page in pages]))
    text = "\n".join(line for page in pages for line in page)
    starts = (0, text.index("y te"))
    quote = "Xa B co 417 ho tham gia bao hiem\ny te, tang 5 ho."
    one, two = (outlined(path, text, quote, starts, page) for page in (1, 2))
    assert [len(one.boxes), len(two.boxes), one.found, two.found] == [1, 1, 1.0, 1.0]
    assert one.boxes[0].top > 0.15 and two.boxes[0].top < 0.2
    assert outlined(path, text, "Het.", starts, 1) == facsimile.Marks(1, 2, (), 0.0)


def test_what_has_no_such_page_says_so(tmp_path: Path) -> None:
    """Past the last page, a file without pages, a damaged file: each its own sentence, never an empty picture."""
    path = tmp_path / "a.pdf"
    path.write_bytes(written([[(72, 700, "Trang mot")]]))
    with pytest.raises(NotFound, match="1 trang"):
        facsimile.picture(path, kept(path), 2)
    with pytest.raises(NotFound, match="1 trang"):
        outlined(path, "Trang mot", "mot", page=2)
    text = tmp_path / "a.txt"
    text.write_text("x", encoding="utf-8")
    with pytest.raises(NotFound) as refused:
        facsimile.picture(text, kept(text), 1)
    assert refused.value.code == "no_pages"
    broken = tmp_path / "b.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing\n%%EOF")
    with pytest.raises(BadInput):
        facsimile.picture(broken, kept(broken), 1)


@needs_ocr
@pytest.mark.parametrize("turn", [0, 2.0, 90, 180])
def test_a_scan_is_outlined_as_it_lies(tmp_path: Path, turn: float) -> None:
    """A page on its side, upside down or askew is shown as it lies, its words outlined there."""
    page = Image.new("L", (1654, 2339), 255)
    lines = [
        "Trong quý I năm 2024 tỉnh đã trồng",
        "38.450 ha lúa vụ Đông Xuân và ngô,",
        "đạt kế hoạch cả năm đề ra.",
    ]
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((200, 700 + 90 * number), line, font=_font(), fill=0)
    only = Image.new("L", page.size, 255)
    ImageDraw.Draw(only).text((200, 790), lines[1], font=_font(), fill=0)
    path = tmp_path / "a.png"
    page.rotate(turn, expand=turn == 90, fillcolor=255).save(path, dpi=(200, 200))
    found = outlined(path, " ".join(lines), lines[1])
    assert found.found > 0.9
    assert near(around(found.boxes), ink(only.rotate(turn, expand=turn == 90, fillcolor=255)), 0.02)
    assert drawn(path).width == 1240


def row(texts: list[str]) -> list[Word]:
    """Words on lines of eight."""
    return [
        Word(
            text,
            60.0 * (number % 8),
            20.0 * (number // 8),
            60.0 * (number % 8) + 50,
            20.0 * (number // 8) + 12,
        )
        for number, text in enumerate(texts)
    ]


WORDS = st.lists(st.text("aăâbcdđ0123456789.,%", min_size=1, max_size=7), min_size=3, max_size=60)


@settings(deadline=None)
@given(WORDS, st.data())
def test_any_run_of_words_is_found_whole(texts: list[str], data: st.DataObject) -> None:
    """Whatever stands on the page is found, every letter of it, inside the boxes of its own words or their like."""
    first = data.draw(st.integers(0, len(texts) - 1))
    last = data.draw(st.integers(first + 1, len(texts)))
    quote = " ".join(texts[first:last])
    words = row(texts)
    boxes, share = marked(quote, words, first / len(texts))
    letters = any(char.isalnum() for char in quote)
    assert share == (1.0 if letters else 0.0)
    assert bool(boxes) == letters
    page = Box(0, 0, 480, 200)
    assert all(page.left <= box.left < box.right <= page.right and box.top < box.bottom for box in boxes)


@settings(deadline=None)
@given(WORDS, st.text("xyz ", min_size=20, max_size=60))
def test_what_is_not_there_is_not_marked(texts: list[str], quote: str) -> None:
    """A quote of other letters marks nothing."""
    assert marked(quote, row(texts)) == ((), 0.0)


def test_joined_parted_and_moved_words_are_found() -> None:
    """A word parted at a line's end, a superscript, cells in another order: the words are still these."""
    words = row(
        [
            "Tổng",
            "diện",
            "tích",
            "là",
            "12",
            "km2",
            "thuộc",
            "khu-",
            "vực",
            "Hà",
            "Nội,",
            "Nam",
            "Định",
            "đều",
        ]
    )
    boxes, share = marked("diện tích là 12 km² thuộc khuvực Hà Nội", words)
    assert share == 1.0 and len(boxes) == 2
    cells = row(["Huyện", "Hộ", "nghèo", "Hải", "Đông", "1.250", "Thái", "Hòa", "980"])
    boxes, share = marked("Huyện: Thái Hòa; Hộ nghèo: 980", cells, 0.7)
    assert share == 1.0


def test_of_two_places_the_nearer_is_marked() -> None:
    """The same words stand twice; where in the page's text the quote comes decides."""
    words = row([*["đạt", "98,5%", "kế", "hoạch"], *["và"] * 20, *["đạt", "98,5%", "kế", "hoạch"]])
    first, _ = marked("đạt 98,5% kế hoạch", words, 0.0)
    last, _ = marked("đạt 98,5% kế hoạch", words, 0.9)
    assert first[0].top == 0 and last[0].top > 30
