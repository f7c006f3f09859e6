"""Posts: the posts of public life as they are asked about, and whether a question asks who holds one. Pure."""

import re

from assistant.question import Question
from assistant.reading.overlap import rows
from assistant.understanding.asked import Wording
from index.vietnamese import fold

# "bị thu hồi" is done to something, and no "bí thư".
POST = re.compile(
    r"\b(?:pho |nguyen |cuu |quyen )?(?:tong bi thu|bi thu(?! (?:hoi|giu|phi|hep)\b)|chu tich|tong giam doc|giam doc"
    r"|truong (?:ban|phong|doan|khoa|cong an)|chanh van phong|chanh thanh tra|thu tuong|bo truong|thu truong|cuc truong"
    r"|vien truong|hieu truong|chu nhiem|chi huy truong|tu lenh|chinh uy|dai bieu|uy vien|thu ky|tong bien tap"
    r"|hoi truong|doi truong|dai su)\b"
)
# "Bí thư Tỉnh ủy … là ai", "Ai là Giám đốc …": nothing but who holds a post.
_ASKS_HOLDER = re.compile(
    rf"^(?:hien nay )?ai (?:dang |hien )?(?:la|giu chuc|lam) (?:\w+ )?{POST.pattern}"
    rf"|^{POST.pattern}(?:(?:,? |\.)\w+){{0,16}} (?:la ai|la ong nao|la ba nao|ten (?:la )?gi)\W*$"
    r"|^who is the\b"
)
# "Ai bắt tay Bí thư": whoever does something to the holder of a post is asked for, not the holder.
_DOER = re.compile(r"\b(?:ai|nguoi nao)\b(?P<does>.*)")
# Right before a post, what says that it is held, and by whom.
_HELD = re.compile(
    r"(?:^|\b(?:la|lam|giu|chuc|chuc (?:vu|danh)|cuong vi|vi tri|ghe|nhan|kiem|bau|cu|nhiem|thoi|trong|(?<!ky )thay"
    r"|thay the))"
    r"(?: (?:cac|nhung|so|mot|trong|tan|vi|ong|ba|dong chi|\d+|hai|bon|nam))* ?$"
)
# Behind a post, what makes its holder the one to whom something is done, or who does it to somebody.
_MET = Wording(
    r"^(?!.*\blà (?:những )?ai\b).*\b(?:bị|do|bởi|được|gặp|với|cho|cùng|theo|thăm|mời|giao|bắt|khen|phạt)\b"
    r".*\bai\b"
)
_OF_A_POST = re.compile(r"^(?:chuc|ghe|vi tri|cuong vi)\b")


def names_post(question: Question) -> bool:
    """Whether a question names a post, by its abbreviation, too."""
    return bool(POST.search(rows(question.text).folded))


def is_asked_of_another(question: Question) -> bool:
    """Whether a question for somebody names a post only as somebody else's: “ai gặp Bí thư”, not “ai là Bí thư”."""
    bare = fold(question.text)
    post = POST.search(bare)
    if not post or _OF_A_POST.match(bare):
        return False
    doer = _DOER.search(bare)
    if doer and doer.start() < post.start():
        return not _HELD.search(bare[doer.start("does") : post.start()])
    return _MET.stands_in(question.text[post.end() :])


def asks_holder(question: Question) -> bool:
    """Whether nothing is asked but who holds a post."""
    return bool(_ASKS_HOLDER.search(fold(question.text)))


def is_of_one_rank(post: str, other: str) -> bool:
    """Whether two folded posts are the same, whether held now or before; a deputy's is another."""
    return _BEFORE.sub("", post) == _BEFORE.sub("", other)


def is_same(post: str, other: str) -> bool:
    """Whether two folded posts are the same and both held, or both held before."""
    return post.replace("cuu ", "nguyen ") == other.replace("cuu ", "nguyen ")


_BEFORE = re.compile(r"^(?:nguyen|cuu|quyen) ")
