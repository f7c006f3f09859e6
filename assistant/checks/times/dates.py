"""Faults of dates: not in the quote, or of something else in it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer import Fault
from assistant.checks.figures.around import MOST
from assistant.checks.figures.binding import misbound, scope, shared
from assistant.checks.figures.verbs import told_by_word
from assistant.checks.pair import Pair, fault, first
from assistant.checks.times.periods import PERIOD, is_base, is_held_against
from assistant.checks.wording.words import alike_from_start
from assistant.stated.moments import Moment, bears, borne
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted

# The end of a year, and what of a quote is as late.
_YEAR_END = Spotted(r"(?:đến|tới|tính đến) (?:hết|cuối) năm")
_LATE = re.compile(
    r"(?<!\w)(?:(?:hết|cuối|cả|trong) năm|31[/-]12|tháng (?:12|mười hai)|quý (?:IV|4)|12 tháng|năm \d{4})",
    re.I,
)
# A day before or after which something is to be, and the word for such a day.
_DUE = re.compile(
    r"(?<!\w)(?:trước|sau|chậm nhất|muộn nhất|không quá)(?: (?:là|vào|ngày|tháng|hết))* ?$", re.I
)
_TERM = re.compile(r"(?<!\w)(?:hạn|chậm nhất|muộn nhất|không quá|trước|sau)(?!\w)", re.I)
_WHOLE = Spotted(r"(?:cả|trọn|toàn) năm(?: (?P<year>(?:19|20)\d\d))?")
_MONTH_BEFORE = Spotted(r"tháng (?:trước|liền kề)(?! đó)")
# A part of a year, and what makes one of it that figures are of or are compared with: "6 tháng đầu năm".
_PART = Spotted("đầu năm|giữa năm|cuối năm")
_SPAN = re.compile(r"(?:tháng|quý|nửa|kỳ|vụ|từ|với|hết|đến|tới|qua) $", re.I)
# In which months each is, and by which other words.
_MONTHS = {"đầu": range(1, 5), "giữa": range(4, 10), "cuối": range(9, 13)}
_FEASTS = {
    "đầu": re.compile(r"(?<!\w)(?:tết|giêng|đầu xuân|năm mới)(?!\w)", re.I),
    "giữa": re.compile(r"(?<!\w)giữa (?:kỳ|hè)(?!\w)", re.I),
    "cuối": re.compile(r"(?<!\w)(?:tết|chạp|hết năm|giáp tết)(?!\w)", re.I),
}
_PRESENT = Spotted("năm nay|năm ngoái|this year|last year")
_THIS = ("năm nay", "this year")
# How far behind the months of a year it is named.
_SOON = 20
# How many words before a period are compared.
_LED = 4


def dates(pair: Pair) -> Iterator[Fault]:
    """Dates that the quote does not state, or states of something else."""
    stated = [*pair.quote.moments, *pair.title.moments]
    stated += [*_before_these(pair, stated)]
    for claimed in pair.sentence.moments:
        if borne(claimed, stated):
            yield from _misdated(pair, claimed)
            if found := _by_then(pair, claimed):
                yield found
        elif not _as_written(pair, claimed) and not _just_over(pair, claimed):
            yield fault("date", claimed.text, _nearest_moment(claimed, stated))
    yield from _whole_year(pair)
    yield from _part_of_year(pair)
    yield from _by_the_present(pair)


def _by_the_present(pair: Pair) -> Iterator[Fault]:
    """A year named by the present one that the quote names otherwise: "năm nay" of "năm 2021", told in 2023."""
    said = _PRESENT.search(pair.sentence)
    if not said or said.group().lower() in pair.quote.lower:
        return
    published = pair.quote.published
    year = int(published[:4]) + (0 if said.group().lower() in _THIS else -1) if published else None
    years = [one for one in pair.quote.moments if one.year and not is_held_against(pair.quote, one)]
    if years and all(one.year != year for one in years):
        yield fault("date", said.group(), years[0].text)


def known(quote: Parsed) -> None:
    """Find where a quote speaks of the month before, and of all of a year."""
    _MONTH_BEFORE.search(quote)
    _WHOLE.search(quote)


def _before_these(pair: Pair, stated: Sequence[Moment]) -> Iterator[Moment]:
    """The months before those of the quote, where it speaks of "tháng trước": "tháng 4" of "tháng 5 so với …"."""
    said = _MONTH_BEFORE.search(pair.quote)
    for one in stated if said else ():
        if one.month and not one.day and not one.until:
            month, year = (one.month - 1, one.year) if one.month > 1 else (12, one.year and one.year - 1)
            yield replace(
                one, month=month, year=year, start=said.start() if said else 0, end=said.end() if said else 0
            )


def _whole_year(pair: Pair) -> Iterator[Fault]:
    """The whole of a year of which the quote has only a part: "cả năm 2022" of "quý IV/2022"."""
    end = _YEAR_END.search(pair.sentence)
    if end and not pair.foreign and not _LATE.search(f"{pair.quote.text} | {pair.title.text}"):
        yield fault("date", end.group(), first(one.text for one in pair.quote.moments))
    claimed = _WHOLE.search(pair.sentence)
    if claimed is None or _WHOLE.search(pair.quote):
        return
    stated = list(PERIOD.finditer(pair.quote.text))[:MOST]
    if is_base(pair.sentence, claimed):
        # "so với cả năm 2016" of "so với 6 tháng đầu năm 2016"
        bases = [one for one in stated if is_base(pair.quote, one) and one.lastgroup != "day"]
        if bases and all(one.lastgroup == "part" for one in bases):
            yield fault("date", claimed.group(), bases[0].group())
        return
    year = claimed["year"] or ""
    whole = [one for one in stated if one.lastgroup == "whole" and year in one.group()]
    parts = [one for one in stated if one.lastgroup == "part"]
    likest = max((_led_alike(pair, claimed.start(), one.start()) for one in whole), default=-1)
    nearer = [one for one in parts if _led_alike(pair, claimed.start(), one.start()) >= max(2, likest + 1)]
    if (parts and not whole) or nearer:
        yield fault("date", claimed.group(), (nearer or parts)[0].group())


def _part_of_year(pair: Pair) -> Iterator[Fault]:
    """A part of a year of which the quote says nothing: "đầu năm 2017" of "tối 7/7"."""
    for said in _PART.finditer(pair.sentence) if not pair.foreign else ():
        part = said.group().split()[0].lower()
        stated = [*pair.quote.moments, *pair.title.moments]
        there = f"{pair.quote.text} | {pair.title.text}"
        if (
            _SPAN.search(pair.sentence.text[max(0, said.start() - 8) : said.start()])
            or f"{part} năm" in there.lower()
            or _FEASTS[part].search(there)
            or any(month in _MONTHS[part] for one in stated for month in _months(one))
        ):
            continue
        yield fault("date", said.group(), first(one.text for one in pair.quote.moments))


def _months(moment: Moment) -> tuple[int, ...]:
    """The months that a moment names, those of its quarter."""
    if moment.month:
        return (moment.month,)
    return tuple(range(3 * moment.quarter - 2, 3 * moment.quarter + 1)) if moment.quarter else ()


def _led_alike(pair: Pair, ours: int, theirs: int) -> int:
    """How many words right before a place of the sentence stand right before one of the quote, too."""
    said = [word.exact for word in reversed(pair.sentence.before(ours, _LED))]
    there = [word.exact for word in reversed(pair.quote.before(theirs, _LED))]
    return alike_from_start(said, there)


def _by_then(pair: Pair, claimed: Moment) -> Fault | None:
    """The fault of a day by which something is due told as its day, or of a word that another day stands beside."""
    stated = [one for one in pair.quote.moments if bears(one, claimed)]
    if pair.foreign or not stated or any(bears(one, claimed) for one in pair.title.moments):
        return None
    due = [_DUE.search(pair.quote.text[max(0, one.start - 24) : one.start]) for one in stated]
    ours = pair.sentence.text[: claimed.start]
    if claimed.day and all(due) and not _DUE.search(ours[-24:]) and not _TERM.search(pair.sentence.text):
        return fault("date", claimed.text, f"{due[0].group() if due[0] else ''}{stated[0].text}")
    return told_by_word(pair, claimed, stated)


def _as_written(pair: Pair, claimed: Moment) -> bool:
    """Whether a day or year that the quote's own words do not mark as one stands there in figures."""
    if claimed.until is not None or claimed.quarter is not None:
        return False
    parts = (claimed.day, claimed.month, claimed.year)
    if not all(str(part) in pair.quote.text for part in parts if part):
        return False
    if claimed.day and claimed.month and not claimed.year:
        written = rf"0?{claimed.day} ?[/-] ?0?{claimed.month}"
    elif claimed.month and claimed.year and not claimed.day:
        written = rf"0?{claimed.month} ?[/.-] ?{claimed.year}"
    elif claimed.year and not claimed.month:
        written = str(claimed.year)
    else:
        return False
    return bool(re.search(rf"(?<![\d.,/]){written}(?![\d.,/]\d|\d)", pair.quote.text))


