"""The catalog: what is stored comes back as it was, what is gone leaves no word behind."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import RICE, ROAD, bearing, five, report

from index.catalog import FILE, Catalog
from index.errors import BadInput, Gone, NotFound, StoreFault
from index.lack import Lack
from index.report import Report


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """A new catalog."""
    opened = Catalog.open(tmp_path)
    yield opened
    opened.close()


def put(catalog: Catalog, *reports: Report) -> list[str]:
    """Stage and settle reports as the index does; returns their ids."""
    staged = catalog.stage(reports)
    ready = [one.report_id for one in staged if one.fate != "unchanged"]
    catalog.settle(ready, {one.replaces: one.report_id for one in staged if one.replaces})
    return [one.report_id for one in staged]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1), title=st.none() | st.text(max_size=9)
)
def test_a_report_comes_back_as_it_was(catalog: Catalog, text: str, title: str | None) -> None:
    """Any text, NUL and decomposed letters among them, is stored character for character."""
    title = title and title.encode("utf-8", "ignore").decode()
    made = Report(f"k{text}", text, ((0, len(text)),), title=title, pages=(0, 2), published="2023-01")

    (report_id,) = put(catalog, made)

    assert catalog.report(report_id) == made
    assert catalog.report(made.key) == made


def test_what_a_file_lacks_is_kept(tmp_path: Path) -> None:
    """What a report's file holds and its text does not stays known, in a catalog that did not keep it before, too."""
    with closing(Catalog.open(tmp_path)) as catalog:
        (report_id,) = put(catalog, report("k", RICE))
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        file.execute("ALTER TABLE reports DROP COLUMN lacks")
    lacking = replace(report("k", RICE), lacks=(Lack("formula_values", 2),))
    with closing(Catalog.open(tmp_path)) as catalog:
        assert catalog.report(report_id).lacks == ()
        assert put(catalog, lacking) == [report_id]
    with closing(Catalog.open(tmp_path)) as catalog:
        assert catalog.report(report_id) == lacking


@pytest.mark.parametrize("field", ["text", "title", "key"])
def test_half_a_surrogate_pair_is_refused(catalog: Catalog, field: str) -> None:
    """What cannot be written as UTF-8 is refused by name, and nothing of its batch is stored."""
    broken = replace(report("k", "Một câu."), **{field: "hỏng \ud800"})  # type: ignore[arg-type]  # a field by name

    with pytest.raises(BadInput, match="Unicode"):
        catalog.stage([report("tốt", RICE), broken])

    assert catalog.in_state("pending", "ready") == []


def test_an_id_that_cannot_be_written_is_unknown(catalog: Catalog) -> None:
    """Asking for half a surrogate pair is an unknown id, not a fault."""
    with pytest.raises(NotFound):
        catalog.report("\udcff")


def test_a_pending_report_is_not_there(catalog: Catalog) -> None:
    """What both engines do not hold yet is in no list, no count and no search."""
    (staged,) = catalog.stage([report("k", RICE)])

    assert catalog.count() == 0
    assert catalog.reports(None, 9) == ([], None)
    assert catalog.excerpts([p.passage_id for p in catalog.passages(staged.report_id)]) == {}
    with pytest.raises(NotFound):
        catalog.report("k")


def test_an_excerpt_is_the_passage_s_own_words(catalog: Catalog) -> None:
    """Character for character, also of signs beyond 16 bits and of a text with a NUL; no other end stands for it."""
    text = "Đập Suối Mây 🌾 chứa đầy nước.\n" * 40 + "Ghi\0chú: hồ chưa xả." + " Kè bờ tả đã xong." * 60
    (report_id,) = put(catalog, report("dap", text))
    cut = catalog.passages(report_id)
    assert len(cut) > 1

    found = catalog.excerpts(
        [passage.passage_id for passage in cut] + [f"{report_id}-0-3", f"{report_id}-7-9"]
    )

    assert {name: one.text for name, one in found.items()} == {
        passage.passage_id: text[passage.start : passage.end] for passage in cut
    }
    assert {one.key for one in found.values()} == {"dap"}


