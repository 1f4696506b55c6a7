"""Calls are held against what came, by rules that a reader can redo by hand."""

import csv

import pytest

from summitwatch.analysis.forecasts import BANDS, dated_calls
from summitwatch.analysis.scoring import (
    OTHER_WORDS,
    by_question,
    due,
    family,
    same_question,
    scored,
    unscored_kinds,
    vague_words,
)
from summitwatch.tables import DATA, load


@pytest.fixture(scope="module")
def data():
    return load(DATA)


@pytest.fixture  # made anew for each test, so that each can tell a wrong score
def table(data):
    return scored(data)


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_voice_has_one_call_on_a_proposition_and_day(data):
    calls = dated_calls(data)
    voice = calls["speaker"].fillna(calls["statement_id"])
    assert not calls.assign(voice_id=voice).duplicated(["voice_id", "proposition_id", "made"]).any()
    assert "second_rendering" not in set(calls["why_not_kind"].dropna())


def test_calls_come_in_the_order_of_their_days(data):
    days = list(dated_calls(data)["made_latest"])
    assert days == sorted(days)


def test_every_row_marked_as_scored_is_scored_and_no_other(table):
    assert set(table["forecast_id"]) == {r["forecast_id"] for r in rows("forecasts") if r["scored"] == "yes"}


def test_the_error_of_a_band_reaches_from_its_better_to_its_worse_end(table):
    for call in table[table["percent"].isna()].itertuples():
        ends = sorted((end / 100 - call.happened) ** 2 for end in BANDS[call.band])
        assert [call.loss_best, call.loss_worst] == pytest.approx(ends)


def test_a_percentage_is_taken_as_it_was_given(table):
    cha = table.set_index("forecast_id").loc["FC174"]
    assert cha["p_low"] == cha["p_high"] == 0.6
    assert cha["loss_best"] == cha["loss_worst"] == pytest.approx(0.36)


def test_the_naive_rule_knows_only_whether_a_meeting_is_spoken_of(table):
    assert set(table.loc[table["question_id"] == "QN01", "naive"]) == {0}
    assert set(table.loc[table["question_id"] != "QN01", "naive"]) == {1}


def test_only_calls_on_one_proposition_by_several_voices_are_compared(data):
    same = same_question(data)
    for _, part in same.groupby("proposition_id"):
        assert part["speaker"].fillna(part["statement_id"]).nunique() >= 2


def test_questions_count_each_scored_call_once(data, table):
    assert by_question(data)["calls"].sum() == len(table)


def test_reasons_and_scores_together_are_all_forecasts(data, table):
    assert unscored_kinds(data)["k"].sum() + len(table) == len(rows("forecasts"))


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("cannot rule out the possibility", "not ruled out"),
        ("quite difficult", "doubt"),
        ("could meet", "possible, could, may"),
        ("is expected to visit", "expected, will, planned"),
        ("極めて低い", OTHER_WORDS),
    ],
)
def test_a_phrase_belongs_to_one_family(phrase, name):
    assert family(phrase) == name


def test_topics_are_kept_apart_and_every_word_counted_once(data):
    words = vague_words(data)
    assert set(words["topic"]) <= set(data["questions"]["title"]) and words["topic"].nunique() > 2
    assert (words["came"] + words["did_not"] + words["open"] == words["words"]).all()
    silent = dated_calls(data).query("band == 'unquantified' and why_not_kind == 'no_likelihood'")
    assert words["words"].sum() == len(silent)


def test_the_due_ledger_holds_what_runs_to_the_day_and_was_called(data):
    frame = due(data, "2026-12-31")
    horizons = {r["proposition_id"]: r["horizon"] for r in rows("propositions")}
    assert {horizons[p] for p in frame["proposition_id"]} == {"2026-12-31"}
    assert (frame["calls"] > 0).all()
    assert due(data, "1999-01-01").empty
