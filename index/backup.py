"""Backup: the store as one file. What can be made again (vectors, keywords) is left out, and made on restore.

A backup is a zip archive of SQLite databases, copied consistently, the original files that the catalog names, and
a manifest with their digests.
"""

import errno
import json
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from index.catalog import FILE, Catalog
from index.errors import BadInput, StoreFault
from index.original import FOLDER, Originals
from index.schema import FORMAT, OLDER

_MANIFEST = "manifest.json"
_SUFFIX = ".sqlite3"
_ORIGINAL = re.compile(rf"{FOLDER}/([0-9a-f]{{64}})")
# What the system says of a folder or disk that cannot be written to, and never of a file that is damaged.
_NOT_OF_THE_BACKUP = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS)
# Copies of the catalog that are made until none of its originals has left meanwhile.
_TRIES = 5


def write(catalog: Catalog, originals: Originals, folder: Path, destination: Path) -> Path:
    """Write the backup to `destination`, or under a dated name into it if it is a folder; returns the file.

    Every SQLite database that lies in the store's folder goes in. A file that is there is never written over.
    """
    if destination.is_dir():
        destination /= f"trich-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip"
    if destination.exists():
        raise BadInput(
            "backup_exists",
            f"Đã có tệp {destination}: hãy chọn tên khác, bản sao lưu cũ không bị ghi đè.",
            f"{destination} is there already: choose another name, no backup is written over.",
            "dest",
        )
    try:
        with tempfile.TemporaryDirectory(dir=destination.parent) as space:
            copies = {found.name: Path(space) / found.name for found in sorted(folder.glob(f"*{_SUFFIX}"))}
            for name, copy in copies.items():
                if name != FILE:
                    _copy(folder / name, copy)
            copies |= _with_originals(catalog, originals, Path(space))
            packed = Path(space) / "backup"
            _pack(copies, packed)
            _put(packed, destination)
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise StoreFault(
            "backup_failed",
            f"Không ghi được bản sao lưu vào {destination} ({why}): hãy kiểm tra thư mục và dung lượng đĩa.",
            f"The backup could not be written to {destination} ({why}): check the folder and the free space.",
        ) from error
    return destination


