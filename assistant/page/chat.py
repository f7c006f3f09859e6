"""The chat: a question box, the turns so far, streamed answers. How a turn looks is `turn.py`'s work."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.followup import Turn
from assistant.page.exchange import Exchange
from assistant.page.turn import turn
from assistant.page.welcome import EXAMPLES, welcome
from index.errors import TrichError

_LOG = logging.getLogger(__name__)
# Turns a page keeps: more than a person reads back, few enough for a tab left open for weeks.
_KEPT = 50
# Answers being read or written at once; the rest wait their turn in the queue.
_AT_ONCE = 16
_UNFORESEEN = "Có lỗi ngoài dự kiến nên chưa trả lời được. Hãy hỏi lại; nếu vẫn lỗi, xem nhật ký của máy chủ."

Conversation = tuple[Exchange, ...]


def chat(assistant: Callable[[], Assistant], page: gr.Blocks, tab: gr.Tab) -> None:
    """Lay the chat out in the open Gradio block and bind it to the assistant.

    `assistant` is called for each question and may wait until the store is open.
    """
    conversation = gr.State(())
    again = gr.Button("Cuộc hỏi đáp mới", elem_id="again", size="sm", visible=False)
    with gr.Column(elem_id="turns"):
        past = gr.HTML(elem_id="past", padding=False, js_on_load=None, apply_default_css=False)
        current = gr.HTML(elem_id="current", padding=False, js_on_load=None, apply_default_css=False)
    with gr.Column(elem_id="welcome") as greeting:
        holds = gr.HTML(padding=False, js_on_load=None, apply_default_css=False)
        examples = [
            gr.Button(example, variant="secondary", elem_classes="example", visible=False)
            for example in EXAMPLES
        ]
    with gr.Row(elem_id="composer"):
        question = gr.Textbox(
            label="Câu hỏi",
            show_label=False,
            placeholder="Hỏi các báo cáo trong kho…",
            lines=1,
            max_lines=6,
            autofocus=True,
            elem_id="question",
            container=False,
            html_attributes=gr.InputHTMLAttributes(autocorrect="off", spellcheck=False),
        )
        send = gr.Button("Gửi", variant="primary", elem_id="send", min_width=0, scale=0)
        stop = gr.Button("Dừng", variant="stop", elem_id="stop", min_width=0, scale=0, visible=False)

    shown = [conversation, past, current, question, greeting, send, stop, again]

    def ask(asked: str, turns: Conversation) -> Iterator[list[Any]]:
        """What changes on the page while a question is answered, in the order of `shown`."""
        asked = asked.strip()
        if not asked or (turns and turns[-1].state == "asking"):
            yield [gr.skip()] * len(shown)
            return
        earlier = turns[-_KEPT:]
        idle = [gr.skip()] * 5
        exchanges = _exchanges(assistant, asked, earlier)
        exchange = next(exchanges)
        yield [
            (*earlier, exchange),
            "".join(map(turn, earlier)),
            turn(exchange),
            "",
            gr.update(visible=False),
            gr.update(visible=False),
            gr.update(visible=True),
            gr.update(visible=True),
        ]
        for exchange in exchanges:
            yield [(*earlier, exchange), gr.skip(), turn(exchange), *idle]
        yield [*[gr.skip()] * 5, gr.update(visible=True), gr.update(visible=False), gr.skip()]

    def stopped(turns: Conversation) -> tuple[Any, ...]:
        """The conversation with its last turn as it stood, and the page ready for another question."""
        kept = (*turns[:-1], turns[-1].stopped()) if turns else ()
        return kept, turn(kept[-1]) if kept else "", gr.update(visible=True), gr.update(visible=False)

    def begin() -> list[Any]:
        """A page without turns."""
        idle = [
            gr.update(visible=True),
            gr.update(visible=True),
            gr.update(visible=False),
            gr.update(visible=False),
        ]
        return [(), "", "", "", *idle]

    def greet() -> list[Any]:
        """The greeting for what the store holds now, and the examples where they can be answered."""
        index = assistant().index
        first, _ = index.reports(limit=1)
        samples = bool(first) and first[0].origin == "sample"
        return [welcome(index.count, samples), *[gr.update(visible=samples)] * len(examples)]

    options: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asking: list[Any] = [
        trigger(
            ask,
            [given, conversation],
            shown,
            concurrency_limit=_AT_ONCE,
            concurrency_id="ask",
            # the frame holds a stopped answer for running until its model says one more word
            trigger_mode="multiple",
            **options,
        )
        for trigger, given in [
            (question.submit, question),
            (send.click, question),
            *((example.click, example) for example in examples),
        ]
    ]
    # two steps: in one the frame would drop what comes back together with the answer it cancels
    stop.click(None, cancels=asking).then(
        stopped, conversation, [conversation, current, send, stop], **options
    )
    again.click(None, cancels=asking).then(begin, None, shown, **options).then(
        greet, None, [holds, *examples], **options
    )
    gr.on([page.load, tab.select], greet, None, [holds, *examples], **options)


def _exchanges(assistant: Callable[[], Assistant], asked: str, earlier: Conversation) -> Iterator[Exchange]:
    """The exchange from the bare question to its answer or failure, each step as it is to be shown."""
    exchange = Exchange(asked)
    yield exchange
    history = tuple(Turn(past.question, past.answer.text) for past in earlier if past.answer)
    try:
        for piece in assistant().as_runnable().stream({"question": asked, "history": history}):
            for event in piece.get("events", ()):
                exchange = exchange.after(event)
                if event.name in ("delta", "sentence"):
                    yield exchange
            if "answer" in piece:
                yield exchange.answered(piece["answer"])
    except TrichError as fault:
        yield exchange.failed(fault.message("vi"))
    except Exception:  # noqa: BLE001 -- the reader is told, the log has the traceback
        _LOG.exception("a question failed")
        yield exchange.failed(_UNFORESEEN)
