"""Document: a legal document's number as a text states it, with the kind of document named before it.
Pure.
"""

import re
from dataclasses import dataclass

from index.vietnamese import fold

_NUMBER = re.compile(
    r"(?<![\w/.,-])[0-9]{1,6}[a-zđ]?(?: ?/ ?(?:19|20)[0-9]{2})? ?[-/] ?"
    r"(?P<code>[A-ZĐ][A-ZĐa-zđ0-9]*(?: ?[-/&] ?[A-ZĐ][A-ZĐa-zđ0-9]*)*)(?![^\W_])"
)
_KINDS = {
    "nghị quyết": "nghị quyết", "resolution": "nghị quyết", "quyết định": "quyết định",
    "decision": "quyết định",
    "chỉ thị": "chỉ thị", "directive": "chỉ thị", "thông tư": "thông tư", "circular": "thông tư",
    "nghị định": "nghị định", "decree": "nghị định", "kế hoạch": "kế hoạch", "plan": "kế hoạch",
    "kết luận": "kết luận", "conclusion": "kết luận", "thông báo": "thông báo", "notice": "thông báo",
    "luật": "luật", "law": "luật", "công văn": "công văn", "tờ trình": "tờ trình", "báo cáo": "báo cáo",
    "chương trình": "chương trình", "hướng dẫn": "hướng dẫn", "pháp lệnh": "pháp lệnh",
}  # fmt: skip
_KIND = re.compile(rf"\b({'|'.join(_KINDS)})(?: liên tịch)?(?: số| no\.?| number)?:? ?$", re.I)
# A capital after a figure and a dash that is a unit, not an office.
_UNITS = frozenset(("MW", "USD", "VND", "VNĐ", "KV", "TP"))


@dataclass(frozen=True, slots=True)
class Document:
    """text[start:end] as written; `number` in one notation ("832 / QĐ – UBND" is "832/QD-UBND"); `kind` or
    "".
    """

    start: int
    end: int
    text: str
    number: str
    kind: str

    @property
    def serial(self) -> str:
        """The leading figure, by which a document is often named alone ("Nghị quyết 58")."""
        return self.number.partition("/")[0].partition("-")[0]


def documents(text: str) -> list[Document]:
    """The document numbers of a plain text in order."""
    found = []
    for match in _NUMBER.finditer(text):
        code = match["code"]
        if len(code) < 2 or code[1].islower() or code in _UNITS:
            continue
        named = _KIND.search(text[max(0, match.start() - 40) : match.start()])
        number = fold(match.group().replace(" ", "")).upper().lstrip("0")
        found.append(
            Document(
                match.start(),
                match.end(),
                match.group(),
                number,
                _KINDS[named.group(1).lower()] if named else "",
            )
        )
    return found
