"""Question: what somebody asks, stand-alone, with its places, years, wanted kind of answer and language. Pure.

No model is needed here; a model may only reword a follow-up before it comes in (`writer.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index import places
from index.errors import BadInput
from index.glossary import STOP as ENGLISH_STOP
from index.vietnamese import Term, canonical, fold, nfc, terms

Asked = Literal[
    "number",
    "percent",
    "rank",
    "date",
    "year",
    "person",
    "place",
    "body",
    "document",
    "reason",
    "list",
    "definition",
    "text",
]
Language = Literal["vi", "en"]

# Longer than any question; a text of this length is a document pasted by mistake.
LONGEST = 2000

# What a question says about itself and not about its subject: held against words as they are typed, so that
# "đề" is no "để"; a question without accents is held against the second set, whose words hardly mean anything else.
_FUNCTION = frozenset(
    canonical(word)
    for word in [
        "ai",
        "ạ",
        "à",
        "anh",
        "bao",
        "bị",
        "bởi",
        "các",
        "cách",
        "cái",
        "cho",
        "chưa",
        "chỉ",
        "có",
        "còn",
        "của",
        "cũng",
        "đã",
        "đang",
        "đấy",
        "đây",
        "để",
        "đến",
        "đi",
        "đó",
        "do",
        "dùng",
        "được",
        "em",
        "gì",
        "gồm",
        "hay",
        "hãy",
        "hỏi",
        "khi",
        "không",
        "là",
        "lại",
        "làm",
        "lúc",
        "mà",
        "mấy",
        "mỗi",
        "một",
        "này",
        "nào",
        "nên",
        "nếu",
        "nhé",
        "nhỉ",
        "nhiêu",
        "nhiều",
        "những",
        "như",
        "nữa",
        "ở",
        "ơi",
        "phải",
        "qua",
        "ra",
        "rằng",
        "rất",
        "rồi",
        "sao",
        "sau",
        "sẽ",
        "tại",
        "thế",
        "thì",
        "theo",
        "thuộc",
        "tôi",
        "tới",
        "trên",
        "trong",
        "từ",
        "từng",
        "và",
        "vào",
        "vẫn",
        "về",
        "vì",
        "với",
        "xin",
        "biết",
        "hiện",
        "vậy",
        "bằng",
        "giữa",
        "cùng",
        "đâu",
        "mình",
        "bạn",
        "hả",
        "nhằm",
        "nhờ",
        "dưới",
        "trước",
        "ngoài",
        "khoảng",
        "tên",
    ]
)
_BARE_FUNCTION = frozenset(
    [
        "ai",
        "a",
        "bao",
        "bi",
        "boi",
        "cac",
        "cho",
        "chua",
        "co",
        "cua",
        "cung",
        "da",
        "dang",
        "duoc",
        "gi",
        "hay",
        "khi",
        "khong",
        "la",
        "lai",
        "ma",
        "nao",
        "nay",
        "nhe",
        "nhi",
        "nhieu",
        "nhu",
        "nhung",
        "o",
        "phai",
        "ra",
        "rang",
        "rat",
        "roi",
        "sao",
        "se",
        "tai",
        "the",
        "thi",
        "theo",
        "tren",
        "trong",
        "tu",
        "va",
        "vao",
        "ve",
        "vi",
        "voi",
        "bang",
        "dau",
    ]
)
_ENGLISH_MARKS = frozenset(
    [
        "what",
        "who",
        "when",
        "where",
        "which",
        "why",
        "how",
        "did",
        "does",
        "do",
        "is",
        "are",
        "was",
        "were",
        "the",
        "of",
        "in",
        "on",
        "at",
        "for",
        "to",
        "much",
        "many",
        "whose",
        "whom",
        "list",
        "give",
        "tell",
    ]
)

# Longest first: each wording that asks for a kind of answer, in folded Vietnamese or in English.
_ASKED: tuple[tuple[Asked, str], ...] = (
    (
        "percent",
        r"bao nhieu (?:phan tram|%)|(?:may|bao nhieu) %|ti le (?:la )?bao nhieu|what per ?cent(?:age)?",
    ),
    (
        "rank",
        r"(?:xep |dung |vi tri |hang )?thu (?:may|bao nhieu)|xep hang (?:bao nhieu|may)|hang may|dung thu|what (?:rank|place|position)|how .{0,20}\brank",
    ),
    ("year", r"(?:vao |tu |den |trong )?nam (?:nao|bao nhieu|may)|(?:what|which) year"),
    (
        "date",
        r"khi nao|bao gio|(?:vao )?(?:ngay|hom|thang|quy) (?:nao|may|bao nhieu)|(?:luc|thoi (?:gian|diem|han)) nao|ngay thang nao|thoi gian .{0,30}(?:la gi|khi nao)|\bwhen\b|(?:what|which) (?:date|day|month|time)",
    ),
    ("reason", r"(?:tai|vi|do) (?:sao|dau)|ly do|li do|nguyen nhan|\bwhy\b|what (?:reason|caused)|vien ly"),
    (
        "number",
        r"bao nhieu|(?<!thu )\bmay (?!moc|tinh|bay|man|chu)|\bhow (?:many|much|large|big|long|far|old|high|tall|often)\b|con so|so luong (?:la )?",
    ),
    (
        "document",
        r"(?:nghi quyet|quyet dinh|thong tu|nghi dinh|chi thi|ke hoach|van ban|cong van|luat) (?:so )?(?:nao|so may)|so hieu|(?:what|which) (?:resolution|decision|decree|circular|directive|law|document)",
    ),
    (
        "person",
        r"\bai\b|(?:nguoi|ong|ba|dong chi|vi|lanh dao|can bo) nao|ten (?:la )?gi|who\b|whom\b|whose\b",
    ),
    (
        "body",
        r"(?:co quan|don vi|so|ban|nganh|bo|cong ty|doanh nghiep|to chuc|truong|benh vien|nha may|ngan hang|tap doan|phong|toa an|cap|nha dau tu|hang) nao|(?:what|which) (?:agency|department|company|organi[sz]ation|body|office|ministry|firm|school|team)",
    ),
    (
        "place",
        r"o dau|noi nao|cho nao|dau (?:la)?$|dia (?:diem|phuong|chi|ban) nao|(?:xa|huyen|tinh|thanh pho|quan|phuong|thon|ban|lang|nuoc|khu|vung|duong|thi xa|quoc gia) nao|\bwhere\b|(?:what|which) (?:province|district|commune|city|country|place|region|town|village)",
    ),
    (
        "definition",
        r"\bla (?:gi|nhung gi|the nao)\b|(?:nhu the nao|gi)\W*$|^what (?:is|was|were|are)\b|^(?:what|which) \w+(?: \w+)? (?:did|does|do|was|is|were|are|has|have)\b",
    ),
    (
        "list",
        r"liet ke|ke ten|nhung (?:\w+ ){1,5}nao|cac (?:\w+ ){1,5}nao|gom (?:nhung )?(?:gi|nhung)|nhung (?:gi|ai)|bao gom|(?:what|which) are the|\blist\b|name (?:the|all)",
    ),
)
_ASKED_RE = tuple((asked, re.compile(pattern)) for asked, pattern in _ASKED)
_DRAFT = re.compile(
    r"\b(?:du thao|ban dau|de xuat|du kien ban hanh|lay y kien|trinh|chua thong qua|draft|drafted|propos\w+|initial\w*)\b"
)
_DECIDED = re.compile(
    r"\b(?:chinh thuc|da (?:thong qua|ban hanh|quyet dinh|thong nhat|phe duyet|chot)|thong nhat|ban hanh|phe duyet|adopted|approved|decided|final)\b"
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:1[89]|20)\d\d(?![\d.,]\d|\s*[-–/]\s*(?:1[89]|20)\d\d)")
_LATIN = re.compile(r"[a-zđ]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question asked before in the same conversation, with its answer when it is known."""

    question: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood: its stand-alone wording and what that wording asks for.

    `content` are its terms that bear meaning, in order; `head` those of them that name what is asked for ("phương
    châm" in "đưa ra phương châm gì"); `provinces` are canonical names; `accented` is whether the
    asker types accents at all, so that those typed are held against the text.
    """

    asked_as: str
    text: str
    language: Language
    asked: Asked
    content: tuple[Term, ...]
    head: tuple[Term, ...]
    provinces: tuple[str, ...]
    years: tuple[str, ...]
    wants_draft: bool
    wants_decided: bool
    accented: bool


def understand(text: str, history: Sequence[Turn] = (), language: str | None = None) -> Question:
    """What is asked, follow-ups completed from the turns before.

    Raises BadInput (`question_empty`, `question_too_long`) for what is no question at all.
    """
    asked_as = nfc(text).strip()
    if not re.search(r"\w", asked_as):
        raise BadInput(
            "question_empty",
            "Câu hỏi đang trống. Hãy gõ một câu hỏi, ví dụ: “Thanh Hóa chọn chủ đề năm 2023 là gì?”.",
            "The question is empty. Type one, for example “What theme did Thanh Hóa choose for 2023?”.",
            "question",
        )
    if len(asked_as) > LONGEST:
        raise BadInput(
            "question_too_long",
            f"Câu hỏi dài {len(asked_as):,} ký tự, quá {LONGEST:,} ký tự. Hãy rút ngắn thành một câu hỏi.".replace(
                ",", "."
            ),
            f"The question has {len(asked_as):,} characters, more than {LONGEST:,}. Shorten it to one question.",
            "question",
        )
    alone = standalone(asked_as, history)
    bare = fold(alone)
    spoken: Language = "en" if _is_english(alone) else "vi"
    return Question(
        asked_as=asked_as,
        text=alone,
        language="en" if language == "en" or (language != "vi" and spoken == "en") else "vi",
        asked=_asked(bare),
        content=(content := _content(alone, spoken)),
        head=_head(alone, content),
        provinces=tuple(dict.fromkeys(found.name for found in _places(alone))),
        years=tuple(dict.fromkeys(_YEAR.findall(alone))),
        wants_draft=bool(_DRAFT.search(bare)),
        wants_decided=bool(_DECIDED.search(bare)),
        accented=fold(alone) != alone.lower(),
    )


def is_readable(text: str) -> bool:
    """Whether most letters are Latin ones: a question in another script is not ours to answer."""
    letters = _LETTER.findall(text)
    latin = sum(1 for letter in letters if _LATIN.match(fold(letter)))
    return not letters or latin * 2 >= len(letters)


def is_foreign(question: Question) -> bool:
    """Whether the wording itself is English, whatever language the answer should have."""
    return _is_english(question.text)


def _is_english(text: str) -> bool:
    """Whether the wording is English: function words of it and no Vietnamese ones beside names."""
    words = re.findall(r"[^\W\d_]+", text)
    english = sum(word.lower() in _ENGLISH_MARKS or word.lower() in ENGLISH_STOP for word in words)
    accented = sum(fold(word) != word.lower() and not word[0].isupper() for word in words)
    return english >= 1 and accented == 0 and english * 4 >= len(words)


def _asked(bare: str) -> Asked:
    """The kind of answer that a folded wording asks for; "text" when it names none."""
    for asked, pattern in _ASKED_RE:
        if pattern.search(bare):
            return asked
    return "text"


def _content(text: str, spoken: Language) -> tuple[Term, ...]:
    """The terms that bear meaning, provinces apart; all of them when there are none such."""
    found = terms(text)
    bare = fold(text) == text.lower()
    named = _places(text)

    def says_nothing(term: Term) -> bool:
        if any(place.start <= term.start < place.end for place in named):
            return True
        if text[term.start].isupper() and term.start:
            return False
        if spoken == "en":
            return term.folded in ENGLISH_STOP
        return term.exact in (_BARE_FUNCTION if bare else _FUNCTION)

    kept = tuple(term for term in found if not says_nothing(term))
    return kept or tuple(found)


# Right after these, or right before them, stands what is asked for.
_HEAD_FOLLOWS = re.compile(
    r"\b(?:bao nhiêu|mấy|những|các|bao nhieu|may|nhung|cac|how many|how much|what|which)\s+", re.IGNORECASE
)
_HEAD_PRECEDES = re.compile(r"\s+(?:(?:là|la)\s+)?(?:gì|nào|bao nhiêu|mấy|gi|nao)\b", re.IGNORECASE)
_YEAR_WORDS = frozenset(("năm", "nam", "quí", "tháng", "thang"))


def _head(text: str, content: Sequence[Term]) -> tuple[Term, ...]:
    """The one or two words that name what is asked for; none where the wording does not say.

    Before the asking word first ("dự án nào", "chủ đề năm 2023 là gì"), a year and its word passed over.
    """
    for match in _HEAD_PRECEDES.finditer(text):
        before = [
            t
            for t in content
            if t.end <= match.start() and not t.exact[0].isdigit() and t.exact not in _YEAR_WORDS
        ]
        if before and not re.search(r"[.?!;]", text[before[-1].end : match.start()]):
            return tuple(before[-2:])
    for match in _HEAD_FOLLOWS.finditer(text):
        after = [t for t in content if t.start >= match.end()]
        if after and after[0].start - match.end() <= 4:
            return tuple(t for t in after[:2] if t.start - match.end() <= 20)
    return ()


def _places(text: str) -> list[places.Place]:
    """Provinces the wording names; without accents too when none is typed with them."""
    return places.find(text) or (places.find(text, folded=True) if fold(text) == text.lower() else [])


_LEAD_IN = re.compile(
    r"^(?:vậy |thế |the |vay )?(?:còn|con|thế còn|the con|vậy còn|vay con|thế|vậy|and|what about|how about)\b[\s,]*(?:về |ve |đối với |doi voi )?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]*(?:thì sao|thi sao|thế nào|the nao|ra sao|như thế nào|then)?\s*(?:nhỉ|ạ|vậy)?\s*[?.!]*$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:đó|ấy|này|nói trên|trên|nó|họ|ông ta|ông ấy|bà ấy|do|ay|nay|it|its|they|their|that|this|those|he|she|his|her)\b",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"^(?:năm|nam) (?:trước|truoc)(?: đó| do)?$|^(?:the )?(?:year before|previous year)$", re.IGNORECASE
)
_YEAR_AFTER = re.compile(
    r"^(?:năm|nam) (?:sau|tiếp theo|tiep theo)(?: đó| do)?$|^(?:the )?(?:year after|next year|following year)$",
    re.IGNORECASE,
)
# A question this short names no subject of its own beside what it asks for.
_SHORT = 9


def standalone(text: str, history: Sequence[Turn]) -> str:
    """The wording that can be read alone: what a follow-up leaves out is taken from the turn before, and only that."""
    if not history:
        return text
    before = standalone(nfc(history[-1].question).strip(), history[:-1])
    lead = _LEAD_IN.match(text)
    rest = _TAIL.sub("", text[lead.end() :] if lead else text).strip()
    named, years = _places(rest), _YEAR.findall(rest)
    if lead or _YEAR_BEFORE.match(rest) or _YEAR_AFTER.match(rest):
        moved = _moved(before, rest, named, years)
        if moved:
            return moved
    leans = (
        bool(lead)
        or (len(terms(text)) <= _SHORT and not (named and years))
        or bool(_POINTS_BACK.search(text))
    )
    if not leans or (named and years):
        return text
    carried = "" if named else "".join(f" {before[found.start : found.end]}" for found in _places(before)[:1])
    if not years and (old := _YEAR.findall(before)):
        carried += f" năm {old[0]}" if not _is_english(before) else f" {old[0]}"
    if not carried:
        return text
    asked = (
        rest
        if _asked(fold(rest)) != "text" or re.search(r"\b(?:là gì|gì|la gi|what)\b", rest, re.IGNORECASE)
        else f"{rest} là gì"
    )
    if _is_english(text):
        return f"{_TAIL.sub('', rest)} —{carried}?"
    return f"{asked[:1].upper()}{asked[1:]} —{carried}?"


def _moved(before: str, rest: str, named: list[places.Place], years: list[str]) -> str | None:
    """The question before with its place or year replaced, when that is all the follow-up says."""
    shift = -1 if _YEAR_BEFORE.match(rest) else 1 if _YEAR_AFTER.match(rest) else 0
    old_years = list(_YEAR.finditer(before))
    if shift and old_years:
        old = old_years[0]
        return f"{before[: old.start()]}{int(old.group()) + shift}{before[old.end() :]}"
    if years and old_years and len(terms(rest)) <= 2:
        old = old_years[0]
        return f"{before[: old.start()]}{years[0]}{before[old.end() :]}"
    old_places = _places(before)
    other_words = len(terms(rest)) - sum(len(terms(rest[found.start : found.end])) for found in named)
    if named and old_places and other_words <= 1:
        old_place, new_place = old_places[0], named[0]
        return f"{before[: old_place.start]}{rest[new_place.start : new_place.end]}{before[old_place.end :]}"
    return None
