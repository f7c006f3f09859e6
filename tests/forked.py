"""A command line in a process of its own, forked from one that has imported what every command needs.

Python and Chroma take two seconds of a core to start, and the tests give some two hundred commands. What is forked
reads the environment, the folder and the arguments as a fresh start does; that a fresh start works, and what it
imports, is held by tests which make one.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from io import FileIO, TextIOWrapper
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory

_FORKING: ForkServerContext = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(
    ["assistant.__main__", "assistant.assistant", "chromadb", "index.__main__", "langchain_core.runnables"]
)


def forked_command(
    module: str, arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], patience: float = 120
) -> tuple[int, bytes, bytes]:
    """Exit code, standard output and error of `python -m MODULE …`; TimeoutError after `patience` seconds."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = _FORKING.Process(
            target=_carried_out, args=(module, arguments, cwd, dict(environment), out, err)
        )
        process.start()
        process.join(patience)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutError(f"{module} {' '.join(arguments)} took more than {patience} s")
        code = process.exitcode
        process.close()
        return code, out.read_bytes(), err.read_bytes()


def _carried_out(
    module: str, arguments: Sequence[str], cwd: Path, environment: dict[str, str], out: Path, err: Path
) -> None:
    """Make this process what a start with these arguments would be, and run the module."""
    for path, number in ((out, 1), (err, 2)):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdout = TextIOWrapper(FileIO(1, "w", closefd=False), encoding="utf-8")
    sys.stderr = TextIOWrapper(FileIO(2, "w", closefd=False), encoding="utf-8", errors="backslashreplace")
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [module, *arguments]
    # imported already, it would not be run as a fresh one without a warning
    sys.modules.pop(f"{module}.__main__", None)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
