"""A chat model's provider on loopback, scripted: OpenAI-compatible, and as much of Ollama as a chat needs.

`enqueue` what it shall do next; each request takes one item from the queue, then `otherwise` decides. What it
was asked is kept in `requests`. It knows no model: its replies are the test's.
"""

import json
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

_MOST_REQUESTS = 1000
# How long a gate may stay shut: what a busy machine takes for all that a test does meanwhile.
_GATE_S = 120


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply in `pieces` (whole words when not given), each after `delay_s`; the first after `wait_s` more.

    `finish` is the reason given for its end; "" gives none. `thinking` goes apart, where a provider puts it.
    The last piece waits for `gate`, if there is one; if nobody opens it, the piece is never sent. `usage` is what
    the provider counts of tokens asked and replied, as OpenAI's side sends it last.
    """

    text: str
    pieces: tuple[str, ...] = ()
    finish: str = "stop"
    delay_s: float = 0.0
    wait_s: float = 0.0
    thinking: str = ""
    gate: threading.Event | None = None
    usage: tuple[int, int] | None = None

    def __iter__(self) -> Iterator[str]:
        """The pieces in order."""
        return iter(self.pieces or re.findall(r"\S+\s*|\s+", self.text))


@dataclass(frozen=True, slots=True)
class Failure:
    """An error answer with its HTTP status, message and headers."""

    status: int
    message: str = "scripted"
    code: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """The request is taken and never answered, until the stand-in stops."""


@dataclass(frozen=True, slots=True)
class Break:
    """The first words of a reply, then the connection is cut, or with `silent` nothing more is ever sent."""

    text: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """A body sent as it is."""

    body: bytes
    content_type: str = "text/event-stream"
    status: int = 200


Act = Reply | Failure | Silence | Break | Raw


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in; the names of `headers` are in lower case."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        """What the model was told to do."""
        return self._said("system")

    @property
    def user(self) -> str:
        """What the model was asked."""
        return self._said("user")

    def _said(self, role: str) -> str:
        """The messages of one role, joined."""
        return "\n".join(m["content"] for m in self.body.get("messages", ()) if m["role"] == role)


class StandIn:
    """The provider: a context manager that serves on a free port of 127.0.0.1 until it is left or stopped.

    `base_url` is for `openai:…` models, `ollama_url` for `ollama:…` ones. `otherwise` answers what finds the
    queue empty; without it, such a request fails with status 500.
    """

    def __init__(self, otherwise: Callable[[Asked], Act] | None = None) -> None:
        self.requests: deque[Asked] = deque(maxlen=_MOST_REQUESTS)
        self._acts: deque[Act] = deque()
        self._taking = threading.Lock()
        self._otherwise = otherwise
        self.stopping = threading.Event()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def ollama_url(self) -> str:
        """The address of its Ollama side."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def base_url(self) -> str:
        """The address of its OpenAI-compatible side."""
        return f"{self.ollama_url}/v1"

    def enqueue(self, *acts: Act | str) -> None:
        """What the next requests get, in order; a string is a `Reply` with that text."""
        self._acts.extend(Reply(act) if isinstance(act, str) else act for act in acts)

    def act(self, asked: Asked) -> Act:
        """What this request gets; it is kept in `requests`."""
        with self._taking:
            act = self._acts.popleft() if self._acts else None
            # whoever sees the request finds its act taken
            self.requests.append(asked)
        if act is not None:
            return act
        return self._otherwise(asked) if self._otherwise else Failure(500, "nothing was enqueued")

    def stop(self) -> None:
        """Stop serving; what was silent is dropped. A second call does nothing."""
        if not self.stopping.is_set():
            self.stopping.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join(timeout=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Handler(BaseHTTPRequestHandler):
    """One connection; a streamed body goes out in chunks."""

    protocol_version = "HTTP/1.1"
    server: "_Server"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """The list of models, as clients ask for it to see whether a server is there."""
        if self.path == "/v1/models":
            self._send(200, {"object": "list", "data": [{"id": "standin", "object": "model"}]})
        elif self.path == "/api/tags":
            self._send(200, {"models": [{"name": "standin", "model": "standin"}]})
        else:
            self._send(404, {"error": {"message": f"no {self.path}"}})

    def do_POST(self) -> None:
        """A chat: whatever is next in the queue."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        speak = {"/v1/chat/completions": self._openai, "/api/chat": self._ollama}.get(self.path)
        if speak is None:
            self._send(404, {"error": {"message": f"no {self.path}"}})
            return
        act = self.server.stand_in.act(
            Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        )
        match act:
            case Reply():
                speak(body, act)
            case Failure():
                shape = {"message": act.message, "type": "scripted", "code": act.code or None}
                error = act.message if self.path == "/api/chat" else shape
                self._send(act.status, {"error": error}, act.headers)
            case Silence():
                self.server.stand_in.stopping.wait()
                self.close_connection = True
            case Break():
                self._break(body, act)
            case Raw():
                self._head(act.status, act.content_type, len(act.body))
                self.wfile.write(act.body)

    def _openai(self, body: dict[str, Any], reply: Reply) -> None:
        """The reply as server-sent events or as one object."""
        if not body.get("stream"):
            time.sleep(reply.wait_s)
            message = {"role": "assistant", "content": "".join(reply)}
            choice = {"index": 0, "message": message, "finish_reason": reply.finish or None}
            usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
            self._send(200, {**_frame("chat.completion"), "choices": [choice], "usage": usage})
            return
        self._head(200, "text/event-stream")
        if reply.thinking:
            self._event({"reasoning_content": reply.thinking})
        for piece in self._paced(reply):
            self._event({"role": "assistant", "content": piece})
        if reply.finish:
            self._event({}, reply.finish)
        if reply.usage:
            asked, replied = reply.usage
            counted = {"prompt_tokens": asked, "completion_tokens": replied, "total_tokens": asked + replied}
            frame = {**_frame("chat.completion.chunk"), "choices": [], "usage": counted}
            self._chunk(f"data: {json.dumps(frame)}\n\n".encode())
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _ollama(self, body: dict[str, Any], reply: Reply) -> None:
        """The reply as JSON lines."""
        self._head(200, "application/x-ndjson")
        if reply.thinking and body.get("think") is not False:
            self._line({"role": "assistant", "content": "", "thinking": reply.thinking})
        for piece in self._paced(reply):
            self._line({"role": "assistant", "content": piece})
        if reply.finish:
            self._line({"role": "assistant", "content": ""}, reply.finish)
        self._chunk(b"")

    def _break(self, body: dict[str, Any], act: Break) -> None:
        """Some words in the shape asked for, then nothing more."""
        self._head(200, "text/event-stream")
        for piece in Reply(act.text):
            if self.path == "/api/chat":
                self._line({"role": "assistant", "content": piece})
            else:
                self._event({"role": "assistant", "content": piece})
        if act.silent:
            self.server.stand_in.stopping.wait()
        self.close_connection = True

    def _paced(self, reply: Reply) -> Iterator[str]:
        """The pieces at the speed that was scripted, until the stand-in stops."""
        self.server.stand_in.stopping.wait(reply.wait_s)
        pieces = list(reply)
        for number, piece in enumerate(pieces, 1):
            if self.server.stand_in.stopping.wait(reply.delay_s):
                return
            if reply.gate and number == len(pieces) and not reply.gate.wait(_GATE_S):
                return
            yield piece

    def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
        """One piece of a streamed OpenAI reply."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        frame = {**_frame("chat.completion.chunk"), "choices": [choice]}
        self._chunk(f"data: {json.dumps(frame, ensure_ascii=False)}\n\n".encode())

    def _line(self, message: dict[str, str], finish: str = "") -> None:
        """One piece of a streamed Ollama reply."""
        line = {"model": "standin", "created_at": "2024-01-01T00:00:00Z", "message": message}
        end = {"done": True, "done_reason": finish} if finish else {"done": False}
        self._chunk(json.dumps({**line, **end}, ensure_ascii=False).encode() + b"\n")

    def _send(self, status: int, shape: dict[str, Any], headers: tuple[tuple[str, str], ...] = ()) -> None:
        """One JSON object as the whole answer."""
        body = json.dumps(shape, ensure_ascii=False).encode()
        self._head(status, "application/json", len(body), headers)
        self.wfile.write(body)

    def _head(
        self,
        status: int,
        content_type: str,
        length: int | None = None,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """The head of an answer; a body of unknown length goes out in chunks."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        if length is None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(length))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def _chunk(self, data: bytes) -> None:
        """One chunk of a body; an empty one ends it. A reader who has gone is not told more."""
        try:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()
        except ConnectionError:
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    """The listening socket, which knows whose it is."""

    daemon_threads = True

    def __init__(self, stand_in: StandIn) -> None:
        self.stand_in = stand_in
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who hangs up early is no fault; the rest is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _frame(kind: str) -> dict[str, Any]:
    """What every OpenAI answer bears."""
    return {"id": "chatcmpl-standin", "object": kind, "created": 0, "model": "standin"}
