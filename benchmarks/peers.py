"""The search beside its peers over the same texts with the same embedding: quality, milliseconds, filling, disk.

    python benchmarks/peers.py SET [--more REPORTS.jsonl.gz… --passages 3000] [--limit 200] [--into FIGURES.tsv]

SET holds `reports.jsonl` and `questions*.jsonl`; reports of other files fill the store up to a number of passages, as
in `store.py`. Each peer works in a process of its own.
Beside this search: itself with one part off, LangChain's tutorial pipeline (RecursiveCharacterTextSplitter 1000/200,
an EnsembleRetriever of BM25Retriever and Chroma), Chroma alone, bm25s alone and Tantivy as it comes. What LangChain
and bm25s need is not needed by the project: langchain-chroma, langchain-classic, langchain-community, rank-bm25, bm25s;
a peer that is not installed is left out by name. A question counts by the first ten reports among thirty passages.
Milliseconds a question, seconds to fill, passages (each cuts its own) a second of them, libraries loaded before;
"of one core" is the processor's time, which other work disturbs less. "MB of memory" is by how much the process grew at
most while it was filled and, where it is asked, asked. `vectors_alone` is Chroma given the vectors and ids of this
search's passages. The rows below "this search" order the passages it found by that part alone, in its time.
The figures are added to a file for `plots.py` too, where one is named.
"""

# mypy: disable-error-code="import-not-found,import-untyped"
# the packages beside the project are installed for this comparison alone

import argparse
import itertools
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from _langchain_server import Bundled
from langchain_core.documents import Document
from retrieval import lines, report
from store import texts as texts_of

from index import bearing, ranking
from index.embedder import Embedder, load
from index.index import Index
from index.passage import search_text, split
from index.report import Report

# Passages that each is asked for.
_K = 30
HEADS = (
    "hit@1",
    "hit@5",
    "MRR@10",
    "p50",
    "p95",
    "p99",
    "of one core",
    "filled",
    "filled, of one core",
    "MB",
    "passages a second",
    "passages a second of one core",
    "MB of memory",
)
Find = Callable[[str], list[str]]
# What a peer gives: None when its libraries are loaded; then, filled, how many passages it has and how it is asked; a
# third step ends it.
Filled = Iterator[tuple[int, dict[str, Find]] | None]
Texts = Sequence[tuple[str, str]]
Make = Callable[[Sequence[Report], Texts, Embedder, Path], Filled]


def main() -> None:
    """Fill each in turn, ask each the same questions, print a line each."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("set", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--passages", type=int, default=3000)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    embedder = load()
    reports = list(filled(options.set, options.more, options.passages))
    texts = [(made.key, f"{made.title or ''}\n{made.text}".strip()) for made in reports]
    asked = [
        line for line in lines(next(iter(sorted(options.set.glob("questions*.jsonl"))))) if line.get("doc")
    ]
    asked = asked[:: max(1, len(asked) // options.limit)]
    print(f"{len(reports)} reports, {len(asked)} questions")
    print(f"| | {' | '.join(HEADS)} |\n|{'---|' * (len(HEADS) + 1)}", flush=True)
    apart = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as space:
        for make in (ours, tantivy_alone, chroma_alone, vectors_alone, bm25s_alone, tutorial):
            folder = Path(space) / make.__name__
            folder.mkdir()

            def told(make: Make = make, folder: Path = folder) -> None:
                """The lines of one peer."""
                for name, figures in rows(make(reports, texts, embedder, folder), folder, asked):
                    print(f"| {name or make.__name__} | {' | '.join(figures)} |", flush=True)
                    if name and options.into:
                        keep(options.into, [str(options.passages), name, *figures])

            work = apart.Process(target=told)
            work.start()
            work.join()
            if work.exitcode:
                print(f"| {make.__name__}: ended by {work.exitcode} |", flush=True)


def rows(finds: Filled, folder: Path, asked: Sequence[dict[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """The names and figures of a peer that is yet to be filled; no name for one that is filled alone."""
    try:
        next(finds)
    except ImportError as fault:
        yield "", [f"{fault.name} is not installed"]
        return
    before = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    begun, busy = time.perf_counter(), time.process_time()
    filled_in = next(finds)
    assert filled_in
    count, names = filled_in
    took = time.perf_counter() - begun, time.process_time() - busy
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    filling = *took, size, *(count / seconds for seconds in took)
    found = {name: row(find, asked) for name, find in names.items()} or {"": [""] * 7}
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    for name, figures in found.items():
        yield name, [*figures, *(f"{one:.1f}" for one in filling), f"{most - before:.0f}"]
    next(finds, None)


def filled(folder: Path, more: Sequence[Path], passages: int) -> Iterator[Report]:
    """The set's reports, then others until there are so many passages."""
    for line in lines(folder / "reports.jsonl"):
        made = report(line)
        passages -= len(split(made))
        yield made
    for reading in itertools.count():
        for path in more:
            exchanged = random.Random(reading) if reading else None
            for number, (title, text) in enumerate(texts_of(path, exchanged)):
                if passages <= 0:
                    return
                made = Report(f"{path.name}-{reading}-{number}", text, ((0, len(text)),), title=title)
                passages -= len(split(made))
                yield made
        if not more:
            return


