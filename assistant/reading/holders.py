"""Holders: which person in a sentence holds the post that a question asks about, or does what it says. Pure."""

import re
from collections.abc import Iterator

from assistant.question import Question, is_foreign
from assistant.reading.fit import CAPITAL, Fit, fresh
from assistant.reading.offices import Office
from assistant.reading.people import people
from assistant.reading.posts import POST, is_asked_of_another, is_same, names_post
from assistant.reading.signers import asks_signer, posts_that_sign, tells_of_signing
from index import places
from index.glossary import translations
from index.memo import memo
from index.vietnamese import UPPER, fold, terms, wordings

# Somebody is meant by a post alone, or by a name that is no Vietnamese one: less surely.
_SOMEBODY = re.compile(
    rf"(?<=\w )(?:{CAPITAL})(?:\s+{CAPITAL})*|\b(?:hiệu trưởng|giám đốc|chủ tịch|trưởng|bộ trưởng|thủ tướng"
    rf"|tổng thống|vua|hội đồng|người(?=\s+(?:dân|[{UPPER}])))\b",
)
# The number of a quarter or session is nobody.
_ROMAN = re.compile(r"[IVXL]+")
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
# A post right behind a name, in brackets or after a dash, and with nothing behind it.
_BESIDE = re.compile(r"\s*[(\-–—,:]\s*(?:là )?")
_ENDS = re.compile(r"\s*[);.,]|\s*$")
# Whoever a decision is about does not hold the post of who took it, nor does whom its holder met or wrote about.
_ABOUT = re.compile(
    r"\b(?:bo nhiem|mien nhiem|ve viec|ky luat|khoi to|de nghi)\b"
    r"|\b(?:doi voi|voi|cho|cua|ve|gap|tiep|thay|tham|moi) (?:(?:ong|ba|anh|chi|dong chi) )?$"
)
# Right before a post, between it and the name, stands a mark or what says that the post is held; whoever asked the
# Prime Minister for something is none.
_HOLDS = re.compile(
    r"(?:[,(\-–—:]|\b(?:la|lam|giu|chuc|bau|nhiem|nguyen|kiem|va|hien|dang|tung|phu trach|nhan|thoi|tro thanh)\b)"
    r"(?: ?(?:vu|danh|chuc|nay(?: la)?|hien|tan|quyen|mot|cac|phong|kiem))*\s*$"
)

# "ông B, Phó Giám đốc, được bổ nhiệm làm Giám đốc": the post behind is his from then on.
_APPOINTED = re.compile(
    r"^(?!.*\b(?:mien nhiem|ky luat|khoi to|de nghi)\b).*\b(?:bo nhiem|bau|dieu dong|phan cong)\b[^,;]*"
    r"\b(?:lam|giu|chuc|chuc (?:vu|danh))\s*$"
)
_OWN_POST = re.compile(rf"\s*[,(–-]\s*(?!uy vien|dai bieu){POST.pattern}")


def holders(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """People the question does not name; surest where the very post it names stands by the name."""
    signer = asks_signer(question)
    if signer and not tells_of_signing(sentence):
        return
    named = [span for span in people(sentence) if fold(sentence[span[0] : span[1]]) not in given]
    asked = _rendered(question) if is_foreign(question) else (_spelt_out(given),)
    offices = [Office.of(question, wording, post) for wording in asked if (post := POST.search(wording))]
    bare = fold(sentence)
    of_another = is_asked_of_another(question)
    asks_speaker = (
        is_foreign(question) or (names_post(question) and not of_another) or bool(_ASKS_SPEAKER.search(given))
    )
    for span in named:
        strength = _ONLY_SPEAKS if not asks_speaker and _speaks(sentence, span) else 0.7
        if offices and len(bare) == len(sentence):
            held = max(_bound(sentence, bare, span, office) for office in offices)
            strength = min(strength, 1 - held) if of_another else held
        if strength:
            yield Fit(*span, strength)
    if signer and not named and not offices:
        yield from posts_that_sign(sentence)
    if not named and (of_another or not offices):
        yield from (
            fit
            for fit in fresh(_SOMEBODY, sentence, given, 0.15)
            if not _is_country(word := sentence[fit.start : fit.end]) and not _ROMAN.fullmatch(word)
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


def _bound(sentence: str, bare: str, name: tuple[int, int], office: Office) -> float:
    """How surely the office asked about is this name's: the same level and body, with no other name between."""
    best = 0.2
    for found in POST.finditer(bare):
        if not is_same(found.group(), office.post):
            continue
        start, end = found.span()
        here = 1.0 if office.is_of(bare, sentence, end) else 0.2
        between = sentence[end : name[0]] if name[0] >= end else sentence[name[1] : start]
        if start > name[1] and _BESIDE.fullmatch(between) and _ENDS.match(bare, end) and office.which:
            # "HĐQT Vinaconex gồm các ông A (chủ tịch); B (tổng giám đốc)": whose posts those are is said first
            here = max(here, float(office.is_named_in(re.findall(r"\w+", bare[: name[0]]))))
        appointed = start >= name[1] and _APPOINTED.search(fold(between))
        about = (bool(_ABOUT.search(fold(between))) and not appointed) or (
            start >= name[1] and bool(between.strip()) and not _HOLDS.search(fold(between))
        )
        # "theo đề nghị của Giám đốc Sở A, ông B, Phó Giám đốc, được …": whose own post stands behind is another
        about |= start < name[0] and "," in between and bool(_OWN_POST.match(bare, name[1]))
        far = ";" in between or len(between) > 120 or bool(people(between))
        best = max(best, here * (0.2 if about else 0.4 if far else 1.0))
    return best
