"""Kho báo cáo in a real Chromium: add files, folders and addresses, find, sort, put right, remove and undo."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import CONTRAST, PHONE, Opened, ask, last_turn
from made import erased, report
from openpyxl import Workbook  # type: ignore[import-untyped]  # ships no types
from serving import Served, needs_chromium, samples, served

from assistant.kept.removals import Removals

pytest.importorskip("playwright", reason="no Playwright on this machine")
from playwright.sync_api import FilePayload, Page, expect

pytestmark = needs_chromium

# Nine seconds in which a removal can be undone are few where a machine is busy.
SLOW = """
const real = window.setTimeout;
window.setTimeout = (act, wait, ...more) => real(act, wait === 9000 ? 600_000 : wait, ...more);
"""
PLACES = ("Thanh Hóa", "Quảng Ninh", "Cà Mau")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page over 120 reports, which no test changes for good."""
    reports = [
        report(
            f"tin-{number}",
            f"Xã số {number} có {number + 3} hộ nuôi tôm theo kê khai.",
            title=f"Tin số {number}",
            province=PLACES[number % 3] if number < 119 else None,
            source="Báo Núi" if number % 2 else "Báo Biển",
            published=f"20{20 + number % 4}-0{1 + number % 9}-15",
            status="draft" if number % 10 == 0 else None,
        )
        for number in range(120)
    ]
    with served(tmp_path_factory.mktemp("shelf"), reports, with_page=True) as running:
        yield running


def library(page: Page) -> Page:
    """The page with the list of reports open."""
    page.get_by_role("tab", name="Kho báo cáo").click()
    expect(page.locator("#library")).to_be_visible()
    return page


def rows(page: Page) -> Any:
    """The list's rows."""
    return page.locator("#reports tbody tr")


def titles(page: Page) -> list[str]:
    """The titles as they are listed."""
    return [text.strip() for text in page.locator("#reports .open").all_inner_texts()]


def add_files(page: Page, *files: tuple[str, bytes], done: str) -> Any:
    """Add files on the page; gives the lines that say what came of them."""
    library(page).locator("#files").set_input_files(
        [FilePayload(name=name, mimeType="application/octet-stream", buffer=body) for name, body in files]
    )
    expect(page.locator("#adding-said")).to_contain_text(done)
    return page.locator("#adding-results li")


