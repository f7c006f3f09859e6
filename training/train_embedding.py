"""Train the bundled embedding: one vector per token, averaged by learned weights, for Vietnamese and English.

    python training/train_embedding.py DATA [--out index/model] [--steps 500]

DATA holds `corpora/phapdien.jsonl.gz` (lines of {"title", "topic", "text"}) and `parallel/tatoeba-en-vi.tsv`
(English, tab, Vietnamese). CLDR names come from Babel, terms from the project's glossary. Makes
`tokenizer.json`, `model.safetensors` and the few files that make the folder a sentence-transformers model; the card
beside them is written by hand.
"""

import argparse
import gzip
import json
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from babel import Locale
from safetensors.numpy import save
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from index.vietnamese import fold

MAX_TOKENS = 1024  # of one text; passages are far shorter
# Of the vectors while they are trained, and of those that are written.
DIMENSION, WRITTEN = 384, 192
BATCH = 1024
RATE = 0.003
# Part of the first vectors in the last: words that the law never uses still tell texts apart.
KEPT = 0.4
_ARTICLE_NUMBER = re.compile(r"^Điều [\w.]+\s")
_SENTENCE = re.compile(r"[^.;\n]+[.;]?")


class Pair(NamedTuple):
    """Two texts that should land near each other."""

    anchor: str
    positive: str


class Article(NamedTuple):
    """An article of law: its heading without the number, its topic, its sentences."""

    heading: str
    topic: str
    sentences: tuple[str, ...]


Maker = Callable[[np.random.Generator], list[Pair]]


def read_articles(file: Path) -> list[Article]:
    """The articles of law that have at least one whole sentence."""
    articles = []
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            sentences = tuple(s.strip() for s in _SENTENCE.findall(record["text"]) if len(s.strip()) > 15)
            if sentences:
                heading = _ARTICLE_NUMBER.sub("", record["title"])
                articles.append(Article(heading, record["topic"], sentences))
    return articles


def read_parallel(file: Path) -> list[Pair]:
    """A file's English and Vietnamese sentences, in its order."""
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").split("\n") if "\t" in line)
    return [Pair(row[0].strip(), row[1].strip()) for row in rows]


def read_names() -> list[Pair]:
    """CLDR's English and Vietnamese names of places, languages, currencies, months and days."""
    english, vietnamese = Locale("en"), Locale("vi")
    pairs = []
    for field in ("territories", "languages", "scripts", "currencies"):
        theirs, ours = getattr(english, field), getattr(vietnamese, field)
        pairs += [Pair(theirs[code], ours[code]) for code in sorted(theirs) if code in ours]
    for field in ("months", "days"):
        theirs, ours = getattr(english, field)["format"]["wide"], getattr(vietnamese, field)["format"]["wide"]
        pairs += [Pair(theirs[number], ours[number]) for number in sorted(theirs)]
    return pairs


def read_glossary(file: Path) -> list[Pair]:
    """The project's own glossary: each English term with each of its Vietnamese renderings."""
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return [Pair(row[0], rendering) for row in rows for rendering in row[1].split("; ")]


def fold_words(text: str) -> str:
    """The text as typed without accents."""
    return " ".join(fold(word) for word in text.split())


