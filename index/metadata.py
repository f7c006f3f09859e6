"""Metadata: what the words of a report say of its source, its dates and its province. Pure.

Three dates are kept apart: when the page was saved (of no use to anybody), when the report was published, and when
the event that it tells of took place. Nothing is guessed: what the text does not say is None.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from datetime import date

from index import dates, places
from index.boilerplate import Layout
from index.furniture import is_publisher
from index.plain import plain

# A dateline opens a sentence: "Sáng ngày 21/12, UBND …", "(Báo …) - Ngày 21/12/2022, …", "Sáng nay (5/3), …".
_OPENS = re.compile(
    r"(?:^|[.!?:\"”] |\) ?[-:,]? ?|^[^.:;\d]{2,40} - ?)"
    r"(?:vao |trong |ca )?(?:(?:luc|hoi) \d{1,2}(?:h|g| gio) ?\d{0,2}(?: phut)?,? )?"
    r"(?:sang|chieu|toi|trua|dem|hom)?(?: nay| qua| mai| som)?[ ,]*(?:(?:vao )?(?:luc|hoi) \d{1,2}(?:h|g| gio)"
    r" ?\d{0,2}(?: phut)?,? )?(?:(?:thu (?:hai|ba|tu|nam"
    r"|sau|bay|\d)|chu nhat)[ ,]*)?"
    r"\(?(?:(?:hai |ba |cac |2 |3 |4 )?ngay |mung )?$"
)
# Or it stands inside one: "hội nghị diễn ra chiều 14/11", "được tổ chức vào ngày 21/12".
_TELLS = re.compile(
    r"\b(?:dien ra|to chuc|khai mac|be mac|lam viec|bat dau|ra mat|khanh thanh|hop|phien"
    r"|hoi nghi|hoi thao|toa dam|dai hoi|cuoc|buoi|le)\b"
    r"[^.;]{0,40}?\bngay \(?$"
    r"|\b(?:sang|chieu|toi|trua|dem)(?: nay| qua| mai)?,?(?: ngay)? ?\(?$"
)
_DOCUMENT = re.compile(
    r"\b(?:so|nghi quyet|quyet dinh|ket luan|chi thi|thong tu|nghi dinh|luat|phap lenh|cong van"
    r"|van ban|ke hoach|to trinh|thong bao|cong dien|de an)\b"
    r"[^.;]{0,70}\bngay $"
)
_UNTIL = re.compile(r"\b(?:den|tu|truoc|sau|het|cap|han|ky niem|sinh)(?: het)? ngay $")
_TODAY = re.compile(r"(?:vao )?(?:sang|chieu|toi|trua)(?: som)? nay\b|hom nay\b")
_PLACE_AND_DAY = re.compile(
    r"^[ \t|]*(?P<place>[a-z][a-z .-]{1,30}), ngay ?\d{1,2} thang ?\d{1,2} nam ?\d{4}[ \t|]*$", re.M
)
# "đến năm 2030", "giai đoạn 2021-2025": years that say nothing of when the report was written.
_AHEAD = re.compile(
    r"\b(?:den|toi|sau|truoc|tu|tam nhin|dinh huong|giai doan|nhiem ky|thoi ky|khoa)(?: het"
    r"| cuoi)?(?: nam)? ?$|\d{4} ?- ?$"
)
_PLANNED = re.compile(
    r"\b(?:nhiem vu|ke hoach|phuong huong|du toan|giai phap|chuong trinh|muc tieu|chi tieu"
    r"|trong tam|phuong cham|chu de|dau|xuan|tet)\b[^.;]{0,90}$"
)
_LEAD_LINES = 4
_LEAD = 900

_ACTS = re.compile(
    r"\b(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|tinh uy|thanh uy|doan dbqh"
    r"|doan dai bieu quoc hoi|mttq|cong an|dang bo|quy hoach|dia ban"
    r"|chu tich|bi thu|bch|btv|ban thuong vu|ban chap hanh|bo chi huy quan su|tand|vksnd"
    r"|toa an nhan dan|lien doan lao dong|hoi nong dan|tinh doan|so [a-z, -]{2,45}|cuc [a-z ]{3,20}"
    r"|toan|van phong)(?: (?:tinh|tp\.?|thanh pho))? ?$"
)
_KIND = re.compile(r"\b(?:tinh|tp\.?|thanh pho) ?$")
_DISTRICT = re.compile(
    r"\b(?:huyen|thi xa|thanh pho|tp\.?|quan|xa|phuong|thi tran) [^,;.()]{2,30}(?:,|\("
    r"| -) ?(?:tinh |tp\.? )?$"
)
_PARTNER = re.compile(
    r"\b(?:voi|giua|hoc tap|kinh nghiem|so voi|den tu|que|cung|ket nghia)(?: [a-z]+){0,3} ?$"
)
_JOINS = re.compile(r" ?(?:,|;|-|/|va|,? cung|hoac) ?(?:tinh |tp\.? |thanh pho )?")
# National papers sit there, whatever province they write about.
_CAPITALS = frozenset(("Hà Nội", "Thành phố Hồ Chí Minh"))
# What a province gains where it is named: by the paper, in its address, in the place and day of an official letter; and
# what a mention in title, lead or the rest of the body is multiplied by.
_BY_PAPER, _BY_ADDRESS, _BY_LETTER = 8, 4, 6
_IN_TITLE, _IN_LEAD, _FURTHER_DOWN = 5, 2, 1
# What the first must reach; what neither paper nor title nor lead names must be named the more often further down.
_ENOUGH, _ENOUGH_FURTHER_DOWN = 3, 6
# How many times as much as the next the first must have.
_CLEARLY = 1.8


def source(layout: Layout) -> str | None:
    """The paper or portal that the page names outside the report, or the source named under it."""
    for line in layout.around:
        if is_publisher(line):
            return _cased(line.text)
        found = re.search(r"(?:cong|trang) (?:thong tin dien tu|ttdt)\b[^.:;]{2,80}$", line.bare)
        if found and len(line.bare) == len(line.text):
            return _cased(line.text[found.start() :])
    for line in layout.around:
        found = re.fullmatch(r"[(\[]?(?:nguon(?: tin)?|theo) ?:? ([^()\[\]]{2,60})[)\]]?", line.bare)
        if found and len(line.bare) == len(line.text):
            return line.text[found.start(1) : found.end(1)].strip()
    return None


def _cased(name: str) -> str:
    """A paper's name; capitals throughout are made `Báo Hà Nam điện tử`."""
    name = name.strip(" -–|")
    if not name.isupper():
        return name
    lower = name.lower()
    for place in reversed(places.find(name)):
        lower = lower[: place.start] + place.name + lower[place.end :]
    return lower[0].upper() + lower[1:]


