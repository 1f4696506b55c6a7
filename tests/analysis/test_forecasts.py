"""Words about the future: who says them, how firmly, and what came of them."""

import pytest

from summitwatch.analysis.forecasts import (
    by_proposition,
    calls,
    count_by,
    hopeful,
    unquantified,
    unscored,
    voice_of,
)
from summitwatch.tables import load

DATA = load().only("core")
CALLS = calls(DATA)


def test_every_forecast_is_a_call_with_speaker_and_place():
    assert list(CALLS["forecast_id"]) == sorted(DATA["forecasts"]["forecast_id"])
    assert CALLS[["voice", "item_id", "source_id"]].notna().all(axis=None)


@pytest.mark.parametrize(
    ("speaker_class", "country", "voice"),
    [
        ("outlet", "FRA", "the outlet itself"),
        ("expert", "KOR", "experts"),
        ("minister", "KOR", "Seoul"),
        ("head_of_state", "PRK", "Pyongyang"),
        ("unattributed", None, "nobody named"),
    ],
)
def test_voice_goes_by_class_then_country(speaker_class, country, voice):
    assert voice_of(speaker_class, country) == voice


def test_shares_count_the_rows_of_the_table():
    bands = list(DATA["forecasts"]["band"])
    share = unquantified(CALLS)
    assert (share.k, share.n) == (bands.count("unquantified"), len(bands))
    assert share.low < share.value < share.high
    assert unscored(CALLS).k == list(DATA["forecasts"]["scored"]).count("no")


@pytest.mark.parametrize(
    "column", ["band", "polarity", "why_not", "voice", "proposition_id", "speaker_class"]
)
def test_counts_add_up(column):
    table = count_by(CALLS, column)
    assert table["k"].sum() == len(CALLS)
    assert table["k"].is_monotonic_decreasing


def test_propositions_count_their_calls_by_leaning():
    table = by_proposition(DATA)
    assert table["calls"].sum() == CALLS["proposition_id"].notna().sum()
    assert (table["calls"] == table[["yes", "no", "open"]].sum(axis=1)).all()


def test_what_is_not_settled_has_no_right_calls():
    table = by_proposition(DATA)
    assert table.loc[~table["outcome"].isin(["yes", "no"]), "right"].isna().all()


def test_hopeful_calls_lean_to_yes_on_the_meeting():
    propositions = DATA["propositions"].query("question_id == 'QN01'")["proposition_id"]
    yes = DATA["forecasts"].query("polarity == 'yes'")["proposition_id"].isin(propositions).sum()
    assert hopeful(DATA)["k"].sum() == yes
