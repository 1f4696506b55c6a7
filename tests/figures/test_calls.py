"""Calls are drawn as the ranges of their bands, under the proposition they are about."""

import re

import pytest

from summitwatch.analysis.forecasts import dated_calls
from summitwatch.figures import calls as calls_module
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


def test_of_too_many_calls_the_latest_are_drawn_and_all_are_counted(calls, monkeypatch):
    monkeypatch.setattr(calls_module, "MOST", 3)
    few = calls_figure(calls, "fig-calls-few", "A meeting")
    banded = calls[calls["banded"]]
    assert len(few.figure.axes[0].patches) == 3
    assert f"n = {len(banded)} with a likelihood" in few.caption and "Drawn are the latest 3." in few.caption
    assert len(few.data) == len(banded)
    marks = set(re.findall(r"fig-calls-few-mark-(FC\d+)", few.svg))
    assert marks == set(banded["forecast_id"].tail(3))


def test_korean_words_are_printed_with_their_reading():
    congress = calls_figure(
        dated_calls(load()).query("question_id == 'QN12'"), "fig-calls-congress", "A congress"
    )
    assert "가능성은 작다" in congress.svg and "가능성은 작다" in congress.narrow
    assert "read as unlikely" in congress.svg
    assert "another script" not in congress.svg


def test_a_head_has_no_stop_before_its_arrow(exhibit):
    assert " → " in exhibit.svg and ". →" not in exhibit.svg
