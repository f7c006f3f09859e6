"""Pairs of a sentence and the quote it stands on, made from the texts of `DATA`: true, and false by one thing.

Every pair comes of a fixed draw, so two runs make the same ones. The patterns look at letters and figures alone
and know nothing of the verifier's own reading, provinces apart, whose names are the project's list.
"""

import gzip
import json
import random
import re
import unicodedata
import zlib
from calendar import month_name
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from assistant.verify import Reported
from index import places
from index.vietnamese import sentences

SOURCES = ("gold/provincial/reports.jsonl", "corpora/news-2017.jsonl.gz", "corpora/phapdien.jsonl.gz")

_UPPER = "A-ZĐÂÊÔƯÀÁẢÃẠĂẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ"
_SYLLABLE = rf"[{_UPPER}][^\W\d_{_UPPER}]+"
_FAMILY = "Nguyễn|Trần|Lê|Phạm|Hoàng|Phan|Vũ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Võ|Huỳnh|Trương|Đinh"
_DATED = ["ngày", "tháng", "năm", "sáng", "trưa", "chiều", "tối", "đêm", "quý", "mùng", "hôm"]
# A figure that stands by itself: no part of a date, of a document's number or of a name.
_ALONE = r"(?<![\w/.,:-])" + "".join(rf"(?<!{word} )" for word in (*_DATED, *map(str.capitalize, _DATED)))
_FIGURE = (
    _ALONE
    + r"(?!(?:19|20)\d\d(?!\d))(?!\d{1,2} (?:tháng|giờ|h) ?\d)\d+(?:\.\d{3})*(?:,\d+)?(?![\w/:-]|[.,]\d| ?[-–] ?\d)"
)
_UNITS = (
    "đồng|tỷ đồng|triệu đồng|nghìn đồng|tỷ USD|triệu USD|USD|ha|km|m|m2|m3|tấn|tạ|kg|người|hộ|xã|huyện|"
    "phường|dự án|doanh nghiệp|trường|lao động|công trình|thôn|tỉnh|vụ|hồ sơ|học sinh|cán bộ|ngày|tháng"
)
_SPELT = "hai|ba|bốn|sáu|bảy|tám|chín"
_CODES = "NĐ-CP|QĐ-TTg|QĐ-UBND|NQ-HĐND|NQ-CP|TT-BTC|CT-TTg|TT-BTNMT|KH-UBND|QĐ-BTC"
_POST = r"(?:Chủ tịch|Bí thư|Giám đốc|Trưởng ban|Chánh án|Viện trưởng|Cục trưởng|Trưởng phòng|Hiệu trưởng)"
_TURNS = {
    one: other
    for pair in (
        "tăng trưởng|suy giảm", "tăng|giảm", "cao hơn|thấp hơn", "nhiều hơn|ít hơn", "lớn hơn|nhỏ hơn",
        "lên|xuống",
    )
    for one, other in (pair.split("|"), pair.split("|")[::-1])
}  # fmt: skip
_BOUNDS = {"gần": "hơn", "hơn": "gần", "trên": "dưới", "dưới": "trên"}
_NOT = r"(?<!\w)(?<!hay )(?<!hàng )(?<!trên )(?<!mà )(?:không|chưa)"
_NO_NOT = r" (?!chỉ |những |quá |gian|khí|quân|ngừng|ít |kể |đầy |dưới |còn |hề )(?=\w)"

# What says by itself that something is a draft.
_DRAFTS = r"dự thảo|ý kiến|trình|(?:đề|kiến) nghị|đề xuất|xem xét|soạn|xây dựng|hoàn (?:thiện|chỉnh)|góp ý|thông qua"

Change = Callable[[re.Match[str], random.Random], str]


class Drawn(NamedTuple):
    """A sentence of a report, the quote it stands in, what the report adds to the quote, and whether the report is
    held aside: judged as the others are, but its misjudged claims are never printed, so that no rule is made for them.
    """

    text: str
    quote: str
    about: Reported
    aside: bool


class Pair(NamedTuple):
    """A claim with its quote; `sort` is "alone", "wide" (the quote has a neighbouring sentence too) or "short"
    (the claim is only the part of its sentence about the change).
    """

    kind: str
    claim: str
    quote: str
    about: Reported
    sort: str
    aside: bool