def test_the_same_key_and_text_is_unchanged_and_other_facts_correct_it(catalog: Catalog) -> None:
    """Corrected metadata keeps the id."""
    made = report("k", RICE)
    put(catalog, made)

    assert [one.fate for one in catalog.stage([made])] == ["unchanged"]
    assert [one.fate for one in catalog.stage([replace(made, title="Lúa")])] == ["corrected"]
    assert catalog.report(made.report_id).title == "Lúa"


def test_two_keys_with_one_text_are_two_reports_and_two_files_are_one(catalog: Catalog) -> None:
    """A copy of a file elsewhere is no second report; what a sender keys is."""
    put(catalog, report("a", RICE), report("b", RICE))
    assert catalog.count() == 2

    put(catalog, report("/x/lua.txt", ROAD, file="lua.txt"))
    (copy,) = catalog.stage([report("/y/lua-2.txt", ROAD, file="lua-2.txt")])
    assert (copy.fate, copy.key, copy.file) == ("unchanged", "/x/lua.txt", "lua.txt")
    assert catalog.count() == 3


def test_a_file_whose_text_becomes_that_of_another_is_replaced(catalog: Catalog) -> None:
    """A known path is never taken for a copy, or its old text would stay."""
    put(catalog, report("/x/a", RICE, file="a"), report("/x/b", ROAD, file="b"))

    (staged,) = catalog.stage([report("/x/b", RICE, file="b")])

    assert staged.fate == "replaced"


def test_replaced_and_removed_reports_answer_gone(catalog: Catalog) -> None:
    """A chain of replacements leads to the living text; a removed one says so."""
    first, second, third = (put(catalog, report("k", text))[0] for text in ("Một.", "Hai.", "Ba."))

    with pytest.raises(Gone) as gone:
        catalog.report(first)
    assert (gone.value.code, gone.value.successor) == ("report_replaced", third)

    catalog.bury([third])
    for old in (first, second, third):
        with pytest.raises(Gone) as gone:
            catalog.report(old)
        assert (gone.value.code, gone.value.successor) == ("report_removed", None)


def test_a_report_that_comes_back_lives_again(catalog: Catalog) -> None:
    """A text that was replaced and is sent again answers under its old id, and the other leads to it."""
    first = put(catalog, report("k", "Một."))[0]
    second = put(catalog, report("k", "Hai."))[0]
    catalog.forget(catalog.in_state("removing"))
    assert put(catalog, report("k", "Một."))[0] == first

    assert catalog.report(first).text == "Một."
    with pytest.raises(Gone) as gone:
        catalog.report(second)
    assert gone.value.successor == first


def test_nothing_of_a_forgotten_report_stays_in_the_files(catalog: Catalog, tmp_path: Path) -> None:
    """Text, title and key are erased from the database and its log."""
    text = "Chuyện riêng của xã Lũng Vắng. " * 300
    put(catalog, report("kin-dao", text, title="Lũng Vắng"), *five())
    catalog.bury(["x", report("kin-dao", text).report_id])
    catalog.forget(catalog.in_state("removing"))

    assert not bearing(tmp_path, "Lũng Vắng")
    assert not bearing(tmp_path, "kin-dao")


def test_what_is_forgotten_while_somebody_reads_leaves_the_log_too(catalog: Catalog, tmp_path: Path) -> None:
    """A reader that holds the file's old state longer than SQLite waits does not keep it there."""
    (report_id,) = put(catalog, report("lua", RICE))
    catalog.bury([report_id])
    catalog._connection.execute("PRAGMA busy_timeout = 100")
    tries = 0
    with closing(sqlite3.connect(tmp_path / FILE)) as reader:

        def leaving(statement: str) -> None:
            """End the reading as the log is about to be emptied for the third time."""
            nonlocal tries
            tries += statement.startswith("PRAGMA wal_checkpoint")
            if tries == 3:
                reader.rollback()

        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM reports").fetchall()
        catalog._connection.set_trace_callback(leaving)
        catalog.forget([report_id])
        catalog._connection.set_trace_callback(None)
    assert tries == 3
    assert not bearing(tmp_path, "812.000")


