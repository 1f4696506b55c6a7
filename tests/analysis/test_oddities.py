"""Oddities counted by kind, weight and place."""

import pytest

from summitwatch.analysis.oddities import WEIGHTS, by_kind, by_place, oddities
from summitwatch.tables import load

DATA = load().only("core")


def test_every_note_stands_somewhere_and_the_weighty_come_first():
    table = oddities(DATA)
    assert sorted(table["note_id"]) == sorted(DATA["notes"]["note_id"])
    assert table[["sources", "items"]].notna().all(axis=None)
    assert [WEIGHTS.index(w) for w in table["weight"]] == sorted(WEIGHTS.index(w) for w in table["weight"])


def test_kinds_add_up():
    table = by_kind(DATA)
    assert table["k"].sum() == len(DATA["notes"])
    assert (table[list(WEIGHTS)].sum(axis=1) == table["k"]).all()


@pytest.mark.parametrize("place", ["source_id", "item_id"])
def test_rate_is_notes_for_ten_sentences(place):
    table = by_place(DATA, place)
    assert table["sentences"].sum() == len(DATA["sentences"])
    assert list(table["per_10"]) == pytest.approx(list(10 * table["notes"] / table["sentences"]))


def test_text_is_what_is_neither_interface_nor_credit():
    table = by_place(DATA).set_index("source_id")
    rows = [row for row in DATA.rows("sentences") if row["segment"] not in ("chrome", "credit")]
    for source in table.index:
        mine = sum(row["sentence_id"].startswith(f"{source}-") for row in rows)
        assert table.loc[source, "text_sentences"] == mine


def test_note_on_two_items_counts_once_in_each():
    table = by_place(DATA, "item_id").set_index("item_id")
    pairs = DATA["evidence"].drop(columns="item_id").merge(DATA["sentences"], on="sentence_id")
    pairs = pairs[pairs["record_id"].str.startswith("N")][["record_id", "item_id"]].drop_duplicates()
    assert table["notes"].sum() == len(pairs)
