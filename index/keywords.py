"""Keywords: the Tantivy folder that finds passages by their words. Only this file knows Tantivy.

It holds terms and ids, never text, and nothing that the catalog cannot give again. Words are cut and folded
here (by `vietnamese.py`), so the engine only splits at white space.
"""

import shutil
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import tantivy

from index.engine_fault import damaged
from index.filters import NAMES, Filters, facts
from index.passage import Passage, label
from index.report import Report
from index.segments import (
    ENOUGH_TO_MERGE,
    Segment,
    clear_apart,
    largest_first,
    left_behind,
    made_to_merge,
    put_back,
    segments,
    set_apart,
    small,
    with_deleted,
)
from index.terms import fields, tokens
from index.vietnamese import fold

FOLDER = "keywords"
# Another number whenever the fields below change: an index of other fields is made anew.
FORMAT = "4"
# What a term found in the passage's own words, in the same without accents, and in its heading is worth.
# Chosen by benchmarks/retrieval.py.
EXACT, FOLDED, TITLE = 1.0, 0.5, 0.3
# What a whole document number or quoted phrase counts for beside the same words apart.
_RUN = 5.0
# Among so many passages, a word that more than this share of them has is searched only beside its neighbours: half of
# a search's time went into such words, and as many questions find their report without. In a small store it takes no
# time, and a few questions lost by it.
_LARGE, _COMMON = 10_000, 0.3
# A word whose letters more than this share of them have, and at least a quarter of those as it is spelt, is searched as
# it is spelt alone.
_MANY, _SPELT = 0.1, 0.25
# Bytes that the writer fills before it writes a segment: 20 and 200 million were no faster.
_MEMORY = 64_000_000
# Each leaves fewer reports to write again: only what others changed, or a merge brought together, in between.
_MOST_PURGES = 8
# Passages that are sooner written again than their segments merged.
_FEW = 2000
# Among so many passages are reports enough to merge a large segment with.
_AMONG = 2000
# How long whoever waits for a merge keeps others waiting.
_PAUSE_S = 0.02

Load = Callable[[list[str]], Iterable[tuple[Report, Sequence[Passage]]]]


