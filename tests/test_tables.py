"""The dataset: load it, look up a record, follow its evidence."""

import csv
import shutil
from pathlib import Path

import pytest

from summitwatch.errors import DataError, UnknownRecord
from summitwatch.tables import DATA, load


@pytest.fixture(scope="module")
def data():
    return load(DATA)


def test_a_record_is_found_by_its_id(data) -> None:
    record = data.record("EV003")
    assert record.table == "events"
    assert record["title"] == "Trump–Kim meeting at Panmunjom"
    assert record["note"] is None or isinstance(record["note"], str)


def test_an_unknown_id_is_told(data) -> None:
    assert not data.has("EV999")
    with pytest.raises(UnknownRecord, match="EV999"):
        data.record("EV999")


def test_an_event_rests_on_the_evidence_of_its_states(data) -> None:
    found = set(data.only("core").evidence("EV003")["sentence_id"])
    assert {"S1-04-1", "S2-03-1", "S2-16-1"} == found


def test_a_judgement_rests_on_the_evidence_of_its_records(data) -> None:
    records = data["judgement_records"].query("judgement_id == 'KJ06'")["record_id"]
    wanted = set().union(*(data.evidence(r)["evidence_id"] for r in records))
    assert set(data.evidence("KJ06")["evidence_id"]) == wanted


def test_a_quotation_rests_on_its_statement(data) -> None:
    statement = data.record("QU001")["statement_id"]
    assert set(data.evidence("QU001")["evidence_id"]) == set(data.evidence(statement)["evidence_id"])


def test_no_caller_can_change_a_table(data) -> None:
    frame = data["events"]
    frame.loc[0, "title"] = "changed"
    assert data["events"].loc[0, "title"] != "changed"


def test_no_caller_can_change_a_row(data) -> None:
    with pytest.raises(TypeError):
        data.rows("events")[0]["title"] = "changed"
    with pytest.raises(TypeError):
        data.record("EV001").row["title"] = "changed"


def test_rows_are_those_of_the_file(data) -> None:
    with (DATA / "sentences.csv").open(encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream))
    told = [{k: "" if v is None else str(v) for k, v in row.items()} for row in data.rows("sentences")]
    assert told == expected
    assert {type(row["words"]) for row in data.rows("sentences")} == {int}


def test_evidence_stands_in_the_order_of_the_sources(data) -> None:
    found = data.evidence(["ST007", "EV003", "ST001"])
    places = list(zip(found["sentence_id"].fillna("~"), found["item_id"].fillna(""), strict=True))
    assert len(places) > 5
    assert places == sorted(places)
    assert found["evidence_id"].is_unique


def test_a_record_of_its_own_rests_on_itself_alone(data) -> None:
    assert data.parts("ST001") == ["ST001"]
    assert set(data.evidence("ST001")["record_id"]) == {"ST001"}


def test_integers_are_integers_and_blanks_are_missing(data) -> None:
    assert str(data["sentences"]["words"].dtype) == "Int64"
    assert data["statements"]["wants"].isna().any()


def test_the_digest_changes_with_any_cell(data, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    assert load(folder).digest == data.digest
    path = folder / "claims.csv"
    path.write_text(
        path.read_text("utf-8").replace("June 2019, Panmunjom", "June 2018, Panmunjom", 1), "utf-8"
    )
    assert load(folder).digest != data.digest


def test_a_table_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    (folder / "claims.csv").unlink()
    with pytest.raises(DataError, match=r"claims\.csv"):
        load(folder)
