"""The chat in a real Chromium: cards, suggestions, asking anew, copies, links, history, filters, ratings, files."""

import io
import re
import threading
from pathlib import Path

import docx
import pytest
from serving import Served, needs_chromium, samples, served
from standin import Reply, StandIn

from assistant.kept.ratings import Ratings
from assistant.records import Records
from index import Report

pytest.importorskip("playwright", reason="no Playwright on this machine")
from browsing import DECIDED, PHONE, THEME, Opened, ask, cited, last_turn
from playwright.sync_api import Page, expect

pytestmark = needs_chromium
OTHER_YEAR = "Quảng Ninh đạt bao nhiêu điểm PCI 2019?"
COPIED = """() => {
    window.copied = [];
    navigator.clipboard.writeText = async (words) => void window.copied.push(words);
}"""
# Press something, and send a question in the next moment.
AT_ONCE = """async ([pressed, question]) => {
    const box = document.querySelector("textarea");
    document.querySelector(pressed).click();
    await new Promise((soon) => setTimeout(soon));
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, question);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true }));
}"""

# What the frame does when something comes to a turn: it stands there anew.
ANEW = (
    "() => { const turn = document.querySelector('#current .turn'); turn.replaceWith(turn.cloneNode(true)); }"
)
# The question that stands in the box, sent twice in one moment.
TWICE = """async () => {
    const enter = () => new KeyboardEvent("keypress", { key: "Enter", bubbles: true });
    for (let time = 0; time < 2; time++) document.querySelector("textarea").dispatchEvent(enter());
}"""


def copied(page: Page) -> str:
    """What was copied last."""
    words: str = page.evaluate("window.copied.at(-1)")
    return words


class TestCitation:
    """A mark in an answer."""

    def test_a_card_shows_the_quote_at_a_glance(self, page: Page, server: Served) -> None:
        """Pointer or keyboard on a mark: the quote, title and date stand beside it; Escape and leaving take it away."""
        ask(page, THEME)
        mark = cited(page)
        mark.hover()
        card = page.get_by_role("tooltip")
        (citation,) = server.assistant.answer(THEME).citations
        expect(card).to_contain_text(" ".join(citation.quote.split()))
        expect(card).to_contain_text(f"{citation.title} · 22/12/2022")
        expect(mark).to_have_accessible_description(re.compile(re.escape(citation.title or "")))
        page.mouse.move(5, 5)
        expect(card).to_have_count(0)
        page.locator("textarea").first.focus()
        for _ in range(40):
            page.keyboard.press("Shift+Tab")
            if page.evaluate("document.activeElement.classList.contains('cite')"):
                break
        expect(card).to_be_visible()
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)

    def test_the_facts_of_the_document_stand_over_its_text(self, opened: Opened, tmp_path: Path) -> None:
        """Number, status and page of an official document, and the neighbours of the quote."""
        first, second = (
            "Điều 1. Giao xã Tân An trồng 45 ha rừng.\n",
            "Điều 2. Xã Tân An có 318 hộ nuôi tôm.\n",
        )
        text = first + second
        decision = Report(
            "q", text, ((0, len(text)),), title="Quyết định về rừng", number="832/QĐ-UBND", status="issued",
            pages=(0, len(first)), published="2024-01-05",
        )  # fmt: skip
        with served(tmp_path / "store", [decision], with_page=True) as own:
            page = opened(own.url)
            ask(page, "Xã Tân An có bao nhiêu hộ nuôi tôm?")
            cited(page).click()
            facts = page.locator("#report-facts")
            for known in ("832/QĐ-UBND", "ban hành", "05/01/2024", "2 / 2"):
                expect(facts).to_contain_text(known)
            expect(page.locator("#report-text")).to_contain_text("45 ha rừng")

    def test_it_opens_at_once_in_a_report_of_200_pages(self, opened: Opened, tmp_path: Path) -> None:
        """The quote on page 150 of 200 is marked and in view."""
        filler = "Ủy ban nhân dân các xã tiếp tục triển khai nhiệm vụ theo kế hoạch đã đề ra trong quý. " * 30
        pages = [f"Trang {number}. {filler}\n" for number in range(200)]
        pages[149] += "Xã Phú Lộc có 417 hộ tham gia bảo hiểm y tế tự nguyện.\n"
        text = "".join(pages)
        starts = tuple(sum(map(len, pages[:number])) for number in range(200))
        with served(
            tmp_path / "store", [Report("d", text, ((0, len(text)),), title="Dày", pages=starts)], True
        ) as own:
            page = opened(own.url)
            ask(page, "Xã Phú Lộc có bao nhiêu hộ tham gia bảo hiểm y tế tự nguyện?")
            cited(page).hover()
            page.get_by_role("tooltip").wait_for()
            cited(page).click()
            mark = page.locator("mark")
            expect(mark).to_be_in_viewport()
            expect(mark).to_contain_text("417 hộ")
            expect(page.locator("#report-facts")).to_contain_text("150 / 200")
            assert page.locator("#report-text").text_content() == text


