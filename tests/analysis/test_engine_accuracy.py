"""The stored rows of the engine against the record, and what is told of them."""

from dataclasses import replace

import pytest

from summitwatch.analysis import engine_accuracy as accuracy
from summitwatch.analysis.engine_scores import miss_rows, numbered, score_rows, with_run
from summitwatch.tables import load

DATASET = load()


def test_the_stored_core_score_follows_from_the_stored_rows():
    found = score_rows({"core": accuracy.core_tallies(DATASET)}, "last")
    stored = DATASET["engine_scores"]
    stored = stored[(stored["set"] == "core") & (stored["run"] == "last")]
    assert found.values.tolist() == stored.values.tolist()


def test_the_stored_core_misses_follow_from_the_stored_rows():
    found = miss_rows({"core": accuracy.core_tallies(DATASET)}, "last")
    stored = DATASET["engine_misses"]
    stored = stored[(stored["set"] == "core") & (stored["run"] == "last")]
    assert found["place"].tolist() == stored["place"].tolist()


def test_what_the_issue_asks_of_the_core_is_reached():
    found = accuracy.core_tallies(DATASET)
    for task in ("sentences", "segments"):
        assert found[task].right == found[task].expected == found[task].proposed == 79
    assert 2 * found["mentions"].right / (found["mentions"].expected + found["mentions"].proposed) >= 0.97
    assert found["dates"].right / found["dates"].expected >= 0.95
    assert found["dates"].spurious <= found["dates"].proposed / 50
    assert found["speakers"].right / found["speakers"].expected >= 0.93


def test_a_row_that_differs_is_a_miss():
    rows = DATASET["engine_rows"]
    first = rows.index[rows["task"] == "mentions"][0]
    rows.loc[first, "value"] = "nobody"
    before, after = accuracy.core_tallies(DATASET), accuracy.core_tallies(DATASET, rows)
    assert after["mentions"].right == before["mentions"].right - 1
    assert after["mentions"].misses[-1].kind == "wrong_value"


def test_days_of_publication_are_those_of_the_core_alone():
    found = accuracy.core_published(DATASET)
    assert found["S1-R7"] == "[..2025-11-07]"
    assert found["S1-R3"] is None


def test_shares_are_computed_from_the_counts():
    frame = accuracy.scores(DATASET)
    row = frame[(frame["set"] == "passages") & (frame["run"] == "first") & (frame["task"] == "dates")].iloc[0]
    assert row["recall"] == pytest.approx(177 / 231)
    assert row["precision"] == pytest.approx(177 / 218)
    assert row["low"] < row["recall"] < row["high"]
    assert frame["label"].notna().all()


def test_the_first_score_is_never_rewritten():
    stored = DATASET["engine_scores"]
    tally = accuracy.core_tallies(DATASET)
    assert with_run(stored, score_rows({"core": tally}, "last")).equals(stored)
    tally["dates"].right = 1
    assert with_run(stored, score_rows({"core": tally}, "first")).equals(stored)
    fresh = with_run(stored, score_rows({"core": tally}, "last"))
    assert fresh[fresh["score_id"] == "core-last-dates"]["right"].tolist() == [1]
    assert len(fresh) == len(stored)


def test_a_set_that_is_new_gets_its_first_score_beside_the_others():
    stored, rows = DATASET["engine_scores"], score_rows({"core": accuracy.core_tallies(DATASET)}, "first")
    without = stored[~((stored["set"] == "core") & (stored["run"] == "first"))]
    fresh = with_run(without, rows)
    assert set(fresh["score_id"]) == set(stored["score_id"])
    assert with_run(stored.iloc[:0], rows).equals(rows)


def test_misses_are_numbered_within_their_run():
    stored = DATASET["engine_misses"]
    assert numbered(stored)["miss_id"].tolist() == stored["miss_id"].tolist()
    assert stored["miss_id"].is_unique


def test_misses_are_counted_by_kind():
    frame = DATASET["engine_misses"]
    few = replace(DATASET, tables={**DATASET.tables, "engine_misses": frame[frame["task"] == "dates"]})
    found = accuracy.misses_by_kind(few, "first", ["passages"])
    assert list(found.index) == ["dates"]
    assert (
        found.to_numpy().sum()
        == ((frame["task"] == "dates") & (frame["run"] == "first") & (frame["set"] == "passages")).sum()
    )
