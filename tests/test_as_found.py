"""Files as they lie in an office: under another name or encoding than they say, empty, packed by old programs."""

import io
import unicodedata
import zipfile
from pathlib import Path

import docx
import pytest

from index.formats.kind import kind
from index.reading import Refused, read
from index.report import Report

PAGE = (
    "<html><head><meta http-equiv=Content-Type content='text/html; charset={}'></head><body>"
    "<h1>Báo cáo sản xuất</h1><p>Ủy ban nhân dân xã báo cáo tình hình sản xuất nông nghiệp vụ đông xuân.</p>"
    "</body></html>"
)
ROWS = "TT\tXã\tSố hộ\n1\tHòa Bình\t1.234\n2\tLiêm Chung\t567\n3\tQuảng Xương\t890\n"
READ = "TT: 1 | Xã: Hòa Bình | Số hộ: 1.234"


def only(path: Path) -> Report | Refused:
    """What comes of the one file."""
    (found,) = read(path)
    return found


def old(text: str) -> bytes:
    """The text in Windows-1258, whose tones stand after their letters."""
    out = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out += (base + tone).encode("cp1258")
    return out


@pytest.mark.parametrize("declared", ["utf-8", "windows-1252", "windows-1258", "x-user-defined"])
@pytest.mark.parametrize("written", ["utf-8", "windows-1258"])
def test_a_page_that_declares_another_encoding(tmp_path: Path, declared: str, written: str) -> None:
    """The bytes say more than the declaration: no page is read as letters that were not written."""
    page = PAGE.format(declared)
    path = tmp_path / "a.htm"
    path.write_bytes(page.encode() if written == "utf-8" else old(page))
    found = only(path)
    assert isinstance(found, Report)
    assert "nhân dân xã báo cáo tình hình sản xuất nông nghiệp" in found.text
    assert found.converted == (None if written == "utf-8" else "Windows-1258")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark(tmp_path: Path, encoding: str) -> None:
    """Text in UTF-16 is read without its mark too; other data with zeros in it are none."""
    path = tmp_path / "a.csv"
    path.write_bytes(ROWS.encode(encoding))
    found = only(path)
    assert isinstance(found, Report) and found.text.startswith(READ)
    path.write_bytes(b"\x01\0\x02\0\x07\0" * 40)
    found = only(path)
    assert isinstance(found, Refused) and found.code == "not_text"


@pytest.mark.parametrize("suffix", [".txt", ".html", ".jpg", ".csv", ".md", ""])
def test_a_word_document_under_another_name(tmp_path: Path, suffix: str) -> None:
    """A Word document is read as one whatever its name."""
    made = docx.Document()
    made.add_paragraph("Xã Hòa Bình có 5 hộ nghèo.")
    made.save(str(tmp_path / f"a{suffix}"))
    found = only(tmp_path / f"a{suffix}")
    assert isinstance(found, Report) and found.text == "Xã Hòa Bình có 5 hộ nghèo."


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.txt", b"%PDF-1.7\n", ".pdf"),
        ("a.txt", b"{\\rtf1\\ansi", ".rtf"),
        ("a.doc", "\ufeffXã có 5 hộ.".encode("utf-16-le"), ".txt"),
        ("a.xls", ROWS.encode(), ".csv"),
        ("a.xls", ROWS.encode("utf-16"), ".csv"),
        ("a.txt", b"PK\x03\x04 is how an archive begins", ".txt"),
    ],
)
def test_what_a_file_is(tmp_path: Path, name: str, head: bytes, expected: str) -> None:
    """A file is taken for what it is, text for its suffix."""
    (tmp_path / name).write_bytes(head)
    assert kind(tmp_path / name) == expected


def test_tables_under_a_workbooks_name(tmp_path: Path) -> None:
    """Rows between tabs that a program calls .xls are read as rows."""
    (tmp_path / "a.xls").write_text(ROWS, encoding="utf-8")
    found = only(tmp_path / "a.xls")
    assert isinstance(found, Report) and found.text.startswith(READ)


@pytest.mark.parametrize("suffix", ["txt", "docx", "pdf", "html", "eml", "zip", "png", "jsonl", "doc"])
def test_an_empty_file(tmp_path: Path, suffix: str) -> None:
    """A file without a byte is said to be empty, not damaged."""
    (tmp_path / f"a.{suffix}").touch()
    found = only(tmp_path / f"a.{suffix}")
    assert isinstance(found, Refused) and found.code == "empty_text" and "0 byte" in found.message_vi


