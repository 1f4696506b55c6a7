"""The figure on the reading engine shows what the stored scores say."""

import pytest

from summitwatch.analysis.engine_accuracy import scores
from summitwatch.figures.engine import PANELS, engine
from summitwatch.tables import load


@pytest.fixture(scope="module")
def frame():
    return scores(load())


def test_each_score_has_a_dot_in_its_panel(frame):
    shown = engine(frame)
    for ax, name in zip(shown.figure.axes, PANELS, strict=True):
        drawn = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
        assert drawn == frame[frame["set"] == name]["recall"].tolist()


def test_first_and_last_stand_apart_and_are_told(frame):
    shown = engine(frame)
    places = [line.get_ydata()[0] for line in shown.figure.axes[0].lines if line.get_marker() == "o"]
    assert len(places) == len(set(places))
    assert "first scoring: 177 of 231" in shown.alt
    blind = frame[(frame["run"] == "first") & (frame["task"] == "dates")].set_index("set")["recall"]
    shares = sorted(blind[name] for name in ("passages", "second", "third"))
    assert f"{100 * shares[0]:.0f}% to {100 * shares[-1]:.0f}% of the dates" in shown.title


def test_the_key_tells_the_two_scorings(frame):
    (key,) = engine(frame).figure.legends
    assert [text.get_text() for text in key.get_texts()] == ["first scoring", "last scoring"]
