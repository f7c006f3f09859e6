"""Furniture: whether a line of a saved page is running text, a date, a button, a caption, a writer's name …

Each rule looks at one line alone; `boilerplate` decides by where the line stands. Phrases are in
`furniture.txt`. Patterns look at no line over `SHORT` characters, so none can be made to search for long.
Pure.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from index import places
from index.memo import memo
from index.plain import plain
from index.vietnamese import canonical, nfc

SHORT = 300
PROSE = 100

_WEEKDAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b"
_DATE = (
    r"(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}|\d{1,2},? thang \d{1,2},? nam \d{4}|thang \d{1,2}[/ ]\d{4}"
    r"|\d{4}-\d\d(?:-\d\d)?)"
)
_CLOCK = (
    r"(?:\d{1,2}(?::| ?h ?| ?gio ?| ?g ?)\d{2}(?::\d{2})?(?: ?phut)?|\b(?:am|pm|sa|ch)\b"
    r"|(?:gmt|utc) ?[+-] ?\d{1,2}(?::\d\d)?)"
)
_POSTED = (
    r"(?:(?:ngay|gio|thoi gian) (?:dang|xuat ban|cap nhat|tao|viet|gui)"
    r"|(?:dang|xuat ban|cap nhat|post(?:ed)?|publish(?:ed)?|updated?)(?: (?:tin|bai|ngay|luc|vao"
    r"|lan cuoi|on|at)){0,4}"
    r"|date)"
)
_WHEN = rf"(?:(?:{_WEEKDAY}|ngay\b|luc\b|vao\b|{_DATE}|{_CLOCK})[ ,|:;.()\[\]-]*)"
_DATE_LINE = re.compile(rf"[(\[]?(?P<label>{_POSTED}[ :,]*)?(?P<when>{_WHEN}{{1,8}})")
_LABELLED = re.compile(rf"[(\[]?{_POSTED}")
_A_DATE, _A_CLOCK = re.compile(_DATE), re.compile(_CLOCK)
_LONE_CLOCK = re.compile(rf"(?:{_CLOCK}[ ,|:;.()\[\]-]*){{1,6}}")
_COUNTED = r"(?:xem|doc|truy cap|views?|binh luan|dang online|dang truy cap)"
_COUNTER = re.compile(
    rf"\d[\d., ]* ?(?:luot|lan|nguoi|khach)? ?(?:{_COUNTED}|comments?|thich|likes?|dang xem"
    rf"|da binh chon)\b[ .]*"
    rf"|(?:so )?(?:luot|lan|da|tong)? ?{_COUNTED}(?: bai)? ?[:(] ?\d[\d., ]*\)?"
)
# The longest phrase of `furniture.txt` with marks and a count around it; a counter with its words.
_LONGEST_SECTION, _LONGEST_COUNTER = 80, 80
_PERCENT = re.compile(r"\d{1,3} ?%")
# A table's row, with its headings.
_ROW = re.compile(r"[^|:]{1,120}: [^|]{1,200} \| [^|:]{1,120}: ")
_LETTER_SIZE = re.compile(r"(?:xem voi )?co chu|a ?[+-]?(?: a ?[+-]?){0,3}|[+-]")
_PARTS = re.compile(r" ?[|•·;] ?| [-–] |(?<=co chu) | {2,}")
_FILE = re.compile(
    r"(?:video|clip|audio|media|tep|file)? ?:? ?\S{1,200}\."
    r"(?:mp4|mp3|flv|m3u8|wmv|avi|webm|jpe?g|png|gif)\S{0,100}"
)
_PICTURE = re.compile(
    r"[(\[]?(?:(?:tin|bai|chum|nguon|bai viet|tin bai)?(?:,| va| -"
    r"|/)? ?(?:va )?anh(?: minh hoa)?|photo) ?[:/] ?"
    r"[^\d:]{1,60}[)\]]?|[(\[]?anh minh hoa[^\d:]{0,40}"
)
_CREDIT = re.compile(
    r"[(\[]?(?:tin|bai|tin,? bai|nguon|nguon tin|theo|tac gia|nguoi dang|thuc hien|bien tap|bien tap vien|pv"
    r"|phong vien|video|clip) ?: ?[^\d:.]{1,50}[)\]]?"
)
_ACCORDING_TO = re.compile(r"[(\[]?Theo [A-ZÀ-ỸĐ][^\d:;,]{1,50}")
_TAGS = re.compile(r"(?:tu khoa|tags?|chu de|chuyen muc) ?: ?.{0,250}|danh gia cua ban (?:ve|cho)\b.{0,120}")
_LICENCE = re.compile(
    r"(?:©|copyright|(?:so )?giay phep\b[^.:;]{0,40}\bso\b.{0,3}\d|giay phep so|gpxb|gp so"
    r"|(?:pho )?tong bien tap ?:|chiu trach nhiem[^.:;]{0,30}:|cam sao chep|ban quyen (?:thuoc|©|cua|\d)"
    r"|(?:de nghi |vui long )?ghi ro nguon|(?:co quan|don vi) chu quan ?:|(?:truong )?ban bien tap ?:"
    r"|(?:thiet ke|phat trien) boi)"
)
_PUBLISHER = re.compile(
    r"(?:bao (?!cao|chi|dong|hieu|ton|dam|ve|hiem|gom|tang|tri|luc|thuc|mat|quat)|tap chi "
    r"|cong ttdt|trang ttdt"
    r"|(?:cong|trang) thong tin dien tu|dai phat thanh(?: va|,)? truyen hinh)[^.:;!?]{2,90}"
)
_PUBLISHER_WORD = re.compile("báo|tạp|cổng|trang|đài")
_CONTACT = re.compile(
    r"(?:dia chi|tru so|toa soan|dien thoai|dt|tel|phone|fax|e-?mail|thu dien tu|hotline"
    r"|duong day nong|website)"
    r"\b ?[:(.]"
)
_NEWS_ITEM = re.compile(r".{10,}[(\[]\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?[^()]{0,20}[)\]]")
_EVENT = r"(?:hoi nghi|phien|cuoc hop|buoi|ky hop|le|hoi thao|dai hoi|toa dam|dien dan|chuong trinh|chuyen)\b"
_CAPTION = re.compile(
    rf"(?:quang canh|toan canh|khung canh|khong khi|mot goc|hinh anh)\b[^.]{{0,80}}?\b{_EVENT}[^.]{{0,60}}\.?"
    rf"|quang canh[^.]{{0,40}}\.?"
    rf"|(?:cac )?(?:dong chi )?(?:dai bieu|lanh dao|dai dien|cu tri)\b[^.,]{{0,70}}?"
    rf"\b(?:du|tham du|tham gia|thao luan|bieu quyet|trao doi"
    rf"|chup anh)\b[^.,]{{0,40}}?\b{_EVENT}[^.,]{{0,30}}\.?"
    rf"|(?:(?:cac )?(?:dong chi|dai bieu|lanh dao|dai dien)\b[^.]{{0,120}}?"
    rf"\bphat bieu[^.]{{0,30}}?\btai {_EVENT}[^.]{{0,30}}(?:\. ?|$)){{1,4}}"
)
_PERSON = re.compile(
    r"\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|Mai|Đào|Lương"
    r"|Trương|Tạ|Tô|Hà|Cao|Đậu|Đầu|Thái|Chu|Châu|Quách|Vương|Tống|Triệu|Lâm|La|Lò|Lù|Giàng|Vàng|Sùng|Hầu|Ma|Nông"
    r"|Hứa|Kiều|Khổng|Lưu|Lã|Mã|Mạc|Nghiêm|Phùng|Quàng|Thào|Tòng|Từ|Văn|Viên|Y|K|A|H|Bế|Bạch|Cầm|Cù|Doãn|Điêu"
    r"|Giáp|Hàn|Thân|Thạch|Tôn|Ứng|Âu|Ấu|Danh|Kim|Sơn|Trà|Rơ|Ksor|Siu) [A-ZÀ-ỸĐ]"
)
_LIST_MARK = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-z]|[ivx]{1,5})[.)] |[-+*•|]")
_BYLINE = re.compile(r"(?:pv|nhom pv|ctv|btv|bbt|ban bien tap|t/h|t\.h|th|theo .{2,40})[.)]?")
_BETWEEN_NAMES = re.compile(r"[\s–/,&()-]+")
_NAME = re.compile(r"[^\W\d_a-zà-ỹ][^\W\d_]*\.?")
# words of a document's headings, which may look like a name of two words
_NO_NAME = re.compile(
    "mục|chương|điều|phần|phụ|khoản|bảng|biểu|mẫu|hình|nơi|lời|kết|tỉnh|huyện|xã|sở|ban|phòng|cục|bộ|luật|đảng"
    "|ủy|ubnd|hđnd|việt|[ivx]+"
)
_ENDS = re.compile(r"(?:[.!?…:;]|\./\.)[\"'”’»)\]]*$")
_CUT_OFF = re.compile(r"(?:\.\.\.|…)[\"'”’»)\]]*$")
_OFFICE = re.compile(r"t/?m\.|kt\.|tl\.|tuq\.|q\. |noi nhan")
_DATELINE = re.compile(
    r"(?<=[a-z0-9%”\"')\]] )(?:(?:vao )?(?:sang|chieu|toi|trua|dem)(?: nay| qua)?,?(?: ngay)? \(?"
    r"\d{1,2} ?[/-] ?\d{1,2}"
    r"|(?:trong )?(?:hai |ba |2 |3 )?ngay \d{1,2}(?: ?(?:-|va) ?\d{1,2})? ?(?:/|-| thang ) ?\d{1,2})(?!\d)"
)
_MENU_MARKS = " >»/|›"
_SEPARATORS = re.compile(r" ?[>»/|›] ?")
_COUNT_AND_MARKS = re.compile(r"(?: ?\(\d{1,6}\))?[ :>»|…]{0,5}$")
_AFTER_NAMES = " :>»|…)"
_HEADING_MARK = re.compile(r"#{1,6} +(?=\S)")
_LETTERS = re.compile(r"\w+")


class Line(NamedTuple):
    """A line that is not blank: its span without outer white space, its text, and that without accents and
    case.
    """

    start: int
    end: int
    text: str
    bare: str

    @property
    def short(self) -> bool:
        """Whether it is short enough to be page furniture."""
        return len(self.bare) <= SHORT

    @property
    def ends(self) -> bool:
        """Whether the line ends as a sentence does."""
        return bool(_ENDS.search(self.text[-8:]))


@dataclass(frozen=True, slots=True)
class FlatLine:
    """A first line with date, section, title and lead on it: where title and rest stand, and its date."""

    title: tuple[int, int] | None
    rest: tuple[int, int]
    date: Line | None


@lru_cache(maxsize=1)
def _phrases() -> dict[str, frozenset[str]]:
    """The phrases of `furniture.txt` by section, bare."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"\[(.+?)\]", line):
            section = heading[1]
        elif line and not line.startswith("#"):
            found.setdefault(section, set()).update(plain(line).text.split("|"))
    return {name: frozenset(phrases) for name, phrases in found.items()}


