import matplotlib as mpl
import pytest

from summitwatch.analysis import actors as analysis
from summitwatch.analysis import voices as voicing
from summitwatch.figures import actors, co_mention
from summitwatch.tables import load


@pytest.fixture(scope="module")
def dataset():
    return load().only("core")


def dot_positions(ax):
    return [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_each_panel_has_a_dot_for_each_actor_at_its_share(dataset):
    shown = actors.naming(analysis.naming_shares(dataset), top=6)
    for ax, (_, part) in zip(shown.figure.axes, shown.data.groupby("scope", sort=False), strict=True):
        assert dot_positions(ax) == part["share"].tolist()
        assert texts(ax) == [str(k) for k in part["k"]]
        assert ax.get_xlim()[0] == 0
        assert f"{part['n'].iloc[0]} sentences" in ax.get_title(loc="left")


def test_naming_is_told_in_title_and_alternative_text(dataset):
    shown = actors.naming(analysis.naming_shares(dataset))
    first = shown.data[shown.data["scope"] == "S2"].sort_values("share").iloc[-1]
    assert f"{first['name']} in S2 ({first['share']:.0%} of sentences)" in shown.title
    assert f"{first['name']} {first['k']} ({first['share']:.0%})" in shown.alt
    assert "Wilson" in shown.caption


def test_naming_takes_other_scopes(dataset):
    shown = actors.naming(analysis.naming_shares(dataset), scopes={"S1": "S1", "S2": "S2"}, top=3)
    assert len(shown.figure.axes) == 2
    assert len(shown.data) == 6


def test_voices_have_a_panel_each_and_every_naming(dataset):
    frame = voicing.naming_voices(dataset)
    shown = actors.voices(frame)
    assert len(shown.figure.axes) == frame["voice"].nunique()
    assert sum(int(text) for ax in shown.figure.axes for text in texts(ax)) == frame["k"].sum()
    assert f"The {frame['k'].sum()} namings" in shown.caption


@pytest.mark.parametrize("unit", ["sentence", "paragraph"])
def test_co_mention_prints_the_lower_triangle(dataset, unit):
    found = analysis.co_mentions(dataset, unit, top=5)
    shown = co_mention.co_mention(found)
    expected = [str(found.matrix.iloc[i, j]) for i in range(5) for j in range(i + 1)]
    assert texts(shown.figure.axes[0]) == expected
    assert len(shown.figure.axes[0].patches) == len(shown.data) == 10
    assert shown.id == f"fig-co-mention-{unit}"
    assert f"of {found.n}" in shown.alt


def test_a_figure_leaves_argument_and_settings_alone(dataset):
    frame, settings = analysis.naming_shares(dataset), dict(mpl.rcParams)
    before = frame.copy()
    actors.naming(frame)
    assert frame.equals(before)
    assert dict(mpl.rcParams) == settings
