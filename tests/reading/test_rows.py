"""A text becomes rows that the tables can take."""

import io

import pandas as pd

from summitwatch.cli import main
from summitwatch.reading.rows import sentence_rows
from summitwatch.tables import DATA, load

TEXT = "Envoy Oh waits\n\nMr Oh would wait. Nobody came.\n"


def test_rows_have_the_columns_of_the_table():
    assert list(sentence_rows(TEXT, "S3").columns) == list(load(DATA)["sentences"].columns)


def test_rows_number_lines_and_sentences_and_keep_no_word():
    rows = sentence_rows(TEXT, "S3")
    assert list(rows["sentence_id"]) == ["S3-01-1", "S3-02-1", "S3-02-2"]
    assert list(rows["words"]) == [3, 4, 2]
    assert "Nobody" not in rows.to_csv()


def test_the_command_prints_them(tmp_path, capsys):
    path = tmp_path / "S3.txt"
    path.write_text(TEXT, "utf-8")
    assert main(["sentences", str(path), "--source", "S3"]) == 0
    printed = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert list(printed["sentence_id"]) == ["S3-01-1", "S3-02-1", "S3-02-2"]


def test_a_missing_text_is_one_message(tmp_path, capsys):
    assert main(["sentences", str(tmp_path / "S3.txt"), "--source", "S3"]) == 2
    assert "no such file" in capsys.readouterr().err
