"""Offices: what posts, bodies and levels of government are called, in Vietnamese and English. Pure."""

import re
from collections.abc import Sequence

from assistant.stated.parsed import Word
from index.vietnamese import canonical, fold

# Posts by their canonical words.
_POSTS = tuple(
    tuple(map(canonical, post.split()))
    for post in """
    phó tổng giám đốc|tổng giám đốc|phó giám đốc|giám đốc|phó tổng thanh tra|phó chủ tịch|chủ tịch|
    tổng bí thư|phó bí thư|bí thư|phó trưởng ban|trưởng ban|phó trưởng phòng|trưởng phòng|
    phó trưởng đoàn|trưởng đoàn|phó chánh văn phòng|chánh văn phòng|chánh thanh tra|chánh án|
    phó viện trưởng|viện trưởng|phó thủ tướng|thủ tướng|thứ trưởng|bộ trưởng|phó cục trưởng|cục trưởng|
    phó chi cục trưởng|chi cục trưởng|vụ trưởng|phó chủ nhiệm|chủ nhiệm|tỉnh ủy viên|thành ủy viên|
    ủy viên|phó chỉ huy trưởng|chỉ huy trưởng|chính ủy|phó hiệu trưởng|hiệu trưởng|phó trưởng công an|
    trưởng công an|hạt trưởng|phó chủ tịch nước|chủ tịch nước|người phát ngôn|kế toán trưởng|
    đội trưởng|tổ trưởng|trưởng khoa|phó trưởng khoa""".replace("\n", "").split("|")
)
# The same by their first words.
_POSTS_BY = {
    first: [post for post in sorted(_POSTS, key=len, reverse=True) if post[0] == first]
    for first in {post[0] for post in _POSTS}
}
POST_OPENERS = frozenset(_POSTS_BY)
_COMMITTEE = tuple(map(canonical, ("ủy", "ban")))
ENGLISH_POST = re.compile(
    r"\b(?P<vice>(?:vice|deputy|standing vice)[- ])?(?P<head>chairman|chairwoman|chairperson|"
    r"chair|secretary|director general|"
    r"director|minister|prime minister|head|chief)\b(?P<tail>(?: of)?(?: the)?(?: [\w'’-]+){0,8})",
    re.I,
)
_ENGLISH_HEADS = {
    "chairman": "chủ tịch", "chairwoman": "chủ tịch", "chairperson": "chủ tịch", "chair": "chủ tịch",
    "secretary": "bí thư", "director": "giám đốc", "director general": "tổng giám đốc",
    "minister": "bộ trưởng", "prime minister": "thủ tướng",
}  # fmt: skip
_OFFICES = {
    "ubnd": r"\b(?:ubnd|ủy ban nhân dân|people's committee)",
    "hđnd": r"\b(?:hđnd|hội đồng nhân dân|people's council)",
    "mttq": r"\b(?:mttq|mặt trận tổ quốc|fatherland front)",
    "tỉnh ủy": r"\b(?:tỉnh ủy|provincial party)",
    "huyện ủy": r"\b(?:huyện ủy|district party)",
    "thành ủy": r"\b(?:thành ủy|city party|municipal party)",
    "quốc hội": r"\b(?:quốc hội|national assembly)",
    "chính phủ": r"\bchính phủ\b",
}
_RANKS = {
    "tỉnh": r"\b(?:tỉnh|provincial)\b(?! ủy)",
    "huyện": r"\b(?:huyện|district)\b(?! ủy)",
    "xã": r"\b(?:xã|commune)\b",
    "thành phố": r"\b(?:thành phố|tp|city|municipal)\b",
    "phường": r"\bphường\b",
}
_OFFICE = {name: re.compile(pattern, re.I) for name, pattern in _OFFICES.items()}
_RANK = {name: re.compile(pattern, re.I) for name, pattern in _RANKS.items()}
_BODY = re.compile(
    r"\b(?:[Ss]ở|[Bb]an|[Bb]ộ|[Cc]ục) ([^\W\d_]+(?: (?!(?:tỉnh|thành phố|TP|huyện|quận)(?!\w))[^\W\d_]+)?)"
)


def post_at(words: Sequence[Word], place: int) -> tuple[str, ...] | None:
    """The longest post that stands in a text's words from `place` on; None of none."""
    if not (begun := _POSTS_BY.get(words[place].exact)):
        return None
    return next(
        (
            post
            for post in begun
            # "chính Ủy ban nhân dân" is no "chính ủy"
            if stands(words, place, post) and not stands(words, place + len(post) - 1, _COMMITTEE)
        ),
        None,
    )


def begins_post(words: Sequence[Word], place: int) -> bool:
    """Whether a post's words stand from `place` on, whatever follows."""
    return any(stands(words, place, post) for post in _POSTS_BY.get(words[place].exact, ()))


def stands(words: Sequence[Word], place: int, post: Sequence[str]) -> bool:
    """Whether the words from `place` are this post's."""
    return words[place].exact == post[0] and all(
        place + step < len(words) and words[place + step].exact == part for step, part in enumerate(post)
    )


def shared(run: Sequence[Word]) -> int:
    """How many words, from the first, a run of capitals shares with a post."""
    posts = _POSTS_BY.get(run[0].exact)
    return max(_shared(run, post) for post in posts) if posts else 0


def _shared(run: Sequence[Word], post: Sequence[str]) -> int:
    """How many words, from the first, a run shares with this post."""
    return next(
        (place for place, (word, part) in enumerate(zip(run, post, strict=False)) if word.exact != part),
        min(len(run), len(post)),
    )


def offices(text: str) -> frozenset[str]:
    """The offices that a post's words name: committee, council, party, assembly, government."""
    return frozenset(name for name, pattern in _OFFICE.items() if pattern.search(text))


def ranks(text: str) -> frozenset[str]:
    """The levels of government that a post's words name."""
    return frozenset(name for name, pattern in _RANK.items() if pattern.search(text))


def body(text: str) -> str:
    """The department, board or ministry behind a post, folded, by its first two words; "" of none."""
    match = _BODY.search(text)
    return fold(match.group(1)) if match and not match.group(1)[:2].isupper() else ""


def in_vietnamese(head: str) -> str:
    """A post's canonical Vietnamese words for the English ones; "" where it has none."""
    return " ".join(map(canonical, _ENGLISH_HEADS.get(head.lower(), "").split()))
