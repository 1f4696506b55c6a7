"""The letter of an item follows from its columns."""

import pytest

from summitwatch.analysis.grades import NEWSROOMS, GradeError, grade, rules_table
from summitwatch.tables import load

DATA = load()
ITEM = {"item_id": "S9-main", "kind": "story", "agency": "afp", "ai_written": "no", "origin": "afp"}


@pytest.mark.parametrize(
    ("change", "source_kind", "expected"),
    [
        ({}, "newspaper", ("G1", "B")),
        ({"agency": None}, "broadcaster", ("G2", "C")),
        ({"ai_written": "yes"}, "newspaper", ("G3", "D")),
        ({"ai_written": "yes", "agency": None}, "aggregator", ("G3", "D")),
        ({"kind": "interface", "ai_written": "unknown"}, "aggregator", ("G4", "F")),
        ({}, "state_media", ("G5", "C")),
        ({"agency": None, "origin": None}, "think_tank", ("G5", "C")),
        ({}, "aggregator", ("G6", "D")),
        ({"agency": None, "origin": None}, "aggregator", ("G7", "F")),
        ({"agency": None, "origin": None}, "blog", ("G7", "F")),
        ({"ai_written": "yes"}, "blog", ("G3", "D")),
    ],
)
def test_rule_gives_the_letter(change, source_kind, expected):
    found = grade(ITEM | change, source_kind)
    assert (found.rule, found.letter) == expected


def test_source_without_rule_is_refused():
    with pytest.raises(GradeError, match=r"S9-main.*'other'"):
        grade(ITEM, "other")


def test_every_item_carries_the_grade_of_its_rule():
    kinds = DATA["sources"].set_index("source_id")["kind"]
    for item in DATA["items"].to_dict("records"):
        found = grade(item, kinds[item["source_id"]])
        assert (found.rule, found.letter) == (item["grade_rule"], item["grade"])


def test_rules_have_names_of_their_own_and_a_letter_one_meaning():
    rules = rules_table()
    assert rules["rule"].is_unique
    assert rules["applies_to"].is_unique
    assert rules.groupby("letter")["meaning"].nunique().eq(1).all()
    assert rules.notna().all(axis=None)
    assert "aggregator" not in NEWSROOMS


def test_what_is_unknown_is_no_sign_of_ai():
    assert grade({**ITEM, "ai_written": "unknown"}, "newspaper").rule == "G1"
