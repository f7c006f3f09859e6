"""The page: header, chat, list of reports, and the opened report beside them, in one Gradio frame."""

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant.assistant import Assistant
from assistant.kept.conversations import Conversations
from assistant.page.answerer import AT_ONCE_QUOTING, AT_ONCE_WRITING
from assistant.page.chat import chat
from assistant.page.dress import Dress
from assistant.page.script import script
from assistant.page.words import said, say, table
from assistant.records import Records
from index.formats import READERS

if TYPE_CHECKING:
    from fastapi import FastAPI

_HERE = Path(__file__).parent
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "Consolas", "monospace"]
# Events of all pages that wait at once; the frame refuses more.
_MOST_WAITING = 1024
_HISTORY = said("history.open", "button", 'type="button" id="history-open"')
_SWITCH = said("masthead.language", "button", 'type="button" id="language"')
_HEADER = (
    f'<header class="masthead"><h1>Trích</h1>{said("masthead.tagline", "p")}{_HISTORY}{_SWITCH}</header>'
)
# A later file may override an earlier one.
_STYLES = (
    "frame.css", "chat.css", "report.css", "pages.css", "history.css", "library.css", "lookup.css", "overview.css",
    "print.css"
)  # fmt: skip


def create_page(assistant: Callable[[], Assistant], records: Records, at_once: int) -> gr.Blocks:
    """The page over an assistant, which is called for when needed and may wait until the store is open.

    `records` keep its conversations; at most `at_once` questions are answered at the same time.
    """
    with gr.Blocks(title="Trích", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(_HEADER, padding=False, js_on_load=None, apply_default_css=False)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="main"), gr.Tabs(elem_id="views"):
                with gr.Tab(say("frame.answers"), id="chat") as chat_tab:
                    chat(assistant, Conversations(records), page, chat_tab, at_once)
                with gr.Tab(say("frame.library"), id="library", render_children=True):
                    kinds = escape(json.dumps({"kinds": ", ".join(READERS)}))
                    library = _file("library.html").replace("{kinds}", kinds)
                    gr.HTML(library, padding=False, js_on_load=None, apply_default_css=False)
                for view in ("lookup", "overview"):
                    with gr.Tab(say(f"frame.{view}"), id=view, render_children=True):
                        gr.HTML(
                            _file(f"{view}.html"), padding=False, js_on_load=None, apply_default_css=False
                        )
            with gr.Column(elem_id="side"):
                gr.HTML(_file("report.html"), padding=False, js_on_load=None, apply_default_css=False)
        gr.HTML(_file("history.html"), padding=False, js_on_load=None, apply_default_css=False)
    page.queue(max_size=_MOST_WAITING)
    blocks: gr.Blocks = page
    return blocks


def mount(assistant: Callable[[], Assistant], api: "FastAPI") -> Dress:
    """Mount the page's frame at the root of the API, and return what dresses it.

    None of it asks another machine for anything.
    """
    service = api.state.service
    at_once = AT_ONCE_WRITING if service.settings.llm else AT_ONCE_QUOTING
    page = create_page(assistant, service.records, at_once)
    gr.mount_gradio_app(
        api,
        page,
        path="/",
        theme=gr.themes.Base(font=_SANS, font_mono=_MONO),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        max_file_size="1b",
        show_error=True,
        favicon_path=str(_HERE / "icon.svg"),
    )
    files = Path(gr.__file__).parent / "templates" / "frontend" / "assets"
    acts = {number: len(act.inputs) for number, act in page.fns.items() if act.fn}
    sessions = page._queue.pending_messages_per_session
    ahead = tuple(_file("ahead.txt").split())
    return Dress(_head(), _styles(), script(), files, ahead, acts, sessions.__contains__)


def _head() -> str:
    """The title, the words in both languages, and the script that runs before anything else."""
    words = f'<script type="application/json" id="words">{table()}</script>'
    return f"<title>Trích</title><script>{_file('browser.js')}</script>{words}"


def _styles() -> str:
    """The style sheets. They stand as they are written; Gradio would rewrite its own `css`."""
    return f"<style>{''.join(_file(f'styles/{name}') for name in _STYLES)}</style>"


def _file(name: str) -> str:
    """The text of a file that lies beside this one."""
    return (_HERE / name).read_text(encoding="utf-8")
