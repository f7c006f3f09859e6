"""Embedder: texts as unit vectors: the bundled model, or any sentence-transformers model by name or path.

The bundled model (`model/`, made by `training/train_embedding.py`) adds up one vector per token: it needs only
numpy, tokenizers and safetensors. torch and sentence-transformers are imported only when another model
is asked for. What is embedded, and where the vectors go, is up to the caller.
"""

import hashlib
import re
import threading
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.backend import beginnings, loaded
from index.errors import ModelFault
from index.memo import held
from index.pretrained import encodable, first_line, folder_of
from index.segmenter import segmenter

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

_FOLDER = Path(__file__).parent / "model"
_BATCH = 256  # texts at once: bounds memory whatever the caller sends
_LONGEST = 20_000  # characters of one text that are looked at; the tokenizer's own limit is reached before

# What holds these letters, marks and signs alone is cut into words here and each word into tokens once: what the
# tokenizer makes of it, in a third of the time. A stretch that holds any other goes through the tokenizer.
_USUAL = (range(0x0, 0x250), range(0x300, 0x370), range(0x1E00, 0x1F00), range(0x2000, 0x2070))
_UNUSUAL = re.compile(f"[^{''.join(f'{chr(part.start)}-{chr(part.stop - 1)}' for part in _USUAL)}]")
_LETTERS = "".join(
    chr(code) for part in _USUAL for code in part if chr(code).isalpha() or 0x300 <= code < 0x370
)
_WORD = re.compile(f"[{_LETTERS}]+|[0-9]+")
_MOST_STRETCHES = 200_000  # that are remembered at once

# Models whose card asks for prompts but whose folder may not name them. Those not here want none
# (bge-m3, halong, AITeamVN/Vietnamese_Embedding, bkai's bi-encoder among them).
_WEB_SEARCH = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"
_KNOWN_PROMPTS = (
    (re.compile(r"(^|[-_])e5[-_].*instruct"), (f"{_WEB_SEARCH} ", "")),
    (re.compile(r"(^|[-_])e5([-_]|$)"), ("query: ", "passage: ")),
    (re.compile(r"^qwen3-embedding"), (_WEB_SEARCH, "")),
    (re.compile(r"^embeddinggemma"), ("task: search result | query: ", "title: none | text: ")),
)


class Embedder(Protocol):
    """A model that gives each text a unit vector; `name` changes whenever its vectors do."""

    @property
    def name(self) -> str:
        """The name that a store records, so as to refuse vectors of another model."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found: float32 (len(texts), dimension), each row of length 1."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions: float32 (len(texts), dimension), each row of length 1."""


def load(name: str = "", backend: str = "torch") -> Embedder:
    """Load the bundled model for "", else the sentence-transformers model of that name or path, on a `backend`.

    ModelFault if it cannot be loaded; another model never takes its place.
    """
    name = name.strip()
    return SentenceEmbedder(name, backend) if name else BundledEmbedder(_FOLDER)


def is_bundled(noted: str) -> bool:
    """Whether the embedding that a store recorded is a bundled model, of this version or another."""
    return noted.startswith("trich-") and "@" not in noted


class _Known(NamedTuple):
    """The tokens, as an array's bytes, of texts without white space and of the words in them."""

    stretches: dict[str, bytes]
    words: dict[str, bytes]


