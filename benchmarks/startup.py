"""From `python app.py` to the first answer served, and the server's memory, over a small and a large store.

    make bench BENCH=startup ARGS="DATA [--passages 30000] [--runs 2] [--store FOLDER]"

DATA holds `seeds/` (a folder of reports) and `corpora/news-2017.jsonl.gz` (`text`, `title`). The small store holds
the seeds and the sample reports; the large one news up to so many passages too. Stores are made in a temporary
folder unless --store names one, which is kept and used again. Linux alone: figures come from /proc.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from store import reports

from assistant.page.welcome import EXAMPLES
from index import Index, Report
from index.embedder import load
from index.reading import read

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 180


@dataclass(frozen=True, slots=True)
class Started:
    """One start: seconds until the first answer, of one core until then, and megabytes resident."""

    seconds: float
    core_seconds: float
    first_mb: float
    later_mb: float


def main() -> None:
    """Make the stores, start the server over each, print a table."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("data", type=Path, help="holds seeds/ and corpora/news-2017.jsonl.gz")
    parser.add_argument("--passages", type=int, default=30_000, help="of the large store (default 30000)")
    parser.add_argument("--runs", type=int, default=2, help="starts over each store (default 2)")
    parser.add_argument("--store", type=Path, help="where the stores are made, kept and found again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as space:
        stores = options.store or Path(space)
        print("| reports | passages | first answer | of one core | then | after every example | load |")
        print("|---|---|---|---|---|---|---|")
        for name, passages in (("small", 0), (f"large-{options.passages}", options.passages)):
            held = fill(stores / name, options.data, passages)
            for _ in range(options.runs):
                load_before = os.getloadavg()[0]
                one = start(stores / name)
                print(
                    f"| {held} | {one.seconds:.1f} s | {one.core_seconds:.1f} s | {one.first_mb:.0f} MB"
                    f" | {one.later_mb:.0f} MB | {load_before:.1f} of {os.cpu_count()} |",
                    flush=True,
                )


def fill(folder: Path, data: Path, passages: int) -> str:
    """Fill a store that is not there yet; how many reports and passages it holds, as two cells."""
    with Index.open(folder, load()) as index:
        if not index.count:
            # the samples come in as a user's own reports, else the seeds would drive them out
            samples = (path for path in sorted((ROOT / "samples").iterdir()) if path.name != "README.md")
            found = chain.from_iterable(read(path) for path in (data / "seeds", *samples))
            index.add(one for one in found if isinstance(one, Report))
            if passages > index.count_passages:
                news = data / "corpora" / "news-2017.jsonl.gz"
                index.add(reports([news], passages - index.count_passages))
        return f"{index.count:,} | {index.count_passages:,}"


def start(folder: Path) -> Started:
    """Start the server over a store, ask until it answers, ask the examples, stop it."""
    begun = time.perf_counter()
    with serving(folder) as (server, address):
        deadline = begun + PATIENCE_S
        while not answers(address, EXAMPLES[0]):
            if time.perf_counter() > deadline:
                sys.exit(f"no answer in {PATIENCE_S} s")
            time.sleep(0.05)
        seconds = time.perf_counter() - begun
        core, first = core_seconds(server.pid), resident(server.pid)
        urlopen(address).close()
        if not all(answers(address, example) for example in EXAMPLES):
            sys.exit("an example is not answered")
        return Started(seconds, core, first, resident(server.pid))


@contextmanager
def serving(folder: Path) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """The server over a store on a free port, with the address that it prints; stopped at the end."""
    command = [sys.executable, "app.py", "--port", "0", "--data", str(folder)]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    with subprocess.Popen(command, cwd=ROOT, env=bare, stdout=subprocess.PIPE, text=True) as server:
        try:
            printed = server.stdout.readline() if server.stdout else ""
            if not printed:
                sys.exit("the server did not start")
            yield server, next(word for word in printed.split() if word.startswith("http://"))
        finally:
            server.terminate()


def answers(address: str, question: str) -> bool:
    """Whether the question is answered now; False while the server is not ready."""
    body = json.dumps({"question": question}).encode()
    asked = Request(f"{address}/api/v1/ask", body, {"Content-Type": "application/json"})
    try:
        with urlopen(asked, timeout=PATIENCE_S) as reply:
            return bool(json.load(reply)["status"] == "answered")
    except URLError:  # it does not listen yet, or says 503 while its store opens
        return False


def resident(process: int) -> float:
    """The process's resident memory in megabytes."""
    status = Path(f"/proc/{process}/status").read_text().split()
    return int(status[status.index("VmRSS:") + 1]) / 1024


def core_seconds(process: int) -> float:
    """The seconds that the process has had of a core."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
