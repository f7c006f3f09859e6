"""Document: what a text says of itself as a document: its kind, its signer and its status. Pure.

Only what stands in the document's own head and at its own end counts: news of a draft is not a draft, and a decision
that names a resolution is not one. Whatever the text does not say is None.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from index.letterhead import KIND, Letterhead, as_named, head_cells
from index.memo import memo
from index.plain import plain
from index.vietnamese import LOWER, UPPER

Span = tuple[int, int]

# A draft says so in a line of its own, in brackets, or in capitals before its kind.
_DRAFT = re.compile(
    r"(?:ban |bo )?du thao(?: (?:lan|so|ngay|thu|\(?lan) ?[\w/.-]{1,12})?"
    r"(?: ?[-,(:;] ?(?P<note>[^\n]{0,120})| (?P<way>(?:de )?(?:(?:lay|xin|gop) y kien|trinh )[^\n]{0,80}))?\)?"
)
_DRAFT_OF_KIND = re.compile(rf"du thao (?:{KIND.pattern})(?P<note>)")
_ASKING = re.compile(r"\b(?:lay|xin|gop|tham gia) y kien\b")
_SUBMITTING = re.compile(r"\btrinh\b(?! (?:do|dien|bay|tu)\b)")
_NOTE = re.compile(r"(?:ho so |ban )?(?:de )?(?:(?:lay|xin) y kien|trinh )[^\n]{0,120}")
_PASSED = re.compile(
    r"\b(?:nghi quyet|luat|phap lenh|bao cao|ke hoach|de an) nay (?:da )?duoc [^.\n]{5,250}? thong qua"
    r"(?: ngay \d{1,2} thang \d{1,2} nam \d{4})?"
)
_POST = re.compile(
    r"(?:quyen |q\. ?)?(?:pho )?(?:tong )?(?:chanh )?"
    r"(?:chu tich|bi thu|chu nhiem|bo truong|thu truong|thu tuong|giam doc|thong doc|vien truong|chanh an|tong bi thu"
    r"|(?:chanh )?(?:van phong|thanh tra)|(?:chi )?cuc truong|hat truong|khoi truong"
    r"|truong (?:ban|phong|doan|khoa)|hieu truong|chi huy truong"
    r"|(?:tong )?(?:kiem toan|thanh tra)|vu truong|chinh uy|tu lenh|don truong|doi truong|tram truong"
    r"|nguoi (?:lap|bao cao|ky)|thu ky|chu toa|chu tri)"
    r"(?: (?:thuong truc|chuyen trach|quoc hoi|nuoc|nha nuoc|ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan))*"
    r"(?: (?:so|bo|cuc|chi cuc|ban|cong an|tinh|thanh pho|huyen|thi xa|xa|phuong)\b[a-z ,-]{2,60})?"
)
_FOR = re.compile(r"(?:tm|kt|tl|tuq|q)\. ?")
_RANK = re.compile(
    r"(?:(?:ong|ba|dai tuong|thuong tuong|trung tuong|thieu tuong|(?:dai|thuong|trung|thieu) ta) "
    r"|(?:pgs|gs|ts|ths|bs|ckii|cki)[. ,]+)+"
)
_HAND = re.compile(r"\(?(?:da ky|ky[ ,]|ky ten)[^)\n]{0,60}\)?")
_COPIES = re.compile(r"noi nhan|luu ?:|nhu (?:tren|dieu)|[-+*•]")
# Of the ministries and offices that sign a joint document.
_MOST_SIGNERS = 12
_SIGNATURES = 1500
# Names that stand beside each other in a table's row.
_BESIDE = re.compile(r"[ \t]*\|")
_NAME = re.compile(rf"[{UPPER}][{LOWER}']*(?: [{UPPER}][{LOWER}']*){{1,5}}")
_NO_NAME = re.compile(
    r"(?:cong hoa|doc lap|phu luc|noi nhan|viet nam|uy ban|hoi dong|ban |so |bo |tinh "
    r"|thanh pho|huyen |xa |phuong |mau )"
)
_NEXT = re.compile(r"\s+(?:Phụ lục|PHỤ LỤC|Mẫu|MẪU|Biểu|BIỂU|Danh mục|DANH MỤC)\b.*")
# A line's capitals; in a table's row a name may follow them.
_POST_IN_CAPITALS = (
    rf" ?(?P<post>(?:[{UPPER}]+(?:\. ?| |(?![{UPPER}]))){{1,16}})"
    rf"(?=[ \t]*(?:[\n|*(]|$|[{UPPER}][{LOWER}]))"
)
_SIGNS = re.compile(rf"[\n|*]{_POST_IN_CAPITALS}")
# The same where there are lines alone: one sign is looked for three times as fast as one of several.
_SIGNS_OF_LINES = re.compile(rf"\n{_POST_IN_CAPITALS}")
# A doctor's rank in capitals may stand before the name: `BS.CKII. Võ …`.
_LINE = re.compile(
    rf"[\s|*]*(?P<line>(?P<name>(?:[{UPPER}]{{2,5}}\. ?){{0,4}}"
    rf"[{UPPER}](?:[{LOWER}]| [{UPPER}][{LOWER}])[^\n|()]{{2,60}})|[^\n|]{{1,300}})"
)
# The type of a report that a paper or portal published.
NEWS = "Tin bài"
_PAPER = re.compile(
    r"(?:bao (?!cao)|tap chi |dai (?:phat thanh|truyen hinh|pt)|thong tan xa|ttxvn|vov|vtv|cong (?:thong tin|ttdt)"
    r"|trang (?:thong tin|ttdt))"
)


class Told(NamedTuple):
    """What a text says of itself, and where."""

    value: str
    span: Span


def kind(text: str, head: Letterhead | None) -> Told | None:
    """The document's kind by its letterhead, else as its head writes it in capitals; None if it has none."""
    if head and head.kind:
        return Told(head.kind, _kind_span(text, head))
    for cell in head_cells(text):
        bare = plain(cell).text
        if len(bare) != len(cell):
            continue
        begin = bare.removeprefix("du thao ")
        found = KIND.match(begin)
        if found and _is_heading(cell[len(bare) - len(begin) :][: found.end()], begin[found.end() :]):
            at = text.find(cell) + len(bare) - len(begin)
            return Told(_sentence(text[at : at + found.end()]), (at, at + found.end()))
    return None


