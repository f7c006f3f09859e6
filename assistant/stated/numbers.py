"""Number: a quantity a text states, with its value, unit, bound and what it counts, in either notation. Pure.

Numbers inside dates and document numbers are no quantities: whoever calls masks those with NULs first.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, NamedTuple

from assistant.stated.plain import Language, accentless, listed, mask
from assistant.stated.units import SCALES, measures, unit
from index.vietnamese import canonical, fold

Kind = Literal["plain", "rank", "label", "code"]

# More digits than any quantity has; longer runs are compared as written.
_LONGEST = 24

# Words after which a number names instead of counting: "Điều 5", "phường 10".
_LABELS = listed(
    """tuần điều khoản chương mục quận phường lộ số khóa khoá tầng cấp loại đợt nhóm tổ khu kỳ độ đoạn
    vòng lớp quyết định thị tư nghị hoạch văn luận luật article clause phase level grade resolution
    decision directive decree circular no highway"""
)
_LABELS |= frozenset(map(canonical, _LABELS))
_COUNTING = frozenset(
    map(canonical, ("tổng", "con", "một", "trong", "đa", "hệ", "chỉ", "trị", "hiệu", "dân"))
)
_RANK = re.compile(
    r"(?:\b(?:thứ|hạng|xếp|đứng|vị trí|vị thứ|top|tốp|nhóm thứ|khóa|ranking|ranked|ranks|rank|"
    r"number|thu|hang))\s*$",
    re.I,
)
_MORE = r"hơn|trên|quá|ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|over|more than|above|at least|hon|tren"
_LESS = (
    r"gần|dưới|chưa đến|chưa đầy|chưa tới|không quá|không vượt quá|không vượt|không cao hơn|"
    r"không đến|không tới|tối đa|nhiều nhất|"
    r"nearly|almost|under|less than|fewer than|below|at most|up to|gan|duoi"
)
_ABOUT = r"khoảng|xấp xỉ|chừng|tầm|about|approximately|around|roughly|some|khoang|xap xi"
_BOUND = re.compile(
    rf"(?<![^\W_])(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<about>{_ABOUT}))(?: (?:khoảng|đến|"
    rf"tới|the))?\s*$",
    re.I,
)
# "cao hơn 5%" compares; it bounds nothing.
_COMPARES = re.compile(
    r"\b(?:cao|thấp|nhiều|ít|lớn|nhỏ|sớm|muộn|nhanh|chậm|tốt|kém|dài|ngắn|giảm|tăng|higher|"
    r"lower) (?:hơn|trên)\s*$",
    re.I,
)
_DIGITS = (
    r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![0-9])|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)?"
)
_FIGURE = re.compile(
    rf"(?<![\w/])(?<![0-9][.,])(?P<sign>(?<![\w)%\0] )(?<![\w)%\0\"])-(?=[0-9]))?"
    rf"(?P<money>US\$ ?|\$ ?|USD ?|VND ?)?"
    rf"(?P<low>{_DIGITS})(?![0-9])(?:(?P<slash> ?/ ?)(?P<of>{_DIGITS})|(?P<dash>%? ?- ?)(?P<high>{_DIGITS}))?"
    r"(?P<nth>st|nd|rd|th)?(?P<not>[A-ZĐ]{1,3}(?![^\W_]))?"
)
_CODE = re.compile(
    r"(?<![^\W_])(?:[A-ZĐ][^\W\d_]+-[0-9]+(?![\w/%]|[.,][0-9])|"
    r"(?!(?:[kc]?m)[23](?!\w))[^\W\d_]+[0-9]+[^\W_]*)"
)
_AFTER = re.compile(r"[ -]?(%|[^\W\d_]+(?:(?<=m)[23])?)")
_PLURAL_SCALE = re.compile(r"(?<=n)s$|(?<=d)s$")
_CLOCK = re.compile(r"(?<![\w.,/])([0-9]{1,2}) ?(?:h|giờ|g|:) ?([0-5][0-9])(?: phút)?(?![\w/%]|[.,][0-9])")
_SPELT_VI = {

    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_BELOW_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen
sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPELT_EN = {word: count for count, word in enumerate(_BELOW_TWENTY.split())}
_SPELT_EN |= {word: 10 * ten for ten, word in enumerate(_TENS.split(), 2)}
_SPELT = re.compile(
    r"(?<![^\W_])(?:(?:"
    + "|".join([*_SPELT_VI, "mười", "mươi", "trăm", "nghìn", "ngàn", "linh", "lẻ"])
    + r")(?![^\W_]) ?)+|(?<![^\W_])(?:(?:"
    + "|".join([*_SPELT_EN, "hundred"])
    + r")(?![^\W_])[ -]?)+"
)
_ROMAN = re.compile(
    r"(?:(?<=thứ )|(?<=[Kk]hóa )|(?<=[Kk]hoá )|(?<=loại )|(?<=hạng )|(?<=kỳ ))[IVXLC]+(?![^\W_])"
)
_CLASS = re.compile(r"(?<=hạng )(?:Nhất|Nhì|Ba)(?!\w)|(?<=[Gg]iải )(?:Nhất|Nhì|Ba)(?!\w)")
_RATIO = re.compile(
    r"(?<![^\W_])(?:(?P<over>một|hai|ba|bốn) phần (?P<under>hai|ba|tư|bốn|năm|mười)|"
    r"gấp (?P<words>đôi|rưỡi|ba|bốn|năm|mười)(?! [^\W\d_]+ lần)(?: lần)?|"
    r"(?P<half>một nửa|half)|(?P<twice>twice|doubled?)|"
    r"(?P<thrice>tripled?))(?![^\W_])",
    re.I,
)
_RATIOS = {
    "đôi": Fraction(2), "rưỡi": Fraction(3, 2), "ba": Fraction(3), "bốn": Fraction(4), "năm": Fraction(5),
    "mười": Fraction(10),
}  # fmt: skip
_OUT_OF = re.compile(
    r"(?P<noun>(?: [^\W\d_]+){0,2}) (?:trong (?:tổng số |số |nhóm )?|trên (?:tổng số |tổng )?|"
    r"(?:out )?of (?:the )?|among (?:the )?)"
    r"(?P<of>[0-9]{1,6})(?![\w.,/%-])"
)
_TO = re.compile(r" (?:đến|tới|to|and|den) | ?- ?")
_OF_DATES = ("ngày", "tháng", "năm", "quý")
_LISTED = re.compile(r", | và | and | - | (?:lên|xuống)(?: còn| đến)? | to ")
_NOUN_STOPS = listed(
    """là và với so của trong năm đã được có cho tại ở theo từ đến lên xuống để do bởi thì mà khi
    còn hay hoặc tăng giảm đạt bằng vượt chiếm trên dưới gồm cả nước toàn này đó ước the of in
    and to from by with compared was were is are at on for than over các những trở tụt vào nhằm
    sẽ gấp đứng xếp ngoài qua sau trước cùng hơn mỗi khác"""
)
_NOUN_STOPS |= frozenset(map(canonical, _NOUN_STOPS))


@dataclass(frozen=True, slots=True)
class Number:
    """One stated quantity: text[start:end] as written, its value or range, and what it is a number of.

    `of` is the whole in "15/20" or "15 trong 20". `unit` is a name of `units.py` or "". `noun` holds up to
    three
    folded words that follow; `label` the word before a number that names. `bound` is ">", "<", "~" or "".
    `scaled` is whether thousand, million … stood after it.
    """

    start: int
    end: int
    text: str
    low: Fraction
    high: Fraction
    of: Fraction | None = None
    unit: str = ""
    noun: tuple[str, ...] = ()
    kind: Kind = "plain"
    label: str = ""
    bound: str = ""
    scaled: bool = False

    @property
    def measures(self) -> bool:
        """Whether its unit measures (%, đồng, ha), so that the figure means nothing without it."""
        return measures(self.unit)

    @property
    def negative(self) -> bool:
        """Whether it was written with a minus sign."""
        return self.text.startswith("-")


def value(digits: str, language: Language) -> Fraction | None:
    """What digits and marks are worth in a language; None for more digits than a quantity has.

    `1.500` is 1500 and `43,285` is 43.285 in Vietnamese, the other way round in English; either way a last
    group
    of zeros (`20,000`, `1.500`) is never read as a decimal.
    """
    if len(digits) > _LONGEST:
        return None
    digits = digits.replace(" ", "")
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return Fraction(digits)
    last = marks[-1]
    if len(marks) > 1:
        if marks.count(last) > 1:
            return Fraction(digits.replace(last, ""))
        return Fraction(digits.replace("." if last == "," else ",", "").replace(last, "."))
    whole, _, part = digits.partition(last)
    grouped = len(part) == 3 and len(whole) <= 3 and not whole.startswith("0")
    native = last == ("." if language == "vi" else ",")
    if grouped and (native or part == "000" or (language == "en" and part.endswith("00"))):
        return Fraction(whole + part)
    return Fraction(f"{whole}.{part}")


def numbers(text: str, language: Language) -> list[Number]:
    """The quantities of a plain text (see `plain.plain`) in order."""
    bare = accentless(text)
    codes = [_code(match.start(), match.end(), text) for match in _CODE.finditer(text)]
    masked = mask(text, ((code.start, code.end) for code in codes))
    ratios = [_ratio(match) for match in _RATIO.finditer(masked)]
    masked = mask(masked, ((ratio.start, ratio.end) for ratio in ratios))
    clocks = [_clock(match) for match in _CLOCK.finditer(masked)]
    masked = mask(masked, ((clock.start, clock.end) for clock in clocks))
    figures = [_figure(masked, match, language, bare) for match in _FIGURE.finditer(masked)]
    lowered = masked.lower()
    if len(lowered) == len(masked):  # İ and a few others grow; then spelt numbers are left alone
        figures += [number for match in _SPELT.finditer(lowered) if (number := _spelt(masked, match, bare))]
    figures += [_roman(match) for match in _ROMAN.finditer(masked)]
    figures += [_class(match) for match in _CLASS.finditer(masked)]
    figures.sort(key=lambda number: number.start)
    return sorted(codes + ratios + clocks + _joined(masked, figures), key=lambda number: number.start)


def comparable(one: Number, other: Number) -> bool:
    """Whether two numbers could be taken for each other: they measure or count the same, or what is left
    unsaid.
    """
    if one.unit or other.unit:
        return one.unit == other.unit
    return not (one.noun and other.noun) or one.noun[0] == other.noun[0]


class _Tail(NamedTuple):
    """What stands after the digits: where it ends, the scale, the unit and the noun."""

    end: int
    scale: int
    unit: str
    noun: tuple[str, ...]


def _tail(text: str, at: int, bare: bool) -> _Tail:
    """Read scale, unit and up to three words of noun from `at`; any punctuation ends them."""
    words: list[str] = []
    ends = [at]
    while len(words) < 7 and (match := _AFTER.match(text, ends[-1])):
        if text[match.end() : match.end() + 2].strip(" ")[:1] == "\0" and match.group(1).lower() in _OF_DATES:
            break  # "Nghị quyết số 42 ngày …" counts no days
        words.append(canonical(match.group(1)))
        ends.append(match.end())
    scale = count = 0
    while count < min(3, len(words)) and (factor := SCALES.get(_PLURAL_SCALE.sub("", words[count]))):
        scale = (scale or 1) * factor
        count += 1
    name, length = unit(words[count:], bare)
    noun: list[str] = []
    for word in words[count : count + 3]:
        if word in _NOUN_STOPS and not (length and len(noun) < length):
            break
        noun.append(fold(word))
    return _Tail(ends[count + length], scale or 1, name, tuple(noun))


def _figure(text: str, match: re.Match[str], language: Language, bare: bool) -> Number:
    """The number that digits stand for, with what stands around them."""
    low = value(match["low"], language)
    high = value(match["high"], language) if match["high"] else low
    whole = value(match["of"], language) if match["of"] else None
    if low is None or high is None or match["not"]:
        return _code(match.start(), match.end(), text)
    tail = _tail(text, match.end(), bare)
    name = "%" if (match["dash"] or "").startswith("%") and not tail.unit else tail.unit
    if money := (match["money"] or "").strip():
        name = "đồng" if money.upper() == "VND" else "USD"
    before = text[max(0, match.start() - 24) : match.start()]
    kind: Kind = "plain"
    named = not tail.unit and tail.scale == 1 and not match["of"] and low.denominator == 1
    label = _label(before) if named else ""
    if match["nth"] or (
        _RANK.search(before)
        and (whole is not None or not tail.unit or (tail.unit == name and name in ("tỉnh", "bậc")))
    ):
        kind, label = "rank", ""
    elif label:
        kind = "label"
    out = _OUT_OF.match(text, match.end()) if whole is None and low == high else None
    if out and tail.scale == 1 and not measures(name):
        whole = Fraction(out["of"])
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
        _bound(before),
        tail.scale > 1,
    )


def _label(before: str) -> str:
    """The word before a number that makes it a name ("Điều", "phường"); "" for none."""
    match = re.search(r"([^\W\d_]+)(?P<named> số| no\.?)? $", before, re.I)
    word = canonical(match.group(1)) if match else ""
    if word in _LABELS:
        return fold(word)
    # "bão số 4" is a name, "tổng số 4" and "một số 4" are none
    return "so" if match and match["named"] and word not in _COUNTING else ""


def _bound(before: str) -> str:
    """How the words before a number bound it: ">", "<", "~" or ""."""
    match = _BOUND.search(before)
    if not match or _COMPARES.search(before):
        return ""
    return ">" if match["more"] else "<" if match["less"] else "~"


def _code(start: int, end: int, text: str) -> Number:
    """A name with digits in it (QL1A), compared as written."""
    return Number(start, end, text[start:end], Fraction(0), Fraction(0), kind="code")


def _clock(match: re.Match[str]) -> Number:
    """A time of day, in hours."""
    hours = Fraction(match.group(1)) + Fraction(match.group(2)) / 60
    return Number(match.start(), match.end(), match.group(), hours, hours, unit="giờ", noun=("gio",))


def _ratio(match: re.Match[str]) -> Number:
    """A ratio in words: "gấp đôi", "một nửa"."""
    worth = (
        Fraction(
            _SPELT_VI[match["over"].lower()],
            int(_RATIOS.get(match["under"].lower()) or _SPELT_VI.get(match["under"].lower(), 2)),
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
    total = Fraction(roman(match.group()[:20]))
    return Number(match.start(), match.end(), match.group(), total, total, kind="rank")


def _class(match: re.Match[str]) -> Number:
    """A class in words ("hạng Nhì")."""
    place = Fraction({"nhất": 1, "nhì": 2, "nhi": 2}.get(match.group().lower(), 3))
    return Number(match.start(), match.end(), match.group(), place, place, kind="rank")


def roman(written: str) -> int:
    """What a Roman numeral in capitals is worth."""
    digits = [dict(zip("IVXLC", (1, 5, 10, 50, 100), strict=True))[letter] for letter in written]
    return sum(-one if one < other else one for one, other in zip(digits, [*digits[1:], 0], strict=True))


def _spelt(text: str, match: re.Match[str], bare: bool) -> Number | None:
    """The number that words stand for, where they clearly count; None otherwise.

    One word alone counts only before a known unit, `một`/`one` and `năm` never do, nor does a capital (Ba
    Vì).
    """
    words = re.split("[ -]", match.group().strip(" -"))
    end = match.start() + len(match.group().rstrip(" -"))
    before = text[max(0, match.start() - 24) : match.start()]
    if words[-1] == "năm" and len(words) > 1 and words[-2] in ("mươi", "mười", *_SPELT_VI):
        # "hai mươi năm" is twenty years, "hai mươi lăm" twenty-five
        words, end = words[:-1], end - len(" năm")
    ordinal = re.search(r"\bthứ $", before, re.I)
    worth = _spelt_value(words)
    # a capital in the middle of a sentence is a name
    if worth is None or (
        text[match.start()].isupper() and before[-2:].strip(" ") not in ("", ".", '"', "\n")
    ):
        return None
    tail = _tail(text, end, bare)
    if (
        len(words) == 1
        and not ordinal
        and (worth == 1 or words[0] in ("năm", "tư") or not (tail.unit or tail.scale > 1))
    ):
        return None
    return Number(
        match.start(),
        tail.end,
        text[match.start() : tail.end].strip(),
        Fraction(worth * tail.scale),
        Fraction(worth * tail.scale),
        unit=tail.unit,
        noun=tail.noun,
        kind="rank" if ordinal else "plain",
        bound=_bound(before),
        scaled=tail.scale > 1,
    )


def _spelt_value(words: list[str]) -> int | None:
    """What number words in a row are worth; None where they make no number."""
    total = part = 0
    digit: int | None = None
    for word in words:
        if word in ("linh", "lẻ"):
            continue
        if word == "mười":
            part, digit = part + 10, None
        elif word in ("mươi", "trăm", "hundred"):
            if digit is None:
                return None
            part, digit = part + digit * (10 if word == "mươi" else 100), None
        elif word in ("nghìn", "ngàn"):
            total, part, digit = (total + part + (digit or 0)) * 1000, 0, None
        else:
            if digit is not None and digit % 10:
                return None
            digit = (digit or 0) + (_SPELT_VI.get(word) or _SPELT_EN.get(word) or 0)
    return total + part + (digit or 0) or None


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
                scale = number.low / bare_value if (bare_value := _unscaled(number)) else Fraction(1)
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


def _unscaled(number: Number) -> Fraction:
    """The value as its digits alone give it, or 0 where that cannot be told."""
    match = re.match(_DIGITS, number.text)
    digits = value(match.group(), "vi") if match else None
    return digits or Fraction(0)


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
