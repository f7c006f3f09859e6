"""How fast a sentence-transformers model embeds on each backend, and how near its vectors stay to PyTorch's.

    python benchmarks/backend.py [--passages 48] [--model NAME]

Without NAME a model of multilingual-e5-small's layers and random weights is made in a temporary folder: how fast it is
does not depend on what it has learnt. OpenVINO's rows take the extra `openvino`. Times are of all processors together.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from index.backend import BACKENDS
from index.embedder import Embedder, load
from index.errors import ModelFault

_WORDS = [f"w{number}" for number in range(30_000)]


def made(folder: Path) -> Path:
    """A bi-encoder of twelve layers of 384, saved as sentence-transformers saves one."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    plain = folder / "bert"
    plain.mkdir()
    (plain / "vocab.txt").write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_WORDS]), "utf-8"
    )
    BertTokenizer(vocab=str(plain / "vocab.txt")).save_pretrained(plain)
    config = BertConfig(
        vocab_size=len(_WORDS) + 5,
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
    )
    BertModel(config).save_pretrained(plain)
    modules = [Transformer(str(plain), max_seq_length=256), Pooling(384)]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder / "model"), create_model_card=False)
    return folder / "model"


def clocked(embedder: Embedder, passages: list[str], questions: list[str]) -> tuple[float, float, np.ndarray]:
    """Passages a second of a processor, milliseconds of one a question, and the passages' vectors."""
    embedder.embed_passages(passages[:4])
    began = time.process_time()
    rows = embedder.embed_passages(passages)
    passed = time.process_time()
    for question in questions:
        embedder.embed_queries([question])
    each = (time.process_time() - passed) / len(questions)
    return len(passages) / (passed - began), each * 1000, rows


def main() -> None:
    """Print one row per backend."""
    parser = argparse.ArgumentParser(description="Embed on each backend.")
    parser.add_argument("--passages", type=int, default=48)
    parser.add_argument("--model", default="")
    options = parser.parse_args()
    draw = random.Random(1)
    passages = [" ".join(draw.choices(_WORDS, k=200)) for _ in range(options.passages)]
    questions = [" ".join(draw.choices(_WORDS, k=15)) for _ in range(40)]
    print("| backend | passages a second of one core | ms of one core a question | least cosine with torch |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        name = options.model or str(made(Path(folder)))
        first: np.ndarray | None = None
        for backend in BACKENDS:
            try:
                embedder = load(name, backend)
            except ModelFault as missing:
                print(missing.en, file=sys.stderr)
                break
            speed, each, rows = clocked(embedder, passages, questions)
            first = rows if first is None else first
            print(f"| {backend} | {speed:.1f} | {each:.1f} | {np.sum(first * rows, axis=1).min():.4f} |")


if __name__ == "__main__":
    main()
