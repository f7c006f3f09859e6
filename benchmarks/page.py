"""How soon the page answers a person: first view, first word of an answer, a citation opened in a long report.

    make bench BENCH=page [ARGS="--runs 5"]

A server with a warm store of the sample texts and one report of 200 pages, quotes only; Debian's Chromium, through
Playwright. Milliseconds by the browser's own clock: from the navigation to a question box that can be typed in, from
Enter to the first sentence on the page, from the click on a mark to its quote in view, with and without the pointer
having rested on the mark before. The median of the runs, and the longest.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from serving import CHROMIUM_ARGUMENTS, samples, served

from index import Report

QUESTION = "Xã Phú Lộc có bao nhiêu hộ tham gia bảo hiểm y tế tự nguyện?"
# Waits for an event, then for what `seen` tells to be true: the milliseconds between the two, later in `window.taken`.
_TIMED = """([name, seen]) => {
  window.taken = new Promise((done) => document.addEventListener(name, () => {
    const begun = performance.now(), is = new Function(`return ${seen}`);
    const look = () => is() ? done(performance.now() - begun) : setTimeout(look, 1);
    look();
  }, { capture: true, once: true }));
}"""
_IN_VIEW = (
    "(() => { const m = document.querySelector('#report:not([hidden]) mark')?.getBoundingClientRect();"
    " return m && m.top >= 0 && m.bottom <= innerHeight && m.height > 0; })()"
)


def long_report() -> Report:
    """A report of 200 pages, the answer on page 150."""
    filler = "Ủy ban nhân dân các xã tiếp tục triển khai nhiệm vụ theo kế hoạch đã đề ra trong quý. " * 30
    pages = [f"Trang {number}. {filler}\n" for number in range(200)]
    pages[149] += "Xã Phú Lộc có 417 hộ tham gia bảo hiểm y tế tự nguyện.\n"
    starts = tuple(sum(map(len, pages[:number])) for number in range(200))
    text = "".join(pages)
    return Report("dai", text, ((0, len(text)),), title="Báo cáo dài", pages=starts, origin="sample")


def run(page: Page, url: str) -> dict[str, float]:
    """The four times of one visit, in milliseconds."""
    page.goto(url)
    box = page.locator("textarea").first
    box.wait_for()
    first: float = page.evaluate("performance.now()")
    page.locator(".welcome").wait_for()
    page.wait_for_timeout(1000)
    box.fill(QUESTION)
    page.evaluate(_TIMED, ["keydown", "document.querySelector('#current .sentence')"])
    box.press("Enter")
    words: float = page.evaluate("window.taken")
    mark = page.locator("#current .cite").first
    page.locator("#current [data-share]").wait_for()
    page.wait_for_timeout(500)
    page.evaluate(_TIMED, ["click", _IN_VIEW])
    mark.evaluate("mark => mark.click()")
    cold: float = page.evaluate("window.taken")
    page.locator("#report-close").click()
    mark.hover()
    page.wait_for_timeout(1000)
    page.evaluate(_TIMED, ["click", _IN_VIEW])
    mark.click()
    warm: float = page.evaluate("window.taken")
    page.close()
    return {"first view": first, "first word": words, "citation": cold, "citation after a look": warm}


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "store", [*samples(), long_report()], with_page=True) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_ARGUMENTS
        )
        # the first visit warms the server
        times = [run(browser.new_page(), server.url) for _ in range(options.runs + 1)][1:]
        browser.close()
    for name in times[0]:
        taken = [one[name] for one in times]
        print(f"{name:22} median {median(taken):6.0f} ms   longest {max(taken):6.0f} ms")


if __name__ == "__main__":
    main()
