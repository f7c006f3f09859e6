"""Text: a file's bytes as the characters they stand for, or a refusal; never letters that were not written."""

from collections.abc import Iterator
from pathlib import Path

from index.encodings import BOMS, Decoded, decode
from index.errors import BadInput
from index.formats.draft import Draft, contents

# Fewer letters tell nothing of how they are written.
_LEAST = 16
_CONTROL = bytes(sorted(frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")))


def read(path: Path) -> Iterator[Draft]:
    """The one report of a .txt file, in Unicode, without its byte order mark and otherwise unchanged."""
    text, converted = recognised(contents(path))
    yield Draft(text, converted=converted)


def decoded(raw: bytes) -> str:
    """The bytes as text, see `recognised`."""
    return recognised(raw).text


def recognised(raw: bytes) -> Decoded:
    """The bytes as text: UTF-8, or UTF-16 or UTF-32 that say so by their mark, or a legacy Vietnamese
    encoding, then named; BadInput for all else.
    """
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            return decode(raw) or _strict(raw[len(bom) :], encoding, len(bom))
    if b"\0" in raw and (unmarked := _unmarked(raw)):
        return unmarked
    # the whole file is looked at, so that a text that turns binary half-way is not indexed either
    head = raw[:4096]
    if b"\0" in raw or len(head) - len(head.translate(None, _CONTROL)) > len(head) // 20:
        raise BadInput(
            "not_text",
            "Tệp này là dữ liệu nhị phân, không phải văn bản; hãy lưu lại thành văn bản UTF-8.",
            "This file is binary data, not text; save it as UTF-8 text.",
        )
    return decode(raw) or _strict(raw, "utf-8", 0)


def _unmarked(raw: bytes) -> Decoded | None:
    """UTF-16 that says so by no mark: every other byte of Latin text is small, and there is no other control sign."""
    half = len(raw) // 2
    zeros = raw[::2].count(0), raw[1::2].count(0)
    if len(raw) % 2 or half < _LEAST or max(zeros) < half // 4 or min(zeros) > half // 50:
        return None
    try:
        text = raw.decode("utf-16-le" if zeros[1] > zeros[0] else "utf-16-be")
    except UnicodeDecodeError:
        return None
    return None if any(map(text.__contains__, map(chr, _CONTROL))) else Decoded(text, None)


def _strict(raw: bytes, encoding: str, offset: int) -> Decoded:
    """The text in this very encoding; BadInput names the first byte that does not fit."""
    try:
        return Decoded(raw.decode(encoding), None)
    except UnicodeDecodeError as error:
        at = offset + error.start
        raise BadInput(
            "bad_encoding",
            f"Tệp không phải {encoding.upper()} (sai ở byte thứ {at}); hãy lưu lại thành UTF-8 rồi thêm lại.",
            f"The file is not {encoding.upper()} (byte {at} does not fit); save it as UTF-8, add it again.",
        ) from error
