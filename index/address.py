"""Address: the reports at an http(s) address: a page, a document, or what a sitemap or feed lists.

A report's key is the address as it was given, in one form; its `url` is the address that it came from after redirects.
A list adds only pages of its own host. What cannot be fetched is named, and the rest goes on.
"""

import gzip
import tempfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote, urljoin, urlsplit

from index.errors import SHOWN, BadInput
from index.fetched import LARGEST, Fetched, Fetcher, normal
from index.formats import READERS, is_lines, reader
from index.formats.draft import Draft, Said
from index.formats.kind import kind
from index.original import Original
from index.vietnamese import nfc

# lxml ships no types
Tree: TypeAlias = Any

MOST_PAGES = 500
_MOST_LISTS = 50
_DEEPEST = 2
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "message/rfc822": ".eml",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
}
# Types that say nothing, or as little as "text": the name at the address's end knows better.
_VAGUE = ("application/octet-stream", "binary/octet-stream", "application/force-download", "text/plain")
_LISTS = ("urlset", "sitemapindex", "rss", "feed", "RDF")
# Encodings whose name in the header can be trusted; a server says the others of whatever it sends.
_TRUSTED = ("utf-16", "utf-16le", "utf-16be", "windows-1258", "cp1258")


def read(given: str, allowed: Collection[str] = ()) -> Iterator[tuple[str, Draft | BadInput]]:
    """Each report at the address with its own address, and a BadInput in place of what cannot be fetched.

    `allowed` are the names and networks that may be fetched from although they are not public.
    """
    with Fetcher(allowed) as fetcher:
        yield from _at(given, fetcher)


def _at(given: str, fetcher: Fetcher) -> Iterator[tuple[str, Draft | BadInput]]:
    """What stands at the address: one file's reports, or those of the pages that it lists."""
    try:
        fetched = fetcher.get(given)
        tree = _list(fetched)
    except BadInput as error:
        yield given, error
        return
    if tree is None:
        yield from _reports(normal(given), fetched)
        return
    found = _Found(urlsplit(fetched.address).hostname or "")
    yield from _gathered(tree, fetched.address, fetcher, found, _DEEPEST)
    yield from ((given, error) for error in found.faults())
    for link in found.pages:
        try:
            page = fetcher.get(link)
        except BadInput as error:
            yield link, error
            continue
        yield from _reports(normal(link), page)


def _reports(key: str, fetched: Fetched) -> Iterator[tuple[str, Draft | BadInput]]:
    """The reports of one fetched file, read by the reader of its kind."""
    with tempfile.TemporaryDirectory(prefix="trich-") as folder:
        suffix = _suffix(fetched)
        path = Path(folder) / f"fetched{suffix}"
        path.write_bytes(_marked(fetched))
        try:
            read_file = reader(path, kind(path)) if suffix else None
            if read_file is None:
                raise BadInput(
                    "content_type_not_supported",
                    f"Địa chỉ này trả về nội dung loại “{fetched.kind[:SHOWN]}”, chưa đọc được; hãy tải "
                    "về, lưu ở định dạng đọc được rồi thêm tệp.",
                    f"The address holds content of the type “{fetched.kind[:SHOWN]}”, which cannot be "
                    "read yet; download it, save it in a format that can be read and add the file.",
                )
            own = None if is_lines(suffix) else _original(fetched, path)
            for found in read_file(path):
                if isinstance(found, Draft) and not found.member:
                    found = replace(found, original=own)
                yield key, _keyed(found, key, fetched.address, suffix)
        except BadInput as error:
            yield key, error


def _original(fetched: Fetched, path: Path) -> Original:
    """What was fetched, byte for byte; `path` has it as the reader wants it."""
    came = path.with_name("came")
    came.write_bytes(fetched.content)
    return Original(came, kind(path), passing=True)


def _keyed(found: Draft | BadInput, key: str, url: str, suffix: str) -> Draft | BadInput:
    """A report under the address's key: a member's path after it, a nameless line by its text."""
    if isinstance(found, BadInput):
        return found
    own = f"{key}/{found.member}" if found.member else key
    if (found.member or suffix).lower().endswith((".jsonl", ".jsonl.gz")):
        own = f"{own}#{sha256(found.text.encode()).hexdigest()[:16]}"
        return replace(
            found, key=found.key or own, said={"url": Said(url, "address"), **found.said}, facts=None
        )
    return replace(found, key=found.key or own, said={**found.said, "url": Said(url, "address")}, facts=None)


def _suffix(fetched: Fetched) -> str:
    """The suffix of the reader for what was fetched, "" if there is none."""
    name = fetched.name or unquote(urlsplit(fetched.address).path)
    named = next((suffix for suffix in READERS if name.lower().endswith(suffix)), "")
    if fetched.kind in _VAGUE and named:
        return named
    return _SUFFIXES.get(fetched.kind, "")


