"""Answer, Sentence, Citation, Refusal: the values that travel from the assistant to whoever shows them.

Their JSON is the contract of page, API and command line. Nothing here decides anything.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["answered", "partial", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: the report's text at [start:end] is `quote`, character for character."""

    number: int
    id: str
    report_id: str
    key: str
    file: str | None
    title: str | None
    source: str | None
    url: str | None
    published: str | None
    event_date: str | None
    province: str | None
    origin: str
    page: int | None
    quote: str
    start: int
    end: int
    before: str
    after: str
    score: float

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands: the report, and from where to where in its text."""
        return self.report_id, self.start, self.end


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing a sentence says that its cited quote does not bear."""

    kind: str
    in_sentence: str
    in_quote: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, without marks; `citations` are the numbers that bear it.

    `verified` is None for a framing line, which cites nothing and claims nothing. `span`, if it is clear, is where
    in the text of the report cited first the very words stand that answer; it lies in the quote.
    """

    text: str
    citations: tuple[int, ...] = ()
    verified: bool | None = None
    faults: tuple[Fault, ...] = ()
    span: tuple[int, int] | None = None

    @classmethod
    def of(cls, shape: Mapping[str, Any]) -> "Sentence":
        """The sentence with this published shape."""
        span = shape.get("span")
        return cls(
            shape["text"],
            tuple(shape["citations"]),
            shape["verified"],
            tuple(Fault(**fault) for fault in shape["faults"]),
            (span[0], span[1]) if span else None,
        )


@dataclass(frozen=True, slots=True)
class Nearest:
    """A report close to a question that no report answers."""

    report_id: str
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: a code a program can trust, a sentence, and the reports that come nearest."""

    code: str
    message: str
    nearest: tuple[Nearest, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another value for the same thing: a draft, an older report, or one that differs."""

    kind: Literal["draft", "older", "other_value"]
    report_id: str
    title: str | None
    published: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know beside the answer."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a comparison: the words that answer and the number of the citation that bears them, or neither."""

    text: str | None
    citation: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared, with a cell for each column."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison; `columns` is one empty label where nothing but the rows is compared."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, shape: Mapping[str, Any]) -> "Table":
        """The table with this published shape."""
        rows = (Row(row["label"], tuple(Cell(**cell) for cell in row["cells"])) for row in shape["rows"])
        return cls(tuple(shape["columns"]), tuple(rows))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered, partly answered or refused question; `to_json` is its published shape."""

    question: str
    standalone_question: str
    status: Status
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    refusal: Refusal | None = None
    alternatives: tuple[Alternative, ...] = ()
    notices: tuple[Notice, ...] = ()
    as_of: str | None = None
    confidence: float = 0.0
    model: str | None = None
    table: Table | None = None
    index_version: str = ""
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentences in order, each followed by its marks; the refusal's message when refused."""
        if self.refusal:
            return self.refusal.message
        return " ".join(marked(sentence) for sentence in self.sentences)

    @classmethod
    def of(cls, shape: Mapping[str, Any]) -> "Answer":
        """The answer with this published shape; the inverse of `to_json`."""
        refusal, table = shape["refusal"], shape.get("table")
        return cls(
            shape["question"],
            shape["standalone_question"],
            shape["status"],
            tuple(Sentence.of(sentence) for sentence in shape["sentences"]),
            tuple(Citation(**citation) for citation in shape["citations"]),
            Refusal(**{**refusal, "nearest": tuple(Nearest(**near) for near in refusal["nearest"])})
            if refusal
            else None,
            tuple(Alternative(**other) for other in shape["alternatives"]),
            tuple(Notice(**notice) for notice in shape["notices"]),
            shape["as_of"],
            shape["confidence"],
            shape["model"],
            Table.of(table) if table else None,
            shape["index_version"],
            dict(shape["timings"]),
        )

    def to_json(self) -> dict[str, Any]:
        """The published shape (see README, "How to integrate")."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "status": self.status,
            "answer": self.text,
            "refusal": asdict(self.refusal) if self.refusal else None,
            "sentences": [asdict(sentence) for sentence in self.sentences],
            "citations": [asdict(citation) for citation in self.citations],
            "alternatives": [asdict(alternative) for alternative in self.alternatives],
            "notices": [asdict(notice) for notice in self.notices],
            "as_of": self.as_of,
            "confidence": round(self.confidence, 3),
            "model": self.model,
            "table": asdict(self.table) if self.table else None,
            "index_version": self.index_version,
            "timings": self.timings,
        }


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a streamed answer, named as the API's server-sent events are.

    `start` {} · `delta` {sentence, text} provisional · `sentence` {sentence, text, citations, verified, faults}
    final, replacing that sentence's deltas · `citation` a citation · `notice` · `done` the whole answer.
    """

    name: Literal["start", "delta", "sentence", "citation", "notice", "done"]
    data: dict[str, Any]


def marked(sentence: Sentence) -> str:
    """The sentence followed by its citation marks: "… năm 2023. [1][2]"."""
    marks = "".join(f"[{number}]" for number in sentence.citations)
    return f"{sentence.text} {marks}" if marks else sentence.text


def citation_id(report_id: str, start: int, end: int) -> str:
    """The citation's id, derived from these three alone, and back from it by `parse_citation_id`."""
    return f"{report_id}-{start}-{end}"
