"""Vectors: what is near is found, whatever Chroma is, and a fault is never an empty list."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made import five, of_kinds, report
from numpy.typing import NDArray

from index.embedder import Embedder
from index.engine_fault import damaged
from index.errors import BadInput, StoreFault
from index.filters import Filters, facts
from index.report import Report
from index.vectors import FOLDER, Vectors

STORE = "0a1b2c3d"


@pytest.fixture
def vectors(tmp_path: Path, chroma_url: str) -> Iterator[Vectors]:
    """A new collection, embedded and on a server."""
    opened = Vectors.open(tmp_path, STORE, chroma_url, new=True)
    yield opened
    opened.close()


def put(vectors: Vectors, embedder: Embedder, reports: list[Report]) -> NDArray[np.float32]:
    """Each report as one passage, its key as the passage's id."""
    rows = embedder.embed_passages([made.text for made in reports])
    vectors.add(
        [made.key for made in reports],
        rows,
        [facts(made) for made in reports],
    )
    return rows


def test_the_nearest_comes_first_with_its_cosine(vectors: Vectors, embedder: Embedder) -> None:
    """Each passage is nearest to itself, and the cosine is that of the vectors."""
    rows = put(vectors, embedder, five())

    for made, row in zip(five(), rows, strict=True):
        found = vectors.search(row, 3, Filters())
        assert found[0][0] == made.key
        assert dict(found) == pytest.approx(dict(vectors.cosines([name for name, _ in found], row)), abs=2e-6)
        keys = [one.key for one in five()]
        assert [score for _, score in found] == pytest.approx(
            [float(rows[keys.index(key)] @ row) for key, _ in found], abs=1e-4
        )


