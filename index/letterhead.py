"""Letterhead: what the head of an official document says of it: number, kind, subject, who issued it and when. Pure.

The form is set by decree 30/2020/NĐ-CP (party documents by guide 36-HD/VPTW): who issues it and its number stand
left, the motto, place and day right, below them kind and subject. Consolidated texts bear number and day at their
end; a document that the gazette prints in parts has a heading in their place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from index import dates
from index.body_name import BODY, JOINED, cased
from index.memo import memo
from index.plain import plain

_HEAD_CELLS = 30
HEAD = 5000
_CELLS = re.compile(r"[\n\r\t|]| {3,}")
MOTTO = re.compile(r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam")
# The head's right half, where it stands close beside the left one.
_RIGHT_HALF = re.compile(
    r" (?:(?<=\w )(?=C[ỘÔ]NG H[ÒO][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM)"
    r"|(?<=/[\wĐ-]{5} )(?<=\w )(?=[A-ZĐ][^\d,\n|]{1,30}, ngày \d{1,2} tháng \d{1,2} năm))"
)
# An issuer's name in small letters is no longer.
_LONGEST_ISSUER = 70
# What is longer is a paragraph.
_LONGEST_HALVES = 400
_NO_BODY = re.compile(
    r"doc lap ?[-–] ?tu do ?[-–] ?hanh phuc|van ban (?:quy pham phap luat|hop nhat)(?: ?-)?|cong bao|du thao"
)
_NUMBER = re.compile(
    r"(?:(?P<kind>[a-z][a-z ]{2,30}) )?so ?(?P<mark>:?) ?"
    r"(?P<number>\d{1,6}[a-z]?(?: (?=[a-z]{2,5} ?[-/.] ?[a-z])[a-z]{2,5})?(?: ?[-/] ?[a-z0-9]+)+(?:\.[a-z]{2,6})*)"
    r"(?P<rest>\b.*)?",
    re.S,
)
# Of the words before `so`, and with it.
_LONGEST_KIND = 36
_AROUND_STROKES = re.compile(r"\s*([-/.])\s*")
_DAY = re.compile(r"[a-z][a-z .-]{1,40}, (?:ngay )?\d{1,2} thang \d{1,2} nam \d{4}")
_NAMES = (
    "Thông tư liên tịch", "Nghị quyết liên tịch", "Quyết định", "Nghị quyết", "Nghị định", "Thông tư", "Chỉ thị",
    "Báo cáo", "Kế hoạch", "Thông báo", "Tờ trình", "Công điện", "Hướng dẫn", "Chương trình", "Quy chế", "Quy định",
    "Kết luận", "Luật", "Pháp lệnh", "Lệnh", "Phương án", "Đề án", "Biên bản", "Thông cáo", "Thông cáo báo chí",
    "Giấy mời", "Văn bản hợp nhất", "Tuyên bố", "Lời kêu gọi",
)  # fmt: skip
_KINDS = {plain(name).text: name for name in _NAMES}
KIND = re.compile(rf"(?:{'|'.join(sorted(_KINDS, key=len, reverse=True))})\b")
_PRINTED = re.compile(
    rf"(?P<kind>{KIND.pattern}) so (?P<number>\d+(?:[-/][a-z0-9]+)+),?"
    r" (?P<day>ngay \d{1,2} thang \d{1,2} nam \d{4})"
    r" (?P<subject>.+)"
)
_PASSED = re.compile(
    r"\b(?:nghi quyet|luat|phap lenh) nay (?:da )?duoc [^.\n]{5,250}? thong qua"
    r" (?P<day>ngay \d{1,2} thang \d{1,2} nam \d{4})"
)
_CONSOLIDATED = re.compile(r"^xac thuc van ban hop nhat", re.M)
_CENTRAL = re.compile(
    r"chinh phu|thu tuong|quoc hoi|uy ban thuong vu|chu tich nuoc|bo (?!chi huy|doi)|bo chinh tri|ban bi thu"
    r"|ngan hang nha nuoc|kiem toan nha nuoc|thanh tra chinh phu|(?:van phong|dang) (?:chinh phu|quoc hoi|trung uong)"
    r"|ban chap hanh trung uong|.*\b(?:nhan dan toi cao|viet nam)\b"
)
_BODY_BEGINS = re.compile(BODY)
# These say whose they are on the line above or below.
_OFFICE = re.compile(r"van phong|ban thuong vu|thuong truc|thanh tra")
# Under a higher body on the same line stands the one that issues.
_UNDER = re.compile(
    r"(?:ubnd|uy ban nhan dan|bo|tong cuc|tinh uy|thanh uy) [^-]+? (?=(?:(?<!co )so|chi cuc|cuc|ban quan ly|van phong"
    r"|thanh tra|trung tam|truong|benh vien|uy ban nhan dan|ubnd"
    r"|phong (?:van hoa|noi vu|tai chinh|giao duc|kinh te|tu phap|y te|nong nghiep|lao dong|tai nguyen))\b [a-z])"
)
# "NGHỊ QUYẾT CỦA BỘ CHÍNH TRỊ": a body under the kind, above the subject.
_BY = re.compile(rf"cua {BODY}")
_AFTER_SUBJECT = re.compile(
    r"can cu|kinh gui|theo|thuc hien|xet|nham|dieu \d|phan|chuong|[ivx]+\. |\d+[.)] |[-+(]|noi nhan"
)
# A plan's subject may be what it carries out; a sentence that begins so ends in a stop.
_CARRIES_OUT = re.compile(r"thuc hien (?!cong van|van ban)")
_SUBJECT = re.compile(r"v/v\b|ve viec\b")
_FOOTNOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*]+$")
_LONGEST_SUBJECT = 700
# Lines of bodies above the number, the issuer's name and that of the one over it broken in two.
_MOST_BODIES = 4
# Words that say which sort of a kind it is.
_QUALIFIER = 3


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a document's head says; `day` is ISO, None stands for what it does not say: a draft's number.

    `bodies` are the issuer and those over it as they stand, where a province may be named that the issuer's own name
    lacks.
    """

    number: str | None
    kind: str | None
    subject: str | None
    issuer: str | None
    day: str | None
    bodies: str | None = None

    @property
    def central(self) -> bool:
        """Whether a body of the whole country issued it: the provinces that it names are examples."""
        return bool(_CENTRAL.match(plain(self.issuer or "").text))

    @property
    def is_joint(self) -> bool:
        """Whether several sign it: it is of several bodies, or minutes."""
        kind = plain(self.kind or "").text
        return kind.endswith(("lien tich", "bien ban")) or bool(JOINED.search(plain(self.issuer or "").text))

    @property
    def title(self) -> str:
        """The document's full name: `Quyết định số 832/QĐ-UBND: Về việc …`."""
        name = f"{self.kind or 'Văn bản'} số {self.number}" if self.number else self.kind or "Văn bản"
        return f"{name}: {self.subject}" if self.subject else name


