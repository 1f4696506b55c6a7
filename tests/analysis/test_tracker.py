"""A formula returns word for word, or is worded anew; the texts of the record decide."""

import pytest

from summitwatch.analysis.positions import of_countries, sides, wants
from summitwatch.analysis.tracker import ANEW, FIRST, SAME, TRACKED, tracked
from summitwatch.tables import load


@pytest.fixture(scope="module")
def data():
    return load()


def test_the_white_house_gives_the_same_two_sentences_again(data):
    moved = tracked(data).set_index("statement_id")["moved"]
    assert moved["ST205"] == moved["ST206"] == SAME
    words = {q["statement_id"]: q["shown"] for q in data.rows("quotations")}
    assert words["ST120"] == words["ST205"]


def test_kim_words_his_condition_anew(data):
    moved = tracked(data).set_index(["formula", "statement_id"])["moved"]
    assert moved["Kim on his condition", "ST006"] == FIRST
    assert moved["Kim on his condition", "ST200"] == ANEW


def test_formulas_stand_in_the_order_of_their_days(data):
    table = tracked(data)
    assert list(table["statement_id"]) == [s for _, statements in TRACKED for s in statements]
    for _, part in table.groupby("formula"):
        days = [said for said in part["said"] if said]
        assert days == sorted(days)


def test_those_who_speak_for_a_principal_stand_on_its_side(data):
    side = sides(data)
    assert side["kim-yo-jong"] == side["kim-jong-un"] == "Pyongyang"
    assert side["white-house"] == side["donald-trump"] == "Washington"
    assert "victor-cha" not in side.index
    assert set(wants(data)["side"]) == {"Pyongyang", "Washington"}


def test_the_core_has_no_spokesmen(data):
    assert set(sides(data.only("core")).index) <= {
        "kim-jong-un",
        "donald-trump",
        "north-korea",
        "united-states",
    }


def test_voices_of_a_country_are_counted_without_its_outlets(data):
    frame = of_countries(data, ("CHN", "RUS"))
    actors = {a["actor_id"]: a for a in data.rows("actors")}
    said = {s["statement_id"]: s for s in data.rows("statements")}
    expected = {
        key
        for key, s in said.items()
        if s["speaker"]
        and actors[s["speaker"]]["country"] in ("CHN", "RUS")
        and s["speaker_class"] not in ("outlet", "state_media")
    }
    assert set(frame["statement_id"]) == expected
