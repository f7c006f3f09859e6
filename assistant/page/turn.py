"""Turn: one exchange as HTML: sentences with their marks and quotes, a refusal, a failure. Pure.

Every word of a question, a report or a model is escaped here, so that it is never anything but text.
"""

from collections.abc import Iterable, Sequence
from html import escape

from assistant.answer import Alternative, Answer, Cell, Citation, Notice, Refusal, Row, Sentence, Table
from assistant.kept.exchange import Exchange
from assistant.kept.transcript import as_text
from assistant.page.words import labelled, said
from assistant.quote import displayed
from assistant.wording import citation_line, shown_date
from index.vietnamese import fold

_HIDDEN = 'class="sr-only"'
_HEADING = 'class="status"'
_COPY = said("act.copy_short", attributes='aria-hidden="true"')

_STATUS = {
    "partial": "turn.partial",
    "refused": "turn.refused",
    "told": "turn.about_store",
    "failed": "turn.failed",
    "stopped": "turn.stopped",
}
_ALTERNATIVE = {"draft": "other.draft", "older": "other.older", "other_value": "other.value"}


def turn(exchange: Exchange, conversation_id: str = "", is_copy: bool = False, talk: int = 0) -> str:
    """The exchange as one article: the question, then whatever has come of its answer and what can be done with it.

    `is_copy` tells that this is an answer that somebody shared, as it stood then; `talk` is the number of its
    conversation on the page, by which the script hides turns of one that has been left.
    """
    busy = ' aria-busy="true"' if exchange.state == "asking" else ""
    kept = f' data-conversation="{escape(conversation_id)}"' if conversation_id and exchange.turn_id else ""
    copied = said("turn.copy_of", "p", 'class="shared-note"') if is_copy else ""
    return (
        f'<article class="turn" data-state="{exchange.state}" data-talk="{talk}"{kept}{busy}>{copied}'
        f'<h2 class="asked">{said("turn.question", attributes=_HIDDEN)}<span class="words">'
        f"{escape(exchange.question)}</span></h2>{_understood(exchange, is_copy)}"
        f"{_reply(exchange)}{_actions(exchange, is_copy)}{_following(exchange)}</article>"
    )


def _understood(exchange: Exchange, is_copy: bool) -> str:
    """The question as it was understood after the earlier ones, if it differs, and a button to ask it alone."""
    read = exchange.answer.standalone_question if exchange.answer else ""
    if not read or fold(read) == fold(" ".join(exchange.question.split())):
        return ""
    alone = "" if is_copy else " " + _act("turn.alone", f'data-alone="{escape(exchange.question)}"')
    return f'<p class="understood">{said("turn.understood", question=read)}{alone}</p>'


def _reply(exchange: Exchange) -> str:
    """What is shown under the question."""
    if exchange.state == "failed":
        return _box("failed", f'<p role="alert">{escape(exchange.failure)}</p>')
    if exchange.answer:
        return _answer(exchange.answer)
    shown = _so_far(exchange)
    if exchange.state == "stopped":
        return _box("stopped", shown or said("turn.stopped_early", "p"))
    waiting = said("turn.writing" if shown else "turn.waiting", "p", 'class="waiting"')
    return f'<div class="reply">{shown}{waiting}</div>'


def _actions(exchange: Exchange, is_copy: bool) -> str:
    """What a reader can do with a turn that has ended; only the last turn shows the buttons to ask again."""
    if exchange.state == "asking":
        return ""
    acts = []
    if exchange.answer:
        acts.append(_act("act.copy", f'data-copy="{escape(as_text(exchange.answer))}"'))
    if not is_copy:
        acts.append(_act("act.again", f'data-replace="{escape(exchange.question)}"', "anew"))
        acts.append(_act("act.edit", f'data-redo="{escape(exchange.question)}"', "anew"))
    if exchange.turn_id:
        acts.append(_act("act.share", f'data-share="{escape(exchange.turn_id)}"'))
        if exchange.answer:
            acts.append(_rating(exchange))
    return f'<div class="actions">{"".join(acts)}</div>' if acts else ""


def _act(key: str, data: str, kind: str = "") -> str:
    """One thing that can be done."""
    return said(key, "button", f'type="button" class="{f"act {kind}".strip()}" {data}')


def _rating(exchange: Exchange) -> str:
    """The two buttons that rate an answer; the script asks for a reason."""
    about = f'data-turn="{escape(exchange.turn_id)}"'
    good = said("rate.good", "button", f'type="button" class="act" data-rate="good" {about}')
    bad = said("rate.bad", "button", f'type="button" class="act" data-rate="bad" {about}')
    return f'<span class="rating" role="group" {labelled("label", "rate.group")}>{good}{bad}</span>'


