"""The house's rules, read from the source: one way down, one library through one door; the README's word."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from index.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCES = sorted([ROOT / "app.py", *(ROOT / "assistant").rglob("*.py"), *(ROOT / "index").rglob("*.py")])

# A library (a package, or one module of it) and the files or folders that may import it.
DOORS = {
    "chromadb": ["index/vectors.py"],
    "tantivy": ["index/keywords.py"],
    "gradio": ["assistant/page/"],
    "docx": ["assistant/kept/word_file.py"],
    "pypdfium2": ["index/formats/pdfium.py"],
    "pytesseract": ["index/formats/ocr.py"],
    "pyvi": ["index/segmenter.py"],
    "optimum": ["index/backend.py"],
    "huggingface_hub": ["index/backend.py"],
    "fastapi": ["assistant/api/", "app.py"],
    "starlette": ["assistant/api/", "app.py"],
    "uvicorn": ["assistant/api/", "app.py"],
    "mcp": ["assistant/api/tools.py"],
    "opentelemetry": ["assistant/api/traces.py"],
    "prometheus_client": ["assistant/api/metrics.py"],
    "langchain": ["assistant/writing/chat_model.py"],
    "langchain_openai": ["assistant/writing/chat_model.py"],
    "langchain_ollama": ["assistant/writing/chat_model.py"],
    "langchain_core.language_models": ["assistant/writer.py"],
    "langchain_core.retrievers": ["index/index.py", "index/retriever.py"],
    "langchain_core.runnables": ["assistant/assistant.py", "assistant/writer.py"],
    "sentence_transformers": ["index/embedder.py", "index/reranker.py"],
    "tokenizers": ["index/embedder.py"],
    "torch": ["index/embedder.py", "index/reranker.py"],
    "transformers": ["index/embedder.py"],
}

# What functools itself may cache: the program's own files, and what `memo` makes.
OWN_FILES = {
    "assistant/api/assets.py",
    "assistant/api/rules.py",
    "assistant/writing/prompts.py",
    "index/memo.py",
}


def imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Give each module that is imported among `nodes`; `from a import b` is "a.b"."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk the tree, leaving out what only a type checker sees."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        if not (isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING")):
            yield from at_run_time(child)


def within(module: str, package: str) -> bool:
    """Whether `module` is `package` or stands in it."""
    return module == package or module.startswith(package + ".")


def environment_reads(tree: ast.AST) -> Iterator[int]:
    """Give the lines that read the environment; setting a default for a library is no reading."""
    set_only = {
        id(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "setdefault"
    } | {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in ("environ", "getenv")
            and id(node) not in set_only
        ):
            yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (node.lineno for alias in node.names if alias.name in ("environ", "getenv"))


def cached(tree: ast.Module) -> list[str]:
    """The functions with arguments that functools caches, whose texts nothing would forget."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.args.args:
            names = [ast.unparse(each) for each in node.decorator_list]
            found += [node.name for name in names if name.partition("(")[0] in ("cache", "lru_cache")]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Call):
            found += [ast.unparse(node)] if ast.unparse(node.func.func) in ("cache", "lru_cache") else []
    return found


def parsed(path: Path) -> ast.Module:
    """Give the file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
class TestEachFile:
    """What holds for every file of the product."""

    def test_imports_go_one_way_down(self, path: Path) -> None:
        """`index` knows nothing of `assistant` or `app`; `assistant` nothing of `app`."""
        above = {"index": ("assistant", "app"), "assistant": ("app",)}.get(
            path.relative_to(ROOT).parts[0], ()
        )
        modules = imports(ast.walk(parsed(path)))
        assert not [module for module in modules if any(within(module, package) for package in above)]

    def test_each_library_enters_through_its_door(self, path: Path) -> None:
        """A library with one place is imported there alone."""
        own = path.relative_to(ROOT).as_posix()
        strays = [
            module
            for module in imports(at_run_time(parsed(path)))
            for library, doors in DOORS.items()
            if within(module, library) and not any(own == door or own.startswith(door) for door in doors)
        ]
        assert not strays

    def test_the_heavy_ones_wait_for_their_function(self, path: Path) -> None:
        """What loads slowly is imported inside a function, so a start that needs none of it is quick."""
        heavy = ("torch", "sentence_transformers", "transformers", "langchain_openai", "langchain_ollama")
        modules = imports(parsed(path).body)
        assert not [module for module in modules if any(within(module, library) for library in heavy)]

    def test_the_environment_is_read_in_settings_alone(self, path: Path) -> None:
        """os.environ and os.getenv are read in index/settings.py and nowhere else."""
        if path != ROOT / "index" / "settings.py":
            assert not list(environment_reads(parsed(path)))

    def test_what_is_remembered_of_texts_is_forgotten(self, path: Path) -> None:
        """A function that takes anything is cached by `memo`, which forgets when a report leaves the store."""
        if path.relative_to(ROOT).as_posix() not in OWN_FILES:
            assert not cached(parsed(path))


def test_a_stray_import_would_be_seen() -> None:
    """The rules above can fail: both spellings of an import, a read of the environment and a cache are found."""
    tree = ast.parse(
        "import os\nimport chromadb.api\nfrom torch import nn\nx = os.environ['A']\nos.environ['B'] = x\n"
    )
    assert list(imports(at_run_time(tree))) == ["os", "chromadb.api", "torch.nn"]
    assert list(environment_reads(tree)) == [4]
    tree = ast.parse("@lru_cache(maxsize=4)\ndef f(a): ...\n@cache\ndef g(): ...\nh = lru_cache(2)(f)\n")
    assert cached(tree) == ["f", "lru_cache(2)(f)"]


def test_the_readme_tree_names_files_that_exist() -> None:
    """Every path in the README's picture of the house is there."""
    block = re.search(r"```text\n(app\.py.+?)```", README, re.DOTALL)
    assert block
    folder = ""
    for line in block[1].splitlines():
        name = line.split()[0] if line.strip() else ""
        if not name:
            continue
        if not line.startswith(" "):
            folder = name if name.endswith("/") else ""
            assert (ROOT / name).exists(), name
        elif re.fullmatch(r"[\w/.]+(\.py|\.csv|/)", name):
            assert (ROOT / folder / name).exists(), folder + name


@pytest.mark.parametrize("folder", ["assistant", "index"])
def test_the_readme_tree_names_every_module(folder: str) -> None:
    """Whoever looks for where a change goes finds each file and folder of the two packages in that picture."""
    (block,) = re.findall(r"```text\n(app\.py.+?)```", README, re.DOTALL)
    there = [
        path.name if path.is_file() else f"{path.name}/"
        for path in (ROOT / folder).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    ]
    assert not [name for name in there if name != "__init__.py" and name not in block]


def test_the_readme_lists_every_setting_and_no_other() -> None:
    """The README's table of settings is the fields of Settings."""
    documented = set(re.findall(rf"^\| `({PREFIX}[A-Z_]+)`", README, re.MULTILINE))
    assert documented == {PREFIX + field.name.upper() for field in fields(Settings)}


def test_no_file_names_the_machine_it_was_made_on() -> None:
    """Examples are taken from a server that ran somewhere; where is nobody's business."""
    told = [ROOT / "assistant" / "api" / "examples.json", *(ROOT / "docs").glob("*.*")]
    for path in (path for path in told if path.suffix in (".json", ".md", ".py")):
        assert not re.search(r"[\"' (]/(?:home|root|work|tmp|Users)/", path.read_text("utf-8")), path
