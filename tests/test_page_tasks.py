"""Ten people's tasks as a person does them, counted: none takes more than five actions.

An action is a click, a word or line typed, a key, a choice, or files given; looking and reading is none. With
`--screenshots FOLDER` each task leaves a picture of its end there, and `tasks.md` says what was done:

    make test ARGS="tests/test_page_tasks.py --screenshots build/screenshots"
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import docx
import pytest
from serving import Served, needs_chromium, samples, served

from assistant.records import Records

pytest.importorskip("playwright", reason="no Playwright on this machine")
from browsing import DECIDED, PATIENCE_MS, PHONE, THEME, ask, cited, last_turn
from playwright.sync_api import Browser, FilePayload, Page, expect

pytestmark = needs_chromium
MOST_ACTIONS = 5


@dataclass
class Person:
    """Somebody before the page; what he does is written down."""

    page: Page
    server: Served
    done: list[str] = field(default_factory=list)

    def clicks(self, role: Any, name: str | re.Pattern[str], exact: bool = True) -> None:
        """Click what has this role and name."""
        self.done.append(f"bấm “{name if isinstance(name, str) else name.pattern}”")
        self.page.get_by_role(role, name=name, exact=exact).first.click()

    def types(self, label: str, words: str) -> None:
        """Write words into a box that has this label, in place of what stands there."""
        self.done.append(f"gõ “{words}”")
        self.page.get_by_label(label).first.fill(words)

    def presses(self, key: str) -> None:
        """Press a key."""
        self.done.append(f"nhấn {key}")
        self.page.keyboard.press(key)

    def gives(self, *files: tuple[str, bytes]) -> None:
        """Choose files for the store."""
        self.done.append(f"chọn {', '.join(name for name, _ in files)}")
        self.page.locator("#files").set_input_files(
            [FilePayload(name=name, mimeType="application/octet-stream", buffer=body) for name, body in files]
        )

    def asks(self, question: str) -> None:
        """Ask: words, and Enter; until the answer is there."""
        self.types("Câu hỏi", question)
        self.presses("Enter")
        expect(self.page.locator("#current .asked .words")).to_have_text(question)
        last_turn(self.page)


def finds_the_theme(person: Person) -> None:
    """What is the theme of the year?"""
    person.asks(THEME)
    expect(last_turn(person.page).locator("blockquote").first).to_contain_text(DECIDED)


def opens_the_quote(person: Person) -> None:
    """Where does it stand?"""
    person.asks(THEME)
    person.clicks("button", "[1]")
    expect(person.page.locator("mark")).to_be_in_viewport()
    expect(person.page.locator("mark")).to_contain_text(DECIDED)


def corrects_a_date(person: Person) -> None:
    """The report says the wrong day."""
    title = "Thanh Hóa chốt chủ đề và phương châm hành động cho năm 2023"
    person.clicks("tab", "Kho báo cáo")
    person.clicks("button", f"Sửa thông tin “{title}”")
    person.types("Ngày đăng", "23/12/2022")
    person.clicks("button", "Lưu")
    expect(person.page.locator("#reports tbody")).to_contain_text("23/12/2022")
    assert "2022-12-23" in [card.published for card in person.server.index.cards()]


def adds_a_scan(person: Person) -> None:
    """A paper of which only a scan is there, asked at once."""
    from test_scan import needs_ocr, page

    if needs_ocr.args[0]:
        pytest.skip(str(needs_ocr.kwargs["reason"]))
    paper = io.BytesIO()
    words = "Đến ngày 31/3/2024, xã Phú Lộc có 417 hộ tham gia bảo hiểm y tế tự nguyện."
    page(words).save(paper, "PDF", resolution=200)
    person.clicks("tab", "Kho báo cáo")
    person.gives(("giay-to.pdf", paper.getvalue()))
    expect(person.page.locator("#adding-results")).to_contain_text("nhận dạng chữ trên 1 trang")
    person.clicks("tab", "Hỏi đáp")
    person.asks("Xã Phú Lộc có bao nhiêu hộ tham gia bảo hiểm y tế tự nguyện?")
    expect(last_turn(person.page).locator("blockquote")).to_contain_text("417 hộ")


def compares_two_provinces(person: Person) -> None:
    """Two provinces side by side."""
    person.asks("So sánh điểm PCI của Quảng Ninh và Long An năm 2023")
    rows = last_turn(person.page).locator("table.compared tbody tr")
    expect(rows.get_by_role("rowheader")).to_have_text(["Quảng Ninh", "Long An"])
    expect(rows.locator(".cite")).to_have_count(2)


def takes_it_to_a_memo(person: Person) -> None:
    """The answer and its citation in a Word file."""
    person.asks(THEME)
    with person.page.expect_download() as begun:
        person.clicks("link", "Tải về Word")
    text = "\n".join(one.text for one in docx.Document(str(begun.value.path())).paragraphs)
    assert DECIDED in text and "Theo Văn bản mẫu của Trích, ngày 2" in text


def checks_a_claim(person: Person) -> None:
    """Is it true what was said at the meeting?"""
    person.clicks("tab", "Tra cứu")
    person.types("Dán một câu hay một con số", "Quảng Ninh đạt 71,25 điểm PCI 2023.")
    person.presses("Enter")
    found = person.page.locator("#lookup-found article")
    expect(found.get_by_role("heading", level=3)).to_contain_text("Có báo cáo nói đúng")
    person.clicks("button", re.compile("^Mở trích dẫn trong"), exact=False)
    expect(person.page.locator("mark")).to_contain_text("71,25 điểm")


def finds_last_weeks(person: Person) -> None:
    """What was asked last week is gone on with."""
    ask(person.page, THEME)
    expect(cited(person.page)).to_be_visible()
    with Records.open(person.server.index.folder) as records:
        records.write("UPDATE conversations SET updated = '2026-01-05T08:00:00+00:00'")
    person.page.goto(person.server.url)
    person.page.locator("#welcome .welcome").wait_for()
    person.clicks("button", "Các cuộc hỏi đáp")
    expect(person.page.locator("#history-list time").first).to_contain_text("5/1/2026")
    person.types("Tìm trong các cuộc hỏi đáp", "chu de")
    person.page.get_by_role("dialog").get_by_text("Không có cuộc hỏi đáp nào").wait_for(state="hidden")
    person.clicks("button", THEME)
    expect(cited(person.page)).to_be_visible()


def switches_the_language(person: Person) -> None:
    """A colleague reads English, today and tomorrow."""
    person.clicks("button", "English")
    person.page.goto(person.server.url)
    expect(person.page.get_by_role("tab", name="Reports", exact=True)).to_be_visible()
    expect(person.page.get_by_role("heading", name="Ask the reports")).to_be_visible()
    expect(person.page.get_by_role("textbox", name="Question")).to_be_visible()
    assert person.page.evaluate("document.documentElement.lang") == "en"
    person.page.context.clear_cookies(name="trich-language")


def recovers_from_a_refused_file(person: Person) -> None:
    """An empty file is refused with a reason; the right one goes in."""
    person.clicks("tab", "Kho báo cáo")
    person.gives(("bao-cao-4.txt", b""))
    expect(person.page.locator("#adding-results .bad")).to_contain_text("bao-cao-4.txt")
    person.gives(("bao-cao-4.txt", "Tháng 4/2024, xã Tân An trồng 40 ha rừng.".encode()))
    expect(person.page.locator("#adding-said")).to_contain_text("1 báo cáo mới")
    expect(person.page.locator("#reports")).to_contain_text("bao-cao-4.txt")


TASKS: list[Callable[[Person], None]] = [
    finds_the_theme, opens_the_quote, corrects_a_date, adds_a_scan, compares_two_provinces, takes_it_to_a_memo,
    checks_a_claim, finds_last_weeks, switches_the_language, recovers_from_a_refused_file,
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Served]]:
    """One page over reports of the reader's own, which stay when others come."""
    own = [replace(report, origin="user") for report in samples()]
    with served(tmp_path_factory.mktemp("store"), own, with_page=True) as running:
        context = browser.new_context(locale="vi", viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        yield page, running
        context.close()


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_it_takes_five_actions_at_most(
    desk: tuple[Page, Served], task: Callable[[Person], None], screenshots: Path | None
) -> None:
    """From the first view to what was wanted."""
    page, server = desk
    page.goto(server.url)
    page.locator("#welcome .welcome").wait_for()
    person = Person(page, server)
    task(person)
    assert len(person.done) <= MOST_ACTIONS, person.done
    if screenshots:
        page.screenshot(path=screenshots / f"{task.__name__}.png")
        page.set_viewport_size({"width": PHONE, "height": 800})
        page.screenshot(path=screenshots / f"{task.__name__}-phone.png")
        page.set_viewport_size({"width": 1280, "height": 800})
        with (screenshots / "tasks.md").open("a", encoding="utf-8") as said:
            lines = "\n".join(f"{number}. {act}" for number, act in enumerate(person.done, 1))
            said.write(f"## {task.__doc__}\n\n{lines}\n\n![]({task.__name__}.png)\n\n")