def keep(path: Path, figures: Sequence[str]) -> None:
    """Add a line to a file of figures."""
    new = not path.exists()
    with path.open("a", encoding="utf-8") as file:
        if new:
            file.write("\t".join(["passages", "search", *HEADS]) + "\n")
        file.write("\t".join(figures) + "\n")


def row(find: Find, asked: Sequence[dict[str, str]]) -> list[str]:
    """What a search finds, and its milliseconds."""
    ranks: list[int | None] = []
    times = []
    find(asked[0]["question"])  # what is loaded at the first question is no part of the others' time
    busy = time.process_time()
    for line in asked:
        begun = time.perf_counter()
        found = find(line["question"])
        times.append(1000 * (time.perf_counter() - begun))
        keys = list(dict.fromkeys(found))[:10]
        ranks.append(keys.index(line["doc"]) + 1 if line["doc"] in keys else None)
    busy = 1000 * (time.process_time() - busy) / len(asked)
    right = [rank for rank in ranks if rank]
    quality = (
        sum(rank == 1 for rank in right) / len(asked),
        sum(rank <= 5 for rank in right) / len(asked),
        sum(1 / rank for rank in right) / len(asked),
    )
    cuts = statistics.quantiles(times, n=100)
    shown = [f"{one:.3f}" for one in quality] + [f"{cuts[place - 1]:.1f}" for place in (50, 95, 99)]
    return [*shown, f"{busy:.1f}"]


def ours(reports: Sequence[Report], texts: Texts, embedder: Embedder, folder: Path) -> Filled:
    """The project's search, and itself with a part off."""
    with Index.open(folder, embedder) as index:
        yield None
        index.add(reports)

        def by(score: Callable[[bearing.Numbers], bearing.Numbers]) -> Find:
            """The shortlist in another order."""

            def find(question: str) -> list[str]:
                """Keys, best first."""
                found = index.shortlist(question, _K)
                order = (-score(found.features)).argsort(kind="stable")
                return [found.hits[place].key for place in order]

            return find

        apart = len(ranking.FEATURES) - len(bearing.COLUMNS)
        looks = [0.0] * apart + [1.0] * len(bearing.COLUMNS)
        yield (
            index.count_passages,
            {
                "this search": lambda question: [hit.key for hit in index.search(question, _K)],
                "without the closer look": by(lambda rows: rows[:, 0] - rows[:, 2] + rows[:, 3]),
                "words alone": by(lambda rows: rows[:, 0]),
                "meaning alone": by(lambda rows: rows[:, 1]),
                "the closer look alone": by(lambda rows: ranking.closer(rows * looks)),
            },
        )