def lines_of(text: str, start: int = 0) -> list[Line]:
    """The lines of `text` from `start` on that are not blank; the mark of a Markdown heading is left out."""
    lines = []
    whole = plain(text)
    begin = start
    for written in text[start:].replace("\r", "\n").split("\n"):
        at, begin = begin, begin + len(written) + 1
        if not (stripped := written.strip()):
            continue
        if written[0].isspace():
            at += len(written) - len(written.lstrip())
        end = at + len(stripped)
        if stripped[0] == "#" and (mark := _HEADING_MARK.match(stripped)):
            at, stripped = at + mark.end(), stripped[mark.end() :]
        bare = plain(stripped).text if whole.at else whole.text[at:end]
        lines.append(Line(at, end, stripped, bare))
    return lines


def is_prose(line: Line) -> bool:
    """Whether the line is running text: long, with an end; never a paper's licence or an item in a list of
    news.
    """
    length = len(line.bare)
    if length < PROSE or not (length >= 250 or line.ends):
        return False
    return not (line.short and (is_licence(line) or is_contact(line) or is_news_item(line)))


def is_cut_off(line: Line) -> bool:
    """Whether the line breaks off in dots, as teasers do."""
    return bool(_CUT_OFF.search(line.text[-8:]))


def is_date(line: Line) -> bool:
    """Whether the line is nothing but a date with its hour and label, and buttons and counters after it."""
    match = _date_line(line.bare) if len(line.bare) <= SHORT else None
    return match is not None and _A_DATE.search(match["when"]) is not None


