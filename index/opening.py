"""Opening: the engines of a store as they are, made empty, or as an interrupted repair left them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.batches import pages
from index.catalog import Catalog
from index.engines import Engines
from index.errors import StoreFault
from index.keywords import FORMAT as KEYWORDS
from index.keywords import Keywords
from index.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a store's engines lie, and the embedding, as the store notes it, that they are for."""

    folder: Path
    catalog: Catalog
    chroma_url: str
    embedding: str

    def as_it_is(self, passages: int) -> Engines:
        """Both engines as they are, with so many passages; keywords of an older version are built anew."""
        outdated = self.catalog.meta("keywords") != KEYWORDS
        keywords = Keywords.open(self.folder, new=outdated)
        try:
            if outdated:
                for page in pages(self.catalog.in_state("ready", "stale")):
                    keywords.add(self.catalog.cut(page))
                self.catalog.set_meta(keywords=KEYWORDS)
            store = str(self.catalog.meta("store"))
            vectors = Vectors.open(self.folder, store, self.chroma_url, new=False, passages=passages)
        except BaseException:
            keywords.close()
            raise
        return Engines(keywords, vectors)

    def empty(self) -> Engines:
        """Make both engines, empty, and note the embedding that they are for."""
        vectors = Vectors.open(self.folder, str(self.catalog.meta("store")), self.chroma_url, new=True)
        engines = Engines(Keywords.open(self.folder, new=True), vectors)
        self.catalog.set_meta(embedding=self.embedding, keywords=KEYWORDS)
        return engines

    def begun(self, live: Sequence[str]) -> tuple[Engines, int]:
        """The engines to fill and how many of the reports they hold: those of an interrupted repair, else empty."""
        made_by, last = f"{self.embedding}, {KEYWORDS}", self.catalog.meta("repaired")
        if self.catalog.meta("repairing") == made_by and last in live:
            done = live.index(last) + 1
            held = sum(len(self.catalog.passages(name)) for name in live[:done])
            with suppress(StoreFault):  # what cannot be opened is made anew
                engines = self.as_it_is(self.catalog.count_passages())
                # what a batch wrote before it was cut short is written over; less would be a loss
                if min(engines.keywords.count(), engines.vectors.count()) >= held:
                    return engines, done
                engines.close()
        self.catalog.set_meta(repairing=made_by, repaired="")
        return self.empty(), 0
