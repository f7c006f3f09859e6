"""Command line: what both command lines share: faults are one sentence or the error shape, and end in an exit code."""

import argparse
import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from index.errors import BadInput, StoreFault, TrichError
from index.formats import worker
from index.interrupt import INTERRUPTED, raise_again
from index.owner import tell

# What the system says where there is no room for output.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


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
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the shell closed it, as with `>&-`
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open as long as the process
        # JSON lines end in \n alone, and are UTF-8, on every system
        getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        raise_again()
        code = work()
        sys.stdout.flush()
    except TrichError as error:
        return tell(error, sys.stderr, as_json)
    except KeyboardInterrupt:
        worker.stop_all()
        sys.stderr.write("\n")
        return INTERRUPTED
    except BrokenPipeError:
        # the reader has gone, as in `list | head`
        _write_no_more()
        return 0
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _write_no_more()
        fault = StoreFault(
            "output_not_written",
            f"Không ghi được kết quả ra ({error.strerror}): hãy kiểm tra dung lượng đĩa của nơi ghi.",
            f"The output could not be written ({error.strerror}): check the space left where it goes.",
        )
        return tell(fault, sys.stderr, as_json)
    return code


def named(given: str) -> str:
    """An argument that names a file or folder; what a script's unset variable leaves would name the one it runs in."""
    if given:
        return given
    raise argparse.ArgumentTypeError("tên để trống/the name is empty")


def folder(given: str) -> Path:
    """An argument's folder."""
    return Path(named(given))


def check_store(at: Path, *files: str) -> None:
    """Raise BadInput (`store_not_found`) where a folder holds none of a store's files.

    Who only reads would otherwise make a store of a mistyped name, and be told that nothing is in it. What cannot be
    looked into, or is no folder, is left to the opening, which tells why.
    """
    with suppress(OSError):
        if (at.is_dir() or not at.exists()) and not any((at / file).exists() for file in files):
            raise BadInput(
                "store_not_found",
                f"Ở {at} không có kho nào: hãy kiểm tra lại --data hoặc ASSISTANT_DATA, hay tạo kho bằng "
                "`python -m index add`.",
                f"There is no store at {at}: check --data or ASSISTANT_DATA, or make one with "
                "`python -m index add`.",
                "data",
            )


def words(given: str) -> str:
    """An argument's words: UTF-8 even where the locale is of another encoding; BadInput for other bytes."""
    try:
        return given.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError as error:
        raise BadInput(
            "not_utf8",
            "Câu hỏi có ký tự không phải UTF-8. Hãy đặt cửa sổ lệnh dùng UTF-8 rồi gõ lại.",
            "The question holds characters that are not UTF-8. Set the terminal to UTF-8 and type it again.",
            "question",
        ) from error


def _write_no_more() -> None:
    """Let nothing more be flushed to where it cannot go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
