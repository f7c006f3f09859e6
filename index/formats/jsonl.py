"""JSON lines: many reports in one file, read a line at a time; a bad line is named and the others go in."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from index import dates
from index.errors import BadInput
from index.formats.draft import LIMIT, Draft, said
from index.report import status_code

# What a sender, a sidecar or front matter may say of a report.
FIELDS = (
    "title", "source", "url", "published", "event_date", "province", "number", "type", "signer", "status"
)  # fmt: skip
_CHUNK = 1 << 20
# Text shrinks ten- or twentyfold; what grows more than this, once it is large, was made to fill the disk.
_LARGEST_RATIO = 150
_RATIO_FROM = 64 * 1024 * 1024


def read(path: Path) -> Iterator[Draft | BadInput]:
    """The reports of a .jsonl file, of any size, and a BadInput for each line that holds none."""
    with path.open("rb") as file:
        yield from _drafts(_lines(file, None))


def read_gz(path: Path) -> Iterator[Draft | BadInput]:
    """The reports of a .jsonl.gz file; BadInput if it is corrupt or grows beyond all measure."""
    try:
        with path.open("rb") as packed, gzip.open(packed) as file:
            yield from _drafts(_lines(file, packed))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BadInput(
            "corrupt_gzip",
            "Tệp .gz bị hỏng hoặc thiếu phần cuối; các dòng trước chỗ hỏng đã được nhận. Hãy chép lại tệp.",
            "The .gz file is corrupt or cut short; the lines before the fault were taken. Copy it again.",
        ) from error


def _drafts(lines: Iterator[tuple[int, bytes | None]]) -> Iterator[Draft | BadInput]:
    """Each line's report, or what is wrong with the line."""
    for number, line in lines:
        try:
            if line is None:
                raise BadInput(
                    "too_large",
                    f"dài quá {LIMIT // 1024**2} MB, giới hạn cho một báo cáo; hãy chia nhỏ báo cáo.",
                    f"longer than {LIMIT // 1024**2} MB, the limit for one report; split it.",
                )
            if line.strip():
                yield draft(_parsed(line))
        except BadInput as error:
            yield BadInput(
                error.code, f"Dòng {number}: {error.vi}", f"Line {number}: {error.en}", error.param
            )


def _lines(file: IO[bytes] | gzip.GzipFile, packed: IO[bytes] | None) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1, None in place of a line over the limit."""
    number, got = 0, 0
    line, too_long = b"", False
    while chunk := file.readline(_CHUNK):
        got += len(chunk)
        if packed is not None and got > _RATIO_FROM and got > _LARGEST_RATIO * max(packed.tell(), 1):
            raise BadInput(
                "gzip_bomb",
                f"Tệp .gz nở ra hơn {_LARGEST_RATIO} lần, không giống tệp báo cáo; đã dừng đọc. Hãy tách "
                "nhỏ tệp nếu đó đúng là báo cáo.",
                f"The .gz file grows over {_LARGEST_RATIO} times, unlike a file of reports; reading "
                "stopped. Split it if it does hold reports.",
            )
        too_long = too_long or len(line) + len(chunk) > LIMIT
        line = b"" if too_long else line + chunk
        if chunk.endswith(b"\n"):
            number += 1
            yield number, None if too_long else line
            line, too_long = b"", False
    if line or too_long:
        yield number + 1, None if too_long else line


def _parsed(line: bytes) -> object:
    """The line's JSON value; BadInput if it is none."""
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInput(
            "bad_encoding",
            f"không phải UTF-8 (sai ở byte thứ {error.start} của dòng); hãy lưu lại thành UTF-8.",
            f"not UTF-8 (byte {error.start} of the line does not fit); save it as UTF-8.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadInput(
            "bad_json",
            "Không đọc được như JSON; mỗi dòng phải là một đối tượng JSON trọn vẹn.",
            "It cannot be read as JSON; each line must be one whole JSON object.",
        ) from error


def draft(line: object) -> Draft:
    """The report that a JSON object holds; BadInput naming the field that is missing or of another type."""
    if not isinstance(line, Mapping):
        raise BadInput(
            "bad_report",
            "Báo cáo phải là một đối tượng JSON có trường “text”.",
            'A report must be a JSON object with "text".',
        )
    text = _string(line, "text")
    if text is None:
        raise BadInput(
            "no_text",
            "Thiếu trường “text”: hãy thêm lời văn của báo cáo.",
            'The field "text" is missing: add the report\'s words.',
            "text",
        )
    if not text.strip():
        raise BadInput(
            "empty_text",
            "“text” không có chữ nào: hãy điền lời văn của báo cáo.",
            '"text" holds no words: fill in the report\'s words.',
            "text",
        )
    key = _string(line, "id")
    if key is not None and not key.strip():
        raise BadInput(
            "bad_field",
            "“id” không được để trống; bỏ hẳn trường này nếu không có.",
            '"id" must not be empty; leave it out if there is none.',
            "id",
        )
    return Draft(text, key=key, said=said("upload", **fields(line)))


def fields(line: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a report that an object gives; BadInput for a date that is not ISO or an unknown status."""
    given = {name: value for name in FIELDS if (value := _string(line, name))}
    for name in ("published", "event_date"):
        if name in given:
            dates.parse(given[name], name)
    if "status" in given:
        given["status"] = status_code(given["status"])
    return given


def _string(line: Mapping[str, Any], name: str) -> str | None:
    """The field's string, or None; BadInput for another type and for what is no text."""
    value = line.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadInput("bad_field", f"“{name}” phải là một chuỗi.", f'"{name}" must be a string.', name)
    if "\0" in value:
        raise BadInput(
            "bad_field",
            f"“{name}” chứa ký tự NUL; hãy bỏ ký tự đó.",
            f'"{name}" holds a NUL character; take it out.',
            name,
        )
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadInput(
            "bad_field",
            f"“{name}” chứa nửa ký tự (mã surrogate lẻ) ở vị trí {error.start}; hãy sửa chuỗi JSON.",
            f'"{name}" holds half a character (a lone surrogate) at {error.start}; mend the JSON string.',
            name,
        ) from error
    return value