def letterhead(text: str) -> Letterhead | None:
    """What the head of the document in `text` says; None if it is no official document."""
    cells = head_cells(text)
    return (
        _headed(cells, text)
        or _consolidated(cells, text)
        or _printed(cells, text)
        or _unnumbered(cells, text)
    )


def leads(text: str) -> bool:
    """Whether the text begins with an official document's head: a body's name, the motto, or that it is a draft."""
    first = head_cells(text)[:1]
    bare = plain("".join(first)).text
    return "".join(first).isupper() and bool(
        _BODY_BEGINS.match(bare) or _NO_BODY.match(bare) or MOTTO.match(bare)
    )


def is_body(line: str) -> bool:
    """Whether a line in capitals begins with a body's name, as the first of a document's head does."""
    return line.isupper() and bool(_BODY_BEGINS.match(plain(line).text))


def is_issuer_above(line: str, below: str) -> bool:
    """Whether a first line is a body's name alone, in small letters, above a title that begins with a document's kind.

    It ends with the name of a place, so that no sentence on the body is taken for one.
    """
    words = line.split()
    is_name = bool(words) and words[-1][:1].isupper() and words[-1].isalpha() and len(line) <= _LONGEST_ISSUER
    is_title = below[:1].isupper() and below[-1:].isalnum() and bool(KIND.match(plain(below).text))
    return is_name and is_title and not line.isupper() and bool(_BODY_BEGINS.match(plain(line).text))


