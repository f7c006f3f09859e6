"""One process owns the folder; the commands of others are carried out there."""

import json
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.errors import StoreFault
from index.owner import ADDRESS, Command, FolderLock, Output, carry_out, serving

HOLD = """
import sys, time
from pathlib import Path
from index.owner import FolderLock
lock = FolderLock.take(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(600)
"""


def echo(arguments: Sequence[str], out: Output, err: Output, cwd: Path) -> int:
    """Print what was asked, where from, and by whom it is carried out."""
    out.write(f"{' '.join(arguments)} {cwd} {os.getpid()}\n")
    err.write("tiếng Việt\n")
    return 7


@contextmanager
def opened(folder: Path, commands: Mapping[str, Command]) -> Iterator[Mapping[str, Command]]:
    """A folder opened as the store is, with these commands."""
    lock = FolderLock.take(folder)
    try:
        yield commands
    finally:
        lock.release()


def away(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Carry out `echo` from another process, which can only forward it."""
    code = (
        "import sys; from pathlib import Path; from index.owner import carry_out\n"
        "from index.errors import StoreFault\n"
        "def opened(): raise StoreFault('store_busy', 'bận', 'busy')\n"
        "sys.exit(carry_out(Path(sys.argv[1]), 'echo', sys.argv[2:], opened, patience=0))"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(folder), *arguments], capture_output=True, text=True, timeout=120
    )


def asking(folder: Path, command: str) -> socket.socket:
    """A connection on which the owner has been asked for a command."""
    address = json.loads((folder / ADDRESS).read_text())
    asked = {"token": address["token"], "command": command, "arguments": [], "folder": "/", "watched": []}
    caller = socket.create_connection(("127.0.0.1", address["port"]), 60)
    caller.sendall(json.dumps(asked).encode() + b"\n")
    return caller


def test_a_command_without_an_owner_runs_here(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It opens the folder, runs, and lets go."""
    for _ in range(2):
        assert carry_out(data, "echo", ["a"], lambda: opened(data, {"echo": echo})) == 7
    assert capsys.readouterr().out == f"a {Path.cwd()} {os.getpid()}\n" * 2
    assert not (data / ADDRESS).exists()


def test_a_command_is_carried_out_by_the_live_owner(data: Path) -> None:
    """Output, errors, exit code and the caller's folder are as if it ran in the caller's process."""
    with opened(data, {"echo": echo}) as commands, serving(data, commands):
        done = away(data, "--flag", "câu hỏi \n hai dòng")

    assert done.stdout == f"--flag câu hỏi \n hai dòng {Path.cwd()} {os.getpid()}\n"
    assert (done.stderr, done.returncode) == ("tiếng Việt\n", 7)


def test_many_commands_at_once_are_all_carried_out(data: Path) -> None:
    """Callers do not wait for one another."""
    meet = threading.Barrier(3, timeout=60)

    def wait(arguments: Sequence[str], out: Output, err: Output, cwd: Path) -> int:
        meet.wait()
        return echo(arguments, out, err, cwd)

    with opened(data, {"echo": wait}) as commands, serving(data, commands):
        results: list[int] = []
        callers = [threading.Thread(target=lambda: results.append(away(data).returncode)) for _ in range(3)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
    assert results == [7, 7, 7]


def test_a_fault_of_the_program_shows_its_traceback_to_the_caller(data: Path) -> None:
    """The owner goes on."""

    def fail(arguments: Sequence[str], out: Output, err: Output, cwd: Path) -> int:
        raise KeyError("a bug")

    with opened(data, {"echo": fail}) as commands, serving(data, commands):
        assert [away(data).returncode for _ in range(2)] == [1, 1]
        assert "KeyError: 'a bug'" in away(data).stderr


def test_the_end_waits_for_commands_that_run(data: Path) -> None:
    """What was begun is finished before the folder is let go."""
    begun = threading.Event()

    def slow(arguments: Sequence[str], out: Output, err: Output, cwd: Path) -> int:
        begun.set()
        time.sleep(0.5)
        return echo(arguments, out, err, cwd)

    results: list[int] = []
    with opened(data, {"echo": slow}) as commands, serving(data, commands):
        caller = threading.Thread(target=lambda: results.append(away(data).returncode))
        caller.start()
        assert begun.wait(60)
    caller.join()
    assert results == [7]


def test_the_token_is_the_users_own(data: Path) -> None:
    """Nobody else reads the file, and it goes with the owner."""
    with opened(data, {"echo": echo}) as commands, serving(data, commands):
        assert stat.S_IMODE((data / ADDRESS).stat().st_mode) == 0o600
    assert not (data / ADDRESS).exists()


@pytest.mark.parametrize(
    "sent",
    [b"", b"\n", b"GET / HTTP/1.1\r\n\r\n", b'{"token": "wrong", "command": "echo"}\n', b"[1]\n", b"\xff\n"],
)
def test_who_does_not_know_the_token_gets_nothing(data: Path, sent: bytes) -> None:
    """The connection ends without a word, and the owner serves the next caller."""
    with opened(data, {"echo": echo}) as commands, serving(data, commands):
        port = json.loads((data / ADDRESS).read_text())["port"]
        with socket.create_connection(("127.0.0.1", port), 60) as stranger:
            stranger.sendall(sent)
            stranger.shutdown(socket.SHUT_WR)
            assert stranger.recv(100) == b""
        assert away(data).returncode == 7


def test_a_silent_stranger_does_not_hold_up_the_end(data: Path) -> None:
    """A connection that never speaks is no command to wait for."""
    with opened(data, {"echo": echo}) as commands:
        with serving(data, commands):
            port = json.loads((data / ADDRESS).read_text())["port"]
            stranger = socket.create_connection(("127.0.0.1", port), 60)
        assert not (data / ADDRESS).exists()
        stranger.close()


def test_a_caller_that_goes_away_ends_its_command(data: Path) -> None:
    """The command meets a closed stream, and the owner serves on."""
    ended = threading.Event()

    def endless(arguments: Sequence[str], out: Output, err: Output, cwd: Path) -> int:
        try:
            while True:
                out.write("x" * 10_000)
        finally:
            ended.set()

    with opened(data, {"echo": echo, "endless": endless}) as commands, serving(data, commands):
        with asking(data, "endless") as caller:
            caller.sendall(b'{"begin": true}\n')
            caller.recv(1000)
        assert ended.wait(60)
        assert away(data).returncode == 7


def test_a_command_whose_caller_waits_no_more_is_not_begun(data: Path) -> None:
    """Who gave the owner up before it answered, and had the work done otherwise, has it done once."""
    begun = []

    def noted(arguments: Sequence[str], out: Output, err: Output, cwd: Path) -> int:
        begun.append(arguments)
        return echo(arguments, out, err, cwd)

    with opened(data, {"echo": noted}) as commands, serving(data, commands):
        with asking(data, "echo") as caller, caller.makefile("rb") as replies:
            assert json.loads(replies.readline()) == {"accepted": True}
            caller.shutdown(socket.SHUT_WR)
            assert replies.read() == b""
        assert away(data).returncode == 7
    assert len(begun) == 1


def test_a_dead_owners_folder_is_taken_over(data: Path) -> None:
    """Its lock went with it, its address leads nowhere."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(data)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        # bound and never listened on: nobody answers there, and nobody else comes to
        with socket.socket() as deaf, pytest.raises(StoreFault, match=str(holder.pid)) as busy:
            deaf.bind(("127.0.0.1", 0))
            address = {"pid": holder.pid, "port": deaf.getsockname()[1], "token": "t"}
            (data / ADDRESS).write_text(json.dumps(address))
            carry_out(data, "echo", [], lambda: opened(data, {"echo": echo}), patience=0)
        assert busy.value.code == "store_busy"
        holder.kill()
        holder.wait()

    assert carry_out(data, "echo", [], lambda: opened(data, {"echo": echo})) == 7


def test_a_command_waits_for_an_owner_that_ends(data: Path) -> None:
    """Whoever cannot be asked is waited for, and the command then runs here."""
    lock = FolderLock.take(data)
    timer = threading.Timer(0.5, lock.release)
    timer.start()

    assert carry_out(data, "echo", [], lambda: opened(data, {"echo": echo})) == 7
    timer.join()


def test_an_owner_that_lacks_the_command_is_waited_for(data: Path) -> None:
    """Only the deadline ends the wait."""
    with opened(data, {}) as commands, serving(data, commands):
        done = away(data)
    assert done.returncode == 1
    assert "StoreFault" in done.stderr


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    """The message says which setting to change."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreFault, match="--data"):
        FolderLock.take(tmp_path / "file" / "data")
