"""Properties: the title that a document's properties state, believed where the text bears it, too."""

import re
from zipfile import ZipFile

from index.formats.package import Element, markup, parsed

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TITLED = re.compile(rb"title(?:\s[^<>]*)?>\s*(?:[^<\s]|<!)")


def title_in(package: ZipFile) -> str | None:
    """The title among the document's properties; most have none, for which no tree is built."""
    properties = markup(package, "docProps/core.xml")
    return title_of(parsed(properties)) if properties and _TITLED.search(properties) else None


def title_of(properties: Element | None) -> str | None:
    """The title among a document's properties."""
    found = None if properties is None else next(properties.iter(_TITLE), None)
    return None if found is None else found.text


def stated_title(stated: str | None, text: str) -> str | None:
    """The title that a document's properties state, where it is a line of the text's beginning."""
    title = " ".join((stated or "").split())
    head = (" ".join(line.split()) for line in text[:4000].split("\n"))
    return title if title and title in head else None
