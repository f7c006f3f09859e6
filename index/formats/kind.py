"""Kind: what a file is, by its first bytes rather than by its name.

Offices keep web pages as .doc, tables of HTML as .xls and RTF under any name; the right reader gets them all.
A suffix of plain text is taken at its word.
"""

import re
from pathlib import Path
from zipfile import ZipFile

from index.formats.package import BROKEN, protected

# Suffixes of files that are no plain text; only these are doubted.
OFFICE = frozenset(
    (
        ".docx",
        ".docm",
        ".dotx",
        ".doc",
        ".dot",
        ".odt",
        ".ott",
        ".rtf",
        ".xlsx",
        ".xlsm",
        ".xls",
        ".pdf",
        ".zip",
    )
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*"
    rb"<(?:!doctype html|html|head|meta|body|table|div|style)\b",
    re.I | re.S,
)
_MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){1,60}?MIME-Version:", re.I
)
_HEAD = 4096
# An OLE file's folder of streams may stand anywhere in it; what is larger is told by its suffix.
_SEARCHED = 64 * 1024 * 1024


def kind(path: Path) -> str:
    """The suffix of the reader that the file needs; its own where its content does not say another.

    BadInput `password_protected` for an encrypted Office document.
    """
    suffix = path.suffix.lower()
    if suffix not in OFFICE:
        return suffix
    with path.open("rb") as file:
        head = file.read(_HEAD)
    stripped = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(path) or suffix
    if head.startswith(_OLE):
        return _compound(path) or suffix
    if stripped.startswith(b"{\\rtf"):
        return ".rtf"
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if _HTML.match(stripped) or _HTML.match(_narrow(head)):
        return ".html"
    if _MAIL.match(head) or head[:13].lower() == b"mime-version:":
        return ".eml"
    return ".txt" if suffix in (".doc", ".rtf") and head and _is_text(head) else suffix


def _narrow(head: bytes) -> bytes:
    """The bytes of UTF-16 without every other one, as far as a tag's name needs it."""
    return head.replace(b"\0", b"")[2:].lstrip() if head.startswith((b"\xff\xfe", b"\xfe\xff")) else b""


def _is_text(head: bytes) -> bool:
    """Whether the bytes could be plain text."""
    return b"\0" not in head and sum(byte < 32 and byte not in b"\t\n\v\f\r" for byte in head) == 0


def _package(path: Path) -> str | None:
    """Which office document a zip is by the parts that it has, None for any other."""
    try:
        with ZipFile(path) as package:
            names = set(package.namelist())
            mimetype = b""
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                mimetype = package.read("mimetype")
    except BROKEN:
        return None
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return ".odt"
    if "[Content_Types].xml" in names or "_rels/.rels" in names:
        for folder, suffix in (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx")):
            if any(name.startswith(folder) for name in names):
                return suffix
    return None


def _compound(path: Path) -> str | None:
    """Which kind an OLE file is, by the names of its streams."""
    if path.stat().st_size > _SEARCHED:
        return None
    raw = path.read_bytes()
    if _stream("EncryptedPackage") in raw:
        raise protected()
    for name, suffix in (("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls")):
        if _stream(name) in raw:
            return suffix
    return None


def _stream(name: str) -> bytes:
    """A stream's name as an OLE folder writes it."""
    return name.encode("utf-16-le") + b"\0\0"
