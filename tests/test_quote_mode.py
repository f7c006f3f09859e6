"""Quotes only: no torch, no sentence-transformers, no chat provider; not needed, and not loaded either."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from made import RICE

ROOT = Path(__file__).parents[1]
HEAVY = ("torch", "sentence_transformers", "transformers")
PROVIDERS = ("langchain_openai", "langchain_ollama", "openai", "ollama")
# Runs in a process of its own: adds, asks and cites by the command lines, then tells what was loaded.
SCRIPT = """
import json, sys
barred = set(filter(None, sys.argv[1].split(",")))


class Bar:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in barred:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Bar)

import contextlib, io
from assistant.__main__ import main as assistant
from index.__main__ import main as index


def printed(command, *arguments):
    out = io.TextIOWrapper(io.BytesIO())
    with contextlib.redirect_stdout(out):
        code = command([*arguments, "--json"])
    out.seek(0)
    return code, json.loads(out.read())


added = printed(index, "add", sys.argv[2])
asked = printed(assistant, "ask", "Tỉnh Bình Minh thu hoạch bao nhiêu tấn lúa năm 2023?")
cited = printed(assistant, "cite", asked[1]["citations"][0]["id"])
print(json.dumps([added, asked, cited, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report's file."""
    path = tmp_path / "lua.txt"
    path.write_text(f"Sản lượng lúa vụ đông xuân\n\n{RICE}\n", "utf-8")
    return path


def ran(data: Path, report: Path, *barred: str) -> list[Any]:
    """What the commands gave and which packages were loaded, with some packages not to be had."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, ",".join(barred), str(report)],
        cwd=ROOT,
        env=bare | {"ASSISTANT_DATA": str(data)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    told: list[Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("barred", [(), (*HEAVY, *PROVIDERS)], ids=["all there", "none of them there"])
def test_reports_are_added_asked_and_cited(data: Path, report: Path, barred: tuple[str, ...]) -> None:
    """The three commands work, and load none of these packages: with them at hand and without."""
    added, asked, cited, loaded = ran(data, report, *barred)

    assert (added[0], asked[0], cited[0]) == (0, 0, 0)
    assert len(added[1]["added"]) == 1
    assert asked[1]["status"] == "answered" and asked[1]["model"] is None
    assert "812.000 tấn" in cited[1]["quote"] and cited[1]["quote"] in RICE
    assert not {*HEAVY, *PROVIDERS} & set(loaded)
    assert {"chromadb", "tantivy"} <= set(loaded)


def test_a_named_model_without_its_package_is_told(data: Path, report: Path) -> None:
    """Asking for a sentence-transformers model where the package is gone is told in one sentence."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    code = SCRIPT.split("added =")[0] + "sys.exit(index(['add', sys.argv[2], '--json']))"
    done = subprocess.run(
        [sys.executable, "-c", code, ",".join(HEAVY), str(report)],
        cwd=ROOT,
        env=bare | {"ASSISTANT_DATA": str(data), "ASSISTANT_EMBEDDING": "some/model"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert "sentence-transformers" in json.loads(done.stderr)["error"]["message"]
