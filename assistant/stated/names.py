"""Name and Post: the people and places a text names, and which post it gives to whom. Pure.

Provinces are found by `index/places.py`; here are the smaller places, by the word before them, and people.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.stated.offices import (
    ENGLISH_POST,
    POST_OPENERS,
    begins_post,
    body,
    in_vietnamese,
    offices,
    post_at,
    ranks,
    shared,
    stands,
)
from assistant.stated.parsed import Parsed, Word
from assistant.stated.plain import SYLLABLE, listed
from assistant.stated.surnames import RARE, SURNAMES
from index import places
from index.vietnamese import canonical, fold

Kind = Literal["person", "place", "other"]


def _canonical(words: str) -> frozenset[str]:
    """A list's words as texts' words are compared."""
    return frozenset(map(canonical, words.split()))


_SURNAMES = frozenset(map(canonical, SURNAMES | RARE))
_BARE_SURNAMES = frozenset(map(fold, _SURNAMES))
_SPELT_LEVELS = {
    ("tỉnh",): "tỉnh", ("huyện",): "huyện", ("xã",): "xã", ("phường",): "phường", ("quận",): "quận",
    ("thị", "xã"): "thị xã", ("thị", "trấn"): "thị trấn", ("thành", "phố"): "thành phố", ("tp",): "thành phố",
    ("tx",): "thị xã", ("tt",): "thị trấn", ("thôn",): "thôn", ("bản",): "bản", ("ấp",): "ấp",
    ("làng",): "làng",
    ("đảo",): "đảo", ("sông",): "sông", ("cầu",): "cầu", ("cảng",): "cảng", ("hồ",): "hồ",
    ("đường",): "đường",
}  # fmt: skip
# By their canonical words.
LEVELS = {tuple(map(canonical, words)): level for words, level in _SPELT_LEVELS.items()}
_ENGLISH_LEVELS = {
    "province": "tỉnh", "district": "huyện", "commune": "xã", "ward": "phường", "city": "thành phố",
    "town": "thị xã", "township": "thị trấn", "village": "thôn", "island": "đảo", "river": "sông",
    "bridge": "cầu",
}  # fmt: skip
_TITLES = _canonical("ông bà anh chị chí mr mrs ms")
# Words before one letter that stands for somebody's name ("em V."), and before one word of it, too.
_ADDRESSED = _TITLES | _canonical("em cháu cô chú bác thầy cậu sinh viên")
_CALLED = {
    tuple(map(canonical, words.split()))
    for words in ("bị cáo", "bị can", "đối tượng", "nạn nhân", "bệnh nhân", "bị hại")
}
# Capitalised by place or by custom and no part of the name after them.
_LEADS = _canonical(
    """tỉnh huyện xã phường quận tp tx tt thôn ấp làng ngày năm tháng tại ở của cho theo do và với
    từ đến khi để là về chiều sáng tối mr mrs ms các những"""
)
# English words that could be Vietnamese syllables; a name there is a run of words that all could.
_ENGLISH = listed(
    """the on in an at a to of and or as by it he she they we this that than can no do so more most
    his her its from may you i phu"""
)
_ENDS = re.compile(r"[,;.:()\n\"-]")
# What may stand between a post and the name it belongs to.
_ADDRESS = re.compile(r" (?:(?:là |đồng chí |ông |bà |mr\.? |ms\.? |mrs\.? |comrade )*)?", re.I)

# Words after a post that begin what its holder does.
_AFTER_POST = _canonical(
    """là đã đồng ông bà phát cho yêu nhấn kết kiểm dự chỉ thống phê ký nói khẳng trình báo chia
    cũng vừa đề tiếp thăm thay làm đến tới về tại giao trao có được và khi sẽ cùng"""
)
# What may stand between a name and a post after it that is that person's.
_FOLLOWS = re.compile(
    r"(?:[\s,()&-]|\bvà\b|\bkiêm\b|\blà\b|\bgiữ chức(?: vụ)?\b|\bthe\b|\bis\b|\bwas\b|\band\b|"
    r"\bcurrent\b|\bđồng chí\b|\blàm\b|\bhiện\b|\bđược\b|\bbổ nhiệm\b|\bbầu\b|\bđiều động\b|\bphân công\b|"
    r"\bđảm nhiệm\b|\bnguyên\b|\bcựu\b|\bformer\b)*"
)
# What a sentence, a quotation or a point of a list may begin behind.
_OPENS = re.compile(r'["\n:(-]')


@dataclass(frozen=True, slots=True)
class Name:
    """A person or place named in a text: its canonical syllables, its kind, for a place the level said before it."""

    start: int
    end: int
    text: str
    syllables: tuple[str, ...]
    kind: Kind
    level: str = ""
    leading: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is told by itself who is named: by two words, or by the first letters of a name."""
        return len(self.syllables) > 1 or len(self.syllables[0]) == 1


