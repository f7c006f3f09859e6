"""Prompts: the text files of `prompts/`, filled. No prompt text stands in Python.

A file is whole: the system's part, a line of five equals signs, the user's part. Its variables are
`$name`; values are put in once and never read for variables themselves.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import NamedTuple

_FOLDER = Path(__file__).parents[2] / "prompts"
_DIVIDER = "\n=====\n"


class Prompt(NamedTuple):
    """What the model is told to do, and what it is asked."""

    system: str
    user: str


def prompt(name: str, language: str, **values: str) -> Prompt:
    """The file `name`.`language`.txt filled with `values`.

    Raises ValueError naming each variable that the file has and `values` lack, or the other way round.
    """
    system, divider, user = _template(name, language).partition(_DIVIDER)
    if not divider:
        raise ValueError(f"prompts/{name}.{language}.txt has no line of five equals signs")
    _check(name, language, system + user, values)
    return Prompt(*(Template(part).substitute(values).strip() for part in (system, user)))


def fragment(name: str, language: str, **values: str) -> str:
    """A file that is part of a prompt (a passage, a turn of the conversation), filled; raises as `prompt` does."""
    text = _template(name, language)
    _check(name, language, text, values)
    return Template(text).substitute(values).strip()


def listed(name: str, language: str) -> dict[str, str]:
    """A file of lines “name: words”, as a table."""
    lines = _template(name, language).splitlines()
    return {key: words.strip() for key, _, words in (line.partition(":") for line in lines) if words}


@lru_cache(maxsize=1)
def digest() -> str:
    """A digest of all prompts, which changes whenever one of them does."""
    found = sorted(_FOLDER.glob("*.txt"))
    return hashlib.sha256(b"\0".join(path.name.encode() + path.read_bytes() for path in found)).hexdigest()[
        :16
    ]


def _check(name: str, language: str, text: str, values: dict[str, str]) -> None:
    """Raise ValueError unless the variables of `text` are exactly the names of `values`."""
    wanted = set(Template(text).get_identifiers())
    if wanted != values.keys():
        missing, unused = sorted(wanted - values.keys()), sorted(values.keys() - wanted)
        raise ValueError(f"prompts/{name}.{language}.txt: missing {missing}, unused {unused}")


@lru_cache(maxsize=32)
def _template(name: str, language: str) -> str:
    """The file's text as it stands on disk."""
    return (_FOLDER / f"{name}.{language}.txt").read_text("utf-8")
