"""Question: what somebody asks, stand-alone, with its places, years, wanted kind of answer and language. Pure.

No model is needed here; a model may only reword a follow-up before it comes in (`writer.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.understanding.asked import Asked, Wording, asked_kind, says_nothing
from assistant.understanding.followup import Turn, standalone
from assistant.understanding.wordings import (
    YEAR_SPAN,
    dated,
    is_bare,
    named_places,
    relative_years,
    years_asked,
)
from index.english import is_english
from index.errors import BadInput
from index.glossary import STOP as ENGLISH_STOP
from index.vietnamese import Term, fold, nfc, terms

Language = Literal["vi", "en"]

# Longer than any question; a text of this length is a document pasted by mistake.
LONGEST = 2000

_DRAFT = re.compile(
    r"\b(?:du thao|ban dau|de xuat|du kien ban hanh|lay y kien|chua thong qua|draft|drafted|propos\w+|initial\w*"
    # not "chương trình", "công trình", "trình bày"
    r"|(?:duoc|da|dang|se|noi dung|phuong an|to) trinh(?! (?:bay|dien|chieu))"
    r"|trinh (?:ubnd|hdnd|hoi dong|uy ban|quoc hoi|chinh phu|thu tuong|bo chinh tri|ban thuong vu|btv))\b"
)
_DECIDED = re.compile(
    r"\b(?:chinh thuc|(?:ban|phuong an|noi dung) (?:chot|cuoi(?: cung)?|hoan chinh|chinh)"
    r"|duoc (?:thong qua|ban hanh|chot)|da (?:thong qua|ban hanh|quyet dinh|thong nhat|phe duyet|chot)"
    r"|thong nhat|ban hanh|phe duyet"
    r"|adopted|approved|decided|final)\b"
)
# How a draft is set against what was decided.
_CONTRAST = re.compile(
    r"\b(?:so sanh|so voi|doi chieu|khac|giong|thay doi|compar\w+|differ\w*|versus|vs|between|change[ds]?)\b"
    r"|\b(?:du thao|ban dau|draft) (?:va|lan|and) (?:\w+ ){0,3}"
    r"(?:chinh thuc|thong qua|thong nhat|final|adopted|approved)\b"
    r"|\b(?:chinh thuc|thong qua|thong nhat|final|adopted|approved) (?:va|lan|and) (?:\w+ ){0,3}"
    r"(?:du thao|ban dau|draft)\b"
)
# What is set against the draft was decided, though the question does not say so.
_FROM_DRAFT = re.compile(
    r"\b(?:so voi|khac(?: voi| gi voi)?|khac gi) (?:ban )?(?:du thao|ban dau)\b|\bfrom the draft\b"
)
# Which of the two it is, is told by both.
_EITHER = re.compile(
    r"\b(?:du thao|de xuat|ban dau|draft) (?:hay(?: la)?|hoac|or) (?:\w+ ){0,3}?"
    r"(?:quyet dinh|chinh thuc|thong qua|thong nhat|ban hanh|phe duyet|chot|final|decided|adopted|approved)\b"
    r"|\b(?:quyet dinh|chinh thuc|thong qua|thong nhat|ban hanh|phe duyet|chot|final|decided|adopted|approved)"
    r"(?: roi)? (?:hay(?: la)?|hoac|or) (?:\w+ ){0,3}?(?:du thao|de xuat|ban dau|draft)\b"
)
_ALL = Wording(
    r"\b(?:liệt kê|kể tên|nêu tên các|kể ra|danh sách|(?:những|các) (?:[^ ,;:?]+ ){0,8}(?:nào|gì|ai)\b|(?:những|các) ai"
    r"|(?<!thứ )(?<!tháng )(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)"
    r" (?:(?!là (?!những|các|gì|ai))[^ ,;:?]+ ){1,8}(?:nào|gì|ai)\b"
    r"|gồm (?:những|các|ai|gì)|bao gồm|list|name all|name the|(?:what|which) are the|who are the|who were the)\b"
)
_LATIN = re.compile(r"[a-zđ]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood: its stand-alone wording and what that wording asks for.

    `content` are its terms that bear meaning, in order; `head` those of them that name what is asked for ("phương
    châm" in "đưa ra phương châm gì"); `provinces` are canonical names, `spans` stretches of years
    ("2021 - 2025"); `accented` is whether the asker types accents at all, so that those typed are compared with the
    text's; `is_clear` whether it names a subject besides a place or a year, without which there is nothing to look for;
    `wants_both` whether a draft is to be compared with what was decided, `wants_all` whether a list is asked for.
    """

    asked_as: str
    text: str
    language: Language
    asked: Asked
    content: tuple[Term, ...]
    head: tuple[Term, ...]
    provinces: tuple[str, ...]
    years: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]
    wants_draft: bool
    wants_decided: bool
    wants_both: bool
    accented: bool
    is_clear: bool
    wants_all: bool

    def __hash__(self) -> int:
        """A hash of the wordings alone, from which the rest follows: questions are often looked up in caches."""
        return hash((self.asked_as, self.text))