def _just_over(pair: Pair, claimed: Moment) -> bool:
    """Whether a year is that of months that the quote or its title counts without one, just over when it was published:
    "9 tháng đầu năm 2023" of "9 tháng", published in October 2023.
    """
    published = re.match(r"(\d{4})-(\d\d)", pair.quote.published or "")
    if not published or claimed.month or claimed.until or claimed.year != int(published[1]):
        return False
    months = [
        one for one in pair.sentence.numbers if one.unit == "tháng" and 0 <= claimed.start - one.end < _SOON
    ]
    stated = {one.low for one in (*pair.quote.numbers, *pair.title.numbers) if one.unit == "tháng"}
    return any(one.low in stated and 0 <= int(published[2]) - one.low <= 1 for one in months)


def _nearest_moment(claimed: Moment, stated: list[Moment]) -> str | None:
    """The stated moment that is most like a claimed one, by how many parts they share."""
    alike = max(
        stated,
        key=lambda one: sum(
            (
                bool(one.day) == bool(claimed.day),
                one.month == claimed.month and bool(one.month),
                one.year == claimed.year,
                bool(one.until) == bool(claimed.until),
            )
        ),
        default=None,
    )
    return alike.text if alike else None


def _misdated(pair: Pair, claimed: Moment) -> Iterator[Fault]:
    """A day or month that the quote gives to something else."""
    if not claimed.month or pair.foreign:
        return
    quote = pair.quote
    alike = [one for one in quote.moments if one.month and bool(one.day) == bool(claimed.day)][:MOST]
    bearing = [one for one in alike if bears(one, claimed)]
    if not bearing:
        return  # borne by the title, or by a period's two ends
    rivals = [one for one in alike if not bears(one, claimed)]
    mates = [one for one in pair.sentence.moments if one.month]
    place = misbound(
        scope(pair.sentence, claimed, mates),
        shared(pair.sentence, claimed, mates),
        [scope(quote, one, alike) for one in bearing],
        [scope(quote, one, alike) for one in rivals],
        margin=2.0,
    )
    if place is not None:
        yield fault("date", claimed.text, rivals[place].text)