def head_cells(text: str) -> list[str]:
    """The lines and cells of a text's head."""
    return list(_head_cells(text[:HEAD]))


# The rules for a document's number, kind and status look at one head in turn.
@memo(4)
def _head_cells(head: str) -> tuple[str, ...]:
    """What `head_cells` gives, worked out."""
    return tuple(islice(_cells(head), _HEAD_CELLS))


def _cells(text: str) -> Iterator[str]:
    """The text's lines, or the cells that stand beside each other on one, without marks of emphasis."""
    # a pattern looks at each character, and most lines are one cell
    lines = (
        _CELLS.split(line) if "|" in line or "\t" in line or "\r" in line or "   " in line else (line,)
        for line in text.split("\n")
    )
    halves = (
        half
        for line in lines
        for part in line
        for half in (_RIGHT_HALF.split(part) if _may_be_halves(part) else (part,))
    )
    return (cell for half in halves if (cell := half.strip().strip(" *#_")))


def _may_be_halves(part: str) -> bool:
    """Whether a line is short enough to be a head's two halves and has the signs of a right one: motto or day."""
    return len(part) < _LONGEST_HALVES and (" C" in part or ", ngày " in part)


def _headed(cells: list[str], text: str) -> Letterhead | None:
    """The usual head: motto, number, day, kind and subject."""
    bare = [plain(cell).text for cell in cells]
    mottos = [index for index, cell in enumerate(bare) if MOTTO.match(cell)]
    found = next(((i, match) for i, cell in enumerate(bare) if (match := _numbered(cell))), None)
    if not found or not (abs(found[0] - mottos[0]) <= 6 if mottos else _of_bodies(cells[: found[0]])):
        return None
    at, match = found
    days = [index for index, cell in enumerate(bare) if _is_day(cell) and abs(index - at) <= 8]
    motto = mottos[0] if mottos else at
    top = max(at, motto, *days[:1])
    kind, subject = _kind_and_subject(cells[top + 1 :])
    if not subject:
        subject = _concerning(cells[at : top + 2], match)
        kind = kind or ("Công văn" if subject else None)
    named = KIND.fullmatch(match["kind"] or "")
    return Letterhead(
        _number(cells[at], match),
        kind or (as_named(cells[at][: match.end("kind")]) if named else None),
        subject,
        _issuer(cells[: max(at, motto)], text),
        _day(cells[days[0]]) if days else _passed(text),
        "; ".join(_bodies(cells[: max(at, motto)])) or None,
    )


def _of_bodies(cells: list[str]) -> bool:
    """Whether cells are the head of a document without the motto: bodies in capitals, place and day, nothing else."""
    named = [cell for cell in cells if not _is_day(plain(cell).text)]
    return (
        0 < len(named) <= _MOST_BODIES
        and all(cell.isupper() for cell in named)
        and is_body(named[0])
        and not any(KIND.match(plain(cell).text) for cell in named)
    )


