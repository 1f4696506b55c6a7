import csv
from dataclasses import replace

import pandas as pd
import pytest

from summitwatch.analysis import agreement
from summitwatch.tables import DATA, load


@pytest.fixture(scope="module")
def dataset():
    return load().only("core")


def coded(dataset, *rows):
    """A dataset with these codings only: (coder, sentence, variable, unit, value)."""
    columns = ["coder", "sentence_id", "variable", "unit", "value"]
    table = pd.DataFrame(rows, columns=columns).assign(coding_id=[f"CO{n:05}" for n in range(len(rows))])
    return replace(dataset, tables={**dataset.tables, "codings": table})


def only(frame):
    (row,) = frame.to_dict("records")
    return row


def both(variable, *pairs):
    """Codings of one variable, each unit by both coders."""
    return [
        (coder, "S1-01-1", variable, f"unit {n}", value)
        for n, pair in enumerate(pairs)
        for coder, value in zip("ab", pair, strict=True)
    ]


@pytest.mark.parametrize("variable", ["mention.actor", "statement.topic", "event.date", "note.count"])
def test_counts_follow_from_the_table(dataset, variable):
    codings = {"a": {}, "b": {}}
    with (DATA / "codings.csv").open(encoding="utf-8") as file:
        for r in csv.DictReader(file):
            if r["variable"] == variable:
                codings[r["coder"]][r["sentence_id"], r["unit"]] = r["value"]
    a, b = codings["a"], codings["b"]
    shared = a.keys() & b.keys()
    row = only(agreement.consistency(dataset).query("variable == @variable"))
    assert (row["a"], row["b"], row["both"], row["n"]) == (len(a), len(b), len(shared), len(shared))
    assert row["k"] == sum(a[key] == b[key] for key in shared)
    assert row["f1"] == pytest.approx(2 * len(shared) / (len(a) + len(b)))


def test_every_variable_has_a_label_in_plain_words_and_a_place(dataset):
    found = agreement.consistency(dataset)
    assert list(found["variable"]) == [name for name in agreement.LABELS if name in set(found["variable"])]
    assert not found["label"].str.contains(r"[._]", regex=True).any()


def test_alpha_of_a_table_worked_by_hand(dataset):
    # Four units: 1-1, 1-1, 2-2, 1-2. Disagreement observed 1/4; expected, of 8 values (5 of 1, 3 of 2),
    # 2*5*3/(8*7) = 15/28; so alpha = 1 - (1/4)/(15/28) = 8/15.
    rows = both("segment", ("x", "x"), ("x", "x"), ("y", "y"), ("x", "y"))
    row = only(agreement.consistency(coded(dataset, *rows)))
    assert row["alpha"] == pytest.approx(8 / 15)
    assert row["level"] == "nominal"
    assert (row["k"], row["n"], row["alpha_n"]) == (3, 4, 4)


def test_values_that_do_not_vary_have_no_alpha_but_a_reason(dataset):
    row = only(agreement.consistency(coded(dataset, *both("segment", ("x", "x"), ("x", "x")))))
    assert pd.isna(row["alpha"])
    assert row["alpha_note"] == "the values do not vary: all are x"
    assert row["share"] == 1


def test_one_coder_only_has_neither_share_nor_alpha(dataset):
    row = only(agreement.consistency(coded(dataset, ("a", "S1-01-1", "segment", "sentence", "body"))))
    assert (row["a"], row["b"], row["both"], row["f1"], row["k"]) == (1, 0, 0, 0, 0)
    assert pd.isna(row["share"])
    assert pd.isna(row["alpha"])
    assert row["alpha_note"] == "no unit was valued by both"


def test_a_blank_is_a_value(dataset):
    changed = coded(dataset, *both("statement.via", (None, None), ("kcna", None)))
    assert only(agreement.consistency(changed))["k"] == 1
    assert only(agreement.disagreements(changed))["b"] == agreement.BLANK


def test_attitude_is_ordinal_and_leaves_out_who_has_none(dataset):
    near = both("statement.wants", ("1", "2"), ("-2", "-2"), ("2", "2"), (None, None))
    far = both("statement.wants", ("-2", "2"), ("-2", "-2"), ("2", "2"), (None, None))
    close, apart = (only(agreement.consistency(coded(dataset, *rows))) for rows in (near, far))
    assert close["level"] == "ordinal"
    assert (close["n"], close["alpha_n"]) == (4, 3)
    assert close["alpha"] > apart["alpha"]


def test_unknown_variables_stand_last_under_their_own_name(dataset):
    rows = [*both("zeal", ("x", "y")), *both("segment", ("x", "y"))]
    assert agreement.consistency(coded(dataset, *rows))["label"].tolist() == [
        agreement.LABELS["segment"],
        "zeal",
    ]


def test_disagreements_are_what_was_valued_differently(dataset):
    found = agreement.consistency(dataset)
    differing = (found["n"] - found["k"]).sum()
    assert len(agreement.disagreements(dataset)) == differing


def test_what_one_coder_found_is_listed_with_the_coder(dataset):
    found = agreement.consistency(dataset)
    alone = agreement.found_by_one(dataset)
    assert (alone["by"] == "a").sum() == (found["a"] - found["both"]).sum()
    assert (alone["by"] == "b").sum() == (found["b"] - found["both"]).sum()
