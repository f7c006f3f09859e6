"""Written: the answer that a chat model writes, each sentence checked against the quotes it cites before it is final.

Sentences that their quotes do not bear are asked for once more, all in one call, with their faults named. If that does
not help, a sentence gives way to the quote itself, or is marked if it has none of its own. Sentences become final in
their order: those after a faulty one wait for it.
"""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from assistant import writer
from assistant.answer import Answer, Citation, Event, Sentence
from assistant.compose import about_sources, held, refused
from assistant.question import Question
from assistant.reader import nearest
from assistant.reading.versions import holds_at_no_time
from assistant.wording import notice
from assistant.writer import Draft, Source
from assistant.writing.cited import preparing
from assistant.writing.spent import Spent
from assistant.writing.support import (
    MOST,
    Support,
    borne,
    in_quotes_stead,
    numbered,
    supported,
    within,
)
from index import Hit
from index.errors import ModelFault
from index.report import STATUSES, Report
from index.vietnamese import fold

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

ReportOf = Callable[[str], Report]
_T = TypeVar("_T")
_Given = TypeVarTuple("_Given")


def written(
    question: Question,
    hits: Sequence[Hit],
    report_of: ReportOf,
    model: "BaseChatModel",
    name: str,
    spent: Spent | None = None,
    several: bool = False,
) -> Generator[Event, None, Answer]:
    """The events of the answer that `model` writes from `hits`, and the answer itself; its cost is added to `spent`.

    `several` says that the question compares, so that more quotes may be cited than three.
    Raises ModelFault if the model gives no whole answer (as `writer.write`), and `model_unsupported` where no
    sentence of it is borne; what went out before is then no answer.
    """
    sources = [_source(number, hit, report_of(hit.report_id), question) for number, hit in enumerate(hits, 1)]
    spent = spent or Spent()
    text = _Text(question, hits, report_of, spent, several)
    with preparing(hits, report_of):
        for piece in writer.write(question.text, question.language, sources, model, spent=spent):
            if isinstance(piece, writer.NotAnswered):
                near = [report_of(report_id) for report_id in nearest(hits)]
                return replace(refused(question, "not_in_reports", near), model=name)
            if isinstance(piece, writer.WhichOne):
                return replace(
                    _asked_back(question, [hits[number - 1] for number in piece.numbers], report_of),
                    model=name,
                )
            if isinstance(piece, writer.Delta):
                yield Event("delta", {"sentence": piece.sentence, "text": piece.text})
            else:
                yield from text.take(piece)
        if faulty := text.faulty:
            text.repair(_rewritten(question, sources, faulty, model, spent))
        yield from text.settle()
        answer = text.answer(name)
        for said in answer.notices:
            yield Event("notice", asdict(said))
        return answer


def _rewritten(
    question: Question,
    sources: Sequence[Source],
    faulty: Sequence[Support],
    model: "BaseChatModel",
    spent: Spent,
) -> list[Draft]:
    """The model's second try at its faulty sentences; nothing if that fails."""
    try:
        told = [(one.text, one.faults) for one in faulty]
        return writer.rewrite(question.text, question.language, sources, told, model, spent=spent)
    except ModelFault:
        return []


def _asked_back(question: Question, hits: Sequence[Hit], report_of: ReportOf) -> Answer:
    """A question back that names the reports that may be meant; none of its words are the model's.

    Raises ModelFault `model_uncited` if the model named fewer than two reports, so that there is nothing to choose.
    """
    meant = list({hit.report_id: report_of(hit.report_id) for hit in hits}.values())[:MOST]
    if len(meant) < 2:
        raise writer.fault("model_uncited")
    return refused(question, "unclear_which", meant)