def test_outlooks_own_package(tmp_path: Path) -> None:
    """A winmail.dat is refused with a way out, alone and attached to a mail."""
    package = b"\x78\x9f\x3e\x22\x01\0\x01\x06\x90\x08\0"
    (tmp_path / "winmail.dat").write_bytes(package)
    found = only(tmp_path / "winmail.dat")
    assert isinstance(found, Refused) and found.code == "outlook_package" and "HTML" in found.message_vi
    mail = (
        b"From: a@b.vn\nMIME-Version: 1.0\nContent-Type: application/ms-tnef; name=winmail.dat\n"
        b"Content-Disposition: attachment; filename=winmail.dat\n\n"
    )
    (tmp_path / "a.eml").write_bytes(
        b"From: a@b.vn\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\nXin gui\n--b\n" + mail.split(b"\n", 1)[1] + package + b"\n--b--\n"
    )
    codes = [each.code for each in read(tmp_path / "a.eml") if isinstance(each, Refused)]
    assert codes == ["outlook_package"]


@pytest.mark.parametrize(
    ("name", "head", "told"),
    [
        ("a.rar", b"Rar!\x1a\x07\x01\0", "RAR"),
        ("a.zip", b"Rar!\x1a\x07\0", "RAR"),
        ("a.doc", b"7z\xbc\xaf\x27\x1c\0\x04", "7-Zip"),
        ("a.RAR", b"", "RAR"),
        ("a.7z", b"?", "7-Zip"),
    ],
)
def test_an_archive_of_another_kind(tmp_path: Path, name: str, head: bytes, told: str) -> None:
    """A RAR or 7-Zip archive, whatever its name, is refused by what it is, with what to do; so is one in a zip."""
    (tmp_path / name).write_bytes(head + bytes(90))
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as outer:
        outer.write(tmp_path / name, name)
    for path in (tmp_path / name, tmp_path / "outer.zip"):
        found = only(path)
        assert isinstance(found, Refused) and found.code == "other_archive"
        assert told in found.message_vi and ".zip" in found.message_vi and "giải nén" in found.message_vi
        assert told in found.message_en and ".zip" in found.message_en and "unpack" in found.message_en


def outlooks(attached: str = "WordDocument", *, marked: bool = True) -> bytes:
    """A mail as Outlook saves it, an OLE file, with a stream of that name in it."""
    mark = b"\x0b\x0d\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46" if marked else bytes(16)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\0" + bytes(16) + b"\x01\0\0\0"
    root = "Root Entry".encode("utf-16-le").ljust(80, b"\0") + mark + bytes(32)
    return head.ljust(1024, b"\0") + root + attached.encode("utf-16-le").ljust(128, b"\0") + bytes(256)


@pytest.mark.parametrize(("name", "marked"), [("a.msg", True), ("a.msg", False), ("a.doc", True)])
def test_a_mail_that_outlook_saved(tmp_path: Path, name: str, marked: bool) -> None:
    """Outlook's own file of a mail is refused with a way out, also where an old Word file or a locked one is attached;
    a Word file is not taken for it.
    """
    for attached in ("WordDocument", "EncryptedPackage"):
        (tmp_path / name).write_bytes(outlooks(attached, marked=marked))
        found = only(tmp_path / name)
        assert isinstance(found, Refused) and found.code == "outlook_mail"
        assert ".eml" in found.message_vi and ".eml" in found.message_en
    (tmp_path / "b.doc").write_bytes(outlooks(marked=False))
    assert kind(tmp_path / "b.doc") == ".doc"


@pytest.mark.parametrize("name", ["Báo cáo quý I", "Kế hoạch phát triển", "Nghị quyết số 5"])
def test_archives_made_by_windows_in_vietnamese(tmp_path: Path, name: str) -> None:
    """Names in Windows-1258 in an archive that does not say so read as they were written."""
    raw = old(name) + b".txt"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x" * len(raw), "Xã Hòa Bình có 5 hộ.")
    (tmp_path / "a.zip").write_bytes(packed.getvalue().replace(b"x" * len(raw), raw))
    found = only(tmp_path / "a.zip")
    assert isinstance(found, Report) and found.file == f"a.zip/{name}.txt"
