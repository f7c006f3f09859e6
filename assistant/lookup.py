"""Lookup: a user's sentence or figure checked against the reports: which of them bear it, which say otherwise.

Passages near the sentence are searched, and it is verified against each of their sentences that speaks of the same.
The verifier's faults decide: with none the report bears it; with another figure, name or direction for the same thing
the report says otherwise; with another time or place its words are merely near.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assistant.answer import Citation, Fault
from assistant.quote import LONGEST_QUOTE, cite
from assistant.verify import Reported, faults
from index import Filters, Index
from index.errors import BadInput
from index.report import Report
from index.vietnamese import forms, nfc, sentences

Verdict = Literal["borne", "contradicted", "disputed", "not_found"]
LONGEST = 2000
_MOST_SENTENCES = 8
# Passages looked through for each sentence, and reports shown of each kind.
_PASSAGES, _SHOWN = 40, 10
# Shares of a sentence's words that a quote must have to be held against it, to speak of the very same, and, with the
# title's, to bear it or to speak of the very same: the verifier lets other words for the same pass, a guess here.
_NEAR, _SAME, _ALL = 0.5, 0.7, 0.85
# Of a sentence with fewer words beside its figures only a report that bears it says anything.
_FEW = 3
# Faults that say the same thing otherwise, where the quote says how.
_OTHERWISE = frozenset(("number", "unit", "person", "direction", "negation", "document_number"))
# Faults by which the quote speaks of another time, place or stage.
_ELSEWHERE = frozenset(("date", "place", "status", "modality"))
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")


@dataclass(frozen=True, slots=True)
class _Shared:
    """The share of a sentence's words that a quote has, and that the quote and its report's title have together."""

    of_quote: float
    of_both: float


@dataclass(frozen=True, slots=True)
class Found:
    """A quote found for the sentence, and what of the sentence it does not bear."""

    citation: Citation
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence with the quotes that bear it, those that say otherwise, and those of another time, place or stage."""

    sentence: str
    verdict: Verdict
    bears: tuple[Found, ...]
    contradicts: tuple[Found, ...]
    near: tuple[Found, ...]


def lookup(index: Index, statement: str, filters: Filters | None = None) -> tuple[Checked, ...]:
    """Each sentence of the statement with what the reports say of it, one quote per report, the nearest first.

    BadInput for no words, too many of them or more than eight sentences.
    """
    return tuple(_checked(index, sentence, filters) for sentence in _sentences(statement))


def _sentences(statement: str) -> list[str]:
    """The statement's sentences; BadInput if there are none or too many."""
    if len(statement) > LONGEST:
        raise BadInput(
            "statement_too_long",
            f"Chỉ tra được tối đa {LONGEST} ký tự mỗi lần; hãy chia nhỏ.",
            f"At most {LONGEST} characters can be looked up at once; split it.",
            "statement",
        )
    text = " ".join(statement.split())
    found = [text[start:end].strip() for start, end in sentences(text)]
    found = [sentence for sentence in found if forms(sentence)]
    if not found:
        raise BadInput(
            "empty_statement",
            "Chưa có chữ nào để tra: hãy dán một câu hay một con số.",
            "There are no words to look up: paste a sentence or a figure.",
            "statement",
        )
    if len(found) > _MOST_SENTENCES:
        raise BadInput(
            "too_many_sentences",
            f"Chỉ tra được tối đa {_MOST_SENTENCES} câu mỗi lần; hãy chia nhỏ.",
            f"At most {_MOST_SENTENCES} sentences can be looked up at once; split it.",
            "statement",
        )
    return found


def _checked(index: Index, sentence: str, filters: Filters | None) -> Checked:
    """One sentence, checked against what is found near it."""
    kinds: dict[str, dict[str, tuple[float, Found]]] = {"bears": {}, "contradicts": {}, "near": {}}
    for report, start, end, words in _candidates(index, sentence, filters):
        reported = Reported(report.title, report.published, report.province)
        faulted = faults(sentence, report.text[start:end], reported)
        kind = _kind(sentence, report.text[start:end], faulted, words)
        if kind is None:
            continue
        # a quote with fewer faults, then with more of the words, then the shorter one
        merit = words.of_quote - len(faulted) - (end - start) / 1e6
        held = kinds[kind].get(report.report_id)
        if held is None or held[0] < merit:
            kinds[kind][report.report_id] = merit, Found(cite(report, start, end), faulted)
    _set_apart(sentence, kinds)
    bears = _best(kinds["bears"], set())
    contradicts = _best(kinds["contradicts"], set(kinds["bears"]))
    near = _best(kinds["near"], {*kinds["bears"], *kinds["contradicts"]})
    return Checked(sentence, _verdict(bears, contradicts), bears, contradicts, near)


