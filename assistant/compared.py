"""Compared: a comparison as one answer with a table, a citation per cell; empty cells are reported as such. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answer import Alternative, Answer, Cell, Citation, Notice, Row, Sentence, Table
from assistant.compose import quoted, refused
from assistant.question import Question
from assistant.reader import Reading
from assistant.understanding.comparing import Comparison
from assistant.wording import labelled, unfilled
from index.report import Report

# A cell's question, and what was read for it.
Filled = tuple[Question, Reading]


def compared(
    question: Question, asked: Comparison, filled: Sequence[Sequence[Filled]], near: Sequence[Report] = ()
) -> Answer:
    """The answer of a comparison; `filled` has what was read for each cell, row by row, `near` the
    nearest reports.

    Partial where a cell is empty, refused where all are.
    """
    pieces = [[_piece(*cell) for cell in cells] for cells in filled]
    given = [piece for cells in pieces for piece in cells if piece]
    if not given:
        reading = filled[0][0][1]
        return refused(question, reading.reason or "not_in_reports", near, reading.kept_out)
    citations: list[Citation] = []
    sentences: list[Sentence] = []
    rows: list[Row] = []
    for label, cells in zip(asked.rows, pieces, strict=True):
        row = []
        for column, piece in zip(asked.columns, cells, strict=True):
            name = f"{label}, {column}" if column else label
            if piece is None:
                sentences.append(Sentence(unfilled(question, name)))
                row.append(Cell(None, None))
                continue
            number = _numbered(citations, piece.citations[0])
            framing, quote = piece.sentences
            sentences += [Sentence(labelled(name, framing.text)), replace(quote, citations=(number,))]
            row.append(Cell(_words(quote, piece.citations[0]), number))
        rows.append(Row(label, tuple(row)))
    whole = len(given) == len(asked.rows) * len(asked.columns)
    return Answer(
        question=question.asked_as,
        standalone_question=question.text,
        status="answered" if whole and all(piece.status == "answered" for piece in given) else "partial",
        sentences=tuple(sentences),
        citations=tuple(citations),
        alternatives=_each_once(piece.alternatives for piece in given),
        notices=_by_code(piece.notices for piece in given),
        as_of=max((piece.as_of for piece in given if piece.as_of), default=None),
        confidence=min(piece.confidence for piece in given),
        table=Table(asked.columns, tuple(rows)),
    )


def _piece(question: Question, reading: Reading) -> Answer | None:
    """One cell's own answer, by one quote; None if nothing answers."""
    return quoted(question, replace(reading, items=(), second=None)) if reading.excerpt else None


def _numbered(citations: list[Citation], citation: Citation) -> int:
    """The number of a citation among those given so far; a new one is added to them."""
    for known in citations:
        if known.id == citation.id:
            return known.number
    citations.append(replace(citation, number=len(citations) + 1))
    return len(citations)


def _words(sentence: Sentence, citation: Citation) -> str:
    """The words of a quote that answer, or the whole quote if they are not known."""
    if sentence.span is None:
        return citation.quote
    start, end = sentence.span
    return citation.quote[start - citation.start : end - citation.start]


def _each_once(alternatives: Iterable[Sequence[Alternative]]) -> tuple[Alternative, ...]:
    """Alternatives of several cells, each once."""
    return tuple(dict.fromkeys(one for some in alternatives for one in some))


def _by_code(notices: Iterable[Sequence[Notice]]) -> tuple[Notice, ...]:
    """Notices of several cells, one of each code."""
    return tuple({one.code: one for some in notices for one in some}.values())
