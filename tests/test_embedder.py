"""The bundled model and any sentence-transformers model: one promise, and one sentence when it fails."""

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embedder import BundledEmbedder, Embedder, SentenceEmbedder, _prompts, load
from index.errors import ModelFault

MODEL = Path(__file__).parents[1] / "index" / "model"
TEXTS = [
    "Thanh Hóa chọn chủ đề năm 2023",
    "Tỉnh ủy ban hành nghị quyết về phát triển kinh tế - xã hội; thu ngân sách đạt 7,37%.",
    "What is the theme of the province in 2023?",
    "dân số",
]


@pytest.fixture(scope="module")
def bundled() -> Embedder:
    """The model in the repository."""
    return load("")


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python apart, with the repository importable."""
    root = str(MODEL.parents[1])
    env = {**os.environ, "PYTHONPATH": root, **environment}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=240, check=False
    )


def test_bundled_never_imports_torch() -> None:
    """Loading and embedding with the bundled model leaves torch and sentence_transformers alone."""
    done = run(
        "import sys; from index.embedder import load; load('').embed_queries(['dân số']);"
        "print([m for m in ('torch', 'sentence_transformers', 'transformers') if m in sys.modules])"
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_bundled_works_where_torch_is_not_installed() -> None:
    """Where the heavy packages are missing the bundled model embeds and another is one clear fault."""
    done = run(
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('torch', 'sentence_transformers', 'transformers'):\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Missing())\n"
        "from index.embedder import load\n"
        "from index.errors import ModelFault\n"
        "print(load('').embed_queries(['dân số']).shape)\n"
        "try: load('intfloat/multilingual-e5-small')\n"
        "except ModelFault as fault:\n"
        "    print(fault.code, 'pip install' in fault.vi, 'pip install' in fault.en)\n"
    )
    expected = [f"(1, {load('').dimension})", "embedding_package_missing True True"]
    assert done.stdout.splitlines() == expected, done


def test_bundled_is_small() -> None:
    """The whole folder stays under 20 MB."""
    assert sum(file.stat().st_size for file in MODEL.rglob("*") if file.is_file()) < 20_000_000


def test_bundled_name_follows_its_content(bundled: Embedder, tmp_path: Path) -> None:
    """A changed vector is another name, so that a store notices; the same files have the same name."""
    from safetensors.numpy import load_file, save

    assert BundledEmbedder(MODEL).name == bundled.name
    shutil.copytree(MODEL, tmp_path / "model")
    tensors = load_file(MODEL / "model.safetensors")
    tensors["embeddings"][7, 0] += 1
    (tmp_path / "model" / "model.safetensors").write_bytes(save(tensors))
    assert BundledEmbedder(tmp_path / "model").name != bundled.name


def test_bundled_folder_is_a_sentence_transformers_model(bundled: Embedder) -> None:
    """SentenceTransformer reads the same folder and gives the same vectors, long and foreign texts too."""
    from sentence_transformers import SentenceTransformer

    texts = [*TEXTS, " ".join(TEXTS * 200), "Thanh Hoá uỷ quyền", "Café Zürich"]
    texts.append(unicodedata.normalize("NFD", TEXTS[0]))
    theirs = SentenceTransformer(str(MODEL), device="cpu").encode(texts)
    cosines = (theirs * bundled.embed_passages(texts)).sum(axis=1)
    assert cosines.min() > 1 - 1e-3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec=None)), max_size=5))
def test_any_text_has_a_unit_vector(texts: list[str]) -> None:
    """Whatever the code points, lone surrogates too, each text has one finite row of length 1."""
    embedder = load("")
    rows = embedder.embed_passages(texts)
    assert rows.shape == (len(texts), embedder.dimension) and rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


LETTERS = st.characters(max_codepoint=0x2100)


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(
        LETTERS | st.sampled_from("áạoàuýhòaHOÀ \n019½²ﬁ①Ⅷ…-日Σ가\u1100\u1161\u3000\x85\u0301\u0323\u0307"),
        max_size=40,
    )
)
def test_words_are_cut_as_the_tokenizer_cuts_them(bundled: BundledEmbedder, text: str) -> None:
    """Cutting a text into words here, to make the tokens of each once, changes no token."""
    whole = bundled._tokenizer.encode(text, add_special_tokens=False).ids
    assert [ids.tolist() for ids in bundled._ids([text])] == [whole]


def test_text_without_words_has_one_vector_far_from_words(bundled: Embedder) -> None:
    """Nothing, spaces, marks and an unknown script share one vector, near to no Vietnamese text."""
    empty = bundled.embed_queries(["", "  \n", "…!?", "\u0e01\u0e02\u0e03\u0e04"])
    assert np.allclose(empty, empty[0])
    assert float((empty[:1] @ bundled.embed_passages(TEXTS).T).max()) < 0.3


def test_very_long_text_is_bounded(bundled: Embedder) -> None:
    """Ten million characters cost no more than the beginning that is looked at."""
    long = "kinh tế xã hội " * 700_000
    assert np.allclose(bundled.embed_passages([long]), bundled.embed_passages([long[:30_000]]))


def test_vectors_do_not_depend_on_company(bundled: Embedder) -> None:
    """A text has the same vector alone, in a batch and across batches, in the order given."""
    many = [f"{TEXTS[n % 4]} {n}" for n in range(600)]
    rows = bundled.embed_passages(many)
    for place in (0, 255, 256, 599):
        assert np.array_equal(rows[place], bundled.embed_passages([many[place]])[0])


@pytest.mark.parametrize("other", [unicodedata.normalize("NFD", TEXTS[1]), TEXTS[1].upper(), TEXTS[1] + " …"])
def test_spelling_that_means_nothing_changes_nothing(bundled: Embedder, other: str) -> None:
    """Normal form, case and punctuation do not move a text."""
    assert np.allclose(bundled.embed_queries([TEXTS[1]]), bundled.embed_queries([other]), atol=1e-5)


@pytest.mark.parametrize(
    ("old", "new"), [("Thanh Hoá", "Thanh Hóa"), ("uỷ ban", "ủy ban"), ("sức khoẻ", "sức khỏe")]
)
def test_both_ways_of_placing_tones_meet(bundled: Embedder, old: str, new: str) -> None:
    """The older and the newer place of a tone give one vector."""
    assert np.allclose(bundled.embed_queries([old]), bundled.embed_queries([new]))


def test_typed_without_accents_lands_near(bundled: Embedder) -> None:
    """A question typed without accents is nearer to its own text than to any other of these."""
    asked = bundled.embed_queries(["thanh hoa chon chu de nam 2023", "thu ngan sach cua tinh", "dan so"])
    found = asked @ bundled.embed_passages(TEXTS).T
    assert found[:, [0, 1, 3]].argmax(axis=1).tolist() == [0, 1, 2]


def test_english_finds_vietnamese(bundled: Embedder) -> None:
    """Plain English words land nearest to their Vietnamese among a few."""
    vietnamese = ["trường học", "con mèo", "Trung Quốc", "bác sĩ", "ngày mai trời mưa", "tiếng Pháp"]
    english = ["school", "cat", "China", "doctor", "it will rain tomorrow", "French"]
    found = bundled.embed_queries(english) @ bundled.embed_passages(vietnamese).T
    assert found.argmax(axis=1).tolist() == list(range(6))


def gives_many_threads(embed: Callable[[], np.ndarray], times: int) -> bool:
    """Whether four threads that embed the same at once, so many times, all get what one thread gets."""
    expected = embed()
    with ThreadPoolExecutor(4) as threads:
        return all(
            np.allclose(found, expected, atol=1e-5)
            for found in threads.map(lambda _: embed(), range(4 * times))
        )


def test_bundled_embeds_from_many_threads(bundled: Embedder) -> None:
    """Threads that embed at once get what one thread gets."""
    assert gives_many_threads(lambda: bundled.embed_queries(TEXTS), 30)


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_broken_bundled_model_is_a_fault(tmp_path: Path, file: str, damage: str) -> None:
    """A missing, cut or foreign file is a ModelFault that says to install again, never a traceback."""
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    if damage == "missing":
        (folder / file).unlink()
    elif damage == "cut":
        (folder / file).write_bytes((MODEL / file).read_bytes()[:1000])
    else:
        (folder / file).write_bytes(b"\xff\x00 not a model")
    with pytest.raises(ModelFault) as caught:
        BundledEmbedder(folder)
    assert caught.value.code == "embedding_broken"
    assert "cài lại" in caught.value.vi and "again" in caught.value.en


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of random weights and a few words, saved without prompts."""
    return make_tiny(tmp_path_factory.mktemp("models") / "tiny", {})


