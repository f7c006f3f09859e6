"""Support: a model's sentence with the shortest quotes of the passages it cites that bear it, and its faults. Pure.

What a quote bears is `verify.py`'s; what is done with a sentence that none bears is `written.py`'s.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation, Fault, Sentence
from assistant.compose import reported
from assistant.quote import cite, displayed
from assistant.verify import Reported, Statement, elsewhere, faults, lent, severed
from assistant.writing.cited import Cited, Span, bare_words
from assistant.writing.parts import parts
from assistant.writing.reply import Draft
from index import Hit
from index.report import Report
from index.vietnamese import fold

UNCITED = Fault("uncited", "", None)
# How many quotes a sentence cites at most, and an answer that is no list and no comparison: the published contract.
MOST = 3
# A sentence that shares fewer of its words with the quote is no wording of it.
_OF_THE_SAME = 0.6


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


def _borne(text: str, statement: Statement, cited: Sequence[Cited]) -> Support | None:
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
    there = {one.place for one in known}
    room = most - len(known)
    fresh = [span for span in support.spans if span.place not in there]
    if len(fresh) <= room:
        return support
    kept = [span for span in support.spans if span.place in there] + fresh[: max(room, 0)]
    return replace(support, spans=tuple(kept)) if support.each and kept else None


def in_quotes_stead(support: Support) -> Support | None:
    """The quote itself for a sentence that says it wrongly; None where the quote says something else altogether."""
    if not support.spans or any(fault.kind == "unsupported" for fault in support.faults):
        return None
    span = support.spans[0]
    said = bare_words(support.text)
    if len(said & bare_words(span.text)) < _OF_THE_SAME * len(said):
        return None
    text = displayed(span.text)
    return None if faults(text, span.text, reported(span.report)) else Support(text, (span,), ())


def numbered(support: Support, known: Sequence[Citation]) -> tuple[Sentence, tuple[Citation, ...]]:
    """The sentence with its citations' numbers, and the citations that `known` lacks."""
    numbers = {one.place: one.number for one in known}
    added: list[Citation] = []
    for span in support.spans:
        if span.place not in numbers:
            numbers[span.place] = len(known) + len(added) + 1
            added.append(cite(span.report, span.start, span.end, numbers[span.place], span.score))
    cited = tuple(numbers[span.place] for span in support.spans)
    return Sentence(support.text, cited, not support.faults, support.faults), tuple(added)


def _cited(draft: Draft, hits: Sequence[Hit], report_of: Callable[[str], Report]) -> list[Cited]:
    """The passages that a drafted sentence cites."""
    cited = [hits[number - 1] for number in draft.numbers]
    return [Cited(draft.text, report_of(hit.report_id), hit) for hit in cited]


def _bearing(statement: Statement, cited: Cited) -> Span | None:
    """The shortest sentence, or two neighbours, of a passage that bears a statement."""
    for start, end in cited.tried():
        if statement.borne_by(cited.report.text[start:end], cited.about):
            return cited.span(start, end)
    return None


def _together(text: str, quotes: Sequence[tuple[str, Reported]]) -> tuple[int, ...]:
    """Which quotes, three at most, bear a sentence together: each of its parts is borne by one of them alone.

    Without such parts none do: a year that one quote has and a figure that another has make no fact.
    """
    if len(quotes) < 2 or len(parts(text)) < 2 or elsewhere(text, quotes):
        return ()
    folded = tuple(fold(quote) for quote, _ in quotes)
    found = parts(text, folded)
    if len(found) < 2:
        return ()
    bearing: dict[int, int] = {}
    # first what no quote has as it stands: that is borne least often
    for at in sorted(range(len(found)), key=lambda at: any(fold(found[at][0]) in quote for quote in folded)):
        part, whole = found[at]
        before, statement = "".join(f" {one}" for one, _ in found[:at]), Statement(whole)
        for place, (quote, about) in enumerate(quotes):
            if statement.borne_by(quote, about) and not severed(before, part, quote, about):
                bearing[at] = place
                break
        else:
            return ()
    if any(lent(found[at][0], place, quotes) for at, place in bearing.items()):
        return ()
    places = tuple(dict.fromkeys(bearing[at] for at in range(len(found))))
    # what one quote bears by parts, and not as a whole, it does not say
    return places if 1 < len(places) <= MOST else ()


def _once(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Each quote once, in order."""
    return tuple({span.place: span for span in spans}.values())
