"""Reply: a model's stream of characters as sentences with the numbers of the passages they cite. Pure.

Characters are taken one at a time, so a reply gives the same sentences however it was cut on its way. Markup around its
words is removed by `markup.py`; the model is asked by `writer.py`; whether a sentence is true is for `verify.py`.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assistant.writing.markup import Mark, Markup, Token
from index.vietnamese import sentences

# What the model is told to write when the passages do not answer: `writer.py` fills it into the prompts.
NOT_ANSWERED = "NOT-IN-REPORTS"
# What it is told to write, before the numbers of passages, when these answer different questions that may be meant.
WHICH_ONE = "WHICH-ONE"

# A text without an end is cut here: no sentence is that long, and reading stays quick.
_LONGEST_SENTENCE = 1500
_ADDRESS_JOINTS = {"/": ":/", ".": "www"}
_TERMINATORS = ".!?…"
_UNDECIDED = re.compile(r"[.!?…][\"'”’»)］]*(\s+)\S*$")
_DECLINED = re.compile("[-_ ‑–]".join(NOT_ANSWERED.lower().split("-")) + "$")
# "which one" is English; only the word as the model was told it is meant
_ASKED_BACK = re.compile("[-_‑–]".join(WHICH_ONE.split("-")) + "$")
_HYPHENS = str.maketrans({c: "-" for c in "_ ‑–"})
_QUOTATION = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_WORD = re.compile(r"[^\W\d_]+")


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


def in_language(text: str, language: str) -> bool:
    """Whether a reply is in `language` ("vi" or "en"); text in quotation marks does not count.

    A text of fewer than six words may be a name or a figure and passes, unless its letters are of another script. Most
    Vietnamese words have an accent, in English only the names that it cites.
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
        self._markup = Markup()
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
        """The model gave up: whole sentences before that stay; of the rest only the marks after "which one" count."""
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
