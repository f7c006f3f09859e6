"""Scans: pictures of pages read letter for letter; what is missing or hostile, one refusal."""

import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import chain, count, islice
from pathlib import Path
from struct import pack, unpack
from typing import Any

import pytest
from pdfs import of_objects, written
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from readings import LONG, cleanly, damaged, has_ended, refusal, report, survive_together
from scans import DPI, FONTS, error_rate, scanned, worn

from index.errors import BadInput
from index.formats import ocr, ruling, worker
from index.plain import plain

PARAGRAPHS = (
    "Trong quý I năm 2024, tổng sản phẩm trên địa bàn tỉnh ước tăng 7,35% so với cùng kỳ năm trước, trong đó khu vực"
    " công nghiệp và xây dựng tăng 9,12%, khu vực dịch vụ tăng 6,48%. Thu ngân sách đạt 3.215 tỷ đồng.",
    "Toàn tỉnh đã gieo cấy được 38.450 ha lúa vụ Đông Xuân, đạt 102,3% kế hoạch. Dịch bệnh trên đàn trâu, bò được"
    " khống chế kịp thời; tỷ lệ che phủ rừng duy trì ở mức 53,8%.",
    "Ủy ban nhân dân tỉnh yêu cầu các huyện, thị xã đẩy nhanh tiến độ giải ngân vốn đầu tư công, tháo gỡ khó khăn cho"
    " doanh nghiệp, bảo đảm an sinh xã hội và giữ vững quốc phòng, an ninh.",
)