class TestMadeAnew:
    """A turn to which something comes after its answer, as its suggestions do."""

    def test_focus_verdict_and_opened_report_stay(self, page: Page) -> None:
        """Who stands on a mark still does, what he said of the answer is shown, and a closed report leads back."""
        ask(page, THEME)
        last_turn(page).get_by_role("button", name="Đúng", exact=True).click()
        expect(last_turn(page).locator("[data-rate=good]")).to_have_attribute("aria-pressed", "true")
        cited(page).focus()
        page.evaluate(ANEW)
        expect(cited(page)).to_be_focused()
        expect(last_turn(page).locator("[data-rate=good]")).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("Enter")
        expect(page.locator("#report")).to_be_focused()
        page.evaluate(ANEW)
        expect(cited(page)).to_have_attribute("aria-current", "true")
        page.keyboard.press("Escape")
        expect(cited(page)).to_be_focused()


class TestGoingOn:
    """What an answer, or a refusal, leads to."""

    def test_a_refusal_offers_what_the_store_can_answer(self, page: Page) -> None:
        """The same question for a year that there is: a click asks it, and it is answered."""
        ask(page, OTHER_YEAR)
        offered = last_turn(page).locator("[data-ask]").first
        expect(last_turn(page)).to_contain_text("Kho trả lời được")
        question = offered.inner_text()
        assert question != OTHER_YEAR
        offered.click()
        expect(page.locator("#past .turn")).to_have_count(1)
        expect(page.locator("#current .asked .words")).to_have_text(question)
        expect(cited(page)).to_be_visible()

    def test_asking_again_and_editing_replace_the_last_turn(self, page: Page) -> None:
        """One turn stays one turn, with the new words; giving up the edit leaves it as it is."""
        ask(page, "Thanh Hóa chọn chủ đề năm 2011 là gì?")
        kept = last_turn(page).locator("[data-share]").get_attribute("data-share")
        last_turn(page).get_by_role("button", name="Hỏi lại").click()
        # until then the turn before stands there, and what is sent while the new one is made is not asked
        expect(last_turn(page).locator("[data-share]")).not_to_have_attribute("data-share", kept or "")
        last_turn(page).get_by_role("button", name="Sửa câu hỏi").click()
        box = page.locator("textarea").first
        expect(box).to_have_value("Thanh Hóa chọn chủ đề năm 2011 là gì?")
        expect(box).to_be_focused()
        page.get_by_role("button", name="Thôi sửa").click()
        expect(box).to_have_value("")
        last_turn(page).get_by_role("button", name="Sửa câu hỏi").click()
        ask(page, THEME)
        expect(page.locator("#current .asked .words")).to_have_text(THEME)
        expect(cited(page)).to_be_visible()
        assert page.locator(".turn").count() == 1
        ask(page, OTHER_YEAR)
        expect(page.locator("#past .turn")).to_have_count(1)
        expect(page.locator("#past").get_by_role("button", name="Sửa câu hỏi")).to_have_count(0)