def _set_apart(sentence: str, kinds: dict[str, dict[str, tuple[float, Found]]]) -> None:
    """Of a sentence that names no year, a quote of another year than those that bear it says nothing against it; where
    none bears it, those of the latest year count.
    """
    if _YEAR.search(sentence) or not kinds["contradicts"]:
        return
    of_bearing = {year for _, one in kinds["bears"].values() for year in _years(one.citation)}
    latest = max(
        (year for _, one in kinds["contradicts"].values() for year in _years(one.citation)), default=""
    )
    wanted = of_bearing or {latest}
    for name, (merit, one) in list(kinds["contradicts"].items()):
        years = _years(one.citation)
        if years and not years & wanted:
            del kinds["contradicts"][name]
            kinds["near"].setdefault(name, (merit, one))


def _years(citation: Citation) -> set[str]:
    """The years that a quote names, or else the year in which its report was published."""
    named = set(_YEAR.findall(citation.quote))
    return named or ({citation.published[:4]} if citation.published else set())


def _best(found: dict[str, tuple[float, Found]], told: set[str]) -> tuple[Found, ...]:
    """The best quote of each report not listed yet: one that bears the sentence is not listed as against it, too."""
    left = sorted(
        ((merit, one) for name, (merit, one) in found.items() if name not in told), key=lambda each: -each[0]
    )
    return tuple(one for _, one in left[:_SHOWN])


def _candidates(
    index: Index, sentence: str, filters: Filters | None
) -> Iterator[tuple[Report, int, int, _Shared]]:
    """Sentences of the reports, alone and with the next, that share enough words with one, and how many they share."""
    hits = index.search(sentence, _PASSAGES, filters)
    reports = {
        report.report_id: report for report in index.load(list(dict.fromkeys(hit.report_id for hit in hits)))
    }
    wanted = _words(sentence)
    seen: set[tuple[str, int, int]] = set()
    for hit in hits:
        report = reports.get(hit.report_id)
        if report is None:
            continue
        spans = sentences(report.text, hit.start, hit.end)
        both = [(one[0], other[1]) for one, other in pairwise(spans) if other[1] - one[0] <= LONGEST_QUOTE]
        title = _words(f"{report.title or ''} {report.province or ''}")
        for start, end in [*spans, *both]:
            if (report.report_id, start, end) in seen:
                continue
            seen.add((report.report_id, start, end))
            shared = _shared(wanted, _words(report.text[start:end]), title)
            if shared.of_quote >= _NEAR:
                yield report, start, end, shared


def _words(text: str) -> frozenset[str]:
    """A text's words without accents, figures aside."""
    return frozenset(folded for _, folded in forms(text) if folded[0].isalpha())


def _shared(wanted: frozenset[str], quote: frozenset[str], title: frozenset[str]) -> _Shared:
    """The shares of a sentence's words that a quote has; a bare figure, which has no words, shares all."""
    if not wanted:
        return _Shared(1.0, 1.0)
    return _Shared(len(wanted & quote) / len(wanted), len(wanted & (quote | title)) / len(wanted))


def _kind(sentence: str, quote: str, faulted: Sequence[Fault], shared: _Shared) -> str | None:
    """How a quote with these faults relates to a sentence; None if it speaks of something else."""
    if not faulted:
        return "bears" if shared.of_both >= _ALL else None
    if len(_words(sentence)) < _FEW or (shared.of_quote < _SAME and shared.of_both < _ALL):
        return None
    kinds = {fault.kind for fault in faulted}
    if kinds & _ELSEWHERE:
        return "near"
    otherwise = any(fault.kind in _OTHERWISE and _says_it(fault, quote) for fault in faulted)
    return "contradicts" if otherwise else None


def _says_it(fault: Fault, quote: str) -> bool:
    """Whether a quote says what a sentence says otherwise: of a figure, one with the same unit ("20 ha" of "25 ha")."""
    figure = _FIGURE.match(fault.in_sentence) if fault.kind == "number" else None
    if not fault.in_quote or not figure:
        return bool(fault.in_quote)
    unit = figure["of"] or figure["unit"]
    behind = rf"\s*{re.escape(unit)}(?!\w)" if unit else ""
    return bool(re.search(rf"(?<![\w.,/])\d+(?:[.,]\d+)*{behind}", nfc(quote), re.IGNORECASE))


# A figure with what it is of: "21/63" of 63, "151.000 ha" of hectares.
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?P<of>/\d+)?\s*(?P<unit>\D*)$")


def _verdict(bears: Sequence[Found], contradicts: Sequence[Found]) -> Verdict:
    """What the reports together say of a sentence."""
    if bears:
        return "disputed" if contradicts else "borne"
    return "contradicted" if contradicts else "not_found"
