"""`python app.py` as a person starts it: what it prints, serves, owns and leaves."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from launched import ROOT, environment, launched, ready
from waiting import PATIENCE_S

THEME = "Thanh Hóa chọn chủ đề năm 2023 là gì?"
DECIDED = "kịp thời giải quyết các khó khăn"


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python command run to its end in the project's root, without any setting of this machine's."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )


def test_it_serves_commands_reach_it_and_it_stops(tmp_path: Path) -> None:
    """An empty store gets samples; page, API and commands answer; a stop is clean; a start finds all."""
    folder = tmp_path / "data"
    with launched("--data", str(folder)) as (server, client):
        ready((server, client))
        assert "Trích" in client.get("/").text
        asked = client.post("/api/v1/ask", json={"question": THEME}).json()
        assert DECIDED in asked["answer"]
        assert client.get("/api/v1/reports").json()["total"] == 12

        told = command("-m", "assistant", "ask", THEME, "--json", "--data", str(folder))
        assert told.returncode == 0, told.stderr
        assert json.loads(told.stdout)["answer"] == asked["answer"]
        report = tmp_path / "bao-cao.txt"
        report.write_text("Xã Phú Lộc có 417 hộ tham gia bảo hiểm năm 2024.", encoding="utf-8")
        added = command("-m", "index", "add", str(report), "--data", str(folder), "--json")
        assert added.returncode == 0, added.stderr
        assert client.get("/api/v1/reports").json()["total"] == 1

        with client.stream("GET", "/gradio_api/heartbeat/a-page-left-open") as left_open:
            assert left_open.status_code == 200
            server.send_signal(signal.SIGTERM)
            assert server.wait(PATIENCE_S) == 0
        assert server.stderr and server.stderr.read() == ""
        assert server.stdout and server.stdout.read() == ""
    assert not (folder / "owner.json").exists()

    alone = command("-m", "index", "list", "--data", str(folder), "--json")
    assert [one["file"] for one in json.loads(alone.stdout)] == ["bao-cao.txt"]
    with launched("--data", str(folder)) as (server, client):
        ready((server, client))
        assert client.get("/api/v1/reports").json()["total"] == 1
        server.send_signal(signal.SIGINT)
        assert server.wait(PATIENCE_S) == 0


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    """A port that another program has is told at once, with what to do, and nothing is made."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = command("app.py", "--port", str(port), "--data", str(tmp_path / "data"))
    assert ended.returncode == 2
    assert str(port) in ended.stderr and "--port" in ended.stderr
    assert ended.stderr.count("\n") == 1 and ended.stdout == ""
    assert not (tmp_path / "data").exists()


def test_a_store_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    """A data folder that is a file, and one that another server owns, end the start with the reason."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    ended = command("app.py", "--port", "0", "--data", str(blocked))
    assert ended.returncode == 1
    assert str(blocked) in ended.stderr and "Traceback" not in ended.stderr

    with launched("--data", str(tmp_path / "data")) as (server, client):
        ready((server, client))
        second = command("app.py", "--port", "0", "--data", str(tmp_path / "data"))
        assert second.returncode == 1
        assert "Traceback" not in second.stderr and second.stderr.count("\n") == 1
        assert client.get("/healthz").status_code == 200


def test_others_are_served_once_a_key_was_made(tmp_path: Path) -> None:
    """Without keys the server listens on loopback alone and says so; with one it does as told, and asks for it."""
    folder = tmp_path / "data"
    with launched("--data", str(folder), "--host", "0.0.0.0") as (server, client):
        assert client.base_url.host == "127.0.0.1"
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE_S) == 0
        assert server.stderr and "Chưa có khóa nào" in server.stderr.read()
    made = command("-m", "assistant", "keys", "make", "máy bên cạnh", "--data", str(folder))
    assert made.returncode == 0, made.stderr
    with launched("--data", str(folder), "--host", "0.0.0.0") as (server, client):
        assert client.base_url.host == "0.0.0.0"
        ready((server, client))
        assert client.get("/api/v1/reports").status_code == 401
        signed = {"Authorization": f"Bearer {made.stdout.strip()}"}
        assert client.get("/api/v1/reports", headers=signed).json()["total"] == 12
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE_S) == 0
        assert server.stderr and server.stderr.read() == ""


def test_a_setting_that_cannot_be_used_ends_the_start(tmp_path: Path) -> None:
    """What a layer of the server cannot use is told at once, and nothing is served."""
    ended = subprocess.run(
        [sys.executable, "app.py", "--port", "0", "--data", str(tmp_path / "data")],
        cwd=ROOT, env=environment() | {"ASSISTANT_TRUSTED_PROXIES": "may-chu"},
        capture_output=True, text=True, timeout=PATIENCE_S,
    )  # fmt: skip
    assert ended.returncode == 2 and ended.stdout == ""
    assert "ASSISTANT_TRUSTED_PROXIES" in ended.stderr and ended.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["--port", "x"], ["--nothing"]])
def test_bad_usage_exits_2(arguments: list[str]) -> None:
    """What cannot be parsed is bad usage, without a traceback."""
    ended = command("app.py", *arguments)
    assert ended.returncode == 2 and "Traceback" not in ended.stderr
    assert ended.stderr.startswith("Lệnh chưa đúng") and ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["app.py", "--port", "0"], ["-m", "assistant", "ask", "lúa"], ["-m", "index", "list"]]
)
def test_ctrl_c_while_it_is_loaded_ends_it_quietly(arguments: list[str], tmp_path: Path) -> None:
    """Whoever starts the wrong thing and stops it at once gets no trace of code."""
    (tmp_path / "filelock.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    environment = os.environ | {
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
        "ASSISTANT_DATA": str(tmp_path),
    }
    # whatever runs the tests in the background has them ignore it
    heeding = ["env", "--default-signal=INT", sys.executable]
    ended = subprocess.run(
        [*heeding, *arguments], capture_output=True, timeout=120, cwd=ROOT, env=environment
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