def _unnumbered(cells: list[str], text: str) -> Letterhead | None:
    """The head of a draft that has no number yet: who issues it, the motto, a kind in capitals with its subject."""
    bare = [plain(cell).text for cell in cells[:16]]
    motto = next((index for index, cell in enumerate(bare) if MOTTO.match(cell)), -1)
    begin = next(
        (
            index
            for index, cell in enumerate(bare)
            if index > motto and cells[index].isupper() and KIND.match(cell.removeprefix("du thao "))
        ),
        None,
    )
    if motto < 0 and not _of_bodies(cells[:begin] if begin else []):
        return None
    kind, subject = _kind_and_subject(cells[begin:]) if begin is not None else (None, None)
    if not kind or not subject:
        return None
    days = [index for index, cell in enumerate(bare[:begin]) if _is_day(cell)]
    return Letterhead(
        None,
        kind,
        subject,
        _issuer(cells[:begin], text),
        _day(cells[days[0]]) if days else _passed(text),
        "; ".join(_bodies(cells[:begin])) or None,
    )


def _consolidated(cells: list[str], text: str) -> Letterhead | None:
    """A consolidated text: number, day and issuer stand where it is authenticated, after the text."""
    found = _CONSOLIDATED.search(plain(text).text.replace(" | ", "\n   ")) if "ỢP NHẤT" in text else None
    if not found:
        return None
    around = list(_cells(text[max(0, found.start() - 200) : found.start() + 500]))
    bare = [plain(cell).text for cell in around]
    at = next((i for i, cell in enumerate(bare) if "/vbhn" in cell and _numbered(cell)), None)
    if at is None:
        return None
    match = _numbered(bare[at])
    day = next(
        (_day(cell) for cell, plain_cell in zip(around, bare, strict=True) if _is_day(plain_cell)),
        None,
    )
    begin = next((i for i, cell in enumerate(cells) if KIND.fullmatch(plain(cell).text)), len(cells))
    kind, subject = _kind_and_subject(cells[begin:])
    if kind and subject:
        subject = f"{kind} {subject[0].lower()}{subject[1:]}"
    assert match
    issuer = _issuer([cell for cell in around[:at] if not _CONSOLIDATED.match(plain(cell).text)], text)
    return Letterhead(_number(around[at], match), "Văn bản hợp nhất", subject, issuer, day)


def _printed(cells: list[str], text: str) -> Letterhead | None:
    """The gazette's heading of a document's later part."""
    for index, cell in enumerate(cells[:6]):
        found = _PRINTED.fullmatch(plain(cell).text) if len(cell) == len(plain(cell).text) else None
        if found and (issuer := _issuer(cells[:index], text)):
            subject = cell[found.start("subject") :]
            return Letterhead(
                cell[found.start("number") : found.end("number")],
                as_named(cell[: found.end("kind")]),
                subject[0].upper() + subject[1:],
                issuer,
                _day(cell[found.start("day") : found.end("day")]),
            )
    return None


def as_named(kind: str) -> str:
    """A kind under its usual name, `Kế hoạch`, even if it is written in capitals or without accents."""
    words = " ".join(kind.split())
    return _KINDS.get(words.lower(), words.capitalize()) if words.isascii() else words.capitalize()


def _numbered(bare: str) -> re.Match[str] | None:
    """The number that a cell, bare, gives the document; without a colon it must be all that the cell says."""
    # most cells are told by the word that they lack
    match = _NUMBER.match(bare) if "so" in bare[:_LONGEST_KIND] else None
    return match if match and (match["mark"] or not (match["rest"] or match["kind"])) else None


def _is_day(bare: str) -> bool:
    """Whether a cell, bare, is place and day."""
    return " thang " in bare and _DAY.fullmatch(bare) is not None


def _number(cell: str, match: re.Match[str]) -> str:
    """The document's number as written, without the spaces around its strokes."""
    return _AROUND_STROKES.sub(r"\1", cell[match.start("number") : match.end("number")])


def _day(cell: str) -> str | None:
    """The day that a cell names."""
    return next((found.value for found in dates.find(cell) if found.precision == "day" and found.year), None)


def _passed(text: str) -> str | None:
    """The day on which an assembly passed the document, which laws and resolutions name at their end."""
    found = _PASSED.search(plain(text).text)
    return _day(found["day"]) if found else None


