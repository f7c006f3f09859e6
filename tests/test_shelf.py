"""Shelf and removals: reports listed by any fact, and removals that can be undone until they are carried out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import RICE, bearing, erased, five, many, report
from serving import Served, served

from assistant.facets import Facets, Sifted, sifted
from index import Index
from index.embedder import Embedder
from index.errors import BadInput, Gone
from index.filters import Filters
from index.shelf import Card, Sort, collated, ordered, sought

TITLE = st.text("aăâbdđeêoôơuư ÁẾỘ0129", min_size=1, max_size=8)


def card(position: int, title: str | None = None, **facts: Any) -> Card:
    """A card that says little."""
    plain: dict[str, Any] = dict.fromkeys(Card.__dataclass_fields__) | {
        "origin": "user",
        "key": f"k{position}",
    }
    return Card(**(plain | {"position": position, "report_id": f"r{position}", "title": title} | facts))


@pytest.fixture
def store(data: Path, embedder: Embedder) -> Iterator[Index]:
    """A store of five reports."""
    with Index.open(data, embedder) as opened:
        opened.add(five())
        yield opened


def test_titles_sort_as_a_dictionary_has_them() -> None:
    """đ after d, ơ after ô, tones after letters, numbers by value, capitals as small letters."""
    titles = ["Số 2", "Số 10", "da", "đa", "Ô tô", "ơn", "ốc", "an", "ăn", "ân", "Bà"]
    right = ["an", "ăn", "ân", "Bà", "da", "đa", "Ô tô", "ốc", "ơn", "Số 2", "Số 10"]
    assert sorted(titles, key=collated) == right


@given(st.lists(st.one_of(st.none(), TITLE), max_size=12), st.sampled_from(get_args(Sort)), st.booleans())
def test_an_order_loses_and_doubles_nothing(titles: list[str | None], sort: Any, descending: bool) -> None:
    """Whatever the order: the same cards, and those that do not say at the end."""
    cards = [card(place, title, province=title) for place, title in enumerate(titles)]
    done = ordered(cards, sort, descending)
    assert sorted(one.position for one in done) == list(range(len(cards)))
    if sort == "province":
        known = [bool(one.province) for one in done]
        assert known == sorted(known, reverse=True)


def test_words_are_sought_with_and_without_accents() -> None:
    """Each word must stand, or begin a word; an empty search leaves all."""
    cards = [
        card(1, "Đường ven biển Nga Sơn", source="Báo Thanh Hóa"),
        card(2, "Trường học", number="832/QĐ-UBND"),
    ]
    assert [one.position for one in sought(cards, "duong thanh")] == [1]
    assert [one.position for one in sought(cards, "Đường xanh")] == []
    assert [one.position for one in sought(cards, "832/QĐ")] == [2]
    assert sought(cards, " ") == cards


def test_pages_put_together_are_the_list(store: Index) -> None:
    """Page by page in any order, with words and filters, each report once; a foreign cursor is refused."""
    store.add(many(7))
    given: list[str] = []
    for asked in (
        Sifted(Filters()),
        Sifted(Filters(from_="2023"), sort="title", descending=True),
        Sifted(Filters(), words="van ban", sort="published"),
    ):
        seen: list[str] = []
        after: str | None = None
        while True:
            page, after, count = sifted(store, asked, after, 3)
            seen += [one.key for one in page]
            if after is None:
                break
            given.append(after)
        assert len(seen) == len(set(seen)) == count
    assert seen == [f"van-ban-{number}" for number in range(7)]
    for asked, cursor in (
        (Sifted(Filters()), given[-1]),
        (Sifted(Filters(), sort="title"), "3"),
        (Sifted(Filters(), sort="title"), "@5"),
        (Sifted(Filters(), sort="title"), given[-1]),
        (Sifted(Filters(), words="van ban", sort="published", descending=True), given[-1]),
        (Sifted(Filters(), words="van ban", sort="published"), f"{given[-1]}0"),
        (Sifted(Filters()), "x"),
    ):
        with pytest.raises(BadInput) as refused:
            sifted(store, asked, cursor, 3)
        assert refused.value.code == "bad_cursor"


def test_past_the_end_a_page_is_empty(store: Index) -> None:
    """A cursor past all reports gives an empty last page in any order."""
    last, by_title = str(store.cards()[-1].position), Sifted(Filters(), sort="title")
    page, after, _ = sifted(store, by_title, None, 4)
    left, *_ = sifted(store, by_title, after, 4)
    store.remove([one.key for one in (*page, *left)])
    for asked, cursor in ((Sifted(Filters()), last), (by_title, after),
                          (Sifted(Filters(), words="không có"), None)):  # fmt: skip
        assert sifted(store, asked, cursor, 3)[:2] == ([], None)


@pytest.mark.parametrize("gone", [0, 2])
def test_no_report_is_passed_over_when_one_leaves_between_two_pages(store: Index, gone: int) -> None:
    """A sorted list goes on behind the last report of the page before, or at its place where that is gone."""
    by_title = Sifted(Filters(), sort="title")
    whole = [one.key for one in sifted(store, by_title, None, 9)[0]]
    page, after, _ = sifted(store, by_title, None, 3)
    store.remove([page[gone].key])
    assert [one.key for one in sifted(store, by_title, after, 9)[0]] == whole[3:]


def test_cards_and_facets_follow_every_change(store: Index) -> None:
    """A correction, an addition and a removal are seen at once."""
    (rice,) = [one for one in five() if one.key == "lua"]
    store.add([replace(rice, province="Khác", found={"province": "correction"})])
    assert ("Khác", 1) in Facets.of(store).values["province"]
    store.remove(["lua"])
    assert Facets.of(store).total == store.count == len(store.cards()) == 4
    assert Facets.of(store).to_json()["month"][0]["count"] == 1


class TestUndo:
    """A removal that can be undone."""

    def test_it_is_gone_at_once_and_comes_back_whole(self, store: Index) -> None:
        """No list, search or citation finds it meanwhile; brought back it is as before, its passages too."""
        before = store.report("lua"), [hit.passage_id for hit in store.search("sản lượng lúa", 3)]
        report_id = store.set_aside("lua")
        with pytest.raises(Gone):
            store.report(report_id)
        assert all(hit.key != "lua" for hit in store.search("sản lượng lúa", 50))
        assert store.count == 4 and all(one.key != "lua" for one in store.cards())
        assert store.bring_back(report_id) == before[0]
        assert [hit.passage_id for hit in store.search("sản lượng lúa", 3)] == before[1]
        assert store.count == 5
        store.finish([report_id])  # its time may come after that
        assert store.report("lua") == before[0]

    def test_its_key_brings_back_the_last_that_left(self, store: Index) -> None:
        """Of two that left under one key the later comes; its own id brings either."""
        first = store.set_aside("lua")
        store.add([report("lua", RICE + " Thêm.")])
        second = store.set_aside("lua")
        assert store.bring_back("lua").report_id == second
        store.set_aside("lua")
        assert store.bring_back(first).report_id == first
        assert store.bring_back("lua").report_id == first  # it is there, and the other cannot come

    def test_finished_nothing_of_it_stays(self, store: Index) -> None:
        """After its time it is erased as any removal, and cannot come back."""
        report_id = store.set_aside("lua")
        store.finish([report_id])
        with pytest.raises(Gone):
            store.bring_back(report_id)
        assert not bearing(store.folder, "812.000")

    def test_a_process_that_dies_meanwhile_leaves_it_removed(self, data: Path, embedder: Embedder) -> None:
        """Opening again ends what was to leave; the engines and the catalog agree."""
        with Index.open(data, embedder) as store:
            store.add(five())
            report_id = store.set_aside("lua")
        for _ in range(2):
            with Index.open(data, embedder) as store:
                assert store.count == 4
                with pytest.raises(Gone):
                    store.report(report_id)
                assert not bearing(data, "812.000")

    def test_repair_and_other_changes_meanwhile(self, store: Index) -> None:
        """Adding, removing and correcting others leaves it where it is; the same text added again is in."""
        report_id = store.set_aside("lua")
        store.remove(["cang"])
        store.add(many(1))
        assert store.bring_back(report_id).key == "lua"
        assert any(hit.key == "lua" for hit in store.search("sản lượng lúa", 5))
        store.set_aside("lua")
        store.add([report("lua", RICE, title="Sản lượng lúa")])
        assert store.report("lua").report_id == report_id
        store.finish([report_id])
        assert store.report("lua").report_id == report_id
        store.set_aside("lua")
        store.add([report("lua", RICE + " Thêm.")])
        with pytest.raises(Gone):
            store.bring_back(report_id)
        assert store.report("lua").text.endswith("Thêm.")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    """A server over five reports."""
    with served(tmp_path / "store", five()) as running:
        yield running


def test_lists_over_http(server: Served) -> None:
    """Words, order and filters by the address; what cannot be sorted by is refused with the field's name."""
    with httpx.Client(base_url=f"{server.url}/api/v1", timeout=60) as client:
        shown = client.get("/reports", params={"sort": "title", "order": "desc", "limit": 2}).json()
        assert [one["key"] for one in shown["reports"]] == ["truong", "y-te"]
        assert (shown["total"], shown["matching"]) == (5, 5)
        after = client.get(
            "/reports", params={"sort": "title", "order": "desc", "after": shown["next"]}
        ).json()
        assert [one["key"] for one in after["reports"]] == ["lua", "duong", "cang"] and after["next"] is None
        some = client.get("/reports", params={"q": "bao nui", "sort": "published"}).json()
        assert [one["key"] for one in some["reports"]] == ["cang", "truong"] and some["matching"] == 2
        refused = client.get("/reports", params={"sort": "size"})
        assert (refused.status_code, refused.json()["error"]["param"]) == (422, "sort")


