"""Models that read Vietnamese with its words joined: they are given it so, or refused with what is missing."""

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embedder import SentenceEmbedder, load
from index.errors import ModelFault
from index.reranker import load_reranker
from index.segmenter import segmenter

HAS_PYVI = importlib.util.find_spec("pyvi") is not None
needs_pyvi = pytest.mark.skipif(not HAS_PYVI, reason="pyvi is not installed")
LETTERS = "abcdefghijklmnopqrstuvwxyzàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ_0123456789.?"
TEXTS = ["Hà Nội là thủ đô.", "Ủy ban nhân dân tỉnh Thanh Hóa", "?"]


def tokenizer_in(folder: Path) -> int:
    """Save PhoBERT's kind of tokenizer, of letters alone; returns how many tokens it has."""
    from transformers import PhobertTokenizer

    (folder / "vocab.txt").write_text(
        "".join(f"{each} 1\n{each}@@ 1\n" for each in LETTERS), encoding="utf-8"
    )
    (folder / "bpe.codes").write_text("", encoding="utf-8")
    files = (str(folder / "vocab.txt"), str(folder / "bpe.codes"))
    made = PhobertTokenizer(*files, model_max_length=128)
    made.save_pretrained(folder)
    return len(made)


def config_of(tokens: int) -> Any:
    """A tiny RoBERTa, which PhoBERT is."""
    from transformers import RobertaConfig

    config = RobertaConfig(
        vocab_size=tokens,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=130,
        initializer_range=1.0,
    )
    config.num_labels = 1
    return config


@pytest.fixture(scope="module")
def bi_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence model with PhoBERT's tokenizer, of random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import RobertaModel

    torch.manual_seed(1)
    plain, folder = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("models") / "tiny"
    RobertaModel(config_of(tokenizer_in(plain))).save_pretrained(plain)
    model = SentenceTransformer(modules=[Transformer(str(plain)), Pooling(16)], device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder with PhoBERT's tokenizer, of random weights."""
    import torch
    from transformers import RobertaForSequenceClassification

    torch.manual_seed(2)
    folder = tmp_path_factory.mktemp("cross")
    RobertaForSequenceClassification(config_of(tokenizer_in(folder))).save_pretrained(folder)
    return folder


@pytest.mark.skipif(HAS_PYVI, reason="pyvi is installed")
def test_without_pyvi_such_models_are_refused_with_what_to_install(
    bi_encoder: Path, cross_encoder: Path
) -> None:
    """Neither is read unsegmented in silence."""
    for opening in (lambda: load(str(bi_encoder)), lambda: load_reranker(str(cross_encoder))):
        with pytest.raises(ModelFault) as caught:
            opening()
        assert caught.value.code == "segmenter_missing"
        assert "pip install pyvi" in caught.value.vi and "pip install pyvi" in caught.value.en


@needs_pyvi
def test_a_bi_encoder_is_given_joined_words(bi_encoder: Path) -> None:
    """Its vectors are those of the segmented text, and its name is not the unsegmented model's."""
    embedder = load(str(bi_encoder))
    assert isinstance(embedder, SentenceEmbedder)
    joined = ["Hà_Nội là thủ_đô .", "Ủy_ban nhân_dân tỉnh Thanh_Hóa", "?"]
    expected = embedder._model.encode(joined, normalize_embeddings=True)
    for made in (embedder.embed_passages(TEXTS), embedder.embed_queries(TEXTS)):
        assert np.allclose(made, expected, atol=1e-5)
    named = embedder.name
    embedder._segmented = None
    assert not np.allclose(embedder.embed_passages(TEXTS)[0], expected[0], atol=1e-3)
    assert named.rpartition("@")[2] != embedder._fingerprint()


@needs_pyvi
def test_a_cross_encoder_is_given_joined_words(cross_encoder: Path) -> None:
    """Question and passage both."""
    made = load_reranker(str(cross_encoder))
    assert made
    found = made.relevance(TEXTS[0], TEXTS)
    made._segmented = None
    joined = ["Hà_Nội là thủ_đô .", "Ủy_ban nhân_dân tỉnh Thanh_Hóa", "?"]
    assert np.allclose(found, made.relevance(joined[0], joined), atol=1e-5)


def test_other_models_read_text_as_it_stands() -> None:
    """No tokenizer but PhoBERT's asks for joined words."""
    assert segmenter("tiny", object()) is None
