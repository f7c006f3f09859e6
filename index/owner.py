"""Owner: one process has the folder; a command that finds a live owner sends its work there.

Chroma loses vectors silently when two processes write one directory, so the store is open in one process at a
time. Whoever has it also carries out the commands of others: it listens on a loopback address, left in the
folder with a secret token, and streams back what the command prints, so the output is the same either way.
What the commands are, this file does not know.
"""

import json
import os
import secrets
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from filelock import FileLock, Timeout

from index.errors import StoreFault, TrichError

LOCK, ADDRESS = "owner.lock", "owner.json"
_HOST = "127.0.0.1"
# A command is a line of arguments, not a text; a longer message comes from no command of ours.
_LONGEST_MESSAGE = 16_000_000
# Seconds for two processes of one machine to greet each other.
_HANDSHAKE = 5.0


class Output(Protocol):
    """Where a command prints: this process's streams, or another's."""

    def write(self, text: str, /) -> int:
        """Print."""

    def flush(self) -> None:
        """Let what was printed be seen."""

    def isatty(self) -> bool:
        """Whether a person watches."""


# Takes the arguments, standard output, standard error and the caller's folder; gives the exit code.
Command = Callable[[Sequence[str], Output, Output, Path], int]


class FolderLock:
    """The right to open a folder's store, held until released or until the process ends, however it ends."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    @classmethod
    def take(cls, folder: Path) -> "FolderLock":
        """The lock of the folder, made if need be; StoreFault `store_busy` if another holds it."""
        _check_name(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
            lock.acquire()
        except Timeout as error:
            raise _busy(folder) from error
        except OSError as error:
            raise StoreFault(
                "folder_unusable",
                f"Không dùng được thư mục dữ liệu {folder} ({error.strerror}): hãy chọn thư mục khác bằng "
                "--data hoặc cấp quyền ghi.",
                f"The data folder {folder} cannot be used ({error.strerror}): choose another with --data, "
                "or give the right to write to it.",
            ) from error
        (folder / ADDRESS).unlink(missing_ok=True)  # a dead owner's
        return cls(lock)

    def release(self) -> None:
        """Release the lock, so that others can open the store."""
        self._lock.release()


def carry_out(
    folder: Path,
    name: str,
    arguments: Sequence[str],
    opened: Callable[[], AbstractContextManager[Mapping[str, Command]]],
    patience: float = 30.0,
) -> int:
    """Run the command `name` where the store is open: in the live owner, else here; returns its exit code.

    `opened` opens the store and gives the commands that this process can run on it, by name, for itself and
    for others meanwhile. StoreFault `store_busy` when the owner neither takes the command nor ends within
    `patience` seconds.
    """
    deadline = time.monotonic() + patience
    while True:
        code = _forward(folder, name, arguments)
        if code is not None:
            return code
        try:
            with opened() as commands, serving(folder, commands):
                return commands[name](arguments, sys.stdout, sys.stderr, Path.cwd())
        except StoreFault as fault:
            if fault.code != "store_busy" or time.monotonic() > deadline:
                raise
        time.sleep(0.1)


@contextmanager
def serving(folder: Path, commands: Mapping[str, Command]) -> Iterator[None]:
    """Carry out other processes' commands until the end of the block, which waits for those that run."""
    token = secrets.token_hex(32)
    with socket.create_server((_HOST, 0)) as listening:
        running = _Running()
        accepting = threading.Thread(
            target=_accept, args=(listening, token, commands, running), name="owner", daemon=True
        )
        accepting.start()
        # on a full disk reports can still be read and removed; others find the store busy
        with suppress(OSError):
            _leave_address(folder, {"pid": os.getpid(), "port": listening.getsockname()[1], "token": token})
        try:
            yield
        finally:
            for name in (ADDRESS, f"{ADDRESS}.new"):
                (folder / name).unlink(missing_ok=True)
            with suppress(OSError):  # not every system lets a listening socket be shut down
                listening.shutdown(socket.SHUT_RDWR)
            listening.close()
            accepting.join()
            running.end()


def tell(error: TrichError, err: Output, as_json: bool) -> int:
    """Print an error as the command line does, its shape or its sentence; returns the exit code."""
    err.write((json.dumps(error.to_json(), ensure_ascii=False) if as_json else error.message()) + "\n")
    return error.exit_code


def _check_name(folder: Path) -> None:
    """Raise StoreFault for a folder whose name the store's engines cannot read."""
    try:
        str(folder).encode()
    except UnicodeEncodeError as error:
        raise StoreFault(
            "folder_unusable",
            f"Không dùng được thư mục dữ liệu {folder} (tên không phải UTF-8): hãy chọn thư mục khác bằng --data.",
            f"The data folder {folder} cannot be used (its name is not UTF-8): choose another with --data.",
        ) from error


def _leave_address(folder: Path, address: dict[str, Any]) -> None:
    """Write where the owner listens, for nobody but this user to read."""
    path = folder / f"{ADDRESS}.new"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(address, file)
    path.replace(folder / ADDRESS)


