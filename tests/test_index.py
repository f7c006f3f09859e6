"""The index: one store of three, over Chroma embedded and on a server."""

import errno
import gc
import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from zipfile import ZipFile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import HEALTH, PORT, RICE, ROAD, SCHOOL, bearing, five, many, of_kinds, own_word, report

from index import Added, Filters, Hit, Index
from index.catalog import FILE, Catalog
from index.embedder import Embedder
from index.errors import BadInput, Gone, NotFound, StoreFault
from index.index import restore
from index.ranking import fuse, weight_of_meaning
from index.reading import from_json
from index.report import CORRECTION, Report
from index.vectors import Vectors


@pytest.fixture
def index(data: Path, embedder: Embedder, chroma_url: str) -> Iterator[Index]:
    """An empty store."""
    with Index.open(data, embedder, chroma_url) as opened:
        yield opened


@pytest.fixture
def filled(index: Index) -> Index:
    """A store of five reports."""
    index.add(five())
    return index


def keys(hits: list[Hit]) -> list[str]:
    """The hits' keys."""
    return [hit.key for hit in hits]


def fates(added: Added) -> tuple[list[str], list[str], list[str]]:
    """The keys added, unchanged and replaced."""
    return tuple([one.key for one in part] for part in (added.added, added.unchanged, added.replaced))  # type: ignore[return-value]  # three parts


# -- adding
# ---------------------------------------------------------------------------------------------------


def test_what_is_added_is_found(filled: Index) -> None:
    """The report that a question is about comes first, with accents and without, in its own words."""
    for question, key in [
        ("sản lượng lúa vụ đông xuân", "lua"),
        ("benh vien sot xuat huyet", "y-te"),
        ("cảng cá Thuận Hoà", "cang"),
    ]:
        assert keys(filled.search(question))[0] == key


def test_a_hit_is_its_reports_own_text(filled: Index) -> None:
    """Offsets, ids, key and text agree, and scores fall."""
    hits = filled.search("tỉnh Bình Minh năm 2023", 10)

    assert hits
    for hit in hits:
        made = filled.report(hit.report_id)
        assert hit.text == made.text[hit.start : hit.end]
        assert hit.passage_id == f"{hit.report_id}-{hit.start}-{hit.end}"
        assert hit.key == made.key
        assert 0 <= hit.score <= 1
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200), max_size=3)
)
def test_any_text_is_taken_and_given_back(filled: Index, texts: list[str]) -> None:
    """Whatever the characters, adding never fails and every hit is a slice of its report."""
    filled.add(report(f"key {number}", text) for number, text in enumerate(texts))

    for text in [*texts, RICE]:
        try:
            hits = filled.search(text, 5)
        except BadInput:
            continue
        assert all(filled.report(hit.report_id).text[hit.start : hit.end] == hit.text for hit in hits)


def test_adding_twice_changes_nothing(filled: Index) -> None:
    """Not the reports, not the passages, not the version."""
    before = filled.version, filled.count, filled.count_passages

    assert fates(filled.add(five())) == ([], ["lua", "duong", "truong", "y-te", "cang"], [])
    assert (filled.version, filled.count, filled.count_passages) == before


def test_one_call_may_bring_a_key_several_times(index: Index) -> None:
    """Each sees those before it: the last text stands, copies of a file are one report."""
    added = index.add(
        [
            report("k", RICE),
            report("k", ROAD),
            report("k", ROAD),
            report("/a/x", SCHOOL, file="x"),
            report("/b/x", SCHOOL, file="x"),
        ]
    )

    assert fates(added) == (["k", "/a/x"], ["k", "/a/x"], ["k"])
    assert index.report("k").text == ROAD
    assert index.count == 2
    assert keys(index.search("tấn lúa")).count("k") <= 1


