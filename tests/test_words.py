"""The page's words: both languages for every key, the same facts in both, every key used, none missing."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.page.words import WORDS, labelled, said, say, table

PAGE = Path(__file__).parents[1] / "assistant" / "page"
SOURCES = [path for path in sorted(PAGE.rglob("*")) if path.suffix in (".py", ".js", ".html")]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
FILES = sorted((PAGE / "words").glob("*.json"))


@pytest.mark.parametrize("key", WORDS)
def test_a_key_speaks_both_languages(key: str) -> None:
    """Each key has Vietnamese and English, not empty, filled by the same facts."""
    words = WORDS[key]
    assert set(words) == {"vi", "en"} and all(text.strip() for text in words.values())
    facts = {language: set(re.findall(r"\{(\w+)\}", text)) for language, text in words.items()}
    assert facts["vi"] == facts["en"]


def test_no_key_stands_twice() -> None:
    """A key is in one file, once."""
    keys = [key for path in FILES for key, _ in json.loads(path.read_text("utf-8"), object_pairs_hook=list)]
    assert len(keys) == len(set(keys)) == len(WORDS)


def test_every_key_is_used_and_every_used_key_is_there() -> None:
    """What the page's sources name as words are the tables' keys; Gradio's own words are found by their text."""
    named = set(re.findall(r"""["']([a-z]+\.[a-z_]+)["']""", TEXT))
    heads = {key.partition(".")[0] for key in WORDS}
    suffixes = ("html", "css", "js", "py", "json")
    used = {key for key in named if key.partition(".")[0] in heads and key.partition(".")[2] not in suffixes}
    assert used - set(WORDS) == set()
    # a script may put a key together: `filter.${name}`, `${key}_named`
    families = tuple({"frame.", *re.findall(r"`([a-z]+\.)\$\{\w", TEXT)})
    pairs = {key for key in WORDS if key.removesuffix("_named") in used and "_named`" in TEXT}
    assert {key for key in WORDS if key not in used | pairs and not key.startswith(families)} == set()


@given(st.text(max_size=40))
def test_facts_are_only_ever_text(fact: str) -> None:
    """Whatever a fact holds, it opens no tag and ends no attribute."""
    html = said("history.rename_named", "p", title=fact)
    assert re.fullmatch(r'<p data-t="history.rename_named" data-t-facts="[^"<>]*">[^<>]*</p>', html)
    attribute = labelled("label", "history.remove_named", title=fact)
    assert re.fullmatch(
        r'aria-label="[^"]*" data-t-label="history.remove_named" data-t-facts="[^"]*"', attribute
    )
    assert say("history.rename_named", "en", title=fact).count(fact) >= 1


def test_the_table_stands_in_a_script_element() -> None:
    """It is JSON, and nothing in it ends the element."""
    assert json.loads(table()) == WORDS and "<" not in table()