def _marked(fetched: Fetched) -> bytes:
    """The content; if only the header tells its encoding, then in UTF-8 with a byte order mark."""
    charset = (fetched.charset or "").lower()
    if charset not in _TRUSTED or not fetched.kind.startswith(("text/", "application/xhtml")):
        return fetched.content
    try:
        fetched.content.decode()
    except UnicodeDecodeError:
        try:
            return nfc(fetched.content.decode(charset)).encode("utf-8-sig")
        except UnicodeError:
            return fetched.content
    return (
        fetched.content
        if b"\0" not in fetched.content
        else fetched.content.decode(charset, "replace").encode("utf-8-sig")
    )


class _Found:
    """The pages that lists name: those of the host, in order, each once, up to a limit."""

    def __init__(self, host: str) -> None:
        self._host = _bare(host)
        self.pages: list[str] = []
        self.lists: set[str] = set()
        self._seen: set[str] = set()
        self._elsewhere = 0
        self._over = 0

    def is_here(self, link: str) -> bool:
        """Whether the link stays on the host; links that do not are counted."""
        here = _bare(urlsplit(link).hostname or "") == self._host
        self._elsewhere += not here
        return here

    def add(self, link: str) -> None:
        """Take one page."""
        try:
            link = normal(link)
            if link in self._seen or not self.is_here(link):
                return
        except (BadInput, ValueError):
            self._elsewhere += 1
            return
        self._seen.add(link)
        if len(self.pages) < MOST_PAGES:
            self.pages.append(link)
        else:
            self._over += 1

    def faults(self) -> Iterator[BadInput]:
        """What of the list was left out."""
        if self._elsewhere:
            yield BadInput(
                "other_host",
                f"Danh sách có {self._elsewhere} địa chỉ ở máy chủ khác, đã bỏ qua; hãy thêm riêng nếu cần.",
                f"The list names {self._elsewhere} addresses of other hosts, left out; add them apart.",
            )
        if self._over:
            yield BadInput(
                "list_too_long",
                f"Danh sách có quá {MOST_PAGES} trang; {self._over} trang cuối đã bỏ qua, hãy thêm riêng.",
                f"The list has over {MOST_PAGES} pages; the last {self._over} were left out, add them apart.",
            )
        if not self.pages:
            yield BadInput(
                "empty_list",
                "Danh sách này không nêu trang nào đọc được; hãy kiểm tra địa chỉ.",
                "The list names no page that can be read; check the address.",
            )


def _bare(host: str) -> str:
    """The host without www."""
    return host.lower().removeprefix("www.")


def _gathered(
    tree: Tree, address: str, fetcher: Fetcher, found: _Found, depth: int
) -> Iterator[tuple[str, Draft | BadInput]]:
    """Take the pages that a list names; lists of lists are followed, and one that cannot be fetched is named."""
    for link in _links(tree, address):
        if _name(tree) != "sitemapindex":
            found.add(link)
            continue
        if link in found.lists or len(found.lists) >= _MOST_LISTS or depth <= 1 or not found.is_here(link):
            continue
        found.lists.add(link)
        try:
            fetched = fetcher.get(link)
            inner = _list(fetched)
        except BadInput as error:
            yield link, error
            continue
        if inner is not None:
            yield from _gathered(inner, fetched.address, fetcher, found, depth - 1)


def _list(fetched: Fetched) -> Tree | None:
    """The root of a sitemap or feed, None for anything else; BadInput if a packed one is damaged."""
    from lxml import etree  # type: ignore[import-untyped]  # ships no types

    content = fetched.content
    if content.startswith(b"\x1f\x8b") and urlsplit(fetched.address).path.lower().endswith(".xml.gz"):
        try:
            with gzip.open(BytesIO(content)) as packed:
                content = packed.read(LARGEST)
        except (OSError, EOFError, zlib.error):
            return None
    if not any(f"<{name}".encode() in content[:4096] or b":RDF" in content[:4096] for name in _LISTS):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return tree if tree is not None and _name(tree) in _LISTS else None


def _links(tree: Tree, address: str) -> Iterator[str]:
    """The addresses that a sitemap or feed lists, in its order."""
    for entry in tree.iter():
        if _name(entry) not in ("url", "sitemap", "item", "entry"):
            continue
        for each in entry:
            name = _name(each)
            link = (each.text or "").strip()
            if name == "link" and not link and each.get("rel", "alternate") == "alternate":
                link = each.get("href", "").strip()
            if name in ("loc", "link") and link:
                try:
                    yield normal(_joined(address, link))
                except BadInput:
                    yield link
                break


def _joined(address: str, link: str) -> str:
    """A link as it stands on the page at the address."""
    try:
        return urljoin(address, link)
    except ValueError:
        return link


def _name(element: Tree) -> str:
    """The element's name without its namespace, "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