class TestTakingAlong:
    """Copies, links, paper and files."""

    def test_paper_has_the_answers_dark_on_white_and_nothing_to_press(self, page: Page) -> None:
        """Also where the screen is dark: questions, quotes and sources alone."""
        ask(page, THEME)
        quote = last_turn(page).locator("blockquote")
        page.emulate_media(media="print", color_scheme="dark")
        expect(quote).to_have_css("color", "rgb(0, 0, 0)")
        for unwanted in ("#composer", "#talk", "#views [role=tablist]", "#current .actions", "#side"):
            expect(page.locator(unwanted).first).to_be_hidden()
        expect(page.locator("#current .sources")).to_be_visible()

    def test_answer_and_citation_line_are_copied(self, page: Page) -> None:
        """The answer brings its citations' lines; a source's line alone is as one writes it in a memo."""
        ask(page, THEME)
        page.evaluate(COPIED)
        last_turn(page).get_by_role("button", name="Chép câu trả lời").click()
        expect(page.locator("#told")).to_contain_text("Đã chép")
        assert DECIDED in copied(page) and "\n[1] Theo Văn bản mẫu của Trích, ngày 22/12/2022" in copied(page)
        last_turn(page).get_by_role("button", name="Chép dòng trích dẫn 1").click()
        page.wait_for_function("window.copied.length === 2")
        assert re.fullmatch(r"Theo .+, ngày 22/12/2022, “.+” \(văn bản mẫu\): “.+”", copied(page))

    def test_a_link_shows_a_colleague_the_answer_as_it_was(self, page: Page, opened: Opened) -> None:
        """Another browser sees that one answer with its citation, and none of the conversation."""
        ask(page, THEME)
        page.evaluate(COPIED)
        last_turn(page).get_by_role("button", name="Lấy liên kết").click()
        expect(page.locator("#told")).to_contain_text("liên kết")
        link = copied(page)
        colleague = opened(link)
        expect(colleague.locator("#current")).to_contain_text("đúng như lúc chia sẻ")
        cited(colleague).click()
        expect(colleague.locator("mark")).to_contain_text(DECIDED)
        colleague.locator("#history-open").click()
        expect(colleague.locator("#history-empty")).to_be_visible()
        colleague.locator("#history-close").click()
        ask(colleague, "Quảng Ninh đạt bao nhiêu điểm PCI 2023?")
        expect(colleague.locator("#past .turn")).to_have_count(0)
        expect(cited(colleague)).to_be_visible()
        colleague.wait_for_url(re.compile(r"\?conversation="))
        page.locator("#history-open").click()
        page.get_by_text("Câu trả lời đang chia sẻ").click()
        page.get_by_role("button", name=f"Thôi chia sẻ “{THEME}”").click()
        expect(page.locator("#shares")).to_be_hidden()
        colleague.goto(link)
        expect(colleague.get_by_role("alert").first).to_contain_text("đã thôi")

    def test_the_conversation_as_word_and_markdown(self, page: Page) -> None:
        """Both files hold the question, the quote and the citation's line."""
        ask(page, THEME)
        for link in ("Tải về Word", "Tải về Markdown"):
            with page.expect_download() as begun:
                page.get_by_role("link", name=link).click()
            body = Path(begun.value.path()).read_bytes()
            name = begun.value.suggested_filename
            if name.endswith(".md"):
                text = body.decode()
            else:
                text = "\n".join(one.text for one in docx.Document(io.BytesIO(body)).paragraphs)
            assert name.startswith("Thanh Hóa chọn chủ đề năm 2023")
            assert THEME in text and DECIDED in text and "Theo Văn bản mẫu của Trích" in text


