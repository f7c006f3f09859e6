"""ZIP and sidecars: every member by its own reader, named by its path; hostile ones get one sentence."""

import io
import json
import stat
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from readings import LONG, SHORT, refusal, report, reports, survives_in_parts, word

from index.embedder import Embedder
from index.formats.member import DEEPEST, MOST_MEMBERS
from index.index import Index
from index.reading import Refused, read
from index.report import Report

TEXT = "UBND tỉnh Hà Nam họp bàn về nước sạch."


def packed(members: dict[str, bytes | str]) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def made(tmp_path: Path, members: dict[str, bytes | str]) -> Path:
    """An archive file of these members."""
    path = tmp_path / "a.zip"
    path.write_bytes(packed(members))
    return path


def refusals(path: Path) -> dict[str, str]:
    """The codes of what is refused, by file below the archive."""
    return {each.file.removeprefix(f"{path}/"): each.code for each in read(path) if isinstance(each, Refused)}


def test_the_parts_of_a_saved_page_are_no_reports(tmp_path: Path) -> None:
    """What a browser put into a folder beside a page it saved is left out of an archive, too."""
    page = f"<p>{TEXT}</p>"
    members: dict[str, bytes | str] = {
        "a/tin.html": page,
        "a/tin_files/q.html": page,
        "a/tin_files/js/a.js": "1",
    }
    assert [each.file for each in reports(made(tmp_path, members))] == ["a.zip/a/tin.html"]


def test_members_by_their_path(tmp_path: Path) -> None:
    """Members go to the readers of their kind; key and file say archive and inner path; order stays."""
    path = made(
        tmp_path,
        {
            "báo cáo/tháng 1.txt": TEXT,
            "báo cáo/": "",
            "báo cáo/b.docx": word("Văn bản Word."),
            "bảng.csv": "Xã,Hộ\nA,5\n",
            "bài.jsonl": '{"text": "Một"}\n{"text": "Hai"}\n{"id": "k", "text": "Ba"}\n',
            "__MACOSX/._b.docx": b"\0",
            ".DS_Store": b"\0",
            "báo cáo/Thumbs.db": b"\0",
            "báo cáo/~$b.docx": b"\0",
        },
    )
    found = reports(path)
    base = str(path.resolve())
    assert [each.text for each in found] == [TEXT, "Văn bản Word.", "Xã: A | Hộ: 5", "Một", "Hai", "Ba"]
    assert [each.file for each in found][:4] == [
        "a.zip/báo cáo/tháng 1.txt",
        "a.zip/báo cáo/b.docx",
        "a.zip/bảng.csv",
        "a.zip/bài.jsonl",
    ]
    assert [each.key for each in found][:3] == [
        f"{base}/báo cáo/tháng 1.txt",
        f"{base}/báo cáo/b.docx",
        f"{base}/bảng.csv",
    ]
    assert len({each.key for each in found}) == 6
    assert found[5].key == "k"


def test_bad_members_are_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    """Other formats, damaged and empty members are refused by their path; good ones go in."""
    path = made(
        tmp_path,
        {"a.exe": b"MZ", "b.txt": b"\xff", "c.docx": b"PK\x03\x04", "d.txt": "", "e.txt": TEXT},
    )
    assert refusals(path) == {
        "a.exe": "format_not_supported",
        "b.txt": "bad_encoding",
        "c.docx": "corrupt_file",
        "d.txt": "empty_text",
    }
    assert [each.text for each in read(path) if isinstance(each, Report)] == [TEXT]


def test_names_in_old_archives(tmp_path: Path) -> None:
    """A name in UTF-8 that does not say so is read as such; one that cannot be is of code page 437."""
    path = tmp_path / "a.zip"
    for raw, shown in (("nước sạch.txt".encode(), "nước sạch.txt"), (b"caf\x82.txt", "café.txt")):
        ascii_name = "x" * len(raw)
        path.write_bytes(packed({ascii_name: TEXT}).replace(ascii_name.encode(), raw))
        assert report(path).file == f"a.zip/{shown}"


