"""Draft: what a format's reader takes from a file before any rule has looked at its words."""

from dataclasses import dataclass
from pathlib import Path

from index.errors import BadInput

# A report is a text that people read; what is longer is some other thing under a report's suffix.
LIMIT = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of one report and what its file says of it outright.

    The report's words begin at `start` (after front matter). `page` is the whole page's words where `text` is
    only its main part: the paper's name, address and dates stand there. `member` tells several reports of one
    file apart: an archive's inner path. `encoding` names the legacy encodings that the
    text was converted from.
    """

    text: str
    start: int = 0
    page: str | None = None
    key: str | None = None
    member: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    event_date: str | None = None
    province: str | None = None
    pages: tuple[int, ...] | None = None
    encoding: str | None = None


def contents(path: Path) -> bytes:
    """The file's bytes; BadInput where they are more than a report can be."""
    size = path.stat().st_size
    if size > LIMIT:
        got, most = size // 1024**2, LIMIT // 1024**2
        raise BadInput(
            "too_large",
            f"Tệp lớn {got} MB, quá giới hạn {most} MB cho một báo cáo; hãy chia nhỏ tệp.",
            f"The file has {got} MB, over the limit of {most} MB for one report; split it.",
        )
    return path.read_bytes()


def bounded(text: str) -> str:
    """The text; BadInput where it is longer than a report can be."""
    if len(text) > LIMIT:
        most = LIMIT // 1024**2
        raise BadInput(
            "too_large",
            f"Văn bản dài quá {most} triệu ký tự, giới hạn cho một báo cáo; hãy chia nhỏ tệp.",
            f"The text is over {most} million characters, the limit for one report; split the file.",
        )
    return text
