"""Vectors: the Chroma collection that finds passages by their meaning. Only this file knows Chroma.

It holds our own vectors, ids and facts to filter by: never text, never an embedding function. Everything in
it can be made again from the catalog. Chroma may be embedded (a folder) or a server.
"""

import operator
import os
import shutil
import struct
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from index.batches import pages
from index.engine_fault import damaged
from index.errors import BadInput, StoreFault
from index.filters import Filters
from index.held import Held

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Metadata, Where
    from tenacity import Retrying

# hnswlib's own, as Chroma persists it: version, where the lists begin, places, those taken, bytes of one
_HEADER = struct.Struct("<iQQQQ")

FOLDER = "vectors"
# Passages that are written at once, and in one request: Chroma takes 5,461, a server more in number, but 40 MB at most.
_BATCH, _REQUEST = 2500, 500
# The origins that a report may have.
_USUAL, _OTHER = "user", "sample"
# Candidates that an approximate search keeps: at least so many, for each root of the passages, in steps of. The ten
# nearest are found so to .98 and more of 30,000 and of 300,000; 400 found .90 of 300,000 (benchmarks/store.py).
_LEAST_KEPT, _KEPT_A_ROOT, _KEPT_STEP = 400, 3.8, 100
# Chroma takes 5 µs for each passage that passes a filter, and for few it goes through most of its graph. So of a filter
# that many pass the nearest of all are sifted, half as many again as may be needed, up to this share of the candidates;
# and where so few pass, and no more than one in so many, the vectors of all of them are read.
_SPARE, _OF_KEPT = 1.5, 3
_FEW, _FEW_IN = 3000, 20
_COMPARED = {"$eq": operator.eq, "$gte": operator.ge, "$lte": operator.le}


