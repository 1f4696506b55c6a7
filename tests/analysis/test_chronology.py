"""What the states of an event add up to."""

from datetime import date

import pandas as pd
import pytest

from summitwatch.analysis.chronology import conflicts, gaps, movement, timeline
from summitwatch.analysis.dating import STATUSES, combine, dating_of, status_of
from summitwatch.dates import parse
from summitwatch.errors import UnknownRecord
from summitwatch.tables import describe, load

DATA = load().only("core")
TABLE = timeline(DATA).set_index("event_id")


def test_an_event_lasted_as_long_as_most_of_the_spans_that_agree_say():
    told = ["2026-02-19/2026-02-25", "2026-02-19/2026-02-25", "2026-02-20/2026-02-25", "2026-02-19/.."]
    assert combine([parse(text) for text in told]).best == parse("2026-02-19/2026-02-25")
    assert combine([parse(text) for text in told[1:]]).best == parse("[2026-02-20..2026-02-25]")


def test_every_state_that_may_be_coded_has_one_status():
    [states] = [r for r in describe()["resources"] if r["name"] == "event_states"]
    [field] = [f for f in states["schema"]["fields"] if f["name"] == "state"]
    assert sorted(field["constraints"]["enum"]) == sorted(sum(STATUSES.values(), ()))


@pytest.mark.parametrize(
    ("states", "status"),
    [
        (["mooted", "scheduled", "occurred"], "held"),
        (["proposed", "did_not_occur"], "failed"),
        (["scheduled", "cancelled"], "failed"),
        (["scheduled", "postponed"], "moved"),
        (["scheduled", "delay_requested"], "planned"),
        (["mooted", "proposed"], "wished"),
        (["mooted"], "mooted"),
    ],
)
def test_status_goes_by_precedence(states, status):
    assert status_of(states) == status


def test_unknown_state_is_refused():
    with pytest.raises(ValueError, match="allowed: occurred"):
        status_of(["dreamt"])


@pytest.mark.parametrize(
    ("dates", "first", "last", "agree", "best", "count"),
    [
        (["2019-06", "2019-06-30"], date(2019, 6, 30), date(2019, 6, 30), True, "2019-06-30", 2),
        (
            ["2025", "2026-04", "2026"],
            date(2025, 1, 1),
            date(2026, 12, 31),
            False,
            "[2026-04-01..2026-04-30]",
            2,
        ),
        (
            ["[2026-01-04..]", "2026-01"],
            date(2026, 1, 4),
            date(2026, 1, 31),
            True,
            "[2026-01-04..2026-01-31]",
            2,
        ),
        ([], None, None, True, None, 0),
    ],
)
def test_dates_are_intersected_or_spanned(dates, first, last, agree, best, count):
    found = combine([parse(text) for text in dates])
    assert (found.earliest, found.latest, found.agree, found.best_states) == (first, last, agree, count)
    assert (found.best.edtf if found.best else None) == best


def test_what_is_only_considered_is_not_narrowed_by_one_rendering_of_it():
    window = "[2026-03-01..2026-12-31]"
    dates = [parse(text) for text in (window, "2026-03", window)]
    assert dating_of("mooted", dates).best.edtf == window
    assert dating_of("planned", dates).best.edtf == "[2026-03-01..2026-03-31]"
    assert dating_of("mooted", dates[:2]).best.edtf == "[2026-03-01..2026-03-31]"  # no most of two
    assert dating_of("mooted", []).best is None


def test_marks_of_doubt_and_duration_are_kept():
    found = combine([parse("2025-12~/2026-04~")])
    assert found.approximate
    assert found.lasting


def test_every_event_has_one_row_and_the_undated_come_last():
    assert sorted(TABLE.index) == sorted(DATA["events"]["event_id"])
    assert TABLE["undated"].is_monotonic_increasing


def test_status_agrees_with_a_plain_reading_of_the_states():
    states = DATA["event_states"]
    occurred = set(states.loc[states["state"] == "occurred", "event_id"])
    assert set(TABLE.index[TABLE["status"] == "held"]) == occurred


def test_panmunjom_is_the_last_meeting_and_both_sources_tell_of_it():
    row = TABLE.loc["EV003"]
    assert (row["earliest"], row["latest"]) == (date(2019, 6, 30),) * 2
    assert (row["status"], row["origins_min"], row["sources"]) == ("held", 2, "S1, S2")


def test_meeting_beside_apec_failed_by_inference_only():
    assert TABLE.loc["EV047", "status"] == "failed"
    assert TABLE.loc["EV047", "status_inferred"]


def test_of_a_meeting_of_the_two_states_no_outcome_is_known():
    assert TABLE.loc["EV005", "status"] == "mooted"


def test_page_that_contradicts_itself_on_the_year_is_a_conflict():
    found = conflicts(DATA).set_index("event_id")
    assert found.loc["EV006", "about"] == "date"
    assert not TABLE.loc["EV006", "dates_agree"]
    assert TABLE.loc["EV006", "best_earliest"] == date(2026, 4, 1)


def test_origins_are_bounds():
    assert (TABLE["origins_min"] <= TABLE["origins_max"]).all()
    assert (TABLE["origins_max"] <= TABLE["n_items"]).all()


def test_movement_follows_the_reports():
    frame = movement(DATA, "EV047")
    assert set(frame["state_id"]) == set(DATA["event_states"].query("event_id == 'EV047'")["state_id"])
    assert list(frame["published_earliest"]) == sorted(frame["published_earliest"])
    assert frame["state"].iloc[-1] == "did_not_occur"


def test_movement_of_an_unknown_event_is_refused():
    with pytest.raises(UnknownRecord):
        movement(DATA, "EV999")


def test_gaps_are_ranges_of_days():
    table = gaps(DATA).set_index(["start", "end"])
    published = DATA["items"].set_index("item_id")["published"]
    for item in ("S1-main", "S2-main"):
        when, row = parse(published[item]), table.loc[("EV003", item)]
        assert row["days_min"] == (when.earliest - date(2019, 6, 30)).days
        assert row["days_max"] == (when.latest - date(2019, 6, 30)).days
    hanoi = table.loc[("EV002", "EV003")]
    assert (hanoi["days_min"], hanoi["days_max"]) == (122, 149)  # 28 and 1 February to 30 June 2019


def test_argument_stays_as_it_was():
    before = DATA["event_states"]
    timeline(DATA), conflicts(DATA), movement(DATA, "EV005")
    pd.testing.assert_frame_equal(before, DATA["event_states"])