def _schema() -> tantivy.Schema:
    """The fields of a passage."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("report_id", *NAMES):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("exact", "folded", "title"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("first_day", "last_day"):
        builder.add_unsigned_field(name, indexed=True)
    return builder.build()


class Keywords:
    """The open Tantivy index: searches from any thread, one writer at a time."""

    def __init__(self, folder: Path, index: tantivy.Index) -> None:
        self._folder = folder
        self._index = index
        self._schema = index.schema
        self._writer: tantivy.IndexWriter | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folder: Path, new: bool) -> "Keywords":
        """The index in the folder, made there when `new`; StoreFault if it is missing or unreadable."""
        path = folder / FOLDER
        try:
            if new:
                shutil.rmtree(path, ignore_errors=True)
                path.mkdir()
                index = tantivy.Index(_schema(), str(path))
            else:
                clear_apart(path)
                index = tantivy.Index.open(str(path))
            _read_by_hand(index)
        except (ValueError, OSError) as error:
            raise damaged("keywords", error) from error
        opened = cls(path, index)
        with opened._writing() as writer:
            # a process killed in a commit leaves files that the next commit would trip over
            writer.garbage_collect_files()
        return opened

    def close(self) -> None:
        """Let running merges end and release the writer."""
        self._rest()

    def count(self) -> int:
        """How many passages are in."""
        return int(self._index.searcher().num_docs)

    def frequency(self, folded: Iterable[str]) -> dict[str, int]:
        """In how many passages each folded term (a pair joined by `_` too) stands."""
        searcher = self._index.searcher()
        return {term: int(searcher.doc_freq("folded", term)) for term in folded}

    def passing(self, filters: Filters) -> int | None:
        """How many passages pass the filters, None if there are none."""
        if filters == Filters():
            return None
        every = self._narrowed(tantivy.Query.all_query(), filters)
        found = self._index.searcher().search(every, 1, count=True)
        return int(found.count)  # type: ignore[attr-defined]  # the stubs of Tantivy lack it

    # -- writing ------------------------------------------------------------------------------------------

    def add(self, entries: Iterable[tuple[Report, Sequence[Passage]]]) -> None:
        """Write each report's passages anew, whatever of the report was there before."""
        with self._writing() as writer:
            for report, passages in entries:
                self._write(writer, report, passages)
            self._commit(writer)

    def _write(self, writer: tantivy.IndexWriter, report: Report, passages: Sequence[Passage]) -> None:
        """One report's passages, uncommitted."""
        writer.delete_documents_by_term("report_id", report.report_id)
        (_, title), known = fields(label(report)), facts(report)
        for passage in passages:
            exact, folded = fields(report.text[passage.start : passage.end])
            document = tantivy.Document()
            document.add_text("passage_id", passage.passage_id)
            document.add_text("report_id", passage.report_id)
            document.add_text("exact", exact)
            document.add_text("folded", folded)
            document.add_text("title", title)
            for name, value in known.items():
                if isinstance(value, int):
                    document.add_unsigned(name, value)
                else:
                    document.add_text(name, value)
            writer.add_document(document)

    def hide(self, report_ids: Iterable[str]) -> None:
        """Let no search find these reports any more; `purging` erases their words."""
        with self._writing() as writer:
            for report_id in report_ids:
                writer.delete_documents_by_term("report_id", report_id)
            self._commit(writer)

    def purging(self, load: Load, piece: int = 0) -> Iterator[None]:
        """Erase the words of hidden reports from the files, with a pause after each `piece` of reports, 0 for none.

        Tantivy only marks a deleted document and keeps its terms until it happens to merge the segment. Large
        segments that hold one are made to merge, the reports of small ones are written again: `load` gives them.
        When that leaves one still (a merge ran in between), everything is written again. In a pause the index may
        be read and written.
        """
        for tried in range(_MOST_PURGES):
            self._rest()
            dirty = with_deleted(self._folder)
            if not dirty:
                break
            if sum(segment["max_doc"] for segment in dirty.values()) > _FEW:
                # where others change them each time, they have to wait for it in the end
                beside = bool(piece) and tried < _MOST_PURGES // 2
                if (yield from self._merging([*dirty.values()], load, beside)):
                    continue
            kept = sorted(self._reports_in({*dirty} if piece or not tried else None))
            for part in _parts(kept, piece):
                with self._writing() as writer:
                    for report, passages in load(part):
                        self._write(writer, report, passages)
                if piece:
                    # uncommitted: each commit is a segment, and many are merged with the very one that is emptied
                    yield
            with self._writing() as writer:
                self._commit(writer)
        for tried in range(_MOST_PURGES):
            self._rest()
            with self._writing() as writer:
                writer.garbage_collect_files()
            # a search under way, or a merge that ends meanwhile, holds files for a moment longer
            if not left_behind(self._folder):
                break
            time.sleep(0.05 * (tried + 1))

    def _merging(self, dirty: Sequence[Segment], load: Load, beside: bool) -> Generator[None, None, bool]:
        """Make one segment without deleted documents of these, apart from the others, with pauses where `beside`.

        True where that came to an end, though others may have changed the segments meanwhile, and nothing is done;
        False if they hold too few reports.
        """
        # small ones beside them need no other segments made to merge with
        together = largest_first([*dirty, *small(self._folder)][: max(ENOUGH_TO_MERGE, len(dirty))])
        apart = set_apart(self._folder, together)
        try:
            if not self._cut_up(apart, ENOUGH_TO_MERGE - len(together), load):
                return False
            made_to_merge(apart)
            with ThreadPoolExecutor(1) as aside:
                merged = aside.submit(_merge, apart)
                while beside and not merged.done():
                    time.sleep(_PAUSE_S)
                    yield
                if not merged.result():
                    return False
            with self._lock:
                self._end_writing()
                if put_back(self._folder, apart, together):
                    index = tantivy.Index.open(str(self._folder))
                    _read_by_hand(index)
                    self._index = index
            return True
        except (ValueError, OSError) as error:
            raise damaged("keywords", error) from error
        finally:
            shutil.rmtree(apart, ignore_errors=True)

    def _cut_up(self, apart: Path, count: int, load: Load) -> bool:
        """Write so many reports of the first segment as one each; False if it has not as many, and one more."""
        if count < 1:
            return True
        index = tantivy.Index.open(str(apart))
        _read_by_hand(index)
        searcher = index.searcher()
        found = searcher.search(tantivy.Query.all_query(), _AMONG, count=False).hits
        own = [address for _, address in found if address.segment_ord == 0]
        # a segment that was emptied would be one less
        ids = list(dict.fromkeys(_report_of(searcher, address) for address in own))[:-1]
        writer = index.writer(_MEMORY, 1)
        try:
            for report, passages in chain.from_iterable(map(load, _parts(ids, ENOUGH_TO_MERGE))):
                one = tantivy.Query.term_query(self._schema, "report_id", report.report_id, "basic")
                # one that other segments have a part of would stand there twice
                if len(searcher.search(one, len(passages) + 1, count=False).hits) == len(passages) > 0:
                    self._write(writer, report, passages)
                    writer.commit()
                    count -= 1
                if not count:
                    return True
            return False
        finally:
            writer.wait_merging_threads()

    @property
    def has_hidden(self) -> bool:
        """Whether words of hidden reports may still be in the files."""
        return bool(with_deleted(self._folder))

    def _reports_in(self, segments: set[int] | None) -> set[str]:
        """The ids of the reports with a passage in these segments, or in any."""
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return set()
        found = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False).hits
        addresses = [address for _, address in found if segments is None or address.segment_ord in segments]
        return {_report_of(searcher, address) for address in addresses}

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """The one writer, for one thread at a time; StoreFault if Tantivy cannot write."""
        with self._lock:
            try:
                if self._writer is None:
                    self._writer = self._index.writer(_MEMORY, 1)  # one thread: a batch is one segment
                yield self._writer
            except (ValueError, OSError) as error:
                self._writer = None  # Tantivy's own is dead after a fault
                raise damaged("keywords", error) from error

    def _commit(self, writer: tantivy.IndexWriter) -> None:
        """Make what was written durable and visible."""
        writer.commit()
        self._index.reload()

    def _rest(self) -> None:
        """Wait for merges; Tantivy takes the writer for it."""
        with self._lock:
            self._end_writing()

    def _end_writing(self) -> None:
        """The same for who has the lock."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None
            self._index.reload()

    # -- searching ----------------------------------------------------------------------------------------

    def search(
        self,
        question: str,
        limit: int,
        filters: Filters,
        others: Sequence[tuple[Sequence[str], float]] = (),
        exactly: Sequence[str] = (),
    ) -> list[tuple[str, float]]:
        """The passages that share most with the question, as (passage_id, BM25 score), best first.

        A question typed with accents is matched with and without them, so that an exact match comes first;
        one typed without any is matched without. `others` are further words and how often they count. A passage
        or heading with all words and pairs of a run of `exactly` comes before those without.
        """
        searcher = self._index.searcher()
        weights = _telling(_weights(question, others), searcher)
        if not weights or limit < 1:
            return []
        apart = [self._term(field, term, weight) for (field, term), weight in weights.items()]
        whole = [self._run(field, run) for run in exactly for field in ("folded", "title")]
        words = tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in (*apart, *whole)])
        try:
            hits = searcher.search(self._narrowed(words, filters), limit, count=False).hits
            return [(str(searcher.doc(address)["passage_id"][0]), float(score)) for score, address in hits]
        except (ValueError, OSError) as error:
            raise damaged("keywords", error) from error

    def _run(self, field: str, run: str) -> tantivy.Query:
        """Every word and pair of a run, worth more than any words apart."""
        every = [(tantivy.Occur.Must, self._term(field, term, 1.0)) for term in tokens(run)[1]]
        return tantivy.Query.boost_query(tantivy.Query.boolean_query(every), _RUN)

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        """One weighted term."""
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, "freq"), weight)

    def _narrowed(self, words: tantivy.Query, filters: Filters) -> tantivy.Query:
        """The query within the filters, which do not touch its scores."""
        bounds: list[tantivy.Query] = [
            tantivy.Query.term_query(self._schema, name, value, "basic")
            for name, value in filters.names.items()
        ]
        number = tantivy.FieldType.Unsigned
        if (first := filters.first_day) is not None:
            bounds.append(tantivy.Query.range_query(self._schema, "last_day", number, first, None))
        if (last := filters.last_day) is not None:
            bounds.append(tantivy.Query.range_query(self._schema, "first_day", number, None, last))
        if not bounds:
            return words
        must = [(tantivy.Occur.Must, tantivy.Query.const_score_query(bound, 0.0)) for bound in bounds]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, words), *must])


def _weights(question: str, others: Iterable[tuple[Sequence[str], float]]) -> dict[tuple[str, str], float]:
    """How much each term of a field counts in a question."""
    made: dict[tuple[str, str], float] = {}
    for text, times in ((question, 1.0), *((" ".join(words), times) for words, times in others)):
        exact, folded = tokens(text)
        wanted = [(FOLDED, "folded", term) for term in folded] + [(TITLE, "title", term) for term in folded]
        if any(fold(term) != term for term in exact):
            wanted += [(EXACT, "exact", term) for term in exact]
        for weight, field, term in wanted:
            made[field, term] = made.get((field, term), 0.0) + weight * times
    return made


def _telling(
    weights: dict[tuple[str, str], float], searcher: tantivy.Searcher
) -> dict[tuple[str, str], float]:
    """What to look for of it in a large store, where words that many passages have take most of the time.

    Those that very many have are left out, unless nothing else is found. One whose letters many have, and mostly or
    often as it is spelt, counts by its spelling alone for as much as by both.
    """
    if searcher.num_docs < _LARGE:
        return weights
    # hardly a pair is as common
    often = {
        (field, term): searcher.doc_freq(field, term) / searcher.num_docs
        for field, term in weights
        if field != "title" and "_" not in term
    }
    common = {name for name, share in often.items() if share > _COMMON}
    common |= {("title", term) for field, term in common if field == "folded"}
    kept = {name: weight for name, weight in weights.items() if name not in common}
    for spelt in [name for name in kept if name[0] == "exact"]:
        bare = "folded", fold(spelt[1])
        if _MANY < often.get(bare, 0.0) <= often[spelt] / _SPELT:
            kept[spelt] *= (EXACT + FOLDED) / EXACT
            kept.pop(bare, None)
    return kept if any(searcher.doc_freq(*name) for name in kept) else weights


def _parts(report_ids: list[str], piece: int) -> Iterator[list[str]]:
    """The ids, `piece` at a time; all at once for 0."""
    step = piece or max(len(report_ids), 1)
    return (report_ids[first : first + step] for first in range(0, max(len(report_ids), 1), step))


def _read_by_hand(index: tantivy.Index) -> None:
    """Have the index show what was committed when told to."""
    index.config_reader("manual")
    index.reload()


def _report_of(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    """The id of the report that a passage found belongs to."""
    return str(searcher.doc(address)["passage_id"][0]).split("-", 1)[0]


def _merge(folder: Path) -> bool:
    """Have Tantivy merge all segments in a folder; whether one without deleted documents came of it."""
    writer = tantivy.Index.open(str(folder)).writer(_MEMORY, 1)
    writer.commit()
    writer.wait_merging_threads()
    return len(segments(folder)) == 1 and not with_deleted(folder)
