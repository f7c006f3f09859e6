"""Helper for tests: `python app.py` in a process of its own, as a person starts it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from waiting import PATIENCE_S, until

ROOT = Path(__file__).parents[1]
Launched = tuple["subprocess.Popen[str]", httpx.Client]


def environment(**more: str) -> dict[str, str]:
    """The environment of somebody who has set nothing of the product's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")} | more


@contextmanager
def launched(
    *arguments: str,
    home: Path = ROOT,
    python: str = sys.executable,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Launched]:
    """The server on a free port, with a client of the address that it prints; killed at the end if it still runs."""
    with subprocess.Popen(
        [python, "app.py", "--port", "0", *arguments],
        cwd=home, env=variables or environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            assert server.stdout and server.stderr
            printed = server.stdout.readline()
            if not printed:
                pytest.fail(server.stderr.read())
            address = next(word for word in printed.split() if word.startswith("http://"))
            with httpx.Client(base_url=address, timeout=PATIENCE_S) as client:
                yield server, client
        finally:
            server.kill()


def ready(running: Launched) -> None:
    """Wait until the server can answer; from its first reply on it must be alive all the while."""
    server, client = running

    def can_answer() -> bool:
        """Whether it can by now."""
        assert server.poll() is None, "the server ended"
        try:
            alive = client.get("/healthz")
        except httpx.ConnectError:  # the address is printed as the server begins to listen
            return False
        assert alive.status_code == 200
        return client.get("/readyz").status_code == 200

    until(can_answer, "the server was not ready in time")