def test_pages_of_the_list_stay_in_step_while_reports_leave(catalog: Catalog) -> None:
    """A cursor still leads on when its own report has been removed."""
    ids = put(catalog, *five())
    page, after = catalog.reports(None, 2)
    assert [made.report_id for made in page] == ids[:2]
    catalog.bury([ids[1]])
    catalog.forget([ids[1]])

    page, after = catalog.reports(after, 2)
    assert [made.report_id for made in page] == ids[2:4]
    page, after = catalog.reports(after, 2)
    assert ([made.report_id for made in page], after) == (ids[4:], None)
    with pytest.raises(BadInput):
        catalog.reports("²", 2)


def test_samples_leave_with_the_first_report_of_a_user(catalog: Catalog) -> None:
    """Samples stay together until then."""
    put(catalog, report("s1", RICE, origin="sample"), report("s2", ROAD, origin="sample"))
    assert catalog.count() == 2

    put(catalog, report("mine", "Của tôi."))

    assert [made.key for made in catalog.reports(None, 9)[0]] == ["mine"]


def test_what_each_change_looks_for_does_not_take_longer_with_the_store(catalog: Catalog) -> None:
    """Reports on their way in or out, and samples, are found without going through all."""
    put(catalog, *five())
    asked: list[str] = []
    catalog._connection.set_trace_callback(asked.append)
    catalog.in_state("pending", "stale", "leaving", "removing")
    catalog.abandon()
    put(catalog, report("k", RICE))
    catalog._connection.set_trace_callback(None)

    looked = [each for each in asked if each.startswith(("SELECT", "UPDATE", "DELETE"))]
    plans = [str(row[3]) for each in looked for row in catalog._rows(f"EXPLAIN QUERY PLAN {each}")]
    through_all = ("SCAN reports", "SCAN reports USING INDEX one_live_report_a_key")
    assert len(looked) > 6
    assert [plan for plan in plans if plan in through_all] in ([], [through_all[1]])  # till a user's comes


def test_the_version_changes_with_the_content_alone(catalog: Catalog) -> None:
    """Adding, correcting and removing change it; adding the same again does not."""
    made = report("k", RICE)
    versions = [catalog.version]
    put(catalog, made)
    versions.append(catalog.version)
    put(catalog, made)
    assert catalog.version == versions[-1]
    put(catalog, replace(made, title="Lúa"))
    versions.append(catalog.version)
    catalog.bury([made.report_id])
    versions.append(catalog.version)

    assert len(set(versions)) == 4


def test_a_file_that_is_no_database_is_a_fault_with_a_way_out(tmp_path: Path) -> None:
    """The message names restore."""
    (tmp_path / FILE).write_bytes(b"not a database at all" * 100)

    with pytest.raises(StoreFault, match="restore"):
        Catalog.open(tmp_path)


def test_a_store_of_another_format_is_refused(tmp_path: Path) -> None:
    """Another version's store is neither read nor changed."""
    Catalog.open(tmp_path).close()
    other = sqlite3.connect(tmp_path / FILE)
    other.execute("UPDATE meta SET value = '99' WHERE name = 'format'")
    other.commit()
    other.close()

    with pytest.raises(StoreFault, match="99"):
        Catalog.open(tmp_path)


def test_more_ids_than_one_statement_takes(catalog: Catalog) -> None:
    """Thousands of reports are loaded and checked at once."""
    ids = put(catalog, *(report(f"k{number}", f"Câu số {number}.") for number in range(2500)))

    assert len(catalog.load(ids)) == 2500
    assert (
        len(catalog.excerpts([f"{report_id}-0-{len(f'Câu số {n}.')}" for n, report_id in enumerate(ids)]))
        == 2500
    )
