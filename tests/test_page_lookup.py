"""Tra cứu and Tổng quan in a real Chromium: a claim checked, a citation opened, pictures that lead to their reports."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import CONTRAST, HOSTILE, PHONE, Opened
from made import report
from serving import Served, needs_chromium, served

pytest.importorskip("playwright", reason="no Playwright on this machine")
from playwright.sync_api import Page, expect

pytestmark = needs_chromium

SHRIMP = "Đến ngày 31/3/2024, xã Phú Lộc có 417 hộ nuôi tôm, tăng 25 hộ so với cùng kỳ."


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page over reports of some years and provinces, one with markup in its name."""
    reports = [
        report("moi", SHRIMP, title="Báo cáo quý I", published="2024-04-02", province="Thanh Hóa"),
        report(
            "b",
            "Xã Tân Bình có 27 hộ nuôi cua.",
            title=f"Cua {HOSTILE}",
            published="2023-05",
            province=HOSTILE,
        ),
        report(
            "c", "Xã Hải Hà có 88 hộ nuôi ngao.", title="Ngao", published="2023-11-20", province="Thanh Hóa"
        ),
        report("d", "Xã Ba Đồn trồng 12 ha rừng.", title="Rừng"),
    ]
    with served(tmp_path_factory.mktemp("claims"), reports, with_page=True) as running:
        yield running


def tab(page: Page, name: str) -> Page:
    """The page with a view open."""
    page.get_by_role("tab", name=name, exact=True).click()
    return page


def test_a_claim_is_checked_and_its_quote_opened(opened: Opened, claims: Served) -> None:
    """Enter checks; both values are told; the report opens at the quote; the right figure is borne."""
    page = tab(opened(claims.url), "Tra cứu")
    box = page.get_by_role("textbox", name="Dán một câu")
    box.fill("Xã Phú Lộc có 419 hộ nuôi tôm.")
    box.press("Enter")
    found = page.locator("#lookup-found article")
    expect(found.get_by_role("heading", level=3)).to_have_text("Báo cáo nói khác")
    expect(found.locator(".differs")).to_have_text("câu của bạn: “419 hộ” – báo cáo: “417 hộ”")
    found.get_by_role("button", name="Mở trích dẫn trong “Báo cáo quý I”").click()
    expect(page.locator("mark")).to_have_text(SHRIMP)
    box.fill("Xã Phú Lộc có 417 hộ nuôi tôm. Giá vé đi Paris là 20 triệu đồng.")
    page.get_by_role("button", name="Tra cứu", exact=True).click()
    expect(page.get_by_role("heading", name="Có báo cáo nói đúng như vậy")).to_be_visible()
    expect(page.get_by_role("heading", name="Không thấy báo cáo nào nói điều này")).to_be_visible()


def test_a_citation_opens_by_its_id_or_says_why_not(opened: Opened, claims: Served) -> None:
    """A living one opens at its quote; a wrong id and a removed report each say what happened."""
    page = tab(opened(claims.url), "Tra cứu")
    box = page.get_by_role("textbox", name="Hoặc mở một trích dẫn theo mã")
    report_id = claims.index.report("moi").report_id
    box.fill(f" {report_id}-0-{len(SHRIMP)} ")
    box.press("Enter")
    expect(page.locator("mark")).to_have_text(SHRIMP)
    box.fill("khong-phai-ma")
    box.press("Enter")
    expect(page.locator("#citation-fault")).to_contain_text("không phải mã trích dẫn")
    gone = claims.index.report("d").report_id
    claims.index.set_aside("d")
    box.fill(f"{gone}-0-5")
    box.press("Enter")
    expect(page.locator("#citation-fault")).to_contain_text("gỡ khỏi kho")
    claims.index.bring_back(gone)


def test_pictures_lead_to_their_reports(opened: Opened, claims: Served) -> None:
    """A bar says its number in words; chosen, it shows its reports in the table; settings are told."""
    page = tab(opened(claims.url), "Tổng quan")
    expect(page.locator("#overview-holds")).to_contain_text("4 báo cáo")
    expect(page.get_by_role("button", name="2023: 2 báo cáo. Xem trong kho.")).to_be_visible()
    expect(page.locator("#by-time .hint")).to_have_text("1 báo cáo không nêu thông tin này.")
    page.get_by_role("button", name="Tháng", exact=True).click()
    expect(page.get_by_role("button", name="11/2023: 1 báo cáo. Xem trong kho.")).to_be_visible()
    expect(page.locator("#settings")).to_contain_text("chỉ trích nguyên văn")
    expect(page.locator("#settings")).to_contain_text(claims.index.embedding)
    page.get_by_role("button", name="Thanh Hóa: 2 báo cáo. Xem trong kho.").click()
    expect(page.locator("#library-found")).to_have_text("2 báo cáo phù hợp")
    expect(page.get_by_role("combobox", name="Tỉnh, thành phố")).to_have_value("Thanh Hóa")
    tab(page, "Tổng quan")
    page.get_by_role("button", name="11/2023: 1 báo cáo. Xem trong kho.").click()
    expect(page.locator("#library-found")).to_have_text("1 báo cáo phù hợp")
    expect(page.locator("#reports .open")).to_have_text("Ngao")
    expect(page.get_by_role("combobox", name="Năm đăng")).to_have_value("2023-11")


