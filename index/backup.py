"""Backup: the store as one file. What can be made again (vectors, keywords) is left out, and made on restore.

A backup is a zip archive of SQLite databases, copied consistently, and a manifest with their digests.
"""

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from index.catalog import FILE, FORMAT, OLDER, Catalog
from index.errors import BadInput, StoreFault

_MANIFEST = "manifest.json"
_SUFFIX = ".sqlite3"


def write(catalog: Catalog, folder: Path, destination: Path) -> Path:
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
            copies = [Path(space) / found.name for found in sorted(folder.glob(f"*{_SUFFIX}"))]
            for copy in copies:
                if copy.name == FILE:
                    catalog.copy_to(copy)
                else:
                    _copy(folder / copy.name, copy)
            packed = Path(space) / "backup"
            _pack(copies, packed)
            os.link(packed, destination)  # fails, instead of writing over, if another backup came first
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise StoreFault(
            "backup_failed",
            f"Không ghi được bản sao lưu vào {destination} ({why}): hãy kiểm tra thư mục và dung lượng đĩa.",
            f"The backup could not be written to {destination} ({why}): check the folder and the free space.",
        ) from error
    return destination


def unpack(source: Path, folder: Path) -> None:
    """Put a backup's databases into an empty or new folder; BadInput, with nothing touched, else."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(
            "folder_not_empty",
            f"Thư mục {folder} không trống: hãy khôi phục vào một thư mục mới bằng --data.",
            f"The folder {folder} is not empty: restore into a new one with --data.",
            "data",
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as space:
            databases = _checked(source, Path(space))
            folder.mkdir(exist_ok=True)
            for database in databases:
                shutil.move(database, folder / database.name)
    except (OSError, zipfile.BadZipFile, EOFError, KeyError, TypeError, ValueError, StoreFault) as error:
        raise BadInput(
            "bad_backup",
            f"{source} không phải là bản sao lưu còn nguyên vẹn của Trích ({error}): hãy dùng bản khác.",
            f"{source} is not a whole backup of Trích ({error}): use another one.",
            "src",
        ) from error


def _copy(source: Path, copy: Path) -> None:
    """A consistent copy of a database that others may be using."""
    reading, writing = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(copy)
    try:
        reading.backup(writing)
    finally:
        writing.close()
        reading.close()


def _pack(databases: list[Path], packed: Path) -> None:
    """The databases and their manifest as one archive."""
    manifest = {
        "product": "trich",
        "format": FORMAT,
        "files": {path.name: _digest(path) for path in databases},
    }
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        for path in databases:
            archive.write(path, path.name)
    with packed.open("rb") as file:
        os.fsync(file.fileno())


def _checked(source: Path, space: Path) -> list[Path]:
    """The databases of a backup in `space`, each proved whole, the catalog made a store of its own."""
    with zipfile.ZipFile(source) as archive:
        manifest = json.loads(archive.read(_MANIFEST))
        if manifest["product"] != "trich" or manifest["format"] not in (*OLDER, FORMAT):
            raise ValueError(f"format {manifest['format']}")
        databases = []
        for name, digest in manifest["files"].items():
            path = space / Path(name).name
            with archive.open(name) as packed, path.open("wb") as file:
                shutil.copyfileobj(packed, file)
            if path.suffix != _SUFFIX or _digest(path) != digest:
                raise ValueError(name)
            databases.append(path)
    catalog = Catalog.open(space)
    catalog.make_own()
    catalog.close()
    return databases


def _digest(path: Path) -> str:
    """A file's SHA-256."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
