"""The outlook's figures: chances as spreads, signals with the time that is not covered."""

from datetime import date

import pytest

from summitwatch.analysis.base_rates import record_end, spread
from summitwatch.analysis.signals import board, sightings
from summitwatch.figures.base_rates import base_rates_figure
from summitwatch.figures.signals import signals_figure
from summitwatch.tables import load

EDITION = date(2026, 11, 22)


@pytest.fixture(scope="module")
def data():
    return load()


@pytest.fixture(scope="module")
def chances(data):
    return spread(data, EDITION)


@pytest.fixture(scope="module")
def seen(data):
    return sightings(data)


@pytest.fixture(scope="module")
def signals(data, seen):
    return signals_figure(seen, board(data), record_end(data), EDITION)


def test_each_chance_has_a_dot_and_its_interval(chances):
    exhibit = base_rates_figure(chances)
    lines = exhibit.figure.axes[0].lines
    dots = [line.get_xdata()[0] / 100 for line in lines if line.get_marker() == "o"]
    bars = [tuple(line.get_xdata() / 100) for line in lines if len(line.get_xdata()) == 2]
    assert dots == pytest.approx(list(chances["share"]))
    assert [end for bar in bars for end in bar] == pytest.approx(
        [end for pair in zip(chances["low"], chances["high"], strict=True) for end in pair]
    )


def test_the_title_tells_the_spread_for_each_horizon(chances):
    title = base_rates_figure(chances).title
    for _, part in chances.groupby("proposition_id"):
        assert f"{part['share'].min():.0%} to {part['share'].max():.0%}" in title


def test_the_caption_says_what_is_not_of_the_record(chances):
    exhibit = base_rates_figure(chances)
    assert "common knowledge" in exhibit.caption and "n = 3" in exhibit.caption
    assert exhibit.alt.count("interval") == len(chances)


def test_signals_name_those_that_are_not_seen(signals, data):
    unseen = board(data)["seen"].isna().sum()
    assert signals.alt.count("not seen in this record") == unseen
    assert "five are not seen" in signals.title


def test_the_time_after_the_record_is_shaded_and_empty(signals, data):
    ax = signals.figure.axes[0]
    (shade,) = [p for p in ax.patches if p.get_width() > 100]
    marks = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "None"]
    assert marks and max(marks) < shade.get_x()
    assert "not covered" in signals.caption


def test_records_before_the_axis_are_counted_in_the_caption(signals, seen):
    drawn = [line for line in signals.figure.axes[0].lines if line.get_linestyle() == "None"]
    hidden = len(seen) - len(drawn)
    assert hidden == 1 and f"; {hidden} before" in signals.caption


def test_the_same_records_give_the_same_bytes(signals, seen, data):
    again = signals_figure(seen, board(data), record_end(data), EDITION)
    assert again.svg == signals.svg