def make_tiny(folder: Path, prompts: dict[str, str], seed: int = 0) -> Path:
    """Save a tiny BERT sentence model with these prompts in its settings."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    torch.manual_seed(seed)
    folder.mkdir(parents=True)
    plain = folder.parent / f"{folder.name}-bert"
    letters = [*"abcdefghijklmnopqrstuvwxyz:?", *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz")]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", *letters]
    plain.mkdir()
    (plain / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizer(vocab=str(plain / "vocab.txt")).save_pretrained(plain)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertModel(config).save_pretrained(plain)
    transformer = Transformer(str(plain))
    model = SentenceTransformer(modules=[transformer, Pooling(16)], prompts=prompts, device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder


def by_hand(folder: Path, texts: list[str]) -> Any:
    """What the model itself says of the texts as they stand."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu").encode(texts, prompt="", normalize_embeddings=True)


def test_model_without_prompts_gets_none(tiny: Path) -> None:
    """A model of no known family is given the texts as they are, on both sides, as unit rows."""
    embedder = load(str(tiny))
    expected = by_hand(tiny, ["dan so", "thu ngan sach"])
    assert np.allclose(embedder.embed_queries(["dan so", "thu ngan sach"]), expected, atol=1e-5)
    assert np.allclose(embedder.embed_passages(["dan so", "thu ngan sach"]), expected, atol=1e-5)
    assert embedder.dimension == 16
    assert embedder.embed_passages([]).shape == (0, 16)