class _Text:
    """The answer as far as it is written: what is final, and what waits for a sentence before it."""

    def __init__(
        self, question: Question, hits: Sequence[Hit], report_of: ReportOf, spent: Spent, several: bool
    ) -> None:
        self._spent = spent
        self._question = question
        self._hits = hits
        self._report_of = report_of
        self._sentences: list[Sentence] = []
        self._citations: list[Citation] = []
        self._waiting: list[tuple[int, Support]] = []
        self._quoted_instead = False
        several = several or question.wants_all or len(question.provinces) > 1 or len(question.years) > 1
        self._most = len(hits) if several else MOST

    @property
    def faulty(self) -> list[Support]:
        """The sentences that their quotes do not bear."""
        return [support for _, support in self._waiting if support.faults]

    def take(self, draft: Draft) -> Iterator[Event]:
        """One more sentence; final at once if it is borne and none before it waits."""
        support = self._timed(supported, draft, self._hits, self._report_of)
        if support.faults or self._waiting:
            self._waiting.append((draft.sentence, support))
        else:
            yield from self._final(draft.sentence, support)

    def repair(self, drafts: Sequence[Draft]) -> None:
        """Put rewritten sentences in the place of the faulty ones, as far as they are borne."""
        places = [place for place, (_, support) in enumerate(self._waiting) if support.faults]
        for place, draft in _matched(self._waiting, places, drafts):
            if support := self._timed(borne, draft, self._hits, self._report_of):
                self._waiting[place] = self._waiting[place][0], support

    def _timed(self, check: Callable[[*_Given], _T], *given: *_Given) -> _T:
        """What a check finds, its time counted."""
        began = time.perf_counter()
        found = check(*given)
        self._spent.verify_s += time.perf_counter() - began
        return found

    def settle(self) -> Iterator[Event]:
        """Make every waiting sentence final: borne, replaced by its quote, or marked.

        Raises ModelFault `model_unsupported`, before any of them, where no sentence of the answer is borne.
        """
        cited = {span.place for _, support in self._waiting if not support.faults for span in support.spans}
        cited |= {one.place for one in self._citations}
        settled: list[tuple[int, Support]] = []
        for number, support in self._waiting:
            quote = self._timed(in_quotes_stead, support) if support.faults else None
            if quote and quote.spans[0].place not in cited:
                cited.add(quote.spans[0].place)
                self._quoted_instead, support = True, quote
            settled.append((number, support))
        if not self._sentences and all(support.faults for _, support in settled):
            raise writer.fault("model_unsupported")
        for number, support in settled:
            yield from self._final(number, support)

    def answer(self, name: str) -> Answer:
        """The whole answer, by the model of that name."""
        unverified = any(sentence.verified is False for sentence in self._sentences)
        notices = [notice("unverified", self._question)] if unverified else []
        notices += [notice("quoted_instead", self._question)] if self._quoted_instead else []
        reports = [self._report_of(citation.report_id) for citation in self._citations]
        if holds_at_no_time(self._question):
            newest = max(reports, key=lambda report: report.published or report.event_date or "")
            notices.append(held(self._question, newest))
        dates = [date for one in self._citations if (date := one.published or one.event_date)]
        borne = sum(sentence.verified is True for sentence in self._sentences)
        return Answer(
            question=self._question.asked_as,
            standalone_question=self._question.text,
            status="partial" if unverified or self._quoted_instead else "answered",
            sentences=tuple(self._sentences),
            citations=tuple(self._citations),
            notices=(*notices, *about_sources(self._question, reports, self._citations)),
            as_of=max(dates, default=None),
            confidence=borne / len(self._sentences),
            model=name,
        )

    def _final(self, number: int, support: Support) -> Iterator[Event]:
        """A sentence and its citations as events; one for which no citation is left is not part of the answer."""
        fitting = within(support, self._citations, self._most)
        if fitting is None:
            return
        sentence, added = numbered(fitting, self._citations)
        self._sentences.append(sentence)
        self._citations += added
        for citation in added:
            yield Event("citation", asdict(citation))
        yield Event("sentence", {"sentence": number, **asdict(sentence)})


def _matched(
    waiting: Sequence[tuple[int, Support]], places: Sequence[int], better: Sequence[Draft]
) -> Iterator[tuple[int, Draft]]:
    """Which rewritten sentence belongs to which: in order if they are as many, else by the words they share."""
    if len(places) == len(better):
        yield from zip(places, better, strict=True)
        return
    left = list(better)
    for place in places:
        words = set(fold(waiting[place][1].text).split())
        best = max(left, key=lambda one: len(words & set(fold(one.text).split())), default=None)
        if best and len(words & set(fold(best.text).split())) * 2 >= len(words):
            left.remove(best)
            yield place, best


def _source(number: int, hit: Hit, report: Report, question: Question) -> Source:
    """A passage as the model is given it."""
    status = report.status if question.language == "en" else STATUSES.get(report.status or "")
    return Source(
        number, report.title, report.published or report.event_date, report.province, hit.text, status
    )
