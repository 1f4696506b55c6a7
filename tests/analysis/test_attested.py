"""Reports on one side, independent origins on the other."""

import csv

import pytest

from summitwatch.analysis.attested import attested, collectors_only, one_origin, rival_accounts
from summitwatch.tables import DATA, load


@pytest.fixture(scope="module")
def data():
    return load()


@pytest.fixture(scope="module")
def events(data):
    return attested(data, "events")


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_event_and_every_statement_is_attested_once(data, events):
    said = attested(data, "statements")
    assert sorted(events["record_id"]) == sorted(r["event_id"] for r in rows("events"))
    assert sorted(said["record_id"]) == sorted(r["statement_id"] for r in rows("statements"))


def test_origins_are_bounds_that_reports_and_publishers_limit(events):
    assert (events["origins_min"] <= events["origins_max"]).all()
    assert (events["origins_max"] <= events["publishers"]).all()
    assert (events["publishers"] <= events["reports"]).all()


def test_reports_of_an_event_are_the_items_that_carry_its_states(events):
    states = {r["state_id"] for r in rows("event_states") if r["event_id"] == "EV122"}
    items = {r["item_id"] for r in rows("evidence") if r["record_id"] in states}
    assert events.set_index("record_id").loc["EV122", "reports"] == len(items)


def test_one_origin_means_many_reports_and_at_most_one_name(events):
    single = one_origin(events, 3)
    assert (single["reports"] >= 3).all()
    assert (single["origins_min"] <= 1).all()
    assert list(single["gap"]) == sorted(single["gap"], reverse=True)


def test_collected_means_that_every_source_is_an_aggregator(events):
    kinds = {r["source_id"]: r["kind"] for r in rows("sources")}
    source = {r["item_id"]: r["source_id"] for r in rows("items")}
    sentences = {r["sentence_id"]: r["item_id"] for r in rows("sentences")}
    states = {r["state_id"]: r["event_id"] for r in rows("event_states")}
    carried = {}
    for tie in rows("evidence"):
        if tie["record_id"] in states and tie["stance"] != "contradicts":
            item = tie["item_id"] or sentences[tie["sentence_id"]]
            carried.setdefault(states[tie["record_id"]], set()).add(kinds[source[item]])
    expected = sorted(event for event, found in carried.items() if found == {"aggregator"})
    assert sorted(collectors_only(events)["record_id"]) == expected


def test_rival_accounts_keep_the_order_and_name_who_tells(data):
    accounts = rival_accounts(data, ["oh-on-the-chance", "chung-on-the-chance"])
    assert list(accounts["point"].unique()) == ["oh-on-the-chance", "chung-on-the-chance"]
    french = accounts[accounts["languages"] == "fr"]
    assert set(french["publishers"]) == {"Blick"}
