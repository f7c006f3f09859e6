"""Body name: how a body that a document's head names in capitals is written: `Sở Kế hoạch và Đầu tư`. Pure."""

import re

from index import places
from index.plain import plain

# With these a body's name begins; a line that begins otherwise goes on with the one above it.
BODY = (
    r"(?:bo|so|cuc|tong cuc|chi cuc|vu|ubnd|uy ban|hdnd|hoi dong|chinh phu|thu tuong|chu tich|quoc hoi|ngan hang|vien"
    r"|toa an|kiem toan|ban|tinh uy|thanh uy|huyen uy|quan uy|dang uy|dang bo|van phong|cong an|quan khu|thanh tra"
    r"|trung tam|phong|doan|hoi|lien doan|lien minh|mat tran|kho bac|bao hiem|truong|benh vien|dai|tong cong ty|cong ty"
    r"|tap doan|trung uong)\b"
)
# Several bodies that issue a document together.
JOINED = re.compile(rf" - (?={BODY})")
# Bodies that are named after what they are for, which is written with capitals: `Sở Kế hoạch và Đầu tư`.
_OF_A_FIELD = re.compile(r"(?:bộ|sở|cục|vụ|chi cục|tổng cục|phòng) ")
_FIELD = re.compile(r"(?:^| và | - )\w")
# Names of the Party's and the state's bodies within longer ones: `Ban Chấp hành Trung ương`.
_PROPER = re.compile(
    r"chấp hành|thường vụ|trung ương|bộ chính trị|ban bí thư|quốc hội|(?<=ban )tổ chức(?= tỉnh)|(?<=ban )tuyên giáo"
    r"|(?<=ban )nội chính|(?<=ban )dân vận|(?<= )ủy ban|(?<= )hội đồng|mặt(?= trận tổ)|(?<=trận )tổ(?= quốc)"
    r"|việt(?= nam)|(?<=việt )nam|chính(?= phủ)|nhà(?= nước)|(?P<short>\b(?:ubnd|hđnd|mttq)\b)"
)
# A province, commune, district or town that a body is of, and its name.
_UNIT = re.compile(
    r"(?P<kind>\b(?:tỉnh(?: ủy)?|xã(?! hội)|phường|thị trấn|thị xã|huyện(?: ủy)?|quận(?: ủy)?|thành phố|thị ủy"
    r"|đặc khu) )"
    r"(?P<name>\w+(?: (?!xã\b|phường|thị\b|huyện|quận|thành phố|tỉnh|khóa|đặc khu|ủy\b)\w+){0,4})"
)


def cased(name: str, text: str) -> str:
    """A body's name, in capitals, as the text writes it elsewhere; else with capitals at its start and in places."""
    written = _as_written(name, text)
    if written:
        return written
    parts = JOINED.split(plain(name).text)
    if len(parts) > 1:
        ends = [match.start() for match in JOINED.finditer(plain(name).text)]
        pieces = [
            name[begin:end] for begin, end in zip([0, *(end + 3 for end in ends)], [*ends, None], strict=True)
        ]
        return " - ".join(cased(piece, text) for piece in pieces)
    lower = _PROPER.sub(_capitals, name.lower())
    if head := _OF_A_FIELD.match(lower):
        field = _FIELD.sub(lambda match: match.group()[:-1] + match.group()[-1].upper(), lower[head.end() :])
        lower = lower[: head.end()] + field
    lower = _UNIT.sub(lambda match: match["kind"] + match["name"].title(), lower)
    for place in reversed(places.find(name, folded=name.isascii())):
        named = lower[place.start : place.end].title() if name.isascii() else place.name
        lower = lower[: place.start] + named + lower[place.end :]
    return lower[:1].upper() + lower[1:]


def _capitals(match: re.Match[str]) -> str:
    """A body's own name within a longer one; an abbreviation all in capitals."""
    return match.group().upper() if match["short"] else match.group().capitalize()


def _as_written(name: str, text: str) -> str | None:
    """The name as it stands in running text, None if it does not."""
    wanted = re.compile(r"\s+".join(map(re.escape, name.split())), re.I)
    for match in wanted.finditer(text):
        found = " ".join(match.group().split())
        if found[0].isupper() and not found.isupper():
            return found
    return None
