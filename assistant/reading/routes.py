"""Routes: from where to where, “từ Cồn Vành vào Giao Thủy”, so that no other stretch answers. Pure."""

import re

from index.memo import memo
from index.vietnamese import UPPER, fold, nfc

_NAME = rf"[{UPPER}][\w'’]*(?:[ -]+[{UPPER}\d][\w'’]*)*"
_KIND = r"(?:(?:tỉnh|thành phố|TP\.?|thị xã|huyện|xã|cảng|ga|sân bay|cầu)\s+)?"
_ROUTE = re.compile(
    rf"\b[Tt]ừ\s+{_KIND}({_NAME})\s+(?:đi\s+)?(?:vào|đến|tới|sang|ra|về|lên|xuống|đi)\s+{_KIND}({_NAME})"
)


def is_of_another_route(question: str, sentence: str) -> bool:
    """Whether a sentence tells of ways from one place to another, and of none that the question asks about."""
    wanted = _routes(question)
    said = _routes(sentence) if wanted else frozenset()
    return bool(said) and not wanted & said


@memo(4096)
def _routes(text: str) -> frozenset[frozenset[str]]:
    """The ends of each way that a text names, folded; there and back are one way."""
    return frozenset(frozenset(map(fold, match.groups())) for match in _ROUTE.finditer(nfc(text)))
