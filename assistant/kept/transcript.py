"""Transcript: a conversation to download: each question, its answer, and its citations written out. Pure.

Both forms are made from `blocks`: Markdown here, Word in `word_file.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Alternative, Answer, Cell, Sentence, Table, marked
from assistant.kept.exchange import Exchange
from assistant.quote import displayed
from assistant.wording import citation_line, shown_date

Kind = Literal["title", "question", "said", "quote", "item", "unverified", "note", "citation", "table"]
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+|~$&])")
# What Markdown takes for a list where a line begins so.
_OPENING = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-=])")
_UNVERIFIED = {"vi": "chưa được trích dẫn chứng thực", "en": "not borne out by its citation"}
_NO_CELL = {"vi": "không có trong kho báo cáo", "en": "not in the reports"}
_OTHER = {
    "vi": {
        "draft": "Bản dự thảo nêu khác",
        "older": "Báo cáo cũ hơn nêu khác",
        "other_value": "Báo cáo khác nêu khác",
    },
    "en": {
        "draft": "The draft says otherwise",
        "older": "An older report says otherwise",
        "other_value": "Another report says otherwise",
    },
}
_STOPPED = {"vi": "Câu trả lời đã bị dừng giữa chừng.", "en": "The answer was stopped half way."}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph and its kind; a table has rows of cells instead, the first of them its head."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(title: str, exchanges: Sequence[Exchange], language: str = "vi") -> Iterator[Block]:
    """The paragraphs of a conversation, in order; `language` is that of the few words we add."""
    yield Block("title", title)
    for exchange in exchanges:
        yield Block("question", exchange.question)
        if exchange.answer:
            yield from _answer(exchange.answer, language)
        elif exchange.failure:
            yield Block("note", exchange.failure)
        else:
            yield from (_sentence(one, (), language) for one in (exchange.sentences or {}).values())
            yield Block("note", _STOPPED[language])


def markdown(title: str, exchanges: Sequence[Exchange], language: str = "vi") -> str:
    """The conversation as Markdown; no word of a question or report is taken for markup."""
    parts = {"title": "# {}", "question": "## {}", "quote": "> {}", "item": "- {}", "note": "*{}*"}
    lines = []
    for block in blocks(title, exchanges, language):
        if block.rows:
            lines.append(_piped(block.rows))
        else:
            lines.append(parts.get(block.kind, "{}").format(_on_one_line(block.text)))
    return "\n\n".join(lines) + "\n"


def as_text(answer: Answer) -> str:
    """An answer as one pastes it into a memo: its text, then a line for each citation.

    A comparison's cells stand between tabs, which a table program takes for columns.
    """
    lines = [f"[{citation.number}] {citation_line(citation)}" for citation in answer.citations]
    rows = ["\t".join(row) for row in _rows(answer.table, "vi")] if answer.table else [answer.text]
    return "\n".join([*rows, *lines])


def _answer(answer: Answer, language: str) -> Iterator[Block]:
    """An answer's paragraphs."""
    if answer.refusal:
        yield Block("said", answer.refusal.message)
        for near in answer.refusal.nearest:
            dated = shown_date(near.published)
            yield Block("note", f"{near.title or near.report_id}{f' ({dated})' if dated else ''}")
    if answer.table:
        yield Block("table", rows=_rows(answer.table, language))
    else:
        quotes = tuple(displayed(citation.quote) for citation in answer.citations)
        is_list = any(notice.code == "list_read" for notice in answer.notices)
        yield from (_sentence(sentence, quotes, language, is_list) for sentence in answer.sentences)
    yield from (Block("note", notice.message) for notice in answer.notices)
    yield from (_alternative(other, language) for other in answer.alternatives)
    for citation in answer.citations:
        yield Block("citation", f"[{citation.number}] {citation_line(citation)}")


def _rows(table: Table, language: str) -> tuple[tuple[str, ...], ...]:
    """A comparison's head and rows, each cell with its mark; an empty one says so."""

    def shown(cell: Cell) -> str:
        """A cell on one line."""
        if cell.text is None:
            return _NO_CELL[language]
        return " ".join(f"{displayed(cell.text)} [{cell.citation}]".split())

    return (("", *table.columns), *((row.label, *map(shown, row.cells)) for row in table.rows))


def _alternative(other: Alternative, language: str) -> Block:
    """What another report says, and which."""
    dated = shown_date(other.published)
    where = f"{other.title or ''}{f' ({dated})' if dated else ''}"
    return Block("note", f"{_OTHER[language][other.kind]}: “{displayed(other.quote)}” — {where}")


def _sentence(sentence: Sentence, quotes: Sequence[str], language: str, is_list: bool = False) -> Block:
    """A sentence with its marks, which shows whether it is a quotation, an item of a list, or not verified."""
    if sentence.verified is False:
        return Block("unverified", f"{marked(sentence)} ({_UNVERIFIED[language]})")
    kind: Kind = "said" if sentence.text not in quotes else "item" if is_list else "quote"
    return Block(kind, marked(sentence))


def _piped(rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    head, *others = [f"| {' | '.join(map(_on_one_line, row))} |" for row in rows]
    return "\n".join([head, "|---" * len(rows[0]) + "|", *others])


def _on_one_line(text: str) -> str:
    """A paragraph's text in which Markdown sees no markup."""
    return " ".join(_escaped(text).split())


def _escaped(text: str) -> str:
    """Text in which Markdown sees no markup."""
    return _OPENING.sub(
        lambda found: f"{found[2]}\\{found[3]}" if found[2] else f"\\{found[5]}", _MARKUP.sub(r"\\\1", text)
    )