@pytest.mark.parametrize("passage", ["document", "passage", "corpus"])
def test_prompts_of_the_model_are_applied(tmp_path: Path, passage: str) -> None:
    """Prompts in the model's own settings go before queries and passages, whatever the latter are called."""
    folder = make_tiny(tmp_path / "prompted", {"query": "query: ", passage: "passage: "})
    embedder = load(str(folder))
    asked, found = embedder.embed_queries(["dan so"]), embedder.embed_passages(["dan so"])
    assert np.allclose(asked, by_hand(folder, ["query: dan so"]), atol=1e-5)
    assert np.allclose(found, by_hand(folder, ["passage: dan so"]), atol=1e-5)
    assert not np.allclose(asked, found, atol=1e-3)


def test_known_family_gets_its_prompts(tmp_path: Path) -> None:
    """A folder named for the e5 family, its settings silent, is given that family's prompts."""
    folder = make_tiny(tmp_path / "multilingual-e5-tiny", {})
    embedder = load(str(folder))
    assert np.allclose(embedder.embed_queries(["dan so"]), by_hand(folder, ["query: dan so"]), atol=1e-5)
    assert np.allclose(embedder.embed_passages(["dan so"]), by_hand(folder, ["passage: dan so"]), atol=1e-5)


def test_snapshot_in_the_hub_cache_is_known_by_its_model(tiny: Path, tmp_path: Path) -> None:
    """A path into the hub's cache, whose last folder is a hash, keeps the model's name and prompts."""
    snapshot = tmp_path / "models--intfloat--multilingual-e5-tiny" / "snapshots" / "0123abcd"
    shutil.copytree(tiny, snapshot)
    embedder = load(str(snapshot))
    assert embedder.name.startswith("intfloat/multilingual-e5-tiny@")
    assert np.allclose(embedder.embed_queries(["dan so"]), by_hand(tiny, ["query: dan so"]), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("intfloat/multilingual-e5-small", "query: "),
        ("intfloat/multilingual-e5-large-instruct", "Instruct: "),
        ("mainguyen9/vietlegal-e5", "query: "),
        ("Qwen/Qwen3-Embedding-0.6B", "Instruct: "),
        ("google/embeddinggemma-300m", "task: search result | query: "),
        ("BAAI/bge-m3", ""),
        ("AITeamVN/Vietnamese_Embedding", ""),
        ("bkai-foundation-models/vietnamese-bi-encoder", ""),
        ("hiieu/halong_embedding", ""),
    ],
)
def test_table_of_known_models(tiny: Path, name: str, query: str) -> None:
    """Families whose cards ask for prompts are told by name, and others are left alone."""
    from sentence_transformers import SentenceTransformer

    asked, found = _prompts(SentenceTransformer(str(tiny), device="cpu"), name)
    assert asked.startswith(query) and bool(asked) == bool(query)
    assert bool(found) == (name.endswith(("small", "vietlegal-e5", "300m")))


def test_own_prompts_come_before_the_table(tmp_path: Path) -> None:
    """A model's own settings win over what its family is known for."""
    folder = make_tiny(tmp_path / "multilingual-e5-own", {"query": "q: "})
    embedder = load(str(folder))
    assert np.allclose(embedder.embed_queries(["dan so"]), by_hand(folder, ["q: dan so"]), atol=1e-5)
    assert np.allclose(embedder.embed_passages(["dan so"]), by_hand(folder, ["dan so"]), atol=1e-5)