def test_removing_with_undo_over_http(server: Served) -> None:
    """Gone at once with the time told, restored by one call, erased in the end; too late is 410."""
    with httpx.Client(base_url=f"{server.url}/api/v1", timeout=60) as client:
        report_id = client.get("/reports", params={"key": "lua"}).json()["reports"][0]["report_id"]
        removed = client.delete(f"/reports/{report_id}", params={"undo_s": 60}).json()
        assert removed["removed"] == [report_id] and removed["undo_until"]
        assert client.get(f"/reports/{report_id}").status_code == 410
        assert client.post(f"/reports/{report_id}/restore").json()["key"] == "lua"
        assert client.get(f"/reports/{report_id}").status_code == 200
        assert client.delete(f"/reports/{report_id}", params={"undo_s": 1}).status_code == 200
        assert erased(server.index.folder, "812.000")
        late = client.post(f"/reports/{report_id}/restore")
        assert (late.status_code, late.json()["error"]["code"]) == (410, "report_removed")
        assert client.delete("/reports/cang", params={"undo_s": 1000}).status_code == 422


def test_a_server_that_stops_erases_what_waits(tmp_path: Path) -> None:
    """No removal waits for a server that has gone."""
    with served(tmp_path / "store", five()) as running:
        assert (
            httpx.delete(f"{running.url}/api/v1/reports/lua", params={"undo_s": 100}, timeout=60).status_code
            == 200
        )
    assert not bearing(tmp_path / "store", "812.000")
