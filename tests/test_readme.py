"""The README is true: its commands run against a real server; its shapes, tables and links are what is there."""

import json
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from launched import environment, launched, ready
from waiting import PATIENCE_S

from index.formats import READERS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BENCHMARKS = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:7860"
THEME = "Thanh Hóa chọn chủ đề năm 2023 là gì?"
DECIDED = "kịp thời giải quyết các khó khăn"
# What `make` does is tested with the set-up; a model's server stands outside.
_MAKE = re.compile(r"^(?:[A-Z_]+=\S+ )*make .*\n", re.MULTILINE)

needs_a_shell = pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("curl")), reason="no bash or no curl on this machine"
)


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of the README: each block with what it printed, and what the server said of itself."""

    printed: list[tuple[str, str]]
    answer: dict[str, Any]
    routes: dict[str, Any]

    def of(self, part: str) -> str:
        """What the one block with these words printed."""
        (printed,) = (out for block, out in self.printed if part in block)
        return printed


def blocks(language: str, text: str = README) -> list[str]:
    """The fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def to_run(block: str) -> str:
    """A block without its lines of `make`."""
    return _MAKE.sub("", block)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """All blocks, run as a newcomer would: the shell's over a running server, Python's once it has stopped."""
    home = tmp_path_factory.mktemp("trich")
    for name in ("app.py", "assistant", "index", "prompts", "samples"):
        (home / name).symlink_to(ROOT / name)
    python = home / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    printed = []
    variables = environment(HOME=str(home))
    with launched(home=home, python=".venv/bin/python", variables=variables) as (server, client):
        ready((server, client))
        answer = client.post("/api/v1/ask", json={"question": THEME}).json()
        for block in filter(str.strip, map(to_run, blocks("bash"))):
            lines = block.replace(ADDRESS, str(client.base_url).rstrip("/"))
            lines = lines.replace("CITATION_ID", answer["citations"][0]["id"])
            printed.append((block, ran(home, "bash", "-euo", "pipefail", "-c", lines)))
        routes = client.get("/openapi.json").json()["paths"]
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE_S) == 0
    printed += [(block, ran(home, str(python), "-c", block)) for block in blocks("python")]
    return Lived(printed, answer, routes)