def published(layout: Layout, text: str) -> str | None:
    """When the report was published: its date line beside the title, else the place and day of an official
    letter.
    """
    lines = sorted(layout.posted, key=lambda line: "cap nhat" in line.bare[:60])
    for line in lines:
        found = [d for d in dates.find(line.text[:120]) if d.year and d.precision in ("day", "month")]
        if found:
            return found[0].value
    if letter := _place_and_day(text):
        return next((d.value for d in dates.find(letter.group()) if d.precision == "day"), None)
    return None


def _place_and_day(text: str) -> re.Match[str] | None:
    """The line `Hà Nam, ngày 22 tháng 6 năm 2022` at the head of an official letter."""
    return _PLACE_AND_DAY.search(plain(text[:2500]).text)


def event_date(layout: Layout, text: str, known: str | None, after: int = 0) -> tuple[str | None, str | None]:
    """When the event of the report took place, and the publish date if the page's clock turns out to be it.

    `known` is the publish date, `after` where the head of a document ends. A dateline without a year takes it
    from `known`, else from the text's years.
    """
    reference = _reference(known)
    for line in _lead(layout, text, after):
        found = _dateline(line, reference)
        if found is None:
            continue
        if found.year:
            return found.value, known
        clock = _clock_day(layout, found)
        if clock:
            return _dated(found, clock.year), clock.isoformat()
        year = _year_of(text, layout, int(found.value[2:4]))
        return (_dated(found, year) if year else None), known
    return None, known


