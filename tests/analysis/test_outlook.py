"""Rival accounts, signals and the days ahead: what tells, what was seen, what was held."""

import csv
from datetime import date

import pytest

from summitwatch.analysis.calendar import CERTAINTY, STANDINGS, ahead, undated
from summitwatch.analysis.chronology import timeline
from summitwatch.analysis.hypotheses import against, discriminating
from summitwatch.analysis.records import event_days, record_days
from summitwatch.analysis.signals import board, sightings
from summitwatch.tables import DATA, load

EDITION = date(2026, 11, 22)


@pytest.fixture(scope="module")
def data():
    return load(DATA)


@pytest.fixture(scope="module")
def days_ahead(data):
    return ahead(data, EDITION)


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_tells_at_least_two_accounts_apart(data):
    table = discriminating(data)
    accounts = [row["hypothesis_id"] for row in rows("hypotheses")]
    assert len(table) == len({row["record_id"] for row in rows("ratings")})
    assert (table[accounts].nunique(axis=1) > 1).all()


def test_nothing_is_added_up(data):
    assert not set(discriminating(data).columns) & {"total", "score", "sum", "rank"}


def test_ratings_stand_as_they_were_given(data):
    table = discriminating(data).set_index("record_id")
    for row in rows("ratings"):
        assert table.at[row["record_id"], row["hypothesis_id"]] == row["rating"]


def test_the_records_against_an_account_are_those_rated_so(data):
    expected = {
        r["record_id"]
        for r in rows("ratings")
        if (r["hypothesis_id"], r["rating"]) == ("HY01", "inconsistent")
    }
    assert set(against(data)["HY01"]) == expected


def test_opinions_of_experts_are_no_rows(data):
    for record in discriminating(data)["record_id"]:
        assert data.record(record).row.get("speaker_class") != "expert"


def test_the_quick_day_of_an_event_is_that_of_the_timeline(data):
    table = timeline(data).set_index("event_id").fillna({"best": ""})
    for event, (status, when) in event_days(data).items():
        assert status == table.at[event, "status"]
        assert (str(when) if when else "") == table.at[event, "best"], event


def test_words_have_the_day_on_which_they_were_said_and_claims_that_of_the_first_report(data):
    days = record_days(data)
    assert str(days["ST138"]) == "2025-10-27"
    assert str(days["CL012"]) == "[2025-12-22..2025-12-28]"


def test_the_last_sighting_is_the_latest_of_its_kind(data):
    signals = board(data).set_index("indicator_id")
    assert signals.at["IN12", "seen"] == "EV192"
    assert signals.at["IN01", "seen"] == "EV101" and signals.at["IN01", "attempted"] == "EV102"


def test_a_signal_without_a_record_is_on_the_board_as_not_seen(data):
    signals = board(data).set_index("indicator_id")
    assert signals.at["IN04", "records"] == 0
    assert signals.loc["IN04", ["seen", "attempted", "denied"]].isna().all()


def test_every_tie_of_a_signal_is_a_sighting(data):
    assert len(sightings(data)) == len(rows("indicator_records"))


def test_days_ahead_reach_past_the_records_end_and_are_not_settled(days_ahead):
    assert {"EV204", "EV205", "EV206"} <= set(days_ahead["event_id"])
    assert set(days_ahead["status"]) <= set(CERTAINTY)
    assert all(last > date(2026, 6, 17) for last in days_ahead["last"])


def test_what_took_place_is_not_ahead(days_ahead):
    assert not {"EV008", "EV202", "EV203", "EV047"} & set(days_ahead["event_id"])


def test_days_are_reckoned_from_the_day_given(data, days_ahead):
    now = days_ahead.set_index("event_id")["standing"]
    assert (now["EV204"], now["EV205"]) == (STANDINGS[1], STANDINGS[2])
    later = ahead(data, date(2026, 12, 1)).set_index("event_id")["standing"]
    assert (later["EV204"], later["EV205"]) == (STANDINGS[0], STANDINGS[1])


def test_rival_days_are_told_beside_the_best(days_ahead):
    table = days_ahead.set_index("event_id")
    assert table.at["EV206", "others"] == "2026"
    assert table.at["EV205", "others"] is None or table.at["EV205", "others"] != table.at["EV205", "others"]


def test_the_days_ahead_have_every_column_of_the_timeline(data, days_ahead):
    assert set(timeline(data).columns) <= set(days_ahead.columns)


def test_the_undated_have_no_day_in_any_state_of_their_status(data):
    assert "EV174" in undated(data)
    assert not set(undated(data)) & {event for event, (_, when) in event_days(data).items() if when}