def test_replacing_drops_the_old_text_everywhere(filled: Index) -> None:
    """Its passages are not found, its words are in no dictionary, its id leads to the new one."""
    old = filled.report("y-te").report_id

    assert fates(filled.add([report("y-te", "Không còn ca bệnh nào ở trạm Kimlũng.")])) == ([], [], ["y-te"])

    assert all(hit.report_id != old for hit in filled.search(HEALTH, 50))
    assert filled.frequency(["huyet", "kimlung"]) == {"huyet": 0, "kimlung": 1}
    with pytest.raises(Gone) as gone:
        filled.report(old)
    assert gone.value.successor == filled.report("y-te").report_id
    assert filled.count == 5


def test_corrected_facts_keep_the_id_and_are_searched(filled: Index) -> None:
    """A new title is found, the old one is not, filters see the new province."""
    made = filled.report("duong")
    corrected = replace(made, title="Quốclộ phía Tây", province="Lâm Sơn")
    added = filled.add([corrected])

    assert fates(added) == ([], ["duong"], [])
    assert filled.report(made.report_id) == corrected
    assert keys(filled.search("quốclộ", 1)) == ["duong"]
    assert keys(filled.search("đường ven biển", filters=Filters(province="lam son"))) == ["duong"]
    assert filled.search("đường ven biển", filters=Filters(province="Hải Đông")) == []


def test_a_fact_put_right_by_hand_is_searched_after_the_file_is_added_again(index: Index) -> None:
    """What a person wrote stays what the filters know, whatever else the file says anew."""
    made = report("lua", RICE, file="lua.txt", title="Lúa", province="Bình Minh")
    index.add([made])
    index.add([replace(made, province="Lâm Sơn", found={"province": CORRECTION})])
    index.add([replace(made, title="Lúa năm 2023")])

    assert index.report("lua").province == "Lâm Sơn"
    assert keys(index.search("sản lượng lúa", filters=Filters(province="Lâm Sơn"))) == ["lua"]
    assert index.search("sản lượng lúa", filters=Filters(province="Bình Minh")) == []


def test_a_corrected_body_moves_the_passages(index: Index) -> None:
    """A report read better the second time is cut anew, under the same id."""
    text = f"Trang chủ Đăng nhập\n\n{RICE}"
    whole = report("k", text)
    index.add([whole])
    index.add([replace(whole, body=((21, len(text)),))])

    assert [(hit.start, hit.text) for hit in index.search("trang chủ lúa")] == [(21, RICE)]
    assert index._both().vectors.count() == index.count_passages == 1


