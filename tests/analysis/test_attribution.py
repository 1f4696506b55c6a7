import csv
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from summitwatch.analysis import attribution, voices
from summitwatch.tables import DATA, load


@pytest.fixture(scope="module")
def dataset():
    return load().only("core")


@cache
def rows(table):
    """Return the rows of a table, of quotations, evidence and statements those of the core, by the plain route."""
    found = read(table)
    if "sentence_id" in found[0]:
        return [r for r in found if r["sentence_id"]]
    carried = {r["record_id"] for r in read("evidence") if r["sentence_id"]}
    return [r for r in found if table != "statements" or r["statement_id"] in carried]


def read(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def statements_of(source):
    """Reported statements with evidence in a source, by the plain route."""
    carried = {r["record_id"] for r in rows("evidence") if r["sentence_id"].startswith(source)}
    return [r for r in rows("statements") if r["statement_id"] in carried and r["speaker_class"] != "outlet"]


def row_of(frame, **wanted):
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    (row,) = frame.to_dict("records")
    return row


@pytest.mark.parametrize("source", ["S1", "S2"])
def test_unnamed_are_anonymous_officials_unattributed_statements_and_analysts(dataset, source):
    found = row_of(attribution.sourcing(dataset), source_id=source, sourcing="unnamed")
    reported = statements_of(source)
    unnamed = [
        r for r in reported
        if r["speaker_class"] in ("official_anonymous", "unattributed") or r["speaker"] in ("", "analysts")
    ]  # fmt: skip
    assert (found["k"], found["n"]) == (len(unnamed), len(reported))
    assert found["low"] < found["share"] < found["high"]


def test_a_statement_in_both_sources_counts_once_in_each(dataset):
    placed = attribution.reported_statements(dataset)
    assert placed.loc[placed["statement_id"] == "ST006", "source_id"].tolist() == ["S1", "S2"]
    assert not placed.duplicated(["source_id", "statement_id"]).any()


def test_the_outlets_own_voice_is_no_reported_statement(dataset):
    own = {r["statement_id"] for r in rows("statements") if r["speaker_class"] == "outlet"}
    assert own
    assert own.isdisjoint(attribution.reported_statements(dataset)["statement_id"])
    assert own <= set(attribution.placed_statements(dataset)["statement_id"])


@pytest.mark.parametrize("source", ["S1", "S2"])
def test_words_quoted_by_source(dataset, source):
    found = attribution.quoted_words(dataset)
    expected = sum(int(r["words"]) for r in rows("quotations") if r["sentence_id"].startswith(source))
    part = found[found["source_id"] == source]
    assert part["words"].sum() == part["n_words"].iloc[0] == expected


def test_words_quoted_by_speaker_and_by_side_are_the_same_words(dataset):
    speaker, side = (attribution.quoted_words(dataset, by) for by in ("speaker", "side"))
    assert speaker["words"].sum() == side["words"].sum() == sum(int(r["words"]) for r in rows("quotations"))
    assert speaker["total"].is_monotonic_decreasing


def test_chain_names_every_hand_between_speaker_and_reader(dataset):
    found = row_of(attribution.chains(dataset), statement_id="ST007")
    assert found["chain"] == (
        "Kim Jong Un → Korean Central News Agency (KCNA) → Agence France-Presse (AFP) → The Straits Times"
    )
    assert found["steps"] == 3


def test_who_stands_twice_in_a_row_is_one_hand(dataset):
    assert row_of(attribution.chains(dataset), statement_id="ST009")["steps"] == 2  # told AFP, sent by AFP


def test_a_go_between_counts_only_where_the_item_names_it(dataset):
    found = attribution.chains(dataset)
    assert pd.isna(row_of(found, statement_id="ST006", source_id="S1")["via"])
    assert row_of(found, statement_id="ST006", source_id="S2")["via"] == "dprk-state-media"


def test_an_item_without_known_origin_has_the_publisher_alone(dataset):
    found = row_of(attribution.chains(dataset), statement_id="ST021")
    assert found["chain"] == "speaker not named → allthe.news"


def test_context_evidence_places_a_statement_by_its_item(dataset):
    tie = dataset["evidence"].query("record_id == 'ST001'").head(1).assign(sentence_id=None, item_id="S1-R1")
    other = replace(dataset, tables={**dataset.tables, "evidence": tie})
    assert attribution.placed_statements(other)["source_id"].tolist() == ["S1"]


@pytest.mark.parametrize("source", ["S1", "S2"])
def test_each_sentence_reports_somebody_named_or_unnamed_or_nobody(dataset, source):
    found = voices.sentence_sourcing(dataset)
    part = found[found["source_id"] == source]
    ids = {r["statement_id"] for r in statements_of(source)}
    carrying = {r["sentence_id"] for r in rows("evidence") if r["record_id"] in ids}
    text = {
        r["sentence_id"] for r in rows("sentences")
        if r["sentence_id"].startswith(source) and r["segment"] not in ("chrome", "credit")
    }  # fmt: skip
    assert part["k"].sum() == part["n"].iloc[0] == len(text)
    assert row_of(part, sourcing="own voice")["k"] == len(text - carrying)
