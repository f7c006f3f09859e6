"""Asked: the kind of answer that a question's wording asks for, and its words that say nothing of its subject. Pure.

The wordings are data: asked.tsv and function_words.txt.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from index.vietnamese import canonical, fold, nfc

Asked = Literal[
    "percent",
    "rank",
    "year",
    "date",
    "reason",
    "document",
    "number",
    "funds",
    "person",
    "body",
    "place",
    "name",
    "definition",
    "list",
    "which",
    "whether",
    "text",
]
# Kinds that a figure answers, and those of them that tell how much there is.
FIGURES: frozenset[Asked] = frozenset(("number", "percent", "rank"))
AMOUNTS: frozenset[Asked] = frozenset(("number", "percent"))
_HERE = Path(__file__).parent


def _folded(pattern: str) -> str:
    """A pattern without accents, its escapes as they were."""
    return "".join(fold(part) if not part.startswith("\\") else part for part in re.split(r"(\\.)", pattern))


class Wording:
    """A pattern of a question's words, matched with accents where they are typed and without where they are not."""

    def __init__(self, pattern: str) -> None:
        self._accented = re.compile(nfc(pattern))
        self._plain = re.compile(_folded(nfc(pattern)))

    def stands_in(self, text: str) -> bool:
        """Whether the wording stands in a text; "Quảng Nam nào" does not count as "năm nào"."""
        written = nfc(text).lower()
        for match in self._plain.finditer(fold(written)):
            typed = written[match.start() : match.end()]
            if fold(typed) == typed or self._accented.search(written, match.start()):
                return True
        return False

    def without(self, text: str) -> str:
        """A text in small letters without the wording, matched with or without accents as they are typed."""
        written = nfc(text).lower()
        return (self._plain if fold(written) == written else self._accented).sub(" ", written)


def asked_kind(text: str) -> Asked:
    """The kind of answer that a wording asks for; "text" when it names none."""
    kind: Asked = next((kind for kind, wording in _wordings() if wording.stands_in(text)), "text")
    # a bare subject ("Phương châm hành động năm 2023") asks what it is
    return "definition" if kind == "text" and not _ASKS.stands_in(text) else kind


def asks_to_make(text: str) -> bool:
    """Whether a wording wants something written (a poem, a letter, a translation), which no report holds."""
    return _MAKES.stands_in(text)


_MAKES = Wording(
    r"^(?:(?:hãy|xin|vui lòng|nhờ|giúp|hộ|bạn|tôi|mình|please|can you|could you) )*"
    r"(?:(?:viết|soạn|vẽ|dịch|sáng tác|làm) (?:cho|giúp|hộ|tôi|mình|thơ|văn|một (?:bài|đoạn|bức|lá|email|tờ))"
    r"|(?:write|compose|translate|draw|draft) (?:me|a|an|this)\b)"
)
_ASKS = Wording(r"\b(?:nào|gì|sao|đâu|không|chưa|what|which|did|does|is|are|was|were)\b")


@lru_cache(maxsize=1)
def _wordings() -> tuple[tuple[Asked, Wording], ...]:
    """The kinds' wordings, in the order of the kinds."""
    found: dict[Asked, list[str]] = {kind: [] for kind in get_args(Asked)}
    for line in (_HERE / "asked.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, pattern = line.partition("\t")
            found[kind].append(pattern)  # type: ignore[index]  # the file's kinds are ours; a test holds them
    # whole words: "tháng mấy" asks for no "hạng mấy" where no accents are typed
    return tuple(
        (kind, Wording(rf"(?<!\w)(?:{'|'.join(patterns)})")) for kind, patterns in found.items() if patterns
    )


def says_nothing(word: str, accents_typed: bool) -> bool:
    """Whether a canonical word says nothing of a question's subject."""
    return word in _function_words()[0 if accents_typed else 1]


@lru_cache(maxsize=1)
def _function_words() -> tuple[frozenset[str], frozenset[str]]:
    """The function words as typed with accents, and those of a wording without."""
    lines = (_HERE / "function_words.txt").read_text("utf-8").splitlines()
    accented = [line for line in lines if line[:1] not in "#="]
    bare = [line[1:] for line in lines if line.startswith("=")]
    return tuple(
        frozenset(canonical(word) for line in some for word in line.split()) for some in (accented, bare)
    )  # type: ignore[return-value]  # two