def _dated(found: dates.FoundDate, year: int) -> str:
    """The date in that year."""
    return f"{year}-{found.value[2:]}"


def _reference(known: str | None) -> int | date | None:
    """The day or year from which dates without a year are completed."""
    if not known:
        return None
    if len(known) == 4:
        return int(known)
    year, month, *day = map(int, known.split("-"))
    return date(year, month, day[0] if day else 15)


def _lead(layout: Layout, text: str, after: int = 0) -> list[str]:
    """The first lines of the body after the title and the head."""
    after = max(after, layout.title[1] if layout.title else 0)
    lines: list[str] = []
    for start, end in layout.body:
        if end > after:
            lines += [
                line.strip()
                for line in text[max(start, after) : end][: 4 * _LEAD].splitlines()
                if line.strip() and " | " not in line
            ]
        if len(lines) >= _LEAD_LINES:
            break
    return [line[:_LEAD] for line in lines[:_LEAD_LINES]]


def _dateline(line: str, reference: int | date | None) -> dates.FoundDate | None:
    """The day that opens a sentence of the line, else the one on which it says that something took place."""
    bare = plain(line)
    days = [
        each
        for each in dates.find(line, reference)
        if each.precision == "day" and not _is_past(each, reference)
    ]
    heads = [(each, plain(line[max(0, each.start - 130) : each.start]).text) for each in days]
    for each, head in heads:
        if _OPENS.search(head):
            return each
    if isinstance(reference, date) and _TODAY.match(bare.text):
        return dates.FoundDate(0, 1, reference.isoformat(), "day")
    for each, head in heads:
        if _TELLS.search(head) and not _DOCUMENT.search(head) and not _UNTIL.search(head):
            return each
    return None


def _is_past(found: dates.FoundDate, reference: int | date | None) -> bool:
    """Whether the date lies years from the report: what it tells of then is history or a plan."""
    if reference is None or not found.year:
        return False
    return abs(found.year - (reference.year if isinstance(reference, date) else reference)) > 1


def _clock_day(layout: Layout, found: dates.FoundDate) -> date | None:
    """The day of the date line above the title, where the dateline shows that it is no mere clock of the
    site.
    """
    if not layout.clock or layout.posted or "gmt" in layout.clock.bare:
        return None
    days = [each.value for each in dates.find(layout.clock.text) if each.precision == "day" and each.year]
    if not days:
        return None
    day = date.fromisoformat(days[0])
    return day if f"--{day.isoformat()[5:]}" == found.value else None


def _year_of(text: str, layout: Layout, month: int) -> int | None:
    """The year in which a report was written that says only the day and month of its event.

    The month named with a year settles it. Otherwise it is the latest year that the text speaks of as going
    on or past; a year it only plans for counts as the next one.
    """
    past: Counter[int] = Counter()
    planned: Counter[int] = Counter()
    for start, end in layout.body:
        part = text[start:end]
        bare = plain(part)
        for found in dates.find(part):
            if not found.year:
                continue
            if found.precision == "month" and int(found.value[5:7]) == month:
                return found.year
            head = plain(part[max(0, found.start - 100) : found.start]).text
            ahead = _AHEAD.search(head) or re.match(r" ?- ?\d{4}", bare.text[found.end : found.end + 8])
            if found.precision == "year" and ahead:
                continue
            (planned if found.precision == "year" and _PLANNED.search(head) else past)[found.year] += 1
    if not past:
        return min(planned) - (month >= 10) if planned else None
    latest = max(past)
    # in January the year under review is over and the one planned for has begun
    return latest + 1 if month <= 2 and planned[latest + 1] and not planned[latest] else latest


