"""axe-core over every view: no serious fault. The chat light on a desk, the others dark on a phone; the rest of the
themes and widths in the campaign.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

import pytest
from pdfs import written
from serving import Served, needs_chromium, samples, served

from index import Report
from index.reading import read

pytest.importorskip("playwright", reason="no Playwright on this machine")
pytest.importorskip("axe_playwright_python", reason="no axe-core on this machine")
from axe_playwright_python.sync_playwright import Axe
from browsing import PHONE, THEME, Opened, ask, cited, last_turn
from playwright.sync_api import FilePayload, Page, expect

pytestmark = needs_chromium


def faults(page: Page) -> list[str]:
    """What axe finds that keeps somebody out, or nearly."""
    # colours on their way to others are not to be judged
    page.evaluate(
        "Promise.allSettled(document.getAnimations().filter(stops).map((one) => one.finished))".replace(
            "stops", "(one) => one.effect?.getComputedTiming().iterations !== Infinity"
        )
    )
    found: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page over the samples as reports of the reader's own, and a PDF."""
    pdf = tmp_path_factory.mktemp("pdf") / "thu-ngan-sach.pdf"
    pdf.write_bytes(written([[(72, 700, "Thu ngan sach xa Phu Loc dat 3.215 ty dong trong nam 2024.")]]))
    (found,) = read(pdf)
    assert isinstance(found, Report)
    own = [replace(one, origin="user") for one in samples()]
    with served(tmp_path_factory.mktemp("store"), [*own, found], with_page=True) as running:
        yield running


LOOKS: list[tuple[Literal["light", "dark"], int]] = [
    ("light", 1280),
    ("dark", PHONE),
    ("dark", 1280),
    ("light", PHONE),
]


def looks(soon: tuple[str, int]) -> list[Any]:
    """Each theme and width; all but one in the campaign."""
    return [pytest.param(*one, marks=[] if one == soon else pytest.mark.campaign) for one in LOOKS]


@pytest.mark.parametrize(("scheme", "width"), looks(("light", 1280)))
def test_no_view_keeps_anybody_out(
    opened: Opened, paged: Served, scheme: Literal["light", "dark"], width: int
) -> None:
    """Chat: welcome, answer with its card, report, refusal with filters, comparison, conversations, rating, English."""
    page = opened(paged.url, scheme, width)
    expect(page.locator("#welcome")).to_be_visible()
    found = {"welcome": faults(page)}
    ask(page, THEME)
    cited(page).click()
    expect(page.locator("mark")).to_be_visible()
    cited(page).focus()
    cited(page).hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    found["answer, card, report"] = faults(page)
    page.locator("#report-close").click()
    ask(page, "So sánh điểm PCI của Quảng Ninh và Long An năm 2023")
    expect(last_turn(page).locator("table.compared")).to_be_visible()
    ask(page, "Quảng Ninh đạt bao nhiêu điểm PCI 2019?")
    expect(last_turn(page).locator("[data-ask]").first).to_be_visible()
    expect(page.locator("#past table.compared")).to_be_visible()
    page.locator("#filters-open").click()
    page.locator("#filters select[name=province]").select_option("Quảng Ninh")
    found["comparison, refusal, filters"] = faults(page)
    page.locator("#filters-open").click()
    last_turn(page).get_by_role("button", name="Lấy liên kết").click()
    expect(page.locator("#told")).to_be_visible()
    page.locator("#history-open").click()
    expect(page.locator("#history-list li").first).to_be_visible()
    page.locator("#shares summary").click()
    found["conversations"] = faults(page)
    page.locator("#history-close").click()
    last_turn(page).get_by_role("button", name="Chưa đúng").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found["rating"] = faults(page)
    page.keyboard.press("Escape")
    page.locator("#language").click()
    found["english"] = faults(page)
    assert {view: said for view, said in found.items() if said} == {}


@pytest.mark.parametrize(("scheme", "width"), looks(("dark", PHONE)))
def test_no_other_view_does_either(
    opened: Opened, paged: Served, scheme: Literal["light", "dark"], width: int
) -> None:
    """The reports with what came of adding, the form to correct one, a page of a PDF, a claim checked, the overview."""
    page = opened(paged.url, scheme, width)
    page.get_by_role("tab", name="Kho báo cáo").click()
    page.locator("#files").set_input_files(FilePayload(name="a.xyz", mimeType="a/b", buffer=b"x"))
    expect(page.locator("#adding-results .bad")).to_be_visible()
    expect(page.locator("#reports tbody tr").first).to_be_visible()
    found = {"reports": faults(page)}
    page.locator("[data-edit]").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found["correction"] = faults(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="thu-ngan-sach.pdf", exact=True).click()
    page.get_by_role("button", name="Trang gốc").click()
    expect(page.locator("#page-picture")).to_be_visible()
    found["page"] = faults(page)
    page.locator("#report-close").click()
    page.get_by_role("tab", name="Tra cứu").click()
    page.locator("#lookup-statement").fill("Quảng Ninh đạt 71,25 điểm PCI 2023. Xã A có 3 hộ.")
    page.locator("#lookup-form .primary").click()
    expect(page.locator("#lookup-found article")).to_have_count(2)
    found["check"] = faults(page)
    page.get_by_role("tab", name="Tổng quan").click()
    expect(page.locator("#settings")).to_contain_text("0.1.0")
    found["overview"] = faults(page)
    assert {view: said for view, said in found.items() if said} == {}
