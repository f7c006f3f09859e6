"""ZIP: the members of an archive, each read by the reader of its own kind; nothing is unpacked beside it.

A member's bytes lie in a folder of their own while they are read, at a place that does not depend on its name. Names
are read as UTF-8 if they say so or can be, else in a Vietnamese encoding in which they make sense, else in code page
437. `NAME.meta.json` beside a member describes the report, as it does outside an archive.
"""

import shutil
import stat
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from index.encodings import decode
from index.errors import BadInput
from index.formats.draft import Draft
from index.formats.member import (
    LARGEST_SUM,
    MOST_MEMBERS,
    BadMember,
    Room,
    drafts,
    is_left_behind,
    is_of_page,
    laid_down,
    shown,
    unsafe,
)
from index.formats.package import BROKEN, bomb, check_packing, damaged, grows, protected, unpacked
from index.formats.sidecar import LARGEST as LARGEST_SIDECAR
from index.formats.sidecar import SUFFIX, Sidecar, names, parsed

_UTF8 = 0x800
_ENCRYPTED = 0x1


def read(path: Path, room: Room | None = None) -> Iterator[Draft | BadInput]:
    """The reports of an archive's members in order; BadInput if it is damaged, too large or a bomb."""
    room = room or Room()
    try:
        with ZipFile(path) as archive, tempfile.TemporaryDirectory(prefix="trich-") as folder:
            members = {}
            _check(archive.infolist())
            for number, info in enumerate(archive.infolist()):
                name = _name(info)
                if name.endswith(("/", "\\")) or _is_hidden(name):
                    continue
                if name in members:
                    yield BadMember(shown(name), _twice())
                    continue
                members[name] = number, info
            if not members:
                raise BadInput(
                    "empty_archive",
                    "Tệp nén không có tệp nào; hãy nén lại các báo cáo rồi thêm lại.",
                    "The archive holds no files; pack the reports again and add it again.",
                )
            said = dict(_sidecars(archive, {name: info for name, (_, info) in members.items()}))
            for name, (number, info) in members.items():
                if not (name.lower().endswith(SUFFIX) or _is_of_page(name, members)):
                    yield from _member(archive, name, info, Path(folder) / str(number), said, room)
    except BROKEN as error:
        raise damaged() from error


def _check(members: list[ZipInfo]) -> None:
    """Raise BadInput if the members together are more than an archive of reports holds."""
    size = sum(info.file_size for info in members)
    if len(members) > MOST_MEMBERS or size > LARGEST_SUM:
        raise BadInput(
            "archive_too_large",
            f"Tệp nén chứa {len(members)} tệp, giải nén ra {size // 1024**2} MB; giới hạn là "
            f"{MOST_MEMBERS} tệp, {LARGEST_SUM // 1024**2} MB. Hãy tách nhỏ.",
            f"The archive holds {len(members)} files of {size // 1024**2} MB; the limit is "
            f"{MOST_MEMBERS} files, {LARGEST_SUM // 1024**2} MB. Split it.",
        )
    if any(map(grows, members)):
        raise bomb()


def _member(
    archive: ZipFile, name: str, info: ZipInfo, folder: Path, said: dict[str, Sidecar | BadInput], room: Room
) -> Iterator[Draft | BadInput]:
    """The reports of one member, or why it cannot be read."""
    facts = next((said[each] for each in names(name) if each in said), None)
    try:
        if refused := _refused(name, info) or (facts if isinstance(facts, BadInput) else None):
            raise refused
        check_packing(info)
        room.take(info.file_size)
        path = laid_down(name, folder)
        try:
            with archive.open(info) as packed, path.open("wb") as file:
                shutil.copyfileobj(packed, file)
        except BROKEN as error:
            raise damaged() from error
        for found in drafts(name, path, room):
            yield facts.on(found) if isinstance(facts, Sidecar) and isinstance(found, Draft) else found
    except BadInput as error:
        yield error if isinstance(error, BadMember) else BadMember(shown(name), error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refused(name: str, info: ZipInfo) -> BadInput | None:
    """Why a member is not read at all."""
    if info.flag_bits & _ENCRYPTED:
        return protected()
    if stat.S_ISLNK(info.external_attr >> 16):
        return BadInput(
            "not_a_file",
            "Đây là liên kết, không phải tệp; hãy nén chính tệp mà nó trỏ tới.",
            "This is a link, not a file; put the file that it leads to into the archive.",
        )
    return unsafe(name)


def _name(info: ZipInfo) -> str:
    """The member's name, UTF-8 where it can be."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = info.filename.encode("cp437", "ignore")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        # Windows in Vietnamese writes names in its own encoding, and old ones are in TCVN3 or VNI
        found = decode(raw)
        return found.text if found else info.filename


def _is_hidden(name: str) -> bool:
    """Whether the member is a system's own: hidden, or what a system or program left beside a file."""
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or any(is_left_behind(part) and part not in (".", "..") for part in parts)


def _is_of_page(name: str, members: Collection[str]) -> bool:
    """Whether the member is a part of a saved page that is in the archive, too."""
    folders = PurePosixPath(name.replace("\\", "/")).parents
    return any(is_of_page(str(folder), members) for folder in folders)


def _twice() -> BadInput:
    """The error for a second member under one name."""
    return BadInput(
        "duplicate_name",
        "Trong tệp nén có hai tệp trùng tên; chỉ nhận tệp đầu. Hãy đổi tên rồi nén lại.",
        "Two files of the archive have this name; only the first was taken. Rename one and pack them again.",
    )


def _sidecars(archive: ZipFile, members: dict[str, ZipInfo]) -> Iterator[tuple[str, Sidecar | BadInput]]:
    """What the sidecars in the archive say, by their names."""
    for name, info in members.items():
        if name.lower().endswith(SUFFIX) and not info.flag_bits & _ENCRYPTED:
            try:
                yield name, parsed(unpacked(archive, info) if info.file_size <= LARGEST_SIDECAR else b"")
            except BadInput as error:
                yield name, error
