"""Index: reports in, ranked passages out. It owns the folder, and keeps its three stores one.

The catalog is the truth; Chroma and Tantivy hold what can be made again from it. A report is written to the
catalog as pending, then into both, then marked ready: whenever a process dies, what was not ready is taken
out again at the next opening, and no search shows a passage whose report is not ready.
"""

import gc
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from index import backup, memo
from index.batches import batches, pages
from index.catalog import Catalog, Staged
from index.embedder import Embedder, is_bundled
from index.engine_fault import damaged, embedding_changed, repairing, unfinished
from index.engines import Engines
from index.eraser import Eraser
from index.errors import BadInput
from index.filters import Filters
from index.formats import worker
from index.known import completed
from index.opening import Opening
from index.original import Kept, Originals, not_kept
from index.owner import LOCK, FolderLock
from index.passage import Passage
from index.report import Report
from index.reranker import Reranker
from index.shelf import Card
from index.shortlist import Hit, Shortlist, reranked, shortlist
from index.terms import tokens

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

# Reports that are written anew at once while others wait, where words are wiped from the files beside other work.
_PIECE = 50
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding; `unchanged` holds those whose facts were corrected too."""

    added: tuple[Staged, ...] = ()
    unchanged: tuple[Staged, ...] = ()
    replaced: tuple[Staged, ...] = ()
    samples_removed: int = 0


class Index:
    """The open store. Any thread may search while another adds; one thread changes it at a time."""

    def __init__(
        self,
        folder: Path,
        lock: FolderLock,
        catalog: Catalog,
        embedder: Embedder,
        chroma_url: str,
        reranker: Reranker | None = None,
    ) -> None:
        self.folder = folder
        self._lock = lock
        self._catalog = catalog
        self._embedder = embedder
        self._reranker = reranker
        self._opening = Opening(folder, catalog, chroma_url, f"{embedder.name} ({embedder.dimension})")
        self._originals = Originals(folder)
        self._engines: Engines | None = None
        self._asleep = False
        self._counted = ("", 0)
        self._shelf: tuple[str, Sequence[Card]] = ("", ())
        self._changing = threading.RLock()
        # reports that go and that neither engine finds any more
        self._hidden: set[str] = set()
        self._eraser: Eraser | None = None

    @classmethod
    def open(
        cls,
        folder: Path | str,
        embedder: Embedder,
        chroma_url: str = "",
        for_repair: bool = False,
        for_reading: bool = False,
        erase_beside: bool = False,
        reranker: Reranker | None = None,
    ) -> "Index":
        """The store in the folder, made if there is none, with what a crash left cleared away.

        StoreFault where another process has it (`store_busy`), or where it cannot be used as it is: the
        message says which command mends it. `for_repair` opens such a store too, for `repair` alone; `for_reading`
        opens one that a crash left nothing in without its engines, which a search then opens. With `erase_beside` a
        removal returns once nobody finds the report, and its words leave the files soon after.
        """
        folder = Path(folder)
        with ExitStack() as undo:
            lock = FolderLock.take(folder)
            undo.callback(lock.release)
            catalog = Catalog.open(folder)
            undo.callback(catalog.close)
            index = cls(folder, lock, catalog, embedder, chroma_url, reranker)
            undo.callback(index._close_engines)
            if erase_beside:
                index._eraser = Eraser(partial(index._erasing, _PIECE), index._changing)
                undo.callback(index._eraser.stop)
            if for_reading and not catalog.in_state("pending", "stale", "leaving", "removing"):
                index._asleep = True
            elif not for_repair:
                index._wake()
            undo.pop_all()
        return index

    def close(self) -> None:
        """Write what is held, wipe what goes and let the folder go."""
        if self._eraser:
            self._eraser.stop()
        with self._changing:
            self._close_engines()
            self._catalog.close()
            self._lock.release()

    def __enter__(self) -> "Index":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- reports in ---------------------------------------------------------------------------------------

    def add(self, reports: Iterable[Report], progress: Progress | None = None) -> Added:
        """Put reports in; `progress` is told after each batch how many have been seen.

        A key that is there with the same text is unchanged (its facts are corrected where they differ), with
        another text replaced. A file whose text another file has is unchanged. The sample reports leave when
        the first of a user comes.
        """
        with self._changing:
            self._recover()
            done: list[Staged] = []
            samples = 0
            for batch in batches(reports):
                with _uncollected():
                    staged = self._catalog.stage(batch)
                    self._keep(batch, staged)
                    self._fill(batch, staged)
                    samples += self._settle(staged)
                done += staged
                if progress:
                    progress(len(done))
            self._erase(any(one.fate == "corrected" for one in done))
        return Added(
            added=tuple(one for one in done if one.fate == "added"),
            unchanged=tuple(one for one in done if one.fate in ("unchanged", "corrected")),
            replaced=tuple(one for one in done if one.fate == "replaced"),
            samples_removed=samples,
        )

    def remove(self, names: Sequence[str]) -> tuple[str, ...]:
        """Take out the reports with these ids or keys, none where one is unknown; returns their ids."""
        with self._changing:
            self._recover()
            found = tuple(dict.fromkeys(self._catalog.report(name).report_id for name in names))
            self._catalog.bury(found)
            self._hide(found)
            self._erase()
        return found

    def set_aside(self, name: str) -> str:
        """Take a report out in a way that can be undone: gone for every reader at once, erased by `finish` or at the
        next opening. Returns its id; raises as `report`.
        """
        with self._changing:
            self._recover()
            report_id = self._catalog.report(name).report_id
            self._catalog.set_aside(report_id)
        return report_id

    def bring_back(self, name: str) -> Report:
        """Undo `set_aside`: the report is as it was. NotFound or Gone where it is too late, or its key is taken."""
        with self._changing:
            self._catalog.bring_back(name)
            return self._catalog.report(name)

    def finish(self, report_ids: Sequence[str]) -> None:
        """Erase those of the reports that were set aside and not brought back."""
        with self._changing:
            leaving = [name for name in self._catalog.in_state("leaving") if name in report_ids]
            if leaving:
                self._catalog.bury(leaving)
                self._hide(leaving)
                self._erase()

    def _keep(self, batch: Sequence[Report], staged: Sequence[Staged]) -> None:
        """Keep the original files of a batch: of new reports, and of those stored without a file so far."""
        kept: dict[str, Kept] = {}
        for report, one in zip(batch, staged, strict=True):
            # a copy of another report's file stands for nothing of its own
            if not report.original or report.key != one.key or self._catalog.original(one.report_id):
                continue
            if found := self._originals.keep(report.original):
                kept[one.report_id] = found
        self._catalog.note_originals(kept)

    def _fill(self, batch: Sequence[Report], staged: Sequence[Staged]) -> None:
        """Write what is new of a batch into both engines."""
        engines = self._both()
        corrected = [one.report_id for one in staged if one.fate == "corrected"]
        engines.vectors.remove([passage.passage_id for one in staged for passage in one.held])
        new = [report for report, one in zip(batch, staged, strict=True) if one.fate in ("added", "replaced")]
        # what a person put right stays so whatever the file says, as the catalog has it
        self._write(engines, [*new, *self._catalog.load(corrected)])

    def _write(self, engines: Engines, reports: Sequence[Report]) -> None:
        """Write the reports' passages into both engines."""
        cut = [(report, self._catalog.passages(report.report_id)) for report in reports]
        # where words are wiped beside other work there is a server, and others search
        engines.fill(cut, self._embedder, alone=self._eraser is None)

    def _settle(self, staged: Sequence[Staged]) -> int:
        """Make a batch findable and hide what it replaces; returns how many samples went."""
        ready = [one.report_id for one in staged if one.fate != "unchanged"]
        replaced = {one.replaces: one.report_id for one in staged if one.replaces}
        samples = self._catalog.settle(ready, replaced)
        self._hidden.difference_update(ready)
        self._hide([*replaced, *samples])
        return len(samples)

    def erased(self, patience_s: float) -> bool:
        """Whether nothing of what was removed is left in the files, after so many seconds at most."""
        return self._eraser is None or self._eraser.awaited(patience_s)

    def _hide(self, report_ids: Sequence[str]) -> None:
        """Let neither engine find these reports any more."""
        self._both().hide({name: self._catalog.passages(name) for name in report_ids})
        self._hidden.update(report_ids)

    def _erase(self, corrected: bool = False) -> None:
        """Erase removed reports and corrected facts from the files: now, or soon by the eraser."""
        if not corrected and not self._catalog.in_state("removing"):
            return
        if self._eraser:
            self._eraser.begin()
            return
        for _ in self._erasing():
            pass

    def _erasing(self, piece: int = 0) -> Iterator[None]:
        """Erase, with a pause after each `piece` of reports that are written anew (0: none)."""
        engines = self._both()
        for _ in engines.keywords.purging(self._load_staying, piece):
            yield
            if self._engines is not engines:
                return  # made anew meanwhile, from what stays
        gone = self._catalog.in_state("removing")
        self._forget(gone)
        self._hidden.difference_update(gone)

    def _load_staying(self, report_ids: Sequence[str]) -> Iterator[tuple[Report, Sequence[Passage]]]:
        """The reports that have not been removed meanwhile, with their passages."""
        gone = set(self._catalog.in_state("removing"))
        return self._catalog.cut([name for name in report_ids if name not in gone])

    def _forget(self, gone: Sequence[str]) -> None:
        """Erase reports from the catalog, then the files that were theirs alone, and their words from memory."""
        self._originals.drop(self._catalog.forget(gone))
        self._shelf = "", ()
        worker.renew()
        memo.forget()

    def _wake(self) -> None:
        """Open the engines, clear away what a crash left, and see that both hold what they should."""
        with self._changing:
            if self._engines is None:
                try:
                    self._open_engines()
                    self._end_leaving()
                    self._recover()
                    self._check_counts()
                    self._originals.sweep(self._catalog.originals())
                except BaseException:
                    self._close_engines()
                    raise
            self._asleep = False

    def _recover(self) -> None:
        """Clear away what a process that died left: undo what was not ready, finish what was going."""
        self._catalog.abandon()
        if stale := self._catalog.in_state("stale"):
            vectors = self._both().vectors
            # passages that the catalog had before the facts were corrected may be other ones
            vectors.remove(vectors.of_reports(stale))
            for page in pages(stale):
                self._write(self._both(), self._catalog.load(page))
            self._catalog.settle(stale, {})
        if gone := [name for name in self._catalog.in_state("removing") if name not in self._hidden]:
            self._hide(gone)
        # a process that ended while words were wiped leaves files that hold some still
        if gone or stale or self._both().keywords.has_hidden:
            self._erase(corrected=True)

    def _end_leaving(self) -> None:
        """Remove what was set aside when the last process ended: nobody is left to undo it."""
        if leaving := self._catalog.in_state("leaving"):
            self._catalog.bury(leaving)

    def _check_counts(self) -> None:
        """StoreFault where an engine holds more or fewer passages than the catalog."""
        engines, passages = self._both(), self.count_passages
        for part, count in (("keywords", engines.keywords.count()), ("vectors", engines.vectors.count())):
            if count != passages:
                raise damaged(part, f"{count} ≠ {passages}")

    # -- passages out -------------------------------------------------------------------------------------

    def search(self, question: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The `k` best passages for a question, best first; a report may stand more than once.

        A word mistyped by a letter is put right, abbreviations are searched by their full form too, an English
        question by the glossary's Vietnamese. Document numbers and quoted phrases that stand as typed come first.

        A cross-encoder, where the store was opened with one, puts the best of them in its own order.

        BadInput for a question without a word; StoreFault where an engine cannot search, never an empty list.
        """
        if not tokens(question)[1]:
            raise BadInput(
                "question_empty",
                "Câu hỏi không có chữ nào: hãy viết điều cần tìm.",
                "The question has no words: write what to look for.",
                "question",
            )
        found = self.shortlist(question, k, filters)
        scored = found.scored()
        if self._reranker:
            scored = reranked(self._reranker, question, scored, self._catalog)
        return [replace(hit, score=round(score, 6)) for score, hit in scored[:k]]

    def shortlist(self, question: str, k: int = 10, filters: Filters | None = None) -> Shortlist:
        """What `search` orders: passages that either engine found, with the numbers that it weighs."""
        return shortlist(question, k, filters or Filters(), self._both(), self._catalog, self._embedder)

    def frequency(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each folded term stands; a pair of neighbours is one term, joined by `_`."""
        return self._both().keywords.frequency(terms)

    def as_retriever(self, k: int = 10, filters: Filters | None = None) -> "BaseRetriever":
        """A LangChain retriever over this index; its Documents carry ids, offsets, title, date and score."""
        from index.retriever import IndexRetriever

        return IndexRetriever(index=self, k=k, filters=filters or Filters())

    # -- what is in ---------------------------------------------------------------------------------------

    def report(self, name: str) -> Report:
        """The report with this report_id, else this key.

        NotFound (`report_not_found`); Gone (`report_replaced` with the living successor's id,
        `report_removed`).
        """
        return self._catalog.report(name)

    def reports(self, after: str | None = None, limit: int = 50) -> tuple[list[Report], str | None]:
        """A page of reports in the order they came, and the cursor of the next page, None at the end."""
        return self._catalog.reports(after, limit)

    def load(self, report_ids: Sequence[str]) -> list[Report]:
        """Reports by their ids, in the order of the ids; those that have left meanwhile are left out."""
        found = {report.report_id: report for report in self._catalog.load(report_ids)}
        return [found[name] for name in report_ids if name in found]

    def cards(self) -> Sequence[Card]:
        """All reports without their words, in the order they came; read once for each version of the content."""
        version = self._catalog.version
        if self._shelf[0] != version:
            self._shelf = version, self._catalog.cards()
        return self._shelf[1]

    def passages(self, report_id: str) -> tuple[Passage, ...]:
        """A report's passages in order."""
        return self._catalog.passages(report_id)

    def original(self, report_id: str) -> Kept | None:
        """The file that a report was read from, where it is kept."""
        return self._catalog.original(report_id)

    def original_file(self, name: str) -> tuple[Report, Kept, Path]:
        """A report by id or key, with the file that it was read from and where that lies.

        As `report`, and NotFound (`original_not_kept`) where none is kept.
        """
        report = self.report(name)
        kept = self.original(report.report_id)
        if kept is None:
            raise not_kept(report.report_id)
        return report, kept, self._originals.path(kept)

    @property
    def originals_size(self) -> int:
        """The bytes of all kept files."""
        return self._originals.size

    @property
    def count(self) -> int:
        """How many reports there are."""
        return self._catalog.count()

    @property
    def count_passages(self) -> int:
        """How many passages can be found; counted once for each version of the content."""
        version = self._catalog.version
        if self._counted[0] != version:
            self._counted = version, self._catalog.count_passages()
        return self._counted[1]

    @property
    def version(self) -> str:
        """Another value after every change of content."""
        return self._catalog.version

    @property
    def is_searchable(self) -> bool:
        """Whether both engines are open."""
        return self._engines is not None

    # -- care ---------------------------------------------------------------------------------------------

    def repair(self, progress: Progress | None = None) -> int:
        """Make both engines again from the catalog with the present embedding; returns the count of reports.

        Reports of a store of the first versions get the facts that were not stored then.
        Searches meanwhile are refused with StoreFault `store_repairing`. One that was interrupted goes on where
        it stopped, if the embedding is the same; `progress` is told how many reports are done, those before too.
        """
        with self._changing:
            self._close_engines()
            self._asleep = False
            self._hidden.clear()
            self._catalog.abandon()
            self._end_leaving()
            self._forget(self._catalog.in_state("removing"))
            live = self._catalog.in_state("ready", "stale")
            engines, done = self._opening.begun(live)
            try:
                if progress and done:
                    progress(done)
                for batch in batches(self._loaded(live[done:])):
                    with _uncollected():
                        self._catalog.complete([new for old in batch if (new := completed(old)) is not old])
                        self._write(engines, self._catalog.load([report.report_id for report in batch]))
                    done += len(batch)
                    self._catalog.set_meta(repaired=batch[-1].report_id)
                    if progress:
                        progress(done)
            except BaseException:
                engines.close()
                raise
            self._catalog.settle(live, {})
            self._catalog.set_meta(repairing="", repaired="")
            self._engines = engines
            self._check_counts()
            if engines.keywords.has_hidden:  # a batch written over
                self._erase(corrected=True)
        return len(live)

    def _loaded(self, report_ids: Sequence[str]) -> Iterator[Report]:
        """Reports one by one, a page in memory at a time."""
        for page in pages(report_ids):
            yield from self._catalog.load(page)

    def backup(self, destination: Path | str) -> Path:
        """One file that `restore` makes the store from again; consistent while others read and write."""
        with self._changing:
            if not self.erased(0):
                # nothing that was removed may go out in it
                for _ in self._erasing():
                    pass
        return backup.write(self._catalog, self._originals, self.folder, Path(destination))

    def _open_engines(self) -> None:
        """Open both engines as they are, or make them in a store that has none yet."""
        if self._catalog.meta("repairing"):
            raise unfinished()
        made_by = self._catalog.meta("embedding")
        if made_by is None:
            self._engines = self._opening.empty()
            return
        if made_by != self.embedding:
            if is_bundled(made_by) and is_bundled(self.embedding):
                self.repair()  # nobody chose the model that came with the program, or another now
                return
            raise embedding_changed(made_by, self.embedding)
        self._engines = self._opening.as_it_is(self.count_passages)

    @property
    def embedding(self) -> str:
        """The embedding as the store notes it."""
        return self._opening.embedding

    def _close_engines(self) -> None:
        """Let go of both engines."""
        engines, self._engines = self._engines, None
        if engines:
            engines.close()

    def _both(self) -> Engines:
        """The engines; StoreFault while they are being made again."""
        if self._asleep:
            self._wake()
        if engines := self._engines:
            return engines
        raise repairing()


def restore(source: Path | str, folder: Path | str, embedder: Embedder, chroma_url: str = "") -> "Index":
    """The store of a backup, opened in an empty folder, both engines made again; the same ids answer.

    BadInput where the source is no whole backup or the folder is not empty, before anything is touched.
    """
    folder = Path(folder)
    if (folder / LOCK).exists():
        # StoreFault where somebody has it, which is worse than a full folder
        FolderLock.take(folder).release()
    backup.unpack(Path(source), folder)
    index = Index.open(folder, embedder, chroma_url, for_repair=True)
    try:
        index.repair()
    except BaseException:
        index.close()
        raise
    return index


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles in the block: a batch makes very many things and no cycle, and a search looks at all."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
