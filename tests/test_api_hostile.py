"""Hostile clients over raw sockets: slow, half-sent, many, oversize, deep, smuggled; the server stays well."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from made import five
from serving import Served, served
from standin import Reply, StandIn
from waiting import until

from assistant.api import guard
from assistant.api import server as connections
from index.settings import Settings

AS_JSON = {"Content-Type": "application/json"}
ASKED = json.dumps({"question": "Đường ven biển dài bao nhiêu km?"}).encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over five reports."""
    with served(tmp_path_factory.mktemp("store"), five()) as running:
        yield running


def well(running: Served) -> bool:
    """Whether the server answers a question at once as it should."""
    answer = httpx.post(f"{running.url}/api/v1/ask", content=ASKED, headers=AS_JSON, timeout=60)
    return "42 km" in answer.json()["answer"]


def raw(running: Served) -> socket.socket:
    """A connection without manners."""
    address = urlsplit(running.url)
    return socket.create_connection((address.hostname, address.port), timeout=60)


def head(running: Served, path: str = "/api/v1/ask", *fields: str, method: str = "POST") -> bytes:
    """A request's head without its end."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(running.url).netloc}", *fields]
    return "".join(f"{line}\r\n" for line in lines).encode()


def said(peer: socket.socket) -> bytes:
    """All that comes until the other side ends."""
    got = b""
    with suppress(ConnectionError):
        while piece := peer.recv(65536):
            got += piece
    return got


def test_a_head_that_does_not_come_ends_the_connection(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing, half a line, a slow drip: the connection is closed, the first time and after an answer."""
    with monkeypatch.context() as hurried:
        hurried.setattr(connections, "_HEAD_S", 0.5)
        for begun in (
            b"",
            b"POST /api/v1/a",
            head(server),
            head(server, "/healthz", method="GET") + b"\r\nGET /",
        ):
            with raw(server) as peer:
                peer.sendall(begun)
                said(peer)
        with raw(server) as peer, suppress(ConnectionError):
            deadline = time.monotonic() + 60
            peer.settimeout(0.1)
            while time.monotonic() < deadline:
                peer.sendall(b"X")
                with suppress(TimeoutError):
                    if not peer.recv(100):
                        break
            assert time.monotonic() < deadline
    assert well(server)


