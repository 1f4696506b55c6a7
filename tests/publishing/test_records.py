"""Where a record stands, in which words it is told, and what rests on it, without a page around it."""

from dataclasses import replace

import pandas as pd
import pytest

from summitwatch.publishing.records import Leg, legs, marker, resting_on, text_of
from summitwatch.tables import load


@pytest.fixture(scope="module")
def data(tiny_data):
    return load(tiny_data)


LEGS = {
    "S1": [Leg("S1", None, None, None)],
    "C25-001-main": [Leg("C25-001", "C25-001-main", None, None)],
    "S2-18-2": [Leg("S2", "S2-main", "S2-18-2", 18)],
    "QU001": [Leg("S2", "S2-main", "S2-18-2", 18)],
    "EV014": [Leg("S2", "S2-main", "S2-09-1", 9)],
    "EV150": [Leg("C25-001", "C25-001-main", None, 2)],
    "EV015": [],
    "ST004": [
        Leg("S1", "S1-main", "S1-05-3", 5), Leg("S1", "S1-main", "S1-07-1", 7),
        Leg("S2", "S2-main", "S2-18-2", 18, "qualifies"), Leg("C25-001", "C25-001-main", None, 3),
    ],
    "KJ02": [
        Leg("S1", "S1-main", "S1-05-3", 5), Leg("S1", "S1-main", "S1-07-1", 7),
        Leg("S2", "S2-main", "S2-18-2", 18), Leg("C25-001", "C25-001-main", None, 3),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("record", "places"), LEGS.items(), ids=LEGS.keys())
def test_a_record_rests_on_its_places_in_the_order_of_the_sources(data, record, places):
    assert legs(data, record) == places


ORDERS = {
    "sources by number": ([("S10", 1), ("S2", 1)], "S2 ¶1; S10 ¶1"),
    "the core before the wider record": ([("C25-001", 1), ("S9", 1)], "S9 ¶1; C25-001 ¶1"),
    "pages of the wider record by number": ([("C25-010", 1), ("C25-010", None), ("C25-010", 3)], "C25-010 ¶1, 3"),
    "three places are all told": ([("S1", 1), ("S1", 2), ("S1", 3)], "S1 ¶1, 2, 3"),
    "of four the first two and a count": ([("S1", 1), ("S1", 2), ("S1", 3), ("S2", 4)], "S1 ¶1, 2 +2"),
    "one page of four paragraphs": ([("C25-001", n) for n in (1, 2, 3, 4)], "C25-001 +3"),
    "two pages of the wider record": ([("C25-002", 1), ("C25-001", 1)], "C25-001 +1"),
    "a source whose id begins with C": ([("CNN", 2), ("S1", 1)], "CNN ¶2; S1 ¶1"),
    "nothing": ([], ""),
}  # fmt: skip


@pytest.mark.parametrize(("places", "text"), ORDERS.values(), ids=ORDERS.keys())
def test_a_marker_takes_the_least_room(places, text):
    assert marker(Leg(source, f"{source}-main", None, paragraph) for source, paragraph in places) == text


TEXTS = {
    "S1": "",
    "S1-main": "A headline & more",
    "C25-001-main": "",
    "lee": "Lee Jae-myung",
    "ES001": "<script>alert('x')</script> talks: planned",
    "QU001": "“any time”",
    "FC001": "“would”",
    "ST003": "He would meet at any time.",
    "RS001": "Open.",
    "S1-05-3": "",
}


@pytest.mark.parametrize(("record", "text"), TEXTS.items(), ids=TEXTS.keys())
def test_a_record_is_told_in_its_words(data, record, text):
    assert text_of(data, record) == text


def test_a_state_is_told_without_underscores(data):
    row = {**data.record("ES001").row, "state": "did_not_occur"}
    frame = data["event_states"].assign(state=[row["state"], "occurred", "occurred"])
    other = replace(data, tables={**data.tables, "event_states": frame})
    assert text_of(other, "ES001").endswith(": did not take place")


RESTING = {
    "EV014": ["ES001", "KJ01"],
    "ST003": ["FC001", "KJ01", "QU001"],
    "lee": ["ES001", "ST003", "ST004"],
    "korea": ["EV014"],
    "S2-18-2": ["FC001", "QU001", "ST003", "ST004"],
    "C25-001-main": ["ES150", "ES151", "ST004"],
    "S1": ["S1-main"],
    "S1-main": ["S1-05-3", "S1-07-1"],
    "PR01": ["FC001", "RS001"],
    "QN01": ["PR01"],
}


def test_what_rests_on_a_record_is_found_once_and_in_order(data):
    found = resting_on(data)
    assert {id_: found[id_] for id_ in RESTING} == RESTING
    assert "KJ01" not in found
    assert not any(target in owners for target, owners in found.items())


def test_what_rests_on_a_record_comes_in_the_order_of_numbers(data):
    frame = data["event_states"].assign(state_id=["ES10", "ES9", "ES100"], asserted_by="lee")
    other = replace(data, tables={**data.tables, "event_states": frame})
    assert resting_on(other)["lee"] == ["ES9", "ES10", "ES100", "ST003", "ST004"]


def test_who_takes_part_in_an_event_is_no_tie_of_the_event_to_itself(data):
    assert "EV014" not in resting_on(data)["EV014"]


def test_places_of_one_source_come_by_paragraph_then_the_whole_before_its_sentences_by_number(data):
    def holding(table, rows):
        frame = data.tables[table]
        return pd.DataFrame(rows, columns=frame.columns).astype(frame.dtypes)

    sentences = [{"sentence_id": id_, "item_id": "S1-main", "line": 5} for id_ in ("S1-05-10", "S1-05-3")]
    pages = [f"C25-001-{name}" for name in ("next", "main", "last", "also", "most")]
    items = [{"item_id": id_, "source_id": id_[:-5]} for id_ in ("S1-main", *pages)]
    places = [
        *({"item_id": page, "paragraph": 2} for page in pages),
        {"item_id": "C25-001-main", "paragraph": 10}, {"item_id": "C25-001-main", "paragraph": 0},
        {"item_id": "C25-001-main"},
        {"sentence_id": "S1-05-10"}, {"sentence_id": "S1-05-3"}, {"item_id": "S1-main", "paragraph": 5},
    ]  # fmt: skip
    ties = [
        {"evidence_id": f"X{n}", "record_id": "ST004", "stance": "qualifies"} | place
        for n, place in enumerate(places)
    ]
    tables = {"sentences": holding("sentences", sentences), "items": holding("items", items)}
    other = replace(data, tables={**data.tables, **tables, "evidence": holding("evidence", ties)})
    assert legs(other, "ST004") == [
        Leg("S1", "S1-main", None, 5, "qualifies"),
        Leg("S1", "S1-main", "S1-05-3", 5, "qualifies"),
        Leg("S1", "S1-main", "S1-05-10", 5, "qualifies"),
        Leg("C25-001", "C25-001-main", None, None, "qualifies"),
        Leg("C25-001", "C25-001-main", None, 0, "qualifies"),
        *(Leg("C25-001", page, None, 2, "qualifies") for page in sorted(pages)),
        Leg("C25-001", "C25-001-main", None, 10, "qualifies"),
    ]