class TestAdding:
    """What comes in."""

    def test_files_come_in_with_what_was_done_and_refused(self, opened: Opened, tmp_path: Path) -> None:
        """Each file says what came of it, converted and refused ones why; what is in is answered from."""
        book = Workbook()
        book.active.append(["Cộng", "=1+1"])
        book.save(tmp_path / "so.xlsx")
        with served(tmp_path / "store", samples(), with_page=True) as own:
            page = opened(own.url)
            lines = add_files(
                page,
                ("bao-cao-thang-3.txt", "Ngày 12/3/2024, xã Phú Lộc có 417 hộ tham gia bảo hiểm.".encode()),
                ("anh.xyz", b"x"),
                (
                    "cu.txt",
                    "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc.".encode("latin-1"),
                ),
                ("rong.txt", b""),
                ("so.xlsx", (tmp_path / "so.xlsx").read_bytes()),
                done="Đã xong 5 tệp: 3 báo cáo mới, 2 không nhận được.",
            )
            expect(lines).to_have_count(5)
            expect(lines.nth(0)).to_contain_text("đã thêm 1 báo cáo")
            expect(lines.nth(0)).to_contain_text("12 văn bản mẫu đã rời kho")
            expect(lines.nth(1)).to_contain_text("Chưa đọc được")
            expect(lines.nth(2)).to_contain_text("đã chuyển từ bảng mã TCVN3")
            expect(lines.nth(3)).to_have_class("bad")
            expect(lines.nth(4)).to_contain_text("1 ô là công thức chưa có kết quả")
            expect(rows(page)).to_have_count(3)
            page.get_by_role("tab", name="Hỏi đáp").click()
            ask(page, "Xã Phú Lộc có bao nhiêu hộ tham gia bảo hiểm?")
            expect(last_turn(page).locator("blockquote")).to_contain_text("417")

    def test_an_empty_store_says_what_to_do_and_a_folder_fills_it(
        self,
        opened: Opened,
        tmp_path: Path,
    ) -> None:
        """The first run is told in three steps; a folder comes in with its paths and sidecars, without a system's own
        files and the parts of saved pages.
        """
        folder = tmp_path / "bao-cao"
        (folder / "thang-1").mkdir(parents=True)
        (folder / "thang-1" / "a.txt").write_text("Xã A có 3 hộ nuôi tôm.", encoding="utf-8")
        (folder / "b.txt").write_text("Xã B có 5 hộ nuôi cua.", encoding="utf-8")
        (folder / ".DS_Store").write_bytes(b"x")
        (folder / "~$b.docx").write_bytes(b"x")
        (folder / "tin.html").write_text("<p>Xã C có 6 hộ nuôi ốc.</p>", encoding="utf-8")
        (folder / "tin_files").mkdir()
        (folder / "tin_files" / "khung.html").write_text("<p>Quảng cáo.</p>", encoding="utf-8")
        (folder / "b.meta.json").write_text('{"title": "Nuôi cua"}', encoding="utf-8")
        with served(tmp_path / "store", [], with_page=True) as own:
            page = library(opened(own.url))
            expect(page.locator("#library-empty li")).to_have_count(3)
            page.locator("#folder").set_input_files(folder)
            expect(page.locator("#adding-said")).to_have_text("Đã xong 3 tệp: 3 báo cáo mới.")
            expect(page.locator("#adding-results .name")).to_have_text(
                ["bao-cao/b.txt", "bao-cao/thang-1/a.txt", "bao-cao/tin.html"]
            )
            expect(rows(page)).to_have_count(3)
            expect(page.locator("#reports")).to_contain_text("Nuôi cua")
            expect(page.locator("#reports")).to_contain_text("bao-cao/thang-1/a.txt")
            expect(page.locator("#library-empty")).to_be_hidden()
            assert {one.key for one in own.index.cards()} == {
                "upload:bao-cao/thang-1/a.txt",
                "upload:bao-cao/b.txt",
                "upload:bao-cao/tin.html",
            }

    def test_what_is_dropped_or_fetched_is_added(self, opened: Opened, tmp_path: Path) -> None:
        """A file dropped on the zone comes in; an address that may not be fetched says why."""
        with served(tmp_path / "store", [], with_page=True) as own:
            page = library(opened(own.url))
            dropped = page.evaluate_handle(
                """() => { const given = new DataTransfer();
                given.items.add(new File(["Xã A có 3 hộ."], "keo-tha.txt")); return given; }"""
            )
            page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
            expect(rows(page)).to_have_count(1)
            expect(page.locator("#reports")).to_contain_text("keo-tha.txt")
            page.get_by_label("Hoặc thêm từ địa chỉ").fill("http://127.0.0.1:9/bao-cao")
            page.get_by_role("button", name="Thêm", exact=True).click()
            expect(page.locator("#adding-results .bad")).to_contain_text("http://127.0.0.1:9/bao-cao")
            expect(page.locator("#adding-said")).to_contain_text("1 không nhận được")


class TestFinding:
    """Search, filters, order, pages."""

    def test_words_filters_and_order_work_together(self, opened: Opened, shelf: Served) -> None:
        """Typed without accents, narrowed by province and status, sorted by the head; cleared again."""
        page = library(opened(shelf.url))
        expect(rows(page)).to_have_count(50)
        assert titles(page)[0] == "Tin số 119"
        page.get_by_role("button", name="Báo cáo", exact=True).click()
        expect(page.locator("#reports .open").first).to_have_text("Tin số 0")
        assert titles(page)[:3] == ["Tin số 0", "Tin số 1", "Tin số 2"]
        head = page.get_by_role("columnheader", name="Báo cáo", exact=True)
        expect(head).to_have_attribute("aria-sort", "ascending")
        page.get_by_role("combobox", name="Tình trạng").select_option("draft")
        expect(page.locator("#library-found")).to_have_text("12 báo cáo phù hợp")
        page.get_by_role("combobox", name="Tỉnh, thành phố").select_option("Cà Mau")
        expect(page.locator("#library-found")).to_have_text("4 báo cáo phù hợp")
        page.get_by_role("searchbox").fill("tin so 5")
        expect(page.locator("#library-found")).to_have_text("1 báo cáo phù hợp")
        assert titles(page) == ["Tin số 50"]
        page.get_by_role("searchbox").fill("không có gì như thế")
        expect(page.locator("#library-found")).to_contain_text("Không có báo cáo nào phù hợp")
        page.get_by_role("button", name="Bỏ lọc").click()
        expect(rows(page)).to_have_count(50)

    def test_pages_turn(self, opened: Opened, shelf: Served) -> None:
        """Each page says where it stands; the last has no next; back is where one was."""
        page = library(opened(shelf.url))
        pager = page.locator("#pager-said")
        expect(pager).to_have_text("1–50 trong 120")
        expect(page.get_by_role("button", name="‹ Trước")).to_be_disabled()
        for said in ("51–100 trong 120", "101–120 trong 120"):
            page.get_by_role("button", name="Sau ›", exact=True).click()
            expect(pager).to_have_text(said)
        expect(page.get_by_role("button", name="Sau ›", exact=True)).to_be_disabled()
        expect(rows(page)).to_have_count(20)
        page.get_by_role("button", name="‹ Trước").click()
        expect(pager).to_have_text("51–100 trong 120")

    def test_a_phone_and_the_dark(self, opened: Opened, shelf: Served) -> None:
        """At 390 px nothing is wider than the screen, the order can be chosen, every word has contrast; the facts of a
        report stand apart though one between them is unknown.
        """
        page = library(opened(shelf.url, "dark", PHONE))
        expect(rows(page)).to_have_count(50)
        before = "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
        apart = [rows(page).nth(number).locator("td:not(:empty)").evaluate_all(before) for number in (0, 1)]
        assert apart == [["none", '"·"', "none"], ["none", '"·"', '"·"', "none"]]
        page.get_by_role("combobox", name="Sắp xếp").select_option("title asc")
        expect(page.locator("#reports .open").first).to_have_text("Tin số 0")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        assert page.evaluate(CONTRAST) == []

    def test_in_english(self, opened: Opened, shelf: Served) -> None:
        """The other language reaches head, filters, rows and pager."""
        page = library(opened(shelf.url))
        page.get_by_role("button", name="English").click()
        expect(page.locator("#pager-said")).to_have_text("1–50 of 120")
        expect(page.locator("#sieve-status option").nth(1)).to_have_text("draft (12)")
        expect(page.get_by_role("button", name="Correct the facts of “Tin số 119”")).to_be_visible()


