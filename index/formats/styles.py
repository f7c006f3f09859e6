"""Styles: what a Word document says of its named styles and of its lists."""

from dataclasses import dataclass

from index.formats.elements import number_of
from index.formats.numbering import Level, Listing
from index.formats.package import Element, kept, parsed
from index.formats.wordml import child, children, in_one_namespace, value_of

# The looks of tables, most of a part that is often larger than the document, say nothing that is looked up.
_TABLE_STYLE, _STYLE_END = b'<w:style w:type="table"', b"</w:style>"


@dataclass(frozen=True, slots=True)
class Style:
    """What a named style says: its font, its list, the style that it is based on."""

    name: str
    base: str | None
    font: str | None
    listed: tuple[str | None, int] | None
    is_default: bool


@kept
def styles_of(raw: bytes) -> tuple[dict[str, Style], str | None]:
    """The document's styles, and the font of all text that no style or run gives another."""
    if not raw:
        return {}, None
    first, *others = raw.split(_TABLE_STYLE)
    raw = b"".join([first, *(each.partition(_STYLE_END)[2] for each in others)])
    root = parsed(in_one_namespace(raw))
    styles = {}
    for style in children(root, "style"):
        name = child(style, "name")
        base = child(style, "basedOn")
        styles[value_of(style, "styleId") or ""] = Style(
            name=(value_of(name) or "") if name is not None else "",
            base=value_of(base) if base is not None else None,
            font=font_of(child(style, "rPr")),
            listed=list_of(child(style, "pPr")),
            is_default=value_of(style, "type") == "paragraph" and value_of(style, "default") in ("1", "true"),
        )
    defaults = child(root, "docDefaults", "rPrDefault", "rPr")
    return styles, font_of(defaults)


@kept
def listings_of(raw: bytes) -> dict[str, Listing]:
    """The document's lists by the name that paragraphs call them."""
    if not raw:
        return {}
    root = parsed(in_one_namespace(raw))
    levels = {
        value_of(definition, "abstractNumId") or "": {
            number_of(value_of(level, "ilvl")): _level(level) for level in children(definition, "lvl")
        }
        for definition in children(root, "abstractNum")
    }
    found = {}
    for listing in children(root, "num"):
        definition = value_of(child(listing, "abstractNumId")) or ""
        own, restarts = dict(levels.get(definition, {})), {}
        for override in children(listing, "lvlOverride"):
            depth = number_of(value_of(override, "ilvl"))
            if (start := value_of(child(override, "startOverride"))) is not None:
                restarts[depth] = number_of(start, 1)
            if (level := child(override, "lvl")) is not None:
                own[depth] = _level(level)
        found[value_of(listing, "numId") or ""] = Listing(definition, own, restarts)
    return found


def _level(level: Element) -> Level:
    """How one level of a list counts."""
    return Level(
        format=value_of(child(level, "numFmt")) or "decimal",
        text=value_of(child(level, "lvlText")) or "",
        start=number_of(value_of(child(level, "start")), 1),
    )


def list_of(properties: Element | None) -> tuple[str | None, int] | None:
    """Which list, at which depth, the properties of a paragraph or style put it in."""
    found = child(properties, "numPr") if properties is not None else None
    return None if found is None else list_named(found)


def list_named(found: Element) -> tuple[str | None, int]:
    """The list and the depth that a property names."""
    return value_of(child(found, "numId")), number_of(value_of(child(found, "ilvl")))


def font_of(properties: Element | None) -> str | None:
    """The font that properties name for Latin letters."""
    found = child(properties, "rFonts") if properties is not None else None
    return None if found is None else font_named(found)


def font_named(found: Element) -> str | None:
    """The font that a property names for Latin letters."""
    return value_of(found, "ascii") or value_of(found, "hAnsi")