def unpack(source: Path, folder: Path) -> None:
    """Put a backup's files into an empty or new folder; otherwise BadInput, with nothing touched, or StoreFault
    (`restore_failed`) where it is the folder that cannot be written to.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(
            "folder_not_empty",
            f"Thư mục {folder} không trống: hãy khôi phục vào một thư mục mới bằng --data.",
            f"The folder {folder} is not empty: restore into a new one with --data.",
            "data",
        )
    try:
        source.open("rb").close()
    except OSError as error:
        raise BadInput(
            "bad_backup",
            f"Không đọc được bản sao lưu {source} ({error.strerror}): hãy kiểm tra đường dẫn và quyền đọc.",
            f"The backup {source} cannot be read ({error.strerror}): check the path and the right to read it.",
            "src",
        ) from error
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unpacking = tempfile.TemporaryDirectory(dir=folder.parent)
    except OSError as error:
        raise _unwritten(folder, error) from error
    with unpacking as space:
        try:
            _moved(_checked(source, Path(space)), Path(space), folder)
        except (OSError, zipfile.BadZipFile, EOFError, KeyError, TypeError, ValueError, StoreFault) as error:
            if isinstance(error, OSError) and error.errno in _NOT_OF_THE_BACKUP:
                raise _unwritten(folder, error) from error
            raise BadInput(
                "bad_backup",
                f"{source} không phải là bản sao lưu còn nguyên vẹn của Trích ({error}): hãy dùng bản khác.",
                f"{source} is not a whole backup of Trích ({error}): use another one.",
                "src",
            ) from error


def _put(packed: Path, destination: Path) -> None:
    """Give a finished backup its name; FileExistsError, instead of writing over, if another came first."""
    try:
        os.link(packed, destination)
    except FileExistsError:
        raise
    except OSError:  # a stick's file system mostly has no links
        with packed.open("rb") as source, destination.open("xb") as made:
            try:
                shutil.copyfileobj(source, made)
                os.fsync(made.fileno())
            except OSError:
                destination.unlink()
                raise


def _moved(files: Sequence[Path], space: Path, folder: Path) -> None:
    """Put unpacked files where they belong."""
    folder.mkdir(exist_ok=True)
    for file in files:
        place = folder / file.relative_to(space)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(file, place)


def _unwritten(folder: Path, error: OSError) -> StoreFault:
    """The fault of a folder that a backup cannot be unpacked into; the backup itself may be whole."""
    return StoreFault(
        "restore_failed",
        f"Không ghi được vào {folder} ({error.strerror}): hãy kiểm tra thư mục, quyền ghi và dung lượng đĩa.",
        f"{folder} cannot be written to ({error.strerror}): check the folder, the right to write and the free space.",
    )


def _with_originals(catalog: Catalog, originals: Originals, space: Path) -> dict[str, Path]:
    """A copy of the catalog, and a second name of each original that it refers to, by their names in the backup."""
    held = space / FOLDER
    held.mkdir()
    for _ in range(_TRIES):
        catalog.copy_to(space / FILE)
        copied = Catalog.open(space)
        try:
            digests = copied.originals()
        finally:
            copied.close()
        missing = [digest for digest in digests if not _held(originals.place(digest), held / digest)]
        if not missing:
            return {FILE: space / FILE, **{f"{FOLDER}/{digest}": held / digest for digest in sorted(digests)}}
        if any(digest in catalog.originals() for digest in missing):
            raise FileNotFoundError(2, f"thiếu tệp gốc/an original is missing: {missing[0][:12]}")
    raise FileNotFoundError(2, "kho đang thay đổi liên tục/the store keeps changing")


def _held(place: Path, held: Path) -> bool:
    """Link or copy a file to where it is safe from removal; False if it is gone already."""
    if held.exists():
        return True
    try:
        os.link(place, held)
    except FileNotFoundError:
        return False
    except OSError:  # another disk, or a file system without links
        try:
            shutil.copyfile(place, held)
        except FileNotFoundError:
            return False
    return True


def _copy(source: Path, copy: Path) -> None:
    """A consistent copy of a database that others may be using."""
    reading, writing = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(copy)
    try:
        reading.backup(writing)
    finally:
        writing.close()
        reading.close()


def _pack(files: dict[str, Path], packed: Path) -> None:
    """The files, by their names in the archive, and their manifest as one archive."""
    manifest = {
        "product": "trich",
        "format": FORMAT,
        "files": {name: _digest(path) for name, path in files.items()},
    }
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        for name, path in files.items():
            # most originals are packed in themselves
            archive.write(path, name, zipfile.ZIP_STORED if _ORIGINAL.fullmatch(name) else None)
    with packed.open("rb") as file:
        os.fsync(file.fileno())


def _checked(source: Path, space: Path) -> list[Path]:
    """The files of a backup in `space`, each proved intact, the catalog turned into a store of its own."""
    with zipfile.ZipFile(source) as archive:
        manifest = json.loads(archive.read(_MANIFEST))
        if manifest["product"] != "trich" or manifest["format"] not in (*OLDER, FORMAT):
            raise ValueError(f"format {manifest['format']}")
        files = []
        for name, digest in manifest["files"].items():
            original = _ORIGINAL.fullmatch(name)
            path = Originals(space).place(original[1]) if original else space / Path(name).name
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as packed, path.open("wb") as file:
                shutil.copyfileobj(packed, file)
            if _digest(path) != digest or (original[1] != digest if original else path.suffix != _SUFFIX):
                raise ValueError(name)
            files.append(path)
    catalog = Catalog.open(space)
    catalog.make_own()
    catalog.close()
    return files


def _digest(path: Path) -> str:
    """A file's SHA-256."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
