"""Queries: a file of questions, each searched for, with one line of results each."""

import json
from pathlib import Path
from typing import Any

from index.errors import BadInput
from index.filters import Filters
from index.index import Index
from index.shortlist import Hit


def queries(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of questions; BadInput naming the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _bad_queries(path, str(error)) from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                value = json.loads(line)
            except ValueError as error:
                raise _bad_queries(path, f"dòng/line {number}: {error}") from error
            if not isinstance(value, dict) or not isinstance(value.get("question"), str):
                raise _bad_queries(path, f"dòng/line {number}: question?")
            found.append(value)
    return found


def _bad_queries(path: Path, why: str) -> BadInput:
    """The error for a file of questions that cannot be read."""
    return BadInput(
        "bad_queries",
        f"Không đọc được {path.name} ({why}): mỗi dòng phải là một đối tượng JSON có “question”.",
        f"{path.name} cannot be read ({why}): each line must be a JSON object with a “question”.",
        "queries",
    )


def answered(line: dict[str, Any], index: Index, k: int, filters: Filters) -> dict[str, Any]:
    """One line of `search --queries`; for a question that cannot be asked it says why, and has no hits."""
    shape: dict[str, Any] = {"id": line["id"]} if "id" in line else {}
    try:
        return shape | {"hits": [hit_shape(hit) for hit in index.search(line["question"], k, filters)]}
    except BadInput as error:
        return shape | {"hits": []} | error.to_json()


def hit_shape(hit: Hit) -> dict[str, Any]:
    """A hit as `search --json` and the API give it."""
    return {
        name: getattr(hit, name)
        for name in ("report_id", "key", "passage_id", "score", "start", "end", "text")
    }
