"""How well and how fast PDFs and scans are read.

    make bench BENCH=pdf ARGS="FOLDER_OF_PDFS [--expected tests/gazette.tsv]"

Prints the documents whose number, issuer and day are as expected; the running heads left; the share of the letters
of `pdftotext` (Debian package poppler-utils) that are found, its running heads taken out, page for page by words and
over the whole by letters; documents a second beside pypdf's page loop, which is what LangChain's PyPDFLoader runs; and
the errors of OCR on pages drawn here at 200 dpi. What is not installed is skipped by name.
"""

import argparse
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from scans import DPI, FONTS, error_rate, scanned, worn

from index.formats import pdf, scan
from index.formats.draft import Draft
from index.letterhead import letterhead

_HEAD = re.compile(r"(?m)^ *(?:\d+ +)?CÔNG BÁO/Số [\d +]+/Ngày [\d-]+(?: +\d+)? *$")
# The gazette's electronic signature is laid over its first page and is no part of it.
_SIGNATURE = re.compile(r"(?m)^ *(?:Người ký|Ký bởi|Email|Cơ quan|Thời gian ký|Ngày ký): .*$")
_ORNAMENT = re.compile(r"[_–—=~*-]{3,}")
_AS_WRITTEN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SCANNED = (
    "Trong quý I năm 2024, tổng sản phẩm trên địa bàn tỉnh ước tăng 7,35% so với cùng kỳ năm trước, trong đó khu vực"
    " công nghiệp và xây dựng tăng 9,12%, khu vực dịch vụ tăng 6,48%. Thu ngân sách nhà nước đạt 3.215 tỷ đồng, bằng"
    " 27,4% dự toán năm. Toàn tỉnh đã gieo cấy được 38.450 ha lúa vụ Đông Xuân, đạt 102,3% kế hoạch. Sở Giáo dục và"
    " Đào tạo đã chỉ đạo các trường tổ chức ôn tập cho học sinh lớp 12; ngành y tế tiếp nhận 12.480 lượt người khám"
    " chữa bệnh. Ủy ban nhân dân tỉnh yêu cầu các huyện, thị xã, thành phố đẩy nhanh tiến độ giải ngân vốn đầu tư công."
)


def say(line: str) -> None:
    """One line of figures."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def words_of(text: str) -> list[str]:
    """The words of a text, without marks that one of the two readers puts in or leaves out."""
    text = unicodedata.normalize("NFC", text).translate(_AS_WRITTEN).replace("|", " ")
    return _ORNAMENT.sub(" ", text).split()


def of_pdftotext(path: Path) -> list[str]:
    """What pdftotext gives of each page, without the running heads and the page numbers."""
    run = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    pages = [_SIGNATURE.sub("", _HEAD.sub("", page)) for page in run.stdout.split("\f")]
    return [re.sub(r"\A\s*\d{1,4}\s*?\n|\n\s*\d{1,4}\s*\Z", "\n", page) for page in pages]


def share(wanted: Iterable[str], found: Iterable[str]) -> tuple[int, int]:
    """How many letters of the wanted pieces are found, piece for piece, and how many are wanted."""
    want = Counter(wanted)
    missing = want - Counter(found)
    length = sum(len(piece) * count for piece, count in want.items())
    return length - sum(len(piece) * count for piece, count in missing.items()), length


def accuracy(drafts: dict[Path, Draft]) -> None:
    """The share of pdftotext's letters that are found."""
    if not shutil.which("pdftotext"):
        say("accuracy: skipped, no pdftotext (poppler-utils)")
        return
    by_word, by_letter = [0, 0], [0, 0]
    worst = (1.0, "")
    for path, draft in drafts.items():
        pages = of_pdftotext(path)
        wanted = [word for page in pages for word in words_of(page)]
        found = words_of(draft.text)
        for total, (right, all_) in (
            (by_word, share(wanted, found)),
            (by_letter, share("".join(wanted), "".join(found))),
        ):
            total[0] += right
            total[1] += all_
        right, all_ = share("".join(wanted), "".join(found))
        worst = min(worst, (right / all_, path.name))
    say(f"of pdftotext's letters, in words found: {by_word[0] / by_word[1]:.4f}")
    say(
        f"of pdftotext's letters, found: {by_letter[0] / by_letter[1]:.4f}; the worst: {worst[0]:.4f} {worst[1]}"
    )


