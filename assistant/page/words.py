"""Words: the page's own sentences in Vietnamese and English, from the tables in `words/`. Pure.

What the server renders carries its keys along (`data-t`), so that `scripts/words.js` can translate it into the
language that a reader has chosen.
"""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Literal

Part = Literal["label", "title", "placeholder"]
_ATTRIBUTE: Mapping[Part, str] = {"label": "aria-label", "title": "title", "placeholder": "placeholder"}

# key → {"vi": …, "en": …}; a place in braces is filled by a fact of that name.
WORDS: Mapping[str, Mapping[str, str]] = {
    key: said
    for path in sorted((Path(__file__).parent / "words").glob("*.json"))
    for key, said in json.loads(path.read_text(encoding="utf-8")).items()
}


def say(key: str, language: str = "vi", **facts: str | int) -> str:
    """The words of a key as plain text."""
    return WORDS[key][language].format(**facts)


def said(key: str, tag: str = "span", attributes: str = "", **facts: str | int) -> str:
    """An HTML element that holds the words of a key; `attributes` are its further ones, already HTML."""
    more = f" {attributes}" if attributes else ""
    return f'<{tag}{more} data-t="{key}"{_facts(facts)}>{escape(_vietnamese(key, facts))}</{tag}>'


def labelled(part: Part, key: str, **facts: str | int) -> str:
    """An HTML attribute that holds the words of a key. An element takes the facts of one key alone."""
    return f'{_ATTRIBUTE[part]}="{escape(_vietnamese(key, facts))}" data-t-{part}="{key}"{_facts(facts)}'


def table() -> str:
    """All words as JSON that can stand inside a script element."""
    return json.dumps(WORDS, ensure_ascii=False).replace("<", "\\u003c")


def _vietnamese(key: str, facts: Mapping[str, str | int]) -> str:
    """The words as the server sends them."""
    return WORDS[key]["vi"].format(**facts)


def _facts(facts: Mapping[str, str | int]) -> str:
    """The attribute that carries the facts along."""
    return f' data-t-facts="{escape(json.dumps(facts, ensure_ascii=False))}"' if facts else ""
