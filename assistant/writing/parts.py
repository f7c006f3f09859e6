"""Parts: a model's sentence cut where it goes on to another thing, so that each part can be held against a quote. Pure.

Which quotes bear them together is `support.py`'s.
"""

import re

from assistant.stated.parsed import parse
from index.memo import memo
from index.vietnamese import fold

# Where a sentence goes on to another thing, and how many words may say first when and where all of it is.
_JOINTS = re.compile(
    r"\s*;\s+|,\s+còn\s+|,?\s+(?:và|trong khi(?: đó)?|đồng thời|nhưng|and|while|whereas|but)\s+",
    re.IGNORECASE,
)
_LEAD = 10
# With what such words begin, and what only links a part to the one before.
_WHEN = re.compile(
    r"(?P<own>(?:theo|according to)(?!\w)|hiện(?: nay| tại)?,? |(?:đến|tới) nay|now |currently|so far|to date)|"
    r"(?:(?:tính )?(?:đến|tới)|(?:kể |tính )?từ|trong|tại|ở|vào|trước|sau|năm|ngày|tháng|quý|tuần|đêm|sáng|trưa|chiều|"
    r"tối|hôm|đầu|giữa|cuối|cùng (?:ngày|kỳ|thời|lúc)|(?:ba|sáu|chín|mười|\d+) tháng|"
    r"in|on|at|by|as of|during|for|since|from|after|before|under|until|through|throughout)(?!\w)",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"(?:(?:đồng thời|cụ thể|như vậy|bên cạnh đó|ngoài ra|thậm chí|đặc biệt|theo đó|trong khi đó|meanwhile|moreover|"
    r"in addition|specifically),? )+",
    re.IGNORECASE,
)
_TIMES = frozenset(("năm", "tháng", "tuần", "ngày", "giờ", "phút"))
# From how many words on a piece says something by itself: "Tây Nguyên" of "miền Trung và Tây Nguyên" does not.
_FEW = 4


@memo(128)
def parts(text: str, quotes: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    """The parts of a sentence that say one thing each, as they stand and behind its opening words of when and where;
    what one of the folded `quotes` joins, too, is one part.
    """
    first, *others = _pieces(text.rstrip(" ."), quotes)
    lead = _lead(text)
    return (
        (first, first),
        *((part, part if _own(part) else f"{lead} {part}".strip()) for part in others if part),
    )


def _lead(text: str) -> str:
    """What opens a sentence and says when, where or by whom all of it is; "" where that opens whom it is about."""
    lead = text[: text.find(",") + 1]
    if not _WHEN.match(lead) or len(lead.split()) > _LEAD:
        return ""
    return "" if any(one.kind == "plain" and one.unit not in _TIMES for one in parse(lead).numbers) else lead


def _own(part: str) -> bool:
    """Whether a part opens with a when or by whom of its own."""
    link = _LINKS.match(part)
    begins = link.end() if link else 0
    opening = _WHEN.match(part, begins)
    if not opening:
        return False
    return bool(opening["own"]) or bool(
        parse(part).dated(begins, max(part.find(",", begins), opening.end() + 1))
    )


def _pieces(text: str, quotes: tuple[str, ...]) -> list[str]:
    """A text between the joints behind which it says more than a few words, and which no quote has as they stand."""
    cuts = [0]
    found = _JOINTS.finditer(text)
    joints = [joint for joint in found if not any(_joins(text, joint, one) for one in quotes)]
    ends = [*(one.start() for one in joints), len(text)][1:]
    for joint, end in zip(joints, ends, strict=True):
        before, behind = text[cuts[-1] : joint.start()], text[joint.end() : end]
        if min(len(before.split()), len(behind.split())) >= _FEW:
            cuts += [joint.start(), joint.end()]
    return [text[first:last].strip() for first, last in zip(cuts[::2], [*cuts[1::2], len(text)], strict=True)]


def _joins(text: str, joint: re.Match[str], quote: str) -> bool:
    """Whether a folded quote has a joint with the words that it stands between in a text: two before and one behind,
    one before and two behind, or with three behind: it joins these to something of its own.
    """
    before, behind = text[: joint.start()].split(" "), text[joint.end() :].split(" ")
    around = [(before[len(before) - some :], behind[: 3 - some]) for some in (2, 1, 0)]
    return any(fold(f"{' '.join(one)}{joint.group()}{' '.join(other)}") in quote for one, other in around)
