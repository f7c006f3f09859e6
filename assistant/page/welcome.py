"""Welcome: the first view: what Trích is, what the store holds, and questions to begin with. Pure."""

from html import escape

from assistant.page.words import said

# Questions that the sample reports answer; shown only while those are in the store.
EXAMPLES = (
    "Thanh Hóa chọn chủ đề năm 2023 là gì?",
    "Cao tốc Quốc lộ 45 - Nghi Sơn dài bao nhiêu?",
    "Quảng Ninh đạt bao nhiêu điểm PCI 2023?",
    "Dân số thành phố Huế khi thành lập?",
)
_TO_LIBRARY = 'type="button" class="open" data-to="library"'


def welcome(reports: int, samples: bool) -> str:
    """The greeting of an empty chat over a store of so many `reports`, which are all `samples` or none of them."""
    key = "welcome.empty" if not reports else "welcome.samples" if samples else "welcome.reports"
    holds = said(
        key, "p", 'class="holds"', **({"count": f"{reports:,}".replace(",", ".")} if reports else {})
    )
    body = f"{said('welcome.title', 'h2')}{said('welcome.promise', 'p')}{holds}{_adding(reports, samples)}"
    return f'<div class="welcome">{body}{_examples() if samples else ""}</div>'


def _adding(reports: int, samples: bool) -> str:
    """The button that leads to adding reports, while there are none but samples."""
    if reports and not samples:
        return ""
    return f"<p>{said('welcome.add', 'button', _TO_LIBRARY)}</p>"


def _examples() -> str:
    """Questions that a click asks."""
    asked = "".join(
        f'<li><button type="button" class="example" data-ask="{escape(example)}">{escape(example)}</button></li>'
        for example in EXAMPLES
    )
    return f'{said("welcome.try", "h3")}<ul class="examples">{asked}</ul>'
