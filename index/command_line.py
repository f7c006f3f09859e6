"""Command line: what both command lines share: faults are one sentence or the error shape, and end in an exit code."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from index.errors import BadInput, TrichError
from index.formats import worker
from index.owner import tell

# As shells report a command that Ctrl-C ended.
_INTERRUPTED = 130


class CommandLine(argparse.ArgumentParser):
    """A parser whose faults are reported as all others are: one sentence, or the error shape with `--json`."""

    def error(self, message: str) -> NoReturn:
        """Raise BadInput (`bad_usage`) for arguments that cannot be used; `message` is the library's own."""
        raise BadInput(
            "bad_usage",
            f"Lệnh chưa đúng ({message}). Xem cách dùng: `{self.prog} --help`.",
            f"The command cannot be used as it is ({message}). See `{self.prog} --help`.",
        )


def exit_code(work: Callable[[], int], as_json: bool) -> int:
    """The exit code of a command's process, which `work` gives unless something goes wrong."""
    for stream in (sys.stdout, sys.stderr):
        # JSON lines end in \n alone, and are UTF-8, on every system
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]  # a text stream
    try:
        return work()
    except TrichError as error:
        return tell(error, sys.stderr, as_json)
    except KeyboardInterrupt:
        worker.stop_all()
        sys.stderr.write("\n")
        return _INTERRUPTED
    except BrokenPipeError:
        # the reader has gone, as in `list | head`: nothing more may be flushed to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
