"""Bearers: whom a question names to ask who that is, “Nguyễn Văn A là ai?”, and the post by that name.

Pure.
"""

import re
from collections.abc import Iterator

from assistant.question import Question
from assistant.reading.fit import Fit
from assistant.reading.people import is_surname, people, reads_as_name
from assistant.reading.posts import POST
from assistant.understanding.wordings import is_typed_alike
from index.memo import memo
from index.vietnamese import fold, nfc

_ASKS = re.compile(
    r"^(?:(?:ong|ba|anh|chi|dong chi|d/c) )?(?P<name>[^\W\d]+(?: [^\W\d]+){1,4}?) (?:hien )?(?:la ai"
    r"|(?:dang |hien |tung |da |da tung )?(?:giu|lam|nam|dam nhiem|nhan)"
    r" (?:chuc(?: vu| danh)?|vi tri|cuong vi)? ?(?:la )?gi"
    r"|(?:co )?chuc(?: vu| danh)? (?:la )?gi)\W*$"
    r"|^(?:chuc vu|chuc danh) cua (?:(?:ong|ba|anh|chi|dong chi|d/c) )?(?P<of>[^\W\d]+(?: [^\W\d]+){1,4}?) la gi\W*$"
    r"|^who (?:is|was) (?:(?:mr|mrs|ms)\.? )?(?P<who>[^\W\d]+(?: [^\W\d]+){1,4}?)\W*$"
)
_HIEN, _NOW = re.compile(r" (h\w+)(?= (?:là|la)\b)", re.IGNORECASE), ("hiện", "hien")
# Between a name and the post behind it, and between the post, with its body, and the name.
_BEHIND = re.compile(
    r"(?:\s*\([^()]{1,40}\))?"
    r"(?:\s*[(\-–—,:]\s*(?:(?:la|hien la|nguyen|uy vien [^,;:–]{3,40}|tinh uy vien)\b[\s,-]*)?"
    r"|\s+(?:duoc )?(?:bo nhiem|bau|dieu dong|phan cong) [^.,;:]{0,20}?\b(?:lam|giu|chuc(?: vu| danh)?)\s+)"
)
_BODY = re.compile(r"[^.;:,()–—]{0,60}")


@memo(512)
def bearer(question: Question) -> str:
    """The name, as it is typed, of whom a question asks the post of; empty of another question."""
    text = nfc(question.text)
    match = _ASKS.search(bare) if len(bare := fold(text)) == len(text) else None
    if not match or not match.lastgroup:
        return ""
    start, end = match.span(match.lastgroup)
    # "Nguyễn Đức Hiền là ai": the last word of a name, unless it is written as "hiện"
    if (last := _HIEN.match(text, end)) and (last[1][0].isupper() or last[1] not in _NOW):
        end = last.end()
    written = text[start:end]
    name = fold(written)
    is_capital = all(word[0].isupper() for word in written.split())
    if not is_surname(name.split()[0]) or POST.search(name):
        return ""
    return written if is_capital or (is_typed_alike(question.asked_as) and reads_as_name(written)) else ""


def borne_by(question: Question) -> str:
    """The same name, folded."""
    return fold(bearer(question))


def posts_beside(name: str, sentence: str) -> Iterator[Fit]:
    """The posts that stand right before a folded name in a sentence, or right behind it."""
    bare = fold(sentence)
    if len(bare) != len(sentence):
        return
    others = [span for span in people(sentence) if fold(sentence[slice(*span)]) != name]
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", bare):
        for post in POST.finditer(bare):
            before = post.end() <= match.start() and _BODY.fullmatch(sentence, post.end(), match.start())
            behind = post.start() >= match.end() and _BEHIND.fullmatch(bare, match.end(), post.start())
            between = range(*sorted((post.start(), match.start())))
            if (before or behind) and not any(start in between for start, _ in others):
                yield Fit(post.start(), post.end(), 1.0)
