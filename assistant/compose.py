"""Compose: an answer from what was read or written: sentences, numbered citations, status, notices. Pure."""

from collections.abc import Iterable, Sequence
from typing import Literal

from assistant.answer import Alternative, Answer, Citation, Notice, Sentence
from assistant.question import Question
from assistant.quote import cite, displayed
from assistant.reader import Reading
from assistant.reading.candidates import KeptOut
from assistant.reading.excerpt import Excerpt
from assistant.reading.versions import holds_at_no_time, is_older
from assistant.stock import Stock
from assistant.verify import Reported, faults
from assistant.wording import framing, holding, notice, refusal, shown_date
from index.report import Report

# When something happened, who did it and where is no draft, whatever the sentence also tells of.
_NEVER_DRAFTED = frozenset(("date", "year", "person", "place", "body", "reason"))


def refused(
    question: Question, code: str, nearest: Sequence[Report] = (), kept_out: KeptOut | None = None
) -> Answer:
    """The refusal: why nothing answers, what is near but of another place or period, and the nearest reports."""
    return Answer(
        question=question.asked_as,
        standalone_question=question.text,
        status="refused",
        refusal=refusal(code, question, nearest, kept_out),
    )


def told_of_store(question: Question, stock: Stock) -> Answer:
    """The answer that says what the store holds, for a question about just that."""
    return Answer(
        question=question.asked_as,
        standalone_question=question.text,
        status="refused",
        refusal=holding(question, stock),
    )


def quoted(question: Question, reading: Reading) -> Answer:
    """The answer that quotes what was read, each report introduced by a short line; `reading.excerpt` must be there.

    `reading.items`, or whatever answers about as well, follow it, each with its own citation.
    """
    excerpt = reading.excerpt
    assert excerpt is not None
    excerpts = (excerpt, *reading.items, *([reading.second] if reading.second else []))
    drafted = [_is_drafted(question, one) for one in excerpts]
    sentences, citations = _framed(question, excerpts, drafted)
    notices = [notice("draft_only", question)] if drafted[0] and not question.wants_draft else []
    differing = reading.draft if question.asked not in _NEVER_DRAFTED else None
    if differing:
        notices.append(notice("draft_differs", question))
    if holds_at_no_time(question):
        notices.append(held(question, excerpt.report))
    others = tuple(_other(question, excerpt, other) for other in reading.others)
    if others:
        notices.append(_differing(question, excerpt.report, others))
    if reading.second and not question.wants_both:
        notices.append(notice("two_readings", question))
    if reading.items:
        notices.append(
            notice("list_read", question, cited=str(len(_reports(excerpts))), read=str(reading.read))
        )
    notices += about_sources(question, _reports(excerpts), citations)
    unborne = any(sentence.verified is False for sentence in sentences)
    dates = [date for one in excerpts if (date := one.report.published or one.report.event_date)]
    return Answer(
        question=question.asked_as,
        standalone_question=question.text,
        status="partial" if unborne or (drafted[0] and not question.wants_draft) else "answered",
        sentences=sentences,
        citations=citations,
        alternatives=((_alternative("draft", differing), *others) if differing else others),
        notices=tuple(notices),
        as_of=max(dates, default=None) if reading.items else next(iter(dates), None),
        confidence=excerpt.confidence,
    )


def _differing(question: Question, report: Report, others: Sequence[Alternative]) -> Notice:
    """The notice that other reports give other values, and whether only older ones do."""
    date = shown_date(report.published)
    if date and all(other.kind == "older" for other in others):
        return notice("newest_answers", question, date=date)
    return notice("reports_differ", question)


def held(question: Question, report: Report) -> Notice:
    """The notice of when whoever this report names held the post that a question asks about at no time."""
    date = shown_date(report.published or report.event_date)
    return notice("held_then", question, date=date) if date else notice("held_undated", question)


def _is_drafted(question: Question, excerpt: Excerpt) -> bool:
    """Whether an excerpt tells of a draft and that matters to the question."""
    return excerpt.standing == "draft" and question.asked not in _NEVER_DRAFTED


def _reports(excerpts: Sequence[Excerpt]) -> list[Report]:
    """The reports of excerpts, each once."""
    return list({one.report.report_id: one.report for one in excerpts}.values())


def _framed(
    question: Question, excerpts: Sequence[Excerpt], drafted: Sequence[bool]
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Each excerpt as a verified quote with its citation; a line that names the report precedes its quotes."""
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    said: tuple[str, bool] | None = None
    for number, (one, is_draft) in enumerate(zip(excerpts, drafted, strict=True), 1):
        if said != (one.report.report_id, is_draft):
            said = (one.report.report_id, is_draft)
            sentences.append(Sentence(framing(question, one.report, is_draft)))
        citation = cite(one.report, one.start, one.end, number, one.confidence)
        text = displayed(citation.quote)
        found = faults(text, citation.quote, reported(one.report))
        sentences.append(Sentence(text, (number,), not found, found, one.span))
        citations.append(citation)
    return tuple(sentences), tuple(citations)


def about_sources(
    question: Question, reports: Iterable[Report], citations: Iterable[Citation]
) -> list[Notice]:
    """What the reader should know of the reports that an answer quotes, and of the pages that it cites."""
    cited = list(reports)
    said = [notice("sample_text", question)] if any(report.origin == "sample" for report in cited) else []
    encodings = dict.fromkeys(report.converted for report in cited if report.converted)
    said += [notice("text_converted", question, encoding=encoding) for encoding in encodings]
    recognised = {report.report_id: report.ocr for report in cited}
    if any(citation.page in recognised[citation.report_id] for citation in citations):
        said.append(notice("text_recognised", question))
    if any(lack.code == "formula_values" for report in cited for lack in report.lacks):
        said.append(notice("figures_missing", question))
    return said


def _other(question: Question, answer: Excerpt, other: Excerpt) -> Alternative:
    """Another report's value: an older one if the question names no time, else one that differs."""
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
