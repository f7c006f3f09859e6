"""How long the page keeps people waiting who ask at the same moment.

    make bench BENCH=page_users ARGS="[STORE] [--users 50]"

Each of so many sessions sends a question of its own over the page's own protocol, all at once, to a server in a
process of its own with a warm store: what a browser sends, without the browser. STORE is a data folder with
reports, else a new one with the sample texts. The questions are made of the store's sentences. Seconds from
sending to the first words of the answer or refusal, and to all of it; no rate limit, as if each came from a
machine of his own. The page is open before, and has its greeting, as it is in a browser.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]
from load import questions, serving
from serving import embedder, samples

from index import Index

PATIENCE_S = 120


@dataclass(frozen=True, slots=True)
class Waited:
    """One person's wait in seconds: to the first words, and to the end of the answer."""

    first: float
    whole: float
    state: str


def main() -> None:
    """Print the waits."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--users", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder) / "store"
        if not options.store:
            with Index.open(store, embedder()) as index:
                index.add(samples())
        asked = list(islice(questions(store), 2 * options.users))
        if len(asked) < 2:
            sys.exit(f"{store} holds too few sentences to ask of")
        bare = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
        command = [sys.executable, "app.py", "--port", "0", "--data", str(store)]
        with serving(command, bare | {"ASSISTANT_RATE_LIMIT": "0"}) as (server, address):
            # one half warms the server
            half = len(asked) // 2
            asyncio.run(everybody(address, asked[:half]))
            before = worked(server.pid)
            waits = asyncio.run(everybody(address, asked[half:]))
            spent = worked(server.pid) - before
    errors = [one.state for one in waits if one.state != "done"]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}: {len(waits)} people at once")
    for name in ("first", "whole"):
        seconds = sorted(getattr(one, name) for one in waits)
        print(f"{name:6} median {seconds[len(seconds) // 2]:5.2f} s   longest {seconds[-1]:5.2f} s")
    print(f"the server's processor time {spent:.2f} s")
    print(f"errors {len(errors)} {' '.join(sorted(set(errors)))}")
    sys.exit(1 if errors else 0)


def worked(process: int) -> float:
    """Seconds that a process has spent on a processor, on all threads; Linux alone."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def everybody(address: str, asked: list[str]) -> list[Waited]:
    """Each question in a session of its own, all sent in the same moment."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE_S, limits=limits) as client:
        config = (await client.get("/config")).json()
        ask = next(
            one["id"]
            for one in config["dependencies"]
            if any(event == "submit" for _, event in one["targets"])
        )
        inputs = len(config["dependencies"][ask]["inputs"])
        greet = next(
            one["id"] for one in config["dependencies"] if any(event == "load" for _, event in one["targets"])
        )
        sessions = [f"user{number}x{time.time_ns()}" for number in range(len(asked))]
        await asyncio.gather(*(greeted(client, greet, session) for session in sessions))
        return await asyncio.gather(
            *(
                person(client, ask, inputs, session, question)
                for session, question in zip(sessions, asked, strict=True)
            )
        )


async def greeted(client: httpx.AsyncClient, greet: int, session: str) -> None:
    """One person's page as it stands when it has been opened."""
    body = {"data": [], "fn_index": greet, "session_hash": session}
    (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
    await client.get("/gradio_api/queue/data", params={"session_hash": session})


async def person(client: httpx.AsyncClient, ask: int, inputs: int, session: str, question: str) -> Waited:
    """One person's question, until the answer stands on the page."""
    begun = time.perf_counter()
    data: list[Any] = [json.dumps({"filters": {}}), question, *[None] * (inputs - 2)]
    body = {"data": data, "fn_index": ask, "trigger_id": None, "session_hash": session, "event_data": None}
    cookie = {"Cookie": f"trich-browser={session}"}
    joined = await client.post("/gradio_api/queue/join", json=body, headers=cookie)
    if joined.status_code != 200:
        return Waited(0.0, time.perf_counter() - begun, f"join {joined.status_code}")
    first = 0.0
    async with client.stream(
        "GET", "/gradio_api/queue/data", params={"session_hash": session}, headers=cookie
    ) as stream:
        async for line in stream.aiter_lines():
            now = time.perf_counter() - begun
            if (
                not first
                and ('class=\\"sentence' in line or 'class=\\"reply' in line)
                and "waiting" not in line
            ):
                first = now
            if 'data-state=\\"failed\\"' in line or '"success":false' in line.replace(" ", ""):
                return Waited(first, now, "failed")
            if 'data-state=\\"done\\"' in line:
                return Waited(first or now, now, "done")
    return Waited(first, time.perf_counter() - begun, "lost")


if __name__ == "__main__":
    main()
