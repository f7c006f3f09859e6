"""Assistant: a question in, a cited answer out. The page, the API and the command line all take this one path."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Generator, Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from assistant import compose, writer
from assistant.answer import Answer, Citation, Event, Sentence
from assistant.compared import Filled, compared
from assistant.events import events, start_of, timings
from assistant.facets import leave_nothing
from assistant.passages import passages
from assistant.question import Question, is_readable, understand
from assistant.quote import cite, parse_citation_id
from assistant.reader import Reading, nearest, read
from assistant.reading.confidence import THRESHOLD
from assistant.reading.overlap import wanted_words, weights
from assistant.request import Request
from assistant.stock import Stock, asks_for_stock
from assistant.understanding.comparing import Comparison, compares, comparison, table
from assistant.understanding.followup import leans
from assistant.verify import Reported
from assistant.wording import notice
from assistant.writing import prompts
from assistant.writing.chat_model import load_model, patience, window
from assistant.writing.filled import answer_prompt
from assistant.writing.flight import Flights
from assistant.writing.packing import packed
from assistant.writing.pulse import Pulse
from assistant.writing.remembered import Remembered
from assistant.writing.spent import Spent
from assistant.writing.support import borne_by
from assistant.writing.written import written
from index import Filters, Hit, Index
from index.errors import Gone, ModelFault, NotFound
from index.report import Report

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

# Those of all parts of a comparison together.
_PASSAGES_OF_PARTS = 24
# Refusals for which the reports looked at are the reason, and not the question.
_OF_REPORTS = frozenset(("nothing_found", "not_in_reports", "other_place", "other_period"))

Reports = Mapping[str, Report]


class Assistant:
    """Answers from one index, with a chat model or, without one, by quotes alone."""

    def __init__(
        self,
        index: Index,
        model: "BaseChatModel | None" = None,
        model_name: str = "",
        window: int = 0,
        threshold: float | None = None,
    ) -> None:
        self.index = index
        self.model_name = model_name
        self._model = model
        self._window = window
        self._threshold = THRESHOLD if threshold is None else threshold
        self._pulse = Pulse()
        self._remembered = Remembered()
        self._flights: Flights[tuple[Answer, bool]] = Flights()

    @classmethod
    def over(
        cls,
        index: Index,
        llm: str = "",
        llm_base_url: str = "",
        llm_window: int = 0,
        time_limit: float | None = None,
        threshold: float | None = None,
    ) -> "Assistant":
        """An assistant over an open index with the chat model `provider:model`; quotes only when `llm` is empty.

        `llm_window` is how many tokens the model reads, 0 for as many as is known of it. `time_limit` is how many
        seconds an answer may take: a silent model is waited for less. `threshold` is how sure, from 0 to 1, an answer
        by quotes must be. Raises ModelFault when the model's provider cannot be loaded.
        """
        if not llm:
            return cls(index, threshold=threshold)
        model = load_model(llm, llm_base_url, patience(time_limit), llm_window)
        return cls(index, model, llm, llm_window, threshold)

    @property
    def has_model(self) -> bool:
        """Whether a model writes the answers, when it responds."""
        return self._model is not None

    def silence(self) -> ModelFault | None:
        """Why the model would not be asked now, since it answers nobody; None if it would be."""
        return self._pulse.fault()

    def as_runnable(self) -> "Runnable[Any, dict[str, Any]]":
        """The whole path as a LangChain runnable.

        Takes a question, or {"question", "history"?, "filters"?, "k"?, "language"?, "quotes_only"?} (history:
        questions or `Turn`s, filters: `Filters`). `stream` gives {"events": [Event]} as they come and last {"answer":
        Answer}; `invoke` gives both at once.
        """
        from langchain_core.runnables import RunnableGenerator, RunnableLambda

        return RunnableLambda(Request.of) | RunnableGenerator(self._pieces, self._awaited)

    def stream(self, question: str, **options: Any) -> Iterator[Event]:  # noqa: ANN401 - as `Request` takes
        """The answer's events as they come; the last is `done` with the whole answer. Options: see `answer`."""
        for piece in self.as_runnable().stream({"question": question, **options}):
            yield from piece.get("events", ())

    def answer(self, question: str, **options: Any) -> Answer:  # noqa: ANN401 - as `Request` takes
        """The whole answer. Options: history, filters, k, language, quotes_only.

        Raises BadInput for what is no question, StoreFault when the store cannot be searched.
        """
        reply: Answer = self.as_runnable().invoke({"question": question, **options})["answer"]
        return reply

    def compare(
        self,
        question: str,
        subjects: Sequence[str],
        periods: Sequence[str] = (),
        filters: Filters | None = None,
        language: str | None = None,
    ) -> Answer:
        """One question asked of each subject and period, by quotes, as an answer with a table and a citation per cell.

        Raises BadInput for what is no question, StoreFault when the store cannot be searched.
        """
        started = time.perf_counter()
        request = Request(question, filters=filters, language=language)
        asked = understand(question, language=language)
        return self._compared(asked, table(question, subjects, periods), request, started)

    def passages(self, question: Question, k: int | None = None, filters: Filters | None = None) -> list[Hit]:
        """The passages to read for a question, best first."""
        return passages(self.index, question, k, filters)

    def weight(self, question: Question) -> Callable[[str], float]:
        """How telling each folded word of the question is in this store: the rarer, the heavier."""
        return weights(self.index.frequency(wanted_words(question)), self.index.count_passages)

    def citation(self, citation_id: str) -> Citation:
        """The citation with that id, in its context; Gone when its report was replaced or removed."""
        report_id, start, end = parse_citation_id(citation_id)
        try:
            report = self.index.report(report_id)
        except NotFound as unknown:
            raise _no_citation(citation_id) from unknown
        if report.report_id != report_id or end > len(report.text):
            raise _no_citation(citation_id)
        return cite(report, start, end)

    def verify(self, sentence: str, citation_ids: Sequence[str]) -> Sentence:
        """A user's sentence, checked against the citations with these ids, each alone and all together.

        Its `citations` are the places, from 1, of those that bear it; if none does, `faults` are those of the nearest.
        Raises NotFound for an unknown id and Gone for one whose report has left, as `citation` does.
        """
        cited = [self.citation(citation_id) for citation_id in citation_ids]
        return borne_by(
            sentence, [(one.quote, Reported(one.title, one.published, one.province)) for one in cited]
        )

    def _pieces(self, requests: Iterator[Request]) -> Iterator[dict[str, Any]]:
        """Each request's events and, last, its answer, as chunks that LangChain can add up."""
        from langchain_core.runnables.utils import AddableDict

        for request in requests:
            answering = self._answering(request)
            while True:
                try:
                    yield AddableDict(events=[next(answering)])
                except StopIteration as done:
                    yield AddableDict(answer=done.value)
                    break

    async def _awaited(self, requests: AsyncIterator[Request]) -> AsyncIterator[dict[str, Any]]:
        """The same for an event loop, which must not wait: each step is taken in a thread."""
        async for request in requests:
            pieces = self._pieces(iter((request,)))
            while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
                yield piece

    def _answering(self, request: Request) -> Generator[Event, None, Answer]:
        """The story of an answer: understand, search, read or write, verify."""
        started = time.perf_counter()
        question = understand(request.question, request.history, request.language)
        if self._model and not request.quotes_only and not request.fault:
            return (yield from self._by_model(self._model, question, request, started))
        yield start_of(question)
        if asked := comparison(question):
            answer = _told(self._compared(question, asked, request, started), question, request.fault)
            yield from events(answer)
            yield Event("done", answer.to_json())
            return answer
        hits, reports = self._found(question, request)
        searched = time.perf_counter()
        answering = self._answered(question, hits, reports, request, fault=request.fault)
        answer = yield from _within(answering, question, request.filters)
        answer = replace(answer, index_version=self.index.version, timings=timings(started, searched))
        yield Event("done", answer.to_json())
        return answer

    def _by_model(
        self, model: "BaseChatModel", question: Question, request: Request, started: float
    ) -> Generator[Event, None, Answer]:
        """The story of an answer with a model: join one already being written for the same question, or begin one.

        All who ask the same at the same moment read the same events; only the first is told what they cost.
        """
        key = self._key(question, request)
        flight, begun = self._flights.join(key, lambda: self._made(model, question, request, started, key))
        answer, paid = yield from flight.read()
        if not (begun and paid):
            answer = replace(answer, timings=timings(started, time.perf_counter()) | Spent().timings())
        yield Event("done", answer.to_json())
        return answer

    def _made(
        self, model: "BaseChatModel", question: Question, request: Request, started: float, key: Hashable
    ) -> Generator[Event, None, tuple[Answer, bool]]:
        """An answer with a model: remembered, or searched, written and verified; and whether it was made now."""
        if known := self._remembered.get(key):
            yield from known[1]
            return known[0], False
        spent = Spent(self._pulse)
        told: list[Event] = []
        question, fault = self._reworded(model, question, request, spent)
        parts, fault = ((), fault) if fault else self._parts(model, question, spent)
        told.append(start_of(question))
        yield told[0]
        hits, reports = (
            self._found_each(parts, question, request) if parts else self._found(question, request)
        )
        searched = time.perf_counter()
        asking = _Asking(model, spent, bool(parts), fault)
        answering = self._answered(question, hits, reports, request, asking)
        answering = _within(answering, question, request.filters)
        while True:
            try:
                event = next(answering)
            except StopIteration as done:
                answer: Answer = done.value
                break
            told.append(event)
            yield event
        took = timings(started, searched) | spent.timings()
        answer = replace(answer, index_version=self.index.version, timings=took)
        # quotes that stand in for a model that failed are no answer of its
        if answer.model and key == self._key(question, request):
            self._remembered.put(key, answer, told)
        return answer, True

    def _key(self, question: Question, request: Request) -> Hashable:
        """What an answer by a model depends on."""
        turns = tuple((turn.question, turn.answer) for turn in request.history)
        asked = (question.asked_as, turns, request.filters, request.k, request.language)
        return (*asked, self.index.version, self.model_name, prompts.digest())

    def _reworded(
        self, model: "BaseChatModel", question: Question, request: Request, spent: Spent
    ) -> tuple[Question, ModelFault | None]:
        """A follow-up question in the model's stand-alone wording, if the model gives one."""
        if not leans(question.asked_as, request.history):
            return question, None
        try:
            alone = writer.standalone(question.asked_as, request.history, model, question.language, spent)
        except ModelFault as fault:
            return question, fault
        if alone == question.asked_as:
            return question, None
        return understand(request.question, request.history, request.language, alone), None

    def _parts(
        self, model: "BaseChatModel", question: Question, spent: Spent
    ) -> tuple[tuple[str, ...], ModelFault | None]:
        """The questions that a comparison consists of, by its table or else the model; none for a plain question."""
        if asked := comparison(question):
            return tuple(text for row in asked.cells for text in row), None
        if not compares(question):
            return (), None
        try:
            return writer.parts(question.text, model, question.language, spent), None
        except ModelFault as fault:
            return (), fault

    def _found_each(
        self, parts: Sequence[str], question: Question, request: Request
    ) -> tuple[list[Hit], Reports]:
        """The passages for each part of a question in turn, the best of each first, and their reports."""
        found = [
            self.passages(understand(part, language=question.language), request.k, request.filters)
            for part in parts
        ]
        hits: dict[str, Hit] = {}
        for row in zip_longest(*found):
            hits |= {hit.passage_id: hit for hit in row if hit and hit.passage_id not in hits}
        kept = list(hits.values())[:_PASSAGES_OF_PARTS]
        reports = self._reports(kept)
        return [hit for hit in kept if hit.report_id in reports], reports

    def _answered(
        self,
        question: Question,
        hits: Sequence[Hit],
        reports: Reports,
        request: Request,
        asking: "_Asking | None" = None,
        fault: ModelFault | None = None,
    ) -> Generator[Event, None, Answer]:
        """The answer with its events, by a model or else by quotes; `fault` tells why no model is asked."""
        if not is_readable(question.text):
            return compose.refused(question, "language_not_supported")
        if self.index.count and asks_for_stock(question):
            return compose.told_of_store(question, Stock.of(self.index.cards(), question))
        if not hits:
            return compose.refused(question, self._why_nothing(request.filters))
        if asking:
            try:
                return (yield from self._written(question, hits, reports, asking))
            except ModelFault as failed:
                fault = failed
        answer = _told(self._read(question, hits, reports), question, fault)
        yield from events(answer)
        return answer

    def _written(
        self, question: Question, hits: Sequence[Hit], reports: Reports, asking: "_Asking"
    ) -> Generator[Event, None, Answer]:
        """The answer that the model writes from as many passages as it has room for; ModelFault if it cannot."""
        if asking.fault:
            raise asking.fault
        room = self._window or window(asking.model)
        chosen = packed(hits, room, " ".join(answer_prompt(question.text, question.language, (), "")))
        return (
            yield from written(
                question,
                chosen,
                reports.__getitem__,
                asking.model,
                self.model_name,
                asking.spent,
                asking.several,
            )
        )

    def _compared(self, question: Question, asked: Comparison, request: Request, started: float) -> Answer:
        """A comparison's answer by quotes: each cell's question searched and read by itself."""
        filled: list[list[Filled]] = []
        near: dict[str, Report] = {}
        for row in asked.cells:
            filled.append([])
            for text in row:
                cell = understand(text, language=question.language)
                hits, reports = self._found(cell, request)
                near |= {report_id: reports[report_id] for report_id in nearest(hits)[:1]}
                filled[-1].append((cell, self._reading(cell, hits, reports)))
        answer = (
            compared(question, asked, filled, tuple(near.values())[:3])
            if near
            else compose.refused(question, self._why_nothing(request.filters))
        )
        return replace(answer, index_version=self.index.version, timings=timings(started, started))

    def _why_nothing(self, filters: Filters | None) -> str:
        """Why a search gave no passage at all, as a refusal's code."""
        if not self.index.count:
            return "store_empty"
        return "filters_leave_nothing" if leave_nothing(self.index, filters or Filters()) else "nothing_found"

    def _found(self, question: Question, request: Request) -> tuple[list[Hit], Reports]:
        """The passages to read for a question, and their reports."""
        hits = self.passages(question, request.k, request.filters)
        reports = self._reports(hits)
        return [hit for hit in hits if hit.report_id in reports], reports

    def _reading(self, question: Question, hits: Sequence[Hit], reports: Reports) -> Reading:
        """What the passages say, without a model."""
        return read(question, hits, reports.__getitem__, self.weight(question), self._threshold)

    def _read(self, question: Question, hits: Sequence[Hit], reports: Reports) -> Answer:
        """The answer by quotes alone."""
        reading = self._reading(question, hits, reports)
        if reading.excerpt:
            return compose.quoted(question, reading)
        if reading.meant:
            return compose.refused(question, "unclear_which", reading.meant)
        near = [reports[report_id] for report_id in nearest(hits)]
        return compose.refused(question, reading.reason or "not_in_reports", near, reading.kept_out)

    def _reports(self, hits: Sequence[Hit]) -> Reports:
        """The hits' reports by id, held for one answer; one that left the store meanwhile is left out."""
        reports: dict[str, Report] = {}
        for report_id in dict.fromkeys(hit.report_id for hit in hits):
            with suppress(Gone):
                reports[report_id] = self.index.report(report_id)
        return reports


