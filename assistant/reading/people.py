"""People: whose names a sentence bears. Pure."""

import re
from functools import lru_cache

from assistant.reading.class_nouns import class_nouns
from assistant.reading.fit import CAPITAL
from assistant.reading.posts import POST
from assistant.stated.plain import listed
from assistant.stated.surnames import DOUBTFUL, SURNAMES
from assistant.understanding.wordings import is_bare
from index import places
from index.body_name import BODY
from index.memo import memo
from index.vietnamese import LOWER, UPPER, fold, nfc

# One before two or three capital words is a person's name.
_SURNAMES = SURNAMES | DOUBTFUL
# "Giám đốc Sở Xây dựng" names nobody.
_BODY = re.compile(BODY)
# As long as a name behind a province's.
_NAME = re.compile(rf"{CAPITAL}(?:\s+{CAPITAL}){{1,7}}")
_TITLED = re.compile(
    r"(?:ông|bà|anh|chị|đồng chí|đ/c|cô|thầy|bác sĩ|tiến sĩ|giáo sư|luật sư|nhà báo|tướng|tá|úy|vua|hoàng đế"
    r"|nữ hoàng|bí thư|chủ tịch|giám đốc|trưởng phòng)\s*:?\s*$",
    re.IGNORECASE,
)
# Behind these a province's name is somebody's; behind a post it says where that is held: "Bí thư Hà Nội".
_ADDRESSED = re.compile(r"(?:ông|bà|anh|chị|đồng chí|đ/c|cô|thầy)\s*:?\s*$", re.IGNORECASE)
# A body whose first word is a surname, too.
_DELEGATION = re.compile(
    r"Đoàn (?:Luật sư|Thanh niên|Thanh tra|Kiểm tra|Giám sát|Công tác|Đại biểu|Kinh tế|Nghệ thuật|Văn công)(?!\w)",
    re.IGNORECASE,
)
_LONGEST_POST = 24
# Whoever took the picture had no part in what it shows.
_CREDIT = re.compile(
    r"(?<!\w)(?:[ẢA]nh|Nguồn|Đồ họa|Video|Clip)(?: (?:tư liệu|minh họa))?\s*:\s*$", re.IGNORECASE
)
# Words with capitals, none of them an abbreviation, that end there.
_CAPITALS_BEFORE = re.compile(rf"(?<!\w)(?:[{UPPER}][{LOWER}]+\s+){{1,4}}$")
_STREETS = ("đường", "phố")
# A place's name is this short behind its noun, which is no longer than this.
_PLACE_WORDS, _LONGEST_NOUN = 2, 18


@memo(4096)
def people(sentence: str) -> tuple[tuple[int, int], ...]:
    """The spans of what reads as people's names: a surname before capital words, or a title before them."""
    spans = []
    for match in _NAME.finditer(sentence):
        name_words = match.group().split()
        lead = sentence[max(0, match.start() - 16) : match.start()]
        titled = bool(_TITLED.search(lead))
        # "thành phố Đà Nẵng Lê Văn An": the name begins behind the place's
        passed = _words_of_place(sentence, match)
        first = next(
            (i for i, word in enumerate(name_words) if i >= passed and word.lower() in _SURNAMES), None
        )
        # "Chủ tịch UBND TP.HCM": a body by its short name, and nobody
        if first is None and (not titled or match.group().isupper() or _BODY.match(fold(match.group()))):
            continue
        first = 0 if titled and first is None else first or 0
        if len(name_words) - first < 2 or len(name_words) - first > 5:
            continue
        # "Bí thư TƯ Đảng": no name, unless all of it is in capitals
        if not match.group().isupper() and any(
            len(word) > 1 and word.isupper() for word in name_words[first:]
        ):
            continue
        start = match.end() - len(match.group().split(None, first)[-1])
        if _names_place(sentence, match, first) or _DELEGATION.match(sentence, start):
            continue
        # "đồng chí Phó Bí thư Tỉnh ủy": a post, whose name was said before
        if POST.match(fold(sentence[start : match.end() + _LONGEST_POST])):
            continue
        if _CREDIT.search(sentence[: match.start()]):
            continue
        if _ADDRESSED.search(lead) or not _in_province(sentence, start, match.end()):
            spans.append((start, match.end()))
    return tuple(spans)


def _words_of_place(sentence: str, name: re.Match[str]) -> int:
    """How many of the capital words in a row are the end of a province's name with more words behind it."""
    if len(name.group().split()) <= _PLACE_WORDS + 1:
        return 0
    ends = [
        place.end for place in places.find(sentence) if place.start <= name.start() < place.end < name.end()
    ]
    return len(sentence[name.start() : ends[0]].split()) if ends else 0


def _names_place(sentence: str, name: re.Match[str], surname: int) -> bool:
    """Whether a name of capitals is a place's or a street's: "xã Châu Kim", "quận Nam Từ Liêm", "đường Trần Phú".

    "Chủ tịch xã Lương Văn Sơn" names no commune: three words or more from a surname on are a person's.
    """
    noun = _class_noun().search(sentence, max(0, name.start() - _LONGEST_NOUN), name.start())
    return noun is not None and (len(name.group().split()) - surname <= _PLACE_WORDS or bool(noun["street"]))


@lru_cache(maxsize=1)
def _class_noun() -> re.Pattern[str]:
    """What finds a class noun that a name may follow, at the end of a stretch; a street's apart."""
    written = "|".join(re.escape(noun) for noun in class_nouns() if noun not in _STREETS)
    # "gia đình": no temple
    return re.compile(rf"(?<!\w)(?<!gia )(?:(?P<street>{'|'.join(_STREETS)})|{written})\s*$", re.IGNORECASE)


def _in_province(sentence: str, start: int, end: int) -> bool:
    """Whether a capitalised name is a province's, or ends one: "Thành phố Hồ Chí Minh"."""
    name = sentence[start:end].rstrip(".")
    alone = places.find(name)
    return bool(alone and alone[0].end - alone[0].start == len(name)) or any(
        place.start < start and start + len(name) <= place.end for place in places.find(sentence)
    )


def within_a_name(text: str, start: int) -> bool:
    """Whether the word with a capital that begins there stands inside a person's name: "Đình" of "Trần Đình Sơn"."""
    run = _CAPITALS_BEFORE.search(text, 0, start) if text[start].isupper() else None
    return run is not None and begins_with_surname(run.group())


def begins_with_surname(name: str) -> bool:
    """Whether a name begins with a surname, with its own accents if it bears any: "Trường Sen Vàng" is nobody's."""
    first = nfc(name).split()[0].lower()
    return is_surname(first) if is_bare(first) else first in _SURNAMES


def is_surname(folded: str) -> bool:
    """Whether a folded word may be a surname."""
    return folded in _folded_surnames()


@lru_cache(maxsize=1)
def _folded_surnames() -> frozenset[str]:
    """The surnames as they are typed without accents."""
    return frozenset(map(fold, _SURNAMES))


# Words of no name, where no capitals tell one: "vụ án này là ai", "chủ đầu tư là ai".
_NO_NAME = listed("này nay ấy ay kia các cac những nhung người nguoi được duoc của cua và va với voi đầu dau")


def reads_as_name(written: str) -> bool:
    """Whether words typed without capitals may be a person's name: a surname first, no province, and no other words."""
    others = written.lower().split()[1:]
    return (
        begins_with_surname(written) and _NO_NAME.isdisjoint(others) and not places.find(written, folded=True)
    )