@pytest.mark.parametrize(
    "name", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "C:\\a.txt", "..\\a.txt", "\\\\host\\a.txt"]
)
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    """A name that leads out of the archive is refused, and nothing is written anywhere."""
    path = tmp_path / "a.zip"
    placeholder = "b" * len(name.encode())
    path.write_bytes(packed({"ok.txt": TEXT, placeholder: TEXT}).replace(placeholder.encode(), name.encode()))
    assert list(refusals(path).values()) == ["unsafe_name"]
    assert [each.file for each in read(path) if isinstance(each, Report)] == ["a.zip/ok.txt"]
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_names_that_cannot_be_shown(tmp_path: Path) -> None:
    """A name with a line end or without end is refused, and shown without what it holds."""
    path = made(tmp_path, {"a\nb.txt": TEXT, "c/" * 300 + "d.txt": TEXT, "ok.txt": TEXT})
    assert sorted(refusals(path).values()) == ["bad_name", "bad_name"]
    assert not [name for name in refusals(path) if "\n" in name]


def test_member_without_a_name(tmp_path: Path) -> None:
    """A member whose name is empty is refused; the others go in."""
    path = tmp_path / "a.zip"
    # a name ends at its first NUL
    path.write_bytes(packed({"ok.txt": TEXT, "zzz.txt": TEXT}).replace(b"zzz.txt", b"\0zz.txt"))
    assert list(refusals(path).values()) == ["bad_name"]
    assert [each.text for each in read(path) if isinstance(each, Report)] == [TEXT]


def test_links_passwords_and_twins(tmp_path: Path) -> None:
    """Links, members under a password and a second member of one name are refused by name."""
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("twin1.txt", "Một")
        archive.writestr("twin2.txt", "Hai")
    raw = bytearray(path.read_bytes().replace(b"twin2.txt", b"twin1.txt"))
    path.write_bytes(raw)
    assert refusals(path) == {"link.txt": "not_a_file", "twin1.txt": "duplicate_name"}
    assert [each.text for each in read(path) if isinstance(each, Report)] == ["Một"]
    locked = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    directory = locked.index(b"PK\x01\x02")
    locked[directory + 8] |= 1
    locked[6] |= 1
    path.write_bytes(locked)
    assert refusals(path) == {"a.txt": "password_protected"}


def test_archives_in_archives(tmp_path: Path) -> None:
    """Archives are read to a small depth, members named by the whole path; what lies deeper is refused."""
    content = b""
    for depth in range(200):
        content = packed({f"{depth}.zip" if depth else "t.txt": content, f"{depth}.txt": f"tầng {depth}"})
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    found = list(read(path))
    assert [each.code for each in found if isinstance(each, Refused)] == ["nested_too_deep"]
    assert [each.text for each in found if isinstance(each, Report)] == [
        f"tầng {200 - depth}" for depth in range(DEEPEST, 0, -1)
    ]
    deepest = next(each for each in found if isinstance(each, Report))
    assert deepest.file == "a.zip/199.zip/198.zip/197.zip/196.txt"


def test_bombs(tmp_path: Path) -> None:
    """An archive that grows without measure, or holds files without end, is refused before it is unpacked."""
    path = made(tmp_path, {"ok.txt": TEXT, "bomb.txt": b"0" * (30 * 1024 * 1024)})
    assert refusal(path).code == "zip_bomb"
    path = made(tmp_path, {f"{number}.txt": "" for number in range(MOST_MEMBERS + 1)})
    assert refusal(path).code == "archive_too_large"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", TEXT)
    raw = path.read_bytes()
    # the sizes in the directory, which a reader goes by, raised to 2 GB
    place = 0
    for _ in range(3):
        place = raw.index(b"PK\x01\x02", place + 1)
        raw = raw[: place + 20] + b"\xff\xff\xff\x7f" * 2 + raw[place + 28 :]
    path.write_bytes(raw)
    assert refusal(path).code == "archive_too_large"


