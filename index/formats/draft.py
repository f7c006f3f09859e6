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
    file apart: an archive's inner path.
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


def contents(path: Path) -> bytes:
    """The file's bytes; BadInput where they are more than a report can be."""
    size = path.stat().st_size
    if size > LIMIT:
        raise BadInput(
            "too_large",
            f"Tệp lớn {size / 1024**2:.0f} MB, quá giới hạn {LIMIT // 1024**2} MB cho một báo cáo; hãy chia nhỏ tệp.",
            f"The file has {size / 1024**2:.0f} MB, over the limit of {LIMIT // 1024**2} MB for one report; split it.",
        )
    return path.read_bytes()
