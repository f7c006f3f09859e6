"""Markdown: a text file whose front matter, if it has any, says what the report is; the rest is left as
written.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from index.formats.draft import Draft, contents, said
from index.formats.jsonl import FIELDS, fields
from index.formats.text import recognised

_FRONT = re.compile(r"---[ \t]*\r?\n((?:(?!---[ \t]*\r?$)[^\n]*\n){0,100}?)---[ \t]*(?:\r?\n|$)", re.M)
# Not YAML: a title such as "UBND tỉnh: Nghe báo cáo" is no valid value there, and people write it.
_FIELD = re.compile(rf"({'|'.join(FIELDS)})[ \t]*:[ \t]*(.*?)[ \t]*\r?")


def read(path: Path) -> Iterator[Draft]:
    """The one report of a .md file; BadInput for a date or status of its front matter that is none."""
    text, converted = recognised(contents(path))
    front = _FRONT.match(text)
    if not front:
        yield Draft(text, converted=converted)
        return
    given = {}
    for line in front[1].split("\n"):
        field = _FIELD.fullmatch(line)
        if field and (value := _unquoted(field[2])):
            given[field[1]] = value
    yield Draft(text, front.end(), said=said("front_matter", **fields(given)), converted=converted)


def _unquoted(value: str) -> str:
    """The value without the quotes around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
