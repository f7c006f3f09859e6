"""Takeover: what a follow-up may leave out of the question before it and mean all the same. Pure."""

import re
from itertools import pairwise

from assistant.understanding.wordings import YEAR, named_places, without_places
from index.vietnamese import fold

# What asks, with the noun it asks for: "công ty nào", "bao nhiêu mộ phần", "là gì".
ASKED = re.compile(
    r"(?:\b(?:có|co)\s+)?\b(?:bao nhiêu|bao nhieu|mấy|may|how many|how much)\b"
    r"(?:\s+(?:(?:văn bản|van ban|trường hợp|truong hop|đối tượng|doi tuong|học sinh|hoc sinh|hộ dân|ho dan|người dân"
    r"|nguoi dan|dự án|du an|tỷ đồng|ty dong|triệu đồng|trieu dong|doanh nghiệp|doanh nghiep)\b|\w+\b))?"
    r"|\b(?:vào\s+|vao\s+|từ\s+)?(?:ngày|ngay|tháng|thang|năm|nam|khi|lúc|luc|hôm|hom)\s+(?:nào|nao)\b"
    r"|^(?:(?!\b(?:ở|o|tại|tai|của|cua)\b)\w+\s+){1,4}?(?:nào|nao)\b|^(?:what|which)\s+\w+\b"
    r"|\b(?:(?:là|la)\s+)?(?:gì|gi|ai|đâu|dau|bao giờ|bao gio)\b"
    r"|\b(?:vì sao|vi sao|tại sao|tai sao|why|who|when|where)\b",
    re.IGNORECASE,
)
# A document or a road by its number is the same wherever and whenever it is asked of.
_NUMBERED = re.compile(
    r"\b(?:nghi quyet|quyet dinh|nghi dinh|thong tu|chi thi|cong van|ke hoach|de an|luat|quoc lo|tinh lo"
    r"|resolution|decision|decree|circular|directive|law|highway)\s+(?:so\s+|no\.?\s+)?\d[\w/.-]*"
)
# All of the country, or which part of it.
_EVERYWHERE = re.compile(
    r"\b(?:ca nuoc|toan quoc|viet nam|nationwide"
    r"|(?:cac|nhung|may|bao nhieu|how many|which) (?:tinh|thanh pho|dia phuong|provinces?|cities))\b"
    r"|\b(?:tinh|thanh pho|dia phuong)(?: thanh)? nao\b"
)
# No question at all.
_COURTESY = re.compile(
    r"^(?:(?:xin )?(?:cam|chan thanh cam) on|thanks?|thank you|(?:xin )?chao|hello|tam biet)\b"
)
# The words that ask, and nothing of what they ask for.
_ASKING_WORDS = re.compile(
    r"\b(?:thu may|bao nhieu|may|nao|gi|ai|dau|sao|khi|luc|bao gio|how|many|much|what|which|who|when|where|why)\b"
)
# Words that say how a thing has gone and not which thing.
_OF_NO_MATTER = re.compile(
    r"\b(?:cung ky|ke hoach|du toan|phan tram|chenh lech|nhu the|the nao|vi|hay|khong|la|co|o|tai|cua|va|voi|thi|duoc"
    r"|da|se|so|hon|kem|tang|giam|dat|xep|chiem|bang|hang|lan|ty|trieu|dong|nam|ngoai|truoc|sau|do|vay|nhau|chenh|cao"
    r"|thap|nhat|noi|cho biet|tuyen bo|con so|so lieu|dieu|viec|nay|ay|du thao|de xuat|quyet dinh|chinh thuc|thong qua"
    r"|ban hanh|phe duyet|chot|chua|roi|moi|chi|duoc|ca|draft|decided|adopted|approved|said|was|is|are|were|did|does"
    r"|the|of|in|for|and|than|it|by|to|compared|rank|increase|decrease)\b"
)
_IS = re.compile(r"^(?:is|was|are|were|does|did|do|là|la) ", re.IGNORECASE)
# What somebody has or does, before what is meant by "it": "owns the Tan An guesthouse".
_DOES = re.compile(
    r"^(?:[a-z]+s|[a-z]+ed|built|led|won|made|wrote|sold|bought) (?=the\b|(?-i:[A-Z]))", re.IGNORECASE
)
# What is asked of a programme, a project or a meeting that the question before names.
_ASPECT = re.compile(
    r"\b(?:kinh phi|nguon|von|tong|muc dau tu|chi phi|thoi (?:han|gian|diem)|tien do|han chot|don vi|co quan|so|ban"
    r"|nganh|nguoi|chu (?:tri|dau tu)|ky|ban hanh|phe duyet|thong qua|thuc hien|hoan thanh|khoi cong|hieu luc|ap dung"
    r"|bat dau|ket thuc|muc tieu|doi tuong|quy mo|chieu dai|dia diem|dien ra|to chuc|trien khai|phoi hop|lay|tu|den"
    r"|ngay|thang|quy|gom|nhung|cac|noi dung|nhiem vu|giai phap|cong suat|tri gia|gia tri|nha thau"
    r"|nguyen nhan|ly do|giai doan)\b"
)
_STOPS = (
    r"(?:là|la|có|co|được|duoc|đã|da|sẽ|se|dự kiến|du kien|đạt|dat|gồm|gom|bao|gì|gi|nào|nao|khi|vào|vao|thế|the|ra sao"
    r"|trị giá|tri gia|bị|bi|cần|can|do|nêu|neu|quy định|quy dinh|đề|lấy|lay|dài|dai)"
)
_THING = re.compile(
    r"\b(?:chương trình|chuong trinh|kế hoạch|ke hoach|dự án|du an|đề án|de an|quy hoạch|quy hoach|nghị quyết"
    r"|nghi quyet|quyết định|quyet dinh|chính sách|chinh sach|công trình|cong trinh|lễ hội|le hoi|hội nghị|hoi nghi"
    rf"|hội thảo|hoi thao|kỳ họp|ky hop|phiên họp|phien hop|cuộc họp|cuoc hop)\b(?: (?!{_STOPS}\b)[^\s,?.;]+){{2,12}}",
    re.IGNORECASE,
)
# Words in small letters that may stand within a name.
_FEW = 2


