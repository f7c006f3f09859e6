"""The page in a real Chromium: ask, read, open the quote, add, remove; nothing is fetched from elsewhere."""

import re
import threading
from pathlib import Path

import httpx
import pytest
from browsing import CONTRAST, DECIDED, HOSTILE, PHONE, THEME, Opened, ask, cited, last_turn
from serving import Served, needs_chromium, samples, served
from standin import Reply, StandIn

from assistant.page import dress
from assistant.page.welcome import EXAMPLES
from index import Report

pytest.importorskip("playwright", reason="no Playwright on this machine")
from playwright.sync_api import Page, expect

pytestmark = needs_chromium
AHEAD = Path(dress.__file__).with_name("ahead.txt")
# A network that brings the word of the event stream's end only once another event was sent and taken.
LATE_END = """
const real = window.fetch;
let taken, sentOne = false;
const another = new Promise((done) => (taken = done));
window.fetch = async (what, options) => {
    const path = new URL(what.url ?? what, document.baseURI).pathname;
    const response = await real(what, options);
    if (path.endsWith("queue/join")) {
        if (sentOne) setTimeout(taken, 100);
        sentOne = true;
    }
    if (!path.endsWith("queue/data")) return response;
    const late = new TransformStream({
        async transform(piece, out) {
            for (const word of piece.split(/(?<=\\n\\n)/)) {
                if (word.includes("close_stream")) await another;
                out.enqueue(word);
            }
        },
    });
    const words = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(late);
    return new Response(words.pipeThrough(new TextEncoderStream()));
};
"""


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

    def test_each_example_is_answered(self, page: Page) -> None:
        """A click on an example asks it, and each is answered with a citation; a new conversation offers them again."""
        for example in EXAMPLES:
            page.get_by_role("button", name=example).click()
            expect(page.locator("#current .asked .words")).to_have_text(example)
            expect(cited(page)).to_be_visible()
            expect(page.locator("#welcome")).to_be_hidden()
            page.get_by_role("button", name="Cuộc hỏi đáp mới").click()
            expect(page.locator(".turn")).to_have_count(0)

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
        """The second question leans on the first and says how it was read; it can be asked alone; all is cleared."""
        ask(page, "Quảng Ninh đạt bao nhiêu điểm PCI 2022?")
        expect(cited(page)).to_be_visible()
        first = last_turn(page).locator("blockquote").inner_text()
        ask(page, "Còn năm 2023?")
        expect(page.locator("#past .turn")).to_have_count(1)
        expect(page.locator("#past .turn")).to_contain_text(first[:30])
        expect(last_turn(page)).to_contain_text("PCI")
        expect(last_turn(page).locator(".understood")).to_contain_text(
            "Quảng Ninh đạt bao nhiêu điểm PCI 2023?"
        )
        assert last_turn(page).locator("blockquote").inner_text() != first
        ask(page, "Ai trao giải?")
        last_turn(page).get_by_role("button", name="Hỏi riêng câu này").click()
        expect(page.locator(".turn")).to_have_count(1)
        expect(last_turn(page).locator(".asked .words")).to_have_text("Ai trao giải?")
        expect(page.locator(".understood")).to_have_count(0)
        page.get_by_role("button", name="Cuộc hỏi đáp mới").click()
        expect(page.locator(".turn")).to_have_count(0)
        expect(page.locator("#welcome")).to_be_visible()

    def test_one_question_too_many_is_told_so(self, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where too many wait, the question stands on the page with what to do, and can be asked again."""
        with monkeypatch.context() as crowded:
            crowded.setattr("assistant.page.answerer._MOST_WAITING", 0)
            ask(page, THEME)
            expect(last_turn(page).get_by_role("alert")).to_contain_text("Quá nhiều câu hỏi đang chờ")
        last_turn(page).get_by_role("button", name="Hỏi lại").click()
        expect(cited(page)).to_be_visible()

    def test_what_is_sent_while_the_stream_ends_is_answered(self, opened: Opened, server: Served) -> None:
        """A question that meets the end of the event stream before it on the way is not waited for in vain."""
        page = opened(server.url, before=LATE_END)
        ask(page, THEME)
        expect(cited(page)).to_be_visible()

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
        """At 390 px, in the dark: nothing wider than the screen, all words with contrast, the quote in view."""
        page = opened(server.url, "dark", PHONE)
        ask(page, THEME)
        cited(page).click()
        expect(page.locator("mark")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        assert page.evaluate(CONTRAST) == []
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
            assert page.locator("#report-facts a").count() == 0
            page.get_by_role("tab", name="Kho báo cáo").click()
            page.get_by_role("button", name="Cua", exact=True).click()
            link = page.locator("#report-facts a")
            assert (
                link.get_attribute("href") == linked.url
                and link.get_attribute("rel") == "noopener noreferrer"
            )
            assert (
                page.locator(
                    "#reports img, #report-text img, #report h2 img, .turn img, #reports script, #report script"
                ).count()
                == 0
            )
            assert page.locator("#reports").inner_text().count("<script>alert(1)</script>") == 2

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

    def test_what_is_not_answered_yet_outlives_a_reload(self, opened: Opened, tmp_path: Path) -> None:
        """A question under way stands in the box again, and so do words that were not sent, once each."""
        gate = threading.Event()
        with StandIn() as provider, served(tmp_path / "s", samples(), True, provider.base_url) as own:
            provider.enqueue(Reply("Chủ đề là nâng cao tinh thần trách nhiệm [1].", gate=gate))
            page = opened(own.url)
            box = page.locator("textarea").first
            ask(page, THEME)
            expect(page.locator("#current .turn[data-state=asking]")).to_contain_text("Chủ đề")
            page.reload()
            expect(box).to_have_value(THEME)
            gate.set()
            box.fill("Số xã có chợ")
            page.reload()
            expect(box).to_have_value("Số xã có chợ")
            provider.enqueue("Quảng Ninh đạt 71,25 điểm [1].")
            ask(page, "Quảng Ninh đạt bao nhiêu điểm PCI 2023?")
            expect(cited(page)).to_be_visible()
            page.reload()
            expect(cited(page)).to_be_visible()
            expect(box).to_have_value("")


def test_the_page_goes_by_its_own_name(server: Served) -> None:
    """Icon, title and what a link to the page shows elsewhere are the product's, not its frame's."""
    document = httpx.get(server.url, timeout=60).text
    assert "<title>Trích</title>" in document and "og:" not in document and "twitter:" not in document
    icon = httpx.get(f"{server.url}/favicon.ico", timeout=60)
    assert icon.headers["content-type"] == "image/svg+xml" and "#0d5c63" in icon.text


def test_the_frame_serves_what_the_page_needs_and_no_more(server: Served) -> None:
    """Its queue and sign of life are there; its uploads, files, proxies and pages are not."""
    assert httpx.get(f"{server.url}/gradio_api/app_id", timeout=60).status_code == 200
    for path in ("upload", "file=/etc/passwd", "proxy=http://127.0.0.1", "runs", "info", "openapi.json"):
        response = httpx.get(f"{server.url}/gradio_api/{path}", timeout=60)
        assert response.status_code == 404 and response.json()["error"]["code"] == "path_not_found"


def test_the_document_tells_all_that_will_be_asked_for(page: Page) -> None:
    """The files that the frame asks for step by step are those of `ahead.txt`, told in the document at once.

    Where this fails after another version of Gradio was installed, write what is asked for into that file.
    """
    asked = (
        "performance.getEntriesByType('resource').map((one) => one.name.split('/assets/')[1]).filter(Boolean)"
    )
    told = set(AHEAD.read_text(encoding="utf-8").split())
    # what has not come whole yet is not among them
    page.wait_for_function(f"(count) => new Set({asked}).size >= count", arg=len(told))
    assert set(page.evaluate(asked)) == told


def test_files_are_packed_and_kept_by_the_browser(server: Served) -> None:
    """What has its version in its address is never asked for again; what has not is asked for each time."""
    document = httpx.get(server.url, timeout=60)
    assert document.headers["content-encoding"] == "gzip" and document.text.rstrip().endswith("</html>")
    script = re.search(r'src="(page/main\.js\?v=\w+)"', document.text)
    assert script
    for path, lasting in [
        (script[1], True),
        (f"assets/{AHEAD.read_text(encoding='utf-8').split()[0]}", True),
        ("page/main.js", False),
        ("page/main.js?v=0", False),
    ]:
        packed = httpx.get(f"{server.url}/{path}", timeout=60)
        plain = httpx.get(f"{server.url}/{path}", headers={"Accept-Encoding": "identity"}, timeout=60)
        assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
        assert packed.content == plain.content and packed.headers["content-type"].partition(";")[0].endswith(
            "/javascript"
        )
        assert ("immutable" in packed.headers["cache-control"]) == lasting
    for path in ("page/none.js", "page/acts.js", "assets/none.js"):
        assert httpx.get(f"{server.url}/{path}", timeout=60).json()["error"]["code"] == "path_not_found"


def test_colours_have_contrast_and_controls_have_names(page: Page) -> None:
    """Every visible text stands out by 4.5 to 1 and every control has an accessible name; the dark on a phone above."""
    ask(page, THEME)
    cited(page).click()
    expect(page.locator("mark")).to_be_visible()
    weak = page.evaluate(CONTRAST)
    page.get_by_role("tab", name="Kho báo cáo").click()
    expect(page.locator("#reports tbody tr")).to_have_count(12)
    assert weak + page.evaluate(CONTRAST) == []
    assert page.evaluate("document.documentElement.lang") == "vi"
