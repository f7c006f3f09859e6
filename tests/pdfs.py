"""PDFs made for tests: written by hand for what must be exact or broken, printed by Chromium for what people have."""

import subprocess
import zlib
from collections.abc import Sequence
from pathlib import Path

from serving import CHROMIUM, CHROMIUM_ARGUMENTS

A4 = (595, 842)


def printed(markup: str, folder: Path) -> Path:
    """A page of HTML printed by Chromium."""
    assert CHROMIUM
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(f'<!doctype html><html lang="vi"><meta charset="utf-8">{markup}', encoding="utf-8")
    arguments = [*CHROMIUM_ARGUMENTS, "--headless", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    subprocess.run([CHROMIUM, *arguments, source.as_uri()], check=True, capture_output=True, timeout=100)
    return target


def written(pages: Sequence[Sequence[tuple[int, int, str]]], size: tuple[int, int] = A4) -> bytes:
    """A PDF with these texts on each page, each by where it begins, in points from the lower left corner."""
    return of_contents(
        [
            b"BT /F1 12 Tf "
            + b" ".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj".encode("cp1252") for x, y, text in page)
            + b" ET"
            for page in pages
        ],
        size,
    )


def of_contents(
    contents: Sequence[bytes], size: tuple[float, float] = A4, more: str = "", stream: str = ""
) -> bytes:
    """A PDF whose pages have these content streams; `more` goes into its catalog, `stream` into each stream's
    dictionary.
    """
    count = len(contents)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {more} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 {size[0]} {size[1]}] "
        f"/Resources << /Font << /F1 3 0 R >> >> >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {5 + 2 * number} 0 R >>".encode())
        objects.append(
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), stream.encode(), content)
        )
    return of_objects(objects)


def of_objects(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A PDF of these objects, the first the catalog, with its table and end."""
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % table)


def packed(size: int, byte: bytes = b" ") -> bytes:
    """So many of one byte, packed, without ever holding them all."""
    packer = zlib.compressobj(9)
    piece = byte * (1 << 20)
    parts = [packer.compress(piece) for _ in range(size >> 20)]
    return b"".join([*parts, packer.flush()])
