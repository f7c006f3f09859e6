"""Wordings: what any wording of a question shows by itself: its years and its provinces. Pure."""

import re
from datetime import date, timedelta

from assistant.stated.plain import listed
from index import places
from index.months import MONTHS
from index.vietnamese import fold, terms

# A year by itself, and a stretch of them ("2021 - 2025").
YEAR = re.compile(r"(?<![\d.,/-])(?:1[89]|20)\d\d(?![\d.,]\d|\s*[-–/]\s*(?:1[89]|20)\d\d)")
YEAR_SPAN = re.compile(
    r"((?:1[89]|20)\d\d)\s*(?:[-–]|(?:đến|tới|to|den|toi)(?: hết| het| end of)?(?: năm| nam)?)\s*((?:1[89]|20)\d\d)"
)

# A year that another is only held against: "tụt mấy bậc so với năm 2020".
_HELD_AGAINST = re.compile(
    r"(?:\b(?:so|cùng kỳ|cung ky) (?:với|voi)|\b(?:cùng kỳ|cung ky|compared (?:to|with)|than))"
    r"(?: (?:cùng kỳ|cung ky|kỳ|ky|in|the|same|period|of))*(?: (?:năm|nam))? (?:1[89]|20)\d\d(?!\d)",
    re.IGNORECASE,
)


def years_asked(text: str) -> tuple[str, ...]:
    """The years that a wording names by themselves, those apart that another time is only held against."""
    return tuple(dict.fromkeys(YEAR.findall(_HELD_AGAINST.sub(" ", YEAR_SPAN.sub(" ", text)))))


# A year told from today, unless something is only compared with it.
_COMPARED = r"(?<!so với )(?<!so voi )(?<!cùng kỳ )(?<!cung ky )(?<!như )(?<!hơn )(?<!việt )(?<!viet )"
# "các năm trước", "tám năm trước": no one year, or one told from another.
_OF_SEVERAL = r"(?<!\d )" + "".join(
    rf"(?<!{said} )"
    for said in listed(
        "các cac những nhung mọi nhiều nhieu nhiêu mấy vài một mot hai ba bốn bon năm lăm sáu bảy tám tam chín chin"
        " mười muoi mươi chục chuc trăm tram nghìn nghin ngàn ngan vạn triệu trieu tỷ tỉ"
    )
)
_RELATIVE = (
    (0, re.compile(rf"{_COMPARED}\b(?:năm|nam) nay\b|\b(?:hôm|hom) (?:nay|qua)\b|\b(?:tháng|thang) (?:này|nay)\b"
                   r"|\b(?:tuần|tuan) (?:này|nay|qua|rồi|roi|trước|truoc|tới|toi|sau)\b|\b(?:cuối|cuoi) (?:tuần|tuan)\b"
                   r"|\b(?:this (?:year|month|week)|(?:last|next) week|today|yesterday)\b")),
    (-1, re.compile(rf"{_COMPARED}\b(?:năm|nam) (?:ngoái|ngoai)\b|(?<!than )\blast year\b"
                    rf"|{_COMPARED}{_OF_SEVERAL}\b(?:năm|nam) (?:trước|truoc)\b"
                    r"(?!,? (?:đó|do|đây|day|khi|nữa|nua|\d))")),
    (1, re.compile(r"\b(?:năm|nam) (?:tới|toi)\b|\bsang (?:năm|nam)\b|\bnext year\b")),
)  # fmt: skip


def relative_years(text: str, today: date) -> tuple[str, ...]:
    """The years that a wording gives relative to today: "năm ngoái", "hôm nay"."""
    written = text.lower()
    return tuple(str(today.year + shift) for shift, said in _RELATIVE if said.search(written))


# A month or quarter told from today; "tháng trước đó" and "tháng trước khi …" are told from another.
_LAST = re.compile(
    rf"{_COMPARED}\b(?P<of>tháng|thang|quý|quí|quy|qui) (?:trước|truoc|vừa qua|vua qua|vừa rồi"
    r"|vua roi)(?! (?:đó|do|khi|ngày|ngay))\b"
    r"|(?<!than )\b(?:the )?last (?P<en>month|quarter)\b",
    re.IGNORECASE,
)
# A day told from today; "tính đến hôm nay" only says so far.
_DAYS_OFF = {
    "hom kia": -2, "hom qua": -1, "yesterday": -1, "hom nay": 0, "sang nay": 0, "chieu nay": 0, "toi nay": 0,
    "today": 0,
    "ngay mai": 1, "sang mai": 1, "chieu mai": 1, "toi mai": 1, "tomorrow": 1, "ngay kia": 2,
}  # fmt: skip
_DAY = re.compile(
    r"(?<!đến )(?<!den )(?<!tới )(?<!toi )\b(?:(?:hôm|hom) (?:kia|qua|nay)"
    # without accents "toi nay" may be "tới nay", so far
    r"|(?:sáng|sang|chiều|chieu|tối) (?:nay|mai)|(?:ngày|ngay) (?:mai|kia)|yesterday|today|tomorrow)\b",
    re.IGNORECASE,
)
_QUARTERS = ("I", "II", "III", "IV")


def dated(text: str, today: date) -> str:
    """A wording that names no year, with "last month", "last quarter" or a day relative to today by its own name."""
    if YEAR.search(text) or YEAR_SPAN.search(text):
        return text
    if told := _DAY.search(text):
        return f"{text[: told.start()]}{_of_day(told.group(), text, today)}{text[told.end() :]}"
    if not (said := _LAST.search(text)):
        return text
    if (said["of"] or said["en"]).lower() in ("tháng", "thang", "month"):
        year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
        which = f"tháng {month} năm {year}" if said["of"] else f"{MONTHS[month - 1]} {year}"
    else:
        quarter = (today.month - 1) // 3
        year = today.year if quarter else today.year - 1
        number = _QUARTERS[quarter - 1]
        which = f"quý {number} năm {year}" if said["of"] else f"quarter {number} of {year}"
    bare = said["of"] and is_bare(text)
    return text[: said.start()] + (fold(which) if bare else which) + text[said.end() :]


def _of_day(told: str, text: str, today: date) -> str:
    """The date of a day relative to today, as it is typed in such a wording."""
    day = today + timedelta(_DAYS_OFF[fold(told)])
    if told[0] in "yYtT" and told.lower() in ("yesterday", "today", "tomorrow"):
        return f"on {day.day}/{day.month} in {day.year}"
    which = f"ngày {day.day} tháng {day.month} năm {day.year}"
    which = f"{which[:1].upper()}{which[1:]}" if told[0].isupper() else which
    return fold(which) if is_bare(text) else which


def is_bare(text: str) -> bool:
    """Whether a text is typed without accents."""
    return fold(text) == text.lower()


def is_typed_alike(text: str) -> bool:
    """Whether a text is typed in small letters alone, or in capitals alone, its first letter apart."""
    return text[1:] in (text[1:].lower(), text[1:].upper())


def named_places(text: str) -> list[places.Place]:
    """The provinces a wording names, however it is typed: all small letters, all capitals, or without accents."""
    found = places.find(text)
    careless = is_bare(text) or is_typed_alike(text)
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
    return is_bare(written) or exact == [term.exact for term in terms(name)]
