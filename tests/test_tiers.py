"""The core by itself: what the two core sources alone give, whatever the wider record adds."""

import re

import pytest

from summitwatch.tables import DATA, load

ALL = load(DATA)
CORE = ALL.only("core")
#: The records of the core, which were numbered before the wider record came.
NUMBERED = {
    "events": ("EV", 48),
    "event_states": ("ES", 78),
    "statements": ("ST", 29),
    "quotations": ("QU", 15),
    "forecasts": ("FC", 51),
    "claims": ("CL", 62),
    "notes": ("N", 59),
    "mentions": ("M", 232),
    "evidence": ("X", 491),
    "propositions": ("PR", 19),
    "questions": ("QN", 3),
    "roles": ("RO", 10),
    "aliases": ("AL", 89),
    "codings": ("CO", 2759),
}


@pytest.mark.parametrize("table", NUMBERED)
def test_the_core_holds_what_it_held_before_the_wider_record_came(table):
    letters, last = NUMBERED[table]
    ids = list(CORE[table].iloc[:, 0])
    assert [int(id_.removeprefix(letters)) for id_ in ids] == list(range(1, last + 1))


def test_the_core_has_two_sources_and_their_stories():
    assert list(CORE["sources"]["source_id"]) == ["S1", "S2"]
    assert set(CORE["items"]["source_id"]) == {"S1", "S2"}
    assert len(CORE["items"]) == 11


def test_no_row_of_the_core_is_a_row_of_the_wider_record_or_points_to_one():
    coded = re.compile(r"C2[56]-\d{3}")
    for table in CORE.tables:
        if table in ("crosswalk", "publication_clues"):  # they tell which day was taken from where
            continue
        cells = (v for row in CORE.rows(table) for v in row.values() if isinstance(v, str))
        assert not [cell for cell in cells if coded.match(cell)], table


def test_every_tie_of_the_core_is_a_sentence():
    assert CORE["evidence"]["sentence_id"].notna().all()
    assert ALL["evidence"]["sentence_id"].isna().any()


@pytest.mark.parametrize("table", sorted(ALL.tables))
def test_the_core_keeps_rows_as_they_are_and_in_their_order(table):
    place = {tuple(row.values()): number for number, row in enumerate(ALL.rows(table))}
    places = [place[tuple(row.values())] for row in CORE.rows(table)]
    assert places == sorted(places)


def test_no_key_of_the_core_leads_out_of_it():
    for resource in CORE.description["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            target = CORE[key["reference"]["resource"]][key["reference"]["fields"]]
            named = CORE[resource["name"]][key["fields"]].dropna()
            assert set(named) <= set(target), (resource["name"], key["fields"])


def test_an_event_that_both_tiers_carry_rests_on_the_core_alone_in_the_core_view():
    both = set(ALL["event_states"].loc[lambda f: f["event_id"] == "EV008", "state_id"])
    core = set(CORE["event_states"].loc[lambda f: f["event_id"] == "EV008", "state_id"])
    assert core < both
    assert len(CORE.evidence("EV008")) < len(ALL.evidence("EV008"))


def test_what_the_wider_record_refines_stays_as_it_is_in_the_core():
    assert CORE.refined("statements").equals(CORE["statements"])
    [row] = ALL["refinements"].query("record_id == 'ST017' and field == 'said_on'").to_dict("records")
    refined = ALL.refined("statements").set_index("statement_id")["said_on"]
    assert refined["ST017"] == row["value"]
    assert CORE["statements"].set_index("statement_id")["said_on"].isna()["ST017"]


def test_a_refined_table_differs_in_the_refined_cells_alone():
    before, after = ALL["statements"], ALL.refined("statements")
    changed = (before.astype(object).fillna("") != after.astype(object).fillna("")).to_numpy().sum()
    assert changed == len(ALL["refinements"])


def test_no_view_is_given_of_a_tier_that_is_not_known():
    with pytest.raises(ValueError, match="'context'; allowed: core"):
        ALL.only("context")
