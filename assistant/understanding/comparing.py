"""Comparing: a question that puts provinces or years side by side, as a table with a question per cell. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.question import Question
from assistant.reading.class_nouns import with_its_noun
from assistant.understanding.asked import Wording, asked_kind
from assistant.understanding.parts import spots
from assistant.understanding.wordings import YEAR, YEAR_SPAN, is_bare, named_places
from index.english import is_english
from index.vietnamese import UPPER, nfc

# Cells beyond these are left out: a table that nobody reads, and seconds of reading.
MOST_ROWS, MOST_COLUMNS = 8, 4

_COMPARES = re.compile(
    r"\b(?:so sánh|so sanh|đối chiếu|doi chieu|compar\w+"
    r"|khác (?:gì|nhau)(?: (?:như )?thế nào| ra sao)?|khac (?:gi|nhau)(?: (?:nhu )?the nao| ra sao)?"
    r"|chênh lệch|chenh lech|hơn kém|hon kem|lần lượt|lan luot|differ\w*|difference)\b",
    re.IGNORECASE,
)
# "tỉnh nào thu cao hơn", "A hay B có nhiều khu công nghiệp hơn": one of those named is asked for.
_WHICH = re.compile(
    r"[\s,:;]*\b(?:(?:tỉnh|tinh|nơi|noi|địa phương|dia phuong|bên|ben|năm|nam|huyện|huyen|xã|xa|phường|phuong)"
    r"\s+(?:nào|nao)"
    r"|which(?: province| year| one)?)\s+",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\b(?:hay|hoặc|hoac|or)\b", re.IGNORECASE)
_MORE = re.compile(
    r"[\s,]*\b(?:(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ|nhanh|chậm|tốt|thap|nhieu|it|lon|nho|nhanh|cham|tot)\s+)?(?:hơn|hon)"
    r"|(?:cao|thấp|nhiều|ít|lớn|nhỏ|nhanh|chậm|tốt|thap|nhieu|it|lon|nho|cham|tot)\s+(?:nhất|nhat)"
    r"|more|higher|lower|less|larger|smaller|(?:the\s+)?(?:most|fewest|highest|lowest|largest|smallest))\b",
    re.IGNORECASE,
)
# "had more communes" asks how many there are of them.
_MORE_OF = re.compile(
    r"\b(?:has|have|had|with)\s+(?:more|fewer|less|the\s+(?:most|fewest|least))\s+(?!than\b)(?=[a-z])",
    re.IGNORECASE,
)
_MANY = re.compile(r"\b(?:nhiều|nhieu|ít)\b", re.IGNORECASE)
# What opens with the name of a quantity asks how much of it there is.
_MEASURE = re.compile(
    r"(?:các |cac )?(?:chỉ số|chi so|điểm|diem|số (?!hiệu)|so (?!hieu)|t[ỷỉyi] (?:lệ|le|trọng|trong)|mức|muc"
    r"|tốc độ|toc do|diện tích|dien tich|dân số|dan so|sản lượng|san luong|năng suất|nang suat|doanh thu"
    r"|(?:thu|chi) (?:ngân sách|ngan sach)|thu nhập|thu nhap|tổng|tong|kim ngạch|kim ngach|vốn|von|giá|gia"
    r"|quy mô|quy mo|(?:chiều )?(?:dài|rộng|cao|sâu)|lượng|luong|tăng trưởng|tang truong|grdp|gdp)\b",
    re.IGNORECASE,
)
# What may stand between two of the things compared, and before the first of them.
_JOINT = re.compile(
    r"[\s,;/–-]*(?:(?:và|va|với|voi|hay|hoặc|so với|so voi|and|with|versus|vs\.?|or)\b)?\s*"
    r"(?:(?:của|cua|ở|o|tỉnh|tinh|thành phố|thanh pho|tp\.?|năm|nam|of|in)\b\s*)*",
    re.IGNORECASE,
)
# "của A và B": of each, where a value is asked for and not what both do together.
_OF_EACH = re.compile(
    r"\b(?:của|cua|ở|o|tại|tai|of|in)\s+(?:(?:các|cac|hai|tỉnh|tinh|thành phố|thanh pho|tp\.?)\s+)*$",
    re.IGNORECASE,
)
_TOGETHER = Wording(
    r"\b(?:hợp tác|liên kết|giữa|chung|cộng lại|tổng cộng|hợp nhất|sáp nhập|(?<!hà )nối|giáp ranh|ranh giới|phối hợp"
    r"|cả hai|between|together|joint\w*|merg\w+|total)\b"
)
_VALUES = frozenset(("number", "percent", "rank", "person", "date"))
_HELD_AGAINST = re.compile(r"\bso (?:với|voi)\b|\b(?:versus|vs)\b", re.IGNORECASE)
_HOW = re.compile(r"\b(?:(?:như |nhu )?(?:thế|the) (?:nào|nao)|ra sao)\W*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:giữa|giua|between)\s*$", re.IGNORECASE)
# "Thái Bình về tỷ lệ hộ nghèo", "năm 2023, tỷ lệ hộ nghèo của Thái Bình": a quantity asked for before it is named.
_ABOUT = re.compile(
    r"(?P<of>.+?)[\s,]+(?:về|ve)\s+(?P<what>.+?)(?P<when>\s+(?:năm|nam)\s+\d{4})?", re.IGNORECASE
)
_OPENS = re.compile(r"(?P<when>(?:năm|nam)\s+\d{4})[\s,]+(?P<what>.+)", re.IGNORECASE)
_DATED = re.compile(r"(?P<what>.+?)\s+(?P<when>(?:năm|nam)\s+\d{4})\s+(?P<of>(?:của|cua)\s.+)", re.IGNORECASE)
_LEFT_OVER = re.compile(
    r"^[\s,:;]*(?:hãy|hay|cho biết|please)?\s*|[\s,:;]*\b(?:với nhau|voi nhau|each other)\b|[\s,:;?.!]+$",
    re.IGNORECASE,
)

# A district, a commune, or a part of one.
_UNIT = re.compile(r"(?:huyện|xã|phường|quận|thị xã|thị trấn|thành phố|thôn|bản|ấp) ", re.IGNORECASE)
# The nouns of units that lie in each other, the smallest first.
_LEVELS = (("thôn ", "bản ", "ấp "), ("xã ", "phường ", "thị trấn "))
_NAME = re.compile(rf"(?<!\w)[{UPPER}]\w*(?: (?:[{UPPER}]\w*|\d+))+(?!\w)")

Spot = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table to be filled: labels for rows and columns, and the stand-alone question of each cell, row by row.

    `columns` is one empty label where only rows are compared.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


def comparison(question: Question) -> Comparison | None:
    """The table that a question asks for; None if it compares nothing.

    A question that only names two places or years ("đường nối A và B", "năm 2023 so với 2022") compares nothing.
    """
    text = question.text
    places = [(place.start, place.end, place.name) for place in named_places(text)]
    spans = [(match.start(), match.end()) for match in YEAR_SPAN.finditer(text)]
    years = [
        (match.start(), match.end(), match.group())
        for match in YEAR.finditer(text)
        if not any(start <= match.start() < end for start, end in spans)
    ]
    ranks = bool(_MORE.search(text)) and bool(_WHICH.search(text) or _EITHER.search(text))
    names = _names(text)
    is_of_names = bool(_COMPARES.search(text)) or (
        not _is_address(text, names)
        and all(_UNIT.match(name) for _, _, name in names)
        and (ranks or _of_each(question, names))
    )
    if not (is_of_names or ranks or _of_each(question, places) or _of_years(question, years)):
        return None
    rows, columns = _distinct(places)[:MOST_ROWS], _distinct(years)[:MOST_COLUMNS]
    if len(rows) < 2 and len(columns) < 2:
        return _of_spots(text, spots(text)) or (_of_spots(text, names) if is_of_names else None)
    if len(rows) < 2:
        cells = tuple((_cell(text, years, name),) for name in columns)
        return Comparison(tuple(columns), ("",), cells)
    if len(columns) < 2:
        return Comparison(tuple(rows), ("",), tuple((_cell(text, places, name),) for name in rows))
    table = []
    for row in rows:
        of_row = _cell(text, places, row)
        again = [(match.start(), match.end(), match.group()) for match in YEAR.finditer(of_row)]
        table.append(tuple(_cell(of_row, again, column) for column in columns))
    return Comparison(tuple(rows), tuple(columns), tuple(table))


def _of_spots(text: str, found: Sequence[Spot]) -> Comparison | None:
    """The table with a row for each of several parts of a year, or things, named one after the other."""
    names = _distinct(found)[:MOST_ROWS]
    joined = all(_JOINT.fullmatch(text, one[1], other[0]) for one, other in pairwise(found))
    if len(names) < 2 or not joined:
        return None
    return Comparison(tuple(names), ("",), tuple((_cell(text, found, name),) for name in names))


def _names(text: str) -> list[Spot]:
    """The first names of two words or more in a text that are joined to each other; its first word does not count.

    Each with its noun where all have one: "huyện Mỹ Lộc và huyện Ý Yên".
    """
    runs = [(match.start(), match.end(), match.group()) for match in _NAME.finditer(text, 1)]
    named = [(start, end, text[start:end]) for start, end in _with_nouns(text, runs)]
    for found in (named, runs):
        for at, (one, other) in enumerate(pairwise(found)):
            if _JOINT.fullmatch(text, one[1], other[0]):
                last = at + 1
                while last + 1 < len(found) and _JOINT.fullmatch(text, found[last][1], found[last + 1][0]):
                    last += 1
                return [
                    (start, end, f"{name[:1].upper()}{name[1:]}") for start, end, name in found[at : last + 1]
                ]
    return []


def _is_address(text: str, names: Sequence[Spot]) -> bool:
    """Whether names say where one thing is, each unit in the next: "xã Tân An, huyện Long Sơn"."""
    levels = [_level(name) for _, _, name in names]
    commas = all(not text[one[1] : other[0]].strip(" ,-–(") for one, other in pairwise(names))
    return commas and any(one < other for one, other in pairwise(levels))


def _level(name: str) -> int:
    """How large a unit a name is of, by its noun: a village less than a commune, that less than a district."""
    noun = name.lower()
    return next((at for at, nouns in enumerate(_LEVELS) if noun.startswith(nouns)), len(_LEVELS))


def _with_nouns(text: str, runs: Sequence[Spot]) -> list[tuple[int, int]]:
    """Where the names stand that have a noun before them, with it."""
    begun = [(with_its_noun(text, start), start, end) for start, end, _ in runs]
    return [(first, end) for first, start, end in begun if first < start]


def _of_each(question: Question, places: Sequence[Spot]) -> bool:
    """Whether one value of each of several provinces is asked for: "GRDP của A và B là bao nhiêu"."""
    text = question.text
    joined = len(places) > 1 and all(
        _JOINT.fullmatch(text, one[1], other[0]) for one, other in pairwise(places)
    )
    return (
        joined
        and question.asked in _VALUES
        and bool(_OF_EACH.search(text, 0, places[0][0]))
        and not _TOGETHER.stands_in(text)
    )


def _of_years(question: Question, years: Sequence[Spot]) -> bool:
    """Whether a value of each of several years is asked for: "năm 2022 và 2023 là bao nhiêu", "so với 2023 ra sao"."""
    text = question.text
    joints = [text[one[1] : other[0]] for one, other in pairwise(years)]
    if not joints or not all(_JOINT.fullmatch(joint) for joint in joints):
        return False
    if any(_HELD_AGAINST.search(joint) for joint in joints):
        return bool(_HOW.search(text))
    return (question.asked in _VALUES or bool(_MEASURE.match(text))) and not _TOGETHER.stands_in(text)


def compares(question: Question) -> bool:
    """Whether a question says that it compares, whatever that is."""
    return bool(_COMPARES.search(question.text))


def table(question: str, subjects: Sequence[str], periods: Sequence[str] = ()) -> Comparison:
    """The table of one question asked of each subject and, if any are given, of each period."""
    asked = _LEFT_OVER.sub("", nfc(question)).strip()
    columns = tuple(periods) or ("",)
    cells = tuple(tuple(f"{asked} — {row} {column}".rstrip() + "?" for column in columns) for row in subjects)
    return Comparison(tuple(subjects), columns, cells)


def _distinct(spots: Sequence[Spot]) -> list[str]:
    """The names of spots, each once, in order."""
    return list(dict.fromkeys(name for _, _, name in spots))


def _cell(text: str, spots: Sequence[Spot], wanted: str) -> str:
    """The question with the compared things replaced by one of them, and without the words that compare."""
    runs: list[list[Spot]] = []
    for spot in spots:
        joined = runs and _JOINT.fullmatch(text, runs[-1][-1][1], spot[0])
        if joined:
            runs[-1].append(spot)
        else:
            runs.append([spot])
    # the longest run holds the one asked about; the things named elsewhere are left out
    home = next((run for run in runs if any(name == wanted for _, _, name in run)), runs[0])
    made, done = "", 0
    for run in runs:
        before = text[done : run[0][0]]
        said = next((text[start:end] for start, end, name in run if name == wanted), "")
        if run is home:
            made += _BETWEEN.sub("", before) + said
        else:
            made += re.sub(rf"{_JOINT.pattern}$", " ", before, flags=re.IGNORECASE)
        done = run[-1][1]
    made += text[done:]
    plain = asked_kind(_MORE.sub(" ", _WHICH.sub(" ", made))) in ("text", "definition")
    more = bool(_MORE.search(made))
    counted = bool(_MORE_OF.search(made)) and is_english(text)
    if counted:
        made = _MORE_OF.sub("how many ", made)
    for pattern in (_WHICH, _MORE, _COMPARES, _LEFT_OVER):
        made = pattern.sub(" ", made).strip()
    made = re.sub(r"\s+(?=[,;:])", "", " ".join(made.split()))
    if plain:
        made = _turned(made)
    measured = plain and not counted and (more or bool(_MEASURE.match(made)))
    # a word with accents among words without would have them all read as written with care
    much = "la bao nhieu" if is_bare(made) else "là bao nhiêu"
    if measured and _MANY.search(made):
        return f"{_MANY.sub(much.partition(' ')[2], made, count=1)}?"
    return f"{made} {'— how much' if is_english(text) else much}?" if measured else f"{made}?"


def _turned(made: str) -> str:
    """A quantity before what it is of and when: "A về B năm 2023", "năm 2023 B của A", "B năm 2023 của A" as "B của A
    năm 2023", which is how reports say it. Anything else stays as it is.
    """
    if (about := _ABOUT.fullmatch(made)) and _MEASURE.match(about["what"]):
        of, when = about["of"], about["when"] or ""
        its = "cua" if is_bare(made) else "của"
        return f"{about['what']} {of}" if YEAR.search(of) else f"{about['what']} {its} {of}{when}"
    if (opens := _OPENS.fullmatch(made)) and _MEASURE.match(opens["what"]):
        return f"{opens['what']} {opens['when'].lower()}"
    if (dated := _DATED.fullmatch(made)) and _MEASURE.match(dated["what"]):
        return f"{dated['what']} {dated['of']} {dated['when']}"
    return made