def _following(exchange: Exchange) -> str:
    """Questions to go on with, each of which the store answers."""
    if not exchange.suggestions:
        return ""
    refused = exchange.answer and exchange.answer.refusal
    asked = "".join(
        # the question itself, refused for what it took over, is asked apart from what was asked before
        f'<li><button type="button" class="example" data-{"alone" if one == exchange.question else "ask"}='
        f'"{escape(one)}">{escape(one)}</button></li>'
        for one in exchange.suggestions
    )
    head = said("turn.instead" if refused else "turn.following", "h3")
    return f'<div class="following">{head}<ul class="examples">{asked}</ul></div>'


def _so_far(exchange: Exchange) -> str:
    """The sentences that have come, final ones and provisional ones in their order."""
    final, drafts = exchange.sentences or {}, exchange.drafts or {}
    said = "".join(
        _sentence(final[number], exchange.citations)
        if number in final
        else f'<p class="sentence provisional">{escape(drafts[number])}</p>'
        for number in sorted({*final, *drafts})
    )
    return said + "".join(map(_notice, exchange.notices))


def _answer(answer: Answer) -> str:
    """A whole answer or a refusal."""
    if answer.refusal:
        body = _refusal(answer.refusal) + "".join(map(_alternative, answer.alternatives))
        status = "told" if answer.refusal.code == "about_store" else "refused"
        return _box(status, body + "".join(map(_notice, answer.notices)))
    if answer.table:
        said_so = _table(answer.table, answer)
    else:
        said_so = "".join(_sentence(sentence, answer.citations) for sentence in answer.sentences)
    body = (
        said_so
        + "".join(map(_notice, answer.notices))
        + "".join(map(_alternative, answer.alternatives))
        + _sources(answer)
    )
    return _box(answer.status, body)


def _box(status: str, body: str) -> str:
    """A reply of one status, headed by the status in words unless it is a plain answer."""
    heading = said(_STATUS[status], "p", 'class="status"') if status in _STATUS else ""
    return f'<div class="reply {status}">{heading}{body}</div>'


def _table(table: Table, answer: Answer) -> str:
    """A comparison as rows and columns, each cell the words that answer with their quote and its mark."""
    named = any(table.columns)
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    head = f"<thead><tr><td></td>{heads}</tr></thead>" if named else ""
    rows = "".join(_row(row, table.columns, answer) for row in table.rows)
    caption = said("turn.compared", "caption", _HIDDEN)
    return f'<table class="compared">{caption}{head}<tbody>{rows}</tbody></table>'


def _row(row: Row, columns: Sequence[str], answer: Answer) -> str:
    """One thing compared, with its cells; each knows its column's name, which a phone shows beside it."""
    cells = "".join(
        f'<td data-column="{escape(column)}">{_cell(cell, answer)}</td>'
        for column, cell in zip(columns, row.cells, strict=True)
    )
    return f'<tr><th scope="row">{escape(row.label)}</th>{cells}</tr>'


def _cell(cell: Cell, answer: Answer) -> str:
    """One cell: the words that answer, and the quote that bears them if it is longer."""
    if cell.text is None:
        return said("turn.no_cell", attributes='class="no-cell"')
    for sentence in answer.sentences:
        if cell.citation in sentence.citations:
            words = displayed(cell.text)
            value = f'<p class="value">{escape(words)}</p>' if words != sentence.text else ""
            return value + _sentence(sentence, answer.citations)
    return escape(displayed(cell.text))


def _sentence(sentence: Sentence, citations: Sequence[Citation]) -> str:
    """One sentence: a framing line, a quotation or words borne by quotes, and whether it is verified."""
    if sentence.verified is None and not sentence.citations:
        return f'<p class="framing">{escape(sentence.text)}</p>'
    cited = [citation for citation in citations if citation.number in sentence.citations]
    marks = "".join(_mark(citation) for citation in cited)
    tail = f'<span class="marks">{marks}{_standing(sentence)}</span>'
    if any(displayed(citation.quote) == sentence.text for citation in cited):
        words = _pointed(sentence, cited[0])
        return f'<blockquote class="sentence quote"><p>{words}{tail}</p></blockquote>'
    unborne = "" if sentence.verified else " unverified"
    return f'<p class="sentence{unborne}">{escape(sentence.text)}{tail}</p>'


def _pointed(sentence: Sentence, citation: Citation) -> str:
    """The words of a quotation, with those that answer marked out if they are known."""
    text = sentence.text
    if sentence.span is None:
        return escape(text)
    start, end = (point - citation.start for point in sentence.span)
    before = displayed(citation.quote[:start])
    at = len(before) + (bool(before) and citation.quote[:start][-1].isspace())
    words = displayed(citation.quote[start:end])
    if not words or text[at : at + len(words)] != words:
        return escape(text)
    return f"{escape(text[:at])}<strong>{escape(words)}</strong>{escape(text[at + len(words) :])}"


