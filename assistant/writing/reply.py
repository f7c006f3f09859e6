"""Reply: a model's stream of characters as sentences with the numbers of the passages they cite. Pure.

Characters are taken one at a time, so a reply gives the same sentences however it was cut on its way.
Markdown, HTML, links, images, addresses and reasoning stay behind; what is left is plain text in which no
bracket stands that could be taken for a mark. Asking the model, and what goes wrong then, is `writer.py`'s;
whether a sentence is true is `verify.py`'s.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from index.vietnamese import sentences

# What the model is told to write when the passages do not answer: `writer.py` fills it into the prompts.
NOT_ANSWERED = "NOT-IN-REPORTS"
# What it is told to write, before the numbers of passages, when these answer different questions that may be meant.
WHICH_ONE = "WHICH-ONE"

_OPEN, _CLOSE = "[【［", "]】］"
# The brackets of a report's own text on their way to the model and back: never taken for a mark.
_QUOTED = str.maketrans({c: "〔" for c in _OPEN} | {c: "〕" for c in _CLOSE})
_UNQUOTED = {"〔": "［", "〕": "］"} | {c: "］" for c in _CLOSE}

_LONGEST_BRACKET, _LONGEST_TARGET, _LONGEST_TAG = 240, 2000, 2000
# A text without an end is cut here: no sentence is that long, and reading stays quick.
_LONGEST_SENTENCE = 1500
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
_ADDRESS_JOINTS = {"/": ":/", ".": "www"}
_ADDRESS_ENDS = frozenset(" \t\n<>\"'()[]【】［］〔〕“”«»*`")
_HIDDEN = re.compile(r"<(think|thinking|thought|reasoning|script|style)\b[^>]*>", re.IGNORECASE)
_LONGEST_ALOUD = 12
# The end of a thought whose beginning is missing, and the channels in which some models think aloud.
_REASONED = re.compile(r"</(?:think|thinking|thought|reasoning)\s*>|<\|channel\|>", re.IGNORECASE)
_LINE_TAG = re.compile(r"</?(?:br|p|li|ul|ol|div|tr|h\d)\b", re.IGNORECASE)
_BULLETS = "-+•–—▪●◦‣"
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]?")
_TERMINATORS = ".!?…"
_UNDECIDED = re.compile(r"[.!?…][\"'”’»)］]*(\s+)\S*$")
_DECLINED = re.compile("[-_ ‑–]".join(NOT_ANSWERED.lower().split("-")) + "$")
# "which one" is English; only the word as the model was told it is meant
_ASKED_BACK = re.compile("[-_‑–]".join(WHICH_ONE.split("-")) + "$")
_HYPHENS = str.maketrans({c: "-" for c in "_ ‑–"})
_QUOTATION = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_WORD = re.compile(r"[^\W\d_]+")

Mark = tuple[int, ...]
Token = str | Mark


@dataclass(frozen=True, slots=True)
class Delta:
    """More text of the sentence numbered `sentence` (from 0), provisional until its `Draft` replaces it."""

    sentence: int
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole sentence without marks, and the numbers of the passages it cites, each once, in order."""

    sentence: int
    text: str
    numbers: tuple[int, ...]


def quotable(text: str) -> str:
    """A report's text as a model may see it: its brackets changed so that none is taken for a mark.

    A lone surrogate, which no request can carry, becomes a question mark.
    """
    return text.translate(_QUOTED).encode("utf-8", "replace").decode("utf-8")


def in_language(text: str, language: str) -> bool:
    """Whether a reply is in `language` ("vi" or "en"); what stands in quotation marks is not counted.

    A text of fewer than six words may be a name or a figure and passes, unless its letters are of another
    script. Vietnamese bears an accent on most words, English only on the names it cites.
    """
    letters = [char for char in text if char.isalpha()]
    foreign = sum("LATIN" not in unicodedata.name(char, "") for char in letters)
    if foreign * 10 > len(letters):
        return False
    words = _WORD.findall(unicodedata.normalize("NFC", _QUOTATION.sub(" ", text)))
    accented = sum(not word.isascii() for word in words)
    if len(words) < 6:
        return True
    return accented * 10 <= len(words) * 6 if language == "en" else accented * 100 >= len(words) * 15


