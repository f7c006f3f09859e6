"""Apart: a reader whose parser works in a `worker`, from which its result comes back as JSON.

The rules look at its words there, too, so that all cores share what takes longest.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from index.formats import worker
from index.formats.draft import Draft, Facts, Said
from index.lack import Lack

# The largest document that is let in takes some three seconds of a core; a machine may be busy with others.
SECONDS = 8.0
# What is longer takes the rules more of that time than is left, and is looked at after it.
_LONGEST = 1_000_000


def drafts(task: str, path: Path) -> Iterator[Draft]:
    """The one report that the function `task` ("module:function") makes of the file, in a worker; BadInput else."""
    found = worker.run(task, str(path.absolute()), SECONDS, 0.0)
    facts = found["facts"]
    yield Draft(
        **found
        | {
            "said": {name: Said(*said) for name, said in found["said"].items()},
            "pages": None if found["pages"] is None else tuple(found["pages"]),
            "ocr": tuple(found["ocr"]),
            "facts": facts and _facts(*facts),
            "lacks": tuple(Lack(*lack) for lack in found["lacks"]),
        }
    )


def _facts(body: list[list[int]], fields: dict[str, str], found: dict[str, Any]) -> Facts:
    """Facts that came as JSON."""
    return Facts(
        tuple((start, end) for start, end in body),
        fields,
        {name: at if isinstance(at, str) else (at[0], at[1]) for name, at in found.items()},
    )


def told(parse: Callable[[Path], Draft]) -> Callable[[str], Iterator[dict[str, Any]]]:
    """The task that a worker runs: the parser's Draft as JSON."""

    @wraps(parse)
    def task(path: str) -> Iterator[dict[str, Any]]:
        """The one report, as JSON."""
        # the rules know the readers' drafts, and so come after this file
        from index.known import facts

        draft = parse(Path(path))
        shape = {
            name: getattr(draft, name)
            for name in ("text", "start", "page", "key", "member", "pages", "ocr", "paper", "lacks")
        }
        asked = len(draft.text) + len(draft.page or "") <= _LONGEST and draft.text[draft.start :].strip()
        yield shape | {
            "said": dict(draft.said),
            "converted": draft.converted,
            "facts": facts(draft) if asked else None,
        }

    return task
