"""Offices: a post with its body and place, told from others of the same name: whose chairman, whose director. Pure."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from assistant.question import Question
from assistant.reading.posts import POST, is_of_one_rank
from assistant.stated.plain import listed
from index import places
from index.memo import memo
from index.vietnamese import fold, terms, wordings

# Words after a post that say what kind of body it is of, not which.
_KINDS_OF_BODY = listed(
    "tinh huyen xa phuong quan thanh pho tp tx tt so ban phong cua la ai nao gi ten va moi"
)
# Words that many bodies' names share, of which one tells no two of them apart.
_SHARED = listed(
    "truong dai hoc cao dang thpt thcs tieu mam non cong ty cp tnhh benh vien da khoa tap doan trung tam ngan hang "
    "hoi lien hiep khu quan ly"
)
_LEVELS = frozenset(("tinh", "tp", "huyen", "xa", "phuong", "quan", "tx", "tt"))
_BODIES = frozenset(("ubnd", "hdnd", "uy", "ban", "nhan", "dan", "hoi", "dong"))
# Bodies and levels by their short names.
_SHORT = (
    (re.compile(r"\buy ban nhan dan\b"), "ubnd"),
    (re.compile(r"\bhoi dong nhan dan\b"), "hdnd"),
    (re.compile(r"\bthanh pho\b"), "tp"),
    (re.compile(r"\bthi xa\b"), "tx"),
    (re.compile(r"\bthi tran\b"), "tt"),
    (re.compile(r"\bq\. ?(?=\w)"), "quan "),
    (re.compile(r"\bh\. ?(?=\w)"), "huyen "),
    (re.compile(r"\bp\. ?(?=\w)"), "phuong "),
)
# So many words behind a post in a question, and in a text, say of which body it is.
_ASKED, _SAID = 4, 8
# So many characters behind a post hold them.
_FOLLOWING = 80
# What says since when a post is asked about, not of which body.
_WHEN = re.compile(r"\b(?:nam (?:19|20)\d\d|thang \d|hien (?:nay|tai)|giai doan|nhiem ky|khi do|luc do)\b")
# Bodies that have a chairman, and are neither a people's committee nor a people's council.
_OTHER_BODY = re.compile(
    r"\W*(?:hoi\b(?! dong nhan dan)|hiep hoi|hdqt|quoc hoi|nuoc|(?:uy ban )?(?:mttq|mat tran)|ubmttq|cong doan"
    r"|lien (?:doan|minh)|cong ty|tap doan)\b"
)
# Of these a question names what they are in charge of, whatever it is typed with.
_DEPARTMENTS = frozenset(("so", "bo", "cuc", "phong", "vien"))
_IN_CHARGE = 3
# Where the words of which body and place end, in a text and in a question.
_ENDS = re.compile(r"[.,;:()“”\"–—]")
_GOES_ON = re.compile(
    r"(?<!\w)(?:là|bị|được|đã|đang|sẽ|nói|yêu cầu|chỉ đạo|đề nghị|gặp|ký|thăm|làm|về|ở|tại|cho|đến|với|vào|trong)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Office:
    """A post that a question names, as far as the words behind it tell of which body and where."""

    post: str
    body: tuple[str, ...]
    which: frozenset[str]
    level: str | None
    provinces: frozenset[str]

    @classmethod
    def of(cls, question: Question, given: str, post: re.Match[str]) -> "Office":
        """The office that a post in `given`, the question's folded words, stands for."""
        following = _WHEN.split(given[post.end() :])[0]
        body = _words(following, _ASKED)
        level = _level(body[:3])
        # a place is named by capitals alone, a department by small letters, too
        which = _capitals(question, body) if level else frozenset(body)
        return cls._with(question, post.group(), body, which, following)

    @classmethod
    def beside(cls, question: Question, post: re.Match[str]) -> "Office":
        """The office that a post in a question stands for, where anything may follow: “Chủ tịch xã A khen ai?”."""
        following = _WHEN.split(fold(_GOES_ON.split(question.text[post.end() :])[0]))[0]
        body = _words(following, _ASKED)
        which = _capitals(question, body)
        if body and body[0] in _DEPARTMENTS:
            which |= frozenset(_words(following, _IN_CHARGE))
        return cls._with(question, post.group(), body, which, following)

    @classmethod
    def _with(
        cls, question: Question, post: str, body: Sequence[str], which: Set[str], following: str
    ) -> "Office":
        """An office told from others by the words of `which` that say more than what kind of body it is of."""
        there = {place.name for place in places.find(following, folded=True)} & set(question.provinces)
        # however it is named: "TP.HCM", "Huế"
        named = places.find(question.text, folded=True)
        typed = (question.text[place.start : place.end] for place in named)
        provinces = {term.folded for place in (*question.provinces, *typed) for term in terms(place)}
        told = (which - _KINDS_OF_BODY - _BODIES - provinces) | {word for word in body if word.isdigit()}
        return cls(post, tuple(body), frozenset(told), _level(body[:3]), frozenset(there))

    def is_of(self, bare: str, written: str, end: int) -> bool:
        """Whether what stands in a text, folded and as written, behind a post of this name may tell of this office."""
        following = bare[end : end + _FOLLOWING]
        said = _words(following, _SAID)
        own = _level(said)
        if self.level and own and self.level != own:
            return False
        return (
            not self._is_of_other_body(said, following)
            and self.is_named_in(said)
            and self._is_there(written[end : end + _FOLLOWING])
        )

    def is_named_in(self, words: Sequence[str]) -> bool:
        """Whether folded words name the body meant: two in three of its words and of its own ones, and each number."""
        said, own = set(words), self.which - _SHARED
        numbers = {word for word in self.which if word.isdigit()}
        return numbers <= said and all(len(which & said) * 3 >= len(which) * 2 for which in (self.which, own))

    def _is_of_other_body(self, said: Sequence[str], following: str) -> bool:
        """Whether a post is of another body than the people's committee or council that is asked about."""
        asked = next((word for word in self.body[:1] if word in ("ubnd", "hdnd")), None)
        own = next((word for word in said[:1] if word in ("ubnd", "hdnd")), None)
        return bool(asked) and (own != asked if own else bool(_OTHER_BODY.match(following)))

    def _is_there(self, written: str) -> bool:
        """Whether the province named right behind a post, if any, is one asked about."""
        named = {place.name for place in places.find(_ENDS.split(written, maxsplit=1)[0])}
        return not self.provinces or not named or bool(self.provinces & named)