def understand(
    text: str,
    history: Sequence[Turn] = (),
    language: str | None = None,
    alone: str | None = None,
    today: date | None = None,
) -> Question:
    """What is asked, follow-ups completed from the turns before, unless `alone` words it already.

    "năm ngoái" and "tháng trước" are reckoned from `today`, by default the clock's, if the wording names no year.
    Raises BadInput (`question_empty`, `question_too_long`) for what is no question at all.
    """
    asked_as = _one_line(text)
    today = today or date.today()
    alone = dated(" ".join(nfc(alone).split()) if alone else standalone(asked_as, history), today)
    bare = fold(alone)
    spoken: Language = "en" if is_english(alone) else "vi"
    subject = _content(alone, spoken)
    years = years_asked(alone)
    spans = tuple(YEAR_SPAN.findall(alone))
    return Question(
        asked_as=asked_as,
        text=alone,
        language="en" if language == "en" or (language != "vi" and spoken == "en") else "vi",
        asked=asked_kind(alone),
        content=(content := subject or tuple(terms(alone))),
        head=_head(alone, content),
        provinces=tuple(dict.fromkeys(found.name for found in named_places(alone))),
        years=years or (() if spans else relative_years(alone, today)),
        spans=spans,
        wants_draft=bool(_DRAFT.search(bare)),
        wants_decided=bool(_DECIDED.search(bare)),
        wants_both=_wants_both(bare),
        accented=not is_bare(alone),
        is_clear=any(term.exact[0].isalpha() and term.exact not in _NO_SUBJECT for term in subject)
        or bool(_HAPPENED.search(bare) and _DAY.search(bare)),
        wants_all=_ALL.stands_in(alone),
    )


def _one_line(text: str) -> str:
    """What somebody typed, composed and on one line; BadInput for nothing, or for more than a question can be."""
    asked_as = " ".join(nfc(text).split())
    if not terms(asked_as):
        raise BadInput(
            "question_empty",
            "Câu hỏi đang trống. Hãy gõ một câu hỏi, ví dụ: “Thanh Hóa chọn chủ đề năm 2023 là gì?”.",
            "The question is empty. Type one, for example “What theme did Thanh Hóa choose for 2023?”.",
            "question",
        )
    if len(asked_as) > LONGEST:
        raise BadInput(
            "question_too_long",
            f"Câu hỏi dài {_dotted(len(asked_as))} ký tự, quá {_dotted(LONGEST)} ký tự. Hãy rút ngắn câu hỏi.",
            f"The question has {len(asked_as):,} characters, more than {LONGEST:,}. Shorten it to one question.",
            "question",
        )
    return asked_as


def _wants_both(bare: str) -> bool:
    """Whether a folded wording sets a draft against what was decided."""
    if not _DRAFT.search(bare):
        return False
    is_contrast = _CONTRAST.search(bare) and (_DECIDED.search(bare) or _FROM_DRAFT.search(bare))
    return bool(_EITHER.search(bare) or is_contrast)


def _dotted(number: int) -> str:
    """A number as it is written in Vietnamese: 10.000."""
    return f"{number:,}".replace(",", ".")


