"""Markup: what a model writes around its words: Markdown, HTML, links, addresses, reasoning, marks. Pure.

Characters go in one at a time; visible characters, line ends and marks come out as soon as it is certain what they
are. No bracket that could be taken for a mark comes out.
"""

import re
import unicodedata
from typing import Literal

_OPEN, _CLOSE = "[【［", "]】］"
# The brackets of a report's own text on their way to the model and back: never taken for a mark.
_QUOTED = str.maketrans({c: "〔" for c in _OPEN} | {c: "〕" for c in _CLOSE})
_UNQUOTED = {"〔": "［", "〕": "］"} | {c: "］" for c in _CLOSE}
_LONGEST_BRACKET, _LONGEST_TARGET, _LONGEST_TAG = 240, 2000, 2000
_NUMBER = re.compile(r"(?i)(?:đoạn|nguồn|passage|source)?\^?(\d{1,4})(?:[-–](\d{1,4}))?")
_NAMED_MARK = re.compile(
    r"(?i)(?<!\w)(?:(?:đoạn trích|trích dẫn|tài liệu|đoạn|nguồn|passage|source|document|doc|ref)\s*[:_#]?\s*|#)(?=\d)"
)
_SEPARATOR = re.compile(r"\s*[,;،、&]\s*|\s+(?:và|and)\s+|\s+")
# A link's text that only says that there is a link.
_POINTER = re.compile(
    r"\W*(?:(?:xem )?(?:nguồn|chi tiết|thêm|tại đây|ở đây|liên kết)|link|source|here|see more)\W*",
    re.IGNORECASE,
)
_LINK_TARGET = re.compile(
    r"\s*<?\S*>?(?:\s+[\"'(].*)?\s*|\s*<?[a-z][a-z0-9+.-]*:(?!\s).*", re.DOTALL | re.IGNORECASE
)
_ADDRESS_STARTS = ("http://", "https://", "ftp://", "www.")
_ADDRESS_ENDS = frozenset(" \t\n<>\"'()[]【】［］〔〕“”«»*`")
_HIDDEN = re.compile(r"<(think|thinking|thought|reasoning|script|style)\b[^>]*>", re.IGNORECASE)
_LONGEST_ALOUD = 12
# The end of a thought whose beginning is missing, and the channels in which some models think aloud.
_REASONED = re.compile(r"</(?:think|thinking|thought|reasoning)\s*>|<\|channel\|>", re.IGNORECASE)
_LINE_TAG = re.compile(r"</?(?:br|p|li|ul|ol|div|tr|h\d)\b", re.IGNORECASE)
_BULLETS = "-+•–—▪●◦‣"
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]?")

# The numbers that one mark names; and what comes out: a mark, a visible character or a line end.
Mark = tuple[int, ...]
Token = str | Mark


def quotable(text: str) -> str:
    """A report's text as a model may see it: its brackets changed so that none is taken for a mark.

    A lone surrogate, which no request can carry, becomes a question mark.
    """
    return text.translate(_QUOTED).encode("utf-8", "replace").decode("utf-8")


