"""Reranker: a cross-encoder that reads the question beside each of the best passages, where a setting names one.

Any sentence-transformers CrossEncoder with one output will do. torch is imported only if the setting names one, and
no other model ever takes its place.
"""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.backend import loaded
from index.errors import ModelFault
from index.pretrained import encodable, first_line, folder_of
from index.segmenter import segmenter

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 16


class Reranker:
    """A loaded cross-encoder. Threads take turns."""

    def __init__(self, name: str, backend: str = "torch") -> None:
        """Load from a folder, the hub's cache or the hub; ModelFault with what to do if that fails."""
        self.name = name
        self._model = _cross_encoder(name, backend)
        self._segmented = segmenter(name, self._model.tokenizer)
        self._lock = threading.Lock()

    def relevance(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """How well each text answers the question, from 0 to 1; ModelFault if the model fails at it."""
        from torch.nn import Sigmoid

        pairs = [(encodable(question), encodable(text)) for text in texts]
        try:
            with self._lock:
                if self._segmented:
                    pairs = [(self._segmented(asked), self._segmented(text)) for asked, text in pairs]
                scores = self._model.predict(
                    pairs, batch_size=_BATCH, activation_fn=Sigmoid(), show_progress_bar=False
                )
        except (RuntimeError, ValueError, IndexError) as fault:
            raise _failed(self.name, str(fault)) from fault
        made = np.asarray(scores, dtype=np.float64)
        if not np.isfinite(made).all():
            raise _failed(self.name, "NaN")
        return made


def load_reranker(name: str = "", backend: str = "torch") -> Reranker | None:
    """The cross-encoder of that name or path on a `backend`, None for ""; ModelFault if it cannot be loaded."""
    return Reranker(name.strip(), backend) if name.strip() else None


def _cross_encoder(name: str, backend: str) -> "CrossEncoder":
    """The cross-encoder of this name or folder."""
    try:
        folder = folder_of(name)
    except FileNotFoundError as fault:
        raise _not_loaded(name, "không có thư mục này / there is no such folder") from fault
    try:
        from sentence_transformers import CrossEncoder
    except ImportError as fault:
        raise ModelFault(
            "reranker_package_missing",
            f"Mô hình xếp hạng lại “{name}” cần gói sentence-transformers: hãy chạy `pip install "
            "sentence-transformers`, hoặc để trống ASSISTANT_RERANKER.",
            f"The re-ranking model “{name}” needs the package sentence-transformers: run `pip install "
            "sentence-transformers`, or leave ASSISTANT_RERANKER empty.",
        ) from fault
    try:
        model: CrossEncoder = loaded(CrossEncoder, name, folder, backend)
    except ModelFault:
        raise
    except Exception as fault:  # loaders raise anything for a broken file; it is told and chained
        raise _not_loaded(name, str(fault) or type(fault).__name__) from fault
    if model.num_labels != 1:
        raise _not_loaded(name, f"{model.num_labels} ≠ 1 nhãn / labels")
    return model


def _not_loaded(name: str, cause: str) -> ModelFault:
    """The error for a cross-encoder that would not load."""
    cause = first_line(cause)
    return ModelFault(
        "reranker_broken",
        f"Không tải được mô hình xếp hạng lại “{name}” ({cause}): hãy đặt ASSISTANT_RERANKER là một CrossEncoder của "
        "sentence-transformers có một nhãn (tên, hoặc thư mục đã tải sẵn), hoặc để trống.",
        f"The re-ranking model “{name}” could not be loaded ({cause}): set ASSISTANT_RERANKER to a CrossEncoder of "
        "sentence-transformers with one label (a name, or a folder downloaded beforehand), or leave it empty.",
    )


def _failed(name: str, cause: str) -> ModelFault:
    """The error for a cross-encoder that was loaded but does not work."""
    cause = first_line(cause)
    return ModelFault(
        "reranker_failed",
        f"Mô hình xếp hạng lại “{name}” không chấm điểm được ({cause}): hãy đặt ASSISTANT_RERANKER là mô hình khác, "
        "hoặc để trống.",
        f"The re-ranking model “{name}” could not score ({cause}): set ASSISTANT_RERANKER to another model, or leave "
        "it empty.",
    )
