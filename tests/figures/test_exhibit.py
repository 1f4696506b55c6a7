"""A table on a page stays light however many rows its data have."""

import pandas as pd

from summitwatch.figures.exhibit import MIME, MOST, TableExhibit


def shown(rows):
    frame = pd.DataFrame({"Row": range(1, rows + 1)})
    return TableExhibit("tab-many", "Rows", frame, "All of them.")._repr_mimebundle_()[MIME]


def test_a_long_table_shows_its_first_rows_and_says_how_many_there_are():
    content = shown(MOST + 1)
    assert [row for (row,) in content["rows"]] == [str(n) for n in range(1, MOST + 1)]
    assert content["caption"] == f"All of them. The first {MOST} of {MOST + 1} rows; the data file has all."
    assert content["csv"].splitlines()[-1] == str(MOST + 1)


def test_a_table_that_fits_is_whole_and_says_nothing():
    content = shown(MOST)
    assert len(content["rows"]) == MOST and content["caption"] == "All of them."
