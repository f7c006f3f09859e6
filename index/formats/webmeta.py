"""What a saved web page says of itself in its markup: title, source, address, publish date. Pure.

Its words are `html.py`'s; what these say of the report is `metadata.py`'s.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple, TypeAlias

# lxml ships no types
Tree: TypeAlias = Any

# A day that a value begins with.
_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_VIETNAM = timezone(timedelta(hours=7))
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
# The kinds of JSON-LD that are an article, and the <meta> names of a publish date, the surest first.
_ARTICLES = frozenset(("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "WebPage", "Report"))
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "date.issued",
    "dc.date.issued",
    "dcterms.issued",
)


class Stated(NamedTuple):
    """What a page's markup states; `window` is the name that a browser shows it under."""

    title: str | None
    window: str | None
    source: str | None
    url: str | None
    published: str | None


def stated(tree: Tree, markup: str) -> Stated:
    """What the page states in its <meta> elements, in its JSON-LD, or in its first heading and time."""
    metas, linked = _metas(tree), _linked_data(tree)
    return Stated(
        title=metas.get("og:title") or _first_text(tree, "h1") or linked.get("headline"),
        window=window_of(tree),
        source=metas.get("og:site_name") or linked.get("publisher"),
        url=metas.get("og:url") or _canonical(tree) or _saved_from(markup),
        published=_day(*map(metas.get, _PUBLISHED), linked.get("published"), _time(tree)),
    )


def window_of(tree: Tree) -> str | None:
    """The name that a browser shows the page under."""
    return _first_text(tree, "title")


def _metas(tree: Tree) -> dict[str, str]:
    """What the page's <meta> elements say, by name or property in small letters, the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for kind in ("property", "name", "itemprop") if content else ():
            if name := element.get(kind):
                found.setdefault(name.lower(), content)
    return found


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
    """The first of the values that begins with a day, as that day in Vietnam."""
    for value in filter(None, values):
        if match := _DAY.match(value.strip()):
            return _in_vietnam(value.strip()) or match.group()
    return None


def _in_vietnam(value: str) -> str | None:
    """The day in Vietnam at a moment that names its zone; None if it is no such moment."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.astimezone(_VIETNAM).date().isoformat() if moment.tzinfo else None


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