def _kind_and_subject(cells: list[str]) -> tuple[str | None, str | None]:
    """The kind of the document and its subject, in the cells below its head."""
    kind = None
    parts: list[str] = []
    begun = False
    for index, cell in enumerate(cells[:8]):
        bare = plain(cell).text
        if kind is None:
            begin = len("du thao ") if bare.startswith("du thao ") else 0
            found = KIND.match(bare, begin) if cell[begin : begin + 8].isupper() else None
            if found:
                kind = as_named(cell[begin : found.end()])
                rest = cell[found.end() :].strip(" :-–")
                parts += [rest] if rest and not _BY.match(bare[found.end() :].strip(" :-")) else []
                begun = bool(parts)
                if begun and len(rest.split()) <= _QUALIFIER and _goes_on(cells[index + 1 : index + 2]):
                    parts, begun = [rest.capitalize()], False
            elif index > 1:
                break
            continue
        if not parts and cell.isupper() and _BY.match(bare):
            continue
        full = sum(map(len, parts)) + len(cell) > _LONGEST_SUBJECT
        if (
            full
            or (_AFTER_SUBJECT.match(bare) and (begun or not _CARRIES_OUT.match(bare)))
            or cell[-1] in ".;:"
            or (parts and _begins_anew(cell, parts[-1]))
        ):
            break
        parts.append(cell)
        begun = True
    subject = _FOOTNOTE.sub("", " ".join(parts)).strip()
    return kind, subject or None


def _goes_on(following: list[str]) -> bool:
    """Whether the words after a kind only qualify it (`BÁO CÁO THẨM TRA`), since a subject in small letters follows."""
    if not following or following[0].isupper() or following[0][-1] in ".;:":
        return False
    bare = plain(following[0]).text
    return not _AFTER_SUBJECT.match(bare) or bool(_CARRIES_OUT.match(bare))


def _begins_anew(cell: str, before: str) -> bool:
    """Whether a cell is something else than the rest of a subject: capitals under a subject that had none, or a
    sentence under one in capitals.
    """
    return cell.isupper() != before.isupper() and not cell[:1].islower()


def _concerning(cells: list[str], match: re.Match[str]) -> str | None:
    """A letter's subject, which stands under its number: `V/v …`."""
    rest = cells[0][match.end("number") :].strip()
    for cell in (rest, *cells[1:]):
        if _SUBJECT.match(plain(cell).text):
            return cell
    return None


def _bodies(cells: list[str]) -> list[str]:
    """The bodies named in capitals above a document's number, from the highest to the one that issues it."""
    names: list[str] = []
    for cell in cells:
        bare = plain(cell).text
        heading = _NO_BODY.match(bare)
        if heading and len(bare) == len(cell):
            cell, bare = cell[heading.end() :].strip(" -"), bare[heading.end() :].strip(" -")
        if not cell.isupper() or MOTTO.match(bare) or _numbered(bare) or KIND.fullmatch(bare):
            continue
        if bare.startswith(("so:", "so ", "/")) and any(char in bare for char in "/:"):
            continue  # a number that is not given yet: "Số: … /BC"
        if names and (names[-1].endswith("-") or not _BODY_BEGINS.match(bare)):
            names[-1] = f"{names[-1]} {cell}"
        elif _BODY_BEGINS.match(bare):
            names.append(cell)
    return [each.strip(" -*") for each in names]


def _issuer(cells: list[str], text: str) -> str | None:
    """Who issued the document: the last body named in capitals above its number."""
    names = _bodies(cells)
    if not names:
        return None
    name = names[-1]
    if len(names) > 1 and _OFFICE.fullmatch(plain(name).text):
        name = f"{name} {names[-2]}"
    elif len(names) > 1 and _OFFICE.fullmatch(plain(names[-2]).text):
        name = f"{names[-2]} {name}"
    under = _UNDER.match(plain(name).text)
    return cased(name[under.end() :] if under else name, text)
