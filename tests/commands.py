"""The command lines as somebody types them: processes of their own, with an owner of the store or without."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forked import forked_command
from serving import embedder

from assistant.__main__ import commands
from assistant.assistant import Assistant
from index import Index, Report
from index.owner import serving

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, byte for byte as text, and its exit code."""

    code: int
    out: str
    err: str

    def value(self) -> Any:
        """The one JSON value on standard output, ended by a line end, with nothing told beside it."""
        assert self.code == 0, self.err
        assert self.out.endswith("\n") and self.out.count("\n") == 1
        return json.loads(self.out)

    def lines(self) -> list[dict[str, Any]]:
        """The JSON lines on standard output, each ended by a plain line end."""
        assert self.code == 0, self.err
        assert self.out.endswith("\n") and "\r" not in self.out
        return [json.loads(line) for line in self.out[:-1].split("\n")]

    def fault(self, code: int, shaped: bool = True) -> dict[str, Any]:
        """The error that the command ended with: its shape, or its one sentence as `message`."""
        assert (self.code, self.out) == (code, "")
        assert "Traceback" not in self.err and ".py" not in self.err
        assert self.err.endswith("\n") and self.err.count("\n") == 1
        if not shaped:
            return {"message": self.err.strip()}
        error: dict[str, Any] = json.loads(self.err)["error"]
        assert set(error) >= {"code", "message", "param"}
        assert error["code"] and error["message"]
        return error


def run(data: Path, module: str, *arguments: str | Path, cwd: Path = ROOT, **settings: str) -> Ran:
    """Run `python -m MODULE …` on a data folder; `settings` are further environment variables."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    environment = bare | {"PYTHONPATH": str(ROOT), "ASSISTANT_DATA": str(data)} | settings
    code, out, err = forked_command(module, [str(argument) for argument in arguments], cwd, environment)
    return Ran(code, out.decode(), err.decode())


@contextmanager
def owned(folder: Path, reports: Sequence[Report] = ()) -> Iterator[Index]:
    """The folder's store held by this process, which carries out the commands of others."""
    with Index.open(folder, embedder()) as index:
        if reports:
            index.add(reports)
        with serving(folder, commands(Assistant(index))):
            yield index
