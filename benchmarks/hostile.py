"""Prints, for each kind of hostile file, what comes of it, in how long, and in how much memory.

`python benchmarks/hostile.py` makes the files in a folder of its own and reads each in a new process. Memory is
the most that the process and all that it started held together (proportional shares, as Linux counts them);
time is from the start of the reading, the imports done, to its end. No file takes more than 10 s and 512 MB, says
more than one sentence a language, or leaves a process or a temporary file; whatever does is marked.
"""

import argparse
import gzip
import os
import random
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import pack

from _bombs import (
    SHOW,
    bomb,
    compound,
    empty_pages,
    film,
    nested,
    noise,
    odd_folder,
    open_document,
    packed,
    parts_in_parts,
    pdf,
    picture,
    presentation,
    scans,
    streamed,
    tiff,
    workbook,
)

ROOT = Path(__file__).resolve().parent.parent
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
READ = """
import sys
from pathlib import Path
from index.reading import Refused, read
print("ready", flush=True)
sys.stdin.readline()
found = list(read(Path(sys.argv[1])))
refused = [each for each in found if isinstance(each, Refused)]
codes = sorted({each.code for each in refused})
unclear = sum(not (one.isprintable() and 20 < len(one) < 500) for each in refused
              for one in (each.message_vi, each.message_en))
said = f"{len(found) - len(refused)} read, refused: {', '.join(codes) or '-'}"
print(said + "  UNCLEAR" * bool(unclear), flush=True)
"""


def files() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each hostile file's name and what makes its bytes."""
    word = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}'
    end = "</w:body></w:document>"
    laughs = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{LAUGHS}]>' + word.format("&a9;") + end
    entity = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + word.format("&a;")
        + end
    )
    loop = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999 >>"]
    yield "200 deep.zip", lambda: nested(200)
    yield "bomb.zip", lambda: packed({"a.txt": bytes(1 << 30)})
    yield (
        "out.zip",
        lambda: packed({"../../a.txt": b"x", "/etc/a.txt": b"x", "C:\\a.txt": b"x", "a\nb.txt": b"x"}),
    )
    yield "many.zip", lambda: packed({f"{number}.txt": b"" for number in range(20_000)})
    yield (
        "bomb.docx",
        lambda: packed({"word/document.xml": (word.format("<w:p/>" * 20_000_000) + end).encode()}),
    )
    yield "laughs.docx", lambda: packed({"word/document.xml": laughs.encode()})
    yield "entity.docx", lambda: packed({"word/document.xml": entity.encode()})
    yield (
        "bomb.xlsx",
        lambda: packed({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"<c/>" * 50_000_000}),
    )
    yield "laughs.odt", lambda: packed({"content.xml": laughs.encode()})
    yield "laughs.html", lambda: laughs.encode()
    yield "deep.html", lambda: b"<div>" * 500_000 + b"x" + b"</div>" * 500_000
    yield "wide.html", lambda: b"<p>x</p>" * 1_500_000
    yield "groups.rtf", lambda: b"{\\rtf1 " + b"{" * 500_000
    yield "braces.rtf", lambda: b"{\\rtf1 " + b"{\\b x}" * 1_000_000 + b"}"
    yield "bomb.jsonl.gz", lambda: gzip.compress(bytes(1 << 30), 9)
    yield "line.jsonl", lambda: b'{"text": "' + b"x" * (60 << 20) + b'"}'
    yield "deep.jsonl", lambda: b'{"text": ' + b"[" * 10_000_000
    yield (
        "parts.eml",
        lambda: b"From: a\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 500_000,
    )
    yield "headers.eml", lambda: b"From: a\n" + b"X: " + b"=?utf-8?q?x?= " * 200_000 + b"\n\nx"
    yield "100,000 empty pages.pdf", lambda: empty_pages(100_000)
    yield "2,999 empty pages.pdf", lambda: empty_pages(2_999)
    yield "loop.pdf", lambda: pdf(loop)
    yield "bomb.pdf", lambda: streamed(bomb(1 << 30))
    yield "operators.pdf", lambda: streamed(zlib.compress(b"0 0 m 1 1 l S " * 3_000_000))
    yield "words.pdf", lambda: streamed(zlib.compress(b"BT /F1 1 Tf (x) Tj ET " * 1_000_000))
    yield "billion points.png", lambda: picture(40_000, 40_000)
    yield "70 million points.png", lambda: picture(8_000, 8_900)
    yield "billion points.tif", lambda: tiff(40_000, 40_000)
    yield "cells.csv", lambda: b"a," * 8_000_000
    yield "quote.csv", lambda: b'"' + b"a,\n" * 5_000_000
    yield "odd.txt", lambda: bytes(range(1, 256)) * 60_000
    yield "one word.txt", lambda: b"x" * (16 << 20)
    yield "marks.txt", lambda: "a\u0301".encode() * 4_000_000
    yield "numbers.txt", lambda: b"1/1/2020 " * 1_700_000
    yield "deep.rtf", lambda: b"{\\rtf1 " + b"{\\b " * 100_000 + b"x" + b"}" * 100_001
    yield "notes.rtf", lambda: b"{\\rtf1 " + b"{\\footnote x" * 900 + b"}" * 901
    yield "bomb.odt", lambda: open_document("text", "<text:p/>" * 20_000_000)
    yield "bomb.pptx", lambda: presentation(b"<a/>" * 50_000_000, 1)
    yield (
        "slides.pptx",
        lambda: presentation(f'<p:sld xmlns:p="{SHOW}">{"<p:sp/>" * 700_000}</p:sld>'.encode(), 3000),
    )
    words = f"<text:p>{random.Random(1).randbytes(5000).hex()}</text:p>"
    cell = f'<table:table-cell table:number-columns-repeated="16384">{words}</table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    yield "repeats.ods", lambda: open_document("spreadsheet", f"<table:table>{rows * 1000}</table:table>")
    yield (
        "deep.docx",
        lambda: packed({"word/document.xml": word.format("<w:tbl><w:tr><w:tc>" * 100_000).encode()}),
    )
    yield "bomb.tar.gz", lambda: gzip.compress(bytes(1 << 30), 9)
    yield "line.csv", lambda: b"x," * (50 << 20)
    yield (
        "dimension.xlsx",
        lambda: workbook(
            '<row r="1"><c r="A1"><v>1</v></c></row>', before='<dimension ref="A1:XFD1048576"/>'
        ),
    )
    yield "far.xlsx", lambda: workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 100_000
    yield (
        "merged.xlsx",
        lambda: workbook(
            '<row r="1"><c r="A1"><v>1</v></c></row>' * 1000,
            after=f"<mergeCells>{merged}</mergeCells>",
        ),
    )
    one = "<row>" + '<c t="s"><v>0</v></c>' * 400 + "</row>"
    yield (
        "strings.xlsx",
        lambda: workbook(one * 1000, f"<si><t>{random.Random(1).randbytes(1 << 22).hex()}</t></si>"),
    )
    yield "nested.eml", lambda: parts_in_parts(10_000)
    yield "messages.eml", lambda: b"From: a\n" + b"Content-Type: message/rfc822\n\n" * 10_000 + b"x"
    attached = b"--a\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
    yield (
        "attached.eml",
        lambda: b"From: a\nContent-Type: multipart/mixed; boundary=a\n\n" + attached * 100_000 + b"--a--",
    )
    yield "100,000 deep.html", lambda: b"<div>" * 100_000 + b"x" + b"</div>" * 100_000
    yield "deep tables.html", lambda: b"<table><tr><td>" * 3000 + b"x"
    yield "cells.html", lambda: b"<table><tr>" + b"<td colspan=1000 rowspan=65534>x" * 50_000
    yield "one tag.html", lambda: b"<p" + b" a=b" * 1_000_000 + b">x"
    yield "brackets.md", lambda: b"[" * 2_000_000 + b"](" * 1_000_000
    yield "quotes.md", lambda: b"> " * 1_000_000 + b"x"
    yield "box.pdf", lambda: scans(1, 14_400_000, 2000, 2000, bomb(4 << 20))
    yield "picture.pdf", lambda: scans(1, 600, 40_000, 40_000, bomb(1600 << 20))
    yield "1,000 scans.pdf", lambda: scans(1000, 600, 8000, 8900, bomb(72 << 20))
    yield "film.tif", lambda: film("TIFF", 200, (8000, 8900))
    yield "film.png", lambda: film("PNG", 400, (1600, 1200))
    yield "loop.tif", lambda: tiff(100, 100)[:-4] + pack("<I", 24)
    yield "dirt.png", lambda: noise(2480, 3508)
    yield "smeared dirt.png", lambda: noise(2480, 3508, run_together=True)
    yield "loop.doc", lambda: compound("WordDocument")
    yield "loop.xls", lambda: compound("Workbook")


