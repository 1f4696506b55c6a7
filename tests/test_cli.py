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


def test_an_edition_that_is_not_ready_names_every_reason(capsys, monkeypatch, tmp_path, verified):
    from summitwatch.publishing.editions import freeze

    verified(("S1-01-1", "sentences", "changed", ""), ("C25-001", "sources", "unverifiable", ""))
    monkeypatch.setattr(freeze, "refusals", lambda *_: ["the tree is not clean: commit or remove x"])
    assert main(["edition", "2026.11", "--texts", str(tmp_path), "--dist", str(tmp_path / "dist")]) == 1
    shown = capsys.readouterr()
    assert "unverifiable: 1" in shown.out
    assert "the tree is not clean" in shown.err and "changed: sentences S1-01-1" in shown.err


def test_an_edition_needs_the_texts(capsys, tmp_path, monkeypatch):
    from summitwatch.publishing.editions import freeze

    monkeypatch.setattr(freeze, "refusals", lambda *_: [])
    assert main(["edition", "2026.11", "--texts", str(tmp_path / "nowhere")]) == 2
    assert "no such folder of texts" in capsys.readouterr().err


def test_failing_tests_bar_an_edition(capsys, tmp_path, monkeypatch, verified):
    from summitwatch.publishing.editions import freeze

    verified(("S1-01-1", "sentences", "confirmed", ""))
    monkeypatch.setattr(freeze, "refusals", lambda *_: [])
    monkeypatch.setattr(freeze, "tests_passed", lambda *_: False)
    real = subprocess.run
    monkeypatch.setattr(
        subprocess, "run", lambda *_, **__: real([sys.executable, "-c", "raise SystemExit(1)"], check=False)
    )
    assert main(["edition", "2026.11", "--texts", str(tmp_path)]) == 1
    assert "the tests do not pass" in capsys.readouterr().err


def test_an_edition_is_begun(capsys, monkeypatch):
    from summitwatch.publishing.editions import begin

    asked = []
    monkeypatch.setattr(begin, "begin", lambda root, name, day: asked.append((name, str(day))) or ["a", "b"])
    assert main(["begin", "2099.12", "--day", "2099-12-20"]) == 0
    assert asked == [("2099.12", "2099-12-20")]
    assert "Edition 2099.12, 2099-12-20: a, b" in capsys.readouterr().out


def test_two_manifests_are_compared(capsys, tmp_path):
    import json

    paths = []
    for name, band in (("2026.11", "unlikely"), ("2026.12", "likely")):
        told = {
            "edition": name,
            "date": "2026-11-22",
            "digest": "x",
            "values": {},
            "reads": {},
            "exhibits": {},
        }
        told |= {"cited": {"chapters/index": ["KJ01"]}, "records": {"judgements": {"KJ01": {"band": band}}}}
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(json.dumps(told), "utf-8")
    assert main(["diff", *map(str, paths)]) == 0
    shown = capsys.readouterr().out
    assert "judgements KJ01: band: unlikely → likely" in shown and "chapters/index: KJ01" in shown


def test_an_edition_that_nobody_froze_cannot_be_compared(capsys):
    assert main(["diff", "1999.01", "1999.02"]) == 1
    assert "no frozen edition 1999.01; there are: 2026.11" in capsys.readouterr().err


def test_read_writes_proposals_and_a_page_and_adopt_takes_what_was_decided(capsys, tmp_path):
    text = tmp_path / "article.txt"
    text.write_text("Trump met Kim at Panmunjom in June 2019.\n", "utf-8")
    out = tmp_path / "_review" / "S7"
    command = ["read", str(text), "--published", "2026-03-04", "--source-id", "S7", "--out", str(out)]
    assert main([*command, "--review", "--known", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "2 mentions" in shown
    assert "keep it out of the repository" in shown
    assert (out.parent / "S7.html").is_file()
    assert main(["adopt", str(out), "--dry-run"]) == 1
    assert "sources.csv row 2, field publisher" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--published", "yesterday"], "--published"),
        (["--source-id", "third"], "'third'"),
        (["--known", "nowhere"], "nowhere"),
    ],
)
def test_read_refuses_in_one_message(capsys, tmp_path, arguments, told):
    text = tmp_path / "article.txt"
    text.write_text("Trump met Kim.\n", "utf-8")
    assert main(["read", str(text), "--out", str(tmp_path / "out"), *arguments]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_next_source_is_the_default(capsys, tmp_path):
    text = tmp_path / "article.txt"
    text.write_text("Trump met Kim.\n", "utf-8")
    assert main(["read", str(text), "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "sources.csv").read_text("utf-8").splitlines()[1].startswith("S3,core,")


def test_adopt_of_no_proposals_is_one_message(capsys, tmp_path):
    assert main(["adopt", str(tmp_path / "nowhere")]) == 1
    assert "summitwatch read" in capsys.readouterr().err
