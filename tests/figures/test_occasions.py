"""Likelihoods before three occasions, and the date that moved."""

from summitwatch.analysis.date_history import date_history
from summitwatch.analysis.forecasts import BANDS
from summitwatch.analysis.occasions import OCCASIONS, expectations
from summitwatch.figures.moved_date import moved_date_figure
from summitwatch.figures.occasions import expectations_figure
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


def test_an_assertion_stands_on_its_day_and_among_the_days_it_names():
    mark = marks(MOVED)["ES1044"]
    row = HISTORY.set_index("state_id").loc["ES1044"]
    assert mark.get_xdata()[0] == row["asserted_latest"].toordinal()
    assert row["earliest"].toordinal() <= mark.get_ydata()[0] <= row["latest"].toordinal()


def test_assertions_without_a_day_are_left_out_and_counted():
    drawn = {label for label in marks(MOVED) if label.startswith("ES")}
    left = len(HISTORY) - len(drawn)
    assert "ES1043" not in drawn
    assert f"n = {len(drawn)}" in MOVED.caption
    assert f"{left} more assertions" in MOVED.caption


def test_the_two_readings_of_the_delay_leave_a_gap():
    x = HISTORY.set_index("state_id").loc["ES1042", "asserted_latest"].toordinal()
    lines = [ln for ln in MOVED.figure.axes[0].lines if list(ln.get_xdata()) == [x, x]]
    assert any(list(a.get_ydata()) != list(b.get_ydata()) for a in lines for b in lines)


def test_alternative_texts_tell_each_mark():
    for call in CALLS[CALLS["banded"]].itertuples():
        assert call.phrase in EXPECTED.alt
    assert (
        MOVED.alt.count(";")
        == MOVED.data.shape[0] - int(MOVED.caption.split(" more assertions")[0].split()[-1]) - 1
    )
