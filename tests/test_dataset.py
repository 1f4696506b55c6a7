"""What a small dataset answers: rows, parts, evidence, tiers, refinements, and what it notes of each."""

from dataclasses import replace
from hashlib import sha256

import pandas as pd
import pytest
from conftest import write_dataset

from summitwatch.errors import UnknownRecord
from summitwatch.tables import load
from summitwatch.tables.reads import Watched


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    return load(write_dataset(tmp_path_factory.mktemp("small")))


@pytest.fixture
def small(loaded):
    """Give a dataset that has answered nothing yet."""
    return replace(loaded)


def holding(dataset, **tables):
    """Return the dataset with other rows in some tables."""
    frames = {
        name: pd.DataFrame(rows, columns=dataset.tables[name].columns).astype(dataset.tables[name].dtypes)
        for name, rows in tables.items()
    }
    return replace(dataset, tables={**dataset.tables, **frames})


def test_a_row_tells_its_cells_by_name_with_whole_numbers_and_none_for_a_blank(small):
    assert [dict(row) for row in small.rows("quotations")] == [
        {"quotation_id": "QU001", "statement_id": "ST003", "sentence_id": "S2-18-2", "item_id": None,
         "start": 4, "end": 12, "words": 2, "shown": "any time"},
    ]  # fmt: skip
    assert type(small.rows("quotations")[0]["start"]) is int
    assert [row["paragraph"] for row in small.rows("evidence")][5:7] == [None, 3]
    assert list(small.rows("ratings")) == []


def test_rows_and_records_are_made_once(small):
    assert small.rows("events") is small.rows("events")
    assert small.record("EV014").row is small.rows("events")[0]


def test_a_record_is_found_with_its_table_and_its_row(small):
    record = small.record("ST004")
    assert (record.id, record.table, record["gist"]) == ("ST004", "statements", "A visit is for later.")


def test_an_unknown_id_is_told_with_the_place_where_ids_are_listed(small):
    with pytest.raises(
        UnknownRecord, match=r"^no table holds a record 'ST999'; see the ledger for the ids in use$"
    ):
        small.record("ST999")
    assert not small.has("ST999")


def test_terms_retired_ids_and_keys_of_two_fields_are_no_records(small):
    other = holding(small, glossary=[{"term": "summit", "meaning": "A meeting."}])
    assert not other.has("summit")
    assert not other.has("EV199")
    ids = other.ids()
    assert ids == sorted(ids)
    assert ids[:3] == [("C25-001", "sources"), ("C25-001-main", "items"), ("ES001", "event_states")]
    names = {"sources": 3, "items": 3, "sentences": 4, "actors": 2, "events": 4, "event_states": 3,
             "statements": 2, "quotations": 1, "questions": 1, "propositions": 1, "resolutions": 1,
             "forecasts": 1, "judgements": 3, "evidence": 10}  # fmt: skip
    found = [table for _, table in ids]
    assert {name: found.count(name) for name in found} == names


PARTS = {
    "a statement": ("ST003", ["ST003"]),
    "a quotation": ("QU001", ["ST003"]),
    "an event": ("EV014", ["EV014", "ES001"]),
    "a proposition": ("PR01", ["PR01", "RS001"]),
    "a judgement": ("KJ01", ["KJ01", "EV014", "ES001", "ST003"]),
    "an event without a state": ("EV015", ["EV015"]),
}


@pytest.mark.parametrize(("record", "parts"), PARTS.values(), ids=PARTS)
def test_a_record_rests_on_its_parts_and_theirs(small, record, parts):
    assert small.parts(record) == parts


EVIDENCE = {
    "one record": ("ST003", ["X0002", "X0003"]),
    "an event by its state": ("EV014", ["X0001"]),
    "core places before items": ("ST004", ["X0004", "X0005", "X0006", "X0007"]),
    "several, each tie once": (["ST003", "QU001", "EV014"], ["X0002", "X0001", "X0003"]),
    "any iterable": ({"EV150": 1, "ST003": 2}, ["X0002", "X0003", "X0009"]),
    "none": ([], []),
}


@pytest.mark.parametrize(("records", "ties"), EVIDENCE.values(), ids=EVIDENCE)
def test_evidence_comes_in_the_order_of_its_places(small, records, ties):
    found = small.evidence(records)
    assert list(found["evidence_id"]) == ties
    assert list(found) == list(small["evidence"])


def test_evidence_as_rows_is_that_of_the_table(small):
    rows = small.evidence_rows("ST004")
    assert [row["evidence_id"] for row in rows] == ["X0004", "X0005", "X0006", "X0007"]
    assert (rows[2]["stance"], rows[3]["paragraph"], rows[3]["sentence_id"]) == ("qualifies", 3, None)


def test_rows_are_found_by_a_record_that_they_name(small):
    assert [row["state_id"] for row in small.tied("event_states", "event_id", "EV150")] == ["ES150"]
    assert [row["record_id"] for row in small.tied("judgement_records", "judgement_id", "KJ01")] == [
        "EV014",
        "ST003",
    ]
    assert [row["judgement_id"] for row in small.tied("judgement_records", "record_id", "ST003")] == ["KJ01"]
    assert small.tied("event_states", "event_id", "EV999") == ()