def tantivy_alone(reports: Sequence[Report], texts: Texts, embedder: Embedder, folder: Path) -> Filled:
    """Tantivy with its own tokenizer, whole reports."""
    import tantivy

    yield None
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw")
    builder.add_text_field("text")
    index = tantivy.Index(builder.build(), str(folder))
    writer = index.writer(64_000_000, 1)
    for key, text in texts:
        writer.add_document(tantivy.Document(key=[key], text=[text]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(question: str) -> list[str]:
        """Keys, best first."""
        query, _ = index.parse_query_lenient(question, ["text"])
        return [str(searcher.doc(address)["key"][0]) for _, address in searcher.search(query, _K).hits]

    yield len(texts), {"Tantivy alone": find}


def chroma_alone(reports: Sequence[Report], texts: Texts, embedder: Embedder, folder: Path) -> Filled:
    """langchain-chroma over LangChain's chunks, this project's embedding."""
    _libraries()
    yield None
    chunks = _chunks(texts)
    chroma = _chroma(chunks, folder)
    yield len(chunks), {"Chroma alone": lambda question: _keys(chroma.similarity_search(question, _K))}


def vectors_alone(reports: Sequence[Report], texts: Texts, embedder: Embedder, folder: Path) -> Filled:
    """Chroma as it comes, given this search's vectors without any facts."""
    import chromadb

    passages = [(made, passage) for made in reports for passage in split(made)]
    ids = [passage.passage_id for _, passage in passages]
    vectors = embedder.embed_passages([search_text(*one) for one in passages])
    client = chromadb.PersistentClient(folder)
    yield None
    chroma = client.create_collection("vectors", embedding_function=None)
    for first in range(0, len(ids), 5000):
        chroma.add(ids[first : first + 5000], vectors[first : first + 5000])
    yield len(ids), {}


def bm25s_alone(reports: Sequence[Report], texts: Texts, embedder: Embedder, folder: Path) -> Filled:
    """bm25s with its own tokenizer, whole reports."""
    import bm25s

    yield None
    engine = bm25s.BM25()
    engine.index(
        bm25s.tokenize([text for _, text in texts], stopwords=None, show_progress=False), show_progress=False
    )
    engine.save(str(folder))

    def find(question: str) -> list[str]:
        """Keys, best first."""
        words = bm25s.tokenize([question], stopwords=None, show_progress=False)
        places, _ = engine.retrieve(words, k=min(_K, len(texts)), show_progress=False)
        return [texts[int(place)][0] for place in places[0]]

    yield len(texts), {"bm25s alone": find}


def tutorial(reports: Sequence[Report], texts: Texts, embedder: Embedder, folder: Path) -> Filled:
    """LangChain's tutorial: chunks, BM25Retriever and Chroma in an EnsembleRetriever of equal weights."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever

    _libraries()
    yield None
    chunks = _chunks(texts)
    chroma = _chroma(chunks, folder)
    words = BM25Retriever.from_documents(chunks)
    words.k = _K
    both = EnsembleRetriever(
        retrievers=[words, chroma.as_retriever(search_kwargs={"k": _K})], weights=[0.5, 0.5]
    )
    yield len(chunks), {"LangChain's tutorial": lambda question: _keys(both.invoke(question))}


def _libraries() -> None:
    """Load what fills LangChain's stores."""
    import langchain_chroma
    import langchain_text_splitters

    assert langchain_chroma and langchain_text_splitters


def _chunks(texts: Texts) -> list[Document]:
    """The texts cut as the tutorial cuts them."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    cutter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    made: list[Document] = cutter.create_documents(
        [text for _, text in texts], [{"key": key} for key, _ in texts]
    )
    return made


def _chroma(chunks: Sequence[Document], folder: Path) -> Any:  # noqa: ANN401 - of a package that is not installed
    """A Chroma store of the chunks."""
    from langchain_chroma import Chroma

    chroma = Chroma("chunks", Bundled(), persist_directory=str(folder))
    for first in range(0, len(chunks), 5000):
        chroma.add_documents(chunks[first : first + 5000])
    return chroma


def _keys(found: Sequence[Document]) -> list[str]:
    """The keys of LangChain's documents."""
    return [str(one.metadata["key"]) for one in found]


if __name__ == "__main__":
    main()
