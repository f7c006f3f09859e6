"""Bodies: the office, ministry, committee or the like that a question names, and another in its stead. Pure."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.understanding.wordings import is_bare, named_places
from index.vietnamese import UPPER, fold, nfc

# Behind these stands what an office is in charge of, in words of `bodies.txt` or in capitals alone.
_HEADS = ("sở", "bộ", "ban", "phòng", "tổng cục", "chi cục", "cục", "vụ", "ngành")
# Of these the level may be told.
_OF_A_LEVEL = (
    "văn phòng ubnd", "văn phòng hđnd", "ubnd", "ủy ban nhân dân", "hđnd", "hội đồng nhân dân", "ubmttq", "mttq",
    "ủy ban mặt trận tổ quốc", "mặt trận tổ quốc", "công an", "bộ chỉ huy quân sự", "bảo hiểm xã hội",
    "ban cán sự đảng ubnd", "ban quản lý khu kinh tế", "hội nông dân", "hội liên hiệp phụ nữ", "hội cựu chiến binh",
    "liên đoàn lao động", "tỉnh đoàn", "đoàn đbqh", "tòa án nhân dân", "viện kiểm sát nhân dân",
)  # fmt: skip
_WHOLE = (
    "ban thường vụ tỉnh ủy", "ban thường vụ thành ủy", "ban thường vụ huyện ủy", "tỉnh ủy", "thành ủy", "huyện ủy",
    "quận ủy", "thị ủy", "quốc hội", "chính phủ", "bộ chính trị", "ban bí thư", "thủ tướng chính phủ", "thủ tướng",
    "chủ tịch nước", "thanh tra tỉnh", "thanh tra chính phủ", "kho bạc nhà nước", "ngân hàng nhà nước",
)  # fmt: skip
_LEVEL = r"(?: (?:tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong))?"
# Who speaks or acts for a body.
_FOR_IT = (
    r"(?:lanh dao|dai dien|(?:pho |tong )*giam doc|(?:pho )?chu tich|(?:pho )?bi thu|bo truong|thu truong"
    r"|(?:pho )?truong|(?:pho )?chanh|(?:pho )?cuc truong|(?:pho )?chi cuc truong) "
)


class Body(NamedTuple):
    """text[start:end] names a body and who acts for it; the body alone begins at `own`; `head` says of what sort."""

    start: int
    own: int
    end: int
    head: str


def bodies(text: str) -> list[Body]:
    """The bodies that a text names, in order, however it is typed."""
    written = nfc(text)
    bare = fold(written)
    if len(bare) != len(written):
        return []
    found = []
    for match in _pattern().finditer(bare):
        short = match["short"]
        # an abbreviation behind "Sở" is told by its capitals, unless the text has none
        if short and bare != text and not _CAPITALS.fullmatch(written, *match.span("short")):
            continue
        found.append(Body(match.start(), match.start("body"), match.end(), match["head"] or match["body"]))
    return found


_CAPITALS = re.compile(rf"[{UPPER}][{UPPER}\s&-]*")


def other_body(before: str, bare: str) -> str | None:
    """A question with the body that `bare` merely names in the stead of the one of its own; None without both.

    A province that stands behind the new body takes the place of the question's own.
    """
    places = named_places(bare)
    if len(places) == 1 and places[0].end == len(bare):
        own = named_places(before)
        kept = bare[: places[0].start].rstrip()
        if not own or not kept:
            return None
        before = f"{before[: own[0].start]}{bare[places[0].start :]}{before[own[0].end :]}"
        bare = kept
    elif places:
        return None
    named, old = bodies(bare), bodies(before)
    if len(named) != 1 or not old or (named[0].start, named[0].end) != (0, len(nfc(bare))):
        return None
    new = named[0]
    # the office that was told to do something, not who told it
    one = next((one for one in old if one.head == new.head), old[0])
    start = one.start if new.own > new.start else one.own
    told = _typed_as(before, nfc(bare), start)
    text = nfc(before)
    return f"{text[:start]}{told}{text[one.end :]}"


def _typed_as(before: str, name: str, start: int) -> str:
    """A body's name without accents in a question that has none, and with them in one that does."""
    if is_bare(before):
        return fold(name) if before[1:].islower() else "".join(map(_plain, name))
    if is_bare(name):
        for phrase in sorted(_phrases(), key=len, reverse=True):
            name = re.sub(rf"(?<!\w){re.escape(fold(phrase))}(?!\w)", phrase, name, flags=re.IGNORECASE)
    return f"{name[:1].upper()}{name[1:]}" if before[start].isupper() else name


def _plain(letter: str) -> str:
    """A letter without its accents, in its own case."""
    return fold(letter).upper() if letter.isupper() else fold(letter)


@lru_cache(maxsize=1)
def _fields() -> tuple[str, ...]:
    """What offices are in charge of, the longest first."""
    lines = Path(__file__).with_name("bodies.txt").read_text("utf-8").splitlines()
    found = [nfc(line) for line in lines if line and not line.startswith("#")]
    return tuple(sorted(found, key=len, reverse=True))


@lru_cache(maxsize=1)
def _phrases() -> tuple[str, ...]:
    """All that is written with accents in the names of bodies."""
    return (*_HEADS, *_OF_A_LEVEL, *_WHOLE, *_fields())


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """What finds a body in folded text."""
    joint = r"(?:\s*[,&–-]\s*|\s+)(?:va\s+)?"
    fields = "|".join(joint.join(map(re.escape, fold(field).split())) for field in _fields())
    level = "|".join(map(fold, _OF_A_LEVEL))
    whole = "|".join(map(fold, sorted(_WHOLE, key=len, reverse=True)))
    heads = "|".join(map(fold, _HEADS))
    return re.compile(
        rf"(?<!\w)(?:{_FOR_IT})?(?P<body>(?:{level}){_LEVEL}|(?:{whole})"
        rf"|(?P<head>{heads}) (?:(?:{fields})|(?P<short>[a-z]{{1,6}}(?:\s?[&-]\s?[a-z]{{1,5}})*)))(?!\w)"
    )