def test_the_core_has_what_a_core_sentence_carries(small):
    assert small.in_core("ST003") is True
    assert small.in_core("ES150") is False
    assert small.in_core("ST999") is False
    assert list(small.only("core")["event_states"]["state_id"]) == ["ES001"]


def test_the_view_of_a_tier_is_made_once_and_leaves_the_whole_as_it_is(small):
    core = small.only("core")
    assert core is small.only("core")
    assert core.only("core")["events"].equals(core["events"])
    assert len(small["event_states"]) == 3


def test_a_tier_without_a_view_is_told_with_those_that_have_one(small):
    with pytest.raises(ValueError, match=r"^no view of the tier 'wider'; allowed: core$"):
        small.only("wider")


@pytest.fixture
def refined(small):
    return holding(small, refinements=[
        {"refinement_id": "RF001", "record_id": "ST004", "field": "stance", "value": "2"},
        {"refinement_id": "RF002", "record_id": "ST003", "field": "said_on", "value": "2026-03-20"},
        {"refinement_id": "RF003", "record_id": "EV014", "field": "place", "value": "Seoul"},
        {"refinement_id": "RF004", "record_id": "ST999", "field": "gist", "value": "of no record"},
    ])  # fmt: skip


def test_a_refinement_changes_one_cell_of_the_refined_table_and_none_of_the_table(refined):
    table = refined.refined("statements")
    assert list(table["said_on"]) == ["2026-03-20", "2026-03-24"]
    assert table["stance"].isna().tolist() == [True, False]
    assert (table["stance"][1], str(table["stance"].dtype)) == (2, "Int64")
    assert list(refined["statements"]["said_on"]) == ["2026-03-24", "2026-03-24"]
    for column in set(table) - {"said_on", "stance"}:
        assert table[column].equals(refined["statements"][column]), column
    assert list(refined.refined("events")["place"].fillna("")) == ["Seoul", "", "", ""]


def test_no_caller_can_change_a_refined_table(refined):
    table = refined.refined("statements")
    table.loc[0, "said_on"] = "changed"
    assert refined.refined("statements").loc[0, "said_on"] == "2026-03-20"


def test_the_core_is_not_refined(refined):
    core = refined.only("core")
    assert core.refined("statements").equals(core["statements"])


def test_the_digest_is_that_of_the_names_and_bytes_of_all_files(small):
    names = sorted(["datapackage.json", *(f"{name}.csv" for name in small.tables)])
    total = sha256()
    for name in names:
        total.update(name.encode() + b"\0" + sha256((small.folder / name).read_bytes()).digest())
    assert small.digest == total.hexdigest()


def ask_for_none(data):
    with pytest.raises(UnknownRecord):
        data.record("ST999")


NOTED = {
    "a table": (lambda data: data["events"], {"events"}),
    "columns of a table": (
        lambda data: data["events", "event_id", "title"],
        {"events.event_id", "events.title"},
    ),
    "rows": (lambda data: data.rows("events"), {"events"}),
    "the digest": (lambda data: data.digest, {"*digest"}),
    "a record": (lambda data: data.record("ST003"), {"statements#ST003"}),
    "that there is a record": (lambda data: data.has("ES001"), {"event_states.state_id"}),
    "that there is none": (lambda data: data.has("ST999"), {"*ids"}),
    "that a record asked for is none": (ask_for_none, {"*ids"}),
    "all ids": (lambda data: data.ids(), {"*ids"}),
    "parts of an event": (
        lambda data: data.parts("EV014"),
        {"events#EV014", "event_states#ES001", "event_states.event_id", "event_states.state_id"},
    ),
    "parts of what has none": (
        lambda data: data.parts("EV015"),
        {"events#EV015", "event_states.event_id", "event_states.state_id"},
    ),
    "parts of a quotation": (lambda data: data.parts("QU001"), {"quotations#QU001"}),
    "evidence": (lambda data: data.evidence("ST003"), {"evidence", "statements#ST003"}),
    "evidence of nothing": (lambda data: data.evidence([]), {"evidence"}),
    "evidence as rows": (lambda data: data.evidence_rows("ST003"), {"evidence", "statements#ST003"}),
    "what names a record": (lambda data: data.tied("event_states", "event_id", "EV014"), {"event_states"}),
    "a refined table": (lambda data: data.refined("claims"), {"claims", "refinements"}),
    "columns of a refined table": (
        lambda data: data.refined("claims", "claim_id"),
        {"claims.claim_id", "refinements"},
    ),
    "a table of the core": (lambda data: data.only("core")["events"], {"core/events"}),
    "a record of the core": (lambda data: data.in_core("ST003"), {"core/statements.statement_id"}),
    "that a record is not of the core": (lambda data: data.in_core("ES150"), {"core/*ids"}),
    "no more than the view": (lambda data: data.only("core"), set()),
}


@pytest.mark.parametrize(("answer", "noted"), NOTED.values(), ids=NOTED)
def test_a_watched_dataset_notes_on_what_an_answer_rests(small, answer, noted):
    seen: set[str] = set()
    watched = replace(small, tables=Watched(small.tables, seen))
    answer(watched)
    assert seen == noted


def test_a_watched_dataset_answers_as_another(small):
    watched = replace(small, tables=Watched(small.tables, set()))
    assert watched.rows("events") == small.rows("events")
    assert watched.evidence("EV014").equals(small.evidence("EV014"))
    assert watched.only("core")["events"].equals(small.only("core")["events"])
