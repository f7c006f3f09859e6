"""Known: what is known of a draft: the fields that its file states, else those that its words tell, each with
where it was found. Pure.
"""

from index import document, found, metadata, places
from index.boilerplate import Layout, layout
from index.formats.draft import Draft
from index.letterhead import HEAD, Letterhead, letterhead
from index.report import Where

Fields = dict[str, str]


def known(draft: Draft, parts: Layout) -> tuple[Fields, dict[str, Where]]:
    """The fields of the Report by name, and for each a span of the text or who said it."""
    fields: Fields = {name: said.value for name, said in draft.said.items()}
    where: dict[str, Where] = {name: said.where for name, said in draft.said.items()}
    head = letterhead(draft.text[draft.start :])
    page = layout(draft.page) if draft.page else parts
    told = _told(draft, parts, page, head, fields)
    fields |= told
    spans = _Spans(draft, parts, fields, where)
    for name, value in told.items():
        where[name] = spans.of(name, value)
    for name, fact in _of_itself(draft, head, fields, where, page).items():
        if name not in fields:
            fields[name], where[name] = fact
    if "province" in fields:
        fields["province"] = places.resolve(fields["province"]) or fields["province"]
    return fields, where


def _told(draft: Draft, parts: Layout, page: Layout, head: Letterhead | None, said: Fields) -> Fields:
    """What the words tell of title, source, dates and province, where the file does not say."""
    title = said.get("title") or (head.title if head else None)
    title = title or (draft.text[slice(*parts.title)] if parts.title else None)
    source = said.get("source") or (head.issuer if head else None) or metadata.source(page)
    published = said.get("published") or (head.day if head else None)
    published = published or metadata.published(page, draft.page or draft.text)
    event = said.get("event_date")
    if not event:
        event, published = metadata.event_date(parts, draft.text, published)
    about = (head.title, layout(head.title)) if head and head.central else (draft.text, parts)
    province = said.get("province") or metadata.province(*about, title, source)
    told = {
        "title": title,
        "source": source,
        "published": published,
        "event_date": event,
        "province": province,
        "number": head.number if head else None,
    }
    return {name: value for name, value in told.items() if value and name not in said}


def _of_itself(
    draft: Draft, head: Letterhead | None, fields: Fields, where: dict[str, Where], page: Layout
) -> dict[str, tuple[str, Where]]:
    """What a document says of its kind, its signer and how far it has come."""
    own = draft.text[draft.start :]
    kind = document.kind(own, head)
    if kind:
        told = {
            "type": kind,
            "signer": document.signer(own),
            "status": document.status(own, kind.value, head),
        }
        return {
            name: (each.value, (each.span[0] + draft.start, each.span[1] + draft.start))
            for name, each in told.items()
            if each
        }
    if document.is_paper(fields.get("source", "")):
        return {"type": (document.NEWS, where["source"])}
    if page.posted:
        line = page.posted[0]
        return {"type": (document.NEWS, "page" if draft.page else (line.start, line.end))}
    return {"type": (document.NEWS, "page")} if where.get("published") == "page" else {}


class _Spans:
    """Where the fields that the words tell stand."""

    def __init__(self, draft: Draft, parts: Layout, fields: Fields, where: dict[str, Where]) -> None:
        self._draft, self._parts, self._fields, self._where = draft, parts, fields, where

    def of(self, name: str, value: str) -> Where:
        """The span of the text that says it; else "page" where the page around it does, or the field that does."""
        text, parts = self._draft.text, self._parts
        if name == "title" and parts.title and text[slice(*parts.title)] == value:
            return parts.title
        if name == "event_date":
            span = found.event(text, parts, value)
        elif name == "published":
            lines = [(line.start, line.end) for line in (*parts.posted, *filter(None, (parts.clock,)))]
            span = found.day(text, value, [*lines, (self._draft.start, HEAD), (0, len(text))])
        elif name == "province":
            span = found.province(text, value)
        else:
            span = found.words(text, value) or self._subject(value)
        if span:
            return span
        if name == "province":
            return next(
                (
                    self._where.get(field, field)
                    for field in ("source", "title")
                    if any(place.name == value for place in places.find(self._fields.get(field, "")))
                ),
                "page",
            )
        return "page" if self._draft.page else "text"

    def _subject(self, value: str) -> tuple[int, int] | None:
        """Where the subject of a document's composed title stands."""
        subject = value.partition(": ")[2]
        return found.words(self._draft.text, subject) if subject else None
