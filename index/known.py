"""Known: the fields of a draft that its file states, else those that its words tell, each with its place. Pure."""

from dataclasses import replace
from typing import Any, cast

from index import document, found, metadata, places
from index.boilerplate import Layout, layout, whole
from index.formats.draft import Draft, Facts, said
from index.letterhead import HEAD, Letterhead, is_issuer_above, leads, letterhead
from index.report import Report, Where

Fields = dict[str, str]


def facts(draft: Draft) -> Facts:
    """Where the draft's body stands, the fields of its Report, and for each a span of the text or who said it."""
    if draft.facts is not None:
        return draft.facts
    head = letterhead(draft.text[draft.start :])
    if head and draft.paper and leads(draft.text[draft.start :]):
        parts = whole(draft.text, draft.start)
    else:
        parts = layout(draft.text, draft.start, draft.value("title"))
    return Facts(parts.body, *_known(draft, parts, head))


# What the first versions stored nothing of.
_NEWER = ("number", "type", "signer", "status")


def completed(report: Report) -> Report:
    """A report of a store of the first versions with its number, kind, signer and status; any other as it is.

    What was stored stays; where a fact stands was not stored either, which tells such a report.
    """
    if report.found:
        return report
    stored = {name: getattr(report, name) for name in ("title", "source", "url", "published")}
    known = facts(Draft(report.text, said=said("document", **stored)))
    new = {name: known.fields[name] for name in _NEWER if name in known.fields and not getattr(report, name)}
    told = cast(dict[str, Any], new)
    return replace(report, **told, found={name: known.found[name] for name in new}) if new else report


def _known(draft: Draft, parts: Layout, head: Letterhead | None) -> tuple[Fields, dict[str, Where]]:
    """The fields of the Report by name, and for each a span of the text or who said it."""
    fields: Fields = {name: said.value for name, said in draft.said.items()}
    where: dict[str, Where] = {name: said.where for name, said in draft.said.items()}
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
    title = said.get("title") or (_titled(draft, head) if head else None)
    first = _first_lines(draft, parts) if not title else None
    title = title or (first[1] if first else None)
    source = said.get("source") or (head.issuer if head else None) or metadata.source(page)
    source = source or (first[0] if first else None)
    published = said.get("published") or (head.day if head else None)
    published = published or metadata.published(page, draft.page or draft.text)
    event = said.get("event_date")
    if not event:
        after = _after_subject(draft, head) if head else 0
        event, published = metadata.event_date(parts, draft.text, published, after)
    about = (head.title, whole(head.title)) if head and head.central else (draft.text, parts)
    named = head.bodies if head and head.bodies and "source" not in said else source
    province = said.get("province") or metadata.province(*about, title, named)
    told = {
        "title": title,
        "source": source,
        "published": published,
        "event_date": event,
        "province": province,
        "number": head.number if head else None,
    }
    return {name: value for name, value in told.items() if value and name not in said}


def _first_lines(draft: Draft, parts: Layout) -> tuple[str | None, str] | None:
    """The issuer and the title that the first lines of a text give; a title above which no issuer stands has none."""
    if not parts.title:
        return None
    title = draft.text[slice(*parts.title)]
    below = draft.text[parts.title[1] : parts.title[1] + HEAD].strip().partition("\n")[0].strip()
    return (title, below) if is_issuer_above(title, below) else (None, title)


def _titled(draft: Draft, head: Letterhead) -> str:
    """The title made of kind, number and subject; a draft's says that it is one."""
    own = draft.text[draft.start :]
    stage = document.status(own, head.kind, head)
    if stage and stage.value in ("draft", "consultation") and head.kind:
        return f"Dự thảo {head.title}"
    return head.title


def _after_subject(draft: Draft, head: Letterhead) -> int:
    """Where the words of an official document begin, after its head."""
    at = found.words(draft.text, head.subject, draft.start + HEAD) if head.subject else None
    return at[1] if at else draft.start


def _of_itself(
    draft: Draft, head: Letterhead | None, fields: Fields, where: dict[str, Where], page: Layout
) -> dict[str, tuple[str, Where]]:
    """What a document says of its kind, its signer and how far it has come."""
    own = draft.text[draft.start :]
    kind = document.kind(own, head)
    if kind:
        told = {
            "type": kind,
            "signer": document.signer(own, joint=bool(head and head.is_joint)),
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
            span = found.words(text, value) or self._subject(value) or self._beginning(value)
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

    def _beginning(self, value: str) -> tuple[int, int] | None:
        """Where the first words of an issuer stand, whose name goes on beside the motto."""
        parts = value.split(" ")
        begun = (
            found.words(self._draft.text, " ".join(parts[:end]), HEAD) for end in range(len(parts) - 1, 1, -1)
        )
        return next(filter(None, begun), None)

    def _subject(self, value: str) -> tuple[int, int] | None:
        """Where the subject of a document's composed title stands."""
        subject = value.partition(": ")[2]
        return found.words(self._draft.text, subject) if subject else None