def test_model_name_follows_weights_and_prompts_not_place(tiny: Path, tmp_path: Path) -> None:
    """Moved, a model keeps its name; retrained or given another prompt, it has another."""
    moved = tmp_path / "elsewhere" / "tiny"
    shutil.copytree(tiny, moved)
    retrained = make_tiny(tmp_path / "retrained" / "tiny", {}, seed=1)
    prompted = make_tiny(tmp_path / "prompted" / "tiny", {"query": "query: "})
    name = load(str(tiny)).name
    assert str(tiny.parent) not in name
    assert load(str(moved)).name == load(f"{moved}/").name == name
    assert len({name, load(str(retrained)).name, load(str(prompted)).name}) == 3


def test_model_takes_any_text(tiny: Path) -> None:
    """Empty, very long and surrogate texts have unit rows too; more than one batch keeps its order."""
    embedder = load(str(tiny))
    many = [f"so {chr(97 + n % 26)}" for n in range(300)]
    rows = embedder.embed_passages(["", "\ud800", "a b " * 100_000, *many])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(rows[-1], embedder.embed_passages(many[-1:])[0], atol=1e-5)


def test_model_without_numbers_is_a_fault(tmp_path: Path) -> None:
    """A model whose weights are not numbers says so, instead of filling a store with them."""
    from safetensors.numpy import load_file, save_file

    folder = make_tiny(tmp_path / "nan", {})
    tensors = load_file(folder / "model.safetensors")
    nothing = {name: np.full_like(tensor, np.nan) for name, tensor in tensors.items()}
    save_file(nothing, folder / "model.safetensors")
    with pytest.raises(ModelFault) as caught:
        load(str(folder)).embed_queries(["dan so"])
    assert caught.value.code == "embedding_failed" and "ASSISTANT_EMBEDDING" in caught.value.vi


@pytest.mark.parametrize("file", ["modules.json", "config.json", "model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["cut", "missing"])
def test_corrupt_folder_is_a_fault(tiny: Path, tmp_path: Path, file: str, damage: str) -> None:
    """A cut or missing file is one sentence in each language, never a model made up in its place."""
    folder = tmp_path / "broken"
    shutil.copytree(tiny, folder)
    if damage == "cut":
        content = (folder / file).read_bytes()
        (folder / file).write_bytes(content[: len(content) // 2])
    else:
        (folder / file).unlink()
    with pytest.raises(ModelFault) as caught:
        load(str(folder))
    fault = caught.value
    assert fault.code == "embedding_broken"
    assert "hãy" in fault.vi and "\n" not in fault.vi + fault.en and "download" in fault.en


@pytest.mark.parametrize("name", ["./no/such/model", "/no/such/model", "~/no-such-model", "a/b/c", __file__])
def test_missing_path_is_a_fault(name: str) -> None:
    """What reads like a path is looked for on this machine alone."""
    with pytest.raises(ModelFault) as caught:
        load(name)
    assert caught.value.code == "embedding_not_found" and name in caught.value.vi


def test_offline_hub_name_is_a_fault(tmp_path: Path) -> None:
    """With HF_HUB_OFFLINE a model that is not in the cache is one clear fault, and nothing is fetched."""
    done = run(
        "from index.embedder import load\n"
        "from index.errors import ModelFault\n"
        "try: load('example-org/no-such-model')\n"
        "except ModelFault as fault: print(fault.code); print(fault.vi); print(fault.en)\n",
        HF_HUB_OFFLINE="1",
        HF_HOME=str(tmp_path),
    )
    code, vi, en = done.stdout.strip().split("\n")
    assert code == "embedding_unreachable"
    assert "example-org/no-such-model" in vi and "ASSISTANT_EMBEDDING" in vi and "folder" in en
    assert "Traceback" not in done.stderr


def test_model_embeds_from_many_threads(tiny: Path) -> None:
    """Threads share one model without breaking its tokenizer."""
    embedder = SentenceEmbedder(str(tiny))
    assert gives_many_threads(lambda: embedder.embed_queries(["dan so"]), 10)


def test_card_names_what_it_was_trained_on() -> None:
    """The model's card credits every source, and its settings name no machine."""
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    assert all(word in card for word in ("Tatoeba", "CC BY 2.0 FR", "CLDR", "glossary.tsv"))
    assert "SA 4.0" not in card.split("## Steps")[0]
    assert json.loads((MODEL / "modules.json").read_text(encoding="utf-8"))[0]["path"] == ""
