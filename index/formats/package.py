"""Package: a zip of XML parts (DOCX, XLSX, ODT) opened within bounds, before any parser sees it.

A file of 100 kB can hold 50 MB of markup, and that can become gigabytes of tree; so size, growth and the
number of nodes are counted first. Document types are refused: no office program writes one, and entities,
local or external, come in by no other way.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import unpack
from typing import Any, TypeAlias, TypeVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from index.errors import BadInput

# lxml ships no types
Element: TypeAlias = Any

# What zipfile raises for a package that is damaged, or made to damage.
BROKEN = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)

# A thousand pages of tables are some 20 MB of markup, a million nodes; a tree of the limit takes 250 MB.
LARGEST_PART = 32 * 1024 * 1024
_MOST_NODES = 1_500_000
# Office markup shrinks ten- to fortyfold; what shrinks more than this, once it is large, was made to.
LARGEST_RATIO = 150
RATIO_FROM = 4 * 1024 * 1024
_MOST_PARTS = 10_000
# All parts together, pictures with them.
_LARGEST = 1024 * 1024 * 1024
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")
# Styles, lists and relations are the same, byte for byte, in all that was made from one template.
_KEPT, _LARGEST_KEPT = 16, 64 * 1024
_LOCAL_HEADER = 30
_Read = TypeVar("_Read")


@contextmanager
def opened(path: Path) -> Iterator[ZipFile]:
    """The package, its sizes checked; BadInput if it is damaged, too large or made to grow."""
    try:
        with ZipFile(path) as package:
            check(package.infolist())
            yield package
    except BROKEN as error:
        raise damaged() from error


def check(parts: list[ZipInfo]) -> None:
    """BadInput `zip_bomb` or `too_large` where the parts together are more than a document holds."""
    size = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or size > _LARGEST:
        raise BadInput(
            "too_large",
            f"Tệp chứa {len(parts)} phần, giải nén ra {size // 1024**2} MB, quá lớn cho một báo cáo; hãy tách nhỏ.",
            f"The file holds {len(parts)} parts of {size // 1024**2} MB unpacked, too large for a report; split it.",
        )
    if any(map(grows, parts)):
        raise bomb()


def grows(part: ZipInfo) -> bool:
    """Whether the part grows beyond all measure when it is unpacked."""
    return part.file_size > RATIO_FROM and part.file_size > LARGEST_RATIO * max(part.compress_size, 1)


def bomb() -> BadInput:
    """The error for a file that grows beyond all measure."""
    return BadInput(
        "zip_bomb",
        f"Tệp nén nở ra hơn {LARGEST_RATIO} lần, không giống tệp báo cáo; đã bỏ qua. Hãy thêm thẳng tệp ở "
        "trong nếu đó là báo cáo.",
        f"The file grows over {LARGEST_RATIO} times when unpacked, unlike a report; it was left out. Add "
        "what is in it if that is a report.",
    )


def damaged() -> BadInput:
    """The error for a package that cannot be unpacked."""
    return BadInput(
        "corrupt_file",
        "Tệp bị hỏng hoặc thiếu phần cuối; hãy chép lại từ bản gốc rồi thêm lại.",
        "The file is damaged or cut short; copy it again from the original and add it again.",
    )


def protected() -> BadInput:
    """The error for a file that opens with a password only."""
    return BadInput(
        "password_protected",
        "Tệp có đặt mật khẩu; hãy bỏ mật khẩu, lưu lại rồi thêm lại.",
        "The file is protected by a password; save it without one and add it again.",
    )


def part(package: ZipFile, name: str) -> Element | None:
    """The root element of a part, None if there is no such part; BadInput if it cannot be parsed."""
    found = markup(package, name)
    return None if found is None else parsed(found)


def markup(package: ZipFile, name: str) -> bytes | None:
    """The markup of a part, None if there is no such part; BadInput if it is more than a parser should get."""
    try:
        info = package.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & 0x1:
        raise protected()
    if info.file_size > LARGEST_PART:
        raise BadInput(
            "too_large",
            f"Phần chữ của tệp lớn {info.file_size // 1024**2} MB, quá giới hạn "
            f"{LARGEST_PART // 1024**2} MB; hãy chia nhỏ tệp.",
            f"The text part has {info.file_size // 1024**2} MB, over the limit of "
            f"{LARGEST_PART // 1024**2} MB; split the file.",
        )
    found = unpacked(package, info)
    check_markup(found)
    return found


def unpacked(package: ZipFile, info: ZipInfo) -> bytes:
    """A part's bytes; BadInput if they do not unpack to what it says."""
    check_packing(info)
    try:
        with package.open(info) as packed:
            # without a measure zipfile unpacks all that is there before it cuts it to the size given
            return packed.read(info.file_size)
    except BROKEN as error:
        raise damaged() from error


def check_packing(info: ZipInfo) -> None:
    """BadInput if the part is packed in a way that zipfile does not know, or unpacks without measure."""
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadInput(
            "unusual_packing",
            "Tệp được nén theo cách ít dùng, chưa mở được; hãy giải nén rồi nén lại theo cách thường (Deflate).",
            "This is packed in an unusual way, which cannot be opened; unpack it and pack it as usual (Deflate).",
        )


def kept(read: Callable[[bytes], _Read]) -> Callable[[ZipFile, str], _Read]:
    """The reader of a part's markup (b"" if it is absent), what it made of the last ones kept by how they lie
    packed: what was read once is neither unpacked nor checked again.
    """
    known: dict[tuple[int, int, bytes], _Read] = {}

    def look(package: ZipFile, name: str) -> _Read:
        """What is made of the part of that name."""
        packed = _packed(package, name)
        if packed in known:
            return known[packed]
        made = read(markup(package, name) or b"")
        if packed is not None:
            while len(known) >= _KEPT:
                known.pop(next(iter(known)))
            known[packed] = made
        return made

    return look


def _packed(package: ZipFile, name: str) -> tuple[int, int, bytes] | None:
    """A small part as it lies in the package, with how it is packed and its sum; None for another."""
    info = package.NameToInfo.get(name)
    if info is None or package.fp is None or info.flag_bits & 0x1 or info.compress_size > _LARGEST_KEPT:
        return None
    package.fp.seek(info.header_offset)
    header = package.fp.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER:
        return None
    before = sum(unpack("<HH", header[26:]))
    return info.compress_type, info.CRC, package.fp.read(before + info.compress_size)[before:]


def parsed(markup: bytes) -> Element:
    """The root element of markup that was checked; BadInput if it cannot be parsed."""
    from lxml import etree  # type: ignore[import-untyped]  # ships no types

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(markup, parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error


def check_markup(markup: bytes) -> None:
    """BadInput if the markup brings a document type, or more nodes than memory should hold."""
    # what most markup has not is told by two signs of a declaration, without a pattern
    if (b"<!" in markup or b"<\0!" in markup) and _DOCTYPE.search(markup):
        raise BadInput(
            "unsafe_markup",
            "Tệp khai báo DTD (thực thể XML), điều mà phần mềm văn phòng không làm; đã bỏ qua vì an "
            "toàn. Hãy mở bằng phần mềm văn phòng, lưu lại rồi thêm lại.",
            "The file declares a DTD (XML entities), which no office program does; it was left out. Open "
            "it in an office program, save it and add it again.",
        )
    if len(markup) > _MOST_NODES and markup.count(b"<") + markup.count(b"=") > _MOST_NODES:
        raise bomb()