def lying(name: str, says: int = 99) -> bytes:
    """An archive with a text and a part of zeros that says that it unpacks to far fewer bytes than it does."""
    size = 1 << 25
    raw = packed({"a.txt": TEXT, name: bytes(size)})
    # in the list at the end and before the part itself
    return raw.replace(size.to_bytes(4, "little"), says.to_bytes(4, "little"))


def read_in_memory(path: Path) -> tuple[list[Report | Refused], int]:
    """What a path gives, and how many bytes reading it took at most."""
    tracemalloc.start()
    try:
        return list(read(path)), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["mimetype", "a.txt.meta.json", "b.txt"])
def test_part_that_is_more_than_it_says(tmp_path: Path, name: str) -> None:
    """A part is unpacked no further than the size that it gives, and its sum then shows that it is another."""
    path = tmp_path / "a.zip"
    path.write_bytes(lying(name))
    found, most = read_in_memory(path)
    codes = [each.code for each in found if isinstance(each, Refused)]
    assert codes == ["corrupt_file"]
    # what lies beside it goes in, unless it is what says of that what it is
    assert len(found) == (1 if name.startswith("a.") else 2)
    assert most < 1 << 23


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 9, 93])
def test_part_packed_another_way(tmp_path: Path, method: int) -> None:
    """What is packed in another way than zips usually are is refused with what to do, the rest goes in, and no memory
    is spent on it: zipfile unpacks such a part whole, whatever size it gives.
    """
    known, size = method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA), 1 << 24
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", bytes(size) if known else TEXT, compress_type=method if known else None)
    raw = path.read_bytes().replace(size.to_bytes(4, "little"), (99).to_bytes(4, "little"))
    at = raw.rindex(b"PK\x01\x02") + 10
    path.write_bytes(raw[:at] + method.to_bytes(2, "little") + raw[at + 2 :])
    found, most = read_in_memory(path)
    refused = {each.file.rpartition("/")[2]: each for each in found if isinstance(each, Refused)}
    assert len(found) == 2
    assert {name: each.code for name, each in refused.items()} == {"b.txt": "unusual_packing"}
    assert "Deflate" in refused["b.txt"].message_vi and "Deflate" in refused["b.txt"].message_en
    assert most < 1 << 23


def test_bomb_inside_an_archive(tmp_path: Path) -> None:
    """A bomb in an archive in the archive is refused by its path, and the rest goes in."""
    inner = packed({"bomb.txt": b"0" * (8 * 1024 * 1024)})
    path = made(tmp_path, {"ok.txt": TEXT, "in.zip": inner})
    assert refusals(path) == {"in.zip": "zip_bomb"}
    assert [each.text for each in read(path) if isinstance(each, Report)] == [TEXT]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\0 garbage"])
def test_no_archive(tmp_path: Path, content: bytes) -> None:
    """What is no archive is refused."""
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    assert refusal(path).code == "corrupt_file"


def test_empty_archive(tmp_path: Path) -> None:
    """An archive without files says so."""
    assert refusal(made(tmp_path, {})).code == "empty_archive"