class BundledEmbedder:
    """The model in the repository: the vectors of a text's tokens, added, at length 1. Threads share it."""

    def __init__(self, folder: Path) -> None:
        """Read the folder; ModelFault if a file is missing or broken."""
        from safetensors import SafetensorError
        from safetensors.numpy import load as read_tensors

        try:
            weights = (folder / "model.safetensors").read_bytes()
            words = (folder / "tokenizer.json").read_bytes()
            tensors = read_tensors(weights)
            self._table: Vectors = tensors["embeddings"].astype(np.float32) * tensors["weights"][:, None]
            self._tokenizer = _tokenizer(words)
            unknown = self._tokenizer.token_to_id("[UNK]")
            if unknown is None or self._tokenizer.get_vocab_size() != len(self._table):
                raise ValueError("tokenizer.json and model.safetensors are not of one model")
        except (OSError, KeyError, ValueError, SafetensorError) as fault:
            raise ModelFault(
                "embedding_broken",
                f"Mô hình nhúng kèm theo bị thiếu hoặc hỏng ({folder}): hãy cài lại phần mềm.",
                f"The bundled embedding model is missing or broken ({folder}): install the software again.",
            ) from fault
        self._unknown = self._table[unknown] / np.linalg.norm(self._table[unknown])
        self._most = int((self._tokenizer.truncation or {}).get("max_length", 0)) or None
        self._known = _Known({}, {})
        held(self)
        self.name = f"trich-{hashlib.sha256(weights + words).hexdigest()[:12]}"
        self.dimension = int(self._table.shape[1])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One unit row per text; a text without a known token gets the unknown token's row."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        room = np.empty((0, self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            for place, ids in enumerate(self._ids(texts[start : start + _BATCH]), start):
                if len(ids) > len(room):
                    room = np.empty((2 * len(ids), self.dimension), dtype=np.float32)
                # memory asked for anew for each text would take longer than adding up; every id is in the table
                found = np.take(self._table, ids, axis=0, out=room[: len(ids)], mode="clip")
                np.add.reduce(found, axis=0, out=rows[place])
        return _unit(rows, self._unknown)

    def _ids(self, texts: Sequence[str]) -> Iterator[NDArray[np.int64]]:
        """Each text's tokens: those of its stretches between white space, over which the tokenizer joins nothing."""
        cut = [text[:_LONGEST].split() for text in texts]
        # another thread may be reading those known so far: they are added to, or left to it, never emptied
        if len(self._known.stretches) > _MOST_STRETCHES:
            self.cache_clear()
        known = self._known
        self._learn([one for one in set(chain.from_iterable(cut)) if one not in known.stretches], known)
        for stretches in cut:
            found = b"".join(map(known.stretches.__getitem__, stretches))
            yield np.frombuffer(found, dtype=np.int64)[: self._most]

    def _learn(self, stretches: list[str], known: _Known) -> None:
        """Work out the tokens of texts without white space."""
        cut = [_words(stretch) for stretch in stretches]
        words = [word for word in set(chain.from_iterable(cut)) if word not in known.words]
        encoded = self._tokenizer.encode_batch_fast(words, add_special_tokens=False)
        known.words.update(
            (word, array("q", encoding.ids).tobytes()) for word, encoding in zip(words, encoded, strict=True)
        )
        known.stretches.update(
            (stretch, b"".join(map(known.words.__getitem__, own)))
            for stretch, own in zip(stretches, cut, strict=True)
        )

    embed_queries = embed_passages  # one encoder for both sides

    def cache_clear(self) -> None:
        """Forget the tokens of all texts."""
        self._known = _Known({}, {})


class SentenceEmbedder:
    """A sentence-transformers model with the prompts it was trained with. Threads take turns."""

    def __init__(self, name: str, backend: str = "torch") -> None:
        """Load from a folder, the hub's cache or the hub; ModelFault with what to do if that fails."""
        self._given = name
        self._model = _sentence_transformer(name, backend)
        self._query_prompt, self._passage_prompt = _prompts(self._model, name)
        self._segmented = segmenter(name, self._model.tokenizer)
        self._lock = threading.Lock()  # a fast tokenizer is not safe across threads
        self.dimension = int(self._model.get_embedding_dimension() or 0) or self._encoded(["a"], "").shape[1]
        self.name = f"{_called(name)}@{self._fingerprint()}"

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One unit row per text, the passage prompt before each; ModelFault if the model fails at it."""
        return self._embed(texts, self._passage_prompt, "document")

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """One unit row per question, the query prompt before each; ModelFault if the model fails at it."""
        return self._embed(texts, self._query_prompt, "query")

    def _embed(self, texts: Sequence[str], prompt: str, task: str) -> Vectors:
        """The texts' rows, a bounded batch at a time."""
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = [encodable(text[:_LONGEST]) for text in texts[start : start + _BATCH]]
            rows[start : start + len(batch)] = self._encoded(batch, prompt, task)
        return _unit(rows, np.eye(1, self.dimension, dtype=np.float32)[0])

    def _encoded(self, batch: list[str], prompt: str, task: str = "document") -> Vectors:
        """The model's own output, float32; ModelFault if it fails or gives what is no number."""
        try:
            with self._lock:
                if self._segmented:
                    batch = [self._segmented(text) for text in batch]
                rows = self._model.encode(
                    batch, prompt=prompt, task=task, batch_size=16, show_progress_bar=False
                )
        except (RuntimeError, ValueError, IndexError) as fault:
            raise self._fault(str(fault)) from fault
        made = np.asarray(rows, dtype=np.float32)
        if not np.isfinite(made).all():
            raise self._fault("NaN")
        return made

    def _fault(self, cause: str) -> ModelFault:
        """The error for a model that was loaded but does not work."""
        cause = first_line(cause)
        return ModelFault(
            "embedding_failed",
            f"Mô hình nhúng “{self._given}” không tính được vectơ ({cause}): hãy đặt ASSISTANT_EMBEDDING là "
            "mô hình khác, hoặc để trống để dùng mô hình kèm theo.",
            f"The embedding model “{self._given}” could not make vectors ({cause}): set ASSISTANT_EMBEDDING "
            "to another model, or leave it empty for the bundled one.",
        )

    def _fingerprint(self) -> str:
        """Twelve hex digits of prompts, segmenting, and of how each tensor begins, which training changes."""
        digest = hashlib.sha256(f"{self._query_prompt}\0{self._passage_prompt}".encode())
        digest.update(b"segmented" if self._segmented else b"")
        for part in beginnings(self._model):
            digest.update(part)
        return digest.hexdigest()[:12]