class _Running:
    """The commands of others that run now, and whether more are let in."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0
        self._ending = False

    @contextmanager
    def admitted(self) -> Iterator[bool]:
        """Count one more command while the block lasts, unless the end has begun."""
        with self._changed:
            admitted = not self._ending
            self._count += admitted
        try:
            yield admitted
        finally:
            with self._changed:
                self._count -= admitted
                self._changed.notify_all()

    def end(self) -> None:
        """Admit no more, and wait for those that run."""
        with self._changed:
            self._ending = True
            self._changed.wait_for(lambda: not self._count)


def _accept(listening: socket.socket, token: str, commands: Mapping[str, Command], running: _Running) -> None:
    """Give each caller a thread, until the socket is closed."""
    while True:
        try:
            caller, _ = listening.accept()
        except OSError:
            return
        threading.Thread(
            target=_serve, args=(caller, token, commands, running), name="command", daemon=True
        ).start()


def _serve(caller: socket.socket, token: str, commands: Mapping[str, Command], running: _Running) -> None:
    """Carry out one caller's command, if the caller knows the token and stays."""
    with suppress(OSError), caller, caller.makefile("rb") as reading:
        caller.settimeout(_HANDSHAKE)
        asked = _message(reading.readline(_LONGEST_MESSAGE))
        if not secrets.compare_digest(str(asked.get("token")).encode(), token.encode()):
            return
        command = commands.get(asked["command"])
        if command is None:
            return
        with running.admitted() as admitted:
            if not admitted:
                return
            _send(caller, {"accepted": True})
            # one that has waited too long for this has its work done otherwise by now
            if not _message(reading.readline(_LONGEST_MESSAGE)).get("begin"):
                return
            caller.settimeout(None)
            out, err = (_Remote(caller, name, name in asked["watched"]) for name in ("out", "err"))
            try:
                code = command(asked["arguments"], out, err, Path(asked["folder"]))
            except Exception:  # noqa: BLE001 - a fault of ours; its traceback belongs to who gave the command
                err.write(traceback.format_exc())
                code = 1
            _send(caller, {"exit": code})


class _Remote:
    """A stream that prints in the caller's process."""

    def __init__(self, caller: socket.socket, name: str, watched: bool) -> None:
        self._caller = caller
        self._name = name
        self._watched = watched

    def write(self, text: str, /) -> int:
        """Send the text; OSError when the caller has gone, which ends the command."""
        if text:
            _send(self._caller, {self._name: text})
        return len(text)

    def flush(self) -> None:
        """Nothing waits here."""

    def isatty(self) -> bool:
        """Whether the caller's stream is a terminal."""
        return self._watched


def _send(peer: socket.socket, message: dict[str, Any]) -> None:
    """One message, a line of JSON."""
    peer.sendall(json.dumps(message).encode() + b"\n")


def _message(line: bytes) -> dict[str, Any]:
    """A line as a message; empty if it is none, as when the peer has gone."""
    with suppress(ValueError):
        message = json.loads(line)
        if line.endswith(b"\n") and isinstance(message, dict):
            return message
    return {}


def _forward(folder: Path, name: str, arguments: Sequence[str]) -> int | None:
    """Have the live owner carry the command out, printing here; None if no owner takes it."""
    streams: dict[str, Output] = {"out": sys.stdout, "err": sys.stderr}
    asked = {
        "command": name,
        "arguments": list(arguments),
        "folder": str(Path.cwd()),
        "watched": [stream for stream, output in streams.items() if output.isatty()],
    }
    try:
        address = json.loads((folder / ADDRESS).read_text("utf-8"))
        owner = socket.create_connection((_HOST, address["port"]), _HANDSHAKE)
    except (OSError, ValueError, KeyError):
        return None
    with owner, owner.makefile("rb") as replies:
        try:
            _send(owner, {"token": address["token"], **asked})
            if not _message(replies.readline()).get("accepted"):
                return None
            _send(owner, {"begin": True})
        except OSError:
            return None
        owner.settimeout(None)
        return _printed(replies, streams)


def _printed(replies: BinaryIO, streams: Mapping[str, Output]) -> int:
    """Print what the owner sends until it gives the exit code."""
    while True:
        try:
            message = _message(replies.readline())
        except OSError:
            message = {}
        if not message:
            raise StoreFault(
                "owner_lost",
                "Tiến trình đang giữ kho đã dừng giữa chừng: hãy chạy lại lệnh.",
                "The process that had the store ended in between: run the command again.",
            )
        if "exit" in message:
            return int(message["exit"])
        for stream, text in message.items():
            streams[stream].write(text)
            streams[stream].flush()


def _busy(folder: Path) -> StoreFault:
    """The error that says who has the folder, and what to do."""
    try:
        pid = json.loads((folder / ADDRESS).read_text("utf-8"))["pid"]
    except (OSError, ValueError, KeyError):
        pid = "?"
    return StoreFault(
        "store_busy",
        f"Kho {folder} đang do một tiến trình khác giữ (pid {pid}): hãy đợi nó xong hoặc dừng nó rồi chạy "
        "lại.",
        f"The store {folder} is held by another process (pid {pid}): wait until it ends, or stop it, and "
        "try again.",
    )
