"""What tests share: a data folder, the bundled model, a store, a stand-in provider, Chroma both ways, texts beside."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import httpx
import hypothesis
import pytest
from browsing import PATIENCE_MS, Opened
from made import Over, five
from standin import StandIn

from index import Index
from index.embedder import Embedder, load
from index.report import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page
    from serving import Served

    Visitors = dict[tuple[str, int], list[BrowserContext]]

ROOT = Path(__file__).parents[1]
# The same examples every time, and as much time as they take, so that no run fails by chance.
hypothesis.settings.register_profile(
    "fixed", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """An option for who wants to see what the tests of the page saw."""
    parser.addoption("--screenshots", type=Path, help="a folder for pictures of the page at the end of tasks")


def pytest_configure() -> None:
    """Let no proxy of this machine stand before the tests' own servers, here and in what is started from here."""
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"


@pytest.fixture(scope="session")
def screenshots(pytestconfig: pytest.Config) -> Path | None:
    """The folder for pictures of the page; None if nobody wants any."""
    folder: Path | None = pytestconfig.getoption("screenshots")
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tasks.md").unlink(missing_ok=True)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test texts beside the repository; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is absent")
    return folder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The bundled model."""
    return load()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    """Five short reports on different matters."""
    with Index.open(tmp_path_factory.mktemp("store"), embedder) as opened:
        opened.add(five())
        yield opened


@pytest.fixture(scope="module")
def assistant_over(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Over]:
    """Gives an assistant over a store of some reports, the same for the same ones; all are closed with the module."""
    from assistant.assistant import Assistant  # heavy, and most tests ask nothing

    assistants: dict[str, Assistant] = {}
    with ExitStack() as stores:

        def over(*reports: Report) -> Assistant:
            if (known := repr(reports)) not in assistants:
                index = stores.enter_context(Index.open(tmp_path_factory.mktemp("store"), embedder))
                index.add(reports)
                assistants[known] = Assistant(index)
            return assistants[known]

        yield over


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's own keys, addresses and proxies out of what a model's client does."""
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "OPENAI_API_BASE",
        "OLLAMA_HOST",
        "OLLAMA_API_KEY",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def provider() -> Iterator[StandIn]:
    """A stand-in provider."""
    with StandIn() as stand_in:
        yield stand_in


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server on loopback, stopped at the end."""
    command = [
        str(Path(sys.executable).parent / "chroma"),
        "run",
        "--path",
        str(tmp_path_factory.mktemp("chroma")),
    ]
    for _ in range(5):
        # it is told its port, and one that is free now may be another's in a moment
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as server:
            try:
                if _answers(server, url := f"http://127.0.0.1:{port}"):
                    yield url
                    return
            finally:
                server.terminate()
    pytest.fail("chroma run ended at once, each time")


def _answers(server: "subprocess.Popen[bytes]", url: str) -> bool:
    """Whether the server answers, once it does; not so where it has ended."""
    deadline = time.monotonic() + 90
    while server.poll() is None:
        assert time.monotonic() < deadline, "chroma run does not answer"
        with suppress(httpx.TransportError):
            if httpx.get(f"{url}/api/v2/heartbeat", timeout=60).status_code == 200:
                return True
        time.sleep(0.1)
    return False


@pytest.fixture(params=["embedded", "server"])
def chroma_url(request: pytest.FixtureRequest) -> str:
    """Chroma both ways: embedded (no address), and on a server."""
    return "" if request.param == "embedded" else str(request.getfixturevalue("chroma_server"))


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One Chromium for the module."""
    from serving import CHROMIUM, CHROMIUM_ARGUMENTS  # heavy, and most tests serve nothing

    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright on this machine")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(
            executable_path=CHROMIUM,
            args=CHROMIUM_ARGUMENTS,
            timeout=PATIENCE_MS,
            # where the machine's locale is C it would give no file a Vietnamese name
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Served"]:
    """The page over the sample reports; tests that change the store have their own."""
    from serving import samples, served

    with served(tmp_path_factory.mktemp("store"), samples(), with_page=True) as running:
        yield running


@pytest.fixture(scope="module")
def visitors(browser: "Browser") -> "Visitors":
    """Browsers' contexts that no test is using, by scheme and width; each has the page's own files at hand."""
    return {}


@pytest.fixture
def opened(browser: "Browser", visitors: "Visitors") -> Iterator[Opened]:
    """Opens pages, each for another visitor; at the end none had asked another host or met a script error."""
    from playwright.sync_api import expect

    hosts: set[str] = set()
    faults: list[str] = []
    served_at: set[str] = set()
    used: list[tuple[tuple[str, int], BrowserContext]] = []

    def dismissed(dialog: "Dialog") -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    def open_page(
        url: str, scheme: Literal["light", "dark"] = "light", width: int = 1280, before: str = ""
    ) -> "Page":
        free = visitors.setdefault((scheme, width), [])
        context = (
            free.pop()
            if free
            else browser.new_context(
                locale="en-US", color_scheme=scheme, viewport={"width": width, "height": 800}
            )
        )
        used.append(((scheme, width), context))
        served_at.add(urlsplit(url).netloc)
        page = context.new_page()
        # a script that is there before the page's own
        page.add_init_script(before)
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", dismissed)
        page.goto(url)
        # the frame has asked the server for the greeting, and the page's script listens
        page.locator("#welcome .welcome").wait_for(state="attached")
        page.wait_for_function("window.trich")
        return page

    yield open_page
    for kind, context in used:
        for page in context.pages:
            page.close()
        context.clear_cookies()
        visitors[kind].append(context)
    assert hosts == served_at
    assert faults == []


@pytest.fixture
def page(opened: Opened, server: "Served") -> "Page":
    """The page over the samples."""
    return opened(server.url)