def test_damaged_member(tmp_path: Path) -> None:
    """A member whose bytes do not fit their checksum is refused by name; the others go in."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", "Khác hẳn.")
    raw = path.read_bytes().replace("nước".encode(), "nược".encode(), 1)
    path.write_bytes(raw)
    assert refusals(path) == {"a.txt": "corrupt_file"}
    assert [each.text for each in read(path) if isinstance(each, Report)] == ["Khác hẳn."]


def test_same_archive_twice(tmp_path: Path, data: Path, embedder: Embedder) -> None:
    """The same archive added again changes nothing."""
    path = made(tmp_path, {"a.txt": TEXT, "b/a.txt": "Báo cáo khác của tỉnh Nam Định."})
    with Index.open(data, embedder) as index:
        assert len(index.add(reports(path)).added) == 2
        again = index.add(reports(path))
        assert (len(again.added), len(again.unchanged), len(again.replaced)) == (0, 2, 0)


SAID = {"title": "Tên đúng", "source": "Sở Y tế", "published": "2023-05-01", "province": "Nam Định", "x": 1}


@pytest.mark.parametrize("name", ["a.txt.meta.json", "a.meta.json"])
def test_sidecar(tmp_path: Path, name: str) -> None:
    """A sidecar overrides what the words say, and is no report, added with its folder or by itself."""
    (tmp_path / "a.txt").write_text("Tiêu đề\n\nĐăng ngày 22/12/2022\n\n" + TEXT, encoding="utf-8")
    (tmp_path / name).write_text(json.dumps(SAID), encoding="utf-8-sig")
    for path in (tmp_path, tmp_path / "a.txt"):
        found = report(path)
        assert (found.title, found.source, found.published, found.province) == (
            "Tên đúng",
            "Sở Y tế",
            "2023-05-01",
            "Nam Định",
        )
    assert list(read(tmp_path / name)) == []


def test_stronger_sidecar(tmp_path: Path) -> None:
    """Beside the whole name a sidecar is stronger than beside the stem."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.meta.json").write_text('{"title": "Yếu"}', encoding="utf-8")
    (tmp_path / "a.txt.meta.json").write_text('{"title": "Mạnh"}', encoding="utf-8")
    assert report(tmp_path).title == "Mạnh"


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff", b'{"published": "21/12/2022"}', b'{"title": 5}', b"[" * 100_000]
)
def test_bad_sidecar(tmp_path: Path, content: bytes) -> None:
    """A sidecar that cannot be used refuses its file rather than leave it with the wrong facts."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt.meta.json").write_bytes(content)
    assert refusal(tmp_path / "a.txt").code == "bad_sidecar"


def test_sidecar_alone(tmp_path: Path) -> None:
    """A sidecar without its file is named."""
    path = tmp_path / "a.txt.meta.json"
    path.write_text("{}", encoding="utf-8")
    assert refusal(path).code == "sidecar_alone"


def test_sidecars_of_many(tmp_path: Path) -> None:
    """In an archive a sidecar speaks for the member beside it; beside the archive for what all share."""
    path = made(
        tmp_path,
        {"a.txt": TEXT, "a.txt.meta.json": '{"title": "Riêng"}', "b.txt": "Khác.", "b.meta.json": "{"},
    )
    (tmp_path / "a.zip.meta.json").write_text('{"title": "Chung", "source": "Sở"}', encoding="utf-8")
    assert refusals(path) == {"b.txt": "bad_sidecar"}
    (found,) = [each for each in read(path) if isinstance(each, Report)]
    assert (found.title, found.source) == ("Riêng", "Sở")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("remark", [b"", b"ghi ch\xc3\xba"])
def test_a_document_packed_as_it_is(tmp_path: Path, method: int, remark: bytes) -> None:
    """An archive is one, though the list of a document's parts lies in it as it is."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("b.docx", word("Văn bản."))
        archive.comment = remark
    assert [each.file for each in read(path) if isinstance(each, Report)] == ["a.zip/b.docx"]


SAMPLE = packed({"a.txt": TEXT, "b/c.docx": word("Văn bản."), "d.zip": packed({"e.csv": "a,b\n1,2\n"})})


def test_damaged(tmp_path: Path) -> None:
    """Damaged archives are read or refused, never a crash."""
    survives_in_parts(SAMPLE, tmp_path / "a.zip", SHORT)


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_damaged_at_length(tmp_path: Path) -> None:
    """Thousands of damaged archives are read or refused, never a crash."""
    survives_in_parts(SAMPLE, tmp_path / "a.zip", LONG)
