"""Oddities in order of their weight, with their place."""

from summitwatch.analysis.oddities import WEIGHTS, oddities
from summitwatch.tables import load

DATA = load().only("core")


def test_every_note_stands_somewhere_and_the_weighty_come_first():
    table = oddities(DATA)
    assert sorted(table["note_id"]) == sorted(DATA["notes"]["note_id"])
    assert table[["sources", "items"]].notna().all(axis=None)
    assert [WEIGHTS.index(w) for w in table["weight"]] == sorted(WEIGHTS.index(w) for w in table["weight"])
