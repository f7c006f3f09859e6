"""Standing: whether a sentence tells of a draft, something decided, or a target. Pure."""

import re
from typing import Literal

from index.vietnamese import fold

Standing = Literal["draft", "decided", "plain"]

# What a paper of such a status says is not decided, whatever its sentences say.
DRAFTED = frozenset(("draft", "consultation"))

_DRAFT = re.compile(
    r"\bdu thao\b|\bban thao\b|\bphuong an trinh\b"
    r"|\btrinh (?:ubnd|hdnd|hoi dong|uy ban|quoc hoi|chinh phu|thu tuong|bo chinh tri|ban thuong vu|btv)\b"
)
# A draft that somebody is to write or finish: what is told is who does it, and nothing that the draft says.
_TO_WRITE = re.compile(
    r"\b(?:xay dung|soan(?: thao)?|hoan thien|hoan chinh|tham muu|gop y(?: vao| cho)?)(?: \w+){0,3} (?:ban )?du thao\b"
    r"(?!.*\d)"
)
_DECIDED = re.compile(
    r"\b(?:thong nhat|dong y|thong qua|ban hanh|phe duyet|quyet nghi|nhat tri|quyet dinh|chot|cong bo|phat dong"
    r"|nghi quyet (?:nay )?quy dinh"
    r"|chinh thuc)\b"
)
# "sớm ban hành", "để trình … thông qua": something still to be done, not a decision.
_PENDING = re.compile(
    r"\b(?:som|se|de|can|phai|neu (?:nhu )?(?:duoc|quoc hoi|chinh phu|hdnd|ubnd)|truoc khi"
    r"|chuan bi|tien toi|du kien|cho|sau khi(?: duoc)?|de nghi|chua(?: duoc)?)\b"
    r"(?: \w+){0,3} (?:thong qua|ban hanh|phe duyet|quyet dinh|cong bo|quyet nghi)"
)
# What was decided may be held against the draft: "cao hơn 200.000 đồng so với dự thảo".
_AGAINST_DRAFT = re.compile(
    r"\b(?:so voi|khac(?: voi)?|thay vi|hon) (?:noi dung |muc |phuong an )?(?:trong |o |cua )?(?:ban |nghi quyet )?"
    r"du thao\b"
)
# A sentence that opens so goes on with the one before it.
_GOES_ON = re.compile(
    r"(?:voi|theo do|trong do|cung voi|dong thoi|ngoai ra|ben canh do|kem theo|di kem|cu the)\b"
)


_AIMS = re.compile(
    r"\b(?:phan dau|muc tieu|chi tieu|du kien|ke hoach de ra|huong toi|huong den|dat ra|se|target\w*|plan\w*"
    r"|aim\w*|expect\w*|goal\w*)\b"
)


def aims(text: str) -> bool:
    """Whether a sentence, or a question, is about a target, plan or estimate rather than what came about."""
    return bool(_AIMS.search(fold(text)))


def standing(sentence: str, before: str = "") -> Standing:
    """What a sentence tells of; one that only goes on with `before` shares the standing of that sentence."""
    bare = _TO_WRITE.sub(" ", _AGAINST_DRAFT.sub(" ", fold(sentence)))
    drafted = bool(_DRAFT.search(bare))
    decided = bool(_DECIDED.search(bare)) and bool(_DECIDED.search(_PENDING.sub(" ", bare)))
    if decided and not drafted:
        return "decided"
    if drafted:
        return "plain" if decided else "draft"
    if before and _GOES_ON.match(bare):
        return standing(before)
    return "plain"
