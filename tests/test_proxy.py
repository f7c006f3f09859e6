"""Behind a real nginx, set up as the recipe says: the API, its streams, the page and signing in, under a path."""

import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from made import five
from serving import CHROMIUM, CHROMIUM_ARGUMENTS, needs_chromium, served
from standin import Reply, StandIn
from uploading import added
from waiting import until

from assistant.kept.keys import Keys
from assistant.records import Records
from index.settings import Settings

ROOT = Path(__file__).parents[1]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")

RICE = "Vụ đông xuân năm 2023, tỉnh Bình Minh thu hoạch 812.000 tấn lúa"
QUESTION = "Vụ đông xuân năm 2023 tỉnh Bình Minh thu hoạch bao nhiêu lúa?"
SETTINGS = Settings(root_path="/trich", trusted_proxies=("127.0.0.1",), log="requests")


class Proxied:
    """The server behind nginx: nginx's address with the path, the key, the model's stand-in."""

    def __init__(self, url: str, key: str, model: StandIn) -> None:
        self.url = url
        self.key = key
        self.model = model

    def client(self) -> httpx.Client:
        """A client with the key."""
        return httpx.Client(base_url=self.url, timeout=60, headers={"Authorization": f"Bearer {self.key}"})


def configuration(folder: Path, port: int, server: str) -> Path:
    """All of nginx's configuration around the recipe's block, for a user without rights."""
    recipe = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "recipes.md").read_text("utf-8"), re.DOTALL)
    assert recipe and "http://127.0.0.1:7860;" in recipe[1]
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{name}_temp_path {folder}/{name};" for name in places)
    # as root nginx would work as a user who may not write here
    user = "user root; " if os.getuid() == 0 else ""
    path = folder / "nginx.conf"
    path.write_text(
        f"{user}daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
        "events { worker_connections 256; }\n"
        f"http {{ access_log off; {temporary}\nserver {{ listen 127.0.0.1:{port};\n"
        f"{recipe[1].replace('http://127.0.0.1:7860', server)}}} }}\n",
        encoding="utf-8",
    )
    return path


@contextmanager
def before(server: str, folder: Path) -> Iterator[str]:
    """The address of an nginx before the server, under the recipe's path."""
    assert NGINX
    # nginx takes over a socket that listens already: a port that is only free now may be another's in a moment
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        port, number = listening.getsockname()[1], listening.fileno()
        command = [NGINX, "-c", str(configuration(folder, port, server)), "-p", str(folder)]
        environment = {**os.environ, "NGINX": f"{number};"}
        with subprocess.Popen(
            command, env=environment, pass_fds=[number], stderr=subprocess.DEVNULL
        ) as nginx:
            try:
                url = f"http://127.0.0.1:{port}/trich"
                deadline = time.monotonic() + 60
                while httpx.get(f"{url}/readyz", timeout=60).status_code != 200:
                    assert nginx.poll() is None and time.monotonic() < deadline, "nginx did not start"
                    time.sleep(0.05)
                yield url
            finally:
                nginx.terminate()


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """One server with the page, keys and a scripted model behind one nginx."""
    folder = tmp_path_factory.mktemp("proxy")
    with Records.open(folder / "store") as records:
        key = Keys(records).make("thử", "write")[1]
    with (
        StandIn() as model,
        served(folder / "store", five(), True, model.base_url, SETTINGS) as running,
        before(running.url, folder) as url,
    ):
        yield Proxied(url, key, model)


def test_routes_errors_and_uploads_pass(proxied: Proxied) -> None:
    """What the API gives comes through whole, errors in their shape, and where to go next stands under the path."""
    with proxied.client() as client:
        assert client.get("/api/v1/reports").json()["total"] == 5
        refused = client.get("/api/v1/nothing", headers={"Accept-Language": "en"})
        assert refused.status_code == 404 and refused.json()["error"]["code"] == "path_not_found"
        assert httpx.get(f"{proxied.url}/api/v1/reports", timeout=60).status_code == 401
        text = "Xã Tân An có 312 hộ nuôi cá tra.\n" * 100_000
        sent = client.post("/api/v1/reports", files=[("files", ("a.txt", text.encode()))])
        assert sent.headers["location"].startswith("/trich/api/v1/tasks/")
        assert added(client, json={"id": "xa/nho", "text": "Xã Tân Bình có 7 hộ."})["added"]
        assert client.delete("/api/v1/reports/xa%2Fnho").json()["removed"]


def test_a_stream_is_not_held_back(proxied: Proxied) -> None:
    """The first words are there while the model still writes the rest; so for both kinds of streams."""
    for path, body in (
        ("/api/v1/ask", {"question": QUESTION, "stream": True}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": QUESTION}], "stream": True}),
    ):
        gate = threading.Event()
        proxied.model.enqueue(Reply(f"{RICE} [1].", gate=gate))
        with proxied.client() as client, client.stream("POST", path, json=body) as response:
            assert response.status_code == 200
            lines = (line for line in response.iter_lines() if line.startswith("data: "))
            first = json.loads(next(lines).removeprefix("data: "))
            assert first
            gate.set()
            assert any("812.000" in line for line in lines)


def test_the_proxy_says_who_asks(proxied: Proxied, caplog: pytest.LogCaptureFixture) -> None:
    """The address that is logged and limited is the one nginx saw, whatever the client claims before it."""
    transport = httpx.HTTPTransport(local_address="127.0.0.2")
    claimed = {"X-Forwarded-For": "203.0.113.9", "Authorization": f"Bearer {proxied.key}"}
    with caplog.at_level("INFO", "trich.requests"), httpx.Client(transport=transport, timeout=60) as client:
        assert client.get(f"{proxied.url}/api/v1/reports", headers=claimed).status_code == 200
        # a request is written down once its answer has been sent
        lines = until(lambda: logged(caplog), "the request was not written down")
    (line,) = lines
    assert json.loads(line)["address"] == "127.0.0.2"


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The lines of the requests' log."""
    return [record.getMessage() for record in caplog.records if record.name == "trich.requests"]


@needs_chromium
def test_a_person_signs_in_and_asks(proxied: Proxied) -> None:
    """In Chromium: sent to the form, told of a wrong key, let in with the right one, answered, still in later."""
    pytest.importorskip("playwright", reason="no Playwright on this machine")
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        page = chromium.new_page()
        page.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        page.goto(f"{proxied.url}/")
        assert page.url == f"{proxied.url}/sign-in"
        page.get_by_label("Khóa truy cập").fill("trich_00000000_sai")
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("alert")).to_contain_text("không đúng")
        page.get_by_label("Khóa truy cập").fill(proxied.key)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(f"{proxied.url}/")
        box = page.locator("textarea").first
        expect(box).to_be_visible()
        proxied.model.enqueue(f"{RICE} [1].")
        box.fill(QUESTION)
        box.press("Enter")
        expect(page.get_by_role("button", name="[1]", exact=True).first).to_be_visible()
        expect(page.get_by_text("812.000").first).to_be_visible()
        page.reload()
        expect(page.locator("textarea").first).to_be_visible()
        (cookie,) = [one for one in page.context.cookies() if one["name"] == "trich"]
        assert cookie["path"] == "/trich" and cookie["httpOnly"] and cookie["sameSite"] == "Strict"
        chromium.close()