def expected(drafts: dict[Path, Draft], table: Path) -> None:
    """How many heads say what the table says."""
    with table.open(encoding="utf-8", newline="") as file:
        noted = {row["file"]: row for row in csv.DictReader(file, delimiter="\t")}
    right = 0
    for path, draft in drafts.items():
        row, head = noted.get(path.name), letterhead(draft.text)
        known = head and [head.number, head.issuer, head.day]
        if row and known == [row["number"], row["issuer"], row["day"]]:
            right += 1
        elif row:
            say(f"not as expected: {path.name}: {known}")
    say(f"number, issuer and day as expected: {right} of {len(noted)}")
    say(f"running heads left: {sum(len(re.findall('CÔNG BÁO/Số', draft.text)) for draft in drafts.values())}")


def timed(name: str, files: list[Path], read: Callable[[list[Path]], object]) -> float:
    """Documents a second."""
    begun = time.perf_counter()
    read(files)
    rate = len(files) / (time.perf_counter() - begun)
    say(f"{name}: {rate:.2f} documents a second")
    return rate


def on_all_cores(files: list[Path]) -> None:
    """Read the files, as many at once as there are cores, each in a worker of its own."""
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        list(pool.map(lambda path: list(pdf.read(path)), files))


def with_pypdf(files: list[Path]) -> None:
    """Read the files as LangChain's PyPDFLoader does: page after page with pypdf."""
    reader = import_module("pypdf").PdfReader
    for path in files:
        "\n".join(page.extract_text() for page in reader(path).pages)


def speed(files: list[Path]) -> None:
    """Documents a second, ours and theirs, in one run."""
    on_all_cores(files[:2])
    timed("one after the other", files, lambda paths: [list(pdf.read(path)) for path in paths])
    ours = timed("on all cores", files, on_all_cores)
    if find_spec("pypdf"):
        theirs = timed("pypdf, page after page", files, with_pypdf)
        say(f"times theirs: {ours / theirs:.2f}")
    else:
        say("pypdf: skipped, not installed")


def ocr(folder: Path) -> None:
    """The errors of OCR, font by font."""
    if not shutil.which("tesseract"):
        say("OCR: skipped, no Tesseract")
        return
    for name in FONTS:
        try:
            picture = scanned([_SCANNED], ImageFont.truetype(name, 13 * DPI // 72))
        except OSError:
            say(f"OCR, {name}: skipped, no such font")
            continue
        for look, seen in (
            ("clean", picture),
            ("worn, 1°", worn(picture, 1)),
            ("worn, -2°", worn(picture, -2)),
        ):
            path = folder / "page.png"
            seen.save(path, dpi=(DPI, DPI))
            begun = time.perf_counter()
            (draft,) = scan.read(path)
            rate = error_rate(_SCANNED, " ".join(draft.text.split()))
            say(f"OCR, {name}, {look}: {rate:.4f} of the letters wrong, {time.perf_counter() - begun:.1f} s")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--expected", type=Path, default=Path(__file__).parents[1] / "tests" / "gazette.tsv")
    arguments = parser.parse_args()
    files = sorted(arguments.folder.glob("*.pdf"))
    drafts = {path: draft for path in files for draft in pdf.read(path)}
    say(f"{len(files)} files, {sum(len(draft.pages or ()) for draft in drafts.values())} pages")
    expected(drafts, arguments.expected)
    accuracy(drafts)
    speed(files)
    with tempfile.TemporaryDirectory() as folder:
        ocr(Path(folder))


if __name__ == "__main__":
    main()
