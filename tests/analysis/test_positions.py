"""Who wants a meeting, when and on which condition; which wording recurs."""

import pytest

from summitwatch.analysis.formulas import formulas, quotations_table, stems
from summitwatch.analysis.positions import ATTITUDES, statements_table, terms, wants
from summitwatch.tables import load

DATA = load().only("core")


def test_only_principals_have_a_side():
    principals = set(DATA["actors"].query("principal == 'yes'")["actor_id"])
    table = statements_table(DATA)
    assert set(table["speaker"]) <= principals
    assert set(table["side"]) == {"Pyongyang", "Washington"}


def test_attitudes_are_those_of_the_statements():
    table = wants(DATA)
    coded = DATA["statements"].dropna(subset=["wants"])
    assert sorted(table["statement_id"]) == sorted(coded["statement_id"])
    assert [ATTITUDES[int(value)] for value in table["wants"]] == list(table["attitude"])


def test_words_without_day_are_not_later_than_the_first_story_that_carries_them():
    row = statements_table(DATA).set_index("statement_id").loc["ST003"]
    assert row["day_basis"] == "published"
    assert row["said"] == "[..2025-09-28]"


def test_both_sources_carry_kims_condition_independently():
    row = statements_table(DATA).set_index("statement_id").loc["ST006"]
    assert (row["sources"], row["origins_min"]) == ("S1, S2", 2)


def test_pyongyang_names_a_price_and_washington_offers_nothing_on_record():
    pyongyang, washington = terms(DATA, "Pyongyang"), terms(DATA, "Washington")
    assert [statement for _, statement in pyongyang.conditions] == ["ST006"]
    assert washington.conditions == washington.offers == ()
    assert "offers: none in this record" in washington.summary
    assert str(washington.statements) in washington.summary


def test_unknown_side_is_refused():
    with pytest.raises(ValueError, match="allowed: Pyongyang, Washington"):
        terms(DATA, "Seoul")


def test_stems_meet_across_endings():
    assert stems("We cannot rule out") & stems("cannot be ruled out") == {"cannot", "rul", "out"}
    assert stems("of the and") == set()


def test_quotation_that_is_not_shown_is_not_compared():
    shown = quotations_table(DATA)["shown"].notna().sum()
    assert set(formulas(DATA)["n_shown"]) == {shown}
    assert set(formulas(DATA)["n_pairs"]) == {shown * (shown - 1) // 2}


def test_lead_recasts_the_officials_words():
    row = formulas(DATA).set_index(["quotation_a", "quotation_b"]).loc[("QU001", "QU002")]
    assert (row["recurs"], row["same_words"]) == ("within a statement", False)


def test_one_word_has_two_owners():
    row = formulas(DATA).set_index(["quotation_a", "quotation_b"]).loc[("QU012", "QU014")]
    assert (row["wording"], row["speaker_a"], row["speaker_b"]) == ("decisiv", "inss", "chung-dong-young")


def test_no_quoted_wording_stands_in_both_sources():
    assert "across sources" not in set(formulas(DATA)["recurs"])
