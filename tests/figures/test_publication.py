"""Bounds of publication are drawn as computed; open ends run to the edge."""

import pytest

from summitwatch.analysis.publication import publication_table
from summitwatch.dates import label, parse
from summitwatch.figures.publication import bounds_figure
from summitwatch.figures.rows import day_number
from summitwatch.tables import load

TABLE = publication_table(load().only("core"))
EXHIBIT = bounds_figure(TABLE)
[AXES] = EXHIBIT.figure.axes
LINES = {line.get_label(): line for line in AXES.lines if line.get_label().startswith(("_S", "_C"))}


@pytest.mark.parametrize("item", list(TABLE.itertuples()), ids=lambda item: item.item_id)
def test_line_covers_the_possible_days(item):
    left, right = LINES[f"_{item.item_id}"].get_xdata()
    edges = AXES.get_xlim()
    assert left == (day_number(item.earliest) - 0.5 if item.earliest else edges[0])
    assert right == (day_number(item.latest) + 0.5 if item.latest else edges[1])


def test_texts_alone_have_a_thinner_line_only_where_they_bound():
    thin = {name.removesuffix("-core") for name in LINES if name.endswith("-core")}
    assert thin == {f"_{item}" for item in TABLE.loc[TABLE["core"].notna(), "item_id"]}
    for name in thin:
        assert LINES[f"{name}-core"].get_linewidth() < LINES[name].get_linewidth()


def test_open_ends_have_arrows():
    arrows = [line for line in AXES.lines if line.get_marker() in ("<", ">")]
    opened = TABLE["earliest"].isna().sum() + TABLE["latest"].isna().sum()
    with_core = TABLE[TABLE["core"].notna()]
    assert (
        len(arrows)
        == opened + with_core["core_earliest"].isna().sum() + with_core["core_latest"].isna().sum()
    )


def test_dates_are_written_and_told():
    written = {text.get_text() for text in EXHIBIT.figure.texts}
    for item in TABLE.itertuples():
        assert label(parse(item.edtf), short=True) in written
        assert f"{item.item_id}: {label(parse(item.edtf))}" in EXHIBIT.alt
    assert f"n = {len(TABLE)}" in EXHIBIT.caption
