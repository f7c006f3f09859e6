"""Shapes: the API's answers as the OpenAPI file describes them; they are made elsewhere."""

from typing import Any, NotRequired

from typing_extensions import TypedDict

from assistant.answer import Alternative, Citation, Fault, Notice, Refusal, Sentence, Status, Table
from index import Hit


class AnswerShape(TypedDict):
    """One answer; see `assistant/answer.py`."""

    question: str
    standalone_question: str
    status: Status
    answer: str
    refusal: Refusal | None
    sentences: list[Sentence]
    citations: list[Citation]
    alternatives: list[Alternative]
    notices: list[Notice]
    as_of: str | None
    confidence: float
    model: str | None
    table: Table | None
    index_version: str
    timings: dict[str, float]


class HitsShape(TypedDict):
    """Passages, best first; `notices` only where no report fits the filters."""

    hits: list[Hit]
    notices: NotRequired[list[Notice]]


class ResultShape(TypedDict):
    """What came of one claim; `id` is the claim's own."""

    id: Any
    verified: bool
    faults: list[Fault]


class ResultsShape(TypedDict):
    """What came of the claims, in their order."""

    results: list[ResultShape]


class FoundShape(TypedDict):
    """A quote found for a sentence, and what of the sentence it does not bear."""

    citation: Citation
    faults: list[Fault]


class CheckedShape(TypedDict):
    """A sentence; `verdict` is borne, contradicted, disputed (some bear it, some say otherwise) or not_found."""

    sentence: str
    verdict: str
    bears: list[FoundShape]
    contradicts: list[FoundShape]
    near: list[FoundShape]


class LookupShape(TypedDict):
    """Each sentence of the statement, in order; `notices` only where no report fits the filters."""

    sentences: list[CheckedShape]
    notices: NotRequired[list[Notice]]


class AboutShape(TypedDict):
    """What is active; `model` is null if answers are only quotes, `reranker` if no cross-encoder is set."""

    version: str
    embedding: str
    is_bundled_embedding: bool
    reranker: str | None
    model: str | None
    reports: int
    passages: int
    has_samples_only: bool
    store_bytes: int
    original_bytes: int
    folder: str | None
    reads_scans: bool
    reads_old_office: bool


class ReportShape(TypedDict):
    """A report without its text."""

    report_id: str
    key: str
    file: str | None
    title: str | None
    source: str | None
    url: str | None
    published: str | None
    event_date: str | None
    province: str | None
    pages: int | None
    origin: str
    number: str | None
    type: str | None
    signer: str | None
    status: str | None
    converted: str | None
    ocr_pages: list[int]
    found: dict[str, Any]


class OriginalShape(TypedDict):
    """The file that a report was read from; `has_pages` tells whether its pages are available as pictures."""

    media_type: str
    size: int
    has_pages: bool


class WholeReportShape(ReportShape):
    """A report with its text; `original` is null if its file is not kept."""

    text: str
    original: OriginalShape | None


class BoxShape(TypedDict):
    """A box on a page, from its upper left corner, in shares of its width and height."""

    left: float
    top: float
    right: float
    bottom: float


class MarksShape(TypedDict):
    """Where a quote stands on a page, of `pages` in all; `found` is the share of its letters that were found there."""

    page: int
    pages: int
    boxes: list[BoxShape]
    found: float


class ReportsShape(TypedDict):
    """A page of reports; `next` is the cursor of the next one, null at the end."""

    reports: list[ReportShape]
    next: str | None
    total: int
    matching: int


class RemovedShape(TypedDict):
    """The ids that were removed, and until when (ISO, UTC) that can be undone."""

    removed: list[str]
    undo_until: str | None


class NamedShape(TypedDict):
    """A report that was added: the encodings it was converted from, and the pages read from pictures."""

    report_id: str
    key: str
    file: str | None
    converted: str | None
    ocr_pages: list[int]


class RefusedShape(TypedDict):
    """A file or line that was not added."""

    file: str
    code: str
    message: str


class AddedShape(TypedDict):
    """What came of an upload."""

    added: list[NamedShape]
    unchanged: list[NamedShape]
    replaced: list[NamedShape]
    refused: list[RefusedShape]
    notices: list[Notice]


class ProgressShape(TypedDict):
    """The parts read so far, how many there are if that is known, and the reports found in them."""

    done: int
    total: int | None
    reports: int


class ErrorShape(TypedDict):
    """Why a task failed."""

    code: str
    message: str
    param: str | None


class TaskShape(TypedDict):
    """An upload's task; `status` is queued, running, done, failed or stopped."""

    task_id: str
    status: str
    progress: ProgressShape
    created: str
    updated: str
    result: AddedShape | None
    error: ErrorShape | None


class FacetShape(TypedDict):
    """A value and how many reports have it."""

    value: str
    count: int


class FacetsShape(TypedDict):
    """What reports can be filtered by, each value with its count, most frequent first."""

    total: int
    province: list[FacetShape]
    source: list[FacetShape]
    type: list[FacetShape]
    status: list[FacetShape]
    year: list[FacetShape]
    month: list[FacetShape]


class FeedbackShape(TypedDict):
    """The id that feedback is kept under."""

    feedback_id: str


class UseShape(TypedDict):
    """How often a caller used something on a day."""

    day: str
    caller: str
    what: str
    count: int


class UsageShape(TypedDict):
    """Use by day."""

    usage: list[UseShape]


STREAMED: dict[str, Any] = {
    "description": "The answer, or its events",
    "content": {
        "text/event-stream": {
            # events are no JSON text, which is all that 3.1 can describe
            "schema": {},
            "example": 'event: start\ndata: {"question": "…"}\nid: 4be1a60f2a2fd1d0.1\n\n',
        }
    },
}


class ModelShape(TypedDict):
    """A model, as OpenAI lists it."""

    id: str
    object: str
    created: int
    owned_by: str


class ModelsShape(TypedDict):
    """The models."""

    object: str
    data: list[ModelShape]


class WhereShape(TypedDict):
    """Where in the text a source is marked, and which source it is."""

    start_index: int
    end_index: int
    url: str
    title: str


class AnnotationShape(TypedDict):
    """A source, as OpenAI annotates it."""

    type: str
    url_citation: WhereShape


class ChatMessageShape(TypedDict):
    """The answer as a message."""

    role: str
    content: str
    refusal: str | None
    annotations: list[AnnotationShape]


class ChoiceShape(TypedDict):
    """The one choice."""

    index: int
    message: ChatMessageShape
    finish_reason: str
    logprobs: None


class TokensShape(TypedDict):
    """Token counts, which are always 0."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatShape(TypedDict):
    """A completion; `trich` is the answer in its own shape."""

    id: str
    object: str
    created: int
    model: str
    choices: list[ChoiceShape]
    usage: TokensShape
    trich: AnswerShape