class Vectors:
    """The open collection of one store."""

    def __init__(
        self, client: "Client", collection: "Collection", url: str, kept: int, unwritten: Path | None
    ) -> None:
        self._client = client
        self._collection = collection
        self._url = url
        self._held = Held()
        self._counting = threading.Lock()
        # the folder of one in this process into which nothing was written yet
        self._unwritten = unwritten
        # for how many candidates Chroma looks, and how many passages there are at most; 0: not counted yet
        self._kept, self._most = kept, 0

    @classmethod
    def open(cls, folder: Path, store: str, url: str, new: bool, passages: int = 0) -> "Vectors":
        """The store's collection, made empty when `new`; StoreFault if it is missing or Chroma unusable.

        A search is as wide as `passages` want, 0 for as it was the last time.
        """
        path = folder / FOLDER
        if not url:
            if new:
                shutil.rmtree(path, ignore_errors=True)
            elif not (path / "chroma.sqlite3").is_file():
                raise damaged("vectors")
            else:
                _blank(path)
        with _faults(url):
            client = _connect(url) if url else _embedded(path)
        name = f"trich-{store}"
        try:
            with _faults(url):
                collection = _made(client, name) if new else client.get_collection(name, None)
                kept = _LEAST_KEPT if url else _told(collection, passages)
        except StoreFault:
            client.close()
            raise
        return cls(client, collection, url, kept, path if new and not url else None)

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
        self._most += len(ids)
        with _faults(self._url), self._held.changing():
            # `add` would silently keep the old record of an id that is there
            step = min(_REQUEST if self._url else _BATCH, self._client.get_max_batch_size())
            first = 0
            while first < len(ids):
                # with the first one Chroma makes its file, which is then to be blanked before it writes there again
                part = slice(first, first + (1 if self._unwritten else step))
                self._collection.upsert(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    metadatas=cast("list[Metadata]", [_noted(fact) for fact in facts[part]]),
                )
                if self._unwritten:
                    _blank(self._unwritten)
                    self._unwritten = None
                first = part.stop

    def remove(self, passage_ids: Sequence[str]) -> None:
        """Delete these passages, those that are in."""
        with _faults(self._url), self._held.changing():
            for page in pages(passage_ids, _REQUEST):
                self._collection.delete(ids=list(page))

    def of_reports(self, report_ids: Iterable[str]) -> list[str]:
        """The passages of these reports that are in, whatever the catalog says: all ids are read for it."""
        wanted = set(report_ids)
        with _faults(self._url):
            found = self._collection.get(include=[])["ids"]
        return [name for name in found if name.split("-", 1)[0] in wanted]

    def search(
        self, vector: NDArray[np.float32], limit: int, filters: Filters, passing: int | None = None
    ) -> list[tuple[str, float]]:
        """The nearest passages as (passage_id, cosine), best first; a fault is raised, never no hits.

        `passing`: about how many passages pass the filters, None if nobody counted; it tells the fastest way alone.
        """
        if limit < 1:
            return []
        where = _where(filters)
        if where and passing:
            among = _SPARE * limit * self._all() / passing
            if among <= max(self._kept, _kept(self._all())) / _OF_KEPT:
                sifted = self._sifted(vector, limit, where, int(among))
                if len(sifted) == limit:
                    return sifted
            elif passing <= min(_REQUEST if self._url else _FEW, self._all() / _FEW_IN):
                return self._of_all(vector, where)[:limit]
        return self._near(vector, limit, where)[:limit]

    def _near(
        self, vector: NDArray[np.float32], limit: int, where: "Where | None"
    ) -> list[tuple[str, float]]:
        """What Chroma finds nearest among what passes, at least so many."""
        with _faults(self._url):
            found = _read_again()(
                self._collection.query,
                query_embeddings=vector.reshape(1, -1),
                n_results=max(limit, self._lacking()),
                where=where,
                include=["distances"],
            )
        distances = found["distances"]
        assert distances is not None
        return _ranked(found["ids"][0], [1 - distance for distance in distances[0]])

    def _sifted(
        self, vector: NDArray[np.float32], limit: int, where: "Where", among: int
    ) -> list[tuple[str, float]]:
        """The first of those that pass among so many of the nearest of all; fewer than `limit` tell nothing."""
        with _faults(self._url):
            found = _read_again()(
                self._collection.query,
                query_embeddings=vector.reshape(1, -1),
                n_results=max(among, self._lacking()),
                include=["distances", "metadatas"],
            )
        distances, known = found["distances"], found["metadatas"]
        assert distances is not None and known is not None
        passed = [
            (name, 1 - distance)
            for name, distance, own in zip(found["ids"][0], distances[0], known[0], strict=True)
            if _passes(own or {}, where)
        ][:limit]
        return _ranked([name for name, _ in passed], [cosine for _, cosine in passed])

    def _of_all(self, vector: NDArray[np.float32], where: "Where") -> list[tuple[str, float]]:
        """Every passage that passes."""
        with _faults(self._url):
            found = _read_again()(self._collection.get, where=where, include=["embeddings"])
        vectors = found["embeddings"]
        assert vectors is not None
        if not found["ids"]:
            return []
        return _ranked(found["ids"], (np.asarray(vectors, np.float32) @ vector).tolist())

    def _all(self) -> int:
        """How many passages there are at most; counted once."""
        with self._counting:
            self._most = self._most or int(self._collection.count())
            return self._most

    def _lacking(self) -> int:
        """How many passages to ask for at least, 0 where Chroma looks at candidates enough as it is.

        It heeds what it is told before it reads the vectors alone, which a server may have done long ago. Else, and
        where a store has grown since, asking for as many passages makes it look at as many, in twice the time.
        """
        wanted = _kept(self._all())
        return wanted if wanted > self._kept else 0

    def cosines(self, passage_ids: Sequence[str], vector: NDArray[np.float32]) -> list[tuple[str, float]]:
        """These passages, those that are in, as (passage_id, cosine), best first."""
        rows, version = self._held.of(passage_ids)
        if missing := [name for name in passage_ids if name not in rows]:
            read = self._read(missing)
            self._held.put(read, version)
            rows |= read
        known = [name for name in passage_ids if name in rows]
        return _ranked(known, (np.stack([rows[name] for name in known]) @ vector).tolist()) if known else []

    def _read(self, passage_ids: list[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of these passages, those that are in, each apart from the others' memory."""
        with _faults(self._url):
            found = _read_again()(self._collection.get, ids=passage_ids, include=["embeddings"])
        vectors = found["embeddings"]
        assert vectors is not None
        rows = np.asarray(vectors, np.float32)
        return {name: row.copy() for name, row in zip(found["ids"], rows, strict=True)}


def _blank(path: Path) -> None:
    """Write zeros where the file of a graph has room for passages to come.

    Chroma makes it of a hundred places as they lie in this process's memory, words of removed reports among them.
    """
    for header in path.glob("*/header.bin"):
        known, places = header.read_bytes(), header.parent / "data_level0.bin"
        if len(known) < _HEADER.size or not places.is_file():
            continue  # damaged: Chroma tells
        _, _, _, used, size = _HEADER.unpack_from(known)
        with places.open("r+b") as file:
            room = file.seek(0, os.SEEK_END) - used * size
            if room > 0:
                file.seek(used * size)
                file.write(bytes(room))


@lru_cache(1)
def _read_again() -> "Retrying":
    """What reads anew where a server lost sight of a passage that was written over meanwhile, six times at most.

    It looks up the passages in one table and their vectors in another, with a write of somebody else's in between.
    """
    from tenacity import Retrying, retry_if_exception_message, stop_after_attempt, wait_exponential

    return Retrying(
        retry=retry_if_exception_message(match="(?s).*Error finding id"),
        wait=wait_exponential(0.02),
        stop=stop_after_attempt(6),
        reraise=True,
    )


def _ranked(names: Sequence[str], cosines: Sequence[float]) -> list[tuple[str, float]]:
    """Passages by their cosines, best first.

    Rounded: Chroma's last digits are not those of a product here, and that one's depend on the row's place.
    """
    rounded = [(name, round(cosine, 6)) for name, cosine in zip(names, cosines, strict=True)]
    return sorted(rounded, key=lambda one: (-one[1], one[0]))


def _made(client: "Client", name: str) -> "Collection":
    """An empty collection in the place of whatever had its name."""
    from chromadb.errors import NotFoundError

    with suppress(NotFoundError):
        client.delete_collection(name)
    return client.create_collection(
        name,
        embedding_function=None,
        # finds .99 of the ten nearest of 6,000 passages; 200 and Chroma's own 16 neighbours found .97 of them
        configuration={"hnsw": {"space": "cosine", "ef_search": _LEAST_KEPT, "max_neighbors": 24}},
    )


def _told(collection: "Collection", passages: int) -> int:
    """Tell Chroma how many candidates a search is to keep, before it reads or counts anything; returns how many."""
    before = (collection.configuration["hnsw"] or {}).get("ef_search") or _LEAST_KEPT
    kept = _kept(passages) if passages else before
    if kept != before:
        collection.modify(configuration={"hnsw": {"ef_search": kept}})
    return kept


def _kept(passages: int) -> int:
    """How many candidates a search among so many passages is to keep."""
    steps = -int(-_KEPT_A_ROOT * passages**0.5 // _KEPT_STEP)
    return max(_LEAST_KEPT, steps * _KEPT_STEP)


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


def _noted(facts: Mapping[str, str | int]) -> dict[str, str | int] | None:
    """What Chroma is to know of a passage, None for nothing.

    Each fact takes it an eighth of the time of all else: a user's report, as most are, is one that is not
    said to be a sample, and a first day that is the last one too is not written.
    """
    known = dict(facts)
    if known.get("origin") == _USUAL:
        del known["origin"]
    if known.get("first_day") == known.get("last_day"):
        known.pop("first_day", None)
    return known or None


def _where(filters: Filters) -> "Where | None":
    """The filters as Chroma takes them, None for none: right for what `_noted` leaves out, and for what has it."""
    clauses: list[dict[str, Any]] = [
        {name: {"$ne": _OTHER} if (name, value) == ("origin", _USUAL) else value}
        for name, value in filters.names.items()
    ]
    if (first := filters.first_day) is not None:
        clauses.append({"last_day": {"$gte": first}})
    if (last := filters.last_day) is not None:
        clauses.append({"$or": [{"first_day": {"$lte": last}}, {"last_day": {"$lte": last}}]})
    if not clauses:
        return None
    return cast("Where", clauses[0] if len(clauses) == 1 else {"$and": clauses})


def _passes(known: Mapping[str, Any], where: "Where") -> bool:
    """Whether a passage of which Chroma knows this passes what `_where` gave, as Chroma itself takes it."""
    ((name, asked),) = cast("Mapping[str, Any]", where).items()
    if name in ("$and", "$or"):
        return (all if name == "$and" else any)(_passes(known, clause) for clause in asked)
    ((sign, bound),) = asked.items() if isinstance(asked, dict) else (("$eq", asked),)
    own = known.get(name)
    return own != bound if sign == "$ne" else own is not None and bool(_COMPARED[sign](own, bound))
