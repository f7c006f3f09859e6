"""Holders: which person in a sentence holds the post that a question asks about, or does what it says. Pure."""

import re
from collections.abc import Iterator, Sequence, Set

from assistant.question import Question, is_foreign
from assistant.reading.fit import CAPITAL, Fit, fresh
from assistant.reading.people import people
from assistant.reading.posts import POST, names_post
from assistant.stated.plain import listed
from index import places
from index.glossary import translations
from index.memo import memo
from index.vietnamese import UPPER, fold, terms, wordings

# Somebody is meant by a post alone, or by a name that is no Vietnamese one: less surely.
_SOMEBODY = re.compile(
    rf"(?<=\w )(?:{CAPITAL})(?:\s+{CAPITAL})*|\b(?:hiệu trưởng|giám đốc|chủ tịch|trưởng|bộ trưởng|thủ tướng"
    rf"|tổng thống|vua|hội đồng|người(?=\s+(?:dân|[{UPPER}])))\b",
)
# Words after a post that say what kind of body it is of, not which.
_KINDS_OF_BODY = listed("tinh huyen xa phuong quan thanh pho tp so ban phong cua la ai nao gi ten va")
_LEVELS = frozenset(("tinh", "tp", "huyen", "xa", "phuong", "quan"))
_BODIES = frozenset(("ubnd", "hdnd", "uy", "ban", "nhan", "dan", "hoi", "dong"))
_AFTER_POST = 8
# Who only tells of something is hardly who it is about, unless the question asks who said it.
_SPEAKS = re.compile(
    r"(?:\s*[,(–-][^.;“”\"]{0,90}?)?\s+(?:(?:đã|cũng|còn|thì ông|thì) )?(?:cho biết|cho hay|cho rằng|chia sẻ|trao đổi"
    r"|khẳng định|xác nhận|thông tin|nhấn mạnh|nhận định|bày tỏ|lo lắng|kể|phân trần|nói)(?!\w)",
    re.IGNORECASE,
)
_TOLD_BY = re.compile(r"\btheo (?:lời )?(?:\S+ ){0,8}?$", re.IGNORECASE)
_ASKS_SPEAKER = re.compile(
    r"\b(?:noi|cho biet|cho hay|ke|khang dinh|xac nhan|thua nhan|tra loi|len tieng|phat bieu|giai thich|tuyen bo"
    r"|thong tin|dua ra|cong bo|cong nhan|nhan manh|chia se|trao doi|nhan dinh|giuc|gop y|cho rang|keu|khen|che"
    r"|phan anh|hua|yeu cau|doan|tiet lo|ket luan|said|says?|told|announced|according)\b"
)
_ONLY_SPEAKS = 0.1
# What says since when a post is asked about, not of which body.
_WHEN = re.compile(r"\b(?:nam (?:19|20)\d\d|thang \d|hien (?:nay|tai)|giai doan|nhiem ky|khi do|luc do)\b")
# A post right behind a name, in brackets or after a dash, and with nothing behind it.
_BESIDE = re.compile(r"\s*[(\-–—,:]\s*(?:là )?")
_ENDS = re.compile(r"\s*[);.,]|\s*$")
# Whoever a decision is about does not hold the post of who took it, nor does whom its holder met or wrote about.
_ABOUT = re.compile(
    r"\b(?:bo nhiem|mien nhiem|ve viec|ky luat|khoi to|de nghi)\b"
    r"|\b(?:doi voi|voi|cho|cua|ve|gap|tiep|thay|tham|moi) (?:(?:ong|ba|anh|chi|dong chi) )?$"
)
# Between a name and the post behind it stands a mark, or what says that the post is held; whoever asked the Prime
# Minister for something is none.
_HOLDS = re.compile(
    r"[,(\-–—:]|\b(?:la|lam|giu|chuc|bau|bo nhiem|dam nhiem|nguyen|kiem|va|hien|dang|tung|phu trach|nhan|thoi)\b"
)
# Bodies that have a chairman, and are neither a people's committee nor a people's council.
_OTHER_BODY = re.compile(
    r"\W*(?:hoi\b(?! dong nhan dan)|hiep hoi|hdqt|quoc hoi|nuoc|(?:uy ban )?(?:mttq|mat tran)|ubmttq|cong doan"
    r"|lien (?:doan|minh)|cong ty|tap doan)\b"
)