def _sentence_transformer(name: str, backend: str) -> "SentenceTransformer":
    """The model of this name or folder; never another in its place."""
    try:
        folder = folder_of(name)
    except FileNotFoundError as fault:
        raise ModelFault(
            "embedding_not_found",
            f"Không có thư mục mô hình nhúng “{name}”: hãy kiểm tra đường dẫn trong ASSISTANT_EMBEDDING.",
            f"There is no folder of an embedding model at “{name}”: check the path in ASSISTANT_EMBEDDING.",
        ) from fault
    local = folder is not None
    if folder and not (folder / "modules.json").is_file():
        # sentence-transformers would wrap such a folder in a mean pooling nobody trained
        raise ModelFault(
            "embedding_broken",
            f"Thư mục “{name}” không phải là mô hình sentence-transformers (thiếu modules.json): hãy tải lại "
            "mô hình vào thư mục đó.",
            f"The folder “{name}” is no sentence-transformers model (modules.json is missing): download the "
            "model into it again.",
        )
    try:
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.util import is_sentence_transformer_model
    except ImportError as fault:
        raise ModelFault(
            "embedding_package_missing",
            f"Mô hình nhúng “{name}” cần gói sentence-transformers: hãy chạy `pip install "
            "sentence-transformers`, hoặc để trống ASSISTANT_EMBEDDING để dùng mô hình kèm theo.",
            f"The embedding model “{name}” needs the package sentence-transformers: run `pip install "
            "sentence-transformers`, or leave ASSISTANT_EMBEDDING empty for the bundled model.",
        ) from fault
    try:
        if not local and not is_sentence_transformer_model(name):
            raise OSError("modules.json is neither in the cache nor on the hub")
        model = loaded(SentenceTransformer, name, folder, backend)
        if not _knows_words(model):
            raise OSError("the tokenizer has no words: its files are missing")
        return model
    except ModelFault:
        raise
    except Exception as fault:  # loaders raise anything for a broken file; it is told and chained
        raise _not_loaded(name, local, fault) from fault


def _knows_words(model: "SentenceTransformer") -> bool:
    """Whether the tokenizer has more than special tokens: transformers silently makes up an empty one."""
    special = getattr(model.tokenizer, "all_special_tokens", ())
    return len(set(model.tokenizer.get_vocab()) - set(special)) >= 10


def _not_loaded(name: str, local: bool, fault: Exception) -> ModelFault:
    """The error for a model that would not load."""
    cause = first_line(str(fault) or type(fault).__name__)
    if local:
        return ModelFault(
            "embedding_broken",
            f"Không đọc được mô hình nhúng trong “{name}” ({cause}): hãy tải lại mô hình vào thư mục đó.",
            f"The embedding model in “{name}” cannot be read ({cause}): download it into that folder again.",
        )
    return ModelFault(
        "embedding_unreachable",
        f"Không tải được mô hình nhúng “{name}” ({cause}): hãy kiểm tra tên và kết nối mạng, hoặc tải sẵn mô "
        "hình sentence-transformers về máy rồi đặt ASSISTANT_EMBEDDING là đường dẫn của thư mục đó.",
        f"The embedding model “{name}” could not be fetched ({cause}): check its name and the network, or "
        "download a sentence-transformers model beforehand and set ASSISTANT_EMBEDDING to its folder.",
    )


def _prompts(model: "SentenceTransformer", name: str) -> tuple[str, str]:
    """What goes before a query and a passage: as the model's settings say, else as its family's card says."""
    own = {key: prompt for key, prompt in model.prompts.items() if prompt}
    default = own.get(model.default_prompt_name or "", "")
    if own:
        passage = next((own[key] for key in ("document", "passage", "corpus") if key in own), default)
        return own.get("query", default), passage
    model_name = _called(name).rsplit("/", 1)[-1].lower()
    return next((prompts for pattern, prompts in _KNOWN_PROMPTS if pattern.search(model_name)), ("", ""))


def _called(name: str) -> str:
    """A folder's own name (in the hub's cache, the model's), wherever it lies; another name as given."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        return name
    cached = [part for part in folder.resolve().parts if part.startswith("models--")]
    return cached[-1].removeprefix("models--").replace("--", "/") if cached else folder.resolve().name


def _tokenizer(words: bytes) -> "Tokenizer":
    """The tokenizer of these bytes; ValueError if they hold none."""
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_str(words.decode("utf-8"))
    except Exception as fault:  # tokenizers raises nothing narrower
        raise ValueError(str(fault)) from fault


def _words(text: str) -> list[str]:
    """The words that the tokenizer cuts a text into; the text itself if a letter is none of the usual ones."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return [encodable(text)] if _UNUSUAL.search(plain) else _WORD.findall(plain)


def _unit(rows: Vectors, instead: Vectors) -> Vectors:
    """Rows of length 1; `instead` where a row is zero, since cosine with nothing is undefined."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(lengths > 0, rows / np.maximum(lengths, np.float32(1e-12)), instead).astype(np.float32)
