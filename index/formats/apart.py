"""Apart: a reader whose parser works in a `worker`: what it makes travels there and back as JSON."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.formats import worker
from index.formats.draft import Draft, Said

# The largest document that is let in takes some three seconds of a core; a machine may be busy with others.
SECONDS = 8.0


def drafts(task: str, path: Path) -> Iterator[Draft]:
    """The one report that the function `task` ("module:function") makes of the file, in a worker; BadInput else."""
    found = worker.run(task, str(path.resolve()), SECONDS, 0.0)
    yield Draft(
        **found
        | {
            "said": {name: Said(*said) for name, said in found["said"].items()},
            "pages": None if found["pages"] is None else tuple(found["pages"]),
            "ocr": tuple(found["ocr"]),
        }
    )


def told(parse: Callable[[Path], Draft]) -> Callable[[str], Iterator[dict[str, Any]]]:
    """A parser as a worker runs it."""

    def task(path: str) -> Iterator[dict[str, Any]]:
        """The one report, as JSON."""
        yield asdict(parse(Path(path)))

    return task
