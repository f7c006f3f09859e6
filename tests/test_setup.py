"""The set-up as a newcomer meets it: make, the pinned set, the wheel, the checks' script."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]


def pins() -> dict[str, Version]:
    """Read the package and version of each pin in constraints.txt; an inexact or repeated one fails."""
    pinned: dict[str, Version] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, equals, number = line.partition("==")
            assert equals, line
            assert canonicalize_name(name) not in pinned, line
            pinned[canonicalize_name(name)] = Version(number)
    return pinned


def make(*arguments: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call `make` as from a shell: the variables of a make around the tests are not passed on."""
    outer = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=outer | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Lay out what `make install` reads first, without an environment."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_make_alone_lists_every_target_with_a_sentence() -> None:
    """`make` without a target prints help that names each target."""
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    shown = make()
    assert shown.returncode == 0
    for target in phony[1].split():
        assert re.search(rf"^make {target} +\w.+", shown.stdout, re.MULTILINE), target


def test_an_up_to_date_environment_is_left_alone(bare: Path) -> None:
    """With the stamp newer than the pins nothing is installed; with newer pins pip runs again."""
    stamp = bare / ".venv" / "installed"
    stamp.parent.mkdir()
    stamp.touch()
    for name in ("pyproject.toml", "constraints.txt"):
        os.utime(bare / name, (stamp.stat().st_mtime - 60,) * 2)
    assert "pip" not in make("-n", "run", folder=bare).stdout
    os.utime(bare / "constraints.txt", (stamp.stat().st_mtime + 60,) * 2)
    assert "pip install" in make("-n", "run", folder=bare).stdout


def test_pip_args_reach_pip(bare: Path) -> None:
    """What `PIP_ARGS` holds stands on pip's command line."""
    lines = make("-n", "install", "PIP_ARGS=--index-url file:///mirror", folder=bare).stdout.splitlines()
    assert any("pip install" in line and "--index-url file:///mirror" in line for line in lines)


def test_a_python_that_will_not_do_is_named(bare: Path) -> None:
    """An old or missing Python stops the set-up with a sentence in both languages; no environment is made."""
    refused = make("install", "PYTHON=false", folder=bare)
    assert refused.returncode != 0
    assert "Trích cần Python 3.11" in refused.stderr
    assert "Trích needs Python 3.11" in refused.stderr
    assert not (bare / ".venv").exists()


def test_a_failed_install_leaves_no_stamp(bare: Path) -> None:
    """When pip cannot install, make fails and the next `make install` tries again."""
    failed = make(
        "install", "PIP_ARGS=--no-index", folder=bare, PIP_CONFIG_FILE=os.devnull, PIP_FIND_LINKS=""
    )
    assert failed.returncode != 0
    assert (bare / ".venv" / "bin" / "python").exists()
    assert not (bare / ".venv" / "installed").exists()
    assert "pip install" in make("-n", "install", folder=bare).stdout


def test_every_named_dependency_is_pinned_within_its_range() -> None:
    """constraints.txt pins each dependency of pyproject.toml at a version that pyproject.toml admits."""
    pinned = pins()
    for requirement in DIRECT:
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_torch_is_pinned_and_leaves_the_build_open() -> None:
    """The pin of torch has no local part, so a CPU build fits, and no package of one build is pinned."""
    pinned = pins()
    assert pinned["torch"].local is None
    assert not [name for name in pinned if name.startswith(("nvidia-", "cuda-", "triton"))]


@pytest.mark.parametrize("requirement", DIRECT, ids=lambda requirement: requirement.name)
def test_the_installed_version_is_the_pinned_one(requirement: Requirement) -> None:
    """The tests run on the versions that the set-up installs."""
    try:
        installed = Version(version(requirement.name))
    except PackageNotFoundError:
        pytest.skip(f"{requirement.name} is not installed")
    assert installed.public == str(pins()[canonicalize_name(requirement.name)])


