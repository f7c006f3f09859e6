"""What the tests of the readers share: reading one path, and files damaged at random."""

import io
import random
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path

import docx

from index.formats import worker
from index.formats.foreign import OLE
from index.reading import Refused, read
from index.report import Report

SHORT, LONG = 12, 2_000
_AT_ONCE = 100
_MOST_MEMORY = 512 * 1024**2
_BLOCK = 64
_TELLING = (b"\0", b"\xff", b"<", b'"', b"{", b"-1", b"99999")


def reports(path: Path) -> list[Report]:
    """The reports at `path`; whatever is refused fails the test."""
    found = list(read(path))
    assert not [each for each in found if isinstance(each, Refused)]
    return [each for each in found if isinstance(each, Report)]


def report(path: Path) -> Report:
    """The one report at `path`."""
    (found,) = reports(path)
    return found


def refusal(path: Path | str) -> Refused:
    """The one refusal that `path` gets, with a sentence in both languages."""
    (found,) = read(path)
    assert isinstance(found, Refused)
    assert found.message_vi
    assert found.message_en
    return found


def has_ended(noted: Path) -> bool:
    """Whether the process whose number stands in the file is gone, or goes within a minute: one that is killed ends
    when the system next lets it run.
    """
    state = Path(f"/proc/{noted.read_text().strip()}/stat")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if state.read_text().split()[2] in "ZX":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


def word(text: str) -> bytes:
    """A Word document of one paragraph."""
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines(path: Path) -> list[str]:
    """The lines of the one report at `path`."""
    return report(path).text.split("\n")


def damaged(raw: bytes, count: int, seed: int = 2024) -> Iterator[bytes]:
    """The file damaged in `count` ways, the same in every run; a package also inside its parts, an old Office file also
    where it stands, since its sectors lead nowhere once they are moved.
    """
    chance = random.Random(seed)
    is_package = zipfile.is_zipfile(io.BytesIO(raw))
    telling = _told(raw) if raw.startswith(OLE) else []
    for number in range(count):
        if number % 2 and is_package:
            yield _inside(raw, chance)
        elif number % 2 and telling:
            yield _in_place(raw, telling, chance)
        else:
            yield _outside(raw, chance)


def _outside(raw: bytes, chance: random.Random) -> bytes:
    """Bytes with a few of them changed, cut, doubled or replaced."""
    data = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(data) or 1)
        length = chance.choice((1, 1, 2, 16, 200))
        kind = chance.randrange(6)
        if kind == 0:
            data[place : place + 1] = bytes((chance.randrange(256),))
        elif kind == 1:
            del data[place : place + length]
        elif kind == 2:
            data[place:place] = data[place : place + length] * chance.randint(1, 20)
        elif kind == 3:
            data[place : place + length] = chance.randbytes(length)
        elif kind == 4:
            data[place : place + length] = chance.choice(_TELLING) * 4
        elif chance.random() < 0.3:
            del data[place:]
    return bytes(data)


def _told(raw: bytes) -> list[int]:
    """Where something stands in the file: most of an old presentation is one byte over and over."""
    return [at for at in range(0, len(raw), _BLOCK) if len(set(raw[at : at + _BLOCK])) > 1]


def _in_place(raw: bytes, telling: list[int], chance: random.Random) -> bytes:
    """Bytes with a few of them changed, near those places, and none moved."""
    data = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        place = chance.choice(telling) + chance.randrange(_BLOCK)
        length = len(data[place : place + chance.choice((1, 1, 2, 4, 16, 200))])
        kind = chance.choice(_TELLING) * length
        data[place : place + length] = chance.choice((chance.randbytes(length), kind[:length]))
    return bytes(data)


def _inside(raw: bytes, chance: random.Random) -> bytes:
    """A package with one of its parts damaged and packed again."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        hit = chance.choice(old.infolist()).filename
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, _outside(part, chance) if info.filename == hit else part)
    return packed.getvalue()


def survives(raw: bytes, path: Path, count: int) -> None:
    """Hold that no damage to a file of one report raises, and that a refused one gives no report."""
    with cleanly(path.parent) if count >= LONG else nullcontext():
        for data in damaged(raw, count):
            path.write_bytes(data)
            _hold(list(read(path)))


def survives_in_parts(raw: bytes, path: Path, count: int) -> None:
    """Hold that no damage to a file of several reports raises, and that each refusal has its sentence."""
    for data in damaged(raw, count):
        path.write_bytes(data)
        found = list(read(path))
        assert found
        assert all(one.message_vi and one.file.encode() for one in found if isinstance(one, Refused))
        reports = [one for one in found if isinstance(one, Report)]
        assert all(one.text.encode() and one.key.startswith(str(path)) for one in reports)


def survive_together(
    raw: Iterable[bytes], folder: Path, suffix: str, prepare: Callable[[Path], None] = lambda _: None
) -> None:
    """Hold the same of many files of one report each, read as many at once as there are cores; `prepare` is given the
    folder of each hundred before they are read.
    """
    held = folder / "held"
    held.mkdir()
    waiting = iter(raw)
    while some := list(islice(waiting, _AT_ONCE)):
        for number, data in enumerate(some):
            (held / f"{number:03}{suffix}").write_bytes(data)
        prepare(held)
        found = list(read(held))
        assert [Path(each.file or "").name for each in found] == sorted(each.name for each in held.iterdir())
        for each in found:
            _hold([each])
        for path in held.iterdir():
            path.unlink()


def _hold(found: list[Report | Refused]) -> None:
    """Hold that what came of a file is reports that can be indexed, or one refusal of one sentence a language."""
    assert found
    if any(isinstance(each, Refused) for each in found):
        assert len(found) == 1
    for each in found:
        if isinstance(each, Report):
            assert each.text.encode()
            assert each.text.strip()
            assert all(0 <= start < end <= len(each.text) for start, end in each.body)
        else:
            assert all(said.isprintable() and len(said) > 10 for said in (each.message_vi, each.message_en))


@contextmanager
def cleanly(folder: Path) -> Iterator[None]:
    """Hold that what is read inside leaves no temporary file and no process, and that none took too much memory."""
    passing = folder / "passing"
    passing.mkdir()
    worker.stop_idle()
    usual, tempfile.tempdir = tempfile.tempdir, str(passing)
    before = _peak()
    try:
        yield
    finally:
        tempfile.tempdir = usual
        worker.stop_idle()
    assert not list(passing.iterdir())
    assert not _at_work_in(passing)
    assert _peak() <= max(before, _MOST_MEMORY)


def _peak() -> int:
    """The most bytes that a process held that this one, or one of its own, started and saw end."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def _at_work_in(folder: Path) -> list[str]:
    """The processes whose command or surroundings name the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue  # it has just ended, or is somebody else's
        if bytes(folder) in told:
            found.append(told.decode(errors="replace"))
    return found
