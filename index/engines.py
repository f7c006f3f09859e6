"""Engines: Tantivy, which finds passages by their words, and Chroma, which finds them by meaning, open together."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from index.embedder import Embedder
from index.filters import facts
from index.keywords import Keywords
from index.passage import Passage, search_text
from index.report import Report
from index.vectors import Vectors

# Passages that are embedded and written at once: Chroma lets nobody search as long as it writes them, and takes a
# quarter less a passage for many than for few.
_STEP, _STEP_ALONE = 500, 2500

# A report and its passages.
_Cut = tuple[Report, Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Engines:
    """The two, which hold the same passages."""

    keywords: Keywords
    vectors: Vectors

    def fill(self, reports: Sequence[_Cut], embedder: Embedder, alone: bool = False) -> None:
        """Write reports' passages into both; in longer steps if `alone`, when nobody searches meanwhile."""
        if any(cut for _, cut in reports):
            given = threading.Event()
            with ThreadPoolExecutor(1) as beside:
                added = beside.submit(self.keywords.add, _told(reports, given))
                added.add_done_callback(lambda _: given.set())
                # Chroma holds Python up as long as it writes, Tantivy does not: it works on what it has been given
                given.wait()
                self._fill_vectors(reports, embedder, _STEP_ALONE if alone else _STEP)
                added.result()

    def _fill_vectors(self, reports: Sequence[_Cut], embedder: Embedder, step: int) -> None:
        """Embed passages and write them into Chroma, some at a time."""
        known = {report.report_id: facts(report) for report, _ in reports}
        passages = [(report, passage) for report, cut in reports for passage in cut]
        for first in range(0, len(passages), step):
            part = passages[first : first + step]
            self.vectors.add(
                [passage.passage_id for _, passage in part],
                embedder.embed_passages([search_text(report, passage) for report, passage in part]),
                [known[passage.report_id] for _, passage in part],
            )

    def hide(self, reports: Mapping[str, Sequence[Passage]]) -> None:
        """Hide reports, by their ids with their passages, in both, so that no search finds them."""
        if reports:
            self.vectors.remove([passage.passage_id for cut in reports.values() for passage in cut])
            self.keywords.hide(reports)

    def close(self) -> None:
        """Close both."""
        self.keywords.close()
        self.vectors.close()


def _told(reports: Sequence[_Cut], given: threading.Event) -> Iterator[_Cut]:
    """The reports; `given` is set when all have been taken."""
    yield from reports
    given.set()
