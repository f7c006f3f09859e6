"""Vectors: the Chroma collection that finds passages by their meaning. Only this file knows Chroma.

It holds our own vectors, ids and facts to filter by: never text, never an embedding function. Everything in
it can be made again from the catalog. Chroma may be embedded (a folder) or a server.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from index.errors import BadInput, StoreFault
from index.filters import Filters
from index.keywords import damaged

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where

FOLDER = "vectors"
# Chroma's limit is 5,461 and larger in a server; smaller batches keep memory and requests small.
_BATCH = 1000


class Vectors:
    """The open collection of one store."""

    def __init__(self, client: "Client", collection: "Collection", url: str) -> None:
        self._client = client
        self._collection = collection
        self._url = url

    @classmethod
    def open(cls, folder: Path, store: str, url: str, new: bool) -> "Vectors":
        """The store's collection, made empty when `new`; StoreFault if it is missing or Chroma unusable."""
        path = folder / FOLDER
        if not url:
            if new:
                shutil.rmtree(path, ignore_errors=True)
            elif not (path / "chroma.sqlite3").is_file():
                raise damaged("vectors")
        with _faults(url):
            client = _connect(url) if url else _embedded(path)
        name = f"trich-{store}"
        try:
            with _faults(url):
                collection = _made(client, name) if new else client.get_collection(name, None)
        except StoreFault:
            client.close()
            raise
        return cls(client, collection, url)

    def close(self) -> None:
        """Let go of Chroma; an embedded one writes what it holds."""
        self._client.close()

    def count(self) -> int:
        """How many passages are in."""
        with _faults(self._url):
            return int(self._collection.count())

    def add(
        self, ids: Sequence[str], vectors: NDArray[np.float32], facts: Sequence[dict[str, str | int]]
    ) -> None:
        """Write passages; `vectors` is (n, dimension), a row an id. One that is there is written over."""
        with _faults(self._url):
            # `add` would silently keep the old record of an id that is there
            step = min(_BATCH, self._client.get_max_batch_size())
            for first in range(0, len(ids), step):
                part = slice(first, first + step)
                self._collection.upsert(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    metadatas=[dict(fact) for fact in facts[part]],
                )

    def remove(self, report_ids: Iterable[str]) -> None:
        """Delete every passage of these reports."""
        with _faults(self._url):
            for report_id in report_ids:
                self._collection.delete(where={"report_id": report_id})

    def search(self, vector: NDArray[np.float32], limit: int, filters: Filters) -> list[tuple[str, float]]:
        """The nearest passages as (passage_id, cosine), best first; a fault is raised, never no hits."""
        if limit < 1:
            return []
        with _faults(self._url):
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=limit,
                where=_where(filters),
                include=["embeddings"],
            )
        rows = found["embeddings"]
        return _cosines(found["ids"][0], rows[0] if rows is not None else [], vector)

    def cosines(self, passage_ids: Sequence[str], vector: NDArray[np.float32]) -> list[tuple[str, float]]:
        """These passages, those that are in, as (passage_id, cosine), best first."""
        if not passage_ids:
            return []
        with _faults(self._url):
            found = self._collection.get(ids=list(passage_ids), include=["embeddings"])
        rows = found["embeddings"]
        return _cosines(found["ids"], rows if rows is not None else [], vector)


def _cosines(
    passage_ids: Sequence[str], rows: Sequence[Any] | NDArray[Any], vector: NDArray[np.float32]
) -> list[tuple[str, float]]:
    """Ids with the cosine of their row and the vector, best first, the same whatever way they were found."""
    if not passage_ids:
        return []
    cosines = np.asarray(rows, dtype=np.float32) @ vector
    scored = [(name, float(cosine)) for name, cosine in zip(passage_ids, cosines, strict=True)]
    return sorted(scored, key=lambda one: (-one[1], one[0]))


def _made(client: "Client", name: str) -> "Collection":
    """An empty collection in the place of whatever had its name."""
    from chromadb.errors import NotFoundError

    with suppress(NotFoundError):
        client.delete_collection(name)
    return client.create_collection(
        name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}
    )


def _embedded(path: Path) -> "Client":
    """Chroma in a folder of this process."""
    import chromadb
    from chromadb.config import Settings

    return cast("Client", chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False)))


def _connect(url: str) -> "Client":
    """Chroma on a server."""
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url if "//" in url else f"http://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(
            "bad_setting",
            f"ASSISTANT_CHROMA_URL “{url}” không phải là địa chỉ như http://127.0.0.1:8000.",
            f"ASSISTANT_CHROMA_URL “{url}” is not an address like http://127.0.0.1:8000.",
            "ASSISTANT_CHROMA_URL",
        )
    ssl = parts.scheme == "https"
    quiet = Settings(anonymized_telemetry=False)
    port = parts.port or (443 if ssl else 8000)
    return cast("Client", chromadb.HttpClient(parts.hostname, port, ssl=ssl, settings=quiet))


@contextmanager
def _faults(url: str) -> Iterator[None]:
    """Every error of Chroma as a StoreFault that says what to do."""
    try:
        yield
    except (StoreFault, BadInput):
        raise
    except Exception as error:
        # Chroma raises its own classes, ValueError, TypeError, httpx's and, over HTTP, bare Exception
        why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        if url and type(error).__name__ != "NotFoundError":
            raise StoreFault(
                "chroma_unreachable",
                f"Máy chủ Chroma tại {url} không trả lời được ({why}): hãy kiểm tra máy chủ và "
                "ASSISTANT_CHROMA_URL.",
                f"The Chroma server at {url} could not answer ({why}): check the server and "
                "ASSISTANT_CHROMA_URL.",
            ) from error
        raise damaged("vectors", error) from error


def _where(filters: Filters) -> "Where | None":
    """The filters as Chroma takes them, None for none."""
    clauses: list[dict[str, Any]] = [{name: value} for name, value in filters.names.items()]
    if (first := filters.first_day) is not None:
        clauses.append({"last_day": {"$gte": first}})
    if (last := filters.last_day) is not None:
        clauses.append({"first_day": {"$lte": last}})
    if not clauses:
        return None
    return cast("Where", clauses[0] if len(clauses) == 1 else {"$and": clauses})
