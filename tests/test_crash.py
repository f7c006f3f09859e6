"""A process killed at any moment loses no finished report, and leaves nothing half-searchable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, which this system lacks")


def rounds(folder: Path, seed: int, count: int) -> str:
    """Run crash.py; returns what it printed."""
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, str(here / "crash.py"), str(folder), str(seed), str(count)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(here.parent)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_killed_again_and_again_the_store_stays_whole(tmp_path: Path) -> None:
    """What was said to be in is in and found; the rest is as before or as meant, never between."""
    assert "killed" in rounds(tmp_path, 7, 8)


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(10))
def test_a_long_campaign_of_kills(tmp_path: Path, seed: int) -> None:
    """A hundred kills a seed."""
    rounds(tmp_path, seed, 100)
