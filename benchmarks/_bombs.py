"""Files made to do harm: bombs, loops, depth and breadth without end, each built here byte for byte."""

import io
import os
import random
import zipfile
import zlib
from pathlib import Path
from struct import pack

PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
    b" /Filter /FlateDecode /Length %d >> stream\n%s\nendstream"
)
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHOW = "http://schemas.openxmlformats.org/presentationml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"


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


def scans(count: int, box: int, width: int, height: int, points: bytes) -> bytes:
    """A PDF of so many square pages, on each the same picture with these packed points."""
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    draw = b"q %d 0 0 %d 0 0 cm /I Do Q" % (box, box)
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R"
        b" /Resources << /XObject << /I 3 0 R >> >> >>" % (box, box)
    )
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
            PICTURE % (width, height, len(points), points),
            b"<< /Length %d >> stream\n%s\nendstream" % (len(draw), draw),
            *[page] * count,
        ]
    )


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


def open_document(kind: str, body: str) -> bytes:
    """An OpenDocument of that kind."""
    names = " ".join(f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "text", "table"))
    inner = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    markup = f"<office:document-content {names}>{inner}</office:document-content>"
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return packed({"mimetype": mimetype.encode(), "content.xml": markup.encode()})


def presentation(slide: bytes, count: int) -> bytes:
    """A presentation that shows the same slide so many times."""
    listed = "".join(f'<p:sldId id="{256 + number}" r:id="r"/>' for number in range(count))
    one = f'<Relationship Id="r" Target="{{}}" Type="{RELATION}/{{}}"/>'
    link = f'<Relationships xmlns="{RELATIONS}">{one}</Relationships>'
    names = f'xmlns:p="{SHOW}" xmlns:r="{RELATION}"'
    main = f"<p:presentation {names}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
    return packed(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": link.format("ppt/presentation.xml", "officeDocument").encode(),
            "ppt/presentation.xml": main.encode(),
            "ppt/_rels/presentation.xml.rels": link.format("slides/slide1.xml", "slide").encode(),
            "ppt/slides/slide1.xml": slide,
        }
    )


def workbook(rows: str, strings: str = "", before: str = "", after: str = "") -> bytes:
    """A workbook of one sheet with these rows, shared strings, and what stands before and after the rows."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # ships no types

    made = io.BytesIO()
    Workbook().save(made)
    with zipfile.ZipFile(made) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = f'<worksheet xmlns="{SHEET}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{SHEET}">{strings}</sst>'.encode()
    return packed(parts)


def compound(stream: str) -> bytes:
    """An OLE file whose folder and table of sectors lead to themselves."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header[44:76] = pack("<IIIIIIII", 1, 1, 0, 4096, 1, 1, 0, 1)
    header[76:512] = pack("<I", 0) + b"\xff" * 432
    name = stream.encode("utf-16-le") + b"\0\0"
    entry = (
        name.ljust(64, b"\0")
        + pack("<HBB", len(name), 2, 1)
        + b"\xff" * 12
        + bytes(36)
        + pack("<III", 1, 1 << 30, 0)
    )
    return bytes(header) + pack("<II", 0xFFFFFFFD, 1) + pack("<I", 2) * 126 + entry * 4 + bytes(1024)


def film(kind: str, count: int, size: tuple[int, int]) -> bytes:
    """So many blank pictures in one file."""
    from PIL import Image

    made = io.BytesIO()
    first, other = (Image.new("1" if kind == "TIFF" else "L", size, light) for light in (255, 254))
    how = {"compression": "group4"} if kind == "TIFF" else {}
    first.save(made, kind, save_all=True, append_images=[other, first] * (count // 2), **how)
    return made.getvalue()


def noise(width: int, height: int, run_together: bool = False) -> bytes:
    """A picture of dirt alone, its spots apart or run together."""
    from PIL import Image, ImageFilter

    made = io.BytesIO()
    dirt = Image.frombytes("1", (width, height), random.Random(1).randbytes(width * height // 8))
    (dirt.convert("L").filter(ImageFilter.GaussianBlur(1)) if run_together else dirt).save(made, "PNG")
    return made.getvalue()


def parts_in_parts(depth: int) -> bytes:
    """A mail whose parts are in each other."""
    head = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    return b"From: a\n" + b"".join(head % (number, number) for number in range(depth)) + b"\nx"


def odd_folder(folder: Path) -> None:
    """A folder with links that lead out and around, and names that cannot be printed."""
    folder.mkdir()
    (folder / "a.txt").symlink_to("/etc/passwd")
    (folder / "b").symlink_to("/")
    (folder / "c").symlink_to(folder)
    (folder / "d\nd.txt").write_text("x")
    (folder / "\x1b[31m.txt").write_text("x")
    (folder / os.fsdecode(b"\xff.txt")).write_text("x")
    os.mkfifo(folder / "e.txt")
