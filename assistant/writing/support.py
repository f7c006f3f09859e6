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

from assistant.answer import Citation, Fault, Sentence
from assistant.compose import reported
from assistant.quote import LONGEST_QUOTE, cite, displayed
from assistant.stated.parsed import parse
from assistant.verify import Reported, bears, faults, fewer, prepare, severed
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


def supported(draft: Draft, hits: Sequence[Hit], report_of: Callable[[str], Report]) -> Support:
    """A drafted sentence held against the passages it cites; its numbers count `hits` from 1.

    A quote that bears the sentence alone makes the others needless; else each must bear what another does not.
    """
    if not draft.numbers:
        return Support(draft.text, (), (UNCITED,))
    cited = [hits[number - 1] for number in draft.numbers]
    found = [_bearing(draft.text, report_of(hit.report_id), hit) for hit in cited]
    if alone := [span for span, left in found if not left]:
        return Support(draft.text, _once(alone)[:MOST], (), each=True)
    if together := _together(draft.text, [(span.text, reported(span.report), left) for span, left in found]):
        return Support(draft.text, _once(found[place][0] for place in together), ())
    nearest, left = min(found, key=lambda one: len(one[1]))
    return Support(draft.text, (nearest,), left)


def borne_by(text: str, quotes: Sequence[tuple[str, Reported]]) -> Sentence:
    """A sentence held against quotes: those that bear it alone, else all where each bears what another does not."""
    found = [faults(text, quote, about) for quote, about in quotes]
    if not found:
        return Sentence(text, (), False, (UNCITED,))
    if alone := tuple(number for number, left in enumerate(found, 1) if not left):
        return Sentence(text, alone, True)
    each = [(quote, about, left) for (quote, about), left in zip(quotes, found, strict=True)]
    if together := _together(text, each):
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
_OF_THE_SAME = 0.25


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
    alone = [(report, *span) for report, spans in passages for span in spans]
    paired = [(report, *span) for report, spans in passages for span in _neighbours(spans)]
    for report, start, end in (*alone, *paired):
        if over.is_set():
            return
        quote = report.text[start:end]
        _folded(quote)
        prepare(quote, reported(report))
        time.sleep(0)  # whoever reads the model's first words has its turn at once


def _bearing(text: str, report: Report, hit: Hit) -> tuple[Span, tuple[Fault, ...]]:
    """The shortest sentence, or two neighbours, of a passage that bears `text`, and what even it does not bear.

    The sentences that share most with `text` are looked at, then those with a neighbour.
    """
    spans = _sentences(report.text, hit.start, hit.end)
    said, about = _folded(text), reported(report)
    likest = sorted(spans, key=lambda span: -len(said & _folded(report.text[span[0] : span[1]])))[:_TRIED]
    ends = {edge for span in likest[:2] for edge in (("first", span[0]), ("last", span[1]))}
    pairs = [(first, last) for first, last in _neighbours(spans) if ends & {("first", first), ("last", last)}]
    best: tuple[Span, tuple[Fault, ...]] | None = None
    for start, end in (*likest, *pairs):
        quote = report.text[start:end]
        if best:
            # what a sentence has wrong it mostly has wrong beside its neighbour, too
            like = best[1] if start <= best[0].start and best[0].end <= end else ()
            left = fewer(text, quote, about, len(best[1]), like)
        else:
            left = faults(text, quote, about)
        if left is not None:
            best = Span(report, start, end, hit.score), left
            if not left:
                break
    return best or (Span(report, hit.start, hit.end, hit.score), (Fault("unsupported", text, None),))


def _neighbours(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each two sentences in a row that are not too long for a quote."""
    return [(first, last) for (first, _), (_, last) in pairwise(spans) if last - first <= LONGEST_QUOTE]


@memo(128)
def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a passage, as a text's spans."""
    return sentences(text, start, end)


@memo(1024)
def _folded(text: str) -> frozenset[str]:
    """A text's words and figures without accents, cases and marks."""
    return frozenset(map(_BARE, fold(text).split()))


def _together(text: str, quotes: Sequence[tuple[str, Reported, tuple[Fault, ...]]]) -> tuple[int, ...]:
    """Which quotes, three at most, bear a sentence together: each of its parts is borne by one of them alone.

    Without such parts none do: a year that one quote has and a figure that another has make no fact.
    """
    parts = _parts(text)
    if len(parts) < 2:
        return ()
    bearing = []
    before = ""
    for part, whole in parts:
        place = next(
            (
                at
                for at, (quote, about, _) in enumerate(quotes)
                if bears(whole, quote, about) and not severed(before, part, quote, about)
            ),
            None,
        )
        if place is None:
            return ()
        bearing.append(place)
        before = f"{before} {part}"
    places = tuple(dict.fromkeys(bearing))
    return places if len(places) <= MOST else ()


def _parts(text: str) -> list[tuple[str, str]]:
    """The parts of a sentence that say one thing each, as they stand and behind its opening words of when and where."""
    first, *others = _pieces(text.rstrip(" ."))
    lead = text[: text.find(",") + 1]
    if not lead or len(lead.split()) > _LEAD or any(one.kind == "plain" for one in parse(lead).numbers):
        lead = ""
    return [(first, first), *((part, f"{lead} {part}".strip()) for part in others if part)]


def _pieces(text: str) -> list[str]:
    """A text between the joints behind which it says more than a few words."""
    cuts = [0]
    joints = list(_JOINTS.finditer(text))
    ends = [*(one.start() for one in joints), len(text)][1:]
    for joint, end in zip(joints, ends, strict=True):
        before, behind = text[cuts[-1] : joint.start()], text[joint.end() : end]
        if min(len(before.split()), len(behind.split())) >= _FEW:
            cuts += [joint.start(), joint.end()]
    return [text[first:last].strip() for first, last in zip(cuts[::2], [*cuts[1::2], len(text)], strict=True)]


def _once(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Each quote once, in order."""
    return tuple({span.place: span for span in spans}.values())
