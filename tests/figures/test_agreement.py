import pandas as pd
import pytest

from summitwatch.analysis.agreement import consistency
from summitwatch.figures.agreement import agreement
from summitwatch.figures.dots import percent, short_name
from summitwatch.tables import load


@pytest.fixture(scope="module")
def frame():
    return consistency(load().only("core"))


def test_each_variable_has_a_dot_and_three_figures(frame):
    ax = agreement(frame).figure.axes[0]
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert dots == frame["share"].tolist()
    assert len(ax.texts) == 3 * (len(frame) + 1)
    assert ax.get_xlim()[0] == 0


def test_title_names_the_variable_with_least_agreement(frame):
    worst = frame.sort_values("share").iloc[0]
    shown = agreement(frame)
    assert worst["label"] in shown.title
    assert f"{worst['label']} {worst['k']} of {worst['n']}" in shown.alt
    assert "consistency, not validity" in shown.caption


def test_a_variable_that_no_unit_shares_is_shown_without_a_dot(frame):
    missing = {"both": 0, "k": 0, "n": 0, "f1": 0.0, "share": None, "low": None, "high": None, "alpha": None}
    odd = frame.head(2).astype(object).assign(**{c: [frame[c].iloc[0], v] for c, v in missing.items()})
    odd = odd.astype(dict.fromkeys(("share", "low", "high", "alpha", "f1"), float))
    shown = agreement(odd)
    drawn = [line for line in shown.figure.axes[0].lines if line.get_marker() == "o"]
    assert pd.isna(drawn[1].get_xdata()[0])
    assert "–" in [text.get_text() for text in shown.figure.axes[0].texts]


def test_only_all_is_written_as_all():
    assert [percent(v) for v in (0, 0.001, 0.5, 230 / 231, 1)] == ["0%", "<1%", "50%", ">99%", "100%"]


def test_a_name_is_shortened_to_its_abbreviation_only():
    assert short_name("Asia-Pacific Economic Cooperation (APEC)") == "APEC"
    assert short_name("Analysts and experts (not named)") == "Analysts and experts (not named)"
