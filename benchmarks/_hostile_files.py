"""Hostile files by kind: bombs, loops, and more of anything than a report can hold. `hostile.py` reads them."""

import gzip
import random
import zlib
from collections.abc import Callable, Iterator
from struct import pack

from _bombs import (
    SHOW,
    bomb,
    compound,
    empty_pages,
    film,
    nested,
    noise,
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

# Names, and what makes their bytes.
Files = Iterator[tuple[str, Callable[[], bytes]]]
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}'
END = "</w:body></w:document>"
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{ENTITIES}]>' + WORD.format("&a9;") + END


def files() -> Files:
    """Each hostile file's name and what makes its bytes."""
    for kind in (archives, word, sheets, pages, texts, prints, pictures):
        yield from kind()


def archives() -> Files:
    """Archives and packed lists."""
    yield "200 deep.zip", lambda: nested(200)
    yield "bomb.zip", lambda: packed({"a.txt": bytes(1 << 30)})
    yield (
        "out.zip",
        lambda: packed({"../../a.txt": b"x", "/etc/a.txt": b"x", "C:\\a.txt": b"x", "a\nb.txt": b"x"}),
    )
    yield "many.zip", lambda: packed({f"{number}.txt": b"" for number in range(20_000)})
    yield "bomb.jsonl.gz", lambda: gzip.compress(bytes(1 << 30), 9)
    yield "bomb.tar.gz", lambda: gzip.compress(bytes(1 << 30), 9)


def word() -> Files:
    """Word processors' documents."""
    entity = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + WORD.format("&a;")
        + END
    )
    yield (
        "bomb.docx",
        lambda: packed({"word/document.xml": (WORD.format("<w:p/>" * 20_000_000) + END).encode()}),
    )
    yield "laughs.docx", lambda: packed({"word/document.xml": LAUGHS.encode()})
    yield "entity.docx", lambda: packed({"word/document.xml": entity.encode()})
    yield "laughs.odt", lambda: packed({"content.xml": LAUGHS.encode()})
    yield "groups.rtf", lambda: b"{\\rtf1 " + b"{" * 500_000
    yield "braces.rtf", lambda: b"{\\rtf1 " + b"{\\b x}" * 1_000_000 + b"}"
    yield "deep.rtf", lambda: b"{\\rtf1 " + b"{\\b " * 100_000 + b"x" + b"}" * 100_001
    yield "notes.rtf", lambda: b"{\\rtf1 " + b"{\\footnote x" * 900 + b"}" * 901
    yield "bomb.odt", lambda: open_document("text", "<text:p/>" * 20_000_000)
    yield (
        "deep.docx",
        lambda: packed({"word/document.xml": WORD.format("<w:tbl><w:tr><w:tc>" * 100_000).encode()}),
    )
    yield "loop.doc", lambda: compound("WordDocument")


def sheets() -> Files:
    """Spreadsheets and presentations."""
    words = f"<text:p>{random.Random(1).randbytes(5000).hex()}</text:p>"
    cell = f'<table:table-cell table:number-columns-repeated="16384">{words}</table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 100_000
    one = "<row>" + '<c t="s"><v>0</v></c>' * 400 + "</row>"
    yield (
        "bomb.xlsx",
        lambda: packed({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"<c/>" * 50_000_000}),
    )
    yield "cells.csv", lambda: b"a," * 8_000_000
    yield "quote.csv", lambda: b'"' + b"a,\n" * 5_000_000
    yield "bomb.pptx", lambda: presentation(b"<a/>" * 50_000_000, 1)
    yield (
        "slides.pptx",
        lambda: presentation(f'<p:sld xmlns:p="{SHOW}">{"<p:sp/>" * 700_000}</p:sld>'.encode(), 3000),
    )
    yield "repeats.ods", lambda: open_document("spreadsheet", f"<table:table>{rows * 1000}</table:table>")
    yield "line.csv", lambda: b"x," * (50 << 20)
    yield (
        "dimension.xlsx",
        lambda: workbook(
            '<row r="1"><c r="A1"><v>1</v></c></row>', before='<dimension ref="A1:XFD1048576"/>'
        ),
    )
    yield "far.xlsx", lambda: workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield (
        "merged.xlsx",
        lambda: workbook(
            '<row r="1"><c r="A1"><v>1</v></c></row>' * 1000,
            after=f"<mergeCells>{merged}</mergeCells>",
        ),
    )
    yield (
        "strings.xlsx",
        lambda: workbook(one * 1000, f"<si><t>{random.Random(1).randbytes(1 << 22).hex()}</t></si>"),
    )
    yield "loop.xls", lambda: compound("Workbook")


def pages() -> Files:
    """Web pages, mails and Markdown."""
    attached = b"--a\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
    yield "laughs.html", lambda: LAUGHS.encode()
    yield "deep.html", lambda: b"<div>" * 500_000 + b"x" + b"</div>" * 500_000
    yield "wide.html", lambda: b"<p>x</p>" * 1_500_000
    yield (
        "parts.eml",
        lambda: b"From: a\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 500_000,
    )
    yield "headers.eml", lambda: b"From: a\n" + b"X: " + b"=?utf-8?q?x?= " * 200_000 + b"\n\nx"
    yield "nested.eml", lambda: parts_in_parts(10_000)
    yield "messages.eml", lambda: b"From: a\n" + b"Content-Type: message/rfc822\n\n" * 10_000 + b"x"
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


def texts() -> Files:
    """Plain text and JSON lines."""
    yield "line.jsonl", lambda: b'{"text": "' + b"x" * (60 << 20) + b'"}'
    yield "deep.jsonl", lambda: b'{"text": ' + b"[" * 10_000_000
    yield "odd.txt", lambda: bytes(range(1, 256)) * 60_000
    yield "one word.txt", lambda: b"x" * (16 << 20)
    yield "marks.txt", lambda: "a\u0301".encode() * 4_000_000
    yield "numbers.txt", lambda: b"1/1/2020 " * 1_700_000


def prints() -> Files:
    """PDFs."""
    loop = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999 >>"]
    yield "100,000 empty pages.pdf", lambda: empty_pages(100_000)
    yield "2,999 empty pages.pdf", lambda: empty_pages(2_999)
    yield "loop.pdf", lambda: pdf(loop)
    yield "bomb.pdf", lambda: streamed(bomb(1 << 30))
    yield "operators.pdf", lambda: streamed(zlib.compress(b"0 0 m 1 1 l S " * 3_000_000))
    yield "words.pdf", lambda: streamed(zlib.compress(b"BT /F1 1 Tf (x) Tj ET " * 1_000_000))
    yield "box.pdf", lambda: scans(1, 14_400_000, 2000, 2000, bomb(4 << 20))
    yield "picture.pdf", lambda: scans(1, 600, 40_000, 40_000, bomb(1600 << 20))
    yield "1,000 scans.pdf", lambda: scans(1000, 600, 8000, 8900, bomb(72 << 20))


def pictures() -> Files:
    """Pictures of pages."""
    yield "billion points.png", lambda: picture(40_000, 40_000)
    yield "70 million points.png", lambda: picture(8_000, 8_900)
    yield "billion points.tif", lambda: tiff(40_000, 40_000)
    yield "film.tif", lambda: film("TIFF", 200, (8000, 8900))
    yield "film.png", lambda: film("PNG", 400, (1600, 1200))
    yield "loop.tif", lambda: tiff(100, 100)[:-4] + pack("<I", 24)
    yield "dirt.png", lambda: noise(2480, 3508)
    yield "smeared dirt.png", lambda: noise(2480, 3508, run_together=True)
