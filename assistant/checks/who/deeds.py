"""Faults of whose deed, rise or fall it is, told by what stands right before the verb. Pure.

"A chủ trì, phối hợp với B" bears no "B chủ trì"; "chỉ có X tăng" bears no "X và Y đều tăng".
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.wording.equivalents import expanded
from assistant.checks.wording.words import STOPS, says
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted

# Bodies that act, as they stand right before what they do.
_BODY = (
    r"Sở|Ban|Bộ|Cục|Chi cục|Công an|Thanh tra|Văn phòng|Hội đồng|HĐND|UBND|Ủy ban|Viện|Tòa án|Kho bạc|"
    r"Chính phủ|Quốc hội|Thủ tướng|Chủ tịch nước|Tỉnh ủy|Thường trực|Mặt trận|Liên đoàn|Hội|Đoàn|Cơ quan|Chi nhánh|"
    r"Nhà thầu|Chủ đầu tư|Chủ rừng|Doanh nghiệp"
)
_NAME = r"(?: (?!(?:được|bị|do|để|nhằm|và|với|giao|phải|về)(?!\w))[^\W\d_]+| -){0,6}?"
_DEED = (
    r"(?: (?:đã|vừa|sẽ|cũng|được giao|là cơ quan|là đơn vị|có trách nhiệm|phải))* "
    r"(?P<deed>chủ trì|phối hợp|soạn thảo|thẩm tra|tham mưu|đề nghị|kiến nghị|yêu cầu|đề xuất|ban hành|"
    r"phê duyệt|quyết định|tặng|trực|cam kết|chịu trách nhiệm|cấp phép|giám sát|thu hồi|bàn giao|"
    r"đồng ý|chấp thuận|thống nhất|thông qua|công nhận|"
    r"trao|khen thưởng|thẩm định|kết luận|chỉ đạo|giao)(?!\w)"
)
_DONE_BY = Spotted(_BODY, rf"(?<!\w)(?P<body>(?:{_BODY}){_NAME}){_DEED}")
_ABBREVIATED = (
    ("ủy ban nhân dân", "ubnd"), ("uỷ ban nhân dân", "ubnd"), ("hội đồng nhân dân", "hđnd"), ("thành phố ", "tp "),
    ("tp.", "tp "), ("thành phố hồ chí minh", "tphcm"), ("tp hồ chí minh", "tphcm"), ("ban thường vụ", "btv"),
    ("ban chấp hành", "bch"), ("mặt trận tổ quốc", "mttq"),
)  # fmt: skip
_BEFORE = re.compile(
    r"(?:với|cùng|cho|của|và|Chủ tịch|Chủ nhiệm|Bí thư|Giám đốc|Trưởng|Chánh|Viện trưởng|Cục trưởng|Bộ trưởng|"
    r"Thường trực|Chủ tịch HĐQT|thành viên|đạo) $",
    re.I,
)
# Verbs of giving and getting, and how many words of its own each side of a crossing has.
_GIVES = Spotted("tặng|trao|giao|bàn giao|chuyển|nhận")
_OWN = 2
_AND = re.compile(r",| và | cùng với | lẫn ", re.I)
# Words that name no subject of a rise or fall.
_EVERY = frozenset(("deu", "cung", "nhanh", "manh", "nhe", "lien", "tuc", "tinh", "chung", "so", "ty", "le"))
# How many places of a quote are looked at, so that no quote takes long.
_MOST = 60


def misattributed(pair: Pair) -> Iterator[Fault]:
    """Deeds given to another name than the quote gives them, and rises of what falls there."""
    if pair.foreign:
        return
    yield from _doers(pair)
    yield from _listed(pair)
    yield from _crossed(pair)


def _doers(pair: Pair) -> Iterator[Fault]:
    """Deeds given to a body of the quote that has them done by another alone."""
    ours = [one for one in _DONE_BY.finditer(pair.sentence) if not _passed(pair.sentence, one)][:_MOST]
    theirs = [one for one in _DONE_BY.finditer(pair.quote) if not _passed(pair.quote, one)] if ours else []
    said = pair.quote.text.lower()
    for match in ours:
        alike = [one for one in theirs[:_MOST] if one["deed"].lower() == match["deed"].lower()]
        told = [_told(pair, match, one) for one in alike]
        # of several who do the same, those of whom it is told with the most of the sentence's words
        doers = [one["body"] for one, count in zip(alike, told, strict=True) if count == max(told)]
        elsewhere = said.count(match["deed"].lower()) > len(alike)
        if not doers or elsewhere or any(_alike(match["body"], one) for one in doers):
            continue
        if _short(match["body"]) in _short(said) or _kind(match["body"]) != _kind(doers[0]):
            yield fault("unsupported", match.group(), doers[0])


def _crossed(pair: Pair) -> Iterator[Fault]:
    """One who gets, or gives, what another does by the same verb: "B được tặng Huân chương" of "A tặng B Bằng khen,
    C tặng D Huân chương".
    """
    ours = list(_GIVES.finditer(pair.sentence))
    if len(ours) != 1 or re.search(r",| và ", pair.sentence.text):
        return
    verb = ours[0].group().lower()
    places = [one.start() for one in _GIVES.finditer(pair.quote) if one.group().lower() == verb][:_MOST]
    if len(places) < 2:
        return
    cuts = [max(pair.quote.text.rfind(mark, 0, at) for mark in ",;.") + 1 for at in places]
    shares = [
        frozenset(word.exact for word in pair.quote.within(start, end) if says(word, pair.bare))
        for start, end in pairwise([*cuts, len(pair.quote.text)])
    ]
    said = frozenset(
        word.exact for word in pair.sentence.words if says(word, pair.bare) and not expanded(pair, word)
    )
    best = max(shares, key=lambda share: len(share & said))
    for share in shares:
        if len((share & said) - best) >= _OWN and len((best & said) - share) >= _OWN:
            yield fault("unsupported", pair.sentence.text, pair.quote.text[cuts[0] : places[1]])
            return


def _told(pair: Pair, ours: re.Match[str], theirs: re.Match[str]) -> int:
    """How many words after a deed stand after it in the quote's clause, too."""
    here = {word.folded for word in pair.sentence.within(ours.end(), pair.sentence.clause(ours.start())[1])}
    there = {word.folded for word in pair.quote.within(theirs.end(), pair.quote.clause(theirs.start())[1])}
    return len((here & there) - STOPS)


