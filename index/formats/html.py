"""Saved web pages: the main text with its tables, and what the page's own metadata say of it.

trafilatura finds the main text. The metadata are read here, because a date guessed from the page's words is
for the rules that tell a save date from a publish date, not for a search through the markup.
"""

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from index.encodings import Decoded, Encoding
from index.errors import BadInput
from index.formats import apart, table
from index.formats.draft import Draft, contents, said
from index.formats.text import recognised

# lxml ships no types
Tree: TypeAlias = Any

# Finding the main text takes time that grows with more than their number; a long law has some 50,000.
_MOST_TAGS = 400_000
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})", re.I)
_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "ul",
        "ol",
        "table",
        "time",
        "figcaption",
        "address",
    ]
)
_SILENT = frozenset(
    ["script", "style", "noscript", "template", "svg", "head", "iframe", "select", "textarea", "button"]
)
_ARTICLES = frozenset(("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "WebPage", "Report"))
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datePublished",
    "pubdate",
    "publishdate",
    "date.issued",
    "dc.date.issued",
    "dcterms.issued",
)


def read(path: Path) -> Iterator[Draft]:
    """The one report of an .html file; BadInput where it holds no words."""
    yield from apart.drafts(f"{__name__}:parse", path)


@apart.told
def parse(path: Path) -> Draft:
    """For the worker: the file as a Draft."""
    from lxml import etree  # type: ignore[import-untyped]  # ships no types
    from lxml import html as lxml_html

    markup, converted = _markup(contents(path))
    if markup.count("<") > _MOST_TAGS:
        raise BadInput(
            "too_large",
            "Trang có quá nhiều thẻ HTML để đọc; hãy chia nhỏ trang.",
            "The page has too many HTML tags to be read; split it.",
        )
    try:
        tree = lxml_html.document_fromstring(
            _without_declaration(markup), parser=lxml_html.HTMLParser(huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        tree = None
    if tree is None:
        raise BadInput("no_text", "Trang không có chữ nào.", "The page holds no words.")
    linked = _linked_data(tree)
    title = (
        _meta(tree, "og:title")
        or _first_text(tree, "h1")
        or linked.get("headline")
        or _first_text(tree, "title")
    )
    main = _main_text(markup, tree)
    if title and not _holds(main, title):
        main = f"{title}\n\n{main}"
    stated = said(
        "page",
        title=title,
        source=_meta(tree, "og:site_name") or linked.get("publisher"),
        url=_meta(tree, "og:url") or _canonical(tree) or _saved_from(markup),
        published=_day(*(_meta(tree, name) for name in _PUBLISHED), linked.get("published"), _time(tree)),
    )
    return Draft(main, page=_words(tree), said=stated, converted=converted)


def _markup(raw: bytes) -> Decoded:
    """The page as text: UTF-8, or the Unicode or Windows-1258 encoding that it declares."""
    declared = _DECLARED.search(raw[:4096])
    # a mark says more than a declaration, which stays when a page is stored in another encoding
    if declared and declared[1].lower() == b"windows-1258" and not raw.startswith(codecs.BOM_UTF8):
        try:
            return Decoded(raw.decode("cp1258"), Encoding.WINDOWS_1258)
        except UnicodeDecodeError:
            return recognised(raw)
    return recognised(raw)


def _without_declaration(markup: str) -> str:
    """The page without an XML declaration, which lxml takes only in bytes."""
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", markup, count=1)


def _main_text(markup: str, tree: Tree) -> str:
    """The report's words, tables with them; all words of the page where no main part can be told."""
    # half a second to import, and only pages need it
    import trafilatura

    found = trafilatura.extract(
        markup, include_comments=False, include_tables=True, include_links=False, favor_recall=True
    )
    return table.renamed(str(found)) if found else _words(tree)


def _words(tree: Tree) -> str:
    """All words of the page, a line for each block."""
    from lxml import etree

    parts: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT
            parts += ["\n"] if tag in _BLOCKS else []
            parts += [element.text] if element.text and not silent else []
            continue
        if event == "end":
            silent -= tag in _SILENT
            parts += ["\n"] if tag in _BLOCKS else []
        parts += [element.tail] if element.tail and not silent else []
    lines = (
        " ".join(line.split())
        for line in "".join(" " if part is None else _joined(part) for part in parts).split("\n")
    )
    return "\n".join(line for line in lines if line)


def _joined(part: str) -> str:
    """A piece of text; the line ends of the markup are spaces, those of blocks stay."""
    return part if part == "\n" else part.replace("\n", " ").replace("\r", " ")


def _holds(text: str, title: str) -> bool:
    """Whether the text holds the title, whatever its spaces."""
    return "".join(title.split()) in "".join(text.split())


def _meta(tree: Tree, name: str) -> str | None:
    """The content of the page's <meta> of that name or property."""
    for element in tree.iter("meta"):
        names = (element.get("property"), element.get("name"), element.get("itemprop"))
        if (
            name.lower() in {(each or "").lower() for each in names}
            and (element.get("content") or "").strip()
        ):
            return " ".join(element.get("content").split())
    return None


def _first_text(tree: Tree, tag: str) -> str | None:
    """The words of the page's first element of that tag, if it has any."""
    element = next(tree.iter(tag), None)
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _canonical(tree: Tree) -> str | None:
    """The page's own address."""
    found = (e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical")
    return next((href for href in found if href and href.startswith("http")), None)


def _saved_from(markup: str) -> str | None:
    """The address that a browser noted when it saved the page."""
    found = _SAVED_FROM.search(markup[:2000])
    return found[1] if found else None


def _time(tree: Tree) -> str | None:
    """The first <time datetime> of the page."""
    return next((e.get("datetime") for e in tree.iter("time") if e.get("datetime")), None)


def _day(*values: str | None) -> str | None:
    """The first of the values that begins with a day, as that day."""
    found = (_DAY.match(value.strip()) for value in values if value)
    return next((match.group() for match in found if match), None)


def _linked_data(tree: Tree) -> dict[str, str]:
    """Headline, publisher and publish date of the article in the page's JSON-LD."""
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            value = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _items(value):
            publisher = item.get("publisher")
            found = {
                "headline": item.get("headline"),
                "published": item.get("datePublished"),
                "publisher": publisher.get("name") if isinstance(publisher, dict) else publisher,
            }
            return {
                name: " ".join(each.split())
                for name, each in found.items()
                if isinstance(each, str) and each.strip()
            }
    return {}


def _items(value: object) -> Iterator[dict[str, Any]]:
    """The articles in a JSON-LD value."""
    listed = value if isinstance(value, list) else [value]
    for item in listed:
        if not isinstance(item, dict):
            continue
        graph = item.get("@graph")
        yield from _items(graph) if isinstance(graph, list) else ()
        kinds = item.get("@type")
        if _ARTICLES & {
            kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
        }:
            yield item
