"""WordprocessingML: the elements of Word's own markup and their attributes, whichever namespace they were saved in."""

from collections.abc import Iterator
from zipfile import ZipFile

from index.formats.package import Element, markup, parsed

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
# The namespace of Word's other way to save, which says the same.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def part_of(package: ZipFile, name: str) -> Element | None:
    """The root element of a part of Word's own markup, in the one namespace."""
    found = markup(package, name)
    return None if found is None else parsed(in_one_namespace(found))


def in_one_namespace(raw: bytes) -> bytes:
    """Word's own markup in the one namespace."""
    return raw.replace(_STRICT, WORD.encode())


def children(parent: Element, name: str) -> Iterator[Element]:
    """The children of that name."""
    return iter(parent.iterchildren(W + name))


def child(parent: Element | None, *names: str) -> Element | None:
    """The first child of that name, its first child of the next, and so on."""
    for name in names:
        parent = None if parent is None else next(children(parent, name), None)
    return parent


def value_of(element: Element | None, name: str = "val") -> str | None:
    """The attribute of that name."""
    return None if element is None else element.get(W + name)


def is_on(element: Element | None) -> bool:
    """Whether a property that is there or not is on."""
    return element is not None and value_of(element) not in ("0", "false", "off")