class Markup:
    """Characters in; visible characters, line ends and marks out. Holds back what is not yet whole."""

    def __init__(self, is_line_start: bool = True) -> None:
        self.item = False  # the line began with a bullet or a list number
        self.reasoned = False
        self._held = ""
        self._line_start = is_line_start
        self._before = "\n"

    def take(self, char: str) -> list[Token]:
        """The tokens that one more character makes certain."""
        # controls, direction marks, lone surrogates, private and unassigned code points
        if char not in "\n\t" and unicodedata.category(char).startswith("C"):
            return []
        self._held += char
        return self._settled(last=False)

    def rest(self) -> list[Token]:
        """The tokens that are still held back at the end of the reply."""
        return self._settled(last=True)

    def _settled(self, last: bool) -> list[Token]:
        """Tokens from the front of what is held, as far as it is certain what they are."""
        tokens: list[Token] = []
        while self._held:
            if (read := self._read(self._held, last)) is None:
                break
            found, self._held = read
            for token in found:
                self._note(token)
            tokens += found
        return tokens

    def _note(self, token: Token) -> None:
        """Remember what stands before the next character."""
        if isinstance(token, tuple):
            return
        if token == "\n":
            self._line_start, self.item = True, False
        elif token != " ":
            self._line_start = False
        self._before = token

    def _read(self, held: str, last: bool) -> tuple[list[Token], str] | None:
        """The tokens at the front of `held` and what is left of it; None while that is not certain."""
        first = held[0]
        if self._line_start and (opened := self._line_opening(held, last)) != "text":
            return opened
        if first in _OPEN or first == "!":
            return _bracket(held, last)
        if first == "<":
            return self._tag(held, last)
        if first == "◁":
            return self._aloud(held, last)
        if first in "hHfFwW":
            return _address(held, last)
        if first in "*_`":
            return _emphasis(held, self._before, last)
        if first == "\\":
            if len(held) < 2 and not last:
                return None
            return [], held[1:]
        if first == "\n":
            return ["\n"], held[1:]
        return [" " if first.isspace() else _UNQUOTED.get(first, first)], held[1:]

    def _line_opening(self, held: str, last: bool) -> tuple[list[Token], str] | Literal["text"] | None:
        """A bullet, list number, heading or quotation mark left out; "text" where the line has none."""
        first = held[0]
        if first in "#>":
            return [], held[1:]
        if first in _BULLETS or first == "*":
            if len(held) < 2:
                return "text" if last else None
            if held[1].isspace():
                self.item = True
                return [], held[1:]
        elif number := _LIST_NUMBER.match(held):
            if number.end() == len(held):
                return "text" if last else None
            if held[number.end() - 1] in ".)" and held[number.end()].isspace():
                self.item = True
                return [], held[number.end() :]
        return "text"

    def _aloud(self, held: str, last: bool) -> tuple[list[Token], str] | None:
        """A tag of a thought as some models write it ("◁think▷"); the sign alone otherwise."""
        end = held.find("▷")
        if end < 0 and not last and len(held) <= _LONGEST_ALOUD:
            return None
        if end < 0 or not held[1:end].strip("/").isalpha():
            return [held[0]], held[1:]
        self.reasoned = True
        return [], held[end + 1 :]

    def _tag(self, held: str, last: bool) -> tuple[list[Token], str] | None:
        """A tag left out, with all it holds if that is reasoning or a script; a plain “<” otherwise."""
        if len(held) < 2:
            return (["<"], "") if last else None
        if not (held[1].isalpha() or held[1] in "/!?|｜"):
            # before anything but a space or a figure it could yet become a tag, once marks are left out
            return ["<" if held[1].isspace() or held[1].isdigit() else "＜"], held[1:]
        if hidden := _HIDDEN.match(held):
            closing = f"</{hidden.group(1).lower()}>"
            if held[-len(closing) :].lower() == closing:
                return [], ""
            return ([], "") if last else None
        end, other = held.find(">"), held.find("<", 1)
        if end < 0 and other > 0:
            return ["＜"], held[1:]
        if end < 0:
            # let through as a letter that no browser takes for a tag
            return (["＜"], held[1:]) if last or len(held) > _LONGEST_TAG else None
        if _REASONED.match(held):
            self.reasoned = True
        return (["\n"] if _LINE_TAG.match(held) else []), held[end + 1 :]


