"""Helpers for tests: a real server on loopback over a real store, stopped at the end; a real Chromium."""

import logging
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import pytest

from assistant.api import create_api, create_server
from assistant.assistant import Assistant
from index import Index, Report
from index.embedder import BundledEmbedder, load
from index.reading import read
from index.settings import Settings

SAMPLES = Path(__file__).parents[1] / "samples"
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What a busy machine may take to start a server, or to stop one, which first finishes what it was asked.
_PATIENCE_S = 90
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address and the store and assistant behind it."""

    url: str
    index: Index
    assistant: Assistant


@cache
def embedder() -> BundledEmbedder:
    """The bundled embedding, loaded once for all tests of a process."""
    loaded = load()
    assert isinstance(loaded, BundledEmbedder)
    return loaded


def samples() -> list[Report]:
    """The reports that come with the product."""
    paths = [path for path in sorted(SAMPLES.iterdir()) if path.name != "README.md"]
    return [found for path in paths for found in read(path, "sample") if isinstance(found, Report)]


@contextmanager
def served(
    folder: Path,
    reports: Sequence[Report],
    with_page: bool = False,
    model_url: str = "",
    settings: Settings | None = None,
) -> Iterator[Served]:
    """A server over a new store that holds the reports, with the page or with the API alone.

    `model_url` is the address of a chat model's provider; without it answers are quotes. `settings` are the
    server's own, whose folder is not looked at.
    """
    with Index.open(folder, embedder(), erase_beside=True) as index:
        index.add(reports)
        assistant = Assistant.over(index, "openai:stand-in" if model_url else "", model_url)
        opening: Future[Assistant] = Future()
        opening.set_result(assistant)
        with listening(opening, with_page, replace(settings or Settings(), data=folder)) as url:
            yield Served(url, index, assistant)


@contextmanager
def listening(
    opening: "Future[Assistant]", with_page: bool = False, settings: Settings | None = None
) -> Iterator[str]:
    """The address of a server over an assistant that may be open, opening or failed.

    Without `settings` its records lie in a folder that is gone afterwards.
    """
    if settings is None:
        with (
            tempfile.TemporaryDirectory() as folder,
            listening(opening, with_page, Settings(data=Path(folder))) as url,
        ):
            yield url
        return
    mounting = None
    if with_page:
        from assistant.page import mount

        mounting = partial(mount, opening.result)
    with socket.create_server(("127.0.0.1", 0)) as bound:
        api = create_api(opening, settings, mounting)
        server = create_server(api, log_level="error", timeout_graceful_shutdown=1)
        serving = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        logging.getLogger("uvicorn.error").addFilter(quiet := lambda record: not server.should_exit)
        serving.start()
        deadline = time.monotonic() + _PATIENCE_S
        while not server.started:
            assert serving.is_alive() and time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            serving.join(_PATIENCE_S)
            logging.getLogger("uvicorn.error").removeFilter(quiet)
            assert not serving.is_alive(), "the server did not stop"