def _mark(citation: Citation) -> str:
    """The button that opens the report at the quote; its name is exactly `[n]`.

    Its further data are what the script shows beside it: the quote, its report, its date.
    """
    page = f' data-page="{citation.page}"' if citation.page else ""
    return (
        f'<button type="button" class="cite" {_span(citation.report_id, citation.start, citation.end)}'
        f' data-quote="{escape(displayed(citation.quote))}" data-name="{escape(_name(citation))}"'
        f' data-dated="{escape(shown_date(citation.published or citation.event_date) or "")}"{page}>'
        f"[{citation.number}]</button>"
    )


def _span(report_id: str, start: int, end: int) -> str:
    """What the page's script needs to open a report at a quote; offsets count code points."""
    return f'data-report="{escape(report_id)}" data-start="{start}" data-end="{end}"'


def _standing(sentence: Sentence) -> str:
    """Whether the sentence is verified: a sign for the eye, words for a screen reader and on hover."""
    words = ", ".join(f"“{fault.in_sentence}”" for fault in sentence.faults if fault.in_sentence)
    if sentence.verified:
        sign, key, facts = "✓", "turn.verified", {}
    elif words:
        sign, key, facts = "!", "turn.unborne", {"words": words}
    else:
        sign, key, facts = "!", "turn.unverified", {}
    state = "verified" if sentence.verified else "not-verified"
    return (
        f'<span class="standing {state}" {labelled("title", key, **facts)}><span aria-hidden="true">{sign}</span>'
        f"{said(key, attributes=_HIDDEN, **facts)}</span>"
    )


def _sources(answer: Answer) -> str:
    """Each cited report on one line: its marks, title, publisher, date, place, and a button that copies it."""
    if not answer.citations:
        return ""
    of_report: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        of_report.setdefault(citation.report_id, []).append(citation)
    lines = "".join(
        f'<li data-numbers="{_numbers(cited)}">{_source(cited)}</li>' for cited in of_report.values()
    )
    return f'<ol class="sources" {labelled("label", "turn.sources")}>{lines}</ol>'


def _source(cited: Sequence[Citation]) -> str:
    """The report of some citations in one line."""
    citation = cited[0]
    facts: Iterable[str | None] = (
        citation.source,
        shown_date(citation.published or citation.event_date),
        citation.province,
    )
    shown = [escape(fact) for fact in facts if fact]
    if pages := list(dict.fromkeys(str(one.page) for one in cited if one.page)):
        shown.append(said("turn.page", number=", ".join(pages)))
    sample = " " + said("report.sample", attributes='class="badge"') if citation.origin == "sample" else ""
    lines = "\n".join(map(citation_line, cited))
    copied = f'type="button" class="act" data-copy="{escape(lines)}"'
    copy = f"<button {copied} {labelled('label', 'act.copy_cited', number=_numbers(cited))}>{_COPY}</button>"
    return f"<cite>{escape(_name(citation))}</cite>{' · ' if shown else ''}{' · '.join(shown)}{sample} {copy}"


def _numbers(cited: Sequence[Citation]) -> str:
    """The numbers of some citations."""
    return ", ".join(str(citation.number) for citation in cited)


def _name(citation: Citation) -> str:
    """What the cited report is called."""
    return citation.title or citation.file or citation.key


def _alternative(alternative: Alternative) -> str:
    """Another value for the same thing, set apart from the answer."""
    dated = shown_date(alternative.published)
    where = escape(alternative.title or "") + (f" ({escape(dated)})" if dated else "")
    span = _span(alternative.report_id, alternative.start, alternative.end)
    opening = said("other.open", "button", f'type="button" class="open" {span}')
    return (
        f'<aside class="alternative">{said(_ALTERNATIVE[alternative.kind], "p", _HEADING)}'
        f"<blockquote><p>{escape(displayed(alternative.quote))}</p></blockquote>"
        f'<p class="where">{where} {opening}</p></aside>'
    )


def _notice(notice: Notice) -> str:
    """Something the reader should know beside the answer."""
    return f'<p class="notice" data-code="{escape(notice.code)}">{escape(notice.message)}</p>'


def _refusal(refusal: Refusal) -> str:
    """Why there is no answer, and the reports that come nearest."""
    nearest = "".join(
        f'<li><button type="button" class="open" data-report="{escape(near.report_id)}">'
        f"{escape(near.title or near.report_id)}</button>"
        f"{f' ({escape(dated)})' if (dated := shown_date(near.published)) else ''}</li>"
        for near in refusal.nearest
    )
    named = labelled("label", "turn.nearest")
    listed = f'<ul class="nearest" {named}>{nearest}</ul>' if nearest else ""
    return f"<p>{escape(refusal.message)}</p>{listed}"