class TestHistory:
    """The conversations kept."""

    def test_what_is_sent_twice_is_asked_once(self, page: Page) -> None:
        """A key pressed twice makes one turn and one conversation; later the same question is asked anew."""
        page.locator("textarea").first.fill(THEME)
        page.evaluate(TWICE)
        expect(cited(page)).to_be_visible()
        expect(page.locator("textarea").first).to_have_value("")
        assert page.locator(".turn").count() == 1
        page.locator("#history-open").click()
        expect(page.locator("#history-list li")).to_have_count(1)
        page.locator("#history-close").click()
        ask(page, THEME)
        expect(page.locator("#past .turn")).to_have_count(1)

    def test_found_opened_renamed_removed(self, page: Page) -> None:
        """Last week's conversation is found by a word of its answer and gone on with; then it goes."""
        ask(page, THEME)
        expect(cited(page)).to_be_visible()
        page.get_by_role("button", name="Cuộc hỏi đáp mới").click()
        expect(page.locator("#welcome")).to_be_visible()
        ask(page, OTHER_YEAR)
        expect(last_turn(page)).to_contain_text("Không có câu trả lời")
        page.locator("#history-open").click()
        drawer = page.get_by_role("dialog", name="Các cuộc hỏi đáp")
        expect(drawer.get_by_role("listitem")).to_have_count(2)
        drawer.get_by_role("searchbox").fill("tinh than trach nhiem")
        expect(drawer.get_by_role("listitem")).to_have_count(1)
        drawer.get_by_role("button", name="Đổi tên").click()
        page.keyboard.type("Chủ đề năm")
        page.keyboard.press("Enter")
        drawer.get_by_role("button", name="Chủ đề năm", exact=True).click()
        expect(drawer).to_be_hidden()
        expect(page.locator("#current .asked .words")).to_have_text(THEME)
        assert "conversation=" in page.url
        page.reload()
        expect(cited(page)).to_be_visible()
        ask(page, "Phương châm là gì?")
        last_turn(page)
        expect(page.locator("#past .turn")).to_have_count(1)
        page.locator("#history-open").click()
        drawer.get_by_role("listitem").first.get_by_role("button", name="Xóa").click()
        drawer.get_by_role("button", name="Bấm lần nữa để xóa").click()
        expect(drawer.get_by_role("listitem")).to_have_count(1)
        drawer.get_by_role("button", name="Đóng").click()
        expect(page.locator(".turn")).to_have_count(0)

    def test_who_asks_at_once_is_answered_where_he_means(self, page: Page) -> None:
        """A question sent in the moment of a new conversation, or of an opened one, belongs to that one."""
        ask(page, THEME)
        expect(cited(page)).to_be_visible()
        first = page.evaluate("document.querySelector('#current .turn').dataset.conversation")
        page.evaluate(AT_ONCE, ["#again", OTHER_YEAR])
        expect(page.locator("#current .asked .words")).to_have_text(OTHER_YEAR)
        expect(last_turn(page)).to_contain_text("Không có câu trả lời")
        assert page.locator(".turn").count() == 1
        expect(page.locator("#current .turn")).not_to_have_attribute("data-conversation", first)
        page.locator("#history-open").click()
        page.get_by_role("button", name=THEME, exact=True).wait_for()
        page.evaluate(AT_ONCE, [f"[data-openit='{first}']", "Phương châm là gì?"])
        expect(page.locator("#current .asked .words")).to_have_text("Phương châm là gì?")
        expect(last_turn(page)).to_have_attribute("data-conversation", first)
        expect(page.locator("#past .turn")).to_have_count(1)
        expect(page.locator("#past .asked .words")).to_have_text(THEME)

    def test_an_answer_that_was_left_is_not_gone_on_with(self, opened: Opened, tmp_path: Path) -> None:
        """Who turns to a new conversation ends the answer under way: it is neither shown nor kept."""
        gate = threading.Event()
        with StandIn() as provider, served(tmp_path / "s", samples(), True, provider.base_url) as own:
            page = opened(own.url)
            provider.enqueue(Reply("Chủ đề là nâng cao tinh thần trách nhiệm [1].", gate=gate))
            ask(page, THEME)
            expect(page.locator("#current .turn[data-state=asking]")).to_contain_text("Chủ đề")
            # the page is empty at once; the model goes on when the server has heard of it
            with page.expect_response(lambda told: "/queue/join" in told.url):
                page.get_by_role("button", name="Cuộc hỏi đáp mới").click()
            expect(page.locator(".turn")).to_have_count(0)
            gate.set()
            provider.enqueue("Quảng Ninh đạt 71,25 điểm [1].")
            ask(page, "Quảng Ninh đạt bao nhiêu điểm PCI 2023?")
            last_turn(page)
            page.locator("#history-open").click()
            expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(1)

    def test_what_is_removed_while_its_answer_is_made_stays_removed(
        self, opened: Opened, tmp_path: Path
    ) -> None:
        """The page turns to a new conversation; the answer brings nothing back."""
        gate = threading.Event()
        with StandIn() as provider, served(tmp_path / "s", samples(), True, provider.base_url) as own:
            page = opened(own.url)
            provider.enqueue("Chủ đề là nâng cao tinh thần trách nhiệm [1].")
            ask(page, THEME)
            expect(cited(page)).to_be_visible()
            provider.enqueue(Reply("Nội dung này được nêu trong báo cáo [1].", gate=gate))
            page.wait_for_url(re.compile(r"\?conversation="))
            ask(page, "Quảng Ninh đạt bao nhiêu điểm PCI 2023?")
            expect(page.locator("#current .turn[data-state=asking]")).to_contain_text("Nội dung")
            page.locator("#history-open").click()
            drawer = page.get_by_role("dialog", name="Các cuộc hỏi đáp")
            drawer.get_by_role("button", name="Xóa").click()
            drawer.get_by_role("button", name="Bấm lần nữa để xóa").click()
            expect(drawer.get_by_text("Chưa có cuộc hỏi đáp nào")).to_be_visible()
            gate.set()
            drawer.get_by_role("button", name="Đóng").click()
            expect(page.locator(".turn")).to_have_count(0)
            provider.enqueue("Chủ đề là nâng cao tinh thần trách nhiệm [1].")
            ask(page, THEME)
            expect(cited(page)).to_be_visible()
            page.locator("#history-open").click()
            expect(drawer.get_by_role("listitem")).to_have_count(1)

    def test_a_link_to_somebody_elses_conversation_opens_nothing(self, page: Page, opened: Opened) -> None:
        """It says so, and what to think of."""
        ask(page, THEME)
        page.wait_for_url(re.compile(r"\?conversation="))
        stranger = opened(page.url)
        expect(stranger.get_by_role("alert").first).to_contain_text("trình duyệt khác")
        assert stranger.locator(".cite").count() == 0


