"""Worker: a parser run on one file in a process of its own, so that no harm that a file does goes further.

Libraries that read PDF and pictures are native code: a hostile file may crash them, hang them or make them ask
for memory without end. The process is kept for the next file and replaced once it was stopped or has grown.
"""

import atexit
import contextlib
import fcntl
import json
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

from index.errors import BadInput

# Private memory of the worker, and of each program it starts; a page of A3 at 300 dpi with its copies takes 100 MB.
MEMORY = 448 * 1024**2
# The largest file that it and those programs may write: a picture of the most points, not packed.
_WRITTEN = 256 * 1024**2
# A worker that once held this much is not kept.
_GROWN = 256 * 1024**2
# What one message may hold: a report's text and the page around it, two bytes a character, and the rest as JSON.
_LONGEST = 96 * 1024**2
# Texts from this length on, in characters, go beside the JSON: that takes a tenth of the time.
_APART = 512
_BESIDE = "utf-16-le"
# What Linux lets a pipe hold, so that a worker need not wait until its words are taken.
_PIPE = 1024**2
# Starting Python and its libraries, on a machine that is busy with other things.
_START = 60.0

_idle: LifoQueue["_Worker"] = LifoQueue()
_busy: set["_Worker"] = set()
_stopping = threading.Event()
# The code of a file that was left because the person said so; nothing is wrong with it.
STOPPED = "stopped"


def cores() -> int:
    """How many cores this process may use; where the system does not tell (macOS), how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(task: str, argument: str, first: float, step: float, alone: bool = False) -> dict[str, Any]:
    """What the function `task` ("module:function") makes of the argument, in a worker.

    The function is a generator; it gives None after each page and at last its result, a dict of JSON. It may take
    `first` seconds, and `step` more for each page it has given; a number given instead is a new `step`, counted
    from then on. BadInput is passed on; a crash, a lack of memory and a limit reached are BadInput too. `alone` ends
    the worker after it, with whatever it started and left running.
    """
    worker = _taken()
    _busy.add(worker)
    kept = False
    try:
        if _stopping.is_set():
            raise _stopped()
        worker.send({"task": task, "argument": argument})
        deadline = time.monotonic() + first
        while True:
            message = worker.receive(deadline)
            if "step" in message:
                if message["step"]:
                    step = float(message["step"])
                    deadline = time.monotonic()
                deadline += step
                continue
            kept = not (message["grown"] or alone) and not worker.is_spent
            if "refused" in message:
                raise BadInput(*message["refused"])
            return dict(message["result"])
    finally:
        _busy.discard(worker)
        if kept:
            _idle.put(worker)
        else:
            worker.stop()


class _Worker:
    """One process, the pipes to it, and the folder for what it and its programs write and do not live to remove."""

    def __init__(self) -> None:
        """Start the process, in a group of its own so that all it starts is stopped with it."""
        self.is_spent = False
        self._folder = tempfile.mkdtemp(prefix="trich-")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.formats.worker", self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=Path(__file__).parents[2],
        )
        self._held = bytearray()
        assert self._process.stdout
        if hasattr(fcntl, "F_SETPIPE_SZ"):
            with contextlib.suppress(OSError):  # a user may have too many pipes
                fcntl.fcntl(self._process.stdout, fcntl.F_SETPIPE_SZ, _PIPE)
        self._waiter = select.poll()
        self._waiter.register(self._process.stdout, select.POLLIN)
        self.receive(time.monotonic() + _START)

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def send(self, message: dict[str, str]) -> None:
        """Give the process something to do."""
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):  # it is gone, and receive says so
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()

    def receive(self, deadline: float) -> dict[str, Any]:
        """The next message; BadInput if none comes in time or the process ended."""
        ended = b"\n" in self._held
        while not ended:
            ended = b"\n" in self._more(deadline)
        message = dict(json.loads(self._part(self._held.index(b"\n") + 1).decode(errors="surrogatepass")))
        for name, size in message.get("beside", {}).items():
            while len(self._held) < size:
                self._more(deadline)
            message["result"][name] = self._part(size).decode(_BESIDE)
        return message

    def _more(self, deadline: float) -> bytes:
        """What the process says next, held; BadInput if nothing comes in time or it ended."""
        assert self._process.stdout
        if not self._waiter.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise _too_slow()
        part = os.read(self._process.stdout.fileno(), _PIPE // 4)
        self._held += part
        if not part or len(self._held) > _LONGEST:
            raise _stopped() if _stopping.is_set() else _crashed()
        return part

    def _part(self, size: int) -> bytearray:
        """The first bytes of what is held, taken out."""
        part = self._held[:size]
        del self._held[:size]
        return part

    def kill(self) -> None:
        """Have the process and whatever it started killed."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Kill the process and whatever it started, and wait for its end."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _taken() -> _Worker:
    """An idle worker, else a new one."""
    while True:
        try:
            worker = _idle.get_nowait()
        except Empty:
            return _Worker()
        if worker.alive:
            return worker
        worker.stop()


