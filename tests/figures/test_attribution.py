import pytest

from summitwatch.analysis import attribution as analysis
from summitwatch.analysis import voices
from summitwatch.figures import attribution
from summitwatch.tables import load


@pytest.fixture(scope="module")
def dataset():
    return load().only("core")


def test_sourcing_has_a_dot_for_each_share_with_its_n(dataset):
    shown = attribution.sourcing(voices.sentence_sourcing(dataset), analysis.sourcing(dataset))
    for ax in shown.figure.axes:
        part = shown.data[shown.data["source_id"] == ax.get_title(loc="left")]
        dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
        assert sorted(dots) == sorted(part["share"])
        assert {text.get_text().split(" · ")[1] for text in ax.texts} == {
            f"{k} of {n}" for k, n in zip(part["k"], part["n"], strict=True)
        }


def test_sourcing_rows_stand_beside_their_names(dataset):
    shown = attribution.sourcing(voices.sentence_sourcing(dataset), analysis.sourcing(dataset))
    ax = shown.figure.axes[0]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    own = shown.data.query("source_id == 'S1' and sourcing == 'own voice'")["share"].item()
    place = next(line.get_ydata()[0] for line in ax.lines if list(line.get_xdata()) == [own])
    assert labels[int(place)] == "in the outlet's own voice"


def test_sourcing_title_counts_the_unnamed(dataset):
    frame = analysis.sourcing(dataset)
    shown = attribution.sourcing(voices.sentence_sourcing(dataset), frame)
    for _, row in frame[frame["sourcing"] == "unnamed"].iterrows():
        assert f"{row['k']} of {row['n']} in {row['source_id']}" in shown.title


def test_quoted_words_are_bars_from_zero(dataset):
    frame = analysis.quoted_words(dataset)
    shown = attribution.quoted(frame)
    widths = sorted(bar.get_width() for ax in shown.figure.axes for bar in ax.patches)
    assert widths == sorted(frame["words"])
    assert all(ax.get_xlim()[0] == 0 for ax in shown.figure.axes)
    assert f"Of {frame['words'].sum()} quoted words" in shown.title


def test_quoted_words_are_told_speaker_by_speaker(dataset):
    frame = analysis.quoted_words(dataset)
    alt = attribution.quoted(frame).alt
    assert all(f"{row['name']} {row['words']}" in alt for _, row in frame.iterrows())
