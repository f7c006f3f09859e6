"""Originals: the bytes of the files that reports were read from are kept, given back, and leave with them."""

import os
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from made import RICE, report
from serving import Served, served
from uploading import added

from index import Index
from index.embedder import Embedder
from index.errors import NotFound, StoreFault
from index.index import restore
from index.original import FOLDER, Original, Originals
from index.reading import read_all
from index.report import Report

LETTER = "Xã Phú Lộc có 417 hộ tham gia bảo hiểm trong quý I năm 2024."
PAGE = "<html><body><h1>Tin</h1><p>Xã Tân An trồng 40 ha rừng phòng hộ.</p></body></html>"


def put_in(index: Index, *paths: Path) -> list[Report]:
    """Read the paths and put them in; gives the reports as the store has them, in order."""
    found = index.add(one for one in read_all(paths) if isinstance(one, Report))
    return [index.report(one.report_id) for one in (*found.added, *found.unchanged, *found.replaced)]


def kept_in(folder: Path) -> set[str]:
    """The names of all that lies among the originals."""
    return {path.name for path in (folder / FOLDER).rglob("*") if path.is_file()}


def digest(content: bytes) -> str:
    """What a file's content is known by."""
    return sha256(content).hexdigest()


@pytest.fixture
def store(data: Path, embedder: Embedder) -> Iterator[Index]:
    """An empty store."""
    with Index.open(data, embedder) as opened:
        yield opened


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A text in an old encoding, which is stored otherwise than it came."""
    path = tmp_path / "thư.txt"
    path.write_bytes(b"\xff\xfe" + LETTER.encode("utf-16-le"))
    return path


def test_a_file_is_kept_as_it_came_and_leaves_with_its_report(store: Index, letter: Path) -> None:
    """Byte for byte under its digest; shared by copies; gone with the last report that came of it."""
    (one,) = put_in(store, letter)
    other = letter.with_name("sao.txt")
    other.write_bytes(letter.read_bytes())
    _, kept, path = store.original_file(one.report_id)
    assert path.read_bytes() == letter.read_bytes()
    assert (kept.digest, kept.size) == (digest(letter.read_bytes()), letter.stat().st_size)
    assert kept.media_type == "text/plain" and not kept.has_pages
    assert put_in(store, other)[0].report_id == one.report_id  # a copy elsewhere is no second report
    assert kept_in(store.folder) == {kept.digest}
    store.remove([one.report_id])
    assert kept_in(store.folder) == set()
    with pytest.raises(NotFound, match="khong-co"):
        store.original_file("khong-co")


def test_a_new_text_brings_a_new_original(store: Index, letter: Path) -> None:
    """Replacing a file's report replaces its original; a corrected fact leaves it where it is."""
    (one,) = put_in(store, letter)
    first = kept_in(store.folder)
    letter.write_text(LETTER + " Thêm một câu.", encoding="utf-8")
    (two,) = put_in(store, letter)
    assert two.report_id != one.report_id
    assert kept_in(store.folder) == {digest(letter.read_bytes())} != first
    store.add([Report(two.key, two.text, two.body, title="Khác", file=two.file)])
    assert store.report(two.report_id).title == "Khác"
    assert store.original(two.report_id)


def test_what_was_sent_as_text_has_none(store: Index, tmp_path: Path) -> None:
    """A report of JSON has no original, nor has a line among others, and asking for one says so."""
    lines = tmp_path / "tin.jsonl"
    lines.write_text('{"id": "a", "text": "Xã A có 3 hộ."}\n', encoding="utf-8")
    put_in(store, lines)
    store.add([report("lua", RICE)])
    for key in ("a", "lua"):
        with pytest.raises(NotFound) as refused:
            store.original_file(key)
        assert refused.value.code == "original_not_kept"
    assert kept_in(store.folder) == set()


def test_a_member_keeps_its_own_bytes(store: Index, tmp_path: Path) -> None:
    """Of an archive in an archive the innermost file, of a mail its attachment; of its words the mail."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "Họp", "so@example.vn", "Fri, 01 Mar 2024 08:00:00 +0700"
    mail.set_content("Mời họp lúc 8 giờ sáng mai.")
    mail.add_attachment(PAGE.encode(), maintype="text", subtype="html", filename="tin.html")
    inner, outer = tmp_path / "trong.zip", tmp_path / "ngoai.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a/thư.txt", LETTER)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "trong.zip")
        archive.writestr("thu.eml", bytes(mail))
        archive.writestr("dòng.jsonl", '{"text": "Một dòng về nước sạch."}\n')
    found = {one.file: store.original(one.report_id) for one in put_in(store, outer)}
    assert {name: kept.digest if kept else None for name, kept in found.items()} == {
        "ngoai.zip/trong.zip/a/thư.txt": digest(LETTER.encode()),
        "ngoai.zip/thu.eml": digest(bytes(mail)),
        "ngoai.zip/thu.eml/tin.html": digest(PAGE.encode()),
        "ngoai.zip/dòng.jsonl": None,
    }


def test_passing_files_go_when_nobody_holds_them(tmp_path: Path) -> None:
    """The second name of an archive's member goes with the value that holds it, not with the first name."""
    path = tmp_path / "a.txt"
    path.write_text(LETTER, encoding="utf-8")
    held = Original(path, ".txt", passing=True)
    own = held.path
    path.unlink()
    assert own.read_text("utf-8") == LETTER
    del held
    assert not own.exists()