def test_a_figures_values_are_drawn_over_its_reports(
    opened: Opened,
    tmp_path: Path,
) -> None:
    """Each report's value is a bar by its date, in words too, that opens its quote; one value alone draws nothing."""
    reports = [
        report("moi", SHRIMP, title="Báo cáo quý I", published="2024-04-02"),
        report("khac", "Toàn xã Phú Lộc có 1.209 hộ nuôi tôm.", title="Tin tháng 4", published="2024-04-10"),
        report(
            "cu", "Năm 2022, xã Phú Lộc có 380 hộ nuôi tôm.", title="Báo cáo 2022", published="2023-01-10"
        ),
    ]
    with served(tmp_path / "store", reports, with_page=True) as own:
        page = tab(opened(own.url), "Tra cứu")
        page.locator("#lookup-statement").fill("Xã Phú Lộc có 417 hộ nuôi tôm.")
        page.locator("#lookup-form .primary").click()
        bars = page.locator("#lookup .values .bars button")
        expect(bars).to_have_count(3)
        expect(page.locator("#lookup .values figcaption")).to_contain_text("417 hộ")
        assert [one.get_attribute("class") for one in bars.all()] == ["near", "bears", "contradicts"]
        assert bars.locator(".count").all_inner_texts() == ["380", "417", "1.209"]
        page.get_by_role("button", name="10/04/2024: 1.209 hộ, theo “Tin tháng 4”. Mở trích dẫn.").click()
        expect(page.locator("mark")).to_contain_text("1.209 hộ")
        page.locator("#lookup-statement").fill("Xã Phú Lộc tăng 25 hộ so với cùng kỳ.")
        page.locator("#lookup-form .primary").click()
        expect(page.locator("#lookup-found .statement")).to_contain_text("25 hộ")
        expect(page.locator("#lookup .values")).to_have_count(0)


def test_what_reports_say_stays_text(opened: Opened, claims: Served) -> None:
    """Markup in titles and provinces is shown as written in both views."""
    page = tab(opened(claims.url), "Tra cứu")
    page.locator("#lookup-statement").fill("Xã Tân Bình có 27 hộ nuôi cua.")
    page.locator("#lookup-form .primary").click()
    expect(page.locator("#lookup-found cite")).to_contain_text("<script>alert(1)</script>")
    tab(page, "Tổng quan")
    expect(page.locator("#by-place .name").nth(1)).to_contain_text("<script>")
    assert page.locator("#lookup img, #overview img, #lookup-found script, #overview script").count() == 0


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", PHONE)])
def test_both_views_fit_and_have_contrast(
    opened: Opened,
    claims: Served,
    scheme: str,
    width: int,
) -> None:
    """All tabs can be reached, nothing is wider than the screen, every word stands out by 4.5 to 1."""
    page = tab(opened(claims.url, scheme, width), "Tra cứu")
    page.locator("#lookup-statement").fill("Xã Phú Lộc có 419 hộ nuôi tôm.")
    page.locator("#lookup-form .primary").click()
    expect(page.locator("#lookup-found .differs")).to_be_visible()
    weak = page.evaluate(CONTRAST)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tab(page, "Tổng quan")
    expect(page.locator("#settings")).to_contain_text("0.1.0")
    assert weak + page.evaluate(CONTRAST) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_in_english(opened: Opened, claims: Served) -> None:
    """The other language reaches verdicts, bars and settings."""
    page = opened(claims.url)
    page.get_by_role("button", name="English").click()
    tab(page, "Check")
    page.locator("#lookup-statement").fill("Xã Phú Lộc có 419 hộ nuôi tôm.")
    page.locator("#lookup-form .primary").click()
    expect(page.get_by_role("heading", name="The reports say otherwise")).to_be_visible()
    tab(page, "Overview")
    expect(page.get_by_role("button", name="2023: 2 reports. Show them.")).to_be_visible()
    expect(page.locator("#settings")).to_contain_text("by quotes alone")
