"""Every recipe of docs/recipes.md runs as it stands, over real HTTP, with a key."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from made import five
from serving import served

from assistant.kept.keys import Keys
from assistant.records import Records

ROOT = Path(__file__).parents[1]
RECIPES = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:7860"
NODE = shutil.which("node")


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", RECIPES, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str], str]]:
    """A folder to run the recipes in, their environment and the server's address."""
    folder = tmp_path_factory.mktemp("recipes")
    with Records.open(folder) as records:
        key = Keys(records).make("công thức", "write")[1]
    (folder / ".venv" / "bin").mkdir(parents=True)
    python = folder / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    with served(folder, five()) as running:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
        environment |= {"KEY": key, "PYTHONPATH": str(ROOT), "ASSISTANT_DATA": str(folder)}
        # the rice of Tân An must be in, whichever recipe runs first
        _run(folder, environment, running.url, ["bash", "-euo", "pipefail", "-c"], blocks("bash")[1])
        yield folder, environment, running.url


def _run(folder: Path, environment: dict[str, str], address: str, command: list[str], block: str) -> str:
    """What a block prints; it must end well."""
    done = subprocess.run(
        [*command, block.replace(ADDRESS, address)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("number", range(len(blocks("bash"))))
@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="no bash or no curl here")
def test_shell_recipes(home: tuple[Path, dict[str, str], str], number: int) -> None:
    """Each block of the shell ends well and prints no error shape."""
    printed = _run(*home, ["bash", "-euo", "pipefail", "-c"], blocks("bash")[number])
    assert '"error": {' not in printed and '"error":{' not in printed
    if number == 0:
        assert re.match(r"trich_[0-9a-f]{8}_", printed) and "cổng thông tin" in printed
    elif number in (1, 2, 3):
        assert "40 ha" in printed
    else:
        tasks = re.findall(r'"task_id": ?"([0-9a-f]+)"', printed)
        assert len(tasks) == 2 and len(set(tasks)) == 1


@pytest.mark.parametrize(
    ("number", "said"),
    enumerate(["3 cây cầu", "40 ha", "40 ha", "40 ha"]),
    ids=["httpx", "openai", "langchain", "mcp"],
)
def test_python_recipes(home: tuple[Path, dict[str, str], str], number: int, said: str) -> None:
    """Each block of Python prints the answer."""
    assert len(blocks("python")) == 4
    assert said in _run(*home, [sys.executable, "-c"], blocks("python")[number])


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
def test_the_javascript_recipe(home: tuple[Path, dict[str, str], str]) -> None:
    """The block prints the answer's sentences as they come."""
    (block,) = blocks("javascript")
    assert NODE is not None
    assert "40 ha" in _run(*home, [NODE, "--input-type=module", "-e"], block)