class Reply:
    """The state of one reply being read: `push` what arrives, `close` at its end.

    `numbers` are those of the passages the model was given; a mark that names another is dropped.
    """

    def __init__(self, numbers: Collection[int]) -> None:
        self.cited = False  # a sentence bore a mark that names a passage
        self.declined = False  # the model said that the passages do not answer
        self.asked_back = (
            False  # it said that the question may mean several things, told by passages `between`
        )
        self.between: list[int] = []
        self.reasoned = False  # reasoning came without its opening tag: what was read is no answer
        self.whole = True  # the last sentence ended as sentences do
        self.drafts: list[Draft] = []
        self._numbers = frozenset(numbers)
        self._markup = _Markup()
        self._text = ""  # the sentence being read, and what follows it until its end is certain
        self._shown = 0
        self._marks: list[tuple[int, int]] = []  # where in _text, which number
        self._late: list[int] = []  # marks after a line end, before it is known whose they are
        self._line_ends = 0
        self._after_mark = False

    def push(self, piece: str) -> Iterator[Delta | Draft]:
        """What `piece` makes certain: finished sentences, then what may be shown of the one being read."""
        for char in piece:
            for token in self._markup.take(char):
                yield from self._take(token)
        self.reasoned = self._markup.reasoned
        if (delta := self._delta()) is not None:
            yield delta

    def close(self) -> Iterator[Draft]:
        """The sentences still open at the end of the reply."""
        for token in self._markup.rest():
            yield from self._take(token)
        self._marks += [(len(self._text), number) for number in self._late]
        marked_last = bool(self._marks) and self._marks[-1][0] >= len(self._text.rstrip())
        self.whole = self.declined or marked_last or _ended(self._text)
        yield from self._finish()

    def _take(self, token: Token) -> Iterator[Draft]:
        """One token into the sentence being read; the sentences that it shows to be finished."""
        if self.declined:
            if self.asked_back and isinstance(token, tuple):
                self.between += [number for number in token if number in self._numbers]
            return
        if isinstance(token, tuple):
            self._mark(token)
        elif token == "\n":
            self._marks += [(len(self._text), number) for number in self._late]
            self._late = []
            self._line_ends += bool(self._text)
        elif token == " ":
            if self._text and not self._line_ends and not self._text.endswith(" "):
                self._text += " "
                yield from self._split()
        else:
            yield from self._letter(token)

    def _mark(self, numbers: Mark) -> None:
        """A mark: it belongs to what stands before it, unless a line begins with it."""
        known = [number for number in numbers if number in self._numbers]
        self._after_mark = True
        if self._line_ends:
            self._late += known
        else:
            self._marks += [(len(self._text), number) for number in known]

    def _letter(self, char: str) -> Iterator[Draft]:
        """A visible character: it may open a new sentence after a line end."""
        if self._line_ends:
            item = self._markup.item
            ended = self._text.rstrip()[-1:] in _TERMINATORS + ":;"
            if self._line_ends == 1 and char.islower() and not item and not ended and not self._late:
                self._text = self._text.rstrip() + " "  # the line was only wrapped
            else:
                yield from self._finish()
                self._marks = [(0, number) for number in self._late]
            self._line_ends, self._late = 0, []
        elif self._text.endswith(" ") and char in ".,;:!?…)”»" and not self._text.endswith("< "):
            # what stood before it was left out: a mark, an address
            self._text = self._text[:-1]
            self._marks = [(min(at, len(self._text)), number) for at, number in self._marks]
        elif self._after_mark and self._text[-1:] not in ("", " ") and (char.isalnum() or char in "(“«"):
            self._text += " "
            yield from self._split()
        self._after_mark = False
        joint = _ADDRESS_JOINTS.get(char)
        if joint and self._text.lower().endswith(joint):
            return  # an address put together from parts between which something was left out
        if len(self._text) >= _LONGEST_SENTENCE:
            yield from self._finish()
        self._text += char
        if _DECLINED.search(self._text[-len(NOT_ANSWERED) :].lower()):
            yield from self._decline(NOT_ANSWERED)
        elif char == "E" and _ASKED_BACK.search(self._text[-len(WHICH_ONE) :]):
            self.asked_back = True
            yield from self._decline(WHICH_ONE)

    def _decline(self, word: str) -> Iterator[Draft]:
        """The model gave up: what was whole before stays; of the rest only the marks after "which one" are read."""
        self._text = self._text[: -len(word)]
        spans = sentences(self._text)
        if spans and not _ended(self._text):
            self._text = self._text[: spans[-1][0]]
        yield from self._finish()
        self.declined = True

    def _split(self) -> Iterator[Draft]:
        """The sentences that are finished, now that a whole word stands after them."""
        last_words = " ".join(self._text.rsplit(None, 2)[-2:])
        if not any(char in last_words for char in _TERMINATORS):
            return
        spans = sentences(self._text)
        if len(spans) > 1:
            yield from self._keep(spans, open_from=spans[-1][0])

    def _finish(self) -> Iterator[Draft]:
        """Every sentence read so far; the next character opens another."""
        if spans := sentences(self._text):
            yield from self._keep(spans, open_from=len(self._text))
        self._text, self._marks, self._shown = "", [], 0

    def _keep(self, spans: list[tuple[int, int]], open_from: int) -> Iterator[Draft]:
        """Drafts of the spans before `open_from`; text and marks from there on stay open.

        Marks between two sentences belong to the first, unless the model puts its marks in front.
        """
        base, marks = 0, self._marks
        led = bool(marks) and marks[0][0] == 0
        for position, (start, end) in enumerate(spans):
            if start >= open_from:
                break
            following = spans[position + 1][0] if position + 1 < len(spans) else None
            own, marks = _shared(marks, end, following, led)
            text = self._text[start:end]
            if any(char.isalnum() for char in text):
                draft = Draft(len(self.drafts), text, tuple(dict.fromkeys(own)))
                self.drafts.append(draft)
                self.cited |= bool(draft.numbers)
                self._shown = 0
                yield draft
            base = following if following is not None else len(self._text)
        self._text = self._text[base:]
        self._marks = [(max(at - base, 0), number) for at, number in marks]

    def _delta(self) -> Delta | None:
        """What may be shown now: no open mark, no space whose fate is open, nothing after a possible end."""
        if self.declined or self.reasoned:
            return None
        undecided = _UNDECIDED.search(self._text)
        limit = undecided.start(1) if undecided else len(self._text.rstrip())
        tail = self._text[:limit].lower().translate(_HYPHENS)
        limit -= max(
            (
                length
                for word in (NOT_ANSWERED.lower(), WHICH_ONE.lower())
                for length in range(1, min(len(word), limit) + 1)
                if tail.endswith(word[:length])
            ),
            default=0,
        )
        visible = self._text[:limit].rstrip()
        if len(visible) <= self._shown or not any(char.isalnum() for char in visible):
            return None
        delta = Delta(len(self.drafts), visible[self._shown :])
        self._shown = len(visible)
        return delta


