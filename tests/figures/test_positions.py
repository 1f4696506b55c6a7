"""What the principals want: one row a statement, marks only where an attitude is told."""

import pandas as pd

from summitwatch.analysis.positions import statements_table
from summitwatch.figures.positions import wants_figure
from summitwatch.tables import load

TABLE = statements_table(load().only("core"))
EXHIBIT = wants_figure(TABLE)
[AXES] = EXHIBIT.figure.axes
MARKS = {line.get_label()[1:]: line for line in AXES.lines if line.get_label().startswith("_ST")}


def test_marks_stand_at_the_attitude():
    told = TABLE.dropna(subset=["wants"])
    assert {k: v.get_xdata()[0] for k, v in MARKS.items()} == dict(
        zip(told["statement_id"], told["wants"], strict=True)
    )


def test_sides_have_shapes_and_conditions_are_hollow():
    for row in TABLE.dropna(subset=["wants"]).itertuples():
        mark = MARKS[row.statement_id]
        assert mark.get_marker() == {"Pyongyang": "s", "Washington": "o"}[row.side]
        assert (mark.get_markerfacecolor() != mark.get_markeredgecolor()) == pd.notna(row.condition)


def test_scale_runs_from_rejection_to_seeking():
    assert list(AXES.get_xticks()) == [-2, -1, 0, 1, 2]
    assert AXES.get_xlim()[0] < -2 < 2 < AXES.get_xlim()[1]


def test_every_statement_has_a_row_and_a_part_in_the_alternative_text():
    assert EXHIBIT.alt.startswith(f"Chart of {len(TABLE)} statements")
    assert EXHIBIT.alt.count("no attitude") == TABLE["wants"].isna().sum()


def test_rejection_would_change_the_title():
    assert EXHIBIT.title.startswith("No statement rejects a meeting")
    rejected = wants_figure(TABLE.assign(wants=TABLE["wants"].where(TABLE["statement_id"] != "ST005", -2)))
    assert rejected.title.startswith("1 of ")
