"""Numbers and dates are formatted in one way, and nothing is rounded by chance."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitwatch.analysis.intervals import wilson
from summitwatch.dates import parse
from summitwatch.prose import format as formatting
from summitwatch.prose.format import day, decimal, number, origins, percent, percents, say, span, spans


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        (0, {}, "0"),
        (7, {}, "7"),
        (1234567, {}, "1,234,567"),
        (7.0, {}, "7"),
        (0, {"words": True}, "no"),
        (12, {"words": True}, "twelve"),
        (13, {"words": True}, "13"),
        (1234, {"words": True}, "1,234"),
        (-1, {"words": True}, "-1"),
        (0, {"words": True, "alone": True}, "none"),
        (1, {"words": True, "alone": True}, "one"),
        (0, {"alone": True}, "0"),
    ],
)
def test_number(value, options, expected):
    assert number(value, **options) == expected


@given(st.integers(min_value=0))
def test_number_keeps_every_digit(value):
    assert int(number(value).replace(",", "")) == value


@pytest.mark.parametrize("value", [0.5, 11.999, float("inf"), float("nan")])
def test_a_count_that_is_not_whole_is_refused(value):
    with pytest.raises((ValueError, OverflowError)):
        number(value)


def test_a_count_that_is_not_whole_is_sent_to_decimal():
    with pytest.raises(ValueError, match=r"0\.5.*decimal\(\)"):
        number(0.5)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(0.5, 2, "0.50"), (-0.071, 2, "−0.07"), (1, 0, "1"), (2.25, 1, "2.2"), (1 / 3, 4, "0.3333")],
)
def test_decimal(value, places, expected):
    assert decimal(value, places) == expected


def test_percent_tells_interval_and_n():
    assert percent(wilson(8, 20)) == "40% (95% interval 22–61%; 8 of 20)"
    assert percent(wilson(8, 20), interval=False) == "40%"


def test_percents_are_those_of_the_rows_in_order():
    frame = pd.DataFrame({"k": [0, 8], "n": [5, 20]}, index=[9, 3])
    assert percents(frame) == [percent(wilson(0, 5)), percent(wilson(8, 20))]


@pytest.mark.parametrize(
    ("when", "options", "expected"),
    [
        ("2019-06-30", {}, "30 June 2019"),
        ("2019-06-30", {"short": True}, "30 Jun 2019"),
        ("[2025-09-26..2025-09-28]", {}, "between 26 and 28 September 2025"),
        ("2025-09-26/2025-09-28", {}, "from 26 to 28 September 2025"),
        (parse("2026-04~"), {}, "about April 2026"),
        (date(2019, 6, 30), {}, "30 June 2019"),
        ("1999-24", {}, "winter 1999–00"),
    ],
)
def test_day(when, options, expected):
    assert day(when, **options) == expected


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (88, 93, "88 to 93 days"),
        (0, 0, "0 days"),
        (1, 1, "1 day"),
        (1, 2, "1 to 2 days"),
        (2365, 2371, "2,365 to 2,371 days"),
        (None, 4, "at most 4 days"),
        (None, 1, "at most 1 day"),
        (1234, None, "at least 1,234 days"),
        (None, None, "an unknown number of days"),
    ],
)
def test_span(least, most, expected):
    assert span(least, most) == expected


@pytest.fixture
def glued(monkeypatch):
    """What reaches the text, by name."""
    found = {}
    monkeypatch.setattr(
        formatting, "glue", lambda name, value, display: found.update({name: (value, display)})
    )
    return found


def test_say_gives_values_to_the_text_without_showing_them(glued):
    say(all_words=1234, kim="40%")
    assert glued == {"all-words": ("1,234", False), "kim": ("40%", False)}


@pytest.mark.parametrize("value", [0.4, None, True, date(2019, 6, 30), wilson(8, 20)])
def test_say_refuses_what_was_not_formatted(glued, value):
    with pytest.raises(TypeError, match=r"say\(kim=…\): format .* with number\(\), decimal\(\)"):
        say(kim=value)
    assert not glued


def test_origins_are_a_dash_in_tables_and_words_in_sentences():
    counts = pd.DataFrame({"origins_min": [2, 1, 0, None], "origins_max": [2, 3, 1, None]})
    assert spans(counts) == ["2", "1–3", "0–1", None]
    assert [origins(2, 2), origins(1, 3), origins(0, 1)] == ["two", "one to three", "at most one"]
