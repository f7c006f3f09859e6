"""Markdown: a text file whose front matter, if it has any, says what the report is; the rest is left as
written.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from index import dates
from index.formats.draft import Draft, contents
from index.formats.text import decoded

_FRONT = re.compile(r"---[ \t]*\r?\n((?:(?!---[ \t]*\r?$)[^\n]*\n){0,100}?)---[ \t]*(?:\r?\n|$)", re.M)
# Not YAML: a title such as "UBND tỉnh: Nghe báo cáo" is no valid value there, and people write it.
_FIELD = re.compile(r"(title|source|url|published|event_date|province)[ \t]*:[ \t]*(.*?)[ \t]*\r?")


def read(path: Path) -> Iterator[Draft]:
    """The one report of a .md file; BadInput for a front matter date that is not ISO."""
    text = decoded(contents(path))
    front = _FRONT.match(text)
    if not front:
        yield Draft(text)
        return
    fields = {}
    for line in front[1].split("\n"):
        field = _FIELD.fullmatch(line)
        if field and (value := _unquoted(field[2])):
            fields[field[1]] = value
    for name in ("published", "event_date"):
        if name in fields:
            dates.parse(fields[name], name)
    yield Draft(
        text,
        front.end(),
        title=fields.get("title"),
        source=fields.get("source"),
        url=fields.get("url"),
        published=fields.get("published"),
        event_date=fields.get("event_date"),
        province=fields.get("province"),
    )


def _unquoted(value: str) -> str:
    """The value without the quotes around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
