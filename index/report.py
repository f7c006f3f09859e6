"""Report: one text with what is known of it, the spans of its body, and the ids derived from it.

Files are read into reports by `formats/`; reports are cut into passages by `passage.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from index.errors import BadInput
from index.lack import Lack
from index.original import Original
from index.vietnamese import fold

# How far a document has come, by its code; the furthest stage that it says of itself counts.
STATUSES = {
    "draft": "dự thảo",
    "consultation": "lấy ý kiến",
    "submitted": "trình",
    "passed": "thông qua",
    "issued": "ban hành",
}

Where = tuple[int, int] | str
# Where a fact was found that a person put right by hand.
CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is stored.

    `text` is kept exactly as it came; `body` lists the half-open spans of `text`, in order and in code
    points, that are the report's own words: only these are searched and quoted, the rest is what a saved
    page put around them. Dates are ISO, whole or to the month or year. `pages` holds the start of each page
    in `text` for formats that have pages. `origin` is "user" or "sample". `number` is a document's own
    (`832/QĐ-UBND`), `type` its kind as it is written (`Quyết định`), `status` a code of STATUSES. `converted`
    names the legacy encodings that the text was in, `ocr` the pages, from 1, that were read from pictures.
    `found` says of each field where it was found: a span of `text`, or who said it ("upload", "sidecar",
    "front_matter", "page", "mail", "document", "address"; "text" where the whole text tells it and no one place).
    `lacks` are what its file holds and the text does not. `original` is the file that it was read from, on its way into
    the store; a report from the store has none.
    """

    key: str
    text: str
    body: tuple[tuple[int, int], ...]
    title: str | None = None
    file: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    event_date: str | None = None
    province: str | None = None
    pages: tuple[int, ...] | None = None
    origin: str = "user"
    number: str | None = None
    type: str | None = None
    signer: str | None = None
    status: str | None = None
    converted: str | None = None
    ocr: tuple[int, ...] = ()
    found: Mapping[str, Where] = field(default_factory=dict, hash=False)
    original: Original | None = field(default=None, compare=False, repr=False)
    lacks: tuple[Lack, ...] = ()
    # worked out when first asked for: a report on its way into the store is asked for it a dozen times
    _id: str = field(default="", init=False, compare=False, repr=False)

    def corrected_as(self, known: "Report") -> "Report":
        """The same with the corrections that a person made in `known`, an earlier reading of this very text."""
        kept = {name for name, at in known.found.items() if at == CORRECTION} - {
            name for name, at in self.found.items() if at == CORRECTION
        }
        facts: dict[str, Any] = {name: getattr(known, name) for name in kept}
        return (
            replace(self, **facts, found={**self.found, **dict.fromkeys(kept, CORRECTION)}) if kept else self
        )

    @property
    def report_id(self) -> str:
        """Sixteen hexadecimal digits derived from key and text alone, so corrected metadata keeps them."""
        if not self._id:
            digest = sha256(f"{self.key}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "_id", digest[:16])
        return self._id

    def to_json(self, with_text: bool = True) -> dict[str, Any]:
        """The shape of `show --json` (with the text) and of `list --json` (without)."""
        shape: dict[str, Any] = {
            "report_id": self.report_id,
            "key": self.key,
            "file": self.file,
            "title": self.title,
        }
        if with_text:
            shape["text"] = self.text
        return shape | {
            "source": self.source,
            "url": self.url,
            "published": self.published,
            "event_date": self.event_date,
            "province": self.province,
            "pages": len(self.pages) if self.pages else None,
            "origin": self.origin,
            "number": self.number,
            "type": self.type,
            "signer": self.signer,
            "status": self.status,
            "converted": self.converted,
            "ocr_pages": list(self.ocr),
            "found": {name: list(at) if isinstance(at, tuple) else at for name, at in self.found.items()},
        }


def status_code(value: str, field: str = "status") -> str:
    """The code of a status given as a code or in Vietnamese; BadInput naming the five for anything else."""
    given = fold(value.strip())
    for code, name in STATUSES.items():
        if given in (code, fold(name)):
            return code
    codes = ", ".join(f"{code} ({name})" for code, name in STATUSES.items())
    raise BadInput(
        "bad_status",
        f"“{value[:40]}” không phải là tình trạng văn bản; hãy dùng một trong: {codes}.",
        f"“{value[:40]}” is no status of a document; use one of: {codes}.",
        field,
    )
