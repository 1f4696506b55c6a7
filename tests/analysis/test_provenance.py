"""Copies, clients of agencies and grades; who speaks in each tier."""

import csv

from summitwatch.analysis.provenance import clients, copies, grades, stories, undated
from summitwatch.analysis.speakers import COLUMNS, sourcing_by_tier, speakers, tiered_statements
from summitwatch.tables import DATA, load

DATASET = load(DATA)


def read(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_client_is_another_publisher_than_the_agency():
    source = {row["source_id"]: row["publisher_actor"] or row["publisher"] for row in read("sources")}
    wider = [row for row in read("items") if row["item_id"].startswith("C2")]
    carriers = {source[row["source_id"]] for row in wider if row["origin"] == "reuters"} - {"reuters"}
    table = clients(DATASET).set_index("origin")
    assert table.loc["reuters", "clients"] == len(carriers)
    assert table.loc["reuters", "k"] == sum(row["origin"] == "reuters" for row in wider)


def test_an_origin_that_nobody_else_carried_has_no_client():
    assert (clients(DATASET)["clients"] > 0).all()


def test_copies_name_the_first_text():
    table = copies(DATASET)
    assert set(table["item_id"]) == {row["item_id"] for row in read("items") if row["same_story_as"]}
    assert table[["publisher", "first_publisher"]].notna().all().all()


def test_letters_add_up_to_the_stories_of_each_tier():
    for tier, found in grades(DATASET).groupby("tier"):
        assert found["k"].sum() == len(stories(DATASET, tier))


def test_no_core_story_is_without_any_bound():
    assert undated(DATASET, "core").k == 0
    assert undated(DATASET).k > 0


def test_every_statement_of_somebody_else_than_the_outlet_stands_in_one_tier():
    spoken = [row for row in read("statements") if row["speaker_class"] != "outlet"]
    table = tiered_statements(DATASET)
    assert len(table) == len(spoken)
    told = {row["record_id"] for row in read("evidence") if row["sentence_id"]}
    assert set(table.query("tier == 'core'")["statement_id"]) == {
        row["statement_id"] for row in spoken if row["statement_id"] in told
    }
    assert sourcing_by_tier(DATASET).groupby("tier")["k"].sum().sum() == len(spoken)


def test_the_groups_of_a_country_add_up_and_origins_are_bounds():
    table = speakers(DATASET)
    assert (table[list(COLUMNS)].sum(axis=1) == table["k"]).all()
    assert (table["origins_min"] <= table["origins_max"]).all()
    assert table["k"].sum() == table["n"].iloc[0]
