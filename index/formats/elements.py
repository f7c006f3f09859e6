"""Elements: the names of XML elements without their namespaces, and the small numbers in their attributes."""

from index.formats.package import Element
from index.memo import memo


def name_of(element: Element) -> str:
    """The element's name without its namespace."""
    return local(str(element.tag))


@memo(1024)
def local(tag: str) -> str:
    """The tag without its namespace."""
    return tag.rpartition("}")[2]


def number_of(text: str | None, otherwise: int = 0) -> int:
    """A small number from its digits."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
