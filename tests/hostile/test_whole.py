"""Outputs appear whole or not at all: killed, or without room on the disk, at one step after another."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from summitwatch.cli import main
from summitwatch.errors import BuildError
from summitwatch.publishing.build import build

HERE = Path(__file__).resolve().parent
#: What may be left by each scenario, whatever happens; and what a next run leaves.
STATES = {
    "publish": ([["old", "old"], ["new", "old"], ["new", "new"]], ["new", "new"]),
    "pdf": ([["old"], ["new"]], ["new"]),
    "tables": ([["old"], ["new"]], ["new"]),
    "freeze": ([["none", "none"], ["whole", "none"], ["whole", "whole"]], ["whole", "whole"]),
}
#: Steps that are tried of each, for each mishap; `make kills` tries more.
TRIES, SEED = int(os.environ.get("KILLS", "8")), 20261128


@pytest.fixture(scope="module")
def left():
    """What was left after each step that was killed or found no room."""
    command = [sys.executable, "-P", str(HERE / "killing.py"), str(TRIES), str(SEED)]
    paths = os.pathsep.join(map(str, [HERE.parent / "publishing", HERE.parents[1]]))
    run = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.parametrize("how", ["kill", "full"])
@pytest.mark.parametrize("scenario", STATES)
def test_at_any_step_the_old_or_the_new_is_left_and_the_next_run_completes(left, scenario, how):
    allowed, whole = STATES[scenario]
    found = [it for it in left if (it["scenario"], it["how"]) == (scenario, how)]
    ends = [it["status"] for it in found]
    assert set(ends) <= {0, -9 if how == "kill" else 3}  # 3: an error that tells of the disk
    assert sum(map(bool, ends)) >= min(3, len(ends) - 1)
    assert [it for it in found if it["left"] not in allowed or it["after"] != whole or it["again"]] == []


def test_as_many_kills_were_tried_as_promised(left):
    assert sum(it["status"] == -9 for it in left) >= 24


def test_a_target_that_may_not_be_written_is_one_message(hostile_sources):
    with pytest.raises(BuildError, match=r"/proc/summitwatch.*: "):
        build(hostile_sources, output=Path("/proc/summitwatch"), say=lambda line: None)


def test_a_command_without_room_says_so_in_one_line(monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device", "/there/x.csv")

    monkeypatch.setattr("summitwatch.cli.run_check", full)
    assert main(["check"]) == 1
    assert capsys.readouterr().err == "summitwatch check: /there/x.csv: No space left on device\n"
