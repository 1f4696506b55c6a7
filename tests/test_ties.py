"""What must rest on what: each rule on a small dataset, told word for word."""

from dataclasses import replace

import pandas as pd
import pytest
from conftest import write_dataset

from summitwatch.checks import ties
from summitwatch.tables import load

ROOM = {"evidence": 10, "event_states": 3}  # rows of the small dataset


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return load(write_dataset(tmp_path_factory.mktemp("ties")))


def put(table, row, **cells):
    """Return a change: other values in the cells of a row (as the file counts, the header being 1)."""

    def change(data):
        frame = data[table]
        for field, value in cells.items():
            frame.loc[row - 2, field] = value
        return replace(data, tables={**data.tables, table: frame})

    return change


def add(table, **cells):
    def change(data):
        frame = pd.concat([data[table], pd.DataFrame([cells])], ignore_index=True)
        return replace(data, tables={**data.tables, table: frame.astype(data.tables[table].dtypes)})

    return change


def drop(table, **cells):
    def change(data):
        frame = data[table]
        for field, value in cells.items():
            frame = frame[frame[field] != value].reset_index(drop=True)
        return replace(data, tables={**data.tables, table: frame})

    return change


def told(rule, data):
    return [str(problem) for problem in rule(data)]


EXISTS = "allowed: an id that a table holds; to mend: use the id of a record"
KEY = "allowed: a key of the bibliography; to mend: correct the key"
PLACE = "allowed: a sentence_id (core) or an item_id (context), not both; to mend: name one"
TIE = "allowed: at least one tie; to mend: add a row to evidence.csv"
FAULTS = {
    "evidence of no record": (
        ties.references, put("evidence", 3, record_id="ST999"), f"evidence.csv row 3, field record_id: found 'ST999'; {EXISTS}",
    ),
    "a judgement on no record": (
        ties.references, put("judgement_records", 2, record_id="EV1"), f"judgement_records.csv row 2, field record_id: found 'EV1'; {EXISTS}",
    ),
    "a rating of no record": (
        ties.references, add("ratings", rating_id="RT001", record_id="CL009"), f"ratings.csv row 2, field record_id: found 'CL009'; {EXISTS}",
    ),
    "a signal in no record": (
        ties.references, add("indicator_records", indicator_id="IN01", record_id="EV9"),
        f"indicator_records.csv row 2, field record_id: found 'EV9'; {EXISTS}",
    ),
    "a row of the crosswalk that leads nowhere": (
        ties.references, add("crosswalk", crosswalk_id="CW0001", record_id="N9"), f"crosswalk.csv row 2, field record_id: found 'N9'; {EXISTS}",
    ),
    "a role without its basis": (
        ties.references, add("roles", role_id="RO001", basis="S9-01-1"), f"roles.csv row 2, field basis: found 'S9-01-1'; {EXISTS}",
    ),
    "a role on more than a coded row": (
        ties.references, add("roles", role_id="RO001", basis="C25-0011"), f"roles.csv row 2, field basis: found 'C25-0011'; {EXISTS}",
    ),
    "a refinement of nothing": (
        ties.references, add("refinements", refinement_id="RF001", record_id="ES9"), f"refinements.csv row 2, field record_id: found 'ES9'; {EXISTS}",
    ),
    "a key of the bibliography with a blank": (
        ties.bibliography, add("glossary", term="a", meaning="b", reference="icd 203"), f"glossary.csv row 2, field reference: found 'icd 203'; {KEY}",
    ),
    "a tie to two places": (ties.evidence, put("evidence", 3, item_id="S1-main"), f"evidence.csv row 3, field sentence_id: found both or neither; {PLACE}"),
    "a tie to none": (ties.evidence, put("evidence", 2, sentence_id=None), f"evidence.csv row 2, field sentence_id: found both or neither; {PLACE}"),
    "a tie twice": (
        ties.evidence, add("evidence", evidence_id="X0099", record_id="ES001", sentence_id="S2-09-1", stance="supports"),
        f"evidence.csv row {ROOM['evidence'] + 2}, field record_id: found ('ES001', None, 'S2-09-1', None, None) twice; "
        "allowed: each tie once; to mend: remove one",
    ),
    "a statement that rests on nothing": (
        ties.asserted, add("statements", statement_id="ST005"), f"statements.csv row 4, field statement_id: found ST005 without evidence; {TIE}",
    ),
    "a state that rests on nothing": (
        ties.asserted, drop("evidence", record_id="ES150"), f"event_states.csv row 3, field state_id: found ES150 without evidence; {TIE}",
    ),
    "a forecast that rests on nothing": (
        ties.asserted, drop("evidence", record_id="FC001"), f"forecasts.csv row 2, field forecast_id: found FC001 without evidence; {TIE}",
    ),
    "a claim that rests on nothing": (
        ties.asserted, add("claims", claim_id="CL001"), f"claims.csv row 2, field claim_id: found CL001 without evidence; {TIE}",
    ),
    "a note that rests on nothing": (
        ties.asserted, add("notes", note_id="N001"), f"notes.csv row 2, field note_id: found N001 without evidence; {TIE}",
    ),
    "a judgement that rests on nothing": (
        ties.judgements, drop("judgement_records", judgement_id="KJ02"),
        "judgements.csv row 3, field judgement_id: found no record; allowed: one or more records; to mend: add a row to judgement_records.csv",
    ),
    "a likelihood of nothing": (
        ties.judgements, put("judgements", 2, of_what=None),
        "judgements.csv row 2, field of_what: found band 'unlikely', of_what None; allowed: both or neither; to mend: fill or clear both",
    ),
    "something without its likelihood": (
        ties.judgements, put("judgements", 3, of_what="a word"),
        "judgements.csv row 3, field of_what: found band None, of_what 'a word'; allowed: both or neither; to mend: fill or clear both",
    ),
    "two outcomes": (
        ties.resolutions, add("resolutions", resolution_id="RS002", proposition_id="PR01", tier="core", reading="main", outcome="no"),
        "resolutions.csv row 3, field proposition_id: found PR01 core main twice; allowed: one outcome; to mend: remove one",
    ),
    "an outcome that rests on nothing": (
        ties.resolutions, add("resolutions", resolution_id="RS002", proposition_id="PR01", tier="context", reading="main", outcome="void"),
        f"resolutions.csv row 3, field resolution_id: found RS002 without evidence; {TIE}",
    ),
    "no outcome": (
        ties.resolutions, put("resolutions", 2, reading="strict"),
        "propositions.csv row 2, field proposition_id: found PR01 without an outcome; allowed: one or more; to mend: add a row to resolutions.csv",
    ),
    "an id used again": (
        ties.retired, add("retired", retired_id="ST003", edition="2026.10", reason="a test"),
        "retired.csv row 4, field retired_id: found 'ST003'; allowed: an id no longer used; to mend: give the new record a new id",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "change", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_broken_tie_is_told_with_its_place(small, rule, change, message):
    assert told(rule, small) == []
    assert told(rule, change(small)) == [message]


@pytest.mark.parametrize("outcome", ["yes", "no", "void"])
def test_what_the_wider_record_settles_rests_on_an_item_whatever_came(small, outcome):
    settle = add("resolutions", resolution_id="RS002", proposition_id="PR01", tier="context", reading="main", outcome=outcome)  # fmt: skip
    message = f"resolutions.csv row 3, field resolution_id: found RS002 without evidence; {TIE}"
    assert told(ties.resolutions, settle(small)) == [message]


def test_an_event_without_a_state_is_told(small):
    message = "events.csv row 3, field event_id: found EV015 without a state; allowed: one or more; to mend: add a row to event_states.csv"
    assert told(ties.states, small) == [message]


SOUND = {
    "a coded row of the context tables": (ties.references, put("evidence", 2, record_id="T26-001")),
    "a blank basis": (ties.references, add("roles", role_id="RO001")),
    "a key of the bibliography": (ties.bibliography, add("glossary", term="a", meaning="b", reference="icd203")),
    "a term without reference": (ties.bibliography, add("glossary", term="a", meaning="b")),
    "the same place for another field": (
        ties.evidence, add("evidence", evidence_id="X0099", record_id="ES001", field="state", sentence_id="S2-09-1", stance="supports"),
    ),
    "another paragraph": (
        ties.evidence, add("evidence", evidence_id="X0099", record_id="ST004", item_id="C25-001-main", paragraph=4, stance="supports"),
    ),
    "one outcome a tier": (
        ties.resolutions, add("resolutions", resolution_id="RS002", proposition_id="PR01", tier="context", reading="main", outcome="running"),
    ),
    "a core outcome that needs no item": (ties.resolutions, put("resolutions", 2, outcome="yes")),
    "an outcome of the wider record alone": (ties.resolutions, put("resolutions", 2, tier="context")),
    "an id that nothing bears": (ties.retired, add("retired", retired_id="ST900", edition="2026.10", reason="a test")),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "change"), SOUND.values(), ids=SOUND.keys())
def test_a_sound_tie_is_left_alone(small, rule, change):
    assert told(rule, change(small)) == []
