"""The command line: what it prints, where, and how it ends."""

import subprocess
import sys

import pandas as pd
import pytest

import summitwatch.checks
import summitwatch.publishing.build
from summitwatch.cli import main
from summitwatch.errors import BuildError, DataError, Problem, TextError
from summitwatch.tables import DATA


@pytest.fixture
def verified(monkeypatch):
    """Let `verify` find what a test says."""
    import summitwatch.reading.verify as module

    def find(*rows):
        frame = pd.DataFrame(rows, columns=["record_id", "table", "status", "detail"])
        monkeypatch.setattr(module, "verify", lambda dataset, texts, published: frame)

    return find


def test_check_counts_what_it_found(capsys):
    assert main(["check"]) == 0
    assert "no problem found" in capsys.readouterr().out


def test_check_of_no_folder_is_one_message(capsys, tmp_path):
    assert main(["check", "--data", str(tmp_path / "nowhere")]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "datapackage.json" in shown.err
    assert "Traceback" not in shown.err


def test_check_shows_every_problem(capsys, monkeypatch):
    problems = [Problem("items.csv", n, "kind", "x", "story", "write story") for n in (2, 3)]

    def fail(folder):
        raise DataError(problems)

    monkeypatch.setattr(summitwatch.checks, "check", fail)
    assert main(["check"]) == 1
    assert capsys.readouterr().err.count("items.csv row") == 2


def test_verify_counts_and_passes(capsys, tmp_path, verified):
    verified(
        ("S1-01-1", "sentences", "confirmed", ""), ("C25-001", "sources", "unverifiable", "no text here")
    )
    assert main(["verify", "--texts", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "confirmed" in shown
    assert "unverifiable" in shown
    assert "2 records: 0 changed or missing" in shown


@pytest.mark.parametrize("status", ["changed", "missing"])
def test_verify_lists_what_is_not_confirmed(capsys, tmp_path, verified, status):
    verified(("S1-01-1", "sentences", status, "hash differs"), ("S1-01-2", "sentences", "confirmed", ""))
    assert main(["verify", "--texts", str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    assert f"{status}: sentences S1-01-1: hash differs" in shown
    assert "S1-01-2" not in shown


def test_verify_without_the_folder_could_not_look(capsys, tmp_path):
    assert main(["verify", "--texts", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_verify_without_a_text_could_not_look(capsys, tmp_path, monkeypatch):
    import summitwatch.reading.verify as module

    def fail(dataset, texts, published):
        raise TextError("S1.txt is missing")

    monkeypatch.setattr(module, "verify", fail)
    assert main(["verify", "--texts", str(tmp_path)]) == 2
    assert "S1.txt" in capsys.readouterr().err


def test_build_passes_its_choices_on(monkeypatch, tmp_path):
    asked = {}
    monkeypatch.setattr(summitwatch.publishing.build, "build", lambda **how: asked.update(how))
    assert main(["build", "--skip-pdf", "--output", str(tmp_path)]) == 0
    assert (asked["pdf"], asked["output"]) == (False, tmp_path)


def test_a_failed_build_is_one_message(monkeypatch, capsys):
    def fail(**how):
        raise BuildError("chapters/one.md: code cell 2: ZeroDivisionError")

    monkeypatch.setattr(summitwatch.publishing.build, "build", fail)
    assert main(["build"]) == 1
    assert capsys.readouterr().err == "summitwatch build: chapters/one.md: code cell 2: ZeroDivisionError\n"


def test_no_command_shows_the_usage(capsys):
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 2
    assert "usage: summitwatch" in capsys.readouterr().err


def test_it_runs_as_a_module():
    run = subprocess.run([sys.executable, "-m", "summitwatch", "check", "--data", str(DATA)],
                         capture_output=True, text=True, check=False)  # fmt: skip
    assert run.returncode == 0, run.stderr
