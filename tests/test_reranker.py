"""The cross-encoder that a setting names: it orders the best passages anew, and nothing takes its place in silence."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from made import five, many

from index.embedder import Embedder
from index.errors import ModelFault
from index.index import Index
from index.reranker import Reranker, load_reranker

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def save_tiny(folder: Path, labels: int = 1) -> Path:
    """Save a tiny BERT that scores pairs, of random weights and one letter a word."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    torch.manual_seed(3)
    folder.mkdir()
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    words = [*WORDS, *letters, *(f"##{letter}" for letter in letters)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizer(vocab=str(folder / "vocab.txt"), model_max_length=128).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=128,
        initializer_range=1.0,
    )
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Reranker:
    """A loaded cross-encoder."""
    made = load_reranker(str(save_tiny(tmp_path_factory.mktemp("models") / "tiny")))
    assert made
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Path]:
    """A store of reports on many matters."""
    made = tmp_path_factory.mktemp("kho")
    with Index.open(made, embedder) as index:
        index.add([*five(), *many(40)])
    yield made


def test_relevance_lies_between_0_and_1_and_depends_on_both(tiny: Reranker) -> None:
    """A number a text, long ones and broken characters too; another question scores otherwise."""
    texts = ["lúa đông xuân", "cảng cá", "a" * 5000, "\ud800"]
    found = tiny.relevance("sản lượng lúa", texts)
    assert found.shape == (4,) and ((found >= 0) & (found <= 1)).all() and len(set(found.tolist())) > 1
    assert not np.allclose(found, tiny.relevance("98 xyz", texts))


def test_it_puts_the_best_passages_in_its_own_order(folder: Path, embedder: Embedder, tiny: Reranker) -> None:
    """The same passages and the same scores; the order is that of both together."""
    question = "xã đạt chuẩn"
    with Index.open(folder, embedder) as index:
        plain = index.search(question, 20)
    with Index.open(folder, embedder, reranker=tiny) as index:
        anew = index.search(question, 20)
        assert len(index.search(question, 3)) == 3
    assert len(plain) == 20
    assert {hit.passage_id for hit in plain} == {hit.passage_id for hit in anew}
    assert [hit.score for hit in plain] == [hit.score for hit in anew]
    assert [hit.passage_id for hit in plain[:16]] != [hit.passage_id for hit in anew[:16]]
    assert [hit.passage_id for hit in plain[16:]] == [hit.passage_id for hit in anew[16:]]


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where sentence-transformers is not installed, the sentence says to install it."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelFault) as told:
        load_reranker("some/model")
    assert told.value.code == "reranker_package_missing" and "pip install" in str(told.value)


def test_none_is_asked_for_unless_named() -> None:
    """An empty setting is none."""
    assert load_reranker("") is None and load_reranker("  ") is None


@pytest.mark.parametrize("damage", ["missing", "no model", "two labels"])
def test_what_cannot_score_is_a_fault(tmp_path: Path, damage: str) -> None:
    """The fault names the setting; no other model is taken."""
    folder = tmp_path / "model"
    if damage == "no model":
        folder.mkdir()
    elif damage == "two labels":
        save_tiny(folder, labels=2)
    with pytest.raises(ModelFault) as caught:
        load_reranker(str(folder))
    assert caught.value.code == "reranker_broken" and "ASSISTANT_RERANKER" in caught.value.en
