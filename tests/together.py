"""Together: what LibreOffice makes of many files at one start, since a start takes it fifty times as long as a file.

The product asks for each file alone; here it is first asked for all, and then given what came of them. A start that
does not end well is made again with half of its files, and one file that it does not survive is left to the product.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from index.errors import BadInput
from index.formats import office
from index.reading import read

# Every so many files are converted alone all the same, and must come to the same.
_EVERY = 50
_ran = office._ran


class Together:
    """In place of the product's way to run a program: what came of each file by its bytes."""

    def __init__(self, folder: Path) -> None:
        """Nothing made yet; `folder` is for what will be."""
        self._folder = folder
        self._is_asking = False
        self._asked: dict[bytes, Sequence[str]] = {}
        self._made: dict[bytes, Path | None] = {}
        self.starts = self.given = self.alone = 0

    def prepare(self, held: Path) -> None:
        """Convert all that the product would have converted of the files in that folder."""
        self._is_asking = True
        list(read(held))
        self._is_asking = False
        shutil.rmtree(self._folder, ignore_errors=True)
        self._made.clear()
        for reader in sorted({_reader(command) for command in self._asked.values()}):
            self._halved([raw for raw, command in self._asked.items() if _reader(command) == reader])
        self._asked.clear()

    def ran(self, command: Sequence[str], folder: Path, seconds: float, *, alone: bool) -> int:
        """What the product runs a program by, for one file."""
        raw = Path(command[-1]).read_bytes()
        if self._is_asking:
            self._asked[raw] = command
            return 1
        if raw not in self._made:
            self.alone += 1
            return _ran(command, folder, seconds, alone=alone)
        self.given += 1
        out, made = Path(_out(command)), self._made[raw]
        if self.given % _EVERY == 0:
            _ran(command, folder, seconds, alone=alone)
            assert any(out.glob("*")) == (made is not None)
        elif made:
            out.mkdir()
            shutil.copyfile(made, out / f"source{made.suffix}")
        return 0

    def _halved(self, files: list[bytes]) -> None:
        """Convert the files at one start, or where that does not end well each half of them."""
        self.starts += 1
        folder = self._folder / str(self.starts)
        (folder / "in").mkdir(parents=True)
        command = self._asked[files[0]]
        sources = [folder / "in" / f"{number}{Path(command[-1]).suffix}" for number in range(len(files))]
        for source, raw in zip(sources, files, strict=True):
            source.write_bytes(raw)
        # the product's own folders are gone by now
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(office._PROFILE, encoding="utf-8")
        asked = [word.replace(_profile(command), settings.parents[1].as_uri()) for word in command[:-1]]
        out = folder / "out"
        asked[asked.index(_out(command))] = str(out)
        if _ended([*asked, *map(str, sources)], folder):
            made = {path.stem: path for path in out.glob("*")}
            self._made |= {raw: made.get(source.stem) for source, raw in zip(sources, files, strict=True)}
        elif len(files) > 1:
            middle = len(files) // 2
            self._halved(files[:middle])
            self._halved(files[middle:])


def _ended(command: Sequence[str], folder: Path) -> bool:
    """Whether the program came to its end with these files."""
    try:
        return _ran(command, folder, office._SECONDS, alone=True) == 0
    except BadInput:
        return False


def _out(command: Sequence[str]) -> str:
    """Where the program puts what it makes."""
    return command[command.index("--outdir") + 1]


def _profile(command: Sequence[str]) -> str:
    """Where the program's settings are, as an address."""
    return next(word for word in command if word.startswith("-env:UserInstallation=")).partition("=")[2]


def _reader(command: Sequence[str]) -> str:
    """Which of its readers the program is to take."""
    return next(word for word in command if word.startswith("--infilter="))
