"""Kind: what a file is, by its first bytes rather than by its name.

Offices keep web pages as .doc, tables of HTML as .xls and RTF under any name; the right reader gets them all.
A suffix of plain text is taken at its word, unless the file is plainly an office document.
"""

import re
from os import SEEK_END
from pathlib import Path
from struct import unpack
from zipfile import ZipFile

from index.errors import BadInput
from index.formats.foreign import OLE, refusal
from index.formats.package import BROKEN, protected, unpacked

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
        ".ods",
        ".odp",
        ".pptx",
        ".pptm",
        ".ppsx",
        ".ppt",
        ".pps",
        ".rtf",
        ".xlsx",
        ".xlsm",
        ".xls",
        ".pdf",
        ".zip",
    )
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*"
    rb"<(?:!doctype html|html|head|meta|body|table|div|style)\b",
    re.I | re.S,
)
_MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){1,60}?MIME-Version:", re.I
)
_HEAD = 4096
# The mark at the end of a zip's list of parts; what has more parts, or words after the mark, is for ZipFile.
_LIST_END, _MOST_LISTED = 22, 500
# An OLE file's folder of streams may stand anywhere in it; what is larger is told by its suffix.
_SEARCHED = 64 * 1024 * 1024


def kind(path: Path) -> str:
    """The suffix of the reader that the file needs; its own where its content does not say another.

    BadInput `password_protected` for an encrypted Office document, and for a file of a kind that none reads.
    """
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if refused := refusal(path, head):
        raise refused
    if suffix not in OFFICE:
        return _office_under_another_name(path, head) or suffix
    stripped = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(path) or suffix
    if head.startswith(OLE):
        return _compound(path) or suffix
    if stripped.startswith(b"{\\rtf"):
        return ".rtf"
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if _HTML.match(stripped) or _HTML.match(_narrow(head)):
        return ".html"
    if _MAIL.match(head) or head[:13].lower() == b"mime-version:":
        return ".eml"
    if suffix == ".xls" and b"\t" in head and not stripped.startswith(b"<") and _is_text(head):
        return ".csv"
    return ".txt" if suffix in (".doc", ".rtf") and head and _is_text(head) else suffix


def _office_under_another_name(path: Path, head: bytes) -> str | None:
    """The suffix of an office document whose name says that it is something else; None for any other file."""
    if head.startswith(b"PK\x03\x04"):
        return _package(path)
    if head.startswith(OLE):
        return _compound(path)
    return ".pdf" if head.startswith(b"%PDF-") else ".rtf" if head.startswith(b"{\\rtf1") else None


def _narrow(head: bytes) -> bytes:
    """The bytes of UTF-16 without every other one, as far as a tag's name needs it."""
    return head.replace(b"\0", b"")[2:].lstrip() if head.startswith((b"\xff\xfe", b"\xfe\xff")) else b""


def _is_text(head: bytes) -> bool:
    """Whether the bytes could be plain text."""
    if head.startswith(_UTF16):
        return True
    return b"\0" not in head and sum(byte < 32 and byte not in b"\t\n\v\f\r" for byte in head) == 0


def _package(path: Path) -> str | None:
    """Which office document a zip is by the parts that it has, None for any other."""
    mimetype = b""
    names = _parts(path)
    if not names or "mimetype" in names:
        try:
            with ZipFile(path) as package:
                names = set(package.namelist())
                if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                    mimetype = unpacked(package, package.getinfo("mimetype"))
        except (BadInput, *BROKEN):
            return None
    for mark, suffix in ((b"text", ".odt"), (b"spreadsheet", ".ods"), (b"presentation", ".odp")):
        if mimetype.startswith(b"application/vnd.oasis.opendocument." + mark):
            return suffix
    if "[Content_Types].xml" in names or "_rels/.rels" in names:
        for folder, suffix in (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx")):
            if any(name.startswith(folder) for name in names):
                return suffix
    return None


def _parts(path: Path) -> set[str]:
    """The names of a small zip's parts, by the list at its end alone; none if there is more to it than such a list.

    ZipFile takes ten times as long, and the package is opened again to be read.
    """
    with path.open("rb") as file:
        file.seek(0, SEEK_END)
        size = file.tell()
        file.seek(max(0, size - _LIST_END))
        end = file.read(_LIST_END)
        if len(end) < _LIST_END or not end.startswith(b"PK\5\6"):
            return set()
        count, length, begin = unpack("<HLL", end[10:20])
        if begin + length + _LIST_END != size or count > _MOST_LISTED:
            return set()
        file.seek(begin)
        listed = file.read(length)
    names, at = set(), 0
    for _ in range(count):
        if listed[at : at + 4] != b"PK\1\2":
            return set()
        named, extra, remark = unpack("<HHH", listed[at + 28 : at + 34].ljust(6, b"\0"))
        names.add(listed[at + 46 : at + 46 + named].decode("latin-1"))
        at += 46 + named + extra + remark
    return names


def _compound(path: Path) -> str | None:
    """Which kind an OLE file is, by the names of its streams."""
    if path.stat().st_size > _SEARCHED:
        return None
    raw = path.read_bytes()
    if _stream("EncryptedPackage") in raw:
        raise protected()
    for name, suffix in (
        ("WordDocument", ".doc"),
        ("Workbook", ".xls"),
        ("Book", ".xls"),
        ("PowerPoint Document", ".ppt"),
    ):
        if _stream(name) in raw:
            return suffix
    return None


def _stream(name: str) -> bytes:
    """A stream's name as an OLE folder writes it."""
    return name.encode("utf-16-le") + b"\0\0"