@cache
def _font() -> ImageFont.FreeTypeFont | None:
    """A font with Vietnamese letters, None if the machine has none of those known."""
    for name in FONTS:
        try:
            return ImageFont.truetype(name, 13 * DPI // 72)
        except OSError:
            continue
    return None


@cache
def _reads_vietnamese() -> bool:
    """Whether Tesseract and its Vietnamese data are here."""
    if not shutil.which("tesseract"):
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in listed.stdout.split()


needs_ocr = pytest.mark.skipif(
    not (_reads_vietnamese() and _font()), reason="no Tesseract, Vietnamese data or font on this machine"
)


ROWS = (
    ("Huyện, thị xã", "Số hộ", "Số xã"),
    ("Thành phố Phủ Lý", "48.120", "6"),
    ("Thị xã Duy Tiên", "41.870", "8"),
    ("Huyện Kim Bảng", "36.540", "4"),
)


def table_of(font: ImageFont.FreeTypeFont | None, width: int) -> Image.Image:
    """A picture of these rows, each cell in a frame of so thick a line."""
    picture = Image.new("L", (1200, 420), 255)
    draw = ImageDraw.Draw(picture)
    for down, row in enumerate(ROWS):
        for across, cell in enumerate(row):
            left, top = 60 + 360 * across, 60 + 70 * down
            if font:
                draw.text((left + 20, top + 12), cell, fill=0, font=font)
            draw.rectangle((left, top, left + 360, top + 70), outline=0, width=width)
    return picture


@needs_ocr
def test_a_table_between_lines(tmp_path: Path) -> None:
    """The rows of a table with lines around its cells are read, and as rows."""
    path = tmp_path / "a.png"
    table_of(_font(), 3).save(path, dpi=(DPI, DPI))
    assert report(path).text.split("\n") == [" | ".join(row) for row in ROWS]


@pytest.mark.parametrize("width", [1, 3, 6])
def test_ruling_is_taken_out(width: int) -> None:
    """The lines of a table are white afterwards, whether thin or thick, and what stands in its cells is as it was."""
    picture = table_of(None, width)
    bare = Image.new("L", picture.size, 255)
    for each in (picture, bare):
        ImageDraw.Draw(each).ellipse((150, 80, 180, 110), fill=0)
    assert ruling.take_out(picture)
    assert picture.tobytes() == bare.tobytes()


def test_what_is_no_ruling_stays() -> None:
    """An underline, the strokes of large letters and a dark picture stay: where no lines cross there is no table."""
    picture = Image.new("L", (1200, 420), 255)
    draw = ImageDraw.Draw(picture)
    draw.line((100, 60, 700, 60), fill=0, width=3)
    draw.line((900, 100, 900, 300), fill=0, width=3)
    draw.rectangle((100, 200, 400, 400), fill=0)
    draw.line((500, 220, 500, 260), fill=0, width=6)
    draw.line((480, 240, 520, 240), fill=0, width=6)
    before = picture.tobytes()
    assert ruling.take_out(picture) is None
    assert picture.tobytes() == before
    assert ruling.take_out(Image.new("L", (1, 1), 0)) is None


def test_dirt_is_no_ruling() -> None:
    """A page that is dark in most places has long dark runs everywhere: it is left as it is, and read once."""
    size = 1240, 1754
    dirt = Image.frombytes("1", size, random.Random(1).randbytes(size[0] * size[1] // 8)).convert("L")
    picture = dirt.filter(ImageFilter.GaussianBlur(1))
    before = picture.tobytes()
    assert ruling.take_out(picture) is None
    assert picture.tobytes() == before


def test_no_more_pages_are_read_at_once_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine of many cores the pages that are read at once still have few points together."""
    monkeypatch.setattr(worker, "cores", lambda: 32)
    monkeypatch.setattr(ocr, "_words", lambda picture, scale: ())
    page = Image.new("L", (2500, 3500), 255)
    page.putpixel((0, 0), 0)
    taken: list[int] = []

    def pictures() -> Iterator[tuple[int, Image.Image, float]]:
        """The page again and again."""
        for number in range(20):
            taken.append(number)
            yield number, page, 1.0

    assert max(len(taken) - number for number, _ in ocr.read(pictures())) <= 10


def under(picture: Image.Image, words: str) -> bytes:
    """A PDF of one page with the picture all over it and words that cannot be seen below it."""
    seen = io.BytesIO()
    picture.save(seen, "JPEG", quality=70)
    content = f"q 595 0 0 842 0 0 cm /I Do Q BT 3 Tr /F 12 Tf 40 700 Td ({words}) Tj ET".encode()
    return of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 6 0 R"
            b" /Resources << /Font << /F 4 0 R >> /XObject << /I 5 0 R >> >> >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
            b" /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream"
            % (*picture.size, len(seen.getvalue()), seen.getvalue()),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    )


def page(*paragraphs: str) -> Image.Image:
    """A page of A4 with these paragraphs, as a clean scan at 200 dpi."""
    font = _font()
    assert font
    return scanned(paragraphs, font)


@needs_ocr
def test_words_without_accents_under_a_picture(tmp_path: Path) -> None:
    """What a scanner that knows no Vietnamese put under its page gives way to what the page shows."""
    path = tmp_path / "a.pdf"
    path.write_bytes(under(page(PARAGRAPHS[1]), plain(PARAGRAPHS[1]).text))
    found = report(path)
    assert (found.text, found.ocr) == (PARAGRAPHS[1], (1,))


@needs_ocr
@pytest.mark.parametrize(("angle", "most"), [(0.0, 0.01), (1.7, 0.02)])
def test_a_scan(tmp_path: Path, angle: float, most: float) -> None:
    """A page at 200 dpi comes back letter for letter, all but 1 %, with its paragraphs; askew and worn, 2 %."""
    picture = page(*PARAGRAPHS)
    (worn(picture, angle) if angle else picture).save(tmp_path / "a.png", dpi=(DPI, DPI))
    found = report(tmp_path / "a.png")
    assert error_rate("\n\n".join(PARAGRAPHS), found.text) <= most
    assert found.pages == (0,)


@needs_ocr
def test_a_last_word_without_high_letters_goes_on_with_its_paragraph(tmp_path: Path) -> None:
    """Its ink is low, and all the same it stands in a line as high as the others."""
    lines = ("Xã Đồng Lạc có 46 ha trồng", "rau.", "Ủy ban nhân dân huyện ghi nhận.")
    picture = Image.new("L", (900, 330), 255)
    draw = ImageDraw.Draw(picture)
    for line, top in zip(lines, (40, 96, 200), strict=True):
        draw.text((60, top), line, fill=0, font=_font())
    picture.save(tmp_path / "a.png", dpi=(DPI, DPI))
    assert report(tmp_path / "a.png").text == f"{lines[0]} {lines[1]}\n\n{lines[2]}"


@needs_ocr
def test_the_pages_of_a_tiff(tmp_path: Path) -> None:
    """Each page of a TIFF is one of the report's, a blank one too, and one that lies on its side is read."""
    pages = [
        page(PARAGRAPHS[0]),
        Image.new("L", (1654, 2339), 255),
        page(PARAGRAPHS[1]).rotate(90, expand=True),
    ]
    pages[0].save(tmp_path / "a.tiff", save_all=True, append_images=pages[1:], dpi=(DPI, DPI))
    found = report(tmp_path / "a.tiff")
    assert found.pages
    assert len(found.pages) == 3
    assert error_rate(PARAGRAPHS[0], found.text[: found.pages[2]].strip()) < 0.02
    assert error_rate(PARAGRAPHS[1], found.text[found.pages[2] :]) < 0.02


@needs_ocr
def test_a_scanned_pdf(tmp_path: Path) -> None:
    """A PDF of pictures is read like its pictures."""
    page(PARAGRAPHS[2]).save(tmp_path / "a.pdf", resolution=DPI)
    assert error_rate(PARAGRAPHS[2], report(tmp_path / "a.pdf").text) < 0.02


@needs_ocr
def test_a_pdf_of_both(tmp_path: Path) -> None:
    """Of a PDF with text and scanned pages only the scanned ones are read by OCR; all keep their order."""
    from pypdfium2 import PdfDocument

    (tmp_path / "text.pdf").write_bytes(
        written([[(60, 700, "Plain words of the first page.")], [(60, 700, "Last words.")]])
    )
    page(PARAGRAPHS[2]).save(tmp_path / "scan.pdf", resolution=DPI)
    with PdfDocument(tmp_path / "text.pdf") as whole, PdfDocument(tmp_path / "scan.pdf") as scan:
        whole.import_pages(scan, index=1)
        whole.save(tmp_path / "both.pdf")
    found = report(tmp_path / "both.pdf")
    first, second, third = found.text.split("\n\n")
    assert (first, third) == ("Plain words of the first page.", "Last words.")
    assert error_rate(PARAGRAPHS[2], second) < 0.02
    assert found.pages == (0, found.text.index(second), found.text.index(third))


def test_without_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Tesseract a scan is refused by a sentence that names the packages; a PDF with text is read."""
    picture = Image.new("L", (600, 800), 255)
    ImageDraw.Draw(picture).rectangle((100, 100, 300, 300), fill=0)
    picture.save(tmp_path / "a.png")
    picture.save(tmp_path / "a.pdf")
    monkeypatch.setenv("PATH", str(tmp_path))
    worker.stop_idle()
    try:
        for name in ("a.png", "a.pdf"):
            found = refusal(tmp_path / name)
            assert found.code == "ocr_missing"
            assert "tesseract-ocr-vie" in found.message_vi
            assert "tesseract-ocr-vie" in found.message_en
    finally:
        worker.stop_idle()


def bomb(width: int, height: int) -> bytes:
    """A PNG of so many points, packed."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width)
    data = b"".join(packer.compress(row) for _ in range(min(height, 2000))) + packer.flush()
    chunks = ((b"IHDR", pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


@pytest.mark.skipif(not _reads_vietnamese(), reason="no Tesseract or Vietnamese data on this machine")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_text"),
        (b"no picture at all" * 9, "bad_picture"),
        (bomb(40_000, 40_000), "picture_too_large"),
        (bomb(5_000, 5_000), "no_text"),
        (bomb(5_000, 5_000)[:200], "unparsable"),
    ],
    ids=["empty", "other", "a billion points", "black", "half"],
)
def test_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """What is no picture, damaged or without measure is refused by one clear sentence."""
    path = tmp_path / "a.png"
    path.write_bytes(data)
    assert refusal(path).code == code


def test_stopping_leaves_a_long_scan(tmp_path: Path) -> None:
    """Ctrl-C while a scan is being read ends at once: nothing of it is in, refused, run on or left in a file."""
    begun, passing = tmp_path / "begun", tmp_path / "tmp"
    passing.mkdir()
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        'case "$1" in --version) echo tesseract 5.3.0;; --list-langs) printf "List (1):\\nvie\\n";;\n'
        f"*) echo $$ > {begun}.new; /bin/mv {begun}.new {begun}; exec /bin/sleep 250;; esac\n"
    )
    program.chmod(0o755)
    picture = Image.new("L", (800, 1000), "white")
    ImageDraw.Draw(picture).rectangle((100, 100, 700, 200), "black")
    picture.save(tmp_path / "a.png")
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "index",
            "add",
            str(tmp_path / "a.png"),
            "--data",
            str(tmp_path / "kho"),
            "--json",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
        env=os.environ
        | {
            "PYTHONPATH": str(root),
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "TMPDIR": str(passing),
        },
    ) as process:
        while not begun.exists():
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert process.returncode == 130 and "Traceback" not in err.decode()
    told = json.loads(out)
    assert (told["stopped"], told["added"], told["refused"]) == (True, [], [])
    assert has_ended(begun)
    assert not list(passing.iterdir())


@needs_ocr
def test_a_blank_page(tmp_path: Path) -> None:
    """A page without words is refused, not stored empty."""
    Image.new("RGB", (800, 1000), "white").save(tmp_path / "a.jpg")
    assert refusal(tmp_path / "a.jpg").code == "no_text"


def test_blank_pages_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank pages, of which a small file holds many large ones, are looked at for so long and no longer."""
    monkeypatch.setattr(ocr, "_BLANK_SECONDS", 0.01)
    pages = ((number, Image.new("L", (1000, 1000), 255), 1.0) for number in count())
    with pytest.raises(BadInput) as refused:
        list(ocr.read(pages))
    assert refused.value.code == "blank_pages"


@needs_ocr
def test_a_film(tmp_path: Path) -> None:
    """Of a PNG that moves the first picture is the page."""
    small = page("Xã Hòa Bình có 5 hộ.").crop((160, 190, 600, 260))
    small.save(tmp_path / "a.png", save_all=True, append_images=[Image.new("L", small.size, 200)] * 2)
    found = report(tmp_path / "a.png")
    assert (found.text, found.pages) == ("Xã Hòa Bình có 5 hộ.", (0,))


@needs_ocr
@pytest.mark.parametrize("kind", ["png", "jpg", "tif"])
def test_damaged(tmp_path: Path, kind: str) -> None:
    """Damaged pictures are read or refused, never a crash."""
    _survives(tmp_path, kind, 5)


@pytest.mark.campaign
@pytest.mark.timeout(7200)
@needs_ocr
@pytest.mark.parametrize("kind", ["png", "jpg", "tif"])
def test_damaged_at_length(tmp_path: Path, kind: str) -> None:
    """Thousands of damaged pictures are read or refused, never a crash."""
    with cleanly(tmp_path):
        _survives(tmp_path, kind, LONG)


# How pictures of a kind lie packed: each way in its turn.
_WAYS: dict[str, tuple[dict[str, Any], ...]] = {
    "png": ({}, {"compress_level": 0}),
    "jpg": ({"quality": 80}, {"quality": 60, "progressive": True}),
    "tif": (
        {},
        {"compression": "tiff_lzw"},
        {"compression": "tiff_adobe_deflate"},
        {"compression": "group4"},
    ),
}


def _survives(folder: Path, kind: str, number: int) -> None:
    """Hold that no damage to a picture raises, and that one is a report or a refusal."""
    small = page("Xã Hòa Bình có 5 hộ.").crop((160, 190, 600, 260)).resize((240, 38))
    sources = []
    for way in _WAYS[kind]:
        (small.convert("1") if way.get("compression") == "group4" else small).save(
            folder / f"a.{kind}", **way
        )
        sources.append((folder / f"a.{kind}").read_bytes())
    made = [damaged(source, number // len(sources) + 1, seed) for seed, source in enumerate(sources)]
    each = islice(chain.from_iterable(zip(*made, strict=True)), number)
    survive_together(
        (mended(data) if place % 3 else data for place, data in enumerate(each)), folder, f".{kind}"
    )


def mended(data: bytes) -> bytes:
    """A damaged PNG whose chunks' sums fit again, so that more than the sums is looked at; anything else as it is."""
    out, at = bytearray(data[:8]), 8
    if not data.startswith(b"\x89PNG"):
        return data
    while at + 12 <= len(data):
        (size,) = unpack(">I", data[at : at + 4])
        chunk = data[at + 4 : at + 8 + size]
        out += data[at : at + 4] + chunk + pack(">I", zlib.crc32(chunk))
        at += 12 + size
    return bytes(out + data[at:])
