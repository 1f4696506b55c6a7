"""What rests on independent legs, on one, and where accounts differ."""

from dataclasses import replace

import pytest

from summitwatch.analysis.corroboration import LABELS, claims_table, overlap, rivals, summary, voices
from summitwatch.tables import load

DATA = load().only("core")
CLAIMS = claims_table(DATA).set_index("claim_id")


def sources_of(claim):
    """Find the sources that support a claim by the shortest way: the first letters of its sentences."""
    rows = DATA["evidence"].query("record_id == @claim and stance == 'supports'")
    return {sentence.split("-")[0] for sentence in rows["sentence_id"].dropna()}


def test_two_named_origins_need_both_core_sources():
    for claim, row in CLAIMS.iterrows():
        assert (row["origins_min"] == 2) <= (sources_of(claim) == {"S1", "S2"})
        assert row["sources"] == ", ".join(sorted(sources_of(claim)))


def test_page_alone_is_never_more_than_one_leg():
    alone = CLAIMS[CLAIMS["sources"] == "S1"]
    assert (alone["origins_max"] == 1).all()
    assert (alone["standing"] == "reported, not corroborated").all()


def test_last_meeting_is_corroborated_and_undisputed():
    assert CLAIMS.loc["CL001", ["standing", "label", "voice"]].tolist() == ["corroborated"] * 2 + [
        "own voice"
    ]


def test_kims_condition_is_one_voice_told_twice():
    assert CLAIMS.loc["CL013", ["standing", "voice"]].tolist() == ["one voice, told twice", "said"]
    assert CLAIMS.loc["CL013", "origins_min"] == 2


def test_prospects_stand_on_the_page_alone_in_its_own_voice():
    assert CLAIMS.loc["CL034", ["aggregator_only", "voice"]].tolist() == [True, "own voice"]
    assert CLAIMS.loc["CL034", "n_qualify"] > 0


def test_dispute_is_a_rival_or_a_contradiction():
    disputed = CLAIMS["contradicted"] | (CLAIMS["rivals"] > 0)
    assert (CLAIMS["label"].isin(["disputed", "told differently"]) == disputed).all()
    assert ((CLAIMS["label"] == "disputed") == CLAIMS["contradicted"]).all()


def test_rivals_share_a_point_and_differ_in_value():
    found = rivals(DATA)
    points = DATA["claims"].set_index("claim_id")["point"]
    assert (found["claim_a"].map(points) == found["claim_b"].map(points)).all()
    assert (found["value_a"] != found["value_b"]).all()


def test_wrong_year_is_a_rival_on_one_page():
    row = rivals(DATA).set_index("point").loc["year-of-next-chance"]
    assert (row["items"], bool(row["crossed"])) == ("same", True)


def test_sentence_speaks_in_the_voice_of_its_statements():
    found = voices(DATA)
    assert found["S2-10-1"] == "said"  # the official's own words
    assert found["S2-14-1"] == "own voice"  # the place of the first summit
    assert found["S2-09-1"] == "both"  # the official, and the start that is due


@pytest.mark.parametrize("column", ["label", "standing", "voice", "origins_min"])
def test_counts_add_up_and_bear_their_n(column):
    table = summary(DATA, column)
    assert table["k"].sum() == len(DATA["claims"])
    assert (table["n"] == len(DATA["claims"])).all()
    assert ((table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()


def test_overlap_counts_shared_claims_once():
    table = overlap(DATA).set_index("sources")["k"]
    assert table["S1, S2"] == sum(sources_of(claim) == {"S1", "S2"} for claim in CLAIMS.index)


def test_labels_come_in_their_order():
    found = list(summary(DATA)["label"])
    assert found == [label for label in LABELS if label in found]


def test_claim_without_support_says_so():
    evidence = DATA["evidence"]
    evidence = evidence[evidence["record_id"] != "CL001"]
    found = claims_table(replace(DATA, tables={**DATA.tables, "evidence": evidence})).set_index("claim_id")
    assert found.loc["CL001", ["standing", "origins_max"]].tolist() == ["unsupported", 0]
