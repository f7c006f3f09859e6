"""Backend: what a sentence-transformers model runs on: PyTorch, or OpenVINO with full or eight-bit weights.

OpenVINO takes a fraction of PyTorch's time on a processor. It reads a model in a form of its own, which takes a minute
to make: it is made once and kept in the hub's cache. Only this file knows optimum.
"""

import hashlib
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import ModelFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from sentence_transformers import CrossEncoder, SentenceTransformer

    Model = TypeVar("Model", SentenceTransformer, CrossEncoder)

_TORCH, _, _EIGHT_BITS = BACKENDS = ("torch", "openvino", "openvino-int8")


def loaded(kind: "Callable[..., Model]", name: str, folder: Path | None, backend: str) -> "Model":
    """The model of that name, or in that folder, on that backend.

    ModelFault (`backend_missing`) if OpenVINO's packages are missing; otherwise the libraries' own errors.
    """
    if backend == _TORCH:
        return kind(str(folder or name), local_files_only=folder is not None)
    with _quiet():
        try:
            from optimum.intel import OVWeightQuantizationConfig
        except ImportError as fault:
            raise _missing(backend) from fault
        kept = _kept(name, folder, backend)
        if kept.is_dir():
            return kind(str(kept), backend="openvino", local_files_only=True)
        options: dict[str, Any] = {"export": True}
        if backend == _EIGHT_BITS:
            options["quantization_config"] = OVWeightQuantizationConfig(bits=8)
        local = folder is not None
        made = kind(str(folder or name), backend="openvino", local_files_only=local, model_kwargs=options)
        _keep(made, kept)
    return made


def beginnings(model: "SentenceTransformer") -> Iterator[bytes]:
    """The first numbers of each tensor, which training changes, in an order that is the same in every run."""
    tensors: dict[str, Any] = model.state_dict()
    for name in sorted(tensors):
        yield f"{name}{tuple(tensors[name].shape)}".encode()
        yield tensors[name].flatten()[:1024].float().cpu().numpy().tobytes()
    if not tensors:
        graph: Any = model[0].auto_model
        constants = (node for node in graph.model.get_ops() if node.get_type_name() == "Constant")
        yield from sorted(node.data.reshape(-1)[:1024].tobytes() for node in constants)


@contextmanager
def _quiet() -> Iterator[None]:
    """Send what the libraries print to stderr: a command's output is for programs to read."""
    with redirect_stdout(sys.stderr), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _kept(name: str, folder: Path | None, backend: str) -> Path:
    """The folder that keeps the OpenVINO form of a model's present files."""
    from huggingface_hub import hf_hub_download
    from huggingface_hub.constants import HF_HOME

    if folder:
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        states = ((file.relative_to(folder), file.stat()) for file in files)
        state = f"{[(str(path), of.st_size, of.st_mtime_ns) for path, of in states]}"
    else:
        state = Path(hf_hub_download(name, "config.json")).parent.name  # the commit
    made_by = [f"{package} {version(package)}" for package in ("openvino", "optimum-intel", "transformers")]
    digest = hashlib.sha256("\n".join((folder.name if folder else name, state, backend, *made_by)).encode())
    return Path(HF_HOME) / "trich" / digest.hexdigest()[:24]


def _keep(made: "SentenceTransformer | CrossEncoder", kept: Path) -> None:
    """Save the model there whole or not at all; where the disk is full it is converted again the next time."""
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent, prefix="making-") as passing:
            made.save_pretrained(f"{passing}/model", create_model_card=False)
            Path(passing, "model").rename(kept)


def _missing(backend: str) -> ModelFault:
    """The error for missing packages of OpenVINO."""
    return ModelFault(
        "backend_missing",
        f"ASSISTANT_BACKEND là “{backend}” cần thêm gói của OpenVINO: hãy chạy `pip install --constraint "
        "constraints.txt '.[openvino]'`, hoặc để trống để dùng PyTorch.",
        f"ASSISTANT_BACKEND “{backend}” takes OpenVINO's packages: run `pip install --constraint constraints.txt "
        "'.[openvino]'`, or leave it empty for PyTorch.",
    )
