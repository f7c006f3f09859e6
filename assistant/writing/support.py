"""Support: a model's sentence with the shortest quotes of the passages it cites that bear it, and its faults. Pure.

What a quote bears is `verify.py`'s; what is done with a sentence that none bears is `written.py`'s.
"""

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import methodcaller
from typing import NamedTuple

from assistant.answer import Citation, Fault, Sentence
from assistant.compose import reported
from assistant.quote import LONGEST_QUOTE, cite, displayed
from assistant.stated.kept import Once
from assistant.stated.parsed import parse
from assistant.verify import Reported, Statement, elsewhere, faults, lent, prepare, severed
from assistant.writing.reply import Draft
from index import Hit
from index.memo import memo
from index.report import Report
from index.vietnamese import fold, sentences

UNCITED = Fault("uncited", "", None)
# How many of a passage's sentences, those most like what is claimed, are looked at for one that bears it.
_TRIED = 3
# A word without the marks around it.
_BARE = methodcaller("strip", ".,;:!?()\"'“”")
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
# How many quotes a sentence cites at most, and an answer that is no list and no comparison: the published contract.
MOST = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A quote: report.text[start:end], and how well its passage answered the question."""

    report: Report
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The quote."""
        return self.report.text[self.start : self.end]

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands, as its citation's id tells."""
        return self.report.report_id, self.start, self.end


@dataclass(frozen=True, slots=True)
class Support:
    """A sentence, the quotes that bear it, and what even they do not bear; empty faults mean that they do.

    `each` is whether each of the quotes bears it alone.
    """

    text: str
    spans: tuple[Span, ...]
    faults: tuple[Fault, ...]
    each: bool = False


class _Stretch(NamedTuple):
    """A sentence of a passage: where it stands in the report's text, and its words as `_folded` has them."""

    start: int
    end: int
    words: frozenset[str]


class _Cited:
    """A passage that a sentence cites, and those of its sentences that may bear it."""

    def __init__(self, text: str, report: Report, hit: Hit) -> None:
        self._text = text
        self._hit = hit
        self.report = report
        self.about = reported(report)

    @Once
    def sentences(self) -> tuple[_Stretch, ...]:
        """The passage's sentences."""
        return _sentences(self.report.text, self._hit.start, self._hit.end)

    @Once
    def likest(self) -> list[_Stretch]:
        """Those that share most words with the text, the shorter of two first."""
        said = _folded(self._text)
        return sorted(self.sentences, key=lambda one: (-len(said & one.words), len(one.words)))[:_TRIED]

    @property
    def shared(self) -> int:
        """How many words the likest shares."""
        return len(_folded(self._text) & self.likest[0].words) if self.likest else 0

    @property
    def nearest(self) -> Span:
        """The likest; all of a passage without sentences."""
        start, end = self.likest[0][:2] if self.likest else (self._hit.start, self._hit.end)
        return self.span(start, end)

    def span(self, start: int, end: int) -> Span:
        """A quote of the passage."""
        return Span(self.report, start, end, self._hit.score)

    def tried(self) -> Iterator[tuple[int, int]]:
        """Where a sentence stands that has the text word for word; then the likest, then the first two of these with a
        neighbour.
        """
        at = self.report.text.find(self._text, self._hit.start, self._hit.end)
        for one in self.sentences if at >= 0 else ():
            if one.start <= at and at + len(self._text) <= one.end:
                yield one.start, one.end
        for one in self.likest:
            yield one.start, one.end
        firsts, lasts = {one.start for one in self.likest[:2]}, {one.end for one in self.likest[:2]}
        for first, last in _neighbours(self.sentences):
            if first in firsts or last in lasts:
                yield first, last


def supported(draft: Draft, hits: Sequence[Hit], report_of: Callable[[str], Report]) -> Support:
    """A drafted sentence held against the passages it cites; its numbers count `hits` from 1.

    Where they do not bear it, it has the quote nearest to it, and what that one does not bear.
    """
    if not draft.numbers:
        return Support(draft.text, (), (UNCITED,))
    statement, cited = Statement(draft.text), _cited(draft, hits, report_of)
    if found := _borne(draft.text, statement, cited):
        return found
    near = max(cited, key=lambda one: one.shared)
    left = statement.main_faults(near.nearest.text, near.about)
    return Support(draft.text, (near.nearest,), left)


def borne(draft: Draft, hits: Sequence[Hit], report_of: Callable[[str], Report]) -> Support | None:
    """A drafted sentence with the quotes of the passages it cites that bear it; None where they do not."""
    return _borne(draft.text, Statement(draft.text), _cited(draft, hits, report_of))


def _borne(text: str, statement: Statement, cited: Sequence[_Cited]) -> Support | None:
    """A sentence with the quotes that bear it, of one passage alone or of some together.

    A quote that bears the sentence alone makes the others needless; else each must bear what another does not.
    """
    if alone := [span for one in cited if (span := _bearing(statement, one))]:
        return Support(text, _once(alone)[:MOST], (), each=True)
    if len(cited) < 2:
        return None
    near = [one.nearest for one in cited]
    together = _together(text, [(span.text, one.about) for span, one in zip(near, cited, strict=True)])
    return Support(text, _once(near[place] for place in together), ()) if together else None


def borne_by(text: str, quotes: Sequence[tuple[str, Reported]]) -> Sentence:
    """A sentence held against quotes: those that bear it alone, else all where each bears what another does not."""
    found = [faults(text, quote, about) for quote, about in quotes]
    if not found:
        return Sentence(text, (), False, (UNCITED,))
    if alone := tuple(number for number, left in enumerate(found, 1) if not left):
        return Sentence(text, alone, True)
    if together := _together(text, quotes):
        return Sentence(text, tuple(place + 1 for place in together), True)
    return Sentence(text, (), False, min(found, key=len))