def build_tokenizer(texts: list[str], size: int) -> Tokenizer:
    """Word pieces over lower-case words with one way of placing tones; punctuation is dropped.

    A third of the texts are seen folded too, so that the vocabulary holds words typed without accents.
    """
    seen = [*texts, *map(fold_words, texts[::3])]
    letters = Counter(unicodedata.normalize("NFKC", "".join(map(str.lower, seen))))
    known = (letter for letter, count in letters.items() if count >= 10)
    alphabet = sorted(letter for letter in known if unicodedata.category(letter)[0] in "LNM")
    # All single letters are numbered here: the trainer's own numbering, by which it breaks ties, is random.
    trainer = trainers.WordPieceTrainer(
        vocab_size=size,
        min_frequency=3,
        special_tokens=["[UNK]", *alphabet, *(f"##{letter}" for letter in alphabet)],
        initial_alphabet=alphabet,
        limit_alphabet=len(alphabet),
        show_progress=False,
    )
    learner = _tokenizer({"[UNK]": 0})
    learner.train_from_iterator(seen, trainer)
    tokenizer = _tokenizer(learner.get_vocab())
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _tokenizer(vocabulary: dict[str, int]) -> Tokenizer:
    """A tokenizer of these word pieces."""
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=60))
    # oà→òa, uỷ→ủy … everywhere, `hoàn` too: what counts is that both ways of writing meet.
    tones = [
        normalizers.Replace(old, new)
        for olds, news in (
            ("oàoảoãoáoạ", "òaỏaõaóaọa"),
            ("oèoẻoẽoéoẹ", "òeỏeõeóeọe"),
            ("uỳuỷuỹuýuỵ", "ùyủyũyúyụy"),
        )
        for old, new in zip(re.findall("..", olds), re.findall("..", news), strict=True)
    ]
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), *tones])
    words = Regex(r"[\p{L}\p{M}]+|\p{N}+")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(words, behavior="removed", invert=True)
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def initial_vectors(tokenizer: Tokenizer, texts: list[str], rng: np.random.Generator) -> np.ndarray:
    """Random directions, longer the rarer the token: a / (a + p), Arora et al. 2017.

    A word without accents starts between the words that it may stand for, the frequent ones nearer.
    """
    counts = np.ones(tokenizer.get_vocab_size())
    for encoding in tokenizer.encode_batch_fast(texts, add_special_tokens=False):
        np.add.at(counts, encoding.ids, 1)
    vectors = rng.standard_normal((len(counts), DIMENSION)) / np.sqrt(DIMENSION)
    vocabulary = tokenizer.get_vocab()
    meant = defaultdict(list)
    for token, number in sorted(vocabulary.items()):
        if fold(token) != token and fold(token) in vocabulary:
            meant[vocabulary[fold(token)]].append(number)
    for bare, numbers in meant.items():
        shares = np.sqrt(counts[numbers] / counts[numbers].sum())
        vectors[bare] = 0.5 * vectors[bare] + 0.87 * shares @ vectors[numbers]
    rarity = 1e-3 / (1e-3 + counts / counts.sum())
    return np.asarray(vectors * rarity[:, None], dtype=np.float32)


def headings(articles: list[Article]) -> Maker:
    """Heading and topic → a stretch of the article."""

    def make(rng: np.random.Generator) -> list[Pair]:
        """One pass of such pairs."""
        return [Pair(f"{a.heading} {a.topic}", _stretch(a, rng)) for a in articles]

    return make


def questions(articles: list[Article]) -> Maker:
    """Some words of a sentence, as a question keeps them → the stretch around it."""

    def make(rng: np.random.Generator) -> list[Pair]:
        """One pass of such pairs."""
        pairs = []
        for article in articles:
            place = int(rng.integers(len(article.sentences)))
            words = article.sentences[place].split()
            length = int(rng.integers(5, 14))
            start = int(rng.integers(max(1, len(words) - length)))
            pairs.append(Pair(" ".join(words[start : start + length]), _stretch(article, rng, place)))
        return pairs

    return make


def neighbours(articles: list[Article]) -> Maker:
    """A sentence → the stretch that follows it."""
    long = [a for a in articles if len(a.sentences) > 2]

    def make(rng: np.random.Generator) -> list[Pair]:
        """One pass of such pairs."""
        pairs = []
        for article in long:
            place = int(rng.integers(len(article.sentences) - 1))
            pairs.append(Pair(article.sentences[place], " ".join(article.sentences[place + 1 : place + 4])))
        return pairs

    return make


def translations(pairs: list[Pair]) -> Maker:
    """English → the Vietnamese sentence, alone or among two others."""

    def make(rng: np.random.Generator) -> list[Pair]:
        """One pass of such pairs."""
        made = []
        for english, vietnamese in pairs:
            if rng.random() < 0.5:
                others = [pairs[i].positive for i in rng.integers(len(pairs), size=2).tolist()]
                vietnamese = f"{others[0]} {vietnamese} {others[1]}"
            made.append(Pair(english, vietnamese))
        return made

    return make


def _stretch(article: Article, rng: np.random.Generator, place: int | None = None) -> str:
    """One to five sentences on end, those around `place` if it is given, at most 700 characters."""
    count = int(rng.integers(1, 6))
    last = len(article.sentences) - 1
    middle = int(rng.integers(last + 1)) if place is None else place
    start = max(0, middle - int(rng.integers(count)))
    chosen = article.sentences[start : start + count]
    if sum(map(len, chosen)) > 700 and place is not None:
        chosen = article.sentences[place : place + 1]
    return " ".join(chosen)[:900]


def blur(text: str, rng: np.random.Generator) -> str:
    """The text as people ask it: one in four without accents, one in four with words left out."""
    draw = rng.random()
    if draw < 0.25:
        return fold_words(text)
    if draw < 0.5:
        words = text.split()
        kept = np.flatnonzero(rng.random(len(words)) > 0.3)
        return " ".join(words[place] for place in kept) or text
    return text