def _passed(parsed: Parsed, match: re.Match[str]) -> bool:
    """Whether the body is only somebody's office, or one that another does it with."""
    return bool(_BEFORE.search(parsed.text[max(0, match.start() - 24) : match.start()]))


def _alike(one: str, other: str) -> bool:
    """Whether two wordings may be one body's: the words of one are among the other's."""
    ours, theirs = (set(_short(body).split()) for body in (one, other))
    return ours <= theirs or theirs <= ours


def _short(body: str) -> str:
    """A body's name in small letters, with the usual abbreviations for the usual words."""
    name = body.lower().removeprefix("cơ quan ").removeprefix("lực lượng ").removeprefix("đơn vị ")
    for full, short in _ABBREVIATED:
        name = name.replace(full, short)
    return name


def _kind(body: str) -> str:
    """The first word of a body's name, which tells what kind of body it is."""
    return body.split()[0].lower()


def _listed(pair: Pair) -> Iterator[Fault]:
    """Things said together to rise, or to fall, of which the quote says the contrary of one."""
    for cue in (one for one in pair.our_cues if one.axis == "direction"):
        first, _ = pair.sentence.clause(cue.start)
        lead = pair.sentence.text[first : cue.start]
        if any(one.start >= cue.end and one.start - cue.end < 30 for one in pair.sentence.numbers):
            continue
        end = cue.start
        for piece in reversed(_AND.split(lead)):
            start = pair.sentence.text.rfind(piece, first, end)
            if _says_more(pair, start, end):
                break  # what stands before says something of its own
            words, end = _subject(pair.sentence, start, end), start
            if len(words) < 2:
                continue
            if found := _contrary(pair, words, cue.value):
                yield fault("direction", f"{piece.strip()} {cue.text}", found)
                return


def _says_more(pair: Pair, start: int, end: int) -> bool:
    """Whether a stretch of the sentence has a figure, rise or fall of its own."""
    places = [one.start for one in pair.sentence.numbers] + [one.start for one in pair.our_cues]
    return any(start <= place < end for place in places)


def _subject(parsed: Parsed, start: int, end: int) -> tuple[str, ...]:
    """The last words, three at most, that name a thing in a stretch."""
    words = [word.exact for word in parsed.within(start, end) if word.folded not in STOPS | _EVERY]
    return tuple(words[-3:])


def _contrary(pair: Pair, words: tuple[str, ...], value: str) -> str | None:
    """The word of the quote by which a thing goes the other way, where it never goes this one."""
    found = None
    for cue in (one for one in pair.their_cues if one.axis == "direction"):
        last = pair.quote.cell(cue.start)[1]
        first = pair.quote.clause(cue.start)[0]
        before = {word.exact for word in pair.quote.within(first, cue.start)}
        if not set(words) <= before:
            continue
        if cue.value == value:
            return None
        after = pair.quote.after(cue.end, 2)
        found = pair.quote.text[cue.start : after[-1].end if after and after[-1].end <= last else cue.end]
    return found