def _kind_span(text: str, head: Letterhead) -> Span:
    """Where the kind stands: as a heading in capitals, else in the document's number."""
    assert head.kind
    for cell in head_cells(text):
        written = cell[: len(head.kind)]
        if written.isupper() and plain(written).text == plain(head.kind).text:
            at = text.find(cell)
            return at, at + len(head.kind)
    at = _number_at(text, head)
    return at, at + len(head.number or "")


def _number_at(text: str, head: Letterhead) -> int:
    """Where the document's number stands, whose parts may have spaces between them; by default the beginning."""
    pattern = r"\s?".join(map(re.escape, re.findall(r"[^/-]+|[/-]", head.number or "")))
    found = re.search(pattern, text) if pattern else None
    return found.start() if found else 0


def _is_heading(written: str, rest: str) -> bool:
    """Whether the kind stands as a heading: in capitals, and with it the cell or a subject, not `số …`."""
    return written.isupper() and not rest.startswith((" so ", " nay "))


def _sentence(words: str) -> str:
    """Words in capitals, written like `Quyết định`."""
    return as_named(words)


def is_paper(source: str) -> bool:
    """Whether the source is a paper or portal, whose texts without a document's head are NEWS."""
    return bool(_PAPER.match(plain(source).text))


def signer(text: str, joint: bool = False) -> Told | None:
    """Who signed the document: the first name that stands under a post in capitals.

    For a `joint` document all who signed, in order, separated by "; "; the place is the first one's.
    """
    found = _signers(text)
    first = next(found, None)
    if first is None or not joint:
        return first
    names, end = [first.value], first.span[1]
    for each in islice(found, _MOST_SIGNERS - 1):
        # what signs further down is an annex's form
        if each.span[0] - end > _SIGNATURES:
            break
        names, end = [*names, each.value], each.span[1]
    return Told("; ".join(dict.fromkeys(names)), first.span)


