"""Saved web pages: the main text with its tables.

trafilatura finds the main text; of a page that an office program wrote, all of it is. What the page states of itself
is read by `webmeta.py` and not by trafilatura, which would guess a date from the page's words: that is for the rules
that tell a save date from a publish date.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from index.encodings import Decoded, Encoding
from index.errors import BadInput
from index.formats import apart, table, webtable
from index.formats.draft import Draft, contents, said
from index.formats.page import SUPERSCRIPTS
from index.formats.properties import stated_title
from index.formats.table import one_line
from index.formats.text import recognised
from index.formats.webmeta import Tree, stated, window_of
from index.letterhead import MOTTO
from index.memo import memo
from index.plain import plain

# Finding the main text takes time that grows with more than their number; a long law has some 50,000.
_MOST_TAGS = 400_000
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})", re.I)
# Word, Excel and LibreOffice, which write their own marks into a page's head.
_OFFICE = re.compile(
    r"<meta\s[^>]{0,60}generator[^>]{0,60}(?:microsoft (?:word|excel)|libreoffice|openoffice)"
    r"|xmlns:(?:w|x)=[\"']urn:schemas-microsoft-com:office:(?:word|excel)",
    re.I,
)
_OFFICE_WORDS = ("enerator", "ENERATOR", ":office:")
# So far into a page its head and its letterhead reach.
_HEAD = 4096
# What is set above the line and longer is no footnote's mark or exponent.
_LONGEST_MARK = 8
# In characters: below the one trafilatura looks through the whole page, above the other it asks no second opinion; and
# what it takes for a sign that its own text is none.
_SHORT, _LONG = 250, 2500
_UNCLEAN = (
    "aside", "audio", "button", "fencedframe", "fieldset", "figure", "footer", "iframe", "input", "label",
    "link", "nav", "noindex", "noscript", "object", "option", "select", "source", "svg", "time",
)  # fmt: skip
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
# What begins a line, and what holds no words of the page.
_BLOCKS = frozenset((
    "p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br", "section", "article",
    "header", "footer", "nav", "ul", "ol", "table", "time", "figcaption", "address",
))  # fmt: skip
_SILENT = frozenset(
    ("script", "style", "noscript", "template", "svg", "head", "iframe", "select", "textarea", "button")
)


def read(path: Path) -> Iterator[Draft]:
    """The one report of an .html file; BadInput if it holds no words."""
    yield from apart.drafts(f"{__name__}:parse", path)


class Opened(NamedTuple):
    """A page's markup, the encoding that it was converted from, its tree."""

    markup: str
    converted: str | None
    tree: Tree