def test_a_file_that_changed_since_it_was_read_is_not_kept(tmp_path: Path) -> None:
    """What is kept is what was read, or nothing: neither a later version nor a file that has gone."""
    path = tmp_path / "a.txt"
    path.write_text("một", encoding="utf-8")
    originals, read = Originals(tmp_path), Original(path, ".txt")
    path.write_text("hai ba", encoding="utf-8")
    assert originals.keep(read) is None
    path.unlink()
    assert originals.keep(read) is None
    assert kept_in(tmp_path) == set()


def test_a_crash_leaves_no_orphan(data: Path, embedder: Embedder, letter: Path) -> None:
    """What no report refers to at an opening is taken out, and what is referred to stays."""
    with Index.open(data, embedder) as store:
        (one,) = put_in(store, letter)
    (data / FOLDER / "ab").mkdir(exist_ok=True)
    (data / FOLDER / "ab" / ("ab" + "0" * 62)).write_bytes(b"of a report that never came to be")
    (data / FOLDER / "half.part").write_bytes(b"cut off")
    with Index.open(data, embedder) as store:
        assert kept_in(data) == {digest(letter.read_bytes())}
        assert store.original_file(one.report_id)[2].is_file()


def test_a_store_without_originals_opens_and_gets_them_when_files_come_again(
    data: Path, embedder: Embedder, letter: Path
) -> None:
    """An older store has none; the same file added again is unchanged and its original is kept."""
    with Index.open(data, embedder) as store:
        (one,) = put_in(store, letter)
        store._originals.drop(store._catalog.originals())
        store._catalog._connection.execute("DROP TABLE originals")
    with Index.open(data, embedder) as store:
        assert store.original(one.report_id) is None
        (again,) = put_in(store, letter)
        assert again == one
        assert store.original_file(one.report_id)[2].read_bytes() == letter.read_bytes()


def test_backup_and_restore_carry_them(
    store: Index, letter: Path, tmp_path: Path, embedder: Embedder
) -> None:
    """A restored store gives the same bytes; a damaged original is no whole backup; a lost one is told."""
    (one,) = put_in(store, letter)
    backup = store.backup(tmp_path / "b.zip")
    with restore(backup, tmp_path / "other", embedder) as other:
        assert other.original_file(one.report_id)[2].read_bytes() == letter.read_bytes()
        assert kept_in(other.folder) == kept_in(store.folder)
    with zipfile.ZipFile(backup) as whole, zipfile.ZipFile(tmp_path / "broken.zip", "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, b"other" if name.startswith(FOLDER) else whole.read(name))
    with pytest.raises(Exception, match=r"broken\.zip"):
        restore(tmp_path / "broken.zip", tmp_path / "third", embedder)
    assert not (tmp_path / "third").exists()
    store._originals.drop(kept_in(store.folder))
    with pytest.raises(StoreFault, match="tệp gốc"):
        store.backup(tmp_path / "c.zip")
    with pytest.raises(StoreFault) as lost:
        store.original_file(one.report_id)
    assert lost.value.code == "original_missing"


@pytest.mark.skipif(os.name != "posix" or not hasattr(os, "geteuid"), reason="needs POSIX")
def test_a_disk_that_takes_nothing_is_told(data: Path, embedder: Embedder, letter: Path) -> None:
    """Where the original cannot be written the report is not said to be in."""
    with Index.open(data, embedder) as store:
        (data / FOLDER).write_bytes(b"a file where the folder should be")
        with pytest.raises(StoreFault) as told:
            put_in(store, letter)
        assert told.value.code == "original_not_kept"
        (data / FOLDER).unlink()
        assert len(put_in(store, letter)) == 1
        assert store.count == 1


# -- over HTTP ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over a store with nothing in it."""
    with served(tmp_path_factory.mktemp("store"), []) as running:
        yield running


def test_an_upload_comes_back_as_it_was_sent(server: Served) -> None:
    """The very bytes, as an attachment under their own name, with their media type, sealed off."""
    with httpx.Client(base_url=server.url, timeout=60) as client:
        sent = ("thư mục/Báo cáo “3”.html", PAGE.encode(), "application/octet-stream")
        (one,) = added(client, files={"files": sent})["added"]
        shown = client.get(f"/api/v1/reports/{one['report_id']}").json()
        assert shown["original"] == {
            "media_type": "text/html",
            "size": len(PAGE.encode()),
            "has_pages": False,
        }
        response = client.get(f"/api/v1/reports/{one['report_id']}/original")
        assert response.content == PAGE.encode()
        assert response.headers["content-type"].startswith("text/html")
        name = "B%C3%A1o%20c%C3%A1o%20%E2%80%9C3%E2%80%9D.html"
        assert response.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
        assert "sandbox" in response.headers["content-security-policy"]
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cache-control"] == "private, no-store"


def test_without_an_original_it_says_so(server: Served) -> None:
    """404 with its own code for a report of JSON, for an unknown one; 410 once the report has left."""
    with httpx.Client(base_url=server.url, timeout=60) as client:
        (one,) = added(client, json={"text": "Xã Tân Bình có 27 hộ nuôi cua."})["added"]
        address = f"/api/v1/reports/{one['report_id']}"
        assert client.get(address).json()["original"] is None
        refused = client.get(f"{address}/original")
        assert (refused.status_code, refused.json()["error"]["code"]) == (404, "original_not_kept")
        unknown = client.get("/api/v1/reports/khong-co/original")
        assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "report_not_found")
        client.delete(address)
        assert client.get(f"{address}/original").status_code == 410
