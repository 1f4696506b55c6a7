"""Whoever has the texts can check the record; whoever has other texts is told."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from summitwatch.errors import TextError
from summitwatch.reading.sentences import fingerprint, sentences, word_count
from summitwatch.reading.verify import verify
from summitwatch.tables import Dataset

TEXT = "Envoy Oh waits\n\nMr Oh said on 3 May that he “would wait”. Nobody came.\n"


def dataset(text: str = TEXT) -> Dataset:
    """A record of a text that was written for this test."""
    rows = [
        [
            f"S1-{s.line:02d}-{s.number}",
            "S1-main",
            s.line,
            s.number,
            s.start,
            s.end,
            "body",
            word_count(s.text),
            fingerprint(s.text),
        ]
        for s in sentences(text)
    ]
    names = ["sentence_id", "item_id", "line", "number", "start", "end", "segment", "words", "sha256_16"]
    line = text.splitlines()[2]
    at = line.index
    tables = {
        "sources": pd.DataFrame(
            [["S1", "core", hashlib.sha256(text.encode()).hexdigest()], ["C25-001", "context", None]],
            columns=["source_id", "tier", "text_sha256"],
        ),
        "sentences": pd.DataFrame(rows, columns=names),
        "mentions": pd.DataFrame(
            [["M0001", "S1-02-1", 3, 5, "Oh"]],
            columns=["mention_id", "sentence_id", "start", "end", "surface"],
        ),
        "expressions": pd.DataFrame(
            [["DX001", "S1-02-1", at("3 May"), at("3 May") + 5, "3 May"]],
            columns=["expression_id", "sentence_id", "start", "end", "surface"],
        ),
        "quotations": pd.DataFrame(
            [["QU001", "S1-02-1", at("would"), at("wait”") + 4, 2, "would wait"]],
            columns=["quotation_id", "sentence_id", "start", "end", "words", "shown"],
        ),
        "evidence": pd.DataFrame(
            [["X0001", "ST001", "S1-02-2", None], ["X0002", "ST001", None, "C25-001-main"]],
            columns=["evidence_id", "record_id", "sentence_id", "item_id"],
        ),
    }
    return Dataset(Path(), {"resources": []}, tables)


def status(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["record_id"], frame["status"], strict=True))


def written(folder: Path, text: str) -> Path:
    (folder / "S1.txt").write_text(text, "utf-8")
    return folder


def test_the_text_that_was_coded_confirms_every_core_record(tmp_path: Path) -> None:
    found = status(verify(dataset(), written(tmp_path, TEXT)))
    assert {k for k, v in found.items() if v == "unverifiable"} == {"C25-001", "X0002"}
    assert {v for k, v in found.items() if k not in ("C25-001", "X0002")} == {"confirmed"}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Nobody", "No one", {"S1", "S1-02-2"}),
        ("3 May", "4 May", {"S1", "S1-02-1", "DX001"}),
        ("Mr Oh", "Mr Ho", {"S1", "S1-02-1", "M0001"}),
        ("would wait", "might wait", {"S1", "S1-02-1", "QU001"}),
    ],
)
def test_a_changed_word_is_found_where_it_stands(
    tmp_path: Path, old: str, new: str, changed: set[str]
) -> None:
    found = status(verify(dataset(), written(tmp_path, TEXT.replace(old, new))))
    assert {k for k, v in found.items() if v == "changed"} == changed


def test_a_quotation_with_more_words_is_told_by_their_number(tmp_path: Path) -> None:
    frame = verify(dataset(), written(tmp_path, TEXT.replace("would wait", "would a it")))
    assert list(frame.loc[frame["record_id"] == "QU001", "detail"]) == ["3 words there, not 2"]


def test_a_sentence_that_is_gone_is_missing_with_all_that_rests_on_it(tmp_path: Path) -> None:
    found = status(verify(dataset(), written(tmp_path, TEXT.replace(" Nobody came.", ""))))
    assert found["S1-02-2"] == "missing"
    assert found["X0001"] == "missing"


def test_a_sentence_that_nobody_coded_is_told(tmp_path: Path) -> None:
    frame = verify(dataset(), written(tmp_path, TEXT + "\nOne more.\n"))
    extra = frame[frame["record_id"] == "S1-03-1"]
    assert list(extra["status"]) == ["missing"]
    assert "table lacks" in extra["detail"].iloc[0]


def test_no_word_of_the_text_is_printed(tmp_path: Path) -> None:
    frame = verify(dataset(), written(tmp_path, TEXT.replace("Nobody", "Secretive")))
    assert not frame["detail"].str.contains("Secretive").any()


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(TextError, match=r"S1\.txt: no such file"):
        verify(dataset(), tmp_path)


def test_a_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "S1.txt").write_bytes(TEXT.encode("utf-16"))
    with pytest.raises(TextError, match="not UTF-8"):
        verify(dataset(), tmp_path)
