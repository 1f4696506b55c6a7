"""`summitwatch read FILE…`: what it writes, what it says, how it ends."""

import pandas as pd
import pytest

from summitwatch.cli import main
from summitwatch.reading.proposals import COLUMNS

TEXT = """Envoy hints at a meeting in spring
SEOUL – Pyongyang “cannot wait”, Donald Trump said on Friday, and a meeting in April is unlikely.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a text, in which the command runs."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("summitwatch.reading.review.REVIEWS", tmp_path / "_review")
    return tmp_path


def run(*arguments):
    """Run the command."""
    return main(["read", *map(str, arguments)])


def test_proposals_stand_in_a_folder_named_after_the_next_source(folder, capsys):
    assert run("a.txt", "--published", "2025-11-03") == 0
    out = folder / "_review" / "S3"
    assert {path.stem for path in out.iterdir()} >= set(COLUMNS)
    mentions = pd.read_csv(out / "mentions.csv")
    assert "donald-trump" in set(mentions["actor_id"])
    assert set(mentions["sentence_id"].str[:3]) == {"S3-"}
    shown = capsys.readouterr().out
    assert "_review/S3" in shown
    assert "2 sentences" in shown


def test_no_sentence_is_written(folder):
    run("a.txt", "--published", "2025-11-03", "--out", "rows")
    written = "".join(path.read_text("utf-8") for path in (folder / "rows").glob("*.csv"))
    assert "cannot wait" not in written
    assert "a meeting in April is" not in written


def test_id_and_folder_can_be_chosen(folder):
    assert run("a.txt", "--published", "2025-11", "--source-id", "S12", "--out", "rows") == 0
    assert pd.read_csv(folder / "rows" / "sentences.csv")["sentence_id"].iloc[0] == "S12-01-1"


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_kept(folder, capsys):
    (folder / "empty.txt").touch()
    assert run("a.txt", "empty.txt", "nowhere.txt", "--published", "2025-11-03") == 1
    shown = capsys.readouterr()
    assert "empty.txt: the file is empty" in shown.err
    assert "nowhere.txt: no such file" in shown.err
    assert (folder / "_review" / "S3" / "mentions.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.txt", "--published", "last Tuesday"], "last Tuesday"),
        (["a.txt", "--published", "2025-11-03", "--source-id", "three"], "no id of a source"),
        (["nowhere.txt", "--published", "2025-11-03"], "nothing to write"),
        (["--published", "2025-11-03"], "name the files"),
        (["a.txt", "--corpus", ".", "--published", "2025-11-03"], "name the files"),
        (["--corpus", ".", "--published", "2025-11-03"], "--out"),
    ],
)
def test_what_is_wrong_is_one_message(folder, capsys, arguments, told):
    assert run(*arguments) in (1, 2)
    shown = capsys.readouterr().err
    assert told in shown
    assert "Traceback" not in shown
    assert not (folder / "_review").exists()


def test_a_folder_that_holds_something_is_left_alone(folder, capsys):
    run("a.txt", "--published", "2025-11-03")
    assert run("a.txt", "--published", "2025-11-03") == 2
    assert "holds something already" in capsys.readouterr().err
