"""Likelihoods before three occasions, and the date that moved."""

from summitwatch.analysis.date_history import date_history
from summitwatch.analysis.forecasts import BANDS
from summitwatch.analysis.occasions import OCCASIONS, expectations
from summitwatch.figures.moved_date import moved_date_figure
from summitwatch.figures.occasions import expectations_figure
from summitwatch.figures.rows import day_number
from summitwatch.tables import load

DATASET = load()
CALLS = expectations(DATASET)
EXPECTED = expectations_figure(CALLS)
HISTORY = date_history(DATASET, "EV008")
MOVED = moved_date_figure(HISTORY, "Trump's visit to China")


def marks(exhibit):
    return {line.get_label()[1:]: line for line in exhibit.figure.axes[0].lines}


def test_each_likelihood_is_drawn_as_the_range_of_its_band():
    drawn = marks(EXPECTED)
    for call in CALLS[CALLS["banded"]].itertuples():
        assert tuple(drawn[call.forecast_id].get_xdata()) == BANDS[call.band]


def test_words_without_a_likelihood_are_counted_not_drawn():
    silent = CALLS[~CALLS["banded"]]
    assert not set(silent["forecast_id"]) & set(marks(EXPECTED))
    written = [text.get_text() for text in EXPECTED.figure.texts]
    for _, part in silent.groupby("occasion"):
        assert f"and {len(part)} without a likelihood" in written
    assert "no call of anybody in this record" in written


def test_what_came_stands_beside_each_occasion():
    assert {occasion.meeting for occasion in OCCASIONS} <= set(marks(EXPECTED))


def test_the_title_counts_the_likelihoods():
    apec = CALLS.query("occasion == 'apec' and about == 'meeting' and banded")
    against = int((apec["polarity"] == "no").sum())
    assert EXPECTED.title.startswith(f"Of {len(apec)} likelihoods put on a meeting beside APEC, {against} ")
    assert f"n = {len(CALLS)}" in EXPECTED.caption


def test_the_head_of_an_occasion_counts_its_bars():
    banded = CALLS[CALLS["banded"]]
    written = [text.get_text() for text in EXPECTED.figure.texts]
    for occasion in OCCASIONS:
        counts = banded[banded["occasion"] == occasion.key]["about"].value_counts()
        if len(counts):
            told = f"{counts.get('meeting', 0) or 'none'} on the meeting, {counts.get('beside', 0)} near it"
            assert f"{occasion.name}: {told}" in written


def test_an_assertion_stands_among_the_days_it_names_and_below_earlier_ones():
    drawn = marks(MOVED)
    row = HISTORY.set_index("state_id").loc["ES1044"]
    assert day_number(row["earliest"]) <= drawn["ES1044"].get_xdata()[0] <= day_number(row["latest"])
    days = HISTORY.set_index("state_id")["asserted_latest"]
    exact = [
        s
        for s in drawn
        if s in days.index and days[s] == HISTORY.set_index("state_id")["asserted_earliest"][s]
    ]
    by_height = sorted(exact, key=lambda state: drawn[state].get_ydata()[0])
    assert [days[state] for state in by_height] == sorted(days[state] for state in exact)


def test_assertions_without_a_day_are_left_out_and_counted():
    drawn = {label for label in marks(MOVED) if label.startswith("ES")}
    left = len(HISTORY) - len(drawn)
    assert "ES1043" not in drawn
    assert f"n = {len(drawn)}" in MOVED.caption
    assert f"{left} more assertions" in MOVED.caption


def test_the_two_readings_of_the_delay_leave_a_gap():
    y = marks(MOVED)["ES1042"].get_ydata()[0]
    bars = [bar for bar in MOVED.figure.axes[0].patches if abs(bar.get_y() + bar.get_height() / 2 - y) < 0.01]
    first, second = sorted(bars, key=lambda bar: bar.get_x())
    assert first.get_x() + first.get_width() < second.get_x()


def test_the_axis_of_the_moved_date_names_its_year():
    names = [tick.get_text() for tick in MOVED.figure.axes[0].get_xticklabels()]
    assert any("2026" in name for name in names)


def test_alternative_texts_tell_each_mark():
    for call in CALLS[CALLS["banded"]].itertuples():
        assert call.phrase in EXPECTED.alt
    assert (
        MOVED.alt.count(";")
        == MOVED.data.shape[0] - int(MOVED.caption.split(" more assertions")[0].split()[-1]) - 1
    )
