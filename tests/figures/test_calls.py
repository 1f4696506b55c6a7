"""Calls are drawn as the ranges of their bands, under the proposition they are about."""

import pytest

from summitwatch.analysis.forecasts import dated_calls
from summitwatch.figures.calls import calls_figure
from summitwatch.tables import load


@pytest.fixture(scope="module")
def calls():
    return dated_calls(load()).query("question_id == 'QN01'")


@pytest.fixture(scope="module")
def exhibit(calls):
    return calls_figure(calls, "fig-calls-meeting", "A meeting")


def test_each_call_with_a_likelihood_has_a_bar_and_a_line_of_data(exhibit, calls):
    banded = calls[calls["banded"]]
    assert len(exhibit.data) == len(banded)
    widths = [round(p.get_width()) for p in exhibit.figure.axes[0].patches]
    assert len(widths) == len(banded)
    assert set(widths) <= {4, 10, 15, 25}


def test_title_and_caption_tell_both_counts(exhibit, calls):
    assert exhibit.title == f"A meeting: {calls['banded'].sum()} of {len(calls)} calls give a likelihood"
    assert f"n = {calls['banded'].sum()} with a likelihood" in exhibit.caption


def test_the_alternative_text_tells_who_said_what_and_what_came(exhibit):
    assert "Cho Hyun" in exhibit.alt
    assert "very unlikely; did not come about" in exhibit.alt


def test_the_same_calls_give_the_same_bytes(calls, exhibit):
    assert calls_figure(calls, "fig-calls-meeting", "A meeting").svg == exhibit.svg