def ran(home: Path, *command: str) -> str:
    """What the command prints; it must end well."""
    done = subprocess.run(
        command,
        cwd=home,
        env=environment(HOME=str(home)),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, f"{command[-1]}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@needs_a_shell
class TestCommands:
    """What the README says to type, typed."""

    def test_asking_gives_the_decided_theme_and_its_context(self, lived: Lived) -> None:
        """`ask` without accents, `cite`, `search` and curl all give what was decided."""
        printed = lived.of("assistant cite")
        assert printed.count(DECIDED) >= 3
        assert f"»»{lived.answer['citations'][0]['quote']}««" in printed
        assert printed.count("\n5. ") == 1 and "\n6. " not in printed
        assert DECIDED in json.loads(lived.of("Thanh Hóa chọn chủ đề"))["answer"]

    def test_reports_go_in_with_what_they_say_of_themselves(self, lived: Lived) -> None:
        """Both examples are added, listed with title and date, and shown."""
        printed = lived.of("index add")
        assert "thêm 2," in printed and "từ chối 0" in printed
        assert "2024-04-02" in printed and "Tân An trồng 40 ha rừng" in printed

    def test_a_store_is_backed_up_restored_repaired_and_emptied(self, lived: Lived) -> None:
        """Each command of the block says what it did."""
        printed = lived.of("index restore").splitlines()
        assert [line.split()[1] for line in printed] == ["sao", "khôi", "dựng", "gỡ"]
        assert "2 văn bản" in printed[1]

    def test_the_api_adds_streams_and_verifies(self, lived: Lived) -> None:
        """The upload comes in, the stream ends with the answer, the wrong number is named."""
        printed = lived.of("/api/v1/verify")
        assert '"key":"tb-17"' in printed.replace(" ", "").partition("event:")[0]
        names = re.findall(r"event: (\w+)$", printed, re.MULTILINE)
        assert (names[0], names[-1]) == ("start", "done") and {"citation", "sentence"} <= set(names)
        assert "40 ha" in printed
        assert re.search(r'"verified": ?false.*"kind": ?"number"', printed)

    def test_the_langchain_program_prints_passage_and_quote(self, lived: Lived) -> None:
        """The program of the README runs as it stands."""
        printed = lived.of("as_runnable")
        passage, quotes = printed.rstrip().split("\n")[0], printed.rstrip().split("\n")[-1]
        assert "Tân An hoàn thành 12 km" in passage
        assert quotes.startswith("[") and "12 km" in quotes

    def test_its_questions_are_answered_and_refused_as_said(self, lived: Lived) -> None:
        """The two example questions of `eval` are right."""
        assert lived.of("assistant eval").startswith("2 / 2 ")

    def test_no_block_was_passed_over(self, lived: Lived) -> None:
        """Every block of shell lines ran, but those that hold nothing except `make`."""
        passed = [block for block in blocks("bash") if not to_run(block).strip()]
        assert len(lived.printed) + len(passed) == len(blocks("bash")) + len(blocks("python"))
        assert all(re.search(r"\bmake (run|install)\b", block) for block in passed)
        assert not blocks("sh") and not blocks("shell") and not blocks("console")

    def test_the_shapes_are_those_sent(self, lived: Lived) -> None:
        """The answer's keys, its citations' and its sentences' are the documented ones."""
        (shape,) = (block for block in blocks("text") if "standalone_question" in block)
        for name in ("citations", "sentences"):
            (inner,) = re.findall(rf'"{name}": \[\{{(.*?)\}}', shape, re.DOTALL)
            assert set(re.findall(r'"(\w+)"', inner)) == set(lived.answer[name][0])
        outer, nested = shape.strip()[1:-1], 1
        while nested:
            outer, nested = re.subn(r"\{[^{}]*\}|\[[^\[\]]*\]", "", outer)
        assert set(re.findall(r'"(\w+)"', outer)) == set(lived.answer)

    def test_the_routes_are_those_served(self, lived: Lived) -> None:
        """Every documented request is served, and every published route is documented."""
        named = {
            (method.lower(), re.sub(r"\{\w+\}", "{id}", re.sub(r"\?.*", "", path)))
            for methods, paths in re.findall(r"^\| `(GET|POST|PATCH|DELETE) (.+?)\|", README, re.MULTILINE)
            for method in (methods,)
            for path in re.findall(r"/[\w./{}?=&…]+", paths.split(" `{")[0])
        }
        served = {
            (method, re.sub(r"\{\w+\}", "{id}", path))
            for path, methods in lived.routes.items()
            for method in methods
        }
        assert named - served <= {("get", "/openapi.json")}
        assert served <= named


def test_the_formats_are_those_read() -> None:
    """The table of formats names each suffix that has a reader, and no other."""
    rows = re.findall(r"^\| ((?:`\.[\w.]+` ?)+)\|", README, re.MULTILINE)
    assert sorted(suffix for row in rows for suffix in re.findall(r"`(\.[\w.]+)`", row)) == sorted(READERS)


@pytest.mark.parametrize(
    "name", ["README.md", "CHANGELOG.md", "benchmarks/README.md", "samples/README.md", "training/README.md"]
)
def test_every_link_leads_to_a_file(name: str) -> None:
    """Links within the project have an end."""
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


@pytest.mark.parametrize("picture", sorted(set(re.findall(r"docs/[\w-]+\.png", README))))
def test_pictures_are_small_enough_to_load(picture: str) -> None:
    """A picture is a PNG of at most 300 KB."""
    content = (ROOT / picture).read_bytes()
    assert content.startswith(b"\x89PNG") and len(content) <= 300_000


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_each_benchmark_is_documented_and_takes_what_is_written(path: Path) -> None:
    """Each has its command in benchmarks/README.md, and every option written there is one that it has, or another's
    that it imports.
    """
    commands = re.findall(rf'^make bench BENCH={path.stem}\b(?: ARGS="(.*?)")?', BENCHMARKS, re.MULTILINE)
    assert commands
    source = path.read_text(encoding="utf-8")
    for other in re.findall(r"^(?:import|from) ([a-z_]+)\b", source, re.MULTILINE):
        if (beside := path.with_name(f"{other}.py")).is_file():
            source += beside.read_text(encoding="utf-8")
    for option in re.findall(r"--[a-z]+", " ".join(commands)):
        assert f'"{option}"' in source


def test_only_benchmarks_that_exist_are_named() -> None:
    """No text names a benchmark that is not there."""
    for named in re.findall(r"BENCH=([a-z]+)", README + BENCHMARKS):
        assert (ROOT / "benchmarks" / f"{named}.py").is_file(), named
