"""Report: one text with what is known of it; where its body stands, and the ids derived from it.

Reading files into reports is `formats/`' work; cutting them into passages is `passage.py`'s.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is stored.

    `text` is kept exactly as it came; `body` lists the half-open spans of `text`, in order and in code
    points, that are the report's own words: only these are searched and quoted, the rest is what a saved
    page put around them. Dates are ISO, whole or to the month or year. `pages` holds the start of each page
    in `text` for formats that have pages. `origin` is "user" or "sample".
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

    @property
    def report_id(self) -> str:
        """Sixteen hexadecimal digits derived from key and text alone, so corrected metadata keeps them."""
        return sha256(f"{self.key}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]

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
        }