def is_labelled_date(line: Line) -> bool:
    """Whether the line is a date that says of itself that it is when the page was published."""
    if len(line.bare) > SHORT or _LABELLED.match(line.bare) is None:
        return False
    match = _date_line(line.bare)
    return match is not None and bool(match["label"])


def _date_line(bare: str) -> re.Match[str] | None:
    """The date, hour and label of a line that holds nothing else but buttons and counters."""
    match = _DATE_LINE.match(bare)
    if match is None or match.end() == len(bare):
        return match
    rest = [part.strip(" :.()[]") for part in _PARTS.split(bare[match.end() :])]
    return match if all(not part or _is_tool(part) for part in rest) else None


def _is_tool(part: str) -> bool:
    """Whether a part of a line is a page's own: a button, a counter, a zoom, a size of letters."""
    return part in _phrases()["buttons"] or any(
        pattern.fullmatch(part) for pattern in (_COUNTER, _PERCENT, _LETTER_SIZE)
    )


def is_gauge(line: Line) -> bool:
    """Whether the line is a lone hour or percentage, such as a page's zoom."""
    return line.short and bool(_PERCENT.fullmatch(line.bare) or _LONE_CLOCK.fullmatch(line.bare))


def is_control(line: Line) -> bool:
    """Whether the line is a button, a counter or a file."""
    bare = line.bare
    length = len(bare)
    if length > SHORT:
        return False
    if length <= _LONGEST_COUNTER and (
        bare.rstrip(" :") in _phrases()["buttons"] or _COUNTER.fullmatch(bare) is not None
    ):
        return True
    return "." in bare and _FILE.fullmatch(bare) is not None


