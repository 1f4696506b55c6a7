"""One list of words for what became of an event, wherever a reader meets it."""

import re
from datetime import date

import pandas as pd
import pytest

from summitwatch.analysis.dating import STATUSES
from summitwatch.analysis.wording import (
    CODES,
    COUNTRIES,
    LANGUAGES,
    OUTCOME,
    RATING,
    SET,
    STATE,
    STATUS,
    STRAND,
    dated,
    point_name,
)
from summitwatch.figures import chronology_words, moved_date
from summitwatch.figures.data_view import reading_view
from summitwatch.prose import as_of, chronology, outlook_tables
from summitwatch.publishing import words
from summitwatch.publishing.entry import _facts
from summitwatch.tables import load

DATA = load()
#: What a program writes with underscores, or in small letters with more than one hyphen.
CODE = re.compile(r"\b[a-z0-9]+_[a-z0-9_]+\b|(?<![\w-])[a-z]+(?:-[a-z]+){2,}\b")


def test_each_status_and_each_state_has_its_word():
    assert list(STATUS) == list(STATUSES)
    assert set(STATE) == {state for states in STATUSES.values() for state in states}
    assert set(DATA["event_states"]["state"]) <= set(STATE)
    assert set(DATA["ratings"]["rating"]) <= set(RATING)
    assert set(DATA["resolutions"]["outcome"]) <= set(OUTCOME)
    assert set(DATA["events"]["strand"]) <= set(STRAND)
    assert set(DATA["sources"]["language"]) <= set(LANGUAGES)
    assert set(DATA["engine_scores"]["set"]) <= set(SET)
    countries = {*DATA["actors"]["country"].dropna(), *DATA["events"]["country"].dropna()}
    assert countries <= set(COUNTRIES)


def test_figure_table_and_ledger_use_the_same_words():
    assert {name: told for name, (told, _, _) in chronology_words.MARKS.items()} == STATUS
    assert {name: told for name, (told, *_) in moved_date.HELD.items()}.items() <= STATE.items()
    tables = [chronology.events_table(DATA), chronology.inferred_table(DATA), as_of.events_table(DATA, "now")]
    for table in tables:
        assert set(table.frame["Status"].str.rstrip(" *?")) <= set(STATUS.values()), table.id
    ahead = outlook_tables.calendar_table(DATA).frame["Standing"].str.split(";").str[0]
    assert set(ahead) <= set(STATUS.values())
    ledger = {words.value(DATA, "event_states", "state", state) for state in DATA["event_states"]["state"]}
    assert ledger <= set(STATE.values())
    assert words.value(DATA, "claims", "point", "last-trump-kim-meeting") == "Last Trump–Kim meeting"
    assert words.value(DATA, "events", "country", "SGP") == "Singapore"
    rated = {words.value(DATA, "ratings", "rating", rating) for rating in DATA["ratings"]["rating"]}
    assert rated <= set(RATING.values())


def test_each_code_that_means_something_in_one_column_is_a_code_of_that_column():
    for (table, column), told in CODES.items():
        assert set(DATA[table][column].dropna()) <= set(told), (table, column)


def test_no_name_of_a_point_is_left_in_small_letters_or_runs_two_names_together():
    for point in DATA["claims"]["point"]:
        name = point_name(point)
        assert not re.search(r"\b(?:trump|kim|lee|xi|white house|korean)\b", name), point
        assert not re.search(r"\b(?:Trump Kim|Lee Xi|Kim Xi)\b", name), point


def test_dates_within_a_text_are_worded_and_other_figures_are_not():
    assert (
        dated("2025-09-26, and 2025-09-27 by one page")
        == "26 September 2025, and 27 September 2025 by one page"
    )
    assert dated("[2026-03-13..2026-03-19]") == "between 13 and 19 March 2026"
    assert dated("[..2025-06-11]") == "by 11 June 2025"
    assert dated("2026-05-07~") == "about 7 May 2026"
    assert dated("2018/2020, 12-14 and T26-054") == "2018/2020, 12-14 and T26-054"


@pytest.mark.parametrize("table", ["resolutions", "ratings", "items", "forecasts", "events", "indicators"])
def test_the_ledger_shows_no_code_of_several_words(table):
    key = next(iter(DATA[table].columns))
    for record_id in DATA[table][key]:
        record = DATA.record(record_id)
        for name, body in _facts(DATA, record):
            if name not in ("url", "item_id", "source_id") and not str(record[name]).endswith("-main"):
                assert not CODE.search(body.astext()), (record_id, name, body.astext())


def test_the_data_of_a_figure_are_shown_in_words_and_kept_as_codes():
    calls = pd.DataFrame(
        {"actor_id": ["kim-jong-un"], "band": ["very_unlikely"], "point": ["last-trump-kim-meeting"],
         "country": ["PRK"], "day": ["[2026-03-13..2026-03-19]"], "first": [date(2026, 3, 13)], "k": [3],
         "name": ["Kim Jong Un"], "more": ["a"], "most": ["b"], "phrase": ["likely"]}
    )  # fmt: skip
    shown = reading_view(calls)
    assert list(shown.columns) == ["name", "band", "point", "country", "day", "first", "k", "more"]
    assert list(shown.iloc[0]) == [
        "Kim Jong Un", "very unlikely (5–20%)", "Last Trump–Kim meeting", "North Korea",
        "between 13 and 19 March 2026", "13 March 2026", 3, "a",
    ]  # fmt: skip
    assert calls["band"].iloc[0] == "very_unlikely"
    said = reading_view(calls[["phrase", "band"]])
    assert list(said.iloc[0]) == ["likely", "very unlikely (5–20%)"]  # words that were said are no code