def test_a_correction_cut_short_leaves_no_passage_of_before(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next change ends it, with the passages as they are cut now and no others."""
    text = f"Trang chủ Đăng nhập\n\n{RICE}"
    whole = report("k", text)
    index.add([whole])
    with monkeypatch.context() as cut_short:
        cut_short.setattr(Index, "_keep", None)  # between the catalog and the engines
        with pytest.raises(TypeError):
            index.add([replace(whole, body=((21, len(text)),))])
    index.add([report("other", ROAD)])

    first, *_ = index.search("trang chủ lúa")
    assert (first.start, first.text) == (21, RICE)
    assert index._both().vectors.count() == index.count_passages == 2


def test_the_samples_leave_with_the_first_report_of_a_user(index: Index) -> None:
    """They are gone from all three stores, and the caller is told how many."""
    index.add([replace(made, origin="sample") for made in five()[:3]])
    assert index.add([replace(made, origin="sample") for made in five()[:3]]).samples_removed == 0

    assert index.add([report("mine", PORT)]).samples_removed == 3
    assert keys(index.search("lúa đường trường cảng", 50)) == ["mine"]
    assert index.frequency(["lua", "cang"]) == {"lua": 0, "cang": 1}


def test_adding_fails_as_a_whole_batch_and_again_succeeds(filled: Index) -> None:
    """A report that cannot be stored takes nothing half-way in, and does not stand in the way afterwards."""
    with pytest.raises(BadInput):
        filled.add([report("new", SCHOOL), report("bad", "\ud800")])
    assert filled.count == 5

    assert fates(filled.add([report("new", ROAD)]))[0] == ["new"]


def test_progress_tells_how_many_are_done(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each batch, in total."""
    monkeypatch.setattr("index.batches.MOST_REPORTS", 200)
    told: list[int] = []
    index.add(many(450), told.append)

    assert told == [200, 400, 450]


# -- removing
# -------------------------------------------------------------------------------------------------


def test_nothing_removed_stays(index: Index, data: Path) -> None:
    """No text, title, key, term or vector of a removed report is left in any of the three."""
    secret = report("khoa-mat", f"Xã Lũngvắng: {RICE}", title="Lũngvắng bí mật")
    index.add([*many(40), secret])
    index.remove(["khoa-mat"])

    for word in ("Lũngvắng", "lũngvắng", "lungvang", "khoa-mat", "bí mật"):
        assert not bearing(data, word), word
    assert index.frequency(["lungvang", "bi_mat"]) == {"lungvang": 0, "bi_mat": 0}
    assert index.search("Lũngvắng bí mật", 1)[0].report_id != secret.report_id
    with pytest.raises(Gone) as gone:
        index.report(secret.report_id)
    assert gone.value.code == "report_removed"
    assert index.count == 40
    assert all(index.search(own_word(number), 1)[0].key == f"van-ban-{number}" for number in range(40))


def test_words_are_wiped_beside_other_changes(
    data: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a removed report's words leave the files others add, correct, remove and take back; then none is left."""
    monkeypatch.setattr("index.index._PIECE", 2)
    secret = report("khoa-mat", f"Xã Lũngvắng: {RICE}", title="Lũngvắng bí mật")
    with Index.open(data, embedder, erase_beside=True) as index:
        index.add([*many(40), secret])
        index.remove(["khoa-mat"])
        assert not [hit for hit in index.search("Lũngvắng bí mật", 50) if hit.key == "khoa-mat"]
        index.add(many(5, 40))
        index.remove(["van-ban-3", "van-ban-4"])
        index.add(many(1, 4))
        index.add([replace(index.report("van-ban-5"), title="Tên Chỉnhlại")])
        index.add([replace(index.report("van-ban-5"), title="Tên khác")])
        kept = index.backup(data.parent / "kho.zip")
        assert index.erased(60)

        for word in ("Lũngvắng", "lungvang", "khoa-mat", "bí mật", own_word(3), "chinhlai", "Chỉnhlại"):
            assert not bearing(data, word), word
        assert index.count == 44
        for number in {*range(45)} - {3}:
            assert index.search(own_word(number), 1)[0].key == f"van-ban-{number}"
    with ZipFile(kept) as zipped:
        assert "Lũngvắng".encode() not in b"".join(zipped.read(name) for name in zipped.namelist())


def test_what_goes_is_wiped_before_the_store_is_closed(data: Path, embedder: Embedder) -> None:
    """A stop right after a removal leaves none of its words."""
    with Index.open(data, embedder, erase_beside=True) as index:
        index.add(many(20))
        index.remove(["van-ban-7"])
    assert not bearing(data, own_word(7))


@pytest.mark.parametrize(("served", "most"), [(True, 2), (False, 8)])
def test_who_searches_waits_for_few_passages_at_once(
    data: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, served: bool, most: int
) -> None:
    """Chroma lets nobody search as long as it writes: in a server it is given few passages at a time."""
    monkeypatch.setattr("index.engines._STEP", 2)
    monkeypatch.setattr("index.engines._STEP_ALONE", 8)
    add, steps = Vectors.add, []

    def noted(self: Vectors, ids: list[str], *rest: Any) -> None:
        """Write passages, and down how many."""
        steps.append(len(ids))
        add(self, ids, *rest)

    monkeypatch.setattr(Vectors, "add", noted)
    with Index.open(data, embedder, erase_beside=served) as index:
        index.add(many(11))
        assert index.count_passages == sum(steps) >= 11 and max(steps) == most
        assert index.search(own_word(9), 1)[0].key == "van-ban-9"


def test_python_looks_for_cycles_again_after_a_batch(index: Index) -> None:
    """They are not looked for while a batch is written, whatever comes of it."""
    looked: list[bool] = []
    index.add(five(), lambda _: looked.append(gc.isenabled()))
    with pytest.raises(BadInput):
        index.add([report("hong", "Một nửa \ud800 cặp.")])
    assert [*looked, gc.isenabled()] == [True, True]


def test_removing_names_what_is_unknown_and_removes_nothing(filled: Index) -> None:
    """One wrong id leaves all as it was."""
    with pytest.raises(NotFound, match="khong-co"):
        filled.remove(["lua", "khong-co"])
    assert filled.count == 5

    assert len(filled.remove(["lua", filled.report("lua").report_id, "duong"])) == 2
    assert filled.count == 3


# -- searching
# ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["", "  ", "?!", "…"])
def test_a_question_without_words_is_refused(filled: Index, question: str) -> None:
    """It is an error, never "no results"."""
    with pytest.raises(BadInput):
        filled.search(question)


@pytest.mark.parametrize("question", ["越南的省份有哪些？", "lúa " * 2500, "a" * 10_000, '" OR 1=1 --', "🌾"])
def test_odd_questions_are_searched(filled: Index, question: str) -> None:
    """Chinese, very long, one endless word, syntax of engines: hits are slices, nothing fails."""
    try:
        hits = filled.search(question)
    except BadInput:
        assert question in ("🌾", "a" * 10_000)
    else:
        assert all(hit.text in (RICE, ROAD, SCHOOL, HEALTH, PORT) for hit in hits)


def test_an_empty_store_finds_nothing(index: Index) -> None:
    """That is no fault."""
    assert index.search("lúa") == []
    assert (index.count, index.is_searchable) == (0, True)


def test_filters_hold_for_both_engines(filled: Index) -> None:
    """No hit stands outside the filters, however near."""
    assert set(keys(filled.search("lúa đường cảng", filters=Filters(province="Bình Minh")))) == {
        "lua",
        "cang",
    }
    assert keys(filled.search("lúa đường cảng", filters=Filters(from_="2023-03", to="2023-04"))) == ["duong"]


def test_type_and_status_filter(filled: Index) -> None:
    """Facts corrected later filter too; a status that is none is an error."""
    filled.add(of_kinds(five()))
    assert keys(filled.search("lúa trường cảng", filters=Filters(type="báo cáo", status="dự thảo"))) == [
        "truong"
    ]
    with pytest.raises(BadInput):
        Filters(status="xong")


class Resized:
    """Another embedding: the bundled one's numbers, cut off or begun again until there are so many."""

    def __init__(self, whole: Embedder, dimension: int) -> None:
        self._whole = whole
        self.name, self.dimension = "resized", dimension

    def embed_passages(self, texts: list[str]) -> np.ndarray:
        """Unit rows of another dimension."""
        rows = self._whole.embed_passages(texts)[:, np.arange(self.dimension) % self._whole.dimension]
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    embed_queries = embed_passages


# How many numbers a vector had in the stores of format 1.
DIMENSION_1 = 384
STORE_1, BACKUP_1 = (Path(__file__).parent / "files" / name for name in ("store-1.zip", "backup-1.zip"))


def unpacked(folder: Path, embedder: Embedder | None = None) -> Path:
    """The store of format 1, its vectors said to be of an embedding."""
    with ZipFile(STORE_1) as packed:
        packed.extractall(folder)
    if embedder:
        with closing(Catalog.open(folder)) as catalog:
            catalog.set_meta(embedding=f"{embedder.name} ({embedder.dimension})")
    return folder


def test_a_store_of_another_bundled_model_is_embedded_anew(tmp_path: Path, embedder: Embedder) -> None:
    """A new version's embedding asks nothing of anybody: the store opens with its reports, each found."""
    with Index.open(unpacked(tmp_path / "kho"), embedder) as index:
        assert (index.count, index.report("duong").number) == (2, "832/QĐ-UBND")
        assert keys(index.search("tuyến đường ven biển dài bao nhiêu"))[0] == "duong"
    with closing(Catalog.open(tmp_path / "kho")) as catalog:
        assert catalog.meta("embedding") == f"{embedder.name} ({embedder.dimension})"


@pytest.mark.parametrize("reading", [False, True])
def test_a_store_of_the_last_version(tmp_path: Path, embedder: Embedder, reading: bool) -> None:
    """A store of format 1 opens with its ids, answers, filters, and takes the new facts when a report comes again."""
    same = cast("Embedder", Resized(embedder, DIMENSION_1))
    unpacked(tmp_path / "kho", same)
    with Index.open(tmp_path / "kho", same, for_reading=reading) as index:
        old = index.report("duong")
        assert (index.count, old.number, old.found, old.ocr) == (2, None, {}, ())
        assert keys(index.search("tuyến đường ven biển dài bao nhiêu"))[0] == "duong"
        assert index.search("đường ven biển", filters=Filters(status="issued")) == []
        again = from_json({"id": "duong", "text": old.text})
        assert fates(index.add([again])) == ([], ["duong"], [])
        assert index.report("duong").report_id == old.report_id
        assert keys(index.search("đường ven biển", filters=Filters(status="issued"))) == ["duong"]
    with Index.open(tmp_path / "kho", same) as index:
        assert index.report("duong").number == "832/QĐ-UBND"
        assert keys(index.search("trạm cấp nước", filters=Filters(source="báo bình minh"))) == ["nuoc"]


def test_repair_completes_a_store_of_the_last_version(tmp_path: Path, embedder: Embedder) -> None:
    """Repair gives a store of format 1 the numbers, kinds and statuses that it lacks, and leaves what it has."""
    with Index.open(unpacked(tmp_path / "kho", embedder), embedder) as index:
        old = index.report("duong")
        assert index.repair() == 2
        new = index.report("duong")
        assert (new.number, new.type, new.status) == ("832/QĐ-UBND", "Quyết định", "issued")
        assert (new.report_id, new.text, new.title) == (old.report_id, old.text, old.title)
        assert keys(index.search("đường ven biển", filters=Filters(status="issued"))) == ["duong"]
        at = new.found["number"]
        assert isinstance(at, tuple) and new.text[slice(*at)] == "832/QĐ-UBND"
        assert index.repair() == 2 and index.report("duong") == new


def test_a_backup_of_the_last_version(tmp_path: Path, embedder: Embedder) -> None:
    """A backup of format 1 is restored."""
    with restore(BACKUP_1, tmp_path / "kho", embedder) as index:
        assert (index.count, keys(index.search("đường ven biển"))[0]) == (2, "duong")


@pytest.mark.parametrize("date", ["2023-13", "23", "2023-1-1", "nay", "2023-01-32"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    """A filter that cannot be meant is an error, not everything."""
    with pytest.raises(BadInput):
        Filters(from_=date)


def test_an_engine_that_fails_is_a_fault(data: Path, embedder: Embedder, chroma_server: str) -> None:
    """A search that one engine cannot make is an error: no half answer, no empty list."""
    with Index.open(data, embedder, chroma_server) as index:
        index.add(five())
        import chromadb

        host, port = chroma_server.removeprefix("http://").split(":")
        client = chromadb.HttpClient(host, int(port))
        client.delete_collection(f"trich-{index.version.split('-')[0]}")

        with pytest.raises(StoreFault, match="repair"):
            index.search("lúa")


def test_searching_goes_on_while_another_thread_adds(filled: Index) -> None:
    """Every search meanwhile answers with whole hits of reports that are ready."""
    faults: list[BaseException] = []

    def add() -> None:
        try:
            for first in range(0, 60, 10):
                filled.add(many(10, first))
                filled.add([report("lua", f"{RICE} Bản {first}.", province="Bình Minh")])
        except BaseException as error:  # noqa: BLE001 - told by the test
            faults.append(error)

    adding = threading.Thread(target=add)
    adding.start()
    searches = 0
    while adding.is_alive() or not searches:
        for hit in filled.search("tỉnh Bình Minh thu hoạch lúa", 20):
            searches += 1
            try:
                assert filled.report(hit.report_id).text[hit.start : hit.end] == hit.text
            except Gone:
                assert hit.key == "lua"  # replaced since
    adding.join()

    assert not faults
    assert filled.count == 65


def test_it_is_a_retriever_in_a_langchain_program(filled: Index) -> None:
    """Its Documents bear the report's text, and what a citation needs."""
    from langchain_core.runnables import RunnableLambda

    chain = filled.as_retriever(2) | RunnableLambda(lambda documents: documents[0])
    document = chain.invoke("sản lượng lúa")

    assert document.page_content == RICE
    assert document.id == document.metadata["passage_id"]
    facts = {name: document.metadata[name] for name in ("key", "title", "published", "start", "end")}
    assert facts == {
        "key": "lua",
        "title": "Sản lượng lúa",
        "published": "2023-06-02",
        "start": 0,
        "end": len(RICE),
    }


# -- care
# -----------------------------------------------------------------------------------------------------


def answers(index: Index) -> list[list[Hit]]:
    """What a few questions find first."""
    return [
        index.search(question, 3) for question in (own_word(7), "truong hoc vung nui", "a new fishing port")
    ]


def test_what_is_in_is_there_after_opening_again(data: Path, embedder: Embedder, chroma_url: str) -> None:
    """Closing and opening changes no answer and no version."""
    with Index.open(data, embedder, chroma_url) as index:
        index.add([*five(), *many(30)])
        index.remove(["truong"])
        before = answers(index), index.version, index.count

    with Index.open(data, embedder, chroma_url) as index:
        assert (answers(index), index.version, index.count) == before


@pytest.mark.parametrize("lost", ["keywords", "vectors", "both"])
def test_repair_gives_the_same_answers(data: Path, embedder: Embedder, chroma_url: str, lost: str) -> None:
    """A lost engine is told at opening with the command that mends it; then all is as before."""
    if chroma_url and lost != "keywords":
        pytest.skip("a server's folder is not ours to lose")
    with Index.open(data, embedder, chroma_url) as index:
        index.add([*five(), *many(30)])
        before = answers(index), index.version
    for part in ("keywords", "vectors"):
        if lost in (part, "both"):
            shutil.rmtree(data / part)

    with pytest.raises(StoreFault, match="python -m index repair"):
        Index.open(data, embedder, chroma_url)
    with Index.open(data, embedder, chroma_url, for_repair=True) as index:
        with pytest.raises(StoreFault):
            index.search("lúa")
        assert index.repair() == 35
        assert answers(index) == before[0]
    with Index.open(data, embedder, chroma_url) as index:
        assert answers(index) == before[0]


def test_an_engine_that_lost_a_passage_is_told(filled: Index, embedder: Embedder, chroma_url: str) -> None:
    """Fewer passages in an engine than in the catalog is a fault at opening, not a silent gap."""
    assert filled._engines
    (passage,) = filled.passages(filled.report("lua").report_id)
    filled._engines.vectors.remove([passage.passage_id])
    filled.close()

    with pytest.raises(StoreFault, match="repair"):
        Index.open(filled.folder, embedder, chroma_url)


def test_another_embedding_is_refused_until_repair(data: Path, embedder: Embedder, chroma_url: str) -> None:
    """The message names both ways out; after repair the new one searches, ids stay."""
    with Index.open(data, embedder, chroma_url) as index:
        index.add(five())
        ids = {hit.passage_id for hit in index.search("tỉnh lúa", 50)}
    other = Resized(embedder, embedder.dimension // 2)

    with pytest.raises(StoreFault, match=r"ASSISTANT_EMBEDDING.*repair"):
        Index.open(data, other, chroma_url)  # type: ignore[arg-type]  # a stand-in
    with Index.open(data, other, chroma_url, for_repair=True) as index:  # type: ignore[arg-type]  # a stand-in
        index.repair()
        assert {hit.passage_id for hit in index.search("tỉnh lúa", 50)} == ids
    with pytest.raises(StoreFault, match="resized"):
        Index.open(data, embedder, chroma_url)


def test_a_backup_restored_elsewhere_answers_the_same(
    filled: Index, tmp_path: Path, embedder: Embedder, chroma_url: str
) -> None:
    """The same ids, hits and tombstones; the two stores then live apart, on one Chroma server too."""
    removed = filled.report("cang").report_id
    filled.remove(["cang"])
    backup = filled.backup(tmp_path / "backup.zip")
    before = answers(filled)

    with restore(backup, tmp_path / "other", embedder, chroma_url) as other:
        assert answers(other) == before
        with pytest.raises(Gone):
            other.report(removed)
        other.remove(["lua"])
    assert answers(filled) == before


def test_a_backup_holds_the_folders_other_databases(
    filled: Index, tmp_path: Path, embedder: Embedder
) -> None:
    """Whatever else the product keeps in the folder comes along."""
    import sqlite3

    side = sqlite3.connect(filled.folder / "records.sqlite3")
    side.execute("CREATE TABLE t (x)")
    side.execute("INSERT INTO t VALUES (7)")
    side.commit()
    backup = filled.backup(tmp_path)  # a folder: the file gets a dated name
    side.close()

    restore(backup, tmp_path / "other", embedder).close()
    copy = sqlite3.connect(tmp_path / "other" / "records.sqlite3")
    assert copy.execute("SELECT x FROM t").fetchall() == [(7,)]
    copy.close()


def test_a_backup_is_never_written_over(filled: Index, tmp_path: Path) -> None:
    """A file that is there stays."""
    (tmp_path / "backup.zip").write_text("mine")

    with pytest.raises(BadInput):
        filled.backup(tmp_path / "backup.zip")
    with pytest.raises(StoreFault):
        filled.backup(tmp_path / "nowhere" / "backup.zip")
    assert (tmp_path / "backup.zip").read_text() == "mine"


def test_a_backup_goes_where_files_have_one_name(
    filled: Index, tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a stick whose file system has no links, which no test can mount, it is copied, and nothing written over."""

    def no_links(*_: object, **__: object) -> None:
        """What such a file system answers."""
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    backup = filled.backup(tmp_path / "backup.zip")
    with pytest.raises(BadInput):
        filled.backup(backup)
    before = answers(filled)
    with restore(backup, tmp_path / "other", embedder) as other:
        assert answers(other) == before


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "text", "missing", "foreign"])
def test_a_broken_backup_is_refused_before_anything_is_touched(
    data: Path, tmp_path: Path, embedder: Embedder, harm: str
) -> None:
    """No folder is made, no file is left."""
    with Index.open(data, embedder) as index:
        index.add(many(20))
        backup = index.backup(tmp_path / "backup.zip")
    whole = backup.read_bytes()
    if harm == "missing":
        backup.unlink()
    elif harm == "foreign":
        import zipfile

        with zipfile.ZipFile(backup, "w") as archive:
            archive.writestr("manifest.json", json.dumps({"product": "other"}))
    else:
        middle = len(whole) // 2
        backup.write_bytes(
            {
                "cut": whole[:middle],
                "flipped": whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :],
                "empty": b"",
                "text": b"not a backup",
            }[harm]
        )
    before = sorted(tmp_path.iterdir())

    with pytest.raises(BadInput, match=r"backup\.zip"):
        restore(backup, tmp_path / "other", embedder)
    assert sorted(tmp_path.iterdir()) == before


def test_restoring_wants_an_empty_folder_without_an_owner(
    filled: Index, tmp_path: Path, embedder: Embedder
) -> None:
    """A folder in use, or with anything in it, is left as it is."""
    backup = filled.backup(tmp_path / "backup.zip")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")

    with pytest.raises(BadInput, match="full"):
        restore(backup, tmp_path / "full", embedder)
    with pytest.raises(StoreFault) as busy:
        restore(backup, filled.folder, embedder)
    assert busy.value.code == "store_busy"
    (tmp_path / "empty").mkdir()
    restore(backup, tmp_path / "empty", embedder).close()


def test_a_store_is_open_once(filled: Index, embedder: Embedder) -> None:
    """A second opening is refused, and the first goes on."""
    with pytest.raises(StoreFault) as busy:
        Index.open(filled.folder, embedder)

    assert busy.value.code == "store_busy"
    assert filled.search("lúa")


def test_a_catalog_of_nonsense_is_a_fault_and_the_folder_is_let_go(data: Path, embedder: Embedder) -> None:
    """After the message the folder can be opened by whoever mends it."""
    Index.open(data, embedder).close()
    (data / FILE).write_bytes(b"nonsense" * 1000)

    for _ in range(2):
        with pytest.raises(StoreFault, match="restore"):
            Index.open(data, embedder)


# -- fusing
# ---------------------------------------------------------------------------------------------------

RANKED = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 50)).map(
    lambda scores: sorted(scores.items(), key=lambda item: -item[1])
)


@given(RANKED, RANKED.map(lambda ranked: [(name, score / 50) for name, score in ranked]), st.floats(0, 1))
def test_fusing_ranks_all_that_either_found(
    words: list[tuple[str, float]], meaning: list[tuple[str, float]], weight: float
) -> None:
    """Nobody is lost, scores lie within 0 and 1 and fall, and at the ends one ranking alone decides."""
    fused = fuse(words, meaning, weight)

    assert {name for name, _ in fused} == {name for name, _ in [*words, *meaning]}
    assert all(0 <= score <= 1.0000001 for _, score in fused)
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)
    if words:
        assert dict(fuse(words, meaning, 0))[words[0][0]] == 1


def test_vectors_count_more_where_the_store_knows_few_of_the_words() -> None:
    """The weight falls as more of the question's pairs stand in the store."""
    assert weight_of_meaning({"a_b": 0, "b_c": 0}) > weight_of_meaning({"a_b": 3, "b_c": 0})
    assert weight_of_meaning({"a_b": 3, "b_c": 0}) > weight_of_meaning({"a_b": 3, "b_c": 1})
    assert weight_of_meaning({}) == weight_of_meaning({"a_b": 1})


def test_the_passage_that_says_it_in_one_sentence_comes_first(index: Index) -> None:
    """Of two reports with the same words, the one that has them together."""
    apart = (
        "Tỉnh có nhiều trường. Bệnh viện huyện được sửa. Đường liên xã dài thêm. Kinh phí xây năm tới tăng."
    )
    together = "Kinh phí xây bệnh viện huyện tăng. Trường thêm tỉnh. Đường dài nhiều, năm tới sửa liên xã."
    index.add([report("rời", apart), report("liền", together)])

    hits = index.search("kinh phí xây bệnh viện huyện", 2)
    assert [hit.key for hit in hits] == ["liền", "rời"]
    assert 1 >= hits[0].score > hits[1].score >= 0


def test_the_seeds_answer(index: Index, shared: Path) -> None:
    """The five reports the product was made for, whole texts, found by their own questions."""
    texts = [path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    index.add(Report(f"seed-{n}", text, ((0, len(text)),)) for n, text in enumerate(texts))

    assert index.search("Thanh Hóa chọn chủ đề năm 2023 là gì?", 1)[0].key == "seed-4"
    assert index.search("thanh hoa chon chu de nam 2023 la gi", 1)[0].key == "seed-4"