def batches(
    sources: list[tuple[Maker, int]], size: int, rng: np.random.Generator
) -> Iterator[tuple[list[str], list[str]]]:
    """One epoch: each source as many times as its weight, batches of one source, in random order."""
    whole = []
    for maker, weight in sources:
        for _ in range(weight):
            pairs = maker(rng)
            order = rng.permutation(len(pairs))
            whole += [[pairs[i] for i in order[n : n + size]] for n in range(0, len(pairs) - size // 2, size)]
    for number in rng.permutation(len(whole)):
        pairs = whole[number]
        yield [blur(pair.anchor, rng) for pair in pairs], [pair.positive for pair in pairs]


def train(
    model: SentenceTransformer, sources: list[tuple[Maker, int]], steps: int, rng: np.random.Generator
) -> None:
    """Contrastive training both ways, the rate falling to zero at the last step."""
    loss_of = MultipleNegativesRankingLoss(model, directions=("query_to_doc", "doc_to_query"))
    optimizer = torch.optim.Adam(model.parameters())
    step = 0
    while step < steps:
        for anchors, positives in batches(sources, BATCH, rng):
            optimizer.param_groups[0]["lr"] = RATE * min((step + 1) / 50, 1 - step / steps)
            loss = loss_of([model.preprocess(anchors), model.preprocess(positives)], torch.empty(0))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if step % 100 == 0:
                print(f"step {step} of {steps}, loss {loss.item():.3f}", flush=True)
            step += 1
            if step == steps:
                break


def projected(vectors: np.ndarray, tokenizer: Tokenizer, texts: list[str]) -> np.ndarray:
    """The vectors in the `WRITTEN` directions that tell the texts apart most: their principal ones, not centred."""
    moments = np.zeros((DIMENSION, DIMENSION))
    for start in range(0, len(texts), BATCH):
        found = [encoded.ids for encoded in tokenizer.encode_batch(texts[start : start + BATCH])]
        sums = np.stack([vectors[ids].sum(axis=0) for ids in found if ids])
        units = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
        moments += units.T @ units
    _, directions = np.linalg.eigh(moments)  # the least first
    return np.asarray(vectors @ directions[:, : -WRITTEN - 1 : -1], dtype=np.float32)


def export(model: SentenceTransformer, tokenizer: Tokenizer, vectors: np.ndarray, out: Path) -> None:
    """Write the sentence-transformers folder, its vectors as rows of int8 with a float32 weight each."""
    model.save(str(out), create_model_card=False)
    scale = np.abs(vectors).max(axis=1) / 127
    # The key names are model2vec's, which StaticEmbedding reads: row × weight is the token's vector.
    rows = np.round(vectors / np.maximum(scale, 1e-12)[:, None]).astype(np.int8)
    tensors = {"embeddings": rows, "weights": scale.astype(np.float32)}
    file = out / "model.safetensors"
    file.write_bytes(save(tensors))
    file.chmod(0o644)  # sentence-transformers leaves it readable to its owner alone
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)


def main() -> None:
    """Read, train, write; say what was done."""
    parser = argparse.ArgumentParser(description="Train the bundled embedding.")
    parser.add_argument("data", type=Path, help="folder with corpora/ and parallel/")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "index" / "model")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--tokens", type=int, default=32_000)
    parser.add_argument("--seed", type=int, default=2023)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    started = time.monotonic()

    articles = read_articles(options.data / "corpora" / "phapdien.jsonl.gz")
    pairs = read_parallel(options.data / "parallel" / "tatoeba-en-vi.tsv")
    names = read_names() + read_glossary(Path(__file__).resolve().parents[1] / "index" / "glossary.tsv")
    print(f"{len(articles)} articles, {len(pairs)} sentence pairs, {len(names)} names")

    texts = [" ".join((a.heading, a.topic, *a.sentences))[:2000] for a in articles]
    # the pairs are few beside the law: counted many times, their words find a place in the vocabulary
    texts += [text for pair in pairs * 4 + names for text in pair]
    tokenizer = build_tokenizer(texts, options.tokens)
    vectors = initial_vectors(tokenizer, texts, rng)
    print(f"{len(vectors)} tokens, {time.monotonic() - started:.0f} s")

    static = StaticEmbedding(tokenizer, vectors.copy())
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    sources = [(headings(articles), 1), (questions(articles), 2), (neighbours(articles), 1)]
    sources += [(translations(pairs), 12), (translations(names), 12)]
    train(model, sources, options.steps, rng)
    trained = static.embedding.weight.detach().numpy()
    mixed = KEPT * vectors + (1 - KEPT) * trained
    export(model, tokenizer, projected(mixed, tokenizer, texts[: len(articles)]), options.out)
    print(f"wrote {options.out}, {time.monotonic() - started:.0f} s in all")


if __name__ == "__main__":
    main()