def within(support: Support, known: Sequence[Citation], most: int) -> Support | None:
    """The sentence with no more citations than leave the answer at `most`; None where it needs more.

    Quotes that the answer has already come first.
    """
    there = {(one.report_id, one.start, one.end) for one in known}
    room = most - len(known)
    fresh = [span for span in support.spans if span.place not in there]
    if len(fresh) <= room:
        return support
    kept = [span for span in support.spans if span.place in there] + fresh[: max(room, 0)]
    return replace(support, spans=tuple(kept)) if support.each and kept else None


# A sentence that shares fewer of its words with the quote is no wording of it.
_OF_THE_SAME = 0.6


def in_quotes_stead(support: Support) -> Support | None:
    """The quote itself for a sentence that says it wrongly; None where the quote says something else altogether."""
    if not support.spans or any(fault.kind == "unsupported" for fault in support.faults):
        return None
    span = support.spans[0]
    said = _folded(support.text)
    if len(said & _folded(span.text)) < _OF_THE_SAME * len(said):
        return None
    text = displayed(span.text)
    return None if faults(text, span.text, reported(span.report)) else Support(text, (span,), ())


def numbered(support: Support, known: Sequence[Citation]) -> tuple[Sentence, tuple[Citation, ...]]:
    """The sentence with its citations' numbers, and the citations that `known` lacks."""
    numbers: dict[tuple[str, int, int], int] = {(c.report_id, c.start, c.end): c.number for c in known}
    added: list[Citation] = []
    for span in support.spans:
        if span.place not in numbers:
            numbers[span.place] = len(known) + len(added) + 1
            added.append(cite(span.report, span.start, span.end, numbers[span.place], span.score))
    cited = tuple(numbers[span.place] for span in support.spans)
    return Sentence(support.text, cited, not support.faults, support.faults), tuple(added)


@contextmanager
def preparing(hits: Sequence[Hit], report_of: Callable[[str], Report]) -> Iterator[None]:
    """Have the passages taken apart beside what is done meanwhile: a model reads them, and checking what it writes
    takes less. Once that is over no more of them are.
    """
    over = threading.Event()
    threading.Thread(target=_prepared, args=(hits, report_of, over), daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _prepared(hits: Sequence[Hit], report_of: Callable[[str], Report], over: threading.Event) -> None:
    """Take the passages' sentences apart, and then each with its neighbour."""
    reports = [report_of(hit.report_id) for hit in hits]
    passages = [
        (report, _sentences(report.text, hit.start, hit.end))
        for report, hit in zip(reports, hits, strict=True)
    ]
    alone = [(report, one.start, one.end) for report, found in passages for one in found]
    paired = [(report, *span) for report, found in passages for span in _neighbours(found)]
    for report, start, end in (*alone, *paired):
        if over.is_set():
            return
        prepare(report.text[start:end], reported(report))
        time.sleep(0)  # whoever reads the model's first words has its turn at once


def _cited(draft: Draft, hits: Sequence[Hit], report_of: Callable[[str], Report]) -> list[_Cited]:
    """The passages that a drafted sentence cites."""
    cited = [hits[number - 1] for number in draft.numbers]
    return [_Cited(draft.text, report_of(hit.report_id), hit) for hit in cited]


def _bearing(statement: Statement, cited: _Cited) -> Span | None:
    """The shortest sentence, or two neighbours, of a passage that bears a statement."""
    for start, end in cited.tried():
        if statement.borne_by(cited.report.text[start:end], cited.about):
            return cited.span(start, end)
    return None


def _neighbours(found: Sequence[_Stretch]) -> list[tuple[int, int]]:
    """Each two sentences in a row that are not too long for a quote."""
    return [
        (one.start, other.end) for one, other in pairwise(found) if other.end - one.start <= LONGEST_QUOTE
    ]


@memo(128)
def _sentences(text: str, start: int, end: int) -> tuple[_Stretch, ...]:
    """The sentences of a passage."""
    return tuple(_Stretch(a, b, _folded(text[a:b])) for a, b in sentences(text, start, end))


@memo(128)
def _folded(text: str) -> frozenset[str]:
    """A text's words and figures without accents, cases and marks."""
    return frozenset(map(_BARE, fold(text).split()))


def _together(text: str, quotes: Sequence[tuple[str, Reported]]) -> tuple[int, ...]:
    """Which quotes, three at most, bear a sentence together: each of its parts is borne by one of them alone.

    Without such parts none do: a year that one quote has and a figure that another has make no fact.
    """
    if len(quotes) < 2 or len(_parts(text)) < 2 or elsewhere(text, quotes):
        return ()
    folded = tuple(fold(quote) for quote, _ in quotes)
    parts = _parts(text, folded)
    if len(parts) < 2:
        return ()
    bearing: dict[int, int] = {}
    # first what no quote has as it stands: that is borne least often
    for at in sorted(range(len(parts)), key=lambda at: any(fold(parts[at][0]) in quote for quote in folded)):
        part, whole = parts[at]
        before, statement = "".join(f" {one}" for one, _ in parts[:at]), Statement(whole)
        for place, (quote, about) in enumerate(quotes):
            if statement.borne_by(quote, about) and not severed(before, part, quote, about):
                bearing[at] = place
                break
        else:
            return ()
    if any(lent(parts[at][0], place, quotes) for at, place in bearing.items()):
        return ()
    places = tuple(dict.fromkeys(bearing[at] for at in range(len(parts))))
    # what one quote bears by parts, and not as a whole, it does not say
    return places if 1 < len(places) <= MOST else ()


@memo(128)
def _parts(text: str, quotes: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
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


def _once(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Each quote once, in order."""
    return tuple({span.place: span for span in spans}.values())
