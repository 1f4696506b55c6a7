"""When an item can have appeared: rules by example, then the real clues."""

from dataclasses import replace

import pandas as pd
import pytest

from summitwatch.analysis.publication import ClueError, bounds, clue_bounds, publication_table
from summitwatch.dates import parse
from summitwatch.tables import load

DATA = load().only("core")


@pytest.mark.parametrize(
    ("rule", "reference", "weekday", "expected"),
    [
        ("after", "[2025-10-21..2025-10-31]", None, "[2025-10-21..]"),
        ("before", "2026-04", None, "[..2026-04-30]"),
        ("same_week", "2025-09-26", None, "[2025-09-22..2025-09-28]"),
        ("same_week", "[2025-09-28..2025-09-29]", None, "[2025-09-22..2025-10-05]"),
        ("week_after", "2025-12-19", None, "[2025-12-22..2025-12-28]"),
        ("weekday_past", "2026-01-21", "Wednesday", "[2026-01-21..2026-01-27]"),
        ("weekday_past", "[2025-10-21..2025-11-01]", "Saturday", "[2025-10-25..2025-11-07]"),
        ("weekday_ahead", "2026-01-04", "Sunday", "[2025-12-28..2026-01-03]"),
    ],
)
def test_rule_bounds_the_day(rule, reference, weekday, expected):
    assert clue_bounds(rule, parse(reference), weekday).edtf == expected


@pytest.mark.parametrize(
    ("rule", "reference", "weekday", "message"),
    [
        ("guess", "2025", None, "allowed: after, before"),
        ("same_week", "[2025-09-26..]", None, "needs a bound"),
        ("weekday_past", "2026-01-21", "Sunday", "needs a weekday"),
        ("weekday_ahead", "2026-01-21", None, "needs a weekday"),
    ],
)
def test_rule_that_cannot_be_applied_says_why(rule, reference, weekday, message):
    with pytest.raises(ClueError, match=message):
        clue_bounds(rule, parse(reference), weekday)


@pytest.mark.parametrize("item", DATA["items"].to_dict("records"), ids=lambda item: item["item_id"])
def test_published_is_what_the_clues_leave(item):
    found = bounds(DATA, item["item_id"])
    assert (found.edtf if found else None) == (item["published"] if pd.notna(item["published"]) else None)


def test_core_bounds_never_lie_inside_those_with_context():
    for row in publication_table(DATA).itertuples():
        if row.core_earliest:
            assert row.core_earliest <= row.earliest
        if row.core_latest:
            assert row.core_latest >= row.latest


def test_table_has_a_row_for_each_story_and_counts_days():
    table = publication_table(DATA)
    assert len(table) == (DATA["items"]["kind"] != "interface").sum()
    for row in table[table["days"].notna()].itertuples():
        assert row.days == (row.latest - row.earliest).days + 1


def test_clues_that_exclude_each_other_are_named():
    clues = DATA["publication_clues"]
    extra = (
        clues[clues["item_id"] == "S2-main"].head(1).assign(clue_id="PC999", rule="before", reference="2024")
    )
    tables = {**DATA.tables, "publication_clues": pd.concat([clues, extra])}
    with pytest.raises(ClueError, match=r"PC999.*S2-main.*no day satisfies both"):
        bounds(replace(DATA, tables=tables), "S2-main")


def test_item_without_clue_has_no_bound():
    assert bounds(DATA, "S1-page") is None


def test_unknown_tier_is_refused():
    with pytest.raises(ClueError, match="core, all"):
        bounds(DATA, "S1-main", "context")