@dataclass(frozen=True, slots=True)
class Post:
    """A post given to somebody: its canonical name, the offices and levels said with it, and whose (None: nobody's)."""

    start: int
    end: int
    text: str
    head: str
    offices: frozenset[str]
    ranks: frozenset[str]
    body: str
    holder: tuple[str, ...] | None


def names(parsed: Parsed, provinces: Sequence[places.Place]) -> list[Name]:
    """The capitalised names of a text in order, its provinces (see `index/places.py`) apart."""
    found: list[Name] = []
    opens = set(_openings(parsed))
    taken = {at for place in provinces for at in range(place.start, place.end)}
    for run in _parts(_runs(parsed, taken)):
        leading = run[0].start in opens
        while run and (lead := _lead(run, leading, parsed.language)):
            run = run[lead:]
            leading = False
        if run:
            name = _name(parsed, run, leading)
            if len(run) > 1 or name.level or name.kind == "person":
                found.append(name)
    return found


def _lead(run: tuple[Word, ...], leading: bool, spoken: str) -> int:
    """How many words a run opens with that belong to no name: a title, a post, a sentence's first little word."""
    if post := shared(run):
        return post
    if run[0].exact in _ADDRESSED and len(run) > 1 and len(run[1].raw) == 1:
        return 1
    if run[0].exact in _TITLES and len(run) > 1 and run[1].exact in _SURNAMES:
        return 1
    if run[0].exact in _LEADS or (leading and spoken == "en" and run[0].folded in _ENGLISH):
        return 1
    return 0


def _openings(parsed: Parsed) -> Iterator[int]:
    """Where words stand that a sentence or quotation begins with, capital by place alone."""
    starts = parsed.starts
    for end in (0, *parsed.sentences, *(match.end() for match in _OPENS.finditer(parsed.text))):
        if (following := bisect_left(starts, end)) < len(starts):
            yield starts[following]


def _parts(runs: Iterable[tuple[Word, ...]]) -> Iterator[tuple[Word, ...]]:
    """The runs, a place and the person named right after it made two ("Lạc Thủy Cao Thị Hiền")."""
    for run in runs:
        split = next(
            (
                at
                for at in (1, 2)
                if len(run) - at in (3, 4) and len(run) > 4 - (at == 1) and run[at].exact in _SURNAMES
            ),
            0,
        )
        if split and run[0].exact not in _SURNAMES:
            yield run[:split]
            run = run[split:]
        yield run


def _runs(parsed: Parsed, taken: Container[int]) -> Iterator[tuple[Word, ...]]:
    """Capitalised words in a row with nothing but a space or hyphen between them, or a point between first letters."""
    run: list[Word] = []
    for word in parsed.words:
        spelt_out = word.capital or (
            len(word.raw) > 1 and word.raw.isupper() and bool(SYLLABLE.fullmatch(word.folded))
        )
        fits = (
            spelt_out
            and word.start not in taken
            and (parsed.language == "vi" or bool(SYLLABLE.fullmatch(word.folded)))
        )
        gap = parsed.text[run[-1].end : word.start] if run else ""
        if run and (not fits or (gap not in (" ", "-") and not _abbreviates(run[-1], gap, word))):
            yield tuple(run)
            run = []
        if fits:
            run.append(word)
    if run:
        yield tuple(run)


def _abbreviates(one: Word, gap: str, other: Word) -> bool:
    """Whether two words are first letters of one name: "N.V.T."."""
    return gap in (".", ". ") and len(one.raw) == len(other.raw) == 1


def _name(parsed: Parsed, run: tuple[Word, ...], leading: bool) -> Name:
    """What a run of capitals names, by what stands around it."""
    near = parsed.before(run[0].start, 2)
    touching = bool(near) and parsed.text[near[-1].end : run[0].start] in (" ", ". ", ".")
    before = [word.exact for word in near] if touching else []
    level = LEVELS.get(tuple(before[-2:])) or LEVELS.get(tuple(before[-1:])) or ""
    if not level and parsed.language == "en" and (after := parsed.after(run[-1].end, 1)):
        level = _ENGLISH_LEVELS.get(after[0].folded, "")
    kind: Kind = "other"
    accented = not parsed.bare and parsed.language == "vi"
    surname = run[0].exact in _SURNAMES if accented else run[0].folded in _BARE_SURNAMES
    if level and not (surname and len(run) >= 3):
        kind = "place"
    elif (
        (before and before[-1] in (_ADDRESSED if len(run[0].raw) == 1 else _TITLES))
        or (tuple(before[-2:]) in _CALLED)
        or (surname and 2 <= len(run) <= 4)
        or (len(run) > 1 and all(len(word.raw) == 1 for word in run))
    ):
        kind = "person"
        level = ""
    syllables = tuple(word.exact for word in run)
    return Name(
        run[0].start, run[-1].end, parsed.text[run[0].start : run[-1].end], syllables, kind, level, leading
    )


