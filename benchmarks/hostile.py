"""Prints, for each kind of hostile file, what comes of it, in how long, and in how much memory.

`python benchmarks/hostile.py` makes the files in a folder of its own and reads each in a new process. Memory is
the most that the process and all that it started held together (proportional shares, as Linux counts them);
time is from the start of the reading, the imports done, to its end. No file takes more than 10 s and 512 MB.
"""

import argparse
import gzip
import io
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from struct import pack

ROOT = Path(__file__).resolve().parent.parent
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
READ = """
import sys
from pathlib import Path
from index.reading import Refused, read
print("ready", flush=True)
sys.stdin.readline()
found = list(read(Path(sys.argv[1])))
codes = sorted({each.code for each in found if isinstance(each, Refused)})
read = sum(not isinstance(each, Refused) for each in found)
print(f"{read} read, refused: {', '.join(codes) or '-'}", flush=True)
"""


def packed(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def nested(depth: int) -> bytes:
    """Archives in archives."""
    content = packed({"t.txt": b"x"})
    for _ in range(depth):
        content = packed({"a.zip": content})
    return content


def picture(width: int, height: int) -> bytes:
    """A PNG that says it has so many points."""
    chunks = (
        (b"IHDR", pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(1 << 24), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def tiff(width: int, height: int) -> bytes:
    """A TIFF that says it has so many points, of one strip."""
    tags = (
        (256, width),
        (257, height),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 8),
        (277, 1),
        (278, height),
        (279, 9),
    )
    entries = b"".join(pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + pack("<I", 24) + bytes(16) + pack("<H", len(tags)) + entries + bytes(4)


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first its catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + end + trailer


def empty_pages(count: int) -> bytes:
    """A PDF of so many pages without a word."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    pages = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages, *[page] * count])


def streamed(content: bytes) -> bytes:
    """A PDF of one page with this packed content."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    stream = b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(content), content)
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, stream])


def bomb(size: int) -> bytes:
    """Zlib data that unpacks to so many bytes."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


def files() -> Iterator[tuple[str, bytes]]:
    """Each hostile file's name and bytes."""
    word = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}'
    end = "</w:body></w:document>"
    laughs = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{LAUGHS}]>' + word.format("&a9;") + end
    entity = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + word.format("&a;")
        + end
    )
    loop = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999 >>"]
    yield "200 deep.zip", nested(200)
    yield "bomb.zip", packed({"a.txt": bytes(1 << 30)})
    yield "out.zip", packed({"../../a.txt": b"x", "/etc/a.txt": b"x", "C:\\a.txt": b"x", "a\nb.txt": b"x"})
    yield "many.zip", packed({f"{number}.txt": b"" for number in range(20_000)})
    yield "bomb.docx", packed({"word/document.xml": (word.format("<w:p/>" * 20_000_000) + end).encode()})
    yield "laughs.docx", packed({"word/document.xml": laughs.encode()})
    yield "entity.docx", packed({"word/document.xml": entity.encode()})
    yield "bomb.xlsx", packed({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"<c/>" * 50_000_000})
    yield "laughs.odt", packed({"content.xml": laughs.encode()})
    yield "laughs.html", laughs.encode()
    yield "deep.html", b"<div>" * 500_000 + b"x" + b"</div>" * 500_000
    yield "wide.html", b"<p>x</p>" * 1_500_000
    yield "groups.rtf", b"{\\rtf1 " + b"{" * 500_000
    yield "braces.rtf", b"{\\rtf1 " + b"{\\b x}" * 1_000_000 + b"}"
    yield "bomb.jsonl.gz", gzip.compress(bytes(1 << 30), 9)
    yield "line.jsonl", b'{"text": "' + b"x" * (60 << 20) + b'"}'
    yield "deep.jsonl", b'{"text": ' + b"[" * 10_000_000
    yield "parts.eml", b"From: a\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 500_000
    yield "headers.eml", b"From: a\n" + b"X: " + b"=?utf-8?q?x?= " * 200_000 + b"\n\nx"
    yield "100,000 empty pages.pdf", empty_pages(100_000)
    yield "2,999 empty pages.pdf", empty_pages(2_999)
    yield "loop.pdf", pdf(loop)
    yield "bomb.pdf", streamed(bomb(1 << 30))
    yield "operators.pdf", streamed(zlib.compress(b"0 0 m 1 1 l S " * 3_000_000))
    yield "words.pdf", streamed(zlib.compress(b"BT /F1 1 Tf (x) Tj ET " * 1_000_000))
    yield "billion points.png", picture(40_000, 40_000)
    yield "70 million points.png", picture(8_000, 8_900)
    yield "billion points.tif", tiff(40_000, 40_000)
    yield "cells.csv", b"a," * 8_000_000
    yield "quote.csv", b'"' + b"a,\n" * 5_000_000
    yield "odd.txt", bytes(range(1, 256)) * 60_000
    yield "one word.txt", b"x" * (16 << 20)
    yield "marks.txt", "a\u0301".encode() * 4_000_000
    yield "numbers.txt", b"1/1/2020 " * 1_700_000


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


def measured(path: Path) -> tuple[str, float, int]:
    """What comes of reading the file, the seconds and the most bytes."""
    process = subprocess.Popen(
        [sys.executable, "-c", READ, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="files whose name holds this")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for file, content in files():
            if asked.only not in file:
                continue
            path = Path(name) / file
            path.write_bytes(content)
            del content
            outcome, spent, most = measured(path)
            path.unlink()
            over = "" if spent < 10 and most < 512 << 20 else "  OVER"
            print(f"{file:26} {spent:5.1f} s {most / 2**20:5.0f} MB  {outcome}{over}", flush=True)


if __name__ == "__main__":
    main()
