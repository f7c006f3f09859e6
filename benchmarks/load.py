"""How many requests a second a server answers, how late, over a large store, beside LangChain's pipeline.

    make bench BENCH=load ARGS="STORE [--clients 64] [--seconds 60] [--requests 50000] [--against FOLDER]"

STORE is a data folder with reports (that of `startup.py --store` holds 30,000 passages). The server runs in a
process of its own, asked over loopback from this one: no rate limit, no answer asked for twice. `--requests` then sends
so many more, searches and questions in turn, the same ones over again where the store has no more, and tells the memory
after each tenth; `--seconds 0` does that alone, for which a small store will do. With `--against`
the same passages with the same embedding are asked for through FastAPI around LangChain's retrievers, in the
same run; FOLDER is then where langchain-chroma, langchain-classic, langchain-community and rank-bm25 are
installed (`pip install --no-deps --target FOLDER …`), and where the vectors for it are kept. Linux alone:
memory comes from /proc.
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from index import Index
from index.embedder import load

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 600
# Requests until what is kept in memory is there.
_WARMING = 1000
# Words of a sentence that make a question: about what people type.
_WORDS = 12


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run of clients saw; latencies in milliseconds, sorted."""

    seconds: float
    latencies: list[float]
    errors: list[str]

    @property
    def rate(self) -> float:
        """Requests answered a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency below which that share of requests stays."""
        return self.latencies[min(int(len(self.latencies) * share), len(self.latencies) - 1)]


def main() -> None:
    """Ask each server for each thing, print a table."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--requests", type=int, default=0, help="then so many more, to see the memory")
    parser.add_argument("--against", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    known = questions(options.store)
    asked = iter(known)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {options.clients} clients")
    if options.seconds:
        print("| server | asked for | a second | p50 | p99 | errors | memory before, after |")
        print("|---|---|---|---|---|---|---|")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    ours = [sys.executable, "app.py", "--port", "0", "--data", str(options.store)]
    with serving(ours, bare | {"ASSISTANT_RATE_LIMIT": "0"}) as (server, address):
        for what in ("search", "ask") if options.seconds else ():
            told("Trích", what, server, address, f"/api/v1/{what}", asked, options)
        if options.requests:
            measure_memory(server, address, known, options)
        print(f"\nevent-loop turns late by up to 100 ms: {turns(address):.3%}\n")
    if options.against:
        theirs = [sys.executable, str(Path(__file__).with_name("_langchain_server.py")), str(options.store)]
        path = f"{options.against}:{ROOT}"
        for kind in ("dense", "hybrid"):
            command = [*theirs, str(options.against / "vectors"), kind]
            with serving(command, bare | {"PYTHONPATH": path}) as (server, address):
                for what in ("search", "ask"):
                    told(f"LangChain, {kind}", what, server, address, f"/{what}", asked, options)


def questions(store: Path) -> list[str]:
    """Questions that differ, made of the store's own sentences; the store is closed again."""
    found: dict[str, None] = {}
    with Index.open(store, load()) as index:
        after: str | None = None
        while True:
            reports, after = index.reports(after, 200)
            for report in reports:
                for sentence in re.split(r"[.\n]", report.text):
                    words = sentence.split()
                    if len(words) >= _WORDS:
                        found[" ".join(words[:_WORDS]) + "?"] = None
            if after is None:
                break
    if not found:
        raise SystemExit(
            f"{store} holds no reports: make a store with `startup.py --store FOLDER`, name FOLDER/large-30000"
        )
    return list(found)


def told(
    name: str,
    what: str,
    server: "subprocess.Popen[str]",
    address: str,
    path: str,
    asked: Iterator[str],
    options: argparse.Namespace,
) -> None:
    """Measure one thing for some seconds and print its row."""
    before = resident(server.pid)
    deadline = time.perf_counter() + options.seconds
    seen = asyncio.run(run(address, path, asked, options.clients, lambda _: time.perf_counter() < deadline))
    after = resident(server.pid)
    print(
        f"| {name} | {what} | {seen.rate:.1f} | {seen.percentile(0.5):.0f} ms | {seen.percentile(0.99):.0f} ms"
        f" | {len(seen.errors)} of {len(seen.latencies)} | {before:.0f}, {after:.0f} MB |",
        flush=True,
    )
    for error in seen.errors[:3]:
        print(f"  {error}", file=sys.stderr)


def measure_memory(
    server: "subprocess.Popen[str]", address: str, known: Sequence[str], options: argparse.Namespace
) -> None:
    """Memory after some requests that warm the server up, and after each tenth of so many."""
    asked = cycle(known)
    held: list[float] = []
    for part, most in enumerate([_WARMING, *[options.requests // 10] * 10]):
        what = "ask" if part % 2 == 0 else "search"
        some = islice(asked, most)
        seen = asyncio.run(run(address, f"/api/v1/{what}", some, options.clients, lambda _: True))
        assert len(seen.latencies) == most and not seen.errors, seen.errors[:3]
        held.append(resident(server.pid))
    print(f"\nmemory over {options.requests} requests: {', '.join(f'{each:.0f}' for each in held)} MB")


async def run(
    address: str, path: str, asked: Iterator[str], clients: int, goes_on: Callable[[int], bool]
) -> Measured:
    """Clients that each ask one question after the other on a connection of their own."""
    latencies: list[float] = []
    errors: list[str] = []
    begun = time.perf_counter()

    async def client() -> None:
        """One client until the end."""
        place = urlsplit(address)
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        while goes_on(len(latencies)):
            question = next(asked, None)
            if question is None:
                break
            body = json.dumps({"question": question}).encode()
            started = time.perf_counter()
            writer.write(
                f"POST {path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            answer = await reader.readexactly(int(length[1]) if length else 0)
            latencies.append((time.perf_counter() - started) * 1000)
            line = head.partition(b"\r\n")[0]
            if b" 200 " not in line:
                errors.append(f"{line!r} {answer[:300]!r}")
        writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    seconds = time.perf_counter() - begun
    latencies.sort()
    return Measured(seconds, latencies or [0.0], errors)


@contextmanager
def serving(command: list[str], environment: dict[str, str]) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """A server that prints its address, once it is ready; stopped at the end."""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            printed = server.stdout.readline() if server.stdout else ""
            if not printed:
                sys.exit("the server did not start")
            address = next(word for word in printed.split() if word.startswith("http://"))
            deadline = time.perf_counter() + PATIENCE_S
            while not ready(address):
                if time.perf_counter() > deadline:
                    sys.exit("the server was not ready in time")
                time.sleep(0.2)
            yield server, address
        finally:
            server.terminate()


def ready(address: str) -> bool:
    """Whether the server can answer."""
    try:
        with urlopen(f"{address}/readyz", timeout=30) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def turns(address: str) -> float:
    """The share of the event loop's turns that came late by 100 ms at most."""
    with urlopen(f"{address}/metrics") as reply:
        text = reply.read().decode()

    def value(name: str) -> float:
        """One figure."""
        return float(next(line.rpartition(" ")[2] for line in text.splitlines() if line.startswith(name)))

    return value('trich_loop_turn_seconds_bucket{le="0.1"}') / value("trich_loop_turn_seconds_count")


def resident(process: int) -> float:
    """The process's resident memory in megabytes."""
    status = Path(f"/proc/{process}/status").read_text().split()
    return int(status[status.index("VmRSS:") + 1]) / 1024


if __name__ == "__main__":
    main()