def holders(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """People the question does not name; surest where the very post it names stands by the name."""
    named = [span for span in people(sentence) if fold(sentence[span[0] : span[1]]) not in given]
    asked = _rendered(question) if is_foreign(question) else (_spelt_out(given),)
    posts = [(wording, post) for wording in asked if (post := POST.search(wording))]
    bare = fold(sentence)
    asks_speaker = is_foreign(question) or names_post(question) or bool(_ASKS_SPEAKER.search(given))
    for span in named:
        strength = _ONLY_SPEAKS if not asks_speaker and _speaks(sentence, span) else 0.7
        if posts and len(bare) == len(sentence):
            strength = max(_bound(question, sentence, bare, span, *wording) for wording in posts)
        yield Fit(*span, strength)
    if not named and not posts:
        yield from (
            fit
            for fit in fresh(_SOMEBODY, sentence, given, 0.15)
            if not _is_country(sentence[fit.start : fit.end])
        )


@memo(512)
def _rendered(question: Question) -> tuple[str, ...]:
    """An English question in the folded words of the glossary, once for each post that its first may be."""
    found = translations([term.exact for term in terms(question.text)])
    for place, one in enumerate(found):
        named = [text for text in one.renderings if POST.match(fold(text))]
        if named:
            # "deputy", "vice" of their own
            before = " ".join(fold(each.renderings[0]) for each in found[max(0, place - 1) : place])
            after = " ".join(fold(each.renderings[0]) for each in found[place + 1 :])
            return tuple(f"{before} {fold(text)} {after}".strip() for text in named)
    return ()


def _spelt_out(given: str) -> str:
    """A folded question with the abbreviations of posts in full: "pct ubnd tinh" as "pho chu tich ubnd tinh"."""
    for term in reversed(terms(given)):
        meant = (fold(" ".join(wording.words)) for wording in wordings([term.exact]))
        if post := next(filter(POST.fullmatch, meant), None):
            given = f"{given[: term.start]}{post}{given[term.end :]}"
    return given


def _is_country(words: str) -> bool:
    """Whether words are the name of the country or of a province, and so nobody's."""
    return fold(words) == "viet nam" or any(
        place.end - place.start == len(words) for place in places.find(words)
    )


def _speaks(sentence: str, name: tuple[int, int]) -> bool:
    """Whether the person of this name only reports what the sentence says."""
    before = sentence[max(0, name[0] - 60) : name[0]]
    clause = re.split(r"[.;“”\"]", before)[-1]
    return bool(_TOLD_BY.search(clause) or _SPEAKS.match(sentence, name[1]))


def _bound(
    question: Question, sentence: str, bare: str, name: tuple[int, int], given: str, post: re.Match[str]
) -> float:
    """How surely the post asked about is this name's: the same level and body, with no other name between."""
    wanted = _body(_WHEN.split(given[post.end() :])[0], 4)
    said_of = [term for term in terms(question.text) if term.folded in wanted]
    capitals = {
        term.folded
        for term in said_of
        if question.text[term.start].isupper() and not question.text[term.start : term.end].isupper()
    }
    provinces = {term.folded for place in question.provinces for term in terms(place)}
    # a place is named by capitals alone, a department by small letters, too
    which = (capitals if _level(wanted[:3]) else set(wanted)) - _KINDS_OF_BODY - _BODIES - provinces
    which |= {word for word in wanted if word.isdigit()}
    level = _level(wanted[:3])
    best = 0.2
    for found in POST.finditer(bare):
        if found.group() != post.group():
            continue
        said = _body(bare[found.end() :], _AFTER_POST)
        other_level = level and _level(said) and level != _level(said)
        other = other_level or _is_other_body(wanted, said, bare[found.end() :])
        here = 0.2 if other or not _names_it(which, said) else 1.0
        start, end = found.span()
        between = sentence[end : name[0]] if name[0] >= end else sentence[name[1] : start]
        if start > name[1] and _BESIDE.fullmatch(between) and _ENDS.match(bare, end) and which:
            # "HĐQT Vinaconex gồm các ông A (chủ tịch); B (tổng giám đốc)": whose posts those are is said first
            here = max(here, float(_names_it(which, re.findall(r"\w+", bare[: name[0]]))))
        about = bool(_ABOUT.search(fold(between))) or (
            start >= name[1] and bool(between.strip()) and not _HOLDS.search(fold(between))
        )
        far = bool(people(between)) or ";" in between or len(between) > 120
        best = max(best, here * (0.2 if about else 0.4 if far else 1.0))
    return best


def _level(words: Sequence[str]) -> str | None:
    """The first word that names the level of a body."""
    return next((word for word in words if word in _LEVELS), None)


def _is_other_body(wanted: Sequence[str], said: Sequence[str], following: str) -> bool:
    """Whether a post is of another body than the people's committee or council that is asked about."""
    asked = next((word for word in wanted[:1] if word in ("ubnd", "hdnd")), None)
    own = next((word for word in said[:1] if word in ("ubnd", "hdnd")), None)
    return bool(asked) and (own != asked if own else bool(_OTHER_BODY.match(following)))


def _names_it(which: Set[str], said: Sequence[str]) -> bool:
    """Whether the words after a post name the body meant: two in three of its words, and each number."""
    numbers = {word for word in which if word.isdigit()}
    return numbers <= set(said) and len(which & set(said)) * 3 >= len(which) * 2


def _body(following: str, most: int) -> list[str]:
    """The folded words after a post, the two commonest bodies by their short names."""
    short = following.replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    short = re.sub(r"\bthanh pho\b", "tp", short)
    found = re.findall(r"\w+", short)[:most]
    written = [
        fold(word)
        for one in wordings([term.exact for term in terms(short[: most * 6])])
        for word in one.words
    ]
    return [*found, *written]
