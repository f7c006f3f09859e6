"""Assistant: a question in, a cited answer out. The page, the API and the command line all take this one path."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant import compose, writer
from assistant.answer import Answer, Citation, Event, Notice, Sentence
from assistant.followup import Turn
from assistant.overlap import translated, wanted_words, weights
from assistant.question import Question, is_foreign, is_readable, understand
from assistant.quote import cite, parse_citation_id
from assistant.reader import nearest, read
from assistant.wording import notice
from index import Filters, Hit, Index
from index.errors import Gone, ModelFault, NotFound
from index.report import Report

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

# Passages to read: past these a right sentence was rarely found, and each costs reading time.
_PASSAGES = 12

Reports = Mapping[str, Report]


@dataclass(frozen=True, slots=True)
class Request:
    """What one answer is asked with; `k` is how many passages are read."""

    question: str
    history: tuple[Turn, ...] = ()
    filters: Filters | None = None
    k: int = _PASSAGES
    language: str | None = None

    @classmethod
    def of(cls, given: "str | dict[str, Any] | Request") -> "Request":
        """A request from a plain question or from a runnable's input."""
        if isinstance(given, Request):
            return given
        fields: dict[str, Any] = {"question": given} if isinstance(given, str) else dict(given)
        turns = (turn if isinstance(turn, Turn) else Turn(turn) for turn in fields.pop("history", None) or ())
        return cls(
            history=tuple(turns), **{name: value for name, value in fields.items() if value is not None}
        )