def _bracket(held: str, last: bool) -> tuple[list[Token], str] | None:
    """A mark, a link (text that says something stays), an image (nothing stays), or brackets of the text itself."""
    if held[0] == "!":
        if len(held) < 2:
            return (["!"], "") if last else None
        if held[1] != "[":
            return ["!"], held[1:]
    opening = int(held[0] == "!")
    end = _closing(held, opening)
    if end is None:
        if last or "\n" in held or len(held) > _LONGEST_BRACKET:
            return [*held[:opening], "［"], held[opening + 1 :]
        return None
    left, target = held[end + 1 :], None
    if held[opening] == "[":
        if not left and not last:
            return None
        if left.startswith("("):
            close = _closing_round(left)
            if close is None and not (last or "\n" in left or len(left) > _LONGEST_TARGET):
                return None
            close = left.find(")") if close is None else close
            target = left[1:close] if close > 0 else None
    # only now, so that brackets within brackets are read once each
    tokens = _inside(held[opening + 1 : end])
    marks = bool(tokens) and all(isinstance(token, tuple) for token in tokens)
    # “[1](7,37%)” is a mark and a figure; “[1](#n1)” is a mark made a link
    if target is not None and _LINK_TARGET.fullmatch(target) and (not marks or re.search(r"[/#:]", target)):
        bare = bool(opening or _POINTER.fullmatch(held[opening + 1 : end]))
        return ([] if bare else tokens), left[len(target) + 2 :]
    sign: list[Token] = ["!"] if opening else []
    return sign + (["［", *tokens, "］"] if tokens and not marks else tokens), left


def _closing(held: str, opening: int) -> int | None:
    """Where the bracket opened at `opening` closes, brackets within it skipped."""
    if not any(char in held for char in _CLOSE):
        return None
    depth = 0
    for at in range(opening, len(held)):
        depth += (held[at] in _OPEN) - (held[at] in _CLOSE)
        if depth == 0:
            return at
    return None


def _closing_round(left: str) -> int | None:
    """Where the round bracket that `left` opens with closes, those within it skipped; None if it does not."""
    depth = 0
    for at, char in enumerate(left):
        depth += (char == "(") - (char == ")")
        if not depth:
            return at
    return None


def _inside(inner: str) -> list[Token]:
    """A mark's numbers, or the visible text between two brackets."""
    if not inner.strip():
        return []
    numbers: list[int] = []
    for part in _SEPARATOR.split(_spaced(inner)):
        if not (found := _NUMBER.fullmatch(part)):
            markup = Markup(is_line_start=False)
            return [token for char in inner for token in markup.take(char)] + markup.rest()
        first, until = int(found.group(1)), int(found.group(2) or found.group(1))
        numbers += range(first, until + 1) if first <= until < first + 10 else (first, until)
    return [tuple(numbers)]


def _spaced(inner: str) -> str:
    """The inside of a bracket with nothing around it and no space within “đoạn 1” or “1 - 2”."""
    # "Nguồn: 1", "Đoạn trích 1", "#1", and what some models put behind the number: "1†source"
    close = _NAMED_MARK.sub("", re.sub(r"†\S*", "", inner.strip(" \\\t")))
    return re.sub(r"\s*([-–])\s*", r"\1", close)


def _address(held: str, last: bool) -> tuple[list[Token], str] | None:
    """A web address left out; its closing punctuation stays."""
    lower = held.lower()
    if not lower.startswith(_ADDRESS_STARTS):
        if not last and any(start.startswith(lower) for start in _ADDRESS_STARTS):
            return None
        return [held[0]], held[1:]
    ended = held[-1] in _ADDRESS_ENDS
    if not ended and not last:
        return None
    address = held[:-1] if ended else held
    return [], address[len(address.rstrip(".,;:!?…")) :] + (held[-1] if ended else "")


def _emphasis(held: str, before: str, last: bool) -> tuple[list[Token], str] | None:
    """Stars, underscores and backquotes left out, save a sign between figures, spaces or parts of a name."""
    run = held[: len(held) - len(held.lstrip(held[0]))]
    if len(run) == len(held) and not last:
        return None
    after = held[len(run) : len(run) + 1]
    joins = str.isalnum if held[0] == "_" else str.isdigit
    within = joins(before) and joins(after)
    spaced = before == " " and after.isspace()
    if len(run) == 1 and held[0] != "`" and (within or spaced):
        return [run], held[1:]
    return [], held[len(run) :]
