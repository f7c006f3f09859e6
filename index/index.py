"""Index: reports in, ranked passages out. It owns the folder, and keeps its three stores one.

The catalog is the truth; Chroma and Tantivy hold what can be made again from it. A report is written to the
catalog as pending, then into both, then marked ready: whenever a process dies, what was not ready is taken
out again at the next opening, and no search shows a passage whose report is not ready.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from index import backup
from index.catalog import Catalog, Staged
from index.embedder import Embedder
from index.errors import BadInput, StoreFault
from index.filters import Filters, facts
from index.keywords import FORMAT as KEYWORDS
from index.keywords import Keywords, damaged, tokens
from index.owner import LOCK, FolderLock
from index.passage import Passage, search_text
from index.ranking import fuse, weight_of_meaning
from index.report import Report
from index.vectors import Vectors

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

# Passages that each engine offers before the two orders become one.
_DEPTH = 50
# A batch is what a crash can undo: large enough that commits cost little, small enough to be done again.
_BATCH_REPORTS, _BATCH_CHARACTERS = 200, 2_000_000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: `text` is its report's text from `start` to `end`; `score` lies between 0 and 1."""

    report_id: str
    key: str
    passage_id: str
    score: float
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding; `unchanged` holds those whose facts were corrected too."""

    added: tuple[Staged, ...] = ()
    unchanged: tuple[Staged, ...] = ()
    replaced: tuple[Staged, ...] = ()
    samples_removed: int = 0


@dataclass(frozen=True, slots=True)
class _Engines:
    """The two that find passages, open together."""

    keywords: Keywords
    vectors: Vectors

    def hide(self, report_ids: Sequence[str]) -> None:
        """Take reports out of both."""
        if report_ids:
            self.vectors.remove(report_ids)
            self.keywords.hide(report_ids)

    def close(self) -> None:
        """Let go of both."""
        self.keywords.close()
        self.vectors.close()


class Index:
    """The open store. Any thread may search while another adds; one thread changes it at a time."""

    def __init__(
        self, folder: Path, lock: FolderLock, catalog: Catalog, embedder: Embedder, chroma_url: str
    ) -> None:
        self.folder = folder
        self._lock = lock
        self._catalog = catalog
        self._embedder = embedder
        self._chroma_url = chroma_url
        self._engines: _Engines | None = None
        self._asleep = False
        self._counted = ("", 0)
        self._changing = threading.RLock()

    @classmethod
    def open(
        cls,
        folder: Path | str,
        embedder: Embedder,
        chroma_url: str = "",
        for_repair: bool = False,
        for_reading: bool = False,
    ) -> "Index":
        """The store in the folder, made if there is none, with what a crash left cleared away.

        StoreFault where another process has it (`store_busy`), or where it cannot be used as it is: the
        message says which command mends it. `for_repair` opens such a store too, for `repair` alone.
        """
        folder = Path(folder)
        with ExitStack() as undo:
            lock = FolderLock.take(folder)
            undo.callback(lock.release)
            catalog = Catalog.open(folder)
            undo.callback(catalog.close)
            index = cls(folder, lock, catalog, embedder, chroma_url)
            undo.callback(index._close_engines)
            if for_reading and not catalog.in_state("pending", "stale", "removing"):
                index._asleep = True
            elif not for_repair:
                index._wake()
            undo.pop_all()
        return index

    def close(self) -> None:
        """Write what is held and let the folder go."""
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
            for batch in _batches(reports):
                staged = self._catalog.stage(batch)
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
            self._both().hide(found)
            self._erase()
        return found

    def _fill(self, batch: Sequence[Report], staged: Sequence[Staged]) -> None:
        """Write what is new of a batch into both engines."""
        engines = self._both()
        engines.vectors.remove([one.report_id for one in staged if one.fate == "corrected"])
        self._write(
            engines, [report for report, one in zip(batch, staged, strict=True) if one.fate != "unchanged"]
        )

    def _write(self, engines: _Engines, reports: Sequence[Report]) -> None:
        """Write the reports' passages into both engines."""
        cut = [(report, self._catalog.passages(report.report_id)) for report in reports]
        passages = [(report, passage) for report, found in cut for passage in found]
        if passages:
            engines.vectors.add(
                [passage.passage_id for _, passage in passages],
                self._embedder.embed_passages([search_text(report, passage) for report, passage in passages]),
                [{"report_id": report.report_id, **facts(report)} for report, _ in passages],
            )
            engines.keywords.add(cut)

    def _settle(self, staged: Sequence[Staged]) -> int:
        """Make a batch ready and what it replaces gone; returns how many samples went."""
        ready = [one.report_id for one in staged if one.fate != "unchanged"]
        replaced = {one.replaces: one.report_id for one in staged if one.replaces}
        samples = self._catalog.settle(ready, replaced)
        self._both().hide([*replaced, *samples])
        return len(samples)

    def _erase(self, corrected: bool = False) -> None:
        """Leave nothing of reports that go, or of facts corrected, in Tantivy's files and the catalog."""
        gone = self._catalog.in_state("removing")
        if gone or corrected:
            self._both().keywords.purge(self._load)
            self._catalog.forget(gone)

    def _load(self, report_ids: Sequence[str]) -> Iterator[tuple[Report, Sequence[Passage]]]:
        """Reports with their passages, a page in memory at a time."""
        for page in _pages(report_ids):
            for report in self._catalog.load(page):
                yield report, self._catalog.passages(report.report_id)

    def _wake(self) -> None:
        """Open the engines, clear away what a crash left, and see that both hold what they should."""
        with self._changing:
            if self._engines is None:
                try:
                    self._open_engines()
                    self._recover()
                    self._check_counts()
                except BaseException:
                    self._close_engines()
                    raise
            self._asleep = False

    def _recover(self) -> None:
        """Clear away what a process that died left: undo what was not ready, finish what was going."""
        self._catalog.abandon()
        if stale := self._catalog.in_state("stale"):
            self._both().vectors.remove(stale)
            for page in _pages(stale):
                self._write(self._both(), self._catalog.load(page))
            self._catalog.settle(stale, {})
        if gone := self._catalog.in_state("removing"):
            self._both().hide(gone)
        self._erase(bool(stale))

    def _check_counts(self) -> None:
        """StoreFault where an engine holds more or fewer passages than the catalog."""
        engines, passages = self._both(), self._catalog.count_passages()
        for part, count in (("keywords", engines.keywords.count()), ("vectors", engines.vectors.count())):
            if count != passages:
                raise damaged(part, f"{count} ≠ {passages}")

    # -- passages out -------------------------------------------------------------------------------------

    def search(self, question: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The `k` best passages for a question, best first; a report may stand more than once.

        BadInput for a question without a word; StoreFault where an engine cannot search, never an empty list.
        """
        found = tokens(question)[1]
        if not found:
            raise BadInput(
                "empty_question",
                "Câu hỏi không có chữ nào: hãy viết điều cần tìm.",
                "The question has no words: write what to look for.",
                "question",
            )
        engines = self._both()
        filters, depth = filters or Filters(), max(_DEPTH, 2 * k)
        words = engines.keywords.search(question, depth, filters)
        vector = self._embedder.embed_queries([question])[0]
        near = engines.vectors.search(vector, depth, filters)
        others = {name for name, _ in words}.difference(name for name, _ in near)
        meaning = [*near, *engines.vectors.cosines(sorted(others), vector)]
        weight = weight_of_meaning(engines.keywords.frequency(term for term in found if "_" in term))
        return self._hits(fuse(words, meaning, weight), k)

    def _hits(self, ranked: Sequence[tuple[str, float]], k: int) -> list[Hit]:
        """The first `k` of the ranked passages that stand in a ready report, with their text."""
        living = self._catalog.living([passage_id for passage_id, _ in ranked])
        best = [(living[name], score) for name, score in ranked if name in living][:k]
        reports = {r.report_id: r for r in self._catalog.load([passage.report_id for passage, _ in best])}
        return [
            Hit(
                passage.report_id,
                reports[passage.report_id].key,
                passage.passage_id,
                round(score, 6),
                passage.start,
                passage.end,
                reports[passage.report_id].text[passage.start : passage.end],
            )
            for passage, score in best
            if passage.report_id in reports  # it may have left since
        ]

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

    def passages(self, report_id: str) -> tuple[Passage, ...]:
        """A report's passages in order."""
        return self._catalog.passages(report_id)

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

        Searches meanwhile are refused with StoreFault `store_repairing`.
        """
        with self._changing:
            self._close_engines()
            self._asleep = False
            self._catalog.abandon()
            self._catalog.forget(self._catalog.in_state("removing"))
            live = self._catalog.in_state("ready", "stale")
            engines = self._make_engines()
            done = 0
            try:
                for page in _pages(live):
                    self._write(engines, self._catalog.load(page))
                    done += len(page)
                    if progress:
                        progress(done)
            except BaseException:
                engines.close()
                raise
            self._catalog.settle(live, {})
            self._engines = engines
        return len(live)

    def backup(self, destination: Path | str) -> Path:
        """One file that `restore` makes the store from again; consistent while others read and write."""
        return backup.write(self._catalog, self.folder, Path(destination))

    def _open_engines(self) -> None:
        """Open both engines as they are, or make them in a store that has none yet."""
        made_by = self._catalog.meta("embedding")
        if made_by is None:
            self._engines = self._make_engines()
            return
        if made_by != self._embedding:
            raise StoreFault(
                "embedding_changed",
                f"Kho được dựng bằng mô hình nhúng {made_by}, thiết lập hiện tại là {self._embedding}: hãy "
                "đặt lại "
                "ASSISTANT_EMBEDDING như cũ, hoặc chạy `python -m index repair` để dựng lại bằng mô hình "
                "mới.",
                f"The store was made with the embedding {made_by}, the setting is now {self._embedding}: set "
                "ASSISTANT_EMBEDDING back, or run `python -m index repair` to make it again with the new "
                "one.",
            )
        outdated = self._catalog.meta("keywords") != KEYWORDS
        keywords = Keywords.open(self.folder, new=outdated)
        try:
            if outdated:
                for page in _pages(self._catalog.in_state("ready", "stale")):
                    keywords.add(self._load(page))
                self._catalog.set_meta(keywords=KEYWORDS)
            vectors = Vectors.open(self.folder, str(self._catalog.meta("store")), self._chroma_url, new=False)
        except BaseException:
            keywords.close()
            raise
        self._engines = _Engines(keywords, vectors)

    def _make_engines(self) -> _Engines:
        """Both engines, empty, and the embedding they are for noted."""
        vectors = Vectors.open(self.folder, str(self._catalog.meta("store")), self._chroma_url, new=True)
        engines = _Engines(Keywords.open(self.folder, new=True), vectors)
        self._catalog.set_meta(embedding=self._embedding, keywords=KEYWORDS)
        return engines

    @property
    def _embedding(self) -> str:
        """The embedding as the store notes it."""
        return f"{self._embedder.name} ({self._embedder.dimension})"

    def _close_engines(self) -> None:
        """Let go of both engines."""
        engines, self._engines = self._engines, None
        if engines:
            engines.close()

    def _both(self) -> _Engines:
        """The engines; StoreFault while they are being made again."""
        if self._asleep:
            self._wake()
        if engines := self._engines:
            return engines
        raise StoreFault(
            "store_repairing",
            "Chỉ mục của kho đang được dựng lại: hãy thử lại sau ít phút.",
            "The store's index is being made again: try again in a few minutes.",
        )


def restore(source: Path | str, folder: Path | str, embedder: Embedder, chroma_url: str = "") -> "Index":
    """The store of a backup, opened in an empty folder, both engines made again; the same ids answer.

    BadInput where the source is no whole backup or the folder is not empty, before anything is touched.
    """
    folder = Path(folder)
    if (folder / LOCK).exists():
        FolderLock.take(
            folder
        ).release()  # StoreFault where somebody has it, which is worse than a full folder
    backup.unpack(Path(source), folder)
    index = Index.open(folder, embedder, chroma_url, for_repair=True)
    try:
        index.repair()
    except BaseException:
        index.close()
        raise
    return index


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Reports in batches in which no key and no file's text stands twice: each sees those before it."""
    batch: list[Report] = []
    seen: set[str] = set()
    characters = 0
    for report in reports:
        marks = {f"key {report.key}"} | ({f"text {report.text}"} if report.file is not None else set())
        if batch and (
            marks & seen or len(batch) == _BATCH_REPORTS or characters + len(report.text) > _BATCH_CHARACTERS
        ):
            yield batch
            batch, seen, characters = [], set(), 0
        batch.append(report)
        seen |= marks
        characters += len(report.text)
    if batch:
        yield batch


def _pages(report_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids a batch at a time."""
    return (report_ids[first : first + _BATCH_REPORTS] for first in range(0, len(report_ids), _BATCH_REPORTS))