def opened(path: Path) -> Opened:
    """The page in a file; BadInput if it holds no markup, or more than can be read."""
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
        tree = lxml_html.document_fromstring(_without_declaration(markup), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        tree = None
    if tree is None:
        raise BadInput(
            "no_text",
            "Trang không có chữ nào; hãy mở trang, lưu lại khi đã hiện đủ chữ rồi thêm lại.",
            "The page holds no words; open it, save it once its words are shown and add it again.",
        )
    _raise(tree)
    return Opened(markup, converted, tree)


@apart.told
def parse(path: Path) -> Draft:
    """For the worker: the file as a Draft."""
    markup, converted, tree = opened(path)
    page = _words(tree)
    webtable.put_into_lines(tree, _words)
    if _is_by_office(markup[:_HEAD]):
        # an office program puts nothing around the words, and a title from anywhere above them
        text = _words(tree)
        return Draft(text, said=said("page", title=stated_title(window_of(tree), text)), converted=converted)
    found = stated(tree, markup)
    main = main_text(tree) or page
    # a document has a title of its own, which a window's name is not
    title = found.title or (None if MOTTO.search(plain(main[:_HEAD]).text) else found.window)
    if title and not _holds(main, title):
        main = f"{title}\n\n{main}"
    known = said("page", title=title, source=found.source, url=found.url, published=found.published)
    return Draft(main, page=page, said=known, converted=converted)


@lru_cache(maxsize=1)
def _parser() -> Tree:
    """How a page is parsed: into elements of one class, which trafilatura asks for; lxml's own parser asks a function
    for the class of each element, each time that it is come upon.
    """
    from lxml import etree, html

    parser = etree.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return parser


def _is_by_office(head: str) -> bool:
    """Whether the page's head bears the marks of an office program; most have not even a word of them."""
    return any(map(head.__contains__, _OFFICE_WORDS)) and _OFFICE.search(head) is not None


def _raise(tree: Tree) -> None:
    """Make small raised figures superscripts, or a footnote's mark becomes a figure: 1.234¹ tấn."""
    for element in tree.iter("sup"):
        words = element.text_content().strip()
        if len(words) <= _LONGEST_MARK and any(char.isdigit() for char in words):
            for part in list(element):
                element.remove(part)
            element.text = words.translate(SUPERSCRIPTS)


def _markup(raw: bytes) -> Decoded:
    """The page as text, in UTF-8 or in the Unicode or Windows-1258 encoding that it declares."""
    declared = _DECLARED.search(raw[:_HEAD])
    # a mark and the bytes say more than a declaration, which stays when a page is stored in another encoding
    if declared and declared[1].lower() == b"windows-1258" and not _is_utf8(raw):
        try:
            return Decoded(raw.decode("cp1258"), Encoding.WINDOWS_1258)
        except UnicodeDecodeError:
            return recognised(raw)
    return recognised(raw)


def _is_utf8(raw: bytes) -> bool:
    """Whether the bytes are UTF-8: what has accents in another encoding hardly ever is."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _without_declaration(markup: str) -> str:
    """The page without an XML declaration, which lxml takes only in bytes."""
    found = _DECLARATION.match(markup)
    return markup[found.end() :] if found else markup


def main_text(tree: Tree) -> str | None:
    """The report's words; None if no main part can be told."""
    # half a second to import, and only pages need it
    import trafilatura

    found: Tree = _undisputed(tree) or trafilatura.bare_extraction(tree, options=_options())
    # as its `extract` gives it, which renders the comments that were not asked for as well
    return table.renamed(unicodedata.normalize("NFC", found.text.strip())) if found and found.text else None


def _undisputed(tree: Tree) -> Tree | None:
    """What trafilatura finds by itself where no second opinion could win; None if it must ask for one.

    Of a main part of at most _LONG characters it asks readability, a seventh of its time, and takes that text where it
    is half as long again, has headings that its own lacks, or where its own is no clean prose. So a text that makes up
    two thirds of the page cannot be outdone.
    """
    import trafilatura

    whole = _whole()(tree)
    found: Tree = (
        trafilatura.bare_extraction(tree, options=_options(fast=True)) if whole <= 1.5 * _LONG else None
    )
    if not found:
        return None
    own, body = len(" ".join(found.body.itertext()).strip()), found.body
    if own > _LONG:
        return found
    is_prose = body.xpath("boolean(.//p//text())") and next(body.iter("table", *_UNCLEAN), None) is None
    headed = next(body.iter("head"), None) is not None or next(tree.iter("h2", "h3", "h4"), None) is None
    return found if own >= _SHORT and whole <= 1.5 * own and is_prose and headed else None


@lru_cache(maxsize=1)
def _whole() -> Tree:
    """How many characters a page can give at most, with a space for each of its elements."""
    from lxml import etree

    return etree.XPath("string-length(normalize-space(.)) + count(.//*)")


@memo(2)
def _options(fast: bool = False) -> Tree:
    """How main text is looked for: rather too much than too little, without comments and links; `fast` is without a
    second opinion.
    """
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", comments=False, tables=True, links=False, recall=True, fast=fast)


def _words(tree: Tree) -> str:
    """All words below an element, a line for each block."""
    lines = map(one_line, "".join(_gathered(tree)).split("\n"))
    return "\n".join(filter(None, lines))


def _gathered(tree: Tree) -> Iterator[str]:
    """The words below an element; the line ends of the markup are spaces, those of blocks stay."""
    from lxml import etree

    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if tag in _SILENT:
            if event == "start":
                walk.skip_subtree()
                continue
        elif tag in _BLOCKS:
            yield "\n"
        text = element.text if event == "start" else element.tail if element is not tree else None
        if text:
            yield text.replace("\n", " ") if "\n" in text else text


def _holds(text: str, title: str) -> bool:
    """Whether the text holds the title, whatever its spaces."""
    return title in text or "".join(title.split()) in "".join(text.split())