def held(pid: int) -> int:
    """The bytes that a process and all below it hold, shared ones by their share."""
    total, waiting = 0, [pid]
    while waiting:
        at = waiting.pop()
        try:
            lines = Path(f"/proc/{at}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
            for task in Path(f"/proc/{at}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, StopIteration):
            continue  # it has just ended
    return total


def measured(path: Path, passing: Path) -> tuple[str, float, int]:
    """What comes of reading the file, the seconds and the most bytes; temporary files go into a folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", READ, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        env=os.environ | {"TMPDIR": str(passing)},
    )
    assert process.stdin and process.stdout
    process.stdout.readline()
    start = time.monotonic()
    process.stdin.write("\n")
    process.stdin.flush()
    most = 0
    while process.poll() is None:
        most = max(most, held(process.pid))
        time.sleep(0.02)
    spent = time.monotonic() - start
    return process.stdout.read().strip() or f"ended with {process.returncode}", spent, most


def left(passing: Path) -> str:
    """What was left behind in the folder for temporary files, and of processes that were told of it."""
    found = [path.name for path in passing.iterdir()]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if bytes(passing) in (process / "environ").read_bytes():
                found.append(f"process {process.name}")
        except OSError:
            continue  # it has just ended, or is somebody else's
    return f"  LEFT {', '.join(found)}" if found else ""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="files whose name holds this")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as other:
        passing = Path(other)
        for file, made in files():
            if asked.only not in file:
                continue
            path = Path(name) / file
            path.write_bytes(made())
            told(path, passing)
            path.unlink()
        if asked.only in "folder":
            odd_folder(Path(name) / "folder")
            told(Path(name) / "folder", passing)


def told(path: Path, passing: Path) -> None:
    """Print what comes of a file or a folder."""
    outcome, spent, most = measured(path, passing)
    over = "" if spent < 10 and most < 512 << 20 else "  OVER"
    print(f"{path.name:26} {spent:5.1f} s {most / 2**20:5.0f} MB  {outcome}{over}{left(passing)}", flush=True)


if __name__ == "__main__":
    main()
