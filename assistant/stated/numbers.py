"""Number: a quantity a text states, with its value, unit, bound and what it counts, in either notation. Pure.

Numbers inside dates and document numbers are no quantities: whoever calls masks those with NULs first.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from assistant.stated.lead import bound_in, is_ranked, label_in
from assistant.stated.numerals import DIGITS, SPELT, SPELT_EN, SPELT_VI, Value, roman, spelt_value, value
from assistant.stated.plain import Language, accentless, mask
from assistant.stated.tail import tail_of
from assistant.stated.units import TIMES, measures
from index.vietnamese import UPPER

Kind = Literal["plain", "rank", "label", "code"]
# The number of one of a list, which counts nothing and is its name.
_ITEM = re.compile(rf"^[0-9]{{1,2}}[.)](?= [{UPPER}])", re.MULTILINE)
# Patterns begin with what a text has little of, and look behind it only then: most of the text is passed over at once.
_FIGURE = re.compile(
    rf"(?=[-$UV0-9])(?<![\w/])(?<![0-9][.,])"
    r"(?P<sign>(?:(?<=là )|(?<=mức )|(?<=xuống )|(?<![\w)%\0] )(?<![\w)%\0\"]))-(?=[0-9]))?"
    rf"(?P<money>US\$ ?|\$ ?|USD ?|VND ?)?"
    rf"(?P<low>{DIGITS})(?![0-9])(?:(?P<slash> ?/ ?)(?P<of>{DIGITS})|(?P<dash>%? ?- ?)(?P<high>{DIGITS}))?"
    r"(?P<nth>st|nd|rd|th)?(?P<not>[A-ZĐ]{1,3}(?![^\W_]))?"
)
_CODE = re.compile(
    r"(?<![^\W_])(?:[A-ZĐ][^\W\d_]+-[0-9]+(?![\w/%]|[.,][0-9])|"
    r"(?!(?:(?:[kc]?m)[23](?!\w)|(?:VND|USD|US)[0-9]))[^\W\d_]+[0-9]+[^\W_]*)"
)
_CODED = re.compile(r"[0-9](?:(?<=[^\W\d_].)|(?<=[^\W\d_]-.))")
_CLOCK = re.compile(r"([0-9](?<![\w.,/].)[0-9]?) ?(?:h|giờ|g|:) ?([0-5][0-9])(?: phút)?(?![\w/%]|[.,][0-9])")
_ENGLISH_CLOCK = re.compile(
    r"[0-9](?<![\w.,/].)[0-9]?(?::[0-5][0-9])? ?(?P<half>[ap])\.?m(?:\.|(?![^\W_]))", re.IGNORECASE
)
# What makes an hour one of the afternoon: "3 giờ chiều".
_AFTERNOON, _NOON = re.compile(r" (?:chiều|tối)(?!\w)", re.IGNORECASE), 12
_ROMAN = re.compile(
    r"[IVXLC](?:(?<=thứ .)|(?<=[Kk]hóa .)|(?<=[Kk]hoá .)|(?<=loại .)|(?<=hạng .)|(?<=kỳ .))[IVXLC]*(?![^\W_])"
)
_CLASS = re.compile(r"[NB](?:(?<=hạng .)|(?<=[Gg]iải .))(?:(?<=N)hất|(?<=N)hì|(?<=B)a)(?!\w)")
_RATIO = re.compile(
    r"(?<![^\W_])(?:(?P<over>một|hai|ba|bốn) phần (?P<under>hai|ba|tư|bốn|năm|mười)|"
    r"gấp (?P<words>đôi|rưỡi|ba|bốn|năm|mười)(?! [^\W\d_]+ lần)(?: lần)?|"
    r"(?P<half>một nửa|(?<!first )(?<!second )half)|(?P<twice>twice|doubled?)|"
    r"(?P<thrice>tripled?))(?![^\W_])",
    re.I,
)
# One of these is in every ratio, which are looked for in a fraction of the time.
_RATIO_WORDS = ("phần", "gấp", "nửa", "half", "twice", "double", "triple")
_DIGIT = re.compile("[0-9]")
_RATIOS = {
    "đôi": Fraction(2), "rưỡi": Fraction(3, 2), "ba": Fraction(3), "bốn": Fraction(4), "năm": Fraction(5),
    "mười": Fraction(10),
}  # fmt: skip
_OUT_OF = re.compile(
    r"(?P<noun>(?: [^\W\d_]+){0,2}) (?:trong (?:tổng số |số |nhóm )?|trên (?:tổng số |tổng )?|"
    r"(?:out )?of (?:the )?|among (?:the )?)"
    r"(?P<of>[0-9]{1,6})(?![\w.,/%-])"
)
# What an English number word counts: "nine new communes".
_PLURAL = re.compile(r"(?: [a-z]+){0,1} [a-z]{2,}(?<!s)s(?![^\W_])")
_TO = re.compile(r" (?:đến|tới|to|and|den) | ?- ?")
_LISTED = re.compile(r", | và | and | - | (?:lên|xuống)(?: còn| đến)? | to ")


@dataclass(frozen=True, slots=True)
class Number:
    """One stated quantity: text[start:end] as written, its value or range, and what it is a number of.

    `of` is the whole in "15/20" or "15 trong 20". `unit` is a name of `units.py` or "". `noun` holds up to three
    folded words that follow; `label` the word before a number that names. `bound` is ">", "<", "~" or "".
    `scaled` is whether thousand, million … stood after it, `clock` whether it is a time of day to the minute.
    """

    start: int
    end: int
    text: str
    low: Value
    high: Value
    of: Value | None = None
    unit: str = ""
    noun: tuple[str, ...] = ()
    kind: Kind = "plain"
    label: str = ""
    bound: str = ""
    scaled: bool = False
    clock: bool = False

    @property
    def measures(self) -> bool:
        """Whether its unit measures (%, đồng, ha), so that the figure means nothing without it."""
        return measures(self.unit)

    @property
    def negative(self) -> bool:
        """Whether it was written with a minus sign."""
        return self.text.startswith("-")


def numbers(text: str, language: Language) -> list[Number]:
    """The quantities of a plain text (see `plain.plain`) in order."""
    bare = accentless(text)
    lowered = text.lower()
    figured = bool(_DIGIT.search(text))
    coded = figured and _CODED.search(text)
    codes = [_code(match.start(), match.end(), text) for match in _CODE.finditer(text)] if coded else []
    codes += [_code(match.start(), match.end(), text) for match in _ITEM.finditer(text)] if figured else []
    masked = mask(text, ((code.start, code.end) for code in codes))
    told = any(word in lowered for word in _RATIO_WORDS)
    ratios = [_ratio(match) for match in _RATIO.finditer(masked)] if told else []
    masked = mask(masked, ((ratio.start, ratio.end) for ratio in ratios))
    halves = [_half(text, match) for match in _ENGLISH_CLOCK.finditer(masked)] if figured else []
    masked = mask(masked, ((half.start, half.end) for half in halves))
    clocks = [*halves, *(_clock(text, match) for match in _CLOCK.finditer(masked))] if figured else []
    masked = mask(masked, ((clock.start, clock.end) for clock in clocks))
    found = _FIGURE.finditer(masked) if figured else ()
    figures = [_figure(masked, match, language, bare) for match in found]
    lowered = masked.lower()
    if len(lowered) == len(masked):  # İ and a few others grow; then spelt numbers are left alone
        spelt = (_spelt(masked, match, bare, language) for match in SPELT.finditer(lowered))
        figures += filter(None, spelt)
    figures += [_roman(match) for match in _ROMAN.finditer(masked)]
    figures += [_class(match) for match in _CLASS.finditer(masked)]
    figures.sort(key=lambda number: number.start)
    return sorted(codes + ratios + clocks + _joined(masked, figures), key=lambda number: number.start)


def comparable(one: Number, other: Number) -> bool:
    """Whether two numbers could be taken for each other: they measure or count the same, or leave it unsaid."""
    if one.unit or other.unit:
        return one.unit == other.unit
    return not (one.noun and other.noun) or one.noun[0] == other.noun[0]


def _figure(text: str, match: re.Match[str], language: Language, bare: bool) -> Number:
    """The number that digits stand for, with what stands around them."""
    low = value(match["low"], language)
    high = value(match["high"], language) if match["high"] else low
    whole = value(match["of"], language) if match["of"] else None
    if low is None or high is None or match["not"]:
        return _code(match.start(), match.end(), text)
    tail = tail_of(text, match.end(), bare)
    name = "%" if (match["dash"] or "").startswith("%") and not tail.unit else tail.unit
    if money := (match["money"] or "").strip():
        name = "đồng" if money.upper() == "VND" else "USD"
    if name == "giờ" and low == high and low < _NOON and _AFTERNOON.match(text, tail.end):
        low = high = low + _NOON
    before = text[max(0, match.start() - 24) : match.start()]
    kind: Kind = "plain"
    named = not tail.unit and tail.scale == 1 and not match["of"] and low.denominator == 1
    label = label_in(before) if named else ""
    if match["nth"] or (
        is_ranked(before)
        and (whole is not None or not tail.unit or (tail.unit == name and name in ("tỉnh", "bậc")))
    ):
        kind, label = "rank", ""
    elif label:
        kind = "label"
    out = _OUT_OF.match(text, match.end()) if whole is None and low == high else None
    counted = tail_of(text, out.end(), bare).unit if out else ""
    if counted != name and (measures(counted) or counted in TIMES):
        out = None  # "đập thứ 2 đắp xong trong 7 tuần" is none of seven
    if out and tail.scale == 1 and not measures(name):
        whole = int(out["of"])
        tail = tail._replace(end=out.end()) if kind == "rank" else tail
    return Number(
        match.start(),
        tail.end,
        text[match.start() : tail.end].strip(),
        low * tail.scale,
        high * tail.scale,
        whole * tail.scale if whole is not None else None,
        name,
        tail.noun,
        kind,
        label,
        bound_in(before),
        tail.scale > 1,
    )


def _code(start: int, end: int, text: str) -> Number:
    """A name with digits in it (QL1A), compared as written."""
    return Number(start, end, text[start:end], 0, 0, kind="code")


def _clock(text: str, match: re.Match[str]) -> Number:
    """A time of day, in hours."""
    return _hours(text, match, Fraction(match.group(1)) + Fraction(match.group(2)) / 60)


def _half(text: str, match: re.Match[str]) -> Number:
    """A time of day in English, in hours of twenty-four: "3:30 p.m."."""
    hour, _, minutes = re.sub(r"[^0-9:]", "", match.group()).partition(":")
    return _hours(
        text,
        match,
        Fraction(int(hour) % 12 + 12 * (match["half"].lower() == "p")) + Fraction(int(minutes or 0), 60),
    )


def _hours(text: str, match: re.Match[str], hours: Fraction) -> Number:
    """A time of day of so many hours, with what bounds it: "gần 21h20"."""
    bound = bound_in(text[max(0, match.start() - 24) : match.start()])
    return Number(
        match.start(),
        match.end(),
        match.group(),
        hours,
        hours,
        unit="giờ",
        noun=("gio",),
        bound=bound,
        clock=True,
    )


def _ratio(match: re.Match[str]) -> Number:
    """A ratio in words: "gấp đôi", "một nửa"."""
    worth = (
        Fraction(
            SPELT_VI[match["over"].lower()],
            int(_RATIOS.get(match["under"].lower()) or SPELT_VI.get(match["under"].lower(), 2)),
        )
        if match["over"]
        else _RATIOS[match["words"].lower()]
        if match["words"]
        else Fraction(1, 2)
        if match["half"]
        else Fraction(2 if match["twice"] else 3)
    )
    return Number(match.start(), match.end(), match.group(), worth, worth, unit="lần", noun=("lan",))


def _roman(match: re.Match[str]) -> Number:
    """A Roman numeral after a word that calls for one ("lần thứ XIX")."""
    total = roman(match.group()[:20])
    return Number(match.start(), match.end(), match.group(), total, total, kind="rank")


def _class(match: re.Match[str]) -> Number:
    """A class in words ("hạng Nhì")."""
    place = {"nhất": 1, "nhì": 2, "nhi": 2}.get(match.group().lower(), 3)
    return Number(match.start(), match.end(), match.group(), place, place, kind="rank")


def _spelt(text: str, match: re.Match[str], bare: bool, language: Language) -> Number | None:
    """The number that words stand for, where they clearly count; None otherwise.

    One word alone counts only before a known unit, an English one before a plural or after "by", too; `một`/`one` and
    `năm` never do, nor does a capital (Ba Vì).
    """
    words = re.split("[ -]", match.group().strip(" -"))
    end = match.start() + len(match.group().rstrip(" -"))
    before = text[max(0, match.start() - 24) : match.start()]
    if words[-1] == "năm" and len(words) > 1 and words[-2] in ("mươi", "mười", *SPELT_VI):
        # "hai mươi năm" is twenty years, "hai mươi lăm" twenty-five
        words, end = words[:-1], end - len(" năm")
    ordinal = re.search(r"\bthứ $", before, re.I)
    worth = spelt_value(words)
    # a capital in the middle of a sentence is a name
    if worth is None or (
        text[match.start()].isupper() and before[-2:].strip(" ") not in ("", ".", '"', "\n")
    ):
        return None
    tail = tail_of(text, end, bare)
    if (
        len(words) == 1
        and not ordinal
        and (worth == 1 or words[0] in ("năm", "tư") or not (tail.unit or tail.scale > 1))
        and not (
            worth > 1 and language == "en" and words[0] in SPELT_EN and _counts(text, match.start(), end)
        )
    ):
        return None
    return Number(
        match.start(),
        tail.end,
        text[match.start() : tail.end].strip(),
        worth * tail.scale,
        worth * tail.scale,
        unit=tail.unit,
        noun=tail.noun,
        kind="rank" if ordinal else "plain",
        bound=bound_in(before),
        scaled=tail.scale > 1,
    )


def _counts(text: str, start: int, end: int) -> bool:
    """Whether an English number word counts what follows, or says by how much something rose or fell."""
    return bool(_PLURAL.match(text, end) or text[max(0, start - 4) : start].lower() == " by ")


def _joined(text: str, found: list[Number]) -> list[Number]:
    """Numbers that make one: "1 tỷ 500 triệu", "từ 10 đến 15%"; a list's last unit serves those before it."""
    joined: list[Number] = []
    for number in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.kind == number.kind == "plain"
            and number.start >= last.end
            and number.start - last.end < 6
        ):
            between = text[last.end : number.start]
            if between == " " and last.scaled and not last.unit and number.scaled and number.low < last.low:
                total = last.low + number.low
                joined[-1] = replace(
                    number,
                    start=last.start,
                    low=total,
                    high=total,
                    text=text[last.start : number.end],
                    bound=last.bound,
                )
                continue
            if _TO.fullmatch(between) and _ranges(text, last, number):
                scale = Fraction(number.low) / bare_value if (bare_value := _unscaled(number)) else 1
                low = last.low * scale if not last.scaled and not last.unit else last.low
                joined[-1] = replace(
                    number, start=last.start, low=low, text=text[last.start : number.end], bound=last.bound
                )
                continue
        joined.append(number)
    for place in range(len(joined) - 2, -1, -1):
        number, after = joined[place], joined[place + 1]
        listed = not number.unit and not number.noun and number.kind == after.kind == "plain" and after.unit
        if listed and (_LISTED.fullmatch(text[number.end : after.start]) or number.of == after.low):
            joined[place] = replace(number, unit=after.unit, noun=after.noun)
    return joined


def _unscaled(number: Number) -> Value:
    """The value as its digits alone give it, or 0 where that cannot be told."""
    match = re.match(DIGITS, number.text)
    digits = value(match.group(), "vi") if match else None
    return digits or 0


def _ranges(text: str, low: Number, high: Number) -> bool:
    """Whether two numbers joined by "đến" are the ends of one range."""
    joint = text[low.end : high.start].strip()
    opens = text[max(0, low.start - 8) : low.start].lower()
    if joint == "and":
        return opens.endswith("between ")
    if joint == "-":
        return low.unit == high.unit and low.low < high.high
    same_unit = low.unit == high.unit or not low.unit
    return (
        same_unit and low.low < high.high and (bool(re.search(r"\b(?:từ|from|tu) $", opens)) or not low.unit)
    )
