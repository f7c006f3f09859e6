"""A model on OpenVINO gives what it gives on PyTorch; where OpenVINO is missing that is one sentence.

OpenVINO's packages are an extra, and what needs them is skipped where they are not installed.
"""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from test_embedder import TEXTS, make_tiny
from test_reranker import save_tiny

from index.embedder import load
from index.errors import BadInput, ModelFault
from index.reranker import load_reranker
from index.settings import Settings

HAS_OPENVINO = find_spec("optimum") is not None
needs_openvino = pytest.mark.skipif(not HAS_OPENVINO, reason="the extra `openvino` is not installed")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bi-encoder with prompts, of random weights."""
    return make_tiny(tmp_path_factory.mktemp("models") / "tiny", {"query": "query: "})


@pytest.fixture(scope="module")
def hub_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the forms of a model are kept."""
    return tmp_path_factory.mktemp("hub")


@pytest.fixture(autouse=True)
def _own_cache(hub_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing goes into the user's own cache."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HOME", str(hub_cache))


def test_the_setting_takes_what_it_knows() -> None:
    """PyTorch unless another is named; a word that is none is refused with those that are."""
    assert Settings.from_environment({}).backend == "torch"
    assert Settings.from_environment({"ASSISTANT_BACKEND": "openvino-int8"}).backend == "openvino-int8"
    with pytest.raises(BadInput) as caught:
        Settings.from_environment({"ASSISTANT_BACKEND": "onnx"})
    assert "torch, openvino, openvino-int8" in caught.value.en and "onnx" in caught.value.vi


def test_without_openvino_a_model_is_refused_with_what_to_install(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither model runs on PyTorch in silence; the bundled one runs on neither."""
    monkeypatch.setitem(sys.modules, "optimum.intel", None)
    cross = save_tiny(tmp_path / "cross")
    for opening in (lambda: load(str(tiny), "openvino"), lambda: load_reranker(str(cross), "openvino-int8")):
        with pytest.raises(ModelFault) as caught:
            opening()
        assert caught.value.code == "backend_missing"
        assert "[openvino]" in caught.value.vi and "[openvino]" in caught.value.en
    assert load("", "openvino").embed_queries(["dân số"]).shape[0] == 1


@needs_openvino
@pytest.mark.parametrize(("backend", "least"), [("openvino", 0.9999), ("openvino-int8", 0.98)])
def test_a_bi_encoder_gives_the_same_vectors(tiny: Path, hub_cache: Path, backend: str, least: float) -> None:
    """Queries with their prompt and passages; its form is made once, and its name stays and is not PyTorch's."""
    plain, fast = load(str(tiny)), load(str(tiny), backend)
    for given, made in (
        (plain.embed_queries(TEXTS), fast.embed_queries(TEXTS)),
        (plain.embed_passages(TEXTS), fast.embed_passages(TEXTS)),
    ):
        assert np.sum(given * made, axis=1).min() > least
    kept = sorted((hub_cache / "trich").iterdir())
    again = load(str(tiny), backend)
    assert sorted((hub_cache / "trich").iterdir()) == kept
    assert np.array_equal(again.embed_queries(TEXTS), fast.embed_queries(TEXTS))
    assert again.name == fast.name != plain.name and again.dimension == plain.dimension


@needs_openvino
def test_a_model_trained_anew_in_the_same_folder_is_made_anew(tiny: Path, tmp_path: Path) -> None:
    """What was kept of the former is not taken for it."""
    folder = tmp_path / "tiny"
    shutil.copytree(tiny, folder)
    former = load(str(folder), "openvino")
    shutil.rmtree(folder)
    shutil.copytree(make_tiny(tmp_path / "other", {"query": "query: "}, seed=5), folder)
    assert load(str(folder), "openvino").name != former.name


@needs_openvino
def test_a_cross_encoder_scores_the_same(tmp_path: Path) -> None:
    """Each pair, but for what a processor that counts in bfloat16 rounds off."""
    folder = str(save_tiny(tmp_path / "cross"))
    plain, fast = load_reranker(folder), load_reranker(folder, "openvino")
    assert plain and fast
    assert np.allclose(
        plain.relevance("sản lượng lúa", TEXTS), fast.relevance("sản lượng lúa", TEXTS), atol=0.05
    )


@needs_openvino
def test_a_folder_that_cannot_be_written_is_no_hindrance(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its form is then made at each start."""
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("huggingface_hub.constants.HF_HOME", str(tmp_path / "file"))
    assert load(str(tiny), "openvino").embed_queries(["dân số"]).shape == (1, 16)


@needs_openvino
def test_making_a_form_prints_nothing_for_programs(tiny: Path, tmp_path: Path) -> None:
    """What a command prints is its answer alone."""
    code = f"from index.embedder import load; load({str(tiny)!r}, 'openvino-int8')"
    root = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=root,
        env={"HF_HOME": str(tmp_path), "PYTHONPATH": root, "PATH": ""},
        timeout=240,
        check=True,
    )
    assert done.stdout == ""
