"""The opened report's original pages in a real Chromium: the page as it looks, the quote outlined on it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from browsing import CONTRAST, PHONE, Opened, ask, cited
from pdfs import printed
from serving import Served, needs_chromium, served
from uploading import added

pytest.importorskip("playwright", reason="no Playwright on this machine")
from playwright.sync_api import expect

pytestmark = needs_chromium

QUESTION = "Xã Phú Lộc có bao nhiêu hộ tham gia bảo hiểm y tế?"
PAGES = (
    "<style>@page{size:A4} p{font:13pt serif;line-height:1.8} section{break-after:page}</style>"
    "<section><h1>Báo cáo quý I năm 2024 của xã Phú Lộc</h1><p>Phần mở đầu nói về tình hình chung.</p></section>"
    "<section><p>Xã có đường liên thôn dài 12 km.</p><p style='margin-top:9cm'>Đến ngày 31/3/2024, xã Phú Lộc có"
    " 417 hộ tham gia bảo hiểm y tế, tăng 25 hộ so với cùng kỳ năm trước.</p></section>"
    "<section><p>Phần kết luận và kiến nghị.</p></section>"
)


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page over a printed PDF of three pages, and a text sent as JSON."""
    folder = tmp_path_factory.mktemp("printed")
    pdf = printed(PAGES, folder)
    with (
        served(tmp_path_factory.mktemp("store"), [], with_page=True) as running,
        httpx.Client(base_url=running.url, timeout=60) as client,
    ):
        added(client, files={"files": ("bao-cao-quy-1.pdf", pdf.read_bytes())})
        added(client, json={"title": "Tôm", "text": "Xã Tân An có 318 hộ nuôi tôm theo kê khai."})
        yield running


def test_the_quote_is_outlined_on_its_page(opened: Opened, paged: Served) -> None:
    """The original opens at the quote's page, the outline lies over its words; pages turn; the file can be had."""
    page = opened(paged.url)
    ask(page, QUESTION)
    cited(page).click()
    expect(page.locator("mark")).to_contain_text("417 hộ")
    page.get_by_role("button", name="Trang gốc").click()
    expect(page.locator("#page-said")).to_have_text("Đoạn trích được khoanh trên trang.")
    expect(page.locator("#page-number")).to_have_text("Trang 2 / 3")
    expect(page.get_by_role("img", name="Hình trang 2 của")).to_be_visible()
    outline, sheet = page.locator(".outline").first, page.locator("#page-picture")
    expect(outline).to_be_in_viewport()
    drawn, whole = outline.bounding_box(), sheet.bounding_box()
    assert drawn and whole
    # nine centimetres and some lines down a page of 29.7
    assert 0.35 < (drawn["y"] - whole["y"]) / whole["height"] < 0.6
    assert drawn["width"] > 0.4 * whole["width"]
    expect(page.locator("mark")).to_be_hidden()

    page.get_by_role("button", name="Trang sau").click()
    expect(page.locator("#page-number")).to_have_text("Trang 3 / 3")
    expect(page.get_by_role("img", name="Hình trang 3 của")).to_be_visible()
    assert page.locator(".outline").count() == 0
    expect(page.get_by_role("button", name="Trang sau")).to_be_disabled()
    page.get_by_role("button", name="Về trang có trích dẫn").click()
    expect(page.locator(".outline").first).to_be_visible()

    with page.expect_download() as saved:
        page.get_by_role("link", name="Tải tệp gốc").click()
    assert saved.value.suggested_filename == "bao-cao-quy-1.pdf"
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")

    page.get_by_role("button", name="Văn bản", exact=True).click()
    expect(page.locator("mark")).to_be_in_viewport()


def test_a_report_without_pages_shows_its_text_alone(opened: Opened, paged: Served) -> None:
    """No switch where there is nothing to switch to, even after pages were chosen for another report."""
    page = opened(paged.url)
    ask(page, QUESTION)
    cited(page).click()
    page.get_by_role("button", name="Trang gốc").click()
    expect(page.locator(".outline").first).to_be_visible()
    page.get_by_role("tab", name="Kho báo cáo").click()
    page.get_by_role("button", name="Tôm", exact=True).click()
    expect(page.locator("#report-text")).to_contain_text("318 hộ")
    expect(page.get_by_role("button", name="Trang gốc")).to_be_hidden()
    expect(page.get_by_role("link", name="Tải tệp gốc")).to_be_hidden()


def test_a_phone_and_the_dark_show_pages_too(opened: Opened, paged: Served) -> None:
    """At 390 px and in the dark nothing is wider than the screen, the outline is seen, all words have contrast."""
    page = opened(paged.url, "dark", PHONE)
    ask(page, QUESTION)
    cited(page).click()
    page.get_by_role("button", name="Trang gốc").click()
    expect(page.locator(".outline").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert page.evaluate(CONTRAST) == []


def test_the_pages_over_http(paged: Served) -> None:
    """A PNG and boxes by shares of the page; 404 with a code of its own past the last page and without pages."""
    with httpx.Client(base_url=paged.url, timeout=60) as client:
        reports = {
            one["title"] or one["file"]: one for one in client.get("/api/v1/reports").json()["reports"]
        }
        pdf = next(one for one in reports.values() if one["pages"] == 3)
        address = f"/api/v1/reports/{pdf['report_id']}"
        shown = client.get(f"{address}/pages/2")
        assert shown.headers["content-type"] == "image/png" and shown.content.startswith(b"\x89PNG")
        assert shown.headers["cache-control"] == "private, no-store"
        text = client.get(address).json()["text"]
        start = text.index("417 hộ")
        marks = client.get(f"{address}/pages/2/marks", params={"start": start, "end": start + 6}).json()
        assert (marks["page"], marks["pages"], marks["found"], len(marks["boxes"])) == (2, 3, 1.0, 1)
        assert (
            client.get(f"{address}/pages/1/marks", params={"start": start, "end": start + 6}).json()["boxes"]
            == []
        )
        for path, code in [
            (f"{address}/pages/4", "page_not_found"),
            (f"/api/v1/reports/{reports['Tôm']['report_id']}/pages/1", "original_not_kept"),
            ("/api/v1/reports/khong-co/pages/1", "report_not_found"),
        ]:
            refused = client.get(path)
            assert (refused.status_code, refused.json()["error"]["code"]) == (404, code)
        assert client.get(f"{address}/pages/0").status_code == 422