@dataclass(frozen=True, slots=True)
class _Asking:
    """How a model is asked: what it has cost, whether the question compares, and how the model has failed before."""

    model: "BaseChatModel"
    spent: Spent
    several: bool
    fault: ModelFault | None


def _told(answer: Answer, question: Question, fault: ModelFault | None) -> Answer:
    """The answer with a notice of why no model wrote it, if one should have."""
    if not fault:
        return answer
    said = notice("model_failed", question, fault=fault.message(question.language))
    return replace(answer, notices=(*answer.notices, said))


def _within(
    answering: Generator[Event, None, Answer], question: Question, filters: Filters | None
) -> Generator[Event, None, Answer]:
    """The answer with its events; a refusal says that filters are set, where they may be the reason."""
    answer = yield from answering
    if not answer.refusal or filters in (None, Filters()) or answer.refusal.code not in _OF_REPORTS:
        return answer
    said = notice("filtered", question)
    yield Event("notice", asdict(said))
    return replace(answer, notices=(*answer.notices, said))


def _no_citation(citation_id: str) -> NotFound:
    """No citation with that id was ever given by this store."""
    return NotFound(
        "citation_not_found",
        f"Kho không có trích dẫn “{citation_id}”. Hãy kiểm tra lại mã, hoặc hỏi lại câu hỏi.",
        f"The store knows no citation “{citation_id}”. Check the id, or ask the question again.",
        "id",
    )