class TestNarrowing:
    """Filters."""

    def test_chips_stand_in_the_address(self, page: Page, opened: Opened) -> None:
        """A province chosen narrows the answers; the address opens the same for anybody; the chip takes it away."""
        page.locator("#filters-open").click()
        page.locator("#filters").get_by_label("Tỉnh").select_option("Quảng Ninh")
        page.locator("#filters").get_by_label("Từ năm").select_option("2023")
        other = opened(page.url)
        for one in (page, other):
            expect(one.locator(".chip")).to_have_text(["Tỉnh: Quảng Ninh×", "Từ năm: 2023×"])
        ask(other, THEME)
        expect(last_turn(other)).to_contain_text("Không có câu trả lời")
        other.get_by_role("button", name="Bỏ lọc Tỉnh: Quảng Ninh").click()
        other.get_by_role("button", name="Bỏ lọc Từ năm: 2023").click()
        assert "province" not in other.url
        ask(other, THEME)
        expect(cited(other)).to_be_visible()

    def test_a_filter_that_cannot_be_is_a_failure(self, opened: Opened, server: Served) -> None:
        """A link with a date that is none ends in an error, not in an answer of the whole store."""
        page = opened(f"{server.url}/?from=hom-qua")
        ask(page, THEME)
        expect(last_turn(page).get_by_role("alert")).to_contain_text("không phải là ngày")


def test_what_is_not_right_is_said_with_its_reason(opened: Opened, tmp_path: Path) -> None:
    """A verdict and its reason are kept with the answer, in English on a phone too."""
    with served(tmp_path / "store", samples(), with_page=True) as own:
        page = opened(own.url, "dark", PHONE)
        page.get_by_role("button", name="English").click()
        ask(page, THEME)
        page.get_by_role("button", name="Not right").click()
        page.get_by_label("The answer is wrong").check()
        page.get_by_label("Say more").fill("số cũ")
        page.get_by_role("button", name="Send feedback").click()
        expect(page.locator("#told")).to_contain_text("Thank you")
        with Records.open(tmp_path / "store") as records:
            (rated,) = Ratings(records).all()
        assert (rated.rating.verdict, rated.rating.reason, rated.rating.comment) == ("bad", "wrong", "số cũ")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
