"""Answers put together from what was read or written: sentences, numbered citations, status, notices. Pure."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Literal

from assistant.answer import Alternative, Answer, Citation, Fault, Notice, Sentence
from assistant.candidates import KeptOut
from assistant.question import Question
from assistant.quote import cite, displayed
from assistant.reader import LONGEST_QUOTE, Excerpt, Reading, is_older
from assistant.verify import Reported, faults
from assistant.wording import framing, notice, refusal
from assistant.writer import Draft
from index import Hit
from index.report import Report
from index.vietnamese import sentences

# When something happened, who did it and where is no draft, whatever the sentence also tells of.
_NEVER_DRAFTED = frozenset(("date", "year", "person", "place", "body", "reason"))
UNCITED = Fault("uncited", "", None)


def refused(
    question: Question, code: str, nearest: Sequence[Report] = (), kept_out: KeptOut | None = None
) -> Answer:
    """The answer that says why there is none, what is near of another place or period, and the nearest reports."""
    return Answer(
        question=question.asked_as,
        standalone_question=question.text,
        status="refused",
        refusal=refusal(code, question, nearest, kept_out),
    )


def quoted(question: Question, reading: Reading) -> Answer:
    """The answer that quotes what was read, framed in one short line; `reading.excerpt` must be there."""
    excerpt = reading.excerpt
    assert excerpt is not None
    citation = cite(excerpt.report, excerpt.start, excerpt.end, score=excerpt.confidence)
    drafted = excerpt.standing == "draft" and question.asked not in _NEVER_DRAFTED
    text = displayed(citation.quote)
    found = faults(text, citation.quote, reported(excerpt.report))
    notices = [notice("draft_only", question)] if drafted and not question.wants_draft else []
    differing = reading.draft if question.asked not in _NEVER_DRAFTED else None
    if differing:
        notices.append(notice("draft_differs", question))
    others = tuple(_other(question, excerpt, other) for other in reading.others)
    if others:
        notices.append(notice("reports_differ", question))
    notices += _about_sources(question, (excerpt.report,))
    return Answer(
        question=question.asked_as,
        standalone_question=question.text,
        status="partial" if found or (drafted and not question.wants_draft) else "answered",
        sentences=(
            Sentence(framing(question, excerpt.report, drafted)),
            Sentence(text, (1,), not found, found),
        ),
        citations=(citation,),
        alternatives=((_alternative("draft", differing), *others) if differing else others),
        notices=tuple(notices),
        as_of=excerpt.report.published or excerpt.report.event_date,
        confidence=excerpt.confidence,
    )


def _about_sources(question: Question, reports: Iterable[Report]) -> list[Notice]:
    """What the reader should know of the reports that an answer quotes."""
    cited = list(reports)
    said = [notice("sample_text", question)] if any(report.origin == "sample" for report in cited) else []
    encodings = dict.fromkeys(report.converted for report in cited if report.converted)
    return said + [notice("text_converted", question, encoding=encoding) for encoding in encodings]


def _other(question: Question, answer: Excerpt, other: Excerpt) -> Alternative:
    """Another report's value: an older one where the question names no time, else one that differs."""
    older = not question.years and not question.spans and is_older(other.report, answer.report)
    return _alternative("older" if older else "other_value", other)


def _alternative(kind: Literal["draft", "older", "other_value"], excerpt: Excerpt) -> Alternative:
    """What another sentence says of the same thing, beside the answer."""
    report = excerpt.report
    return Alternative(
        kind, report.report_id, report.title, report.published, excerpt.text, excerpt.start, excerpt.end
    )


def reported(report: Report) -> Reported:
    """What the verifier may take from a report besides the quote."""
    return Reported(title=report.title, published=report.published, province=report.province)


def supported(
    draft: Draft, hits: Sequence[Hit], report_of: Callable[[str], Report], known: Sequence[Citation]
) -> tuple[Sentence, tuple[Citation, ...]]:
    """A model's sentence with the shortest quotes of the passages it cites that bear it, verified.

    `draft.numbers` count `hits` from 1; `known` are the citations already given, whose numbers are kept, and
    the new ones are returned. A sentence that cites nothing is not verified.
    """
    if not draft.numbers:
        return Sentence(draft.text, (), False, (UNCITED,)), ()
    numbers: list[int] = []
    added: list[Citation] = []
    left: tuple[Fault, ...] | None = None
    for number in draft.numbers:
        hit = hits[number - 1]
        report = report_of(hit.report_id)
        start, end, found = _bearing(draft.text, report, hit)
        same = next(
            (c for c in (*known, *added) if (c.report_id, c.start, c.end) == (hit.report_id, start, end)),
            None,
        )
        if same is None:
            same = cite(report, start, end, len(known) + len(added) + 1, hit.score)
            added.append(same)
        numbers.append(same.number)
        left = found if left is None else tuple(fault for fault in left if fault in found)
    unsupported = left or ()
    return Sentence(draft.text, tuple(dict.fromkeys(numbers)), not unsupported, unsupported), tuple(added)


def _bearing(text: str, report: Report, hit: Hit) -> tuple[int, int, tuple[Fault, ...]]:
    """The shortest sentence, or two neighbours, of a passage that bears `text`, and what even it does not bear."""
    spans = sentences(report.text, hit.start, hit.end)
    pairs = [(a, d) for (a, _), (_, d) in pairwise(spans) if d - a <= LONGEST_QUOTE]
    about = reported(report)
    checked = [(faults(text, report.text[a:b], about), b - a, a, b) for a, b in (*spans, *pairs)]
    found, _, start, end = min(checked, key=lambda row: (len(row[0]), row[1]))
    return start, end, found


def written(
    question: Question,
    model: str,
    given: Sequence[Sentence],
    citations: Sequence[Citation],
    report_of: Callable[[str], Report],
) -> Answer:
    """The answer a model wrote, each sentence already held against its quotes; `report_of` gives a report by its id."""
    unverified = any(sentence.verified is False for sentence in given)
    notices = [notice("unverified", question)] if unverified else []
    notices += _about_sources(question, (report_of(citation.report_id) for citation in citations))
    dates = [date for c in citations if (date := c.published or c.event_date)]
    borne = sum(sentence.verified is True for sentence in given)
    return Answer(
        question=question.asked_as,
        standalone_question=question.text,
        status="partial" if unverified else "answered",
        sentences=tuple(given),
        citations=tuple(citations),
        notices=tuple(notices),
        as_of=max(dates, default=None),
        confidence=borne / len(given),
        model=model,
    )