def posts(parsed: Parsed, named: Iterable[Name]) -> list[Post]:
    """The posts of a text, each with the person it is given to.

    A post right before a name is that person's, with the posts listed before it; one after a name is that of
    the name before, until a semicolon or full stop.
    """
    people = [name for name in named if name.kind == "person" and len(name.syllables) > 1]
    stated = list(_english(parsed) if parsed.language == "en" else _vietnamese_posts(parsed, people))
    holders = [_holder(parsed, post, people, stated) for post in stated]
    # "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Nguyễn …": posts listed before one that has a name after it
    for place in range(len(stated) - 2, -1, -1):
        following = stated[place + 1]
        gap = parsed.text[stated[place].end : following.start]
        if holders[place] is None and re.fullmatch(r",? (?:và |kiêm |and )?", gap):
            holders[place] = holders[place + 1]
    return [
        Post(post.start, post.end, post.text, post.head, post.offices, post.ranks, post.body, holder)
        for post, holder in zip(stated, holders, strict=True)
    ]


def _vietnamese_posts(parsed: Parsed, people: list[Name]) -> Iterator[Post]:
    """The posts of a Vietnamese text, nobody's yet."""
    begins = {name.start for name in people}
    words = parsed.words
    reached = 0
    for place, word in enumerate(words):
        if place < reached or word.exact not in POST_OPENERS or not (head := post_at(words, place)):
            continue
        last = place + len(head) - 1
        while last + 1 < len(words) and last - place < 12:
            gap = parsed.text[words[last].end : words[last + 1].start]
            if (gap != " " and gap != "-") or words[last + 1].start in begins:
                break
            if (
                (words[last + 1].exact in _AFTER_POST and not words[last + 1].capital)
                or stands(words, last + 1, ("chủ", "trì"))
                or begins_post(words, last + 1)
            ):
                break
            last += 1
        yield _post(parsed, words[place].start, words[last].end, " ".join(head))
        reached = last + 1


def _post(parsed: Parsed, start: int, end: int, head: str) -> Post:
    """A post as stated between two offsets."""
    text = parsed.text[start:end]
    named = offices(text)
    return Post(start, end, text, head, named, ranks(text), "" if named else body(text[len(head) :]), None)


def _english(parsed: Parsed) -> Iterator[Post]:
    """The posts of an English text, under their Vietnamese names."""
    for match in ENGLISH_POST.finditer(parsed.text):
        head = in_vietnamese(match["head"])
        if not head:
            continue
        tail = _ENDS.split(match["tail"])[0]
        around = parsed.text[max(0, match.start() - 40) : match.start()]
        before = re.search(
            r"(?:provincial|district|people's committee|people's council|party|city)[\w' ]*$", around, re.I
        )
        start = match.start() - (len(before.group()) if before else 0)
        yield _post_english(
            parsed, start, match.end("head") + len(tail), ("phó " if match["vice"] else "") + head
        )


def _post_english(parsed: Parsed, start: int, end: int, head: str) -> Post:
    """An English post; its body is left unchecked."""
    found = _post(parsed, start, end, head)
    return Post(start, end, found.text, head, found.offices, found.ranks, "", None)


def _holder(parsed: Parsed, post: Post, people: list[Name], stated: list[Post]) -> tuple[str, ...] | None:
    """Whom a post is given to by its place alone; None where nobody stands before or right after it."""
    for name in people:
        if name.start >= post.end:
            if _ADDRESS.fullmatch(parsed.text, post.end, name.start):
                return name.syllables
            break
    clause = parsed.clause(post.start)
    previous = [name for name in people if clause[0] <= name.start and name.end <= post.start]
    if not previous:
        return None
    name = previous[-1]
    between = parsed.text[name.end : post.start]
    for other in stated:
        if name.end <= other.start < post.start:
            between = between.replace(other.text, "")
    return name.syllables if _FOLLOWS.fullmatch(between) else None
