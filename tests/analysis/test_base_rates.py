"""Rates of meetings by counting, which a reader can redo with pencil and paper."""

from datetime import date

import pytest

from summitwatch.analysis.base_rates import (
    ReferenceClass,
    bounds,
    chance,
    meetings,
    months_between,
    plain_chance,
    record_end,
    reference_classes,
    spread,
)
from summitwatch.tables import DATA, load

EDITION = date(2026, 11, 22)


@pytest.fixture(scope="module")
def data():
    return load(DATA)


@pytest.fixture(scope="module")
def table(data):
    return spread(data, EDITION)


def test_a_term_of_four_years_has_forty_eight_months():
    assert months_between(date(2017, 1, 20), date(2021, 1, 20)) == pytest.approx(48)


def test_the_three_meetings_are_those_of_singapore_hanoi_and_panmunjom(data):
    assert list(meetings(data)) == ["EV001", "EV002", "EV003"]
    assert [when.latest.year for when in meetings(data).values()] == [2018, 2019, 2019]


def test_the_record_ends_with_the_last_day_that_it_is_sure_of(data):
    assert record_end(data) == date(2026, 6, 17)


def test_the_months_counted_are_those_in_office_up_to_the_records_end(data):
    first, both, second = reference_classes(data)
    assert (first.meetings, both.meetings, second.meetings) == (3, 3, 0)
    assert first.months == pytest.approx(48)
    assert second.months == pytest.approx((date(2026, 6, 17) - date(2025, 1, 20)).days / 30.4375)
    assert both.months == pytest.approx(first.months + second.months)


def test_one_meeting_in_a_year_gives_another_year_these_odds():
    # (12 / 24) ** 1.5 = 0.353553; by the rate alone 1 - 1/e
    counted = ReferenceClass("a year", 1, 12)
    assert chance(counted, 12) == pytest.approx(1 - 0.3535534)
    assert plain_chance(counted, 12) == pytest.approx(0.6321206)


def test_no_meeting_in_three_years_leaves_half_a_chance_for_nine_more():
    # (36 / (36 + 108)) ** 0.5 = 0.5
    counted = ReferenceClass("three years", 0, 36)
    assert chance(counted, 108) == pytest.approx(0.5)
    assert plain_chance(counted, 108) is None


def test_no_time_ahead_is_no_chance():
    assert chance(ReferenceClass("any", 3, 48), 0) == 0


def test_the_interval_is_that_of_the_posterior():
    """With no meeting it is a squared normal variable, whose quantiles stand in any table."""
    low, high = bounds(ReferenceClass("none", 0, 10), 10)
    assert low == pytest.approx(1 - 2.718281828 ** -(0.031338**2 / 2), abs=2e-3)
    assert high == pytest.approx(1 - 2.718281828 ** -(2.241403**2 / 2), abs=1e-2)


def test_the_same_count_gives_the_same_interval():
    counted = ReferenceClass("first", 3, 48)
    assert bounds(counted, 12) == bounds(counted, 12)


def test_each_chance_lies_inside_its_interval(table):
    assert ((table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()


def test_both_horizons_are_told_by_all_three_classes(table):
    assert table.groupby("proposition_id")["name"].nunique().to_dict() == {"PR04": 3, "PR101": 3}


def test_the_longer_horizon_has_the_greater_chance(table):
    wide = table.pivot(index="name", columns="proposition_id", values="share")
    assert (wide["PR101"] > wide["PR04"]).all()


def test_a_horizon_that_is_past_is_left_out(data):
    assert set(spread(data, date(2027, 1, 1))["proposition_id"]) == {"PR101"}
