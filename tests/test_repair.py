"""A repair that is killed goes on where it stopped, and the store is whole in the end."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from made import many, own_word
from numpy.typing import NDArray

from index.embedder import Embedder
from index.errors import StoreFault
from index.index import Index

# Killed when the words of the third batch are written, and nobody has noted that they are.
KILLED = """
import os, signal, sys
import index.batches
from index.embedder import load
from index.keywords import Keywords
index.batches.MOST_REPORTS = 10
add, calls = Keywords.add, []
def adding(self, entries):
    add(self, entries)
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
Keywords.add = adding
with index.Index.open(sys.argv[1], load(), for_repair=True) as store:
    store.repair()
"""


class Counting:
    """An embedder that counts the passages it is given."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension = embedder.name, embedder.dimension
        self.embed_queries = embedder.embed_queries
        self._embedder = embedder
        self.passages = 0

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the other does."""
        self.passages += len(texts)
        return self._embedder.embed_passages(texts)


@pytest.fixture
def killed(tmp_path: Path, embedder: Embedder) -> Path:
    """A store of fifty reports whose repair was killed in its third batch."""
    with Index.open(tmp_path, embedder) as index:
        index.add(many(50))
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], timeout=120, check=False)
    assert ended.returncode == -signal.SIGKILL
    return tmp_path


def test_a_killed_repair_goes_on_where_it_stopped(killed: Path, embedder: Embedder) -> None:
    """What was embedded is not embedded again; meanwhile the store says what to do; a whole one is made anew."""
    with pytest.raises(StoreFault) as caught:
        Index.open(killed, embedder)
    assert caught.value.code == "repair_unfinished" and "index repair" in caught.value.en

    told: list[int] = []
    counting = Counting(embedder)
    with Index.open(killed, counting, for_repair=True) as index:
        assert index.repair(told.append) == 50
        passages = index.count_passages
    assert told[0] == 20 and told[-1] == 50
    assert 0 < counting.passages < passages

    counting.passages = 0
    with Index.open(killed, counting) as index:
        for number in (0, 15, 25, 49):  # of the first batch, the second, the third and the last
            assert own_word(number) in index.search(own_word(number), 1)[0].text
        assert index.count_passages == passages and not counting.passages
        index.repair()
    assert counting.passages == passages


def test_nothing_is_taken_for_done_that_is_not_there(killed: Path, embedder: Embedder) -> None:
    """Where an engine's files were lost since, or another embedding is set, all is made anew."""
    shutil.rmtree(killed / "vectors")
    counting = Counting(embedder)
    with Index.open(killed, counting, for_repair=True) as index:
        index.repair()
        assert counting.passages == index.count_passages
