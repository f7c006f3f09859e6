"""Draft: what a format's reader takes from a file before any rule has looked at its words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from index.encodings import repair
from index.errors import BadInput
from index.lack import Lack
from index.original import Original

# A report is a text that people read; what is longer is some other thing under a report's suffix.
LIMIT = 16 * 1024 * 1024


class Said(NamedTuple):
    """A field's value and who says it.

    `where` is "upload" (a JSON object), "sidecar", "front_matter", "page" (a web page's own words or markup),
    "mail" (a mail's header), "document" (a document's properties) or "address" (where it was fetched).
    """

    value: str
    where: str


class Facts(NamedTuple):
    """What the rules made of a draft: its body, the fields of a Report by name, and where each was found."""

    body: tuple[tuple[int, int], ...]
    fields: Mapping[str, str]
    found: Mapping[str, tuple[int, int] | str]


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of one report and what its file says of it outright.

    The report's words begin at `start` (after front matter). `page` is the whole page's words where `text` is
    only its main part: the paper's name, address and dates stand there. `member` tells several reports of one
    file apart: an archive's inner path. `said` holds fields of a Report by name. `converted` names the legacy
    encodings that the text was converted from; `ocr` the pages, from 1, that were read from pictures. `original` is
    the file itself, where that is another than the one that is being read: an archive's member, what was fetched.
    `facts` are what the rules made of it where its parser's process asked them already; with another text or other
    words of the file it has none. `paper` says that the file is an office document or a print: around what begins
    with a letterhead no site put anything. `lacks` are what the file holds and the text does not.
    """

    text: str
    start: int = 0
    page: str | None = None
    key: str | None = None
    member: str | None = None
    said: Mapping[str, Said] = field(default_factory=dict)
    pages: tuple[int, ...] | None = None
    converted: str | None = None
    ocr: tuple[int, ...] = ()
    original: Original | None = field(default=None, compare=False, repr=False)
    facts: Facts | None = field(default=None, compare=False, repr=False)
    paper: bool = False
    lacks: tuple[Lack, ...] = ()

    def value(self, field: str) -> str | None:
        """What the file says a field is."""
        said = self.said.get(field)
        return said.value if said else None


def worded(text: str, title: str | None = None, fonts: Iterable[str] = ()) -> Draft:
    """The report of a document's words, legacy text among them in Unicode; BadInput if it is too long.

    `fonts` are the legacy encodings that its fonts told already.
    """
    whole = repair(bounded(text))
    names = dict.fromkeys([*map(str, fonts), *((whole.encoding or "").split(", ") if whole.encoding else ())])
    converted = ", ".join(names) or None
    return Draft(whole.text, said=said("document", title=title), converted=converted, paper=True)


def said(where: str, **fields: str | None) -> dict[str, Said]:
    """The fields that have a value, all said in one place."""
    return {name: Said(value, where) for name, value in fields.items() if value}


def contents(path: Path) -> bytes:
    """The file's bytes; BadInput if they are more than a report can be."""
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
    """The text; BadInput if it is longer than a report can be."""
    if len(text) > LIMIT:
        most = LIMIT // 1024**2
        raise BadInput(
            "too_large",
            f"Văn bản dài quá {most} triệu ký tự, giới hạn cho một báo cáo; hãy chia nhỏ tệp.",
            f"The text is over {most} million characters, the limit for one report; split the file.",
        )
    return text
