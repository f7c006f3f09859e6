"""The page: header, chat, list of reports, and the opened report beside them, in one Gradio frame."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant.assistant import Assistant
from assistant.page.chat import chat
from index.formats import READERS

if TYPE_CHECKING:
    from fastapi import FastAPI

_HERE = Path(__file__).parent
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "Consolas", "monospace"]
# Questions waiting at once; more are refused rather than kept for minutes.
_MOST_WAITING = 256
_HEADER = (
    '<header class="masthead"><h1>Trích</h1><p>Hỏi báo cáo, nhận đúng câu chữ, nguồn và ngày</p></header>'
)


def create_page(assistant: Callable[[], Assistant]) -> gr.Blocks:
    """The page over an assistant, which is called for when needed and may wait until the store is open."""
    with gr.Blocks(title="Trích", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(_HEADER, padding=False, js_on_load=None, apply_default_css=False)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="main"), gr.Tabs():
                with gr.Tab("Hỏi đáp", id="chat") as chat_tab:
                    chat(assistant, page, chat_tab)
                with gr.Tab("Kho báo cáo", id="library", render_children=True):
                    library = _file("library.html").replace("{kinds}", ", ".join(READERS))
                    gr.HTML(library, padding=False, js_on_load=None, apply_default_css=False)
            with gr.Column(elem_id="side"):
                gr.HTML(_file("report.html"), padding=False, js_on_load=None, apply_default_css=False)
    page.queue(max_size=_MOST_WAITING)
    blocks: gr.Blocks = page
    return blocks


def mount(page: gr.Blocks, api: "FastAPI") -> None:
    """Serve the page at the root of the API's port; nothing of it asks another machine for anything."""
    gr.mount_gradio_app(
        api,
        page,
        path="/",
        theme=gr.themes.Base(font=_SANS, font_mono=_MONO),
        # in the head both stand as written; Gradio would rewrite the selectors of its own `css`
        head=f'<style>{_file("style.css")}</style><script type="module">{_file("script.js")}</script>',
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        max_file_size="1b",
        show_error=True,
    )


def _file(name: str) -> str:
    """The text of a file that lies beside this one."""
    return (_HERE / name).read_text(encoding="utf-8")