class Assistant:
    """Answers from one index, with a chat model or, without one, by quotes alone."""

    def __init__(self, index: Index, model: "BaseChatModel | None" = None, model_name: str = "") -> None:
        self.index = index
        self.model_name = model_name
        self._model = model

    @classmethod
    def over(cls, index: Index, llm: str = "", llm_base_url: str = "") -> "Assistant":
        """An assistant over an open index with the chat model `provider:model`; quotes only when `llm` is empty.

        Raises ModelFault when the model's provider cannot be loaded.
        """
        return cls(index, writer.load_model(llm, llm_base_url) if llm else None, llm)

    def as_runnable(self) -> "Runnable[Any, dict[str, Any]]":
        """The whole path as a LangChain runnable.

        Takes a question, or {"question", "history"?, "filters"?, "k"?, "language"?} (history: questions or
        `Turn`s, filters: `Filters`). `stream` gives {"events": [Event]} as they come and last {"answer":
        Answer}; `invoke` gives both at once.
        """
        from langchain_core.runnables import RunnableGenerator, RunnableLambda

        return RunnableLambda(Request.of) | RunnableGenerator(self._pieces, self._awaited)

    def stream(self, question: str, **options: Any) -> Iterator[Event]:  # noqa: ANN401 - as `Request` takes
        """The answer's events as they come; the last is `done` with the whole answer. Options: see `answer`."""
        for piece in self.as_runnable().stream({"question": question, **options}):
            yield from piece.get("events", ())

    def answer(self, question: str, **options: Any) -> Answer:  # noqa: ANN401 - as `Request` takes
        """The whole answer. Options: history, filters, k, language.

        Raises BadInput for what is no question, StoreFault when the store cannot be searched.
        """
        reply: Answer = self.as_runnable().invoke({"question": question, **options})["answer"]
        return reply

    def passages(self, question: Question, k: int = _PASSAGES, filters: Filters | None = None) -> list[Hit]:
        """The passages to read for a question, best first; an English one is searched in Vietnamese as well."""
        wording = question.text
        if is_foreign(question):
            wording = f"{wording} {translated(question)}"
        return self.index.search(wording, k=k, filters=filters)

    def weight(self, question: Question) -> Callable[[str], float]:
        """How much each folded word of the question tells apart in this store."""
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
        """The same for who must not wait: each step is taken in a thread."""
        async for request in requests:
            pieces = self._pieces(iter((request,)))
            while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
                yield piece

    def _answering(self, request: Request) -> Generator[Event, None, Answer]:
        """The story of an answer: understand, search, read or write, verify."""
        started = time.perf_counter()
        question = understand(request.question, request.history, request.language)
        yield Event("start", {"question": question.asked_as, "standalone_question": question.text})
        hits = self.passages(question, request.k, request.filters)
        reports = self._reports(hits)
        hits = [hit for hit in hits if hit.report_id in reports]
        searched = time.perf_counter()
        answer = yield from self._answered(question, hits, reports)
        timings = {
            "search_ms": round((searched - started) * 1000, 1),
            "answer_ms": round((time.perf_counter() - searched) * 1000, 1),
            "total_ms": round((time.perf_counter() - started) * 1000, 1),
        }
        answer = replace(answer, index_version=self.index.version, timings=timings)
        yield Event("done", answer.to_json())
        return answer

    def _answered(
        self, question: Question, hits: Sequence[Hit], reports: Reports
    ) -> Generator[Event, None, Answer]:
        """The answer by a model where there is one, else by quotes, with its events."""
        if not is_readable(question.text):
            return compose.refused(question, "language_not_supported")
        if not hits:
            return compose.refused(question, "nothing_found" if self.index.count else "store_empty")
        fallen_back: Notice | None = None
        if self._model:
            try:
                return (yield from self._written(question, hits, reports))
            except ModelFault as fault:
                fallen_back = notice("model_failed", question, fault=fault.message(question.language))
        answer = self._read(question, hits, reports)
        if fallen_back:
            answer = replace(answer, notices=(*answer.notices, fallen_back))
        for citation in answer.citations:
            yield Event("citation", asdict(citation))
        for number, sentence in enumerate(answer.sentences):
            yield _sentence_event(number, sentence)
        for said in answer.notices:
            yield Event("notice", asdict(said))
        return answer

    def _read(self, question: Question, hits: Sequence[Hit], reports: Reports) -> Answer:
        """The answer by quotes alone."""
        reading = read(question, hits, reports.__getitem__, self.weight(question))
        if reading.excerpt:
            return compose.quoted(question, reading)
        near = [reports[report_id] for report_id in nearest(hits)]
        return compose.refused(question, reading.reason or "not_in_reports", near, reading.kept_out)

    def _written(
        self, question: Question, hits: Sequence[Hit], reports: Reports
    ) -> Generator[Event, None, Answer]:
        """The answer a model writes, each sentence held against the quotes it cites before it is final."""
        assert self._model is not None
        sources = [_source(number, hit, reports[hit.report_id]) for number, hit in enumerate(hits, 1)]
        given: list[Sentence] = []
        citations: list[Citation] = []
        for piece in writer.write(question.text, question.language, sources, self._model):
            if isinstance(piece, writer.NotAnswered):
                near = [reports[report_id] for report_id in nearest(hits)]
                return replace(compose.refused(question, "not_in_reports", near), model=self.model_name)
            if isinstance(piece, writer.Delta):
                yield Event("delta", {"sentence": piece.sentence, "text": piece.text})
                continue
            sentence, added = compose.supported(piece, hits, reports.__getitem__, citations)
            citations += added
            given.append(sentence)
            for citation in added:
                yield Event("citation", asdict(citation))
            yield _sentence_event(piece.sentence, sentence)
        answer = compose.written(question, self.model_name, given, citations, reports.__getitem__)
        for said in answer.notices:
            yield Event("notice", asdict(said))
        return answer

    def _reports(self, hits: Sequence[Hit]) -> Reports:
        """The hits' reports by id, held for one answer; one that left the store meanwhile is left out."""
        reports: dict[str, Report] = {}
        for report_id in dict.fromkeys(hit.report_id for hit in hits):
            with suppress(Gone):
                reports[report_id] = self.index.report(report_id)
        return reports


def _source(number: int, hit: Hit, report: Report) -> writer.Source:
    """A passage as the model is given it."""
    return writer.Source(
        number, report.title, report.published or report.event_date, report.province, hit.text
    )


def _sentence_event(number: int, sentence: Sentence) -> Event:
    """A final sentence as an event; `sentence` counts from 0, as the deltas do."""
    return Event("sentence", {"sentence": number, **asdict(sentence)})


def _no_citation(citation_id: str) -> NotFound:
    """No citation with that id was ever given by this store."""
    return NotFound(
        "citation_not_found",
        f"Kho không có trích dẫn “{citation_id}”. Hãy kiểm tra lại mã, hoặc hỏi lại câu hỏi.",
        f"The store knows no citation “{citation_id}”. Check the id, or ask the question again.",
        "id",
    )