def is_menu(line: Line) -> bool:
    """Whether the line is an entry or path of a site's menu."""
    parts = _SEPARATORS.split(line.bare.strip(_MENU_MARKS)) if line.short else []
    return 0 < len(parts) < 8 and all(part in _phrases()["menu"] for part in parts)


def is_other_news(line: Line) -> bool:
    """Whether the line heads a list of other news, comments or counts of visitors."""
    return len(line.bare) <= _LONGEST_SECTION and _section(line) in _phrases()["other news"]


def is_section(line: Line) -> bool:
    """Whether the line names a section of a site, which a report could have as a heading too."""
    return len(line.bare) <= _LONGEST_SECTION and (
        (name := _section(line)) in _phrases()["menu"] or name in _phrases()["after"]
    )


def _section(line: Line) -> str:
    """The line without marks around it and without a count."""
    name = line.bare.lstrip("<>«»|•-* ")
    return _COUNT_AND_MARKS.sub("", name) if name[-1:] in _AFTER_NAMES else name


def is_publisher(line: Line) -> bool:
    """Whether the line is the name of a paper or portal: BÁO … ĐIỆN TỬ, Cổng thông tin điện tử …"""
    if not line.short or not _PUBLISHER.fullmatch(line.bare):
        return False
    return bool(_PUBLISHER_WORD.fullmatch(canonical(line.text.split()[0])))


def is_licence(line: Line) -> bool:
    """Whether the line is a site's licence, editor or copyright."""
    return line.short and bool(_LICENCE.match(line.bare))


def is_contact(line: Line) -> bool:
    """Whether the line is an address or number."""
    return line.short and bool(_CONTACT.match(line.bare))


def is_news_item(line: Line) -> bool:
    """Whether the line is another report's title with its date in brackets."""
    return line.short and bool(_NEWS_ITEM.fullmatch(line.bare))


def is_picture_credit(line: Line) -> bool:
    """Whether the line says who took a picture."""
    return (
        len(line.bare) <= SHORT and _PICTURE.fullmatch(line.bare) is not None and not line.text.endswith(".")
    )


def is_credit(line: Line) -> bool:
    """Whether the line says where a text comes from, or lists its tags."""
    return line.short and bool(
        _CREDIT.fullmatch(line.bare) or _TAGS.fullmatch(line.bare) or _ACCORDING_TO.fullmatch(nfc(line.text))
    )


def is_caption(line: Line) -> bool:
    """Whether the line is a picture's caption that names neither a person nor a figure."""
    if len(line.bare) > 250 or _CAPTION.fullmatch(line.bare) is None or not line.text[0].isupper():
        return False
    return not any(char.isdigit() for char in line.bare) and not _PERSON.search(nfc(line.text))