def _signers(text: str) -> Iterator[Told]:
    """The names that stand under posts in capitals."""
    end = 0
    # a pattern that begins with a sign is looked for ten times as fast as one that may begin with the text
    text = f"\n{text}"
    signs = _SIGNS if "|" in text or "*" in text else _SIGNS_OF_LINES
    for post in signs.finditer(text):
        if post.start("post") < end or not _is_post(post["post"]):
            continue
        end, signed = post.end(), False
        while (line := _LINE.match(text, end)) and (line["name"] or _goes_on(line["line"])):
            end = line.end()
            if line["name"] and (name := _name(line["name"], line.start("name") - 1)):
                yield name
                signed = True
            elif signed:
                break
            if signed and not _BESIDE.match(text, end):
                break


def _is_post(line: str) -> bool:
    """Whether a line in capitals is a post, or says for whom somebody signs: `TM. CHÍNH PHỦ`."""
    bare = " ".join(plain(line).text.split())
    return bool(_FOR.match(bare) or _POST.fullmatch(bare))


def _goes_on(line: str) -> bool:
    """Whether a line may stand between a post and the name: another post, a handwritten note, the recipients."""
    bare = plain(line).text
    return line.isupper() or bool(_HAND.fullmatch(bare) or _COPIES.match(bare))


def _name(line: str, start: int) -> Told | None:
    """The name in a line, without the rank before it and what the next page begins with."""
    rank = _RANK.match(plain(line).text) if len(plain(line).text) == len(line) else None
    begin = rank.end() if rank else 0
    name = _NEXT.sub("", line[begin:]).rstrip(" *./")
    if not _NAME.fullmatch(name) or _NO_NAME.match(plain(name).text):
        return None
    return Told(name, (start + begin, start + begin + len(name)))


# A document's title and its status ask in turn.
@memo(2)
def status(text: str, kind: str | None, head: Letterhead | None) -> Told | None:
    """The status that the document states, a code of STATUSES.

    A draft stays one whatever number it has. A document with its number and day is issued, or submitted if it is a
    submission (`Tờ trình`); without a number it is passed if an assembly's closing words say that it was.
    """
    cells = head_cells(text)
    for place, cell in enumerate(cells[:16]):
        bare = plain(cell)
        if "du thao" not in bare.text:
            continue
        inner = bare.text.strip("()[] *")
        found = _DRAFT.fullmatch(inner) or (_DRAFT_OF_KIND.match(inner) if cell.isupper() else None)
        if found:
            beside = cells[place + 1] if place + 1 < len(cells) else ""
            note = found["note"] or (
                plain(beside).text if _NOTE.fullmatch(plain(beside).text.strip("()[] *")) else ""
            )
            at = text.find(cell)
            return Told(_stage(f"{note} {inner}"), (at, at + len(cell)))
    if head and head.number and head.day:
        at = _number_at(text, head)
        stage = "submitted" if plain(kind or "").text == "to trinh" else "issued"
        return Told(stage, (at, at + len(head.number)))
    bare = plain(text)
    if kind and not (head and head.number) and (passed := _PASSED.search(bare.text)):
        return Told("passed", bare.span(*passed.span()))
    return None


def _stage(note: str) -> str:
    """The stage of a draft, by what is written beside that word."""
    if _ASKING.search(note):
        return "consultation"
    return "submitted" if _SUBMITTING.search(note) else "draft"
