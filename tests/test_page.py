"""The page in a real Chromium: ask, read, open the quote, add, remove; nothing is fetched from elsewhere."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
import pytest
from serving import CHROMIUM, CHROMIUM_ARGUMENTS, Served, needs_chromium, samples, served
from standin import Reply, StandIn

from assistant.page.welcome import EXAMPLES
from index import Report

pytest.importorskip("playwright", reason="no Playwright on this machine")
from playwright.sync_api import Browser, Dialog, FilePayload, Page, expect, sync_playwright

pytestmark = needs_chromium

THEME = "Thanh Hóa chọn chủ đề năm 2023 là gì?"
DECIDED = "Nâng cao tinh thần trách nhiệm, kịp thời giải quyết các khó khăn"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> **đậm** $x^2$ ${7*7} {{7*7}} `mã` 𝒳'
PHONE = 390
# The slowest a step may be on a busy machine with two cores.
PATIENCE_MS = 30_000
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
Opened = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the module."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page over the sample reports; tests that change the store have their own."""
    with served(tmp_path_factory.mktemp("store"), samples(), with_page=True) as running:
        yield running


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens pages, each in its own context; at the end none had asked another host or met a script error."""
    hosts: set[str] = set()
    faults: list[str] = []
    served_at: set[str] = set()
    contexts = []

    def dismissed(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    def open_page(url: str, scheme: Literal["light", "dark"] = "light", width: int = 1280) -> Page:
        context = browser.new_context(
            locale="en-US", color_scheme=scheme, viewport={"width": width, "height": 800}
        )
        contexts.append(context)
        served_at.add(urlsplit(url).netloc)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", dismissed)
        page.goto(url)
        page.locator("textarea").first.wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert hosts == served_at
    assert faults == []


@pytest.fixture
def page(opened: Opened, server: Served) -> Page:
    """The page over the samples."""
    return opened(server.url)


def ask(page: Page, question: str) -> None:
    """Type a question into the first text area and press Enter."""
    page.locator("textarea").first.fill(question)
    page.locator("textarea").first.press("Enter")


def last_turn(page: Page) -> Any:
    """The turn that was asked last, once it is finished."""
    turn = page.locator("#current .turn:not([data-state=asking])")
    turn.wait_for()
    return turn


def cited(page: Page, number: int = 1) -> Any:
    """The button of a citation in the last turn."""
    return last_turn(page).get_by_role("button", name=f"[{number}]", exact=True)


def add_files(page: Page, *files: tuple[str, bytes]) -> Any:
    """Add files on the page; gives the lines that say what came of them."""
    page.get_by_role("tab", name="Kho báo cáo").click()
    page.get_by_label("Chọn tệp báo cáo").set_input_files(
        [FilePayload(name=name, mimeType="application/octet-stream", buffer=body) for name, body in files]
    )
    expect(page.locator("#adding-said")).to_have_text(f"Đã xong {len(files)} tệp.")
    return page.locator("#adding-results li")


class TestAsking:
    """A question and its answer."""

    def test_the_theme_is_answered_and_its_quote_opens(self, page: Page, server: Served) -> None:
        """The decided theme is read on the page; [1] opens the report, the very quote marked and in view."""
        ask(page, THEME)
        expect(last_turn(page).locator("blockquote").first).to_contain_text(DECIDED)
        expect(last_turn(page)).to_contain_text("văn bản mẫu")
        expect(last_turn(page).locator(".standing.verified")).to_have_text(re.compile("đối chiếu khớp"))
        cited(page).click()
        mark = page.locator("mark")
        expect(mark).to_be_in_viewport()
        assert mark.text_content() == server.assistant.answer(THEME).citations[0].quote
        report = page.get_by_role("region", name="Thanh Hóa chốt chủ đề")
        for known in ("22/12/2022", "21/12/2022", "Thanh Hóa", "văn bản mẫu"):
            expect(report).to_contain_text(known)
        beside = report.bounding_box(), last_turn(page).bounding_box()
        assert beside[0] and beside[1] and beside[0]["x"] >= beside[1]["x"] + beside[1]["width"]

    def test_the_question_box_stands_ready(self, page: Page) -> None:
        """The box has a name, Shift+Enter is a new line, an empty question is no question."""
        box = page.get_by_role("textbox", name="Câu hỏi")
        assert box.evaluate("box => box === document.querySelector('textarea')")
        box.fill("một")
        box.press("Shift+Enter")
        box.press_sequentially("hai")
        expect(box).to_have_value("một\nhai")
        box.fill("")
        box.press("Enter")
        assert page.locator(".turn").count() == 0

    def test_each_example_is_answered(self, opened: Opened, server: Served) -> None:
        """A click on an example asks it, and each is answered with a citation."""
        for example in EXAMPLES:
            page = opened(server.url)
            page.get_by_role("button", name=example).click()
            expect(cited(page)).to_be_visible()
            expect(last_turn(page).get_by_role("heading")).to_contain_text(example)
            expect(page.locator("#welcome")).to_be_hidden()

    def test_a_refusal_looks_like_one(self, page: Page) -> None:
        """What the reports do not say is refused, with no quote and no citation; the nearest reports open."""
        ask(page, "Giá vé máy bay đi Paris là bao nhiêu?")
        expect(last_turn(page)).to_contain_text("Không có câu trả lời trong kho")
        assert last_turn(page).locator("blockquote, .cite").count() == 0
        nearest = last_turn(page).get_by_role("list", name="Báo cáo gần nhất").get_by_role("button")
        title = nearest.first.inner_text()
        nearest.first.click()
        expect(page.get_by_role("region", name=title)).to_be_visible()
        assert page.locator("mark").count() == 0

    def test_a_follow_up_uses_the_turn_before(self, page: Page) -> None:
        """The second question leans on the first, both stay on the page; a new conversation clears them."""
        ask(page, "Quảng Ninh đạt bao nhiêu điểm PCI 2022?")
        expect(cited(page)).to_be_visible()
        first = last_turn(page).locator("blockquote").inner_text()
        ask(page, "Còn năm 2023?")
        expect(page.locator("#past .turn")).to_have_count(1)
        expect(page.locator("#past .turn")).to_contain_text(first[:30])
        expect(last_turn(page)).to_contain_text("PCI")
        assert last_turn(page).locator("blockquote").inner_text() != first
        page.get_by_role("button", name="Cuộc hỏi đáp mới").click()
        expect(page.locator(".turn")).to_have_count(0)
        expect(page.locator("#welcome")).to_be_visible()

    def test_a_failure_is_a_failure(self, page: Page) -> None:
        """A question that cannot be used ends in an error that says so, never in an answer."""
        ask(page, "x" * 3000)
        expect(last_turn(page).get_by_role("alert")).to_contain_text("quá 2.000 ký tự")
        assert last_turn(page).locator(".reply.failed").count() == 1


class TestOpenedReport:
    """The report beside the chat."""

    def test_the_keyboard_alone_is_enough(self, page: Page) -> None:
        """Type, Enter, Tab to the citation, Enter: the report has the focus; Escape gives it back."""
        page.locator("textarea").first.focus()
        page.keyboard.type(THEME)
        page.keyboard.press("Enter")
        expect(cited(page)).to_be_visible()
        for _ in range(40):
            page.keyboard.press("Shift+Tab")
            if page.evaluate("document.activeElement.classList.contains('cite')"):
                break
        page.keyboard.press("Enter")
        expect(page.locator("mark")).to_be_in_viewport()
        expect(page.locator("#report")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#report")).to_be_hidden()
        expect(cited(page)).to_be_focused()

    def test_on_a_phone_it_stands_below(self, opened: Opened, server: Served) -> None:
        """At 390 px nothing is wider than the screen and the quote comes into view below the chat."""
        page = opened(server.url, "dark", PHONE)
        ask(page, THEME)
        cited(page).click()
        expect(page.locator("mark")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        page.get_by_role("tab", name="Kho báo cáo").click()
        expect(page.locator("#reports tbody tr")).to_have_count(12)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE

    def test_its_text_is_text(self, opened: Opened, tmp_path: Path) -> None:
        """Markup, scripts, LaTeX and templates are shown as written: in the chat, the report, the list."""
        text = f"{HOSTILE} Xã Tân An có 318 hộ\nnuôi tôm {HOSTILE} theo kê khai."
        body = ((0, len(text)),)
        hostile = Report(
            "k",
            text,
            body,
            title=f"Tôm {HOSTILE}",
            source=HOSTILE,
            url="javascript:alert(3)",
            province=HOSTILE,
        )
        linked = Report(
            "l", "Xã Tân Bình có 27 hộ nuôi cua.", ((0, 30),), title="Cua", url="https://example.com/a?b=1"
        )
        with served(tmp_path / "store", [hostile, linked], with_page=True) as own:
            page = opened(own.url)
            ask(page, "Xã Tân An có bao nhiêu hộ nuôi tôm?")
            cited(page).click()
            mark = page.locator("mark")
            expect(mark).to_be_in_viewport()
            (citation,) = own.assistant.answer("Xã Tân An có bao nhiêu hộ nuôi tôm?").citations
            assert mark.text_content() == citation.quote == text[citation.start : citation.end]
            assert page.locator("#report-text").text_content() == text
            assert page.locator("#report-title").text_content() == hostile.title
            assert page.locator("#report a").count() == 0
            page.get_by_role("tab", name="Kho báo cáo").click()
            page.get_by_role("button", name="Cua", exact=True).click()
            link = page.locator("#report a")
            assert (
                link.get_attribute("href") == linked.url
                and link.get_attribute("rel") == "noopener noreferrer"
            )
            assert (
                page.locator("#reports img, #report img, .turn img, #reports script, #report script").count()
                == 0
            )
            assert page.locator("#reports").inner_text().count("<script>alert(1)</script>") == 3

    def test_a_report_that_has_left_says_so(self, opened: Opened, tmp_path: Path) -> None:
        """Opening a citation whose report was removed meanwhile tells that, and marks nothing."""
        with served(tmp_path / "store", samples(), with_page=True) as own:
            page = opened(own.url)
            ask(page, THEME)
            expect(cited(page)).to_be_visible()
            own.index.remove([own.assistant.answer(THEME).citations[0].report_id])
            cited(page).click()
            expect(page.locator("#report-fault")).to_contain_text("gỡ khỏi kho")
            assert page.locator("mark").count() == 0


class TestLibrary:
    """Kho báo cáo."""

    def test_a_file_is_added_asked_about_and_removed(self, opened: Opened, tmp_path: Path) -> None:
        """A file comes in with what was refused named, is answered from, and is gone once removed."""
        with served(tmp_path / "store", samples(), with_page=True) as own:
            page = opened(own.url)
            lines = add_files(
                page,
                ("bao-cao-thang-3.txt", "Ngày 12/3/2024, xã Phú Lộc có 417 hộ tham gia bảo hiểm.".encode()),
                ("anh.xyz", b"x"),
                ("rong.txt", b""),
            )
            expect(lines).to_have_count(4)
            expect(lines.nth(0)).to_contain_text("đã thêm 1 báo cáo")
            expect(lines.nth(1)).to_contain_text("12 văn bản mẫu đã rời kho")
            expect(lines.nth(2)).to_contain_text("anh.xyz: Chưa đọc được")
            expect(lines.nth(3)).to_contain_text("rong.txt")
            rows = page.locator("#reports tbody tr")
            expect(rows).to_have_count(1)
            page.get_by_role("tab", name="Hỏi đáp").click()
            expect(page.locator("#welcome")).to_contain_text("Kho đang có 1 báo cáo")
            ask(page, "Xã Phú Lộc có bao nhiêu hộ tham gia bảo hiểm?")
            expect(last_turn(page).locator("blockquote")).to_contain_text("417")
            cited(page).click()
            expect(page.locator("mark")).to_contain_text("417")

            page.get_by_role("tab", name="Kho báo cáo").click()
            rows.get_by_role("button", name="Xóa").click()
            page.get_by_role("dialog").get_by_role("button", name="Giữ lại").click()
            expect(rows).to_have_count(1)
            rows.get_by_role("button", name="Xóa").click()
            page.get_by_role("dialog").get_by_role("button", name="Xóa khỏi kho").click()
            expect(page.locator("#library-empty")).to_be_visible()
            expect(page.locator("#report")).to_be_hidden()
            assert own.index.count == 0

    def test_a_file_dropped_on_the_page_is_added(self, opened: Opened, tmp_path: Path) -> None:
        """Dragging a file onto the zone adds it."""
        with served(tmp_path / "store", [], with_page=True) as own:
            page = opened(own.url)
            expect(page.locator("#welcome")).to_contain_text("Kho chưa có báo cáo nào")
            page.get_by_role("tab", name="Kho báo cáo").click()
            expect(page.locator("#library-empty")).to_be_visible()
            dropped = page.evaluate_handle(
                """() => { const given = new DataTransfer();
                given.items.add(new File(["Xã A có 3 hộ."], "keo-tha.txt")); return given; }"""
            )
            page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
            expect(page.locator("#reports tbody tr")).to_have_count(1)
            expect(page.locator("#reports")).to_contain_text("keo-tha.txt")


class TestWithAModel:
    """Answers that a chat model writes, from a scripted provider on loopback."""

    def test_an_answer_streams_and_several_citations_step(self, opened: Opened, tmp_path: Path) -> None:
        """Words show before the answer is whole; then next and previous walk its citations."""
        gate = threading.Event()
        reply = "Quảng Ninh đạt 71,25 điểm PCI 2023 [1]. Năm 2022 Quảng Ninh đứng đầu PCI [2]."
        with StandIn() as provider, served(tmp_path / "s", samples(), True, provider.base_url) as own:
            provider.enqueue(Reply(reply, gate=gate))
            page = opened(own.url)
            ask(page, "Điểm PCI của Quảng Ninh năm 2022 và 2023?")
            expect(page.locator("#current .turn[data-state=asking]")).to_contain_text("71,25")
            expect(page.get_by_role("button", name="Dừng")).to_be_visible()
            gate.set()
            marks = last_turn(page).locator(".cite")
            expect(page.get_by_role("button", name="Gửi")).to_be_visible()
            assert marks.count() >= 2
            marks.first.click()
            first = page.locator("mark").text_content()
            page.get_by_role("button", name="Trích dẫn sau").click()
            expect(page.locator("#report-step")).to_have_text(f"2 / {marks.count()}")
            assert page.locator("mark").text_content() != first
            page.get_by_role("button", name="Trích dẫn trước").click()
            expect(page.locator("mark")).to_have_text(first or "")

    def test_an_answer_can_be_stopped(self, opened: Opened, tmp_path: Path) -> None:
        """Stop ends the answer as it stands and says so; the next question is answered."""
        gate = threading.Event()
        with StandIn() as provider, served(tmp_path / "s", samples(), True, provider.base_url) as own:
            provider.enqueue(Reply("Nội dung này được nêu trong báo cáo [1]. Và còn nữa [2].", gate=gate))
            page = opened(own.url)
            ask(page, THEME)
            expect(page.locator("#current .turn")).to_contain_text("Nội dung này")
            page.get_by_role("button", name="Dừng").click()
            expect(last_turn(page)).to_contain_text("Đã dừng")
            gate.set()
            provider.enqueue("Chủ đề là nâng cao tinh thần trách nhiệm [1].")
            ask(page, THEME)
            expect(page.locator("#past .turn")).to_contain_text("Đã dừng")
            expect(cited(page)).to_be_visible()


def test_the_frame_serves_what_the_page_needs_and_no_more(server: Served) -> None:
    """Its queue and sign of life are there; its uploads, files, proxies and pages are not."""
    assert httpx.get(f"{server.url}/gradio_api/app_id").status_code == 200
    for path in ("upload", "file=/etc/passwd", "proxy=http://127.0.0.1", "runs", "info", "openapi.json"):
        response = httpx.get(f"{server.url}/gradio_api/{path}")
        assert response.status_code == 404 and response.json()["error"]["code"] == "path_not_found"


def test_colours_have_contrast_and_controls_have_names(opened: Opened, server: Served) -> None:
    """Light and dark, every visible text stands out by 4.5 to 1 and every control has an accessible name."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page = opened(server.url, scheme)
        ask(page, THEME)
        cited(page).click()
        expect(page.locator("mark")).to_be_visible()
        weak = page.evaluate(CONTRAST)
        page.get_by_role("tab", name="Kho báo cáo").click()
        expect(page.locator("#reports tbody tr")).to_have_count(12)
        weak += page.evaluate(CONTRAST)
        assert weak == [], scheme
        assert page.evaluate("document.documentElement.lang") == "vi"