def has_own_subject(text: str, before: str) -> bool:
    """Whether a question itself tells what it is about: by a number, a name, or a place and other matters."""
    plain = fold(text)
    if _COURTESY.match(plain):
        return True
    if (found := _NUMBERED.search(plain)) and found.group() not in fold(before):
        return True
    if _EVERYWHERE.search(plain):
        return True
    if set(_long_names(without_places(text))) - set(_long_names(before)):
        return True
    own = _matters(text)
    return bool(named_places(text) and own) and not own & _matters(before)


def is_about_nothing(rest: str) -> bool:
    """Whether a wording does not say what it asks about: "xếp thứ mấy", "tăng bao nhiêu so với năm 2021"."""
    return not _matters(rest)


def says_little(rest: str) -> bool:
    """Whether a wording says in a word or so what it asks about, "ai sống sót": what says more finds its sentence."""
    return len(_matters(rest)) <= _FEW


def subject(before: str) -> str:
    """What a question is about: its words except those that ask."""
    told = _IS.sub("", " ".join(ASKED.sub("", before.rstrip(" ?.!")).strip(" ,;:—-").split()))
    told = _DOES.sub("", told) if before[:3].lower() in ("who", "wha", "whi") else told
    return told if len(told.split()) > 1 else ""


def thing(rest: str, before: str) -> str:
    """The programme, project or meeting that the question before names, if the next one asks for an aspect of it.

    A document is recognised by its number alone.
    """
    left = _matters(_ASPECT.sub(" ", fold(rest)))
    found = [] if left or named_places(rest) else list(_THING.finditer(before))
    told = found[-1].group() if found else ""
    return "" if re.search(r"\d[-/]", told) else told


def name(before: str) -> str:
    """The thing that a question names, if it is typed with capitals: "Nghị quyết số 58-NQ/TW", "xã Tân An"."""
    words = before.rstrip(" ?.!").split(" ")
    best: list[str] = []
    for start, word in enumerate(words):
        if not _is_name(word):
            continue
        end = start
        for at in range(start + 1, len(words)):
            if at - end > _FEW + 1:
                break
            if _is_name(words[at]):
                end = at
        # what kind of thing it is stands before it
        first = start - 1 if start and words[start - 1].isalpha() else start
        if end > start and end + 1 - first > len(best):
            best = words[first : end + 1]
    return " ".join(best).rstrip(",;:")


def names_something(text: str) -> bool:
    """Whether a wording has a word with a capital behind its first."""
    return any(_is_capital(word.strip(",;:?.!()")) for word in text.split()[1:])


def _matters(text: str) -> set[str]:
    """The words that say what is asked about, without accents."""
    plain = YEAR.sub(" ", fold(without_places(text)))
    return set(re.findall(r"[^\W\d_]{2,}", _OF_NO_MATTER.sub(" ", _ASKING_WORDS.sub(" ", plain))))


def _long_names(text: str) -> list[str]:
    """Neighbouring capitalised words after the first of a wording, without accents: names of more than one word."""
    words = [word.strip(",;:?.!()") for word in text.split()]
    return [
        fold(f"{one} {other}")
        for one, other in pairwise(words[1:])
        if _is_capital(one) and _is_capital(other)
    ]


def _is_capital(word: str) -> bool:
    """Whether a word is written as a name is, and is no abbreviation."""
    return len(word) > 1 and word[0].isupper() and word[1:].islower()


def _is_name(word: str) -> bool:
    """Whether a word may be part of a name or a number."""
    return word[:1].isupper() or (word[:1].isdigit() and not YEAR.fullmatch(word))
