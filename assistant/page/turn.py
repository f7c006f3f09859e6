"""One exchange as HTML: sentences with their marks and quotes, a refusal, a failure. Pure.

Every word of a question, a report or a model is escaped here and nowhere is it anything but text.
"""

from collections.abc import Iterable, Sequence
from html import escape

from assistant.answer import Alternative, Answer, Citation, Notice, Refusal, Sentence
from assistant.page.exchange import Exchange
from assistant.quote import displayed
from assistant.wording import shown_date

_STATUS = {
    "partial": "Trả lời một phần",
    "refused": "Không có câu trả lời trong kho",
    "failed": "Không trả lời được",
    "stopped": "Đã dừng",
}
_ALTERNATIVE = {
    "draft": "Bản dự thảo nêu khác",
    "older": "Báo cáo cũ hơn nêu khác",
    "other_value": "Báo cáo khác nêu khác",
}
_VERIFIED = "Đã đối chiếu khớp với trích dẫn"
_UNVERIFIED = "Chưa được trích dẫn chứng thực"


def turn(exchange: Exchange) -> str:
    """The exchange as one article: the question, then whatever has come of its answer."""
    busy = ' aria-busy="true"' if exchange.state == "asking" else ""
    return (
        f'<article class="turn" data-state="{exchange.state}"{busy}>'
        f'<h2 class="asked"><span class="sr-only">Câu hỏi: </span>{escape(exchange.question)}</h2>'
        f"{_reply(exchange)}</article>"
    )


def _reply(exchange: Exchange) -> str:
    """What stands under the question."""
    if exchange.state == "failed":
        return _box("failed", f'<p role="alert">{escape(exchange.failure)}</p>')
    if exchange.answer:
        return _answer(exchange.answer)
    shown = _so_far(exchange)
    if exchange.state == "stopped":
        return _box("stopped", shown or "<p>Câu hỏi đã được dừng trước khi có câu trả lời.</p>")
    waiting = "" if shown else '<p class="waiting">Đang tìm trong kho báo cáo…</p>'
    return f'<div class="reply">{shown}{waiting}</div>'


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
        return _box("refused", body + "".join(map(_notice, answer.notices)))
    body = (
        "".join(_sentence(sentence, answer.citations) for sentence in answer.sentences)
        + "".join(map(_alternative, answer.alternatives))
        + "".join(map(_notice, answer.notices))
        + _sources(answer)
    )
    return _box(answer.status, body)


def _box(status: str, body: str) -> str:
    """A reply of one status, headed by the status in words where it is not simply answered."""
    heading = f'<p class="status">{_STATUS[status]}</p>' if status in _STATUS else ""
    return f'<div class="reply {status}">{heading}{body}</div>'


def _sentence(sentence: Sentence, citations: Sequence[Citation]) -> str:
    """One sentence: a framing line, a quotation or words borne by quotes, and whether it is verified."""
    if sentence.verified is None and not sentence.citations:
        return f'<p class="framing">{escape(sentence.text)}</p>'
    cited = [citation for citation in citations if citation.number in sentence.citations]
    marks = "".join(_mark(citation) for citation in cited)
    tail = f'<span class="marks">{marks}{_standing(sentence)}</span>'
    if any(displayed(citation.quote) == sentence.text for citation in cited):
        return f'<blockquote class="sentence quote"><p>{escape(sentence.text)}{tail}</p></blockquote>'
    unborne = "" if sentence.verified else " unverified"
    return f'<p class="sentence{unborne}">{escape(sentence.text)}{tail}</p>'


def _mark(citation: Citation) -> str:
    """The button that opens the report at the quote; its name is exactly `[n]`."""
    return (
        f'<button type="button" class="cite" {_span(citation.report_id, citation.start, citation.end)}'
        f' title="{escape(displayed(citation.quote))}">[{citation.number}]</button>'
    )


def _span(report_id: str, start: int, end: int) -> str:
    """What the page's script needs to open a report at a quote; offsets count code points."""
    return f'data-report="{escape(report_id)}" data-start="{start}" data-end="{end}"'


def _standing(sentence: Sentence) -> str:
    """Whether the sentence is verified: a sign for the eye, words for a screen reader and on hover."""
    if sentence.verified:
        sign, said = "✓", _VERIFIED
    else:
        sign, said = "!", _UNVERIFIED + _faults(sentence)
    state = "verified" if sentence.verified else "not-verified"
    return (
        f'<span class="standing {state}" title="{escape(said)}"><span aria-hidden="true">{sign}</span>'
        f'<span class="sr-only">{escape(said)}</span></span>'
    )


def _faults(sentence: Sentence) -> str:
    """The words of a sentence that its quotes do not bear."""
    words = [f"“{fault.in_sentence}”" for fault in sentence.faults if fault.in_sentence]
    return f": {', '.join(words)}" if words else ""


def _sources(answer: Answer) -> str:
    """Each cited report in one line: title, who published it, when, where."""
    if not answer.citations:
        return ""
    lines = "".join(
        f'<li value="{citation.number}">{_source(citation)}</li>' for citation in answer.citations
    )
    return f'<ol class="sources" aria-label="Nguồn">{lines}</ol>'


def _source(citation: Citation) -> str:
    """A citation's report in one line."""
    facts: Iterable[str | None] = (
        citation.source,
        shown_date(citation.published or citation.event_date),
        citation.province,
        f"trang {citation.page}" if citation.page else None,
    )
    said = " · ".join(escape(fact) for fact in facts if fact)
    title = escape(citation.title or citation.file or citation.key)
    sample = ' <span class="badge">văn bản mẫu</span>' if citation.origin == "sample" else ""
    return f"<cite>{title}</cite>{' · ' if said else ''}{said}{sample}"


def _alternative(alternative: Alternative) -> str:
    """Another value for the same thing, set apart from the answer."""
    dated = shown_date(alternative.published)
    where = escape(alternative.title or "") + (f" ({escape(dated)})" if dated else "")
    return (
        f'<aside class="alternative"><p class="status">{_ALTERNATIVE[alternative.kind]}</p>'
        f"<blockquote><p>{escape(displayed(alternative.quote))}</p></blockquote>"
        f'<p class="where">{where} <button type="button" class="open"'
        f" {_span(alternative.report_id, alternative.start, alternative.end)}>Xem trong báo cáo</button></p>"
        "</aside>"
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
    listed = f'<ul class="nearest" aria-label="Báo cáo gần nhất">{nearest}</ul>' if nearest else ""
    return f"<p>{escape(refusal.message)}</p>{listed}"
