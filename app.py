"""The server: the page and the API on one port, over one open store. Wiring alone."""

from index import interrupt

if __name__ == "__main__":
    interrupt.end_at_once()

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from assistant import cycles
from assistant.__main__ import commands
from assistant.assistant import Assistant
from assistant.kept.keys import were_made
from assistant.loopback import is_loopback
from index import Index, Report
from index.command_line import CommandLine, folder
from index.embedder import load
from index.errors import BadInput, TrichError
from index.owner import serving
from index.reading import read
from index.reranker import load_reranker
from index.settings import Settings

_SAMPLES = Path(__file__).parent / "samples"
# A fifth of Python's own: what one thread may keep another waiting.
_SWITCH_S = 0.001
# Open files that a server of this size can have use for; "unlimited" would make it wasteful.
_MOST_FILES = 65_536


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; returns the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a stop by the system is as clean as Ctrl-C
    try:
        interrupt.raise_again()
        settings = _guarded(_settings(arguments))
        _allow_connections()
        with _bound(settings.host, settings.port) as bound, _opening(settings) as opening:
            _serve(settings, bound, opening)
    except TrichError as error:
        print(error.message(), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return interrupt.INTERRUPTED
    return 0


def _settings(arguments: list[str] | None) -> Settings:
    """The settings of the environment, overridden by those of the command line."""
    settings = Settings.from_environment()
    parser = CommandLine("python app.py", description="Trang và API của Trích trên một cổng.")
    parser.add_argument("--host", default=settings.host, help="địa chỉ để lắng nghe (mặc định: %(default)s)")
    parser.add_argument(
        "--port", default=settings.port, type=int, help="cổng (mặc định: %(default)s; 0: cổng trống)"
    )
    parser.add_argument(
        "--data",
        default=settings.data,
        type=folder,
        metavar="DIR",
        help="thư mục dữ liệu (mặc định: %(default)s)",
    )
    options = parser.parse_args(arguments)
    if not 0 <= options.port <= 65535:
        parser.error("--port phải là số từ 0 đến 65535")
    return replace(settings, host=options.host, port=options.port, data=options.data.absolute())


def _guarded(settings: Settings) -> Settings:
    """The same settings, which may serve other machines only if keys or a proxy tell who asks."""
    if is_loopback(settings.host) or settings.sign_in_header or were_made(settings.data):
        return settings
    print(
        f"Chưa có khóa nào nên Trích chỉ lắng nghe trên máy này (127.0.0.1), không ở {settings.host}. Hãy tạo"
        " khóa bằng `python -m assistant keys make TÊN` rồi chạy lại.",
        file=sys.stderr,
    )
    return replace(settings, host="127.0.0.1")


def _allow_connections() -> None:
    """Let as many connections be open as the system allows, to which each is an open file."""
    with suppress(ImportError, OSError, ValueError):  # not every system has the limit, or lets it be raised
        import resource

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, _MOST_FILES), most))


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    """The bound socket, made before anything slow so that a port in use is reported at once; no one listens yet."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        if os.name == "posix":  # elsewhere this would let two servers share the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        raise BadInput(
            "cannot_listen",
            f"Không mở được cổng {port} tại {host} ({error.strerror}). Hãy dừng chương trình đang dùng cổng"
            " này, hoặc chọn cổng khác bằng --port.",
            f"Port {port} at {host} cannot be opened ({error.strerror}). Stop what uses it, or choose another"
            " with --port.",
            "port",
        ) from error
    with bound:
        yield bound


@contextmanager
def _opening(settings: Settings) -> Iterator[Future[Assistant]]:
    """A future assistant; a thread opens its store and holds it open until the block ends."""
    opening: Future[Assistant] = Future()
    leaving = threading.Event()
    holding = threading.Thread(target=_hold, args=(settings, opening, leaving), name="store")
    holding.start()
    try:
        yield opening
    finally:
        leaving.set()
        holding.join()


def _hold(settings: Settings, opening: Future[Assistant], leaving: threading.Event) -> None:
    """Open the store, add the samples if it is empty, carry out other processes' commands, and close it at the end."""
    try:
        with Index.open(
            settings.data,
            load(settings.embedding, settings.backend),
            settings.chroma_url,
            erase_beside=True,
            reranker=load_reranker(settings.reranker, settings.backend),
        ) as index:
            if not index.count:
                index.add(_samples())
            assistant = Assistant.over(
                index,
                settings.llm,
                settings.llm_base_url,
                settings.llm_window,
                settings.time_limit,
                settings.threshold,
            )
            with serving(settings.data, commands(assistant, settings.allowed_hosts)):
                opening.set_result(assistant)
                leaving.wait()
    except BaseException as error:
        if opening.done():
            raise
        opening.set_exception(error)


def _samples() -> Iterator[Report]:
    """The reports that come with Trích."""
    for path in sorted(_SAMPLES.iterdir()):
        if path.name != "README.md":
            yield from (found for found in read(path, "sample") if isinstance(found, Report))


def _serve(settings: Settings, bound: socket.socket, opening: Future[Assistant]) -> None:
    """Serve the page and the API until a signal; raise the error that keeps the store from opening."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    if not settings.embedding and not settings.reranker:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from assistant.api import create_api, create_server
    from assistant.page import mount

    if settings.log:
        requests = logging.getLogger("trich.requests")
        requests.setLevel(logging.INFO)
        requests.addHandler(logging.StreamHandler())
    # the loop that serves everybody gets its turn among threads that compute
    sys.setswitchinterval(_SWITCH_S)
    cycles.collect_seldom()
    api = create_api(opening, settings, partial(mount, opening.result))
    server = create_server(api)

    def stop_if_failed(opened: Future[Assistant]) -> None:
        """A server without a store has nothing to serve."""
        server.should_exit = server.should_exit or opened.exception() is not None

    opening.add_done_callback(stop_if_failed)
    opening.add_done_callback(lambda _: cycles.pass_over())
    # what a stop cuts off, most often a page left open, is no error
    logging.getLogger("uvicorn.error").addFilter(lambda record: not server.should_exit)
    host, port = bound.getsockname()[:2]
    if not (opening.done() and opening.exception()):
        print(f"Trích: http://{f'[{host}]' if ':' in host else host}:{port}  (Ctrl-C để dừng)", flush=True)
        with suppress(KeyboardInterrupt):  # raised again once the server has stopped as it should
            server.run(sockets=[bound])
    if opening.done() and (fault := opening.exception()):
        raise fault


if __name__ == "__main__":
    sys.exit(main())
