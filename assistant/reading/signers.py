"""Signers: whether a question asks who signed a document, and who a sentence says did, by name or by post. Pure."""

import re
from collections.abc import Iterator

from assistant.question import Question
from assistant.reading.fit import Fit
from assistant.reading.posts import POST
from index.vietnamese import fold

# Who signs is a person or the holder of a post, not a body.
_ASKS = re.compile(
    r"^(?:ai|who) (?:la (?:nguoi )?|da )?(?:ky|signed|signs)\b|\bnguoi ky\b|\b(?:do )?ai (?:da )?ky\b"
)
_SIGNS = re.compile(r"\b(?:ký|kí|kí tên|ban hành)(?!\w)", re.IGNORECASE)
# Between a post and what its holder signs: whose post it is, and no other clause.
_AND_SIGNS = re.compile(r"[^,.;:()]{0,60}?\s(?:(?:đã|vừa|cũng) )?(?:ký|kí)(?!\w)", re.IGNORECASE)
_SURELY = 0.7


def asks_signer(question: Question) -> bool:
    """Whether a question asks who signed something."""
    return bool(_ASKS.search(fold(question.text)))


def tells_of_signing(sentence: str) -> bool:
    """Whether a sentence says that something was signed or issued."""
    return bool(_SIGNS.search(sentence))


def posts_that_sign(sentence: str) -> Iterator[Fit]:
    """The posts whose holders a sentence says signed something, without their names."""
    bare = fold(sentence)
    if len(bare) == len(sentence):
        for post in POST.finditer(bare):
            if signs := _AND_SIGNS.match(sentence, post.end()):
                end = post.end() + len(re.split(r"\s(?:(?:đã|vừa|cũng) )?(?:ký|kí)$", signs.group())[0])
                yield Fit(post.start(), end, _SURELY)