def _ended(text: str) -> bool:
    """Whether nothing, or the end of a sentence, is the last thing in `text`."""
    return text.rstrip(" \"'”’»)］")[-1:] in ("", *_TERMINATORS)


def _shared(
    marks: list[tuple[int, int]], end: int, following: int | None, led: bool
) -> tuple[list[int], list[tuple[int, int]]]:
    """The numbers that belong to the sentence ending at `end`, and the marks left for those after it."""
    if following is None:
        return [number for _, number in marks], []
    own = [number for at, number in marks if at < end or (at <= following and not led)]
    return own, [(at, number) for at, number in marks if at >= end and (at > following or led)]


class _Markup:
    """Characters in; visible characters, line ends and marks out. Holds back what is not yet whole."""

    def __init__(self) -> None:
        self.item = False  # the line began with a bullet or a list number
        self.reasoned = False
        self._held = ""
        self._line_start = True
        self._before = "\n"

    def take(self, char: str) -> list[Token]:
        """What one more character makes certain."""
        # controls, direction marks, lone surrogates, private and unassigned code points
        if char not in "\n\t" and unicodedata.category(char).startswith("C"):
            return []
        self._held += char
        return self._settled(last=False)

    def rest(self) -> list[Token]:
        """What is still held at the end of the reply."""
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
    """Where the round bracket that `left` opens with closes, those within it skipped; None where it does not."""
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
            markup = _Markup()
            markup._line_start = False
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