class TestChanging:
    """Corrections and removals."""

    def test_a_fact_is_put_right(self, opened: Opened, tmp_path: Path) -> None:
        """A date as people write it is taken, one that is none is refused beside its field; ids stay."""
        reports = [report("a", "Xã A có 3 hộ nuôi tôm.", title="Tôm xã A", published="2023")]
        with served(tmp_path / "store", reports, with_page=True) as own:
            page = library(opened(own.url))
            report_id = own.index.report("a").report_id
            page.get_by_role("button", name="Sửa thông tin “Tôm xã A”").click()
            form = page.get_by_role("dialog")
            expect(form.get_by_label("Tiêu đề")).to_be_focused()
            form.get_by_label("Ngày đăng").fill("31/02/2023")
            form.get_by_role("button", name="Lưu").click()
            expect(form.get_by_role("alert")).to_contain_text("ngày")
            form.get_by_label("Ngày đăng").fill("5/1/2023")
            form.get_by_label("Tỉnh, thành phố").fill("thanh hoá")
            form.get_by_label("Tình trạng").select_option("issued")
            form.get_by_role("button", name="Lưu").click()
            expect(rows(page).first).to_contain_text("05/01/2023")
            expect(rows(page).first).to_contain_text("ban hành")
            put_right = own.index.report("a")
            assert (put_right.report_id, put_right.published) == (report_id, "2023-01-05")
            assert (put_right.province, put_right.status) == ("Thanh Hóa", "issued")
            expect(page.get_by_role("button", name="Sửa thông tin")).to_be_focused()

    def test_a_removal_is_undone(
        self, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Gone at once, an open one closed; the undo button has the focus, and brings all back."""
        begin = Removals.begin
        monkeypatch.setattr(Removals, "begin", lambda self, index, name, _: begin(self, index, name, 600))
        with served(tmp_path / "store", samples(), with_page=True) as own:
            page = library(opened(own.url, before=SLOW))
            expect(rows(page)).to_have_count(12)
            name = titles(page)[0]
            page.get_by_role("button", name=name, exact=True).click()
            expect(page.locator("#report")).to_be_visible()
            page.get_by_role("button", name=f"Xóa “{name}”").click()
            expect(rows(page)).to_have_count(11)
            expect(page.locator("#report")).to_be_hidden()
            assert own.index.count == 11
            back = page.get_by_role("button", name=f"Hoàn tác việc xóa “{name}”")
            expect(back).to_be_focused()
            page.keyboard.press("Enter")
            expect(rows(page)).to_have_count(12)
            expect(page.locator("#undo")).to_contain_text("trở lại kho")
            assert own.index.count == 12

    def test_a_tab_closed_before_the_time_is_over_loses_and_keeps_nothing(
        self,
        opened: Opened,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The server carries the removal out although the page that asked for it has gone."""
        begin = Removals.begin
        monkeypatch.setattr(Removals, "begin", lambda self, index, name, _: begin(self, index, name, 0.5))
        with served(tmp_path / "store", [report("a", "Xã A có 3718 hộ.", title="A")], with_page=True) as own:
            page = library(opened(own.url))
            page.get_by_role("button", name="Xóa “A”").click()
            expect(page.locator("#undo")).to_contain_text("Đã xóa")
            page.close()
            assert erased(own.index.folder, "3718")
