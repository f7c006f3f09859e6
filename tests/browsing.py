"""What the tests of the page share: what is asked, and how a person asks and looks in a real Chromium."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

THEME = "Thanh Hóa chọn chủ đề năm 2023 là gì?"
DECIDED = "Nâng cao tinh thần trách nhiệm, kịp thời giải quyết các khó khăn"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> **đậm** $x^2$ ${7*7} {{7*7}} `mã` 𝒳'
PHONE = 390
# The slowest a step may be on a busy machine with two cores.
PATIENCE_MS = 60_000
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
# How many turns there are, and the question of the last.
STANDS = (
    "() => [document.querySelectorAll('.turn').length, "
    "document.querySelector('#current .asked .words')?.textContent].join()"
)
Opened = Callable[..., "Page"]


def ask(page: "Page", question: str) -> None:
    """Type a question into the first text area and press Enter; it stands on the page then, the last of its turns."""
    before = page.evaluate(STANDS)
    page.locator("textarea").first.fill(question)
    page.locator("textarea").first.press("Enter")
    page.wait_for_function(f"(before) => ({STANDS})() !== before", arg=before)


def last_turn(page: "Page") -> Any:
    """The turn that was asked last, once it is finished."""
    turn = page.locator("#current .turn:not([data-state=asking])")
    turn.wait_for()
    return turn


def cited(page: "Page", number: int = 1) -> Any:
    """The button of a citation in the last turn."""
    return last_turn(page).get_by_role("button", name=f"[{number}]", exact=True)