def province(text: str, layout: Layout, title: str | None, paper: str | None) -> str | None:
    """The province that the report is about, None if nothing names it.

    The paper's name weighs most, then a body of the province that acts, then `tỉnh X`; a name alone weighs
    little, one in a list of provinces or beside whom others are compared or met hardly anything. It must lead
    the next one clearly.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    # what is typed without accents names its provinces so
    bare = text.isascii()
    _weigh_publisher(layout, paper, weights)
    _weigh_letter(text, paper, weights)
    if title:
        _weigh(title, places.find(title, folded=bare), _IN_TITLE, weights)
    named = [place for place in places.find(text, folded=bare) if _inside(place, layout)]
    lead_end = (layout.title[1] if layout.title else layout.body[0][0] if layout.body else 0) + _LEAD
    lead = [place for place in named if place.start < lead_end]
    _weigh(text, lead, _IN_LEAD, weights)
    shown = {name for name, weight in weights.items() if weight}
    _weigh(text, named[len(lead) :], _FURTHER_DOWN, weights)
    ranked = sorted(weights.items(), key=lambda item: -item[1])[:2]
    if not ranked or ranked[0][1] < (_ENOUGH if ranked[0][0] in shown else _ENOUGH_FURTHER_DOWN):
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _CLEARLY * ranked[1][1] else None


def _weigh_publisher(layout: Layout, paper: str | None, weights: defaultdict[str, float]) -> None:
    """Add what the paper's name and the lines around the report, its address among them, say of the province."""
    for place in places.find(paper or "", folded=(paper or "").isascii()):
        weights[place.name] += _BY_PAPER
    for line in layout.around:
        if re.match(r"(?:dia chi|tru so|toa soan)\b", line.bare) or is_publisher(line):
            for name in {place.name for place in places.find(line.text)} - _CAPITALS:
                weights[name] += _BY_ADDRESS


def _weigh_letter(text: str, paper: str | None, weights: defaultdict[str, float]) -> None:
    """Add what the line of place and day of an official letter says of the province."""
    if not (letter := _place_and_day(text)):
        return
    named_by = {place.name for place in places.find(paper or "")}
    issuer = plain(paper or "").text
    for name in {place.name for place in places.find(text[letter.start() : letter.end()])}:
        if re.search(rf"\b(?:xa|phuong|tran|huyen|quan|dac khu) {plain(name).text}\b", issuer):
            continue  # the commune or district that issued it bears a province's name
        # the bodies of the whole country sign there too
        weights[name] += 0 if name in _CAPITALS - named_by else _BY_LETTER


def _inside(place: places.Place, layout: Layout) -> bool:
    """Whether the mention stands in the body and not in the title on the page, which is weighed by itself."""
    if layout.title and layout.title[0] <= place.start < layout.title[1]:
        return False
    at = bisect_right(layout.body, place.start, key=lambda span: span[0]) - 1
    return at >= 0 and place.start < layout.body[at][1]


def _weigh(text: str, found: list[places.Place], factor: int, weights: defaultdict[str, float]) -> None:
    """Add to each province what its mentions in `text` say of the report being about it."""
    for index, place in enumerate(found):
        head = plain(text[max(0, place.start - 70) : place.start]).text
        weights[place.name] += factor * _weight(head, _in_list(text, found, index))


def _in_list(text: str, found: list[places.Place], index: int) -> bool:
    """Whether the mention is one of several provinces named in a row."""
    place = found[index]
    beside = [(found[index - 1].end, place.start)] if index else []
    beside += [(place.end, found[index + 1].start)] if index + 1 < len(found) else []
    return any(end - start < 25 and _JOINS.fullmatch(plain(text[start:end]).text) for start, end in beside)


def _weight(head: str, listed: bool) -> float:
    """What one mention is worth, by the words before it."""
    if listed:
        return 0.25
    if _ACTS.search(head):
        return 3
    if _DISTRICT.search(head):
        return 1.5
    if _KIND.search(head):
        return 0.5 if _PARTNER.search(_KIND.sub("", head)) else 1.5
    return 0.5
