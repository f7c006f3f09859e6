"""What the tests of the readers share: reading one path, and files damaged at random."""

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from index.reading import Refused, read
from index.report import Report

SHORT, LONG = 12, 2_000
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


def refusal(path: Path) -> Refused:
    """The one refusal that `path` gets, with a sentence in both languages."""
    (found,) = read(path)
    assert isinstance(found, Refused)
    assert found.message_vi
    assert found.message_en
    return found


def lines(path: Path) -> list[str]:
    """The lines of the one report at `path`."""
    return report(path).text.split("\n")


def damaged(raw: bytes, count: int, seed: int = 2024) -> Iterator[bytes]:
    """The file damaged in `count` ways, the same in every run; a package also inside its parts."""
    chance = random.Random(seed)
    is_package = zipfile.is_zipfile(io.BytesIO(raw))
    for number in range(count):
        yield _inside(raw, chance) if is_package and number % 2 else _outside(raw, chance)


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
    for data in damaged(raw, count):
        path.write_bytes(data)
        found = list(read(path))
        assert found
        if any(isinstance(each, Refused) for each in found):
            assert len(found) == 1
        for each in found:
            if isinstance(each, Report):
                assert each.text.encode()
                assert all(0 <= start < end <= len(each.text) for start, end in each.body)