def _words(following: str, most: int) -> list[str]:
    """The folded words after a post, the commonest bodies by their short names."""
    short = following
    for pattern, name in _SHORT:
        short = pattern.sub(name, short)
    found = re.findall(r"\w+", short)[:most]
    written = [
        fold(word)
        for one in wordings([term.exact for term in terms(short[: most * 6])])
        for word in one.words
    ]
    return [*found, *written]


def _level(words: Sequence[str] | Set[str]) -> str | None:
    """The first word that names the level of a body."""
    return next((word for word in words if word in _LEVELS), None)


def _capitals(question: Question, body: Sequence[str]) -> frozenset[str]:
    """Those of a body's folded words that the question writes with a capital, abbreviations apart."""
    said = [(term.folded, question.text[term.start : term.end]) for term in terms(question.text)]
    return frozenset(
        word for word, typed in said if word in body and typed[0].isupper() and not typed.isupper()
    )


@memo(128)
def tells_of_office(question: Question, whole: str, province: str | None) -> bool:
    """Whether a report of a province, its title and text, names the office that a question names beside something else.

    “Giám đốc Sở A nói gì?” is not told by a report that knows no director but his deputy or that of another province.
    True of a question that names none.
    """
    asked = POST.search(fold(question.text))
    bare = fold(whole)
    if not asked or len(bare) != len(whole):
        return True
    office = Office.beside(question, asked)
    for match in POST.finditer(bare):
        end = match.end()
        if not is_of_one_rank(match.group(), office.post) or not office.is_of(bare, whole, end):
            continue
        named = any(places.each(_ENDS.split(whole[end : end + _FOLLOWING], maxsplit=1)[0]))
        if named or not office.provinces or not province or province in office.provinces:
            return True
    return False