def test_the_wheel_holds_every_file_that_the_code_reads(tmp_path: Path) -> None:
    """A built wheel carries code, model, prompts and samples: nothing is found only in a checkout."""
    source = tmp_path / "source"
    parts = ("assistant", "index", "prompts", "samples")
    for part in parts:
        shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "app.py"):
        shutil.copy(ROOT / name, source / name)
    options = ["--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    command = [sys.executable, "-m", "pip", "wheel", *options, str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("trich-*.whl")
    expected = {
        str(path.relative_to(source))
        for part in parts
        for path in (source / part).rglob("*")
        if path.is_file()
    }
    assert expected | {"app.py"} <= set(zipfile.ZipFile(wheel).namelist())


def test_the_changelog_begins_with_the_version() -> None:
    """The newest entry of CHANGELOG.md is the version in pyproject.toml."""
    heading = re.search(
        r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert heading
    assert heading[1] == PROJECT["version"]


def test_the_readme_names_only_targets_that_make_has() -> None:
    """Every `make …` in the README is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(
        re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert {"run", "test"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def checks(folder: Path, programs: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run .ci/run where there are the common tools and `programs` (name to shell lines) alone."""
    script = folder / ".ci" / "run"
    script.parent.mkdir()
    shutil.copy(ROOT / ".ci" / "run", script)
    tools = folder / "bin"
    tools.mkdir()
    for name in ("bash", "dirname", "env", "grep", "id"):
        (tools / name).symlink_to(shutil.which(name) or name)
    for name, lines in programs.items():
        (tools / name).write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    return subprocess.run(
        [script], env={"PATH": str(tools)}, cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_checks_script_can_be_run() -> None:
    """.ci/run is executable and parses."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)


def test_the_checks_go_on_where_nothing_is_missing(tmp_path: Path) -> None:
    """With browser, Tesseract and fonts there, apt-get is not called and tests, style and types are run."""
    there = {"chromium": "", "tesseract": "echo vie", "fc-list": "echo Noto", "apt-get": "exit 100"}
    ran = checks(tmp_path, there | {"make": 'echo "made $1"'})
    assert ran.returncode == 0, ran.stderr
    assert re.findall(r"made (\w+)", ran.stdout) == ["test", "lint"]


def test_the_checks_go_on_without_apt(tmp_path: Path) -> None:
    """On a system without apt-get the missing tools are named and the tests are run all the same."""
    ran = checks(tmp_path, {"make": 'echo "made $1"'})
    assert ran.returncode == 0, ran.stderr
    assert "chromium" in ran.stdout
    assert "made test" in ran.stdout


def test_the_checks_stop_where_apt_leaves_a_tool_missing(tmp_path: Path) -> None:
    """An apt-get that fails is an error when the tool is missing afterwards, and the tool is named."""
    lacking = {
        "tesseract": "echo vie",
        "fc-list": "echo Noto",
        "apt-get": "exit 100",
        "sleep": 'echo "slept $1"',
        "sudo": 'shift; exec "$@"',
    }
    ran = checks(tmp_path, lacking | {"make": 'echo "made $1"'})
    assert ran.returncode == 1
    assert "missing after apt-get: chromium" in ran.stderr
    assert "made" not in ran.stdout
    assert re.findall(r"slept (\d+)", ran.stdout) == ["0", "15", "60"]


def test_the_checks_go_on_where_apt_fails_for_a_moment(tmp_path: Path) -> None:
    """A network that was away is asked again; what is there then is not waited for."""
    apt = (
        'echo "asked $*"; [ -e "$0.failed" ] || { : > "$0.failed"; exit 100; }\n'
        'case "$*" in *install*) echo "#!/bin/sh" > "${0%/*}/chromium"; /bin/chmod +x "${0%/*}/chromium";; esac'
    )
    lacking = {
        "tesseract": "echo vie",
        "fc-list": "echo Noto",
        "apt-get": apt,
        "sleep": "",
        "sudo": 'shift; exec "$@"',
    }
    ran = checks(tmp_path, lacking | {"make": 'echo "made $1"'})
    assert ran.returncode == 0, ran.stderr
    assert "apt-get update failed" in ran.stdout and "apt-get install failed" not in ran.stdout
    asked = re.findall(r"asked (.+)", ran.stdout)
    assert len(asked) == 2 and all("Acquire::Retries=3" in each for each in asked)
    assert "made test" in ran.stdout


def test_the_checks_fail_when_the_tests_fail(tmp_path: Path) -> None:
    """A failing `make test` fails the whole script."""
    there = {"chromium": "", "tesseract": "echo vie", "fc-list": "echo Noto"}
    assert checks(tmp_path, there | {"make": "exit 2"}).returncode == 2
