"""Command line: arguments that cannot be used are reported as every other fault is."""

import argparse
from typing import NoReturn

from index.errors import BadInput


class CommandLine(argparse.ArgumentParser):
    """A parser whose faults are reported as all others are: one sentence, or the error shape with `--json`."""

    def error(self, message: str) -> NoReturn:
        """Raise BadInput (`bad_usage`) for arguments that cannot be used; `message` is the library's own."""
        raise BadInput(
            "bad_usage",
            f"Lệnh chưa đúng ({message}). Xem cách dùng: `{self.prog} --help`.",
            f"The command cannot be used as it is ({message}). See `{self.prog} --help`.",
        )