def is_readable(text: str) -> bool:
    """Whether most letters are Latin ones: a question in another script is not ours to answer."""
    letters = _LETTER.findall(text)
    latin = sum(1 for letter in letters if _LATIN.match(fold(letter)))
    return not letters or latin * 2 >= len(letters)


def is_foreign(question: Question) -> bool:
    """Whether the wording itself is English, whatever language the answer should have."""
    return is_english(question.text)


def _content(text: str, spoken: Language) -> tuple[Term, ...]:
    """The terms that bear meaning, except provinces."""
    found = terms(text)
    bare = is_bare(text)
    empty = [(place.start, place.end) for place in named_places(text)]
    if len(fold(text)) == len(text):
        empty += [match.span() for match in _HAPPENED.finditer(fold(text))]

    def is_empty(term: Term) -> bool:
        if any(start <= term.start < end for start, end in empty):
            return True
        if spoken == "en":
            return term.folded in ENGLISH_STOP
        return says_nothing(term.exact, accents_typed=not bare)

    return tuple(term for term in found if not is_empty(term))


# "Sáng 8/5 xảy ra chuyện gì?": the words by which anything that happened is asked for tell nothing of it.
_HAPPENED = re.compile(
    r"(?<!\w)(?:(?:xay|dien) ra|co|to chuc) (?:nhung |cac )?"
    r"(?:gi|(?:chuyen|su viec|viec|su kien|su co|vu viec|vu|hoat dong) (?:gi|nao))\b"
)
_DAY = re.compile(r"(?<![\d/.-])\d{1,2}(?:[/.-]| thang )\d{1,2}(?!\d)")
# Right after these, or right before them, stands what is asked for.
_HEAD_FOLLOWS = re.compile(
    r"\b(?:bao nhiêu|mấy|những|các|bao nhieu|may|nhung|cac|how many|how much|what|which)\s+", re.IGNORECASE
)
_COUNTS = re.compile(r"\b(?:bao nhiêu|mấy|bao nhieu|may)\s+", re.IGNORECASE)
# "bao nhiêu một mét vuông": what something costs, not what is counted.
EACH = frozenset(("mot", "moi"))
# What is done, behind its subject and the asking words: "quy chế bao giờ ban hành".
_DONE_WHEN = re.compile(
    r"(?<=\w )(?:bao giờ|khi nào|lúc nào|bao gio|khi nao|luc nao)\s+(?:(?:thì|thi|sẽ|se|mới|moi|được|duoc)\s+)*",
    re.IGNORECASE,
)
_HEAD_PRECEDES = re.compile(r"\s+(?:(?:là|la)\s+)?(?:gì|nào|bao nhiêu|mấy|gi|nao|bao nhieu)\b", re.IGNORECASE)
_YEAR_WORDS = frozenset(("năm", "nam", "quí", "tháng", "thang"))
# Times, greetings and what somebody wants done with it are no subject.
_NO_SUBJECT = frozenset(
    (
        *_YEAR_WORDS, "hôm", "hom", "nay", "ngày", "ngay", "giờ", "gio", "bây", "bay", "ngoái", "ngoai", "mai", "today",
        "day", "chào", "chao", "hello", "hi", "alo", "cám", "cảm", "cam", "ơn", "on", "thanks", "khỏe", "khoe", "tạm",
        "biệt", "bye", "tóm", "tom", "tắt", "tat", "giúp", "giup", "toi",
    )
)  # fmt: skip


def _head(text: str, content: Sequence[Term]) -> tuple[Term, ...]:
    """The one or two words that name what is asked for; none if the wording does not say.

    What "how many" counts first ("bao nhiêu vốn"), what is done behind "when", else what stands before the asking word
    ("dự án nào", "chủ đề năm 2023 là gì"), a year and its word passed over.
    """
    for match in _COUNTS.finditer(text):
        after = [t for t in content if t.start >= match.end()]
        if after and after[0].start == match.end() and after[0].folded not in EACH:
            return tuple(t for t in after[:2] if t.start - match.end() <= 8)
    for match in _DONE_WHEN.finditer(text):
        done = [t for t in content if t.start >= match.end()]
        if done and done[0].start == match.end():
            return tuple(done[:2])
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