def test_a_body_that_does_not_come_is_408(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body announced and half sent, and one that drips, end in the one error shape."""
    with monkeypatch.context() as hurried:
        hurried.setattr(guard, "_PIECE_S", 0.4)
        hurried.setattr(guard, "_BODY_S", 1.5)
        for path in ("/api/v1/ask", "/api/v1/reports", "/v1/chat/completions", "/mcp"):
            with raw(server) as peer:
                fields = ("Content-Type: application/json", "Accept: application/json, text/event-stream")
                peer.sendall(head(server, path, *fields, "Content-Length: 500") + b'\r\n{"question": ')
                answered = said(peer)
                assert b" 408 " in answered.split(b"\r\n")[0], answered
                assert b'"body_not_sent"' in answered
        # pieces that come sooner than that, without end
        hurried.setattr(guard, "_PIECE_S", 30.0)
        with raw(server) as peer:
            fields = ("Content-Type: application/json", "Content-Length: 500000")
            peer.sendall(head(server, "/api/v1/ask", *fields) + b"\r\n")
            peer.settimeout(0.05)
            answered = b""
            deadline = time.monotonic() + 60
            with suppress(ConnectionError):
                while not answered:
                    assert time.monotonic() < deadline, "the drip was never ended"
                    peer.sendall(b" ")
                    with suppress(TimeoutError):
                        answered = peer.recv(100)
            # a drop that meets a closed connection fails, and the answer that came before it is still to be read
            peer.settimeout(60)
            assert b" 408 " in answered + said(peer)
    assert well(server)


@pytest.mark.campaign
def test_thousands_of_streams_are_served_or_refused(tmp_path: Path) -> None:
    """Two thousand streams at once: each is answered or told 503 with Retry-After, and the server stays well."""
    resource = pytest.importorskip("resource", reason="this system has no limits of open files")
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2000
    if most < 3 * wanted:
        pytest.skip("fewer open files than needed are allowed here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 3 * wanted), most))
    body = json.dumps({"question": "Đường ven biển dài bao nhiêu km?", "stream": True}).encode()
    with StandIn(otherwise=lambda _: Reply("Đang nghĩ.", wait_s=0.3)) as model, ExitStack() as open_ones:
        running = open_ones.enter_context(served(tmp_path, five(), model_url=model.base_url))
        peers = []
        for _ in range(wanted):
            peer = open_ones.enter_context(raw(running))
            request = head(running, "/api/v1/ask", "Content-Type: application/json", "Connection: close")
            peer.sendall(request + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
            peers.append(peer)
        assert httpx.get(f"{running.url}/healthz", timeout=60).status_code == 200
        with ThreadPoolExecutor(16) as pool:
            firsts = list(pool.map(_first, peers))
        statuses = {first.split(b" ")[1] if first else b"" for first in firsts}
        assert statuses <= {b"200", b"503"}, statuses
        refused = [first for first in firsts if b" 503 " in first.split(b"\r\n")[0]]
        assert 0 < len(refused) < wanted
        assert all(b"retry-after" in first.lower() and b'"server_busy"' in first for first in refused)


def _first(peer: socket.socket) -> bytes:
    """What comes first on a connection; a stream is not read further."""
    peer.settimeout(120)
    try:
        got = peer.recv(4096)
        if b" 503 " in got:
            got += said(peer)
    except ConnectionError:
        return b""
    return got


def test_a_client_that_reads_nothing_holds_nobody_up(server: Served) -> None:
    """Whoever asks for much and reads none of it has no thread of the others."""
    with ExitStack() as open_ones:
        for _ in range(40):
            peer = open_ones.enter_context(raw(server))
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            for _ in range(20):
                peer.sendall(head(server, "/openapi.json", method="GET") + b"\r\n")
        assert well(server)


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/reports", "/api/v1/verify", "/v1/chat/completions"])
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 500_000,
        b'{"a":' * 200_000,
        b'{"question": ' + b"1" * 100_000 + b"}",
        b"\xff\xfe{\x00}\x00",
        b"\x00" * 1000,
        b'{"question": NaN}',
        b'{"question": "a", "question": ["b"]}',
        b"null",
        gzip.compress(b'{"question": "a"}'),
    ],
    ids=["deep list", "deep object", "long number", "utf-16", "zeros", "nan", "twice", "null", "gzip"],
)
def test_odd_bodies_are_refused_in_the_one_shape(server: Served, path: str, body: bytes) -> None:
    """Deep, endless, binary and doubled JSON is 4xx with a code, never 5xx."""
    refused = httpx.post(f"{server.url}{path}", content=body, headers=AS_JSON, timeout=60)
    assert 400 <= refused.status_code < 500, refused.text
    assert set(refused.json()["error"]) >= {"code", "message", "param"}


def test_oversize_is_413_everywhere(server: Served) -> None:
    """Announced or not, over the limit of its path a body is refused and nothing is made of it."""
    for path, size in (("/api/v1/ask", 3), ("/api/v1/feedback", 3), ("/mcp", 3), ("/api/v1/reports", 66)):
        announced = head(server, path, "Content-Type: application/json", f"Content-Length: {size * 2**20}")
        with raw(server) as peer:
            peer.sendall(announced + b"\r\n")
            assert b" 413 " in said(peer).split(b"\r\n")[0]
    assert well(server)


def test_wrong_types_are_415(server: Served) -> None:
    """Every body that is no JSON where JSON is wanted, none at all too."""
    for kind in (
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "",
        "application/jsonx",
    ):
        for path in (
            "/api/v1/ask",
            "/api/v1/search",
            "/api/v1/verify",
            "/api/v1/feedback",
            "/v1/chat/completions",
        ):
            refused = httpx.post(
                f"{server.url}{path}", content=ASKED, headers={"Content-Type": kind}, timeout=60
            )
            assert refused.status_code == 415, (path, kind, refused.text)


@pytest.mark.parametrize(
    "fields",
    [
        ("Content-Length: 4", "Transfer-Encoding: chunked"),
        ("Content-Length: 4", "Content-Length: 80"),
        ("Content-Length: +4",),
        ("Content-Length: -1",),
        ("Content-Length: 4 4",),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding : chunked",),
        ("X: a\r\n folded: b",),
        ("X\0Y: a",),
    ],
)
def test_smuggled_requests_do_not_pass(server: Served, fields: tuple[str, ...]) -> None:
    """Two lengths, odd lengths and odd names: the connection ends with 4xx, and no second request is seen."""
    second = b"GET /api/v1/reports HTTP/1.1\r\nHost: x\r\n\r\n"
    with raw(server) as peer:
        peer.sendall(
            head(server, "/api/v1/ask", "Content-Type: application/json", *fields) + b"\r\n0\r\n\r\n" + second
        )
        with suppress(OSError):  # the other side may have ended already
            peer.shutdown(socket.SHUT_WR)
        answered = said(peer)
    assert answered.count(b"HTTP/1.1 200") == 0
    assert b'"reports"' not in answered
    assert well(server)


def test_what_comes_after_the_body_is_no_header(tmp_path: Path) -> None:
    """A proxy takes a header of who signed in out of the head, not out of what may stand behind a body."""
    settings = Settings(sign_in_header="X-Forwarded-User", trusted_proxies=("127.0.0.1",))
    with served(tmp_path, five(), settings=settings) as running:
        for field, status in (("", b" 401 "), ("X-Forwarded-User: chi.lan", b" 200 ")):
            with raw(running) as peer:
                fields = ("Content-Type: application/json", "Transfer-Encoding: chunked", "Connection: close")
                body = f"{len(ASKED):x}\r\n".encode() + ASKED + b"\r\n0\r\nX-Forwarded-User: ong.ba\r\n\r\n"
                peer.sendall(head(running, "/api/v1/ask", *fields, *filter(None, [field])) + b"\r\n" + body)
                assert status in said(peer).split(b"\r\n")[0]


@pytest.mark.parametrize("after", [b"T: x\r\n" * 1000, b"x" * 6000], ids=["many fields", "one field"])
def test_what_comes_after_the_body_has_an_end(server: Served, after: bytes) -> None:
    """Fields without end behind a body are not gathered: the connection is closed."""
    with raw(server) as peer, pytest.raises(ConnectionError):
        fields = ("Content-Type: application/json", "Transfer-Encoding: chunked")
        peer.sendall(head(server, "/api/v1/ask", *fields) + b"\r\n0\r\nT: ")
        # a system may take megabytes before the server has read any
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            peer.sendall(after)
    assert well(server)


@pytest.mark.parametrize(
    ("begun", "status", "code"),
    [
        (b"GARBAGE\r\n\r\n", 400, "http_invalid"),
        (b"FOO /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "http_invalid"),
        (b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "http_invalid"),
        (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n", 400, "http_invalid"),
        (
            b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
            431,
            "head_too_large",
        ),
        (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + b"X: a\r\n" * 70_000, 431, "head_too_large"),
        (b"GET /" + b"a" * 70_000, 431, "head_too_large"),
    ],
    ids=["no http", "no method", "no path", "two names", "long head", "endless head", "endless path"],
)
def test_what_is_no_request_is_told_in_the_one_shape(
    server: Served, begun: bytes, status: int, code: str
) -> None:
    """What never reaches a route, since it cannot be read or has no end, is an error of the one shape with an id."""
    with raw(server) as peer:
        # the answer may be there, and the connection at its end, before all is sent
        with suppress(ConnectionError):
            peer.sendall(begun)
        answered = said(peer)
    top, _, body = answered.partition(b"\r\n\r\n")
    assert f" {status} ".encode() in top.split(b"\r\n")[0]
    assert b"x-request-id: " in top and b"content-type: application/json" in top
    assert json.loads(body)["error"]["code"] == code
    assert well(server)


def test_another_protocol_is_not_changed_to(server: Served) -> None:
    """Who asks for a WebSocket is answered by HTTP."""
    fields = (
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: eA==",
    )
    with raw(server) as peer:
        peer.sendall(head(server, "/healthz", *fields, method="GET") + b"\r\n")
        assert b" 200 " in peer.recv(4096).split(b"\r\n")[0]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/../../etc/passwd",
        "/api/v1/reports/..%2f..%2fetc%2fpasswd",
        "/api/v1/reports/%2e%2e/%2e%2e/app.py",
        "//api/v1/reports",
        "/api//v1/reports",
        "/api/v1/reports/",
        "/API/v1/reports",
        "/api/v1/reports;a=b",
        "/api/v1/reports%00",
        "/static/../../../../etc/passwd",
        "/assets/..%2f..%2f..%2fapp.py",
        "/api/v1/tasks/../reports",
        "/metrics/",
        "/gradio_api/queue/../file=/etc/passwd",
    ],
)
def test_path_tricks_find_nothing(server: Served, path: str) -> None:
    """What is no path of the API is 404 in the one shape, and no file is ever read."""
    with raw(server) as peer:
        peer.sendall(head(server, path, "Connection: close", method="GET") + b"\r\n")
        answered = said(peer)
    assert b" 404 " in answered.split(b"\r\n")[0], answered
    assert b"root:" not in answered and b"import" not in answered


def test_no_question_gets_into_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A logged request has its id, route and status; the question's words only where the settings say so."""
    secret = "Bí mật của ông Trần Văn Ất là gì?"
    for logs, told in (("requests", False), ("questions", True), ("", None)):
        caplog.clear()
        with (
            caplog.at_level("INFO", "trich.requests"),
            served(tmp_path / (logs or "none"), five(), settings=Settings(log=logs)) as running,
        ):
            sent = httpx.post(
                f"{running.url}/api/v1/ask",
                json={"question": secret},
                headers={"X-Request-ID": "cua toi"},
                timeout=60,
            )
        lines = [record.getMessage() for record in caplog.records if record.name == "trich.requests"]
        assert len(lines) == (told is not None)
        for line in map(json.loads, lines):
            assert line["id"] == sent.headers["x-request-id"] and line["status"] == 200
            assert line["route"] == "/api/v1/ask" and (line.get("question") == secret) is told


def test_head_and_ids_everywhere(server: Served) -> None:
    """HEAD answers as GET without a body; every answer has an id, the sender's own where it can be one."""
    for path in ("/healthz", "/readyz", "/openapi.json", "/api/v1/reports", "/metrics"):
        got, asked = (httpx.request(method, f"{server.url}{path}", timeout=60) for method in ("GET", "HEAD"))
        assert (asked.status_code, asked.content) == (200, b"")
        assert asked.headers["content-type"] == got.headers["content-type"]
    for path, status in (("/healthz", 200), ("/nothing", 404), ("/api/v1/ask", 405)):
        one = httpx.get(f"{server.url}{path}", headers={"X-Request-ID": "toi-1.a"}, timeout=60)
        assert (one.status_code, one.headers["x-request-id"]) == (status, "toi-1.a")
        other = httpx.get(f"{server.url}{path}", headers={"X-Request-ID": "a b" + "c" * 100}, timeout=60)
        assert len(other.headers["x-request-id"]) == 16
    assert httpx.get(f"{server.url}/api/v1/reports", headers={"Host": "evil.example"}, timeout=60).headers[
        "x-request-id"
    ]


def test_metrics_count_what_happened(server: Served) -> None:
    """Requests by route and status, answers, verification, queue and store are there for Prometheus."""
    assert well(server)
    text = httpx.get(f"{server.url}/metrics", timeout=60).text
    for part in (
        'trich_requests_total{method="POST",route="/api/v1/ask",status="200"}',
        'trich_answers_total{status="answered"}',
        'trich_sentences_total{verified="true"}',
        'trich_stage_seconds_bucket{le="0.1",stage="search"}',
        "trich_waiting 0.0",
        "trich_reports 5.0",
        "trich_ready 1.0",
    ):
        assert part in text, part


def test_a_proxys_path_and_name(tmp_path: Path) -> None:
    """Behind a proxy that keeps or strips its path, routes answer, and where to go next stands under it."""
    settings = Settings(root_path="/trich", server_names=("bao-cao.example",), trusted_proxies=("127.0.0.1",))
    with served(tmp_path, five(), settings=settings) as running:
        named = {"Host": "bao-cao.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.1.1"}
        for prefix in ("", "/trich"):
            assert (
                httpx.get(f"{running.url}{prefix}/api/v1/reports", headers=named, timeout=60).json()["total"]
                >= 5
            )
            sent = httpx.post(
                f"{running.url}{prefix}/api/v1/reports", json={"text": "Xã An."}, headers=named, timeout=60
            )
            assert sent.headers["location"].startswith("/trich/api/v1/tasks/")
        assert (
            httpx.get(f"{running.url}/healthz", headers={"Host": "evil.example"}, timeout=60).status_code
            == 421
        )
        streamed = httpx.post(
            f"{running.url}/api/v1/ask", json={"question": "lúa", "stream": True}, headers=named, timeout=60
        )
        assert streamed.headers["x-accel-buffering"] == "no"


def test_a_stop_finishes_what_was_asked(tmp_path: Path) -> None:
    """An answer that is being made when the server is told to stop is given whole."""
    answers: list[httpx.Response] = []
    with StandIn() as model:
        model.enqueue(Reply("Tuyến đường ven biển dài 42 km qua huyện Hải Đông [1].", wait_s=1.5))
        with served(tmp_path, five(), model_url=model.base_url) as running:
            asking = threading.Thread(
                target=lambda: answers.append(
                    httpx.post(f"{running.url}/api/v1/ask", content=ASKED, headers=AS_JSON, timeout=60)
                )
            )
            asking.start()
            until(lambda: model.requests, "the model was not asked")
        asking.join()
    assert answers[0].status_code == 200 and "42 km" in answers[0].json()["answer"]
