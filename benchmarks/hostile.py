"""Prints, for each kind of hostile file, what comes of it, in how long, and in how much memory.

`python benchmarks/hostile.py` makes the files in a folder of its own and reads each in a new process. Memory is
the most that the process and all that it started held together (proportional shares, as Linux counts them);
time is from the start of the reading, the imports done, to its end. No file takes more than 10 s and 512 MB, says
more than one sentence a language, or leaves a process or a temporary file; whatever does is marked.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _bombs import odd_folder
from _hostile_files import files

ROOT = Path(__file__).resolve().parent.parent
READ = """
import sys
from pathlib import Path
from index.reading import Refused, read
print("ready", flush=True)
sys.stdin.readline()
found = list(read(Path(sys.argv[1])))
refused = [each for each in found if isinstance(each, Refused)]
codes = sorted({each.code for each in refused})
unclear = sum(not (one.isprintable() and 20 < len(one) < 500) for each in refused
              for one in (each.message_vi, each.message_en))
said = f"{len(found) - len(refused)} read, refused: {', '.join(codes) or '-'}"
print(said + "  UNCLEAR" * bool(unclear), flush=True)
"""


def held(pid: int) -> int:
    """The bytes that a process and all below it hold, shared ones by their share."""
    total, waiting = 0, [pid]
    while waiting:
        at = waiting.pop()
        try:
            lines = Path(f"/proc/{at}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
            for task in Path(f"/proc/{at}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, StopIteration):
            continue  # it has just ended
    return total


def measured(path: Path, passing: Path) -> tuple[str, float, int]:
    """What comes of reading the file, the seconds and the most bytes; temporary files go into a folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", READ, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        env=os.environ | {"TMPDIR": str(passing)},
    )
    assert process.stdin and process.stdout
    process.stdout.readline()
    start = time.monotonic()
    process.stdin.write("\n")
    process.stdin.flush()
    most = 0
    while process.poll() is None:
        most = max(most, held(process.pid))
        time.sleep(0.02)
    spent = time.monotonic() - start
    return process.stdout.read().strip() or f"ended with {process.returncode}", spent, most


def left(passing: Path) -> str:
    """What was left behind in the folder for temporary files, and of processes that were told of it."""
    found = [path.name for path in passing.iterdir()]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if bytes(passing) in (process / "environ").read_bytes():
                found.append(f"process {process.name}")
        except OSError:
            continue  # it has just ended, or is somebody else's
    return f"  LEFT {', '.join(found)}" if found else ""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="files whose name holds this")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as other:
        passing = Path(other)
        for file, made in files():
            if asked.only not in file:
                continue
            path = Path(name) / file
            path.write_bytes(made())
            told(path, passing)
            path.unlink()
        if asked.only in "folder":
            odd_folder(Path(name) / "folder")
            told(Path(name) / "folder", passing)


def told(path: Path, passing: Path) -> None:
    """Print what comes of a file or a folder."""
    outcome, spent, most = measured(path, passing)
    over = "" if spent < 10 and most < 512 << 20 else "  OVER"
    print(f"{path.name:26} {spent:5.1f} s {most / 2**20:5.0f} MB  {outcome}{over}{left(passing)}", flush=True)


if __name__ == "__main__":
    main()