class Names(NamedTuple):
    """Names of people, and of districts and communes, to put in one another's place."""

    people: list[str]
    localities: list[str]


def reports(folder: Path) -> Iterator[dict[str, str]]:
    """The reports of a folder's texts in a fixed order, the shorter sources first and then in turn."""
    chance = random.Random(20)  # any fixed number, so that two runs agree
    lines = [_lines(folder / name) for name in SOURCES if (folder / name).exists()]
    for each in lines:
        chance.shuffle(each)
    for place in range(max(map(len, lines), default=0)):
        for each in lines:
            if place < len(each):
                yield json.loads(each[place])


def _lines(path: Path) -> list[str]:
    """A source's lines."""
    packed = path.read_bytes()
    return (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8").split("\n")[:-1]


def names(folder: Path) -> Names:
    """The names met first in a folder's texts."""
    people: dict[str, None] = {}
    localities: dict[str, None] = {}
    for report in reports(folder):
        for drawn in drawn_from(report):
            people.update(dict.fromkeys(match.group() for match in re.finditer(_PERSON, drawn.text)))
            localities.update(dict.fromkeys(match.group() for match in re.finditer(_PLACE, drawn.text)))
        if min(len(people), len(localities)) >= 400:  # as many as make two alike unlikely
            break
    return Names(list(people), list(localities))


def drawn_from(report: dict[str, str]) -> Iterator[Drawn]:
    """A report's sentences of a fair length; every other quote has a neighbour too, as answers' quotes may."""
    text = report["text"]
    about = Reported(report.get("title"), report.get("published"), report.get("province"))
    mark = zlib.crc32(text.encode("utf-8"))
    chance = random.Random(mark)
    spans = sentences(text)
    for place, (start, end) in enumerate(spans):
        if not 40 <= end - start <= 400 or "\n" in text[start:end]:
            continue
        first, last = start, end
        if chance.random() < 0.5:
            if place + 1 < len(spans) and spans[place + 1][1] - start <= 600:
                last = spans[place + 1][1]
            elif place and end - spans[place - 1][0] <= 600:
                first = spans[place - 1][0]
        yield Drawn(text[start:end], text[first:last], about, mark % 4 == 0)


def _digit(match: re.Match[str], chance: random.Random) -> str:
    """One digit made another, or the figure ten times itself."""
    text = match.groupdict().get("changed") or match.group()
    if chance.random() < 0.2 and text.isdigit():
        return text + "0"
    place = chance.choice([index for index, letter in enumerate(text) if letter.isdigit()])
    digits = "123456789" if place == 0 else "0123456789"
    other = chance.choice([one for one in digits if one != text[place]])
    return text[:place] + other + text[place + 1 :]


def _other(names: str) -> Change:
    """Another of these in a match's place."""

    def change(match: re.Match[str], chance: random.Random) -> str:
        """One of the names that does not stand there."""
        written = match.groupdict().get("changed", match.group())
        return chance.choice([name for name in names.split("|") if name.strip() != written])

    return change


def _comma(match: re.Match[str], chance: random.Random) -> str:
    """The comma dropped, moved by a place, or made the mark of thousands where three figures follow it."""
    whole, _, part = match.group().partition(",")
    if len(part) == 3 and whole != "0":
        return f"{whole}.{part}"
    moved = f"{whole}{part[0]},{part[1:]}" if len(part) > 1 else f"{whole[:-1]},{whole[-1]}{part}"
    return whole + part if chance.random() < 0.5 or not moved[0].isdigit() else moved


def _day(match: re.Match[str], chance: random.Random) -> str:
    """Another day of the month."""
    return str(chance.choice([day for day in range(1, 29) if day != int(match.group())]))


def _month(match: re.Match[str], chance: random.Random) -> str:
    """Another month."""
    return str(chance.choice([month for month in range(1, 13) if month != int(match.group())]))


def _year(match: re.Match[str], chance: random.Random) -> str:
    """A year near."""
    return str(int(match.group()) + chance.choice([-3, -2, -1, 1, 2, 3]))


def _serial(match: re.Match[str], chance: random.Random) -> str:
    """Another serial, or another year or issuer of the same serial."""
    number, _, code = match.group().rpartition("/")
    serial, _, year = number.partition("/")
    if year and chance.random() < 0.3:
        return f"{serial}/{int(year) + chance.choice([-1, 1])}/{code}"
    if chance.random() < 0.3:
        other = chance.choice([one for one in _CODES.split("|") if one != code])
        return f"{number}/{other}"
    return match.group().replace(serial, str(int(serial) + chance.randint(1, 9)), 1)


# A name after a title or a post, which no sentence opens.
_PERSON = rf"(?<=[a-zđ] )(?:{_FAMILY}) {_SYLLABLE}(?: {_SYLLABLE}){{0,2}}(?! {_SYLLABLE})(?![^\W_])"
_PLACE = rf"(?:(?<=huyện )|(?<=xã )|(?<=phường )|(?<=quận )|(?<=thị trấn )){_SYLLABLE}(?: {_SYLLABLE}){{1,2}}"


def _person(match: re.Match[str], chance: random.Random) -> str:
    """The family name or the given name made another."""
    parts = match.group().split()
    if chance.random() < 0.5:
        parts[0] = chance.choice([name for name in _FAMILY.split("|") if name != parts[0]])
    else:
        given = ["Hùng", "Lan", "Dũng", "Hạnh", "Sơn", "Thảo", "Quang", "Nga", "Bình", "Tuấn"]
        parts[-1] = chance.choice([name for name in given if name != parts[-1]])
    return " ".join(parts)


def _post(match: re.Match[str], chance: random.Random) -> str:
    """The deputy made the head, or the head the deputy."""
    text = match.group()
    return text[4:] if text.startswith("Phó ") else "Phó " + text


# Each kind: what to look for, and what to put there; several where a kind has several sorts.
CHANGES: dict[str, tuple[tuple[str, Change], ...]] = {
    "number": (
        (_FIGURE, _digit),
        (rf"(?<=[a-zđ] )(?:{_SPELT})(?= (?:xã|huyện|người|dự án|tháng|ngày|hộ|tỉnh|thôn)(?!\w))", _other(_SPELT)),
    ),
    "unit": (
        # nothing is nothing of any unit
        (rf"(?!0 ){_FIGURE} (?P<changed>{_UNITS})(?!\w)", _other(_UNITS)),
        (rf"{_FIGURE}(?P<changed>%)(?! ?[-–\d])", _other(" lần| ha| triệu đồng| người")),
    ),
    "decimal comma": ((_ALONE + r"\d+,\d{1,3}(?![\w/-]|[.,]\d)", _comma),),
    "date": (
        (r"(?<=ngày )\d{1,2}(?=[/-]\d{1,2}(?!\d))|(?<![\d/-])\d{1,2}(?=/\d{1,2}/\d{4}(?!\d))", _day),
        (r"(?<=ngày )\d{1,2}(?= tháng \d)", _day),
        (r"(?<=tháng )\d{1,2}(?=/\d{4}| năm \d)|(?<=\d/)\d{1,2}(?=/\d{4}(?!\d))", _month),
        (r"(?<=quý )(?:IV|III|II|I)(?!\w)", _other("I|II|III|IV")),
    ),
    "year": ((r"(?<=năm )(?:19|20)\d\d(?!\d)|(?<=\d/)(?:19|20)\d\d(?![\d/])|(?<=[- ])20\d\d(?=[ .,;]|$)", _year),),
    "document number": ((rf"(?<![\w/.-])\d+(?:/\d{{4}})?/[{_UPPER}]{{2,}}[\w-]*", _serial),),
    "person": ((_PERSON, _person),),
    "direction": (
        (
            r"(?<!\w)(?<!gia )(?:tăng trưởng|tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn|lớn hơn|nhỏ hơn)"
            r"(?! (?:cường|tốc|ca|gia|thiết|nghèo|nhẹ|nặng|án|bớt|trừ|xóc)(?!\w)|\w)",
            lambda match, _: _TURNS[match.group()],
        ),
        (r"(?<=\w )(?:lên|xuống)(?= (?:còn |đến |tới )?\d)", lambda match, _: _TURNS[match.group()]),
    ),
    "negation": (
        (_NOT + _NO_NOT, lambda *_: ""),
        (r"(?<=\w )(?:được|có thể|phải) (?=[^\W\d_])(?!không)", lambda match, _: "không " + match.group()),
    ),
    "draft to decided": ((r"(?<!\w)(?:đề xuất|đề nghị|kiến nghị)(?= [a-zđ])", lambda *_: "đã quyết định"),),
    "draft dropped": ((r"(?<=[a-zđ] )dự thảo (?=\w)", lambda *_: ""),),
    "target to fact": (
        # where "sẽ" follows, the rest says it as well
        (r"(?<=, )(?:phấn đấu|dự kiến|ước tính) (?![^.;]*(?<!\w)sẽ(?!\w))|(?<!\w)ước (?=đạt)", lambda *_: "đã "),
    ),
    "rank": ((r"(?<=thứ )\d{1,2}(?=/\d| (?:cả nước|toàn quốc|trong|trên|khu vực))", _digit),),
    "range": ((rf"(?<=\d)(?:%?[-–]| đến )(?P<changed>\d+(?:,\d+)?)(?=%| (?:{_UNITS})(?!\w))", _digit),),
    "bound": ((r"(?<!\w)(?:gần|hơn|trên|dưới)(?= \d)", lambda match, _: _BOUNDS[match.group()]),),
    "part of a year": (
        (r"(?<!\w)[Qq]uý (?:IV|III|II|I)(?:/| năm | )20\d\d", lambda match, _: f"cả năm {match.group()[-4:]}"),
        (r"(?<!\w)\d{1,2} tháng (?:đầu|cuối) năm(?= 20\d\d)", lambda *_: "cả năm"),
    ),
    "post": ((rf"(?<!\w)(?:Phó )?{_POST}(?=[^.;,]{{0,40}} (?:{_FAMILY}) {_SYLLABLE})", _post),),
}  # fmt: skip


def may_have(text: str, kind: str) -> bool:
    """Whether any sentence of a text may have something of a kind: the text's sentences are cut for no other."""
    if not text:
        return False
    if kind in CHANGES:
        return any(re.search(pattern, text) for pattern, _ in CHANGES[kind])
    if kind in _SOUGHT:
        return re.search(_SOUGHT[kind], text) is not None
    return kind in KINDS or NOTATIONS[kind](text) != text


def false(drawn: Drawn, kind: str, known: Names) -> Pair | None:
    """The pair whose claim is a sentence with one thing of a kind changed; None if it has none."""
    chance = random.Random(zlib.crc32(f"{kind} {drawn.text}".encode()))
    claim = _changed(drawn, kind, known, chance)
    if not claim or claim == drawn.text or claim in drawn.quote:
        return None
    sort = "wide" if len(drawn.quote) > len(drawn.text) else "alone"
    short = _part(claim, drawn.text) if chance.random() < 1 / 3 else ""
    if short and short not in drawn.quote:
        claim, sort = short, "short"
    return Pair(kind, claim, drawn.quote, drawn.about, sort, drawn.aside)


def _part(claim: str, text: str) -> str:
    """What stands between the commas about the place where a claim leaves its sentence; "" for less than five words."""
    first = next((at for at, (a, b) in enumerate(zip(claim, text, strict=False)) if a != b), len(text))
    rest = next((at for at, (a, b) in enumerate(zip(claim[::-1], text[::-1], strict=False)) if a != b), 0)
    begin = max((match.end() for match in re.finditer(r"[,;:] ", claim[:first])), default=0)
    end = next((match.start() for match in re.finditer(r"[,;:] |\.$", claim[len(claim) - rest :])), rest)
    part = claim[begin : len(claim) - rest + end].strip(" -–")
    return part if len(part.split()) >= 5 and part != claim.strip(" .") else ""


def _changed(drawn: Drawn, kind: str, known: Names, chance: random.Random) -> str | None:
    """The sentence with one thing of a kind changed; None if it has none."""
    text = drawn.text
    if kind == "draft dropped" and len(re.findall(_DRAFTS, text, re.I)) > 1:
        return None  # the rest says it as well
    if kind == "province":
        return _province(drawn, chance)
    if kind == "place":
        return _swapped(text, _PLACE, known.localities, chance)
    if kind == "another person":
        return _swapped(text, _PERSON, known.people, chance)
    if kind == "figures exchanged":
        return _exchanged(text, chance)
    found = [(match, change) for pattern, change in CHANGES[kind] for match in re.finditer(pattern, text)]
    if not found:
        return None
    match, change = chance.choice(found)
    start, end = match.span("changed" if "changed" in match.groupdict() else 0)
    return text[:start] + change(match, chance) + text[end:]


# What those made beside CHANGES need.
_SOUGHT = {
    "place": _PLACE,
    "another person": _PERSON,
    "figures exchanged": _FIGURE + rf"(?: (?:{_UNITS})(?!\w)|%)",
}
# What is made beside CHANGES, out of what other sentences name or this one does.
KINDS = (
    "number", "unit", "decimal comma", "date", "year", "document number", "province", "place", "person",
    "another person", "direction", "negation", "draft to decided", "draft dropped", "target to fact", "post",
    "figures exchanged", "rank", "range", "bound", "part of a year",
)  # fmt: skip


def _province(drawn: Drawn, chance: random.Random) -> str | None:
    """The sentence with one of its provinces made one that neither quote nor report names."""
    text = drawn.text
    if not (found := places.find(text)):
        return None
    there = {one.name for one in places.find(f"{drawn.quote}\n{drawn.about.title}")}
    others = [name for name in places.provinces() if name not in {*there, drawn.about.province}]
    one = chance.choice(found)
    return text[: one.start] + chance.choice(others) + text[one.end :]


def _swapped(text: str, pattern: str, names: list[str], chance: random.Random) -> str | None:
    """The sentence with one match made another name."""
    if not (found := list(re.finditer(pattern, text))):
        return None
    one = chance.choice(found)
    name = chance.choice([name for name in names if name.split()[-1] != one.group().split()[-1]])
    return text[: one.start()] + name + text[one.end() :]


def _exchanged(text: str, chance: random.Random) -> str | None:
    """The sentence with two figures of the same unit in each other's place, a few words apart."""
    found = list(re.finditer(_FIGURE + rf"(?=(?P<unit> (?:{_UNITS})(?!\w)|%))", text))
    twos = [
        (one, other)
        for one, other in pairwise(found)
        if one["unit"] == other["unit"]
        and one.group() != other.group()
        and len(re.findall(r"[^\W\d_]+", text[one.end("unit") : other.start()])) >= 3
        and not re.search(r"\b(?:từ|đến|lên|xuống|so)\b", text[one.end() : other.start()])
    ]
    if not twos:
        return None
    one, other = chance.choice(twos)
    middle = text[one.end() : other.start()]
    return text[: one.start()] + other.group() + middle + one.group() + text[other.end() :]


def _old_tones(text: str) -> str:
    """The other placing of tones at a syllable's end."""
    pairs = {"òa": "oà", "óa": "oá", "ỏa": "oả", "ũy": "uỹ", "ủy": "uỷ", "úy": "uý", "ụy": "uỵ"}
    return re.sub(rf"(?<![qQ])({'|'.join(pairs)})(?!\w)", lambda match: pairs[match.group()], text)


def _bare(text: str) -> str:
    """A text as it is typed without accents."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


# No end of a range, whose other end would take the scale too.
_SINGLE = _ALONE + r"(?<!- )(?<!– )(?<!đến )(?<!tới )"
_OFFICES = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
_WORDS = ("", "", "hai", "ba", "bốn", "", "sáu", "bảy", "tám", "chín")
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
NOTATIONS: dict[str, Callable[[str], str]] = {
    # "GRDP" stays as it is
    "after a lead": lambda text: "Theo đó, " + (text if text[1:2].isupper() else text[0].lower() + text[1:]),
    "decomposed": lambda text: unicodedata.normalize("NFD", "Theo đó, " + text),
    "tones in the older place": _old_tones,
    "tỷ in thousands": lambda text: re.sub(_SINGLE + r"(\d{1,3})\.000 tỷ", r"\1 nghìn tỷ", text),
    "tỷ in millions": lambda text: re.sub(_SINGLE + r"([1-9]\d{0,2}) tỷ đồng", r"\1.000 triệu đồng", text),
    "tỷ for tỉ": lambda text: re.sub(r"(?<=\d )tỷ(?= )", "tỉ", text),
    "per cent in words": lambda text: re.sub(r"(?<=\d)%(?!-)", " phần trăm", text),
    "dates in words": lambda text: re.sub(
        r"(?<=ngày )(\d{1,2})/(\d{1,2})/(20\d\d)(?![\d-])", r"\1 tháng \2 năm \3", text
    ),
    "dates in figures": lambda text: re.sub(
        r"(?<=ngày )(\d{1,2}) tháng (\d{1,2}) năm (20\d\d)(?![\d-])", r"\1-\2-\3", text
    ),
    "months in words": lambda text: re.sub(r"(?<=tháng )(\d{1,2})/(20\d\d)(?!\d)", r"\1 năm \2", text),
    "quarters in figures": lambda text: re.sub(
        r"(?<=[Qq]uý )(IV|III|II|I)(?!\w)", lambda match: _ROMAN[match.group()], text
    ),
    # the end of a stretch ("từ ngày 29 đến ngày 31/5/2017") gives its month to the beginning; two numbers are apart
    "dates in English": lambda text: re.sub(
        r"(?<!\w)(?<!đến )(?<!tới )(?<!hết )(?<!và )(?<!\d )[Nn]gày (\d{1,2})/(1[0-2]|0?[1-9])/(20\d\d)(?![\d-])",
        lambda match: f"{month_name[int(match[2])]} {match[1]}, {match[3]}",
        text,
    ),
    "counts in words": lambda text: re.sub(
        _ALONE + r"(?<!thứ )(?<!số )(?<!- )(?<!– )0?([2-46-9])"
        r"(?= (?:xã|hộ|dự án|người|huyện|tháng|ngày|tỉnh|thôn)(?!\w))",
        lambda match: _WORDS[int(match[1])],
        text,
    ),
    "ranges in words": lambda text: re.sub(r"(?<=\d)(?: - | – |-|–)(?=\d{1,2}(?:,\d+)?%(?! ?[-–]))", " đến ", text),
    "leading zero": lambda text: re.sub(_ALONE + r"([1-9])(?= (?:xã|hộ|dự án|người|huyện))", r"0\1", text),
    "decimal point": lambda text: re.sub(_ALONE + r"(\d+),(\d{1,2})(?=%)", r"\1.\2", text),
    "no mark of thousands": lambda text: re.sub(
        _ALONE + r"(\d{1,3})\.(\d{3})(?= (?:người|hộ|ha|đồng|tấn)(?!\w))", r"\1\2", text
    ),
    "offices in full": lambda text: re.sub(
        r"(?<![\w/-])(UBND|HĐND)(?![\w/-])", lambda match: _OFFICES[match.group()], text
    ),
    "spaces in document numbers": lambda text: re.sub(
        rf"(?<![\w/.-])(\d+)/(?=[{_UPPER}]{{2,}}-)", r"\1 / ", text
    ),
    "city in full": lambda text: re.sub(r"(?<!\w)(?<!\d )TP(?:\. ?| )(?=[A-ZĐ][^\W\d_]*[a-z])", "thành phố ", text),
    "no-break spaces": lambda text: "Theo đó, " + re.sub(r"(?<=\d) ", "\u00a0", text),
    "without accents": lambda text: _bare("Theo đó, " + text),
    "quotation marks": lambda text: text.replace("“", '"').replace("”", '"'),
}  # fmt: skip


def true(drawn: Drawn, notation: str) -> Pair | None:
    """The pair whose claim is a sentence in another notation; None if it has nothing written so."""
    claim = NOTATIONS[notation](drawn.text)
    sort = "wide" if len(drawn.quote) > len(drawn.text) else "alone"
    return None if claim == drawn.text else Pair(notation, claim, drawn.quote, drawn.about, sort, drawn.aside)