@atexit.register
def stop_idle() -> None:
    """End the workers that wait, as is done at the program's end."""
    with contextlib.suppress(Empty):
        while True:
            _idle.get_nowait().stop()


def renew() -> None:
    """Keep no worker that has read anything so far: its memory may hold words of what it read."""
    for worker in list(_busy):
        worker.is_spent = True
    stop_idle()


def stop_all() -> None:
    """End the workers at work too, so that whoever waits for one goes on; until `go_on` no other file is begun."""
    _stopping.set()
    for worker in list(_busy):
        worker.kill()


def go_on() -> None:
    """Let files be read again."""
    _stopping.clear()


def _stopped() -> BadInput:
    """The refusal of a file whose reading was stopped."""
    return BadInput(
        STOPPED,
        "Đã dừng theo yêu cầu khi chưa đọc xong tệp; hãy thêm lại.",
        "Stopped as asked before the file was read to its end; add it again.",
    )


def _too_slow() -> BadInput:
    """The refusal of a file that takes too long."""
    return BadInput(
        "too_slow",
        "Tệp mất quá nhiều thời gian để đọc nên đã dừng; hãy lưu lại tệp từ chương trình gốc hoặc chia nhỏ.",
        "Reading the file took too long and was stopped; save it anew from its program or split it.",
    )


def _crashed() -> BadInput:
    """The refusal of a file that the parser did not survive."""
    return BadInput(
        "parser_crashed",
        "Tệp hỏng hoặc đòi quá nhiều bộ nhớ, không đọc được; hãy lưu lại tệp từ chương trình gốc.",
        "The file is damaged or asks for too much memory and cannot be read; save it anew from its program.",
    )


def _unparsable(error: Exception) -> list[str]:
    """The refusal of a file on which a library failed in a way of its own."""
    name = type(error).__name__
    return [
        "unparsable",
        f"Tệp hỏng, không đọc được ({name}); hãy lưu lại tệp từ chương trình gốc.",
        f"The file is damaged and cannot be read ({name}); save it anew from its program.",
    ]


def _messages(task: str, argument: str) -> Iterator[dict[str, Any]]:
    """What the worker says while it works on one file."""
    module, _, name = task.partition(":")
    result = None
    try:
        for result in getattr(import_module(module), name)(argument):
            if not isinstance(result, dict):
                yield {"step": result}
    except BadInput as error:
        yield {"refused": [error.code, error.vi, error.en]}
        return
    except MemoryError:
        refused = _crashed()
        yield {"refused": [refused.code, refused.vi, refused.en]}
        return
    except Exception as error:  # noqa: BLE001  whatever a library raises on a hostile file refuses that file
        yield {"refused": _unparsable(error)}
        return
    yield {"result": result}


def _serve(folder: str) -> None:
    """Work on one file after another until the program that started this one is gone; `folder` is for what is written
    meanwhile.
    """
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_WRITTEN, _WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer
    # a library that writes to standard output must not break the messages
    sys.stdout = sys.stderr
    out.write(b"{}\n")
    out.flush()
    for line in sys.stdin.buffer:
        for message in _messages(**json.loads(line)):
            if "step" not in message:
                message["grown"] = _peak() > _GROWN
            out.write(_said(message))
            out.flush()
    # whoever would remove it may have been killed
    shutil.rmtree(folder, ignore_errors=True)


def _peak() -> int:
    """The most bytes that this process has held at once."""
    with contextlib.suppress(OSError):  # no /proc outside Linux
        status = Path("/proc/self/status").read_text("ascii", "replace")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    # on Linux this would be what the process that started this one held, where that is more
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _said(message: dict[str, Any]) -> bytes:
    """A message as a line of JSON; long texts of its result follow the line, which says how many bytes they are."""
    beside: dict[str, bytes] = {}
    for name, value in message.get("result", {}).items():
        if isinstance(value, str) and len(value) >= _APART:
            with contextlib.suppress(UnicodeEncodeError):  # half a pair alone, which JSON writes
                beside[name] = value.encode(_BESIDE)
    if beside:
        result = {name: value for name, value in message["result"].items() if name not in beside}
        message = message | {"result": result, "beside": {name: len(raw) for name, raw in beside.items()}}
    line = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
    return b"".join([line, b"\n", *beside.values()])


if __name__ == "__main__":
    _serve(sys.argv[1])
