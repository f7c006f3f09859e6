"""What any wording of a question shows by itself: its years and its provinces. Pure."""

import re
from datetime import date

from index import places
from index.vietnamese import fold, terms

# A year by itself, and a stretch of them ("2021 - 2025").
YEAR = re.compile(r"(?<![\d.,/-])(?:1[89]|20)\d\d(?![\d.,]\d|\s*[-–/]\s*(?:1[89]|20)\d\d)")
YEAR_SPAN = re.compile(
    r"((?:1[89]|20)\d\d)\s*(?:[-–]|(?:đến|tới|to|den|toi)(?: hết| het| end of)?(?: năm| nam)?)\s*((?:1[89]|20)\d\d)"
)

# A year told from today, unless something is only compared with it.
_COMPARED = r"(?<!so với )(?<!so voi )(?<!cùng kỳ )(?<!cung ky )(?<!như )(?<!hơn )(?<!việt )(?<!viet )"
_RELATIVE = (
    (0, re.compile(rf"{_COMPARED}\b(?:năm|nam) nay\b|\b(?:hôm|hom) (?:nay|qua)\b|\b(?:tháng|thang) (?:này|nay)\b"
                   r"|\b(?:this (?:year|month)|today|yesterday)\b")),
    (-1, re.compile(rf"{_COMPARED}\b(?:năm|nam) (?:ngoái|ngoai)\b|(?<!than )\blast year\b")),
    (1, re.compile(r"\b(?:năm|nam) (?:tới|toi)\b|\bsang (?:năm|nam)\b|\bnext year\b")),
)  # fmt: skip


def relative_years(text: str, today: date) -> tuple[str, ...]:
    """The years that a wording tells from today: "năm ngoái", "hôm nay"."""
    written = text.lower()
    return tuple(str(today.year + shift) for shift, said in _RELATIVE if said.search(written))


def named_places(text: str) -> list[places.Place]:
    """The provinces a wording names, however it is typed: all small letters, all capitals, or without accents."""
    found = places.find(text)
    careless = fold(text) == text.lower() or text[1:] in (text[1:].lower(), text[1:].upper())
    if found or not careless:
        return found
    return [
        place
        for place in places.find(text, folded=True)
        if _is_typed(text[place.start : place.end], place.name)
    ]


def without_places(text: str) -> str:
    """A wording without the provinces that it names."""
    kept = text
    for place in reversed(named_places(text)):
        kept = f"{kept[: place.start]} {kept[place.end :]}"
    return " ".join(kept.split())


def _is_typed(written: str, name: str) -> bool:
    """Whether a name is written with its own accents, or with none."""
    exact = [term.exact for term in terms(written)]
    return fold(written) == written.lower() or exact == [term.exact for term in terms(name)]