def is_signature(line: Line) -> bool:
    """Whether the line is a writer's name, or two, and nothing else."""
    if len(line.bare) > 45:
        return False
    if _BYLINE.fullmatch(line.bare.strip("() ")):
        return True
    words = _BETWEEN_NAMES.split(nfc(line.text).replace(" và ", " ").strip("() "))
    names = [word for word in words if word and word.lower() not in ("t", "h", "tổng", "hợp", "theo")]
    if line.text.isupper() or any(_NO_NAME.fullmatch(word.lower()) for word in names):
        return False
    if not (len(words) >= 2 and 1 <= len(names) <= 7 and all(map(_NAME.fullmatch, names))):
        return False
    return not places.find(line.text)


def is_official(line: Line) -> bool:
    """Whether the line belongs to the end of an official letter: who signed it for whom, who receives it."""
    return bool(_OFFICE.match(line.bare))


def closes(line: Line) -> bool:
    """Whether a report ends here: with `./.`, with who wrote it, or with who took its pictures."""
    return line.bare.endswith("./.") or is_signature(line) or is_picture_credit(line)


def has_words(line: Line) -> bool:
    """Whether the line is more than marks."""
    return any(char.isalnum() for char in line.text)


def may_be_title(line: Line) -> bool:
    """Whether the line could be a title: some words, no menu, date, counter, list item or dateline."""
    return (
        line.short
        and len(line.bare) >= 15
        and " " in line.bare
        and " | " not in line.text
        and line.bare[-1] not in ":;,"
        and not (is_menu(line) or is_control(line) or is_publisher(line))
        and not _LIST_MARK.match(line.bare)
        and not _ROW.match(line.bare)
        and not _date_line(line.bare)
        and not (line.ends and _DATELINE.match(f"a {line.bare}", 2))
    )


def says_again(line: Line, title: str) -> bool:
    """Whether the line has the title's words and numbers, give or take a word."""
    if not 0.8 * len(title) < len(line.bare) < 1.25 * len(title):
        return False
    if _LIST_MARK.match(line.bare):
        return False
    wanted, words = _words(title), _words(line.text)
    if len(wanted) < 6 or any(word[0].isdigit() for word in wanted ^ words):
        return False
    return 2 * len(wanted & words) >= 0.92 * (len(wanted) + len(words))


@memo(64)
def _words(text: str) -> frozenset[str]:
    """The different words of a line, bare."""
    return frozenset(_LETTERS.findall(plain(text).text))


@lru_cache(maxsize=1)
def _section_ahead() -> re.Pattern[str]:
    """A section's name as it stands before a title on the same line, the longest first."""
    names = sorted(_phrases()["menu"], key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, names)) + r")[ >|/:»-]+(?=\S)")


def flat_line(line: Line) -> FlatLine | None:
    """The parts of a first line that holds date, section, title and lead at once; None for an ordinary
    line.
    """
    if len(line.text) != len(line.bare) or len(line.bare) < PROSE:
        return None
    at = _after_date(line)
    when = Line(line.start, line.start + at, line.text[:at], line.bare[:at]) if at else None
    for found in _DATELINE.finditer(line.bare, at, at + 400):
        cut = found.start()
        title = line.text[at:cut].rstrip()
        if 20 <= cut - at <= SHORT and line.text[cut].isupper() and title[-1:] not in ".!?:;,-–(":
            begin = line.start + at
            return FlatLine((begin, begin + len(title)), (line.start + cut, line.end), when)
    return FlatLine(None, (line.start + at, line.end), when) if when else None


def _after_date(line: Line) -> int:
    """Where a line's words begin after a date, and a section's name, that a machine put before them; else 0.

    `Ngày 21/12/2022, UBND tỉnh …` begins a lead; a date set by a machine has a label, an hour or a section.
    """
    dated = _DATE_LINE.match(line.bare)
    if not dated or not _A_DATE.search(dated["when"]):
        return 0
    section = _section_ahead().match(line.bare, dated.end())
    if section and line.text[section.end()].isupper():
        return section.end()
    by_machine = dated["label"] or _A_CLOCK.search(dated["when"])
    follows = line.text[dated.end() : dated.end() + 1].isupper()
    return dated.end() if by_machine and follows and dated.group().rstrip()[-1] != "," else 0