def test_a_request_to_a_server_is_small(
    vectors: Vectors, embedder: Embedder, chroma_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server refuses a request of many long vectors, which one in this process takes at once, after the first."""
    monkeypatch.setattr("index.vectors._REQUEST", 2)
    upsert, sent = vectors._collection.upsert, []

    def noted(ids: list[str], **rest: Any) -> None:
        """Write passages, and down how many."""
        sent.append(len(ids))
        upsert(ids=ids, **rest)

    monkeypatch.setattr(vectors._collection, "upsert", noted)
    put(vectors, embedder, five())
    assert sent == ([2, 2, 1] if chroma_url else [1, 4]) and vectors.count() == 5


def test_writing_again_replaces_and_removing_removes(vectors: Vectors, embedder: Embedder) -> None:
    """The same id holds the newer vector; a removed passage has none."""
    rows = put(vectors, embedder, five())
    vectors.add(["lua"], rows[1:2], [{}])
    assert vectors.count() == 5
    assert {name for name, _ in vectors.search(rows[1], 2, Filters())} == {"lua", "duong"}

    vectors.remove(["lua", "duong", "never seen"])
    assert vectors.count() == 3
    assert {name for name, _ in vectors.search(rows[1], 9, Filters())} == {"truong", "y-te", "cang"}


def test_a_passage_s_cosine_is_that_of_its_vector_as_it_is_now(
    vectors: Vectors, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it was asked for, what is written over gives the new one, what was removed none."""
    monkeypatch.setattr("index.held._MOST_HELD", 3)
    rows = put(vectors, embedder, five())
    keys = [made.key for made in five()]

    def cosines() -> dict[str, float]:
        """What each of them is as near as to the first, asked for twice."""
        first = vectors.cosines(keys, rows[0])
        assert first == vectors.cosines(keys, rows[0])
        assert [one for _, one in first] == sorted((one for _, one in first), reverse=True)
        return dict(first)

    as_first = dict(zip(keys, (rows @ rows[0]).tolist(), strict=True))
    assert cosines() == pytest.approx(as_first, abs=1e-5)

    vectors.add([keys[1]], rows[:1], [{}])
    assert cosines() == pytest.approx(as_first | {keys[1]: 1.0}, abs=1e-5)
    vectors.remove([keys[1]])
    assert cosines() == pytest.approx(
        {key: value for key, value in as_first.items() if key != keys[1]}, abs=1e-5
    )


def test_what_is_read_while_it_is_written_over_is_not_held(
    vectors: Vectors, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that got the old vector just before the writer came leaves nothing of it behind."""
    rows = put(vectors, embedder, five())
    key, read = five()[0].key, vectors._read

    def overtaken(names: list[str]) -> dict[str, NDArray[np.float32]]:
        """The old vectors, while another thread writes."""
        found = read(names)
        vectors.add([key], rows[1:2], [{}])
        return found

    monkeypatch.setattr(vectors, "_read", overtaken)
    assert dict(vectors.cosines([key], rows[0])) == pytest.approx({key: 1.0}, abs=1e-5)
    monkeypatch.setattr(vectors, "_read", read)
    assert dict(vectors.cosines([key], rows[1])) == pytest.approx({key: 1.0}, abs=1e-5)


def test_a_passage_that_is_written_over_meanwhile_is_read_again(
    vectors: Vectors, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that lost sight of a passage in that moment is asked again; one that cannot answer is told."""
    row = put(vectors, embedder, five())[0]
    faults: list[str] = []

    def between(read: Callable[..., Any]) -> Callable[..., Any]:
        """Reads once there is no fault left."""

        def asked(**what: Any) -> Any:
            if faults:
                raise RuntimeError(faults.pop())
            return read(**what)

        return asked

    for name in ("query", "get"):
        monkeypatch.setattr(vectors._collection, name, between(getattr(vectors._collection, name)))
    lost = "Error executing plan: Internal error: Error finding id"

    faults[:] = [lost, lost]
    assert vectors.search(row, 1, Filters())[0][0] == "lua"
    faults[:] = [lost]
    assert [name for name, _ in vectors.cosines(["lua"], row)] == ["lua"]
    faults[:] = ["disk full"]
    with pytest.raises(StoreFault):
        vectors.search(row, 1, Filters())
    assert not faults


_NARROWED: list[tuple[dict[str, str], set[str]]] = [
    ({"province": "binh minh"}, {"lua", "cang"}),
    ({"source": "Báo núi", "to": "2021-12"}, {"cang"}),
    ({"from_": "2023"}, {"lua", "duong"}),
    ({"from_": "2022-08", "to": "2023-03-01"}, {"truong", "duong"}),
    ({"origin": "sample"}, {"y-te"}),
    ({"origin": "user", "to": "2022-08-20"}, {"truong", "cang"}),
    ({"type": "bao cao"}, {"lua", "truong"}),
    ({"type": "Báo cáo", "status": "draft"}, {"truong"}),
    ({"status": "ban hành"}, {"lua"}),
    ({"status": "passed"}, set()),
]


@pytest.mark.parametrize("earlier", [False, True], ids=["as now", "as an earlier version wrote them"])
def test_filters_narrow(
    vectors: Vectors, embedder: Embedder, earlier: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same filters as keywords have give the same reports; also where every fact was written out."""
    if earlier:
        monkeypatch.setattr("index.vectors._noted", dict)
    reports = [replace(made, origin="sample") if made.key == "y-te" else made for made in of_kinds(five())]
    rows = put(vectors, embedder, reports)

    for filters, keys in _NARROWED:
        assert {name for name, _ in vectors.search(rows[0], 9, Filters(**filters))} == keys, filters


def test_more_passages_than_one_batch_takes(vectors: Vectors) -> None:
    """Thousands go in at once, above Chroma's own limit."""
    rows = np.eye(4, dtype=np.float32)[np.arange(6000) % 4]
    names = [f"r{n % 7}-{n}" for n in range(6000)]
    vectors.add(names, rows, [{}] * len(names))

    assert vectors.count() == 6000
    assert sorted(vectors.of_reports(["r0", "r7", "r"])) == sorted(names[::7])
    vectors.remove(names[::7])
    assert vectors.count() == 6000 - 858


def test_thousands_of_vectors_are_found_after_opening_again(tmp_path: Path, chroma_url: str) -> None:
    """More than Chroma writes out at once, and more added after opening, are each their own nearest."""
    rows = np.random.default_rng(1).normal(size=(2500, 32)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    names = [f"p{number}" for number in range(2500)]
    for new, part in ((True, slice(0, 1500)), (False, slice(1500, 2500))):
        opened = Vectors.open(tmp_path, "thousands", chroma_url, new=new)
        opened.add(names[part], rows[part], [{}] * len(names[part]))
        opened.close()

    opened = Vectors.open(tmp_path, "thousands", chroma_url, new=False)
    missed = [n for n in range(0, 2500, 5) if opened.search(rows[n], 3, Filters())[0][0] != names[n]]
    ((name, cosine),) = opened.cosines(["p7", "unknown"], rows[7])
    assert (name, round(cosine, 5)) == ("p7", 1)
    opened.close()
    assert len(missed) <= 5  # the search is approximate; a lost batch would be hundreds


def test_a_search_stays_as_exact_as_the_store_grows(
    tmp_path: Path, chroma_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ten nearest are found in a store that was small when it was opened, and in one opened again."""
    monkeypatch.setattr("index.vectors._LEAST_KEPT", 10)
    monkeypatch.setattr("index.vectors._KEPT_STEP", 1)
    rows = np.random.default_rng(1).normal(size=(1500, 48)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    names = [f"p{number}" for number in range(len(rows))]
    asked = rows[::50] + rows[1::50]

    def share(opened: Vectors) -> float:
        """How many of the ten nearest are found."""
        exact = [{names[place] for place in np.argsort(-(rows @ vector))[:10]} for vector in asked]
        found = [{name for name, _ in opened.search(vector, 10, Filters())} for vector in asked]
        return sum(len(one & other) for one, other in zip(exact, found, strict=True)) / 10 / len(asked)

    opened = Vectors.open(tmp_path, "grown", chroma_url, new=True)
    for part in (slice(0, 50), slice(50, 1500)):
        opened.add(names[part], rows[part], [{}] * len(names[part]))
        opened.search(rows[0], 10, Filters())
    grown = share(opened)
    opened.close()
    opened = Vectors.open(tmp_path, "grown", chroma_url, new=False, passages=1500)
    assert opened.count() == 1500
    again = share(opened)
    asked_for_more = opened._lacking()
    opened.close()
    assert bool(asked_for_more) == bool(chroma_url)  # what is embedded looks far enough by itself
    assert min(grown, again) > 0.97


def test_an_empty_collection_finds_nothing(vectors: Vectors) -> None:
    """No passages is no fault."""
    assert vectors.search(np.ones(4, np.float32), 5, Filters()) == []
    assert vectors.search(np.ones(4, np.float32), 0, Filters()) == []


def test_a_vector_of_another_dimension_is_a_fault(vectors: Vectors, embedder: Embedder) -> None:
    """A search that cannot be made is never an empty list."""
    put(vectors, embedder, five())

    with pytest.raises(StoreFault):
        vectors.search(np.ones(3, np.float32), 5, Filters())


def test_no_text_goes_into_chroma(tmp_path: Path, embedder: Embedder) -> None:
    """Its folder holds ids, numbers and folded facts, no word of a report."""
    opened = Vectors.open(tmp_path, STORE, "", new=True)
    put(opened, embedder, [report("k", "Xã Lũngvắng chưa có điện.", title="Lũngvắng")])
    opened.close()

    held = b"".join(path.read_bytes() for path in (tmp_path / FOLDER).rglob("*") if path.is_file())
    assert "Lũngvắng".encode() not in held


_FIVE = """
import pathlib, sys
import numpy as np
from index.vectors import Vectors
opened = Vectors.open(pathlib.Path(sys.argv[1]), "new", "", new=True)
opened.add([f"p{n}" for n in range(5)], np.eye(5, 192, dtype=np.float32), [{}] * 5)
opened.close()
"""


def test_nothing_that_lay_in_memory_gets_into_a_file(tmp_path: Path) -> None:
    """Chroma's file has room for a hundred passages, taken as memory gives it: here full of one letter."""
    ran = {**os.environ, "MALLOC_PERTURB_": str(0xFF ^ ord("m"))}
    subprocess.run([sys.executable, "-c", _FIVE, str(tmp_path)], env=ran, check=True, timeout=120)

    (places,) = tmp_path.rglob("data_level0.bin")
    size = places.stat().st_size
    assert size and places.read_bytes() == bytes(size)

    places.write_bytes(b"m" * size)  # as an earlier version left it
    opened = Vectors.open(tmp_path, "new", "", new=False)
    assert places.read_bytes() == bytes(size) and opened.count() == 5
    opened.close()


def test_the_collection_opens_again(tmp_path: Path, chroma_url: str, embedder: Embedder) -> None:
    """What was written is found by the next process; making it new empties it."""
    opened = Vectors.open(tmp_path, "reopened", chroma_url, new=True)
    row = put(opened, embedder, five())[0]
    opened.close()

    for new, count in ((False, 5), (True, 0)):
        opened = Vectors.open(tmp_path, "reopened", chroma_url, new=new)
        assert opened.count() == count
        assert len(opened.search(row, 9, Filters())) == count
        opened.close()


def test_a_missing_folder_is_a_fault_with_a_way_out(tmp_path: Path) -> None:
    """The message names repair, and nothing is made silently."""
    with pytest.raises(StoreFault, match="repair"):
        Vectors.open(tmp_path, STORE, "", new=False)
    assert not (tmp_path / FOLDER).exists()


def test_a_damaged_database_is_a_fault_with_a_way_out(tmp_path: Path, embedder: Embedder) -> None:
    """A file of nonsense where Chroma keeps its own is told by name."""
    opened = Vectors.open(tmp_path, STORE, "", new=True)
    put(opened, embedder, five())
    opened.close()
    (tmp_path / FOLDER / "chroma.sqlite3").write_bytes(b"nonsense" * 1000)

    with pytest.raises(StoreFault, match="repair"):
        Vectors.open(tmp_path, STORE, "", new=False)


def test_a_collection_that_a_server_lacks_is_a_fault_with_a_way_out(
    tmp_path: Path, chroma_server: str
) -> None:
    """A store that was embedded before is told to repair."""
    with pytest.raises(StoreFault, match="repair"):
        Vectors.open(tmp_path, "never-made", chroma_server, new=False)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "127.0.0.1:9"])
def test_a_server_that_is_not_there_is_a_fault(tmp_path: Path, url: str) -> None:
    """The message names the address and the setting."""
    with pytest.raises(StoreFault, match=r"127\.0\.0\.1:9.*ASSISTANT_CHROMA_URL"):
        Vectors.open(tmp_path, STORE, url, new=False)


@pytest.mark.parametrize("url", ["ftp://x", "http://"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    """A mistyped setting is named."""
    with pytest.raises(BadInput, match="ASSISTANT_CHROMA_URL"):
        Vectors.open(tmp_path, STORE, url, new=False)


def test_what_passes_a_filter_is_found_alike_however_many_there_are(
    vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sifted from the nearest, read whole or left to Chroma: the same passages, whatever was counted."""
    count = 500
    rows = np.random.default_rng(3).normal(size=(count, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    known: list[dict[str, str | int]] = []
    for number in range(count):
        day = {"first_day": 20210501, "last_day": 20210531} if number % 3 else {}
        sample = {"origin": "sample"} if number % 10 == 0 else {"origin": "user"}
        place = {"province": "lam son"} if number % 4 == 0 else {}
        kind = {"type": "cong van"} if number % 40 == 7 else {}
        known.append({**day, **sample, **place, **kind})
    vectors.add([f"p{number}" for number in range(count)], rows, known)
    monkeypatch.setattr("index.vectors._OF_KEPT", 1)
    asked: list[tuple[Filters, int]] = [
        (Filters(origin="user"), 450),
        (Filters(from_="2021-05-20", to="2021-06"), 333),
        (Filters(to="2021-05-10", province="Lâm Sơn"), 83),
        (Filters(type="công văn"), 13),
        (Filters(from_="2022"), 0),
        (Filters(origin="sample", from_="2021"), 33),
    ]
    ways: list[str] = []
    for name in ("_near", "_sifted", "_of_all"):
        monkeypatch.setattr(vectors, name, noting(ways, name, getattr(vectors, name)))

    for filters, passing in asked:
        for vector in rows[:3]:
            plain = vectors.search(vector, 20, filters)
            assert len(plain) == min(20, passing)
            for counted in (passing, count, 1):
                found = vectors.search(vector, 20, filters, counted)
                assert [name for name, _ in found] == [name for name, _ in plain], (filters, counted)
                assert dict(found) == pytest.approx(dict(plain), abs=2e-6)
    assert {*ways} == {"_near", "_sifted", "_of_all"}
    ways.clear()
    vectors.search(rows[0], 20, asked[0][0], 450)
    vectors.search(rows[0], 9, asked[3][0], 13)
    assert ways == ["_sifted", "_of_all"]


def noting(ways: list[str], name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """The same, its name noted each time."""

    def noted(*given: Any) -> Any:
        ways.append(name)
        return call(*given)

    return noted


def test_a_full_disk_is_not_taken_for_damage() -> None:
    """What a repair cannot mend is not sent there: it would need more room still."""
    for error in (
        sqlite3.OperationalError("database or disk is full"),
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        RuntimeError(f"could not write\n{os.strerror(errno.ENOSPC)}"),
    ):
        fault = damaged("vectors", error)
        assert fault.code == "disk_full" and "repair" not in fault.en + fault.vi
