"""Scores of a handful of calls, worked out by hand: what counts, what it costs, in which order it is told."""

from dataclasses import replace

import pandas as pd
import pytest
from conftest import write_dataset
from pandas.testing import assert_frame_equal

from summitwatch.analysis.forecasts import dated_calls
from summitwatch.analysis.scoring import (
    OTHER_WORDS,
    by_question,
    due,
    family,
    same_question,
    scored,
    unscored_kinds,
    vague_words,
)
from summitwatch.tables import load

QUESTIONS = {"QN02": "Will he go to Beijing?", "QN01": "Will they meet?", "QN03": "Will there be letters?"}
#: Proposition: its question, its outcome and its horizon.
PROPOSITIONS = {
    "PR01": ("QN01", "no", "2026-06-30"),
    "PR02": ("QN02", "yes", "2026-06-30"),
    "PR03": ("QN03", "void", "2026-12-31"),
    "PR04": ("QN01", "running", "2026-12-31"),
    "PR05": ("QN01", "yes", "2026-06-30"),
    "PR06": ("QN02", "running", "2026-12-31"),
    "PR07": ("QN01", "running", "2026-12-31"),
    "PR08": ("QN01", "running", "2027-06-30"),
    "PR09": ("QN01", "running", "2026-12-31"),
}
VAGUE = {"band": "unquantified", "scored": "no", "why_not_kind": "no_likelihood"}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return load(write_dataset(tmp_path_factory.mktemp("scores")))


@pytest.fixture(scope="module")
def holding(tables):
    """Return a function that makes a dataset of calls, which come a day after each other."""

    def dataset(*calls):
        def frame(table, rows):
            like = tables.tables[table]
            return pd.DataFrame(rows, columns=like.columns).astype(like.dtypes)

        words, statements, ties = [], [], []
        for number, (proposition, speaker, more) in enumerate(calls, start=1):
            call, statement = f"FC{number:03}", f"ST{number:03}"
            row = {"forecast_id": call, "statement_id": statement, "proposition_id": proposition}
            words.append({"scored": "yes", "polarity": "yes", "phrase": "would"} | row | more)
            day = {"speaker": speaker, "speaker_class": "expert", "said_on": f"2026-01-{number:02}"}
            statements.append({"statement_id": statement} | day)
            place = {"sentence_id": "S2-18-2", "stance": "supports"}
            ties.append({"evidence_id": f"X{number:04}", "record_id": call} | place)
        settled = [
            {
                "resolution_id": f"RS{id_}",
                "proposition_id": id_,
                "tier": "core",
                "reading": "main",
                "outcome": told,
            }
            for id_, (_, told, _) in PROPOSITIONS.items()
        ]
        asked = [
            {"proposition_id": id_, "question_id": question, "horizon": day, "text": f"Text of {id_}.",
             "criteria": f"Criteria of {id_}."}
            for id_, (question, _, day) in reversed(PROPOSITIONS.items())
        ]  # fmt: skip
        made = {
            "forecasts": words, "statements": statements, "evidence": ties, "resolutions": settled,
            "propositions": asked, "refinements": [],
            "questions": [{"question_id": id_, "title": title} for id_, title in QUESTIONS.items()],
        }  # fmt: skip
        return replace(
            tables, tables={**tables.tables, **{name: frame(name, rows) for name, rows in made.items()}}
        )

    return dataset


def told(frame, **columns):
    """Hold rows, their order and their numbers against columns; types of numbers are left open."""
    found = frame[list(columns)].astype(object)
    assert_frame_equal(found, pd.DataFrame(columns, dtype=object), check_dtype=False, check_column_type=False)


@pytest.fixture(scope="module")
def calls(holding):
    return holding(
        ("PR05", "lee", {"band": "almost_certain"}),
        ("PR01", "lee", {"band": "likely"}),
        ("PR01", "kim", {"band": "unlikely", "percent": 30}),
        ("PR02", None, {"band": "very_likely"}),
        ("PR02", None, {"band": "roughly_even"}),
        ("PR01", "lee", {"band": "very_unlikely"}),
        ("PR03", "lee", {"band": "likely"}),
        ("PR04", "kim", {"band": "likely"}),
        ("PR02", "kim", {"band": "likely"}),
        ("PR02", "lee", {"band": "likely", "scored": "no"}),
    )


def test_what_is_void_or_still_running_or_not_to_be_scored_is_left_out(calls):
    names = [f"FC00{number}" for number in (1, 2, 3, 4, 5, 6, 9)]
    told(scored(calls), forecast_id=names)


def test_a_score_is_told_beside_all_that_is_known_of_its_call(calls):
    scores = [
        "p_low",
        "p_high",
        "happened",
        "loss_best",
        "loss_worst",
        "leaned_right",
        "naive",
        "naive_right",
    ]
    assert list(scored(calls)) == [*dated_calls(calls), *scores]


def test_a_band_or_a_percentage_gives_the_likelihood(calls):
    table = scored(calls)
    assert table["p_low"].tolist() == pytest.approx([0.95, 0.55, 0.3, 0.8, 0.45, 0.05, 0.55])
    assert table["p_high"].tolist() == pytest.approx([0.99, 0.8, 0.3, 0.95, 0.55, 0.2, 0.8])
    assert {str(table[end].dtype) for end in ("p_low", "p_high")} == {"float64"}


def test_the_error_is_the_square_of_the_distance_from_what_came(calls):
    table = scored(calls)
    assert table["happened"].tolist() == [1, 0, 0, 1, 1, 0, 1]
    assert table["loss_best"].tolist() == pytest.approx([0.0001, 0.3025, 0.09, 0.0025, 0.2025, 0.0025, 0.04])
    assert table["loss_worst"].tolist() == pytest.approx([0.0025, 0.64, 0.09, 0.04, 0.3025, 0.04, 0.2025])


def test_a_call_leaned_right_if_its_middle_lies_on_the_side_of_what_came_and_even_odds_lean_to_no(calls):
    assert scored(calls)["leaned_right"].tolist() == [True, False, True, True, False, True, True]


def test_the_naive_rule_says_that_they_will_not_meet_and_that_all_else_comes(calls):
    table = scored(calls)
    assert table["naive"].tolist() == [0, 0, 0, 1, 1, 0, 1]
    assert table["naive_right"].tolist() == [False, True, True, True, True, True, True]
    assert {str(table[name].dtype) for name in ("happened", "naive")} == {"int64"}


def test_a_question_is_told_in_its_order_with_its_calls_propositions_and_voices(calls):
    frame = by_question(calls)
    assert list(frame) == ["question_id", "title", "calls", "propositions", "voices", "right", "naive_right"]
    told(
        frame, question_id=["QN02", "QN01"], title=[QUESTIONS["QN02"], QUESTIONS["QN01"]], calls=[3, 4],
        propositions=[1, 2], voices=[3, 2], right=[2, 3], naive_right=[3, 3],
    )  # fmt: skip


def test_calls_compare_where_two_voices_spoke_and_nobody_is_a_voice_for_each_statement(calls):
    told(same_question(calls), forecast_id=["FC002", "FC003", "FC004", "FC005", "FC006", "FC009"])


def test_calls_that_compare_are_told_as_all_scored_calls(calls):
    assert list(same_question(calls)) == list(scored(calls))


def test_calls_may_be_held_to_three_voices(calls):
    told(same_question(calls, 3), forecast_id=["FC004", "FC005", "FC009"])


def test_reasons_for_no_score_are_counted_the_most_frequent_first_and_ties_by_name(holding):
    frame = unscored_kinds(holding(
        ("PR01", "lee", {"scored": "no", "why_not_kind": "second_rendering"}),
        ("PR01", "lee", {"scored": "no"}),
        ("PR01", "lee", {"scored": "no", "why_not_kind": "no_likelihood"}),
        ("PR02", "kim", {"scored": "no", "why_not_kind": "no_likelihood"}),
        ("PR02", "kim", {"band": "likely", "why_not_kind": "running"}),
    ))  # fmt: skip
    assert list(frame) == ["why_not_kind", "k"]
    told(frame, why_not_kind=["no_likelihood", "no proposition", "second_rendering"], k=[2, 1, 1])


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("could not be RULED OUT, may come", "not ruled out"),
        ("left open", "not ruled out"),
        ("is difficult but possible", "doubt"),
        ("There’s a CHANCE that he will", "possible, could, may"),
        ("mayor", OTHER_WORDS),
        ("Scheduled", "expected, will, planned"),
        ("willing", OTHER_WORDS),
    ],
)
def test_the_first_family_that_fits_takes_a_phrase_in_large_or_small_letters(phrase, name):
    assert family(phrase) == name


def test_words_without_likelihood_are_counted_by_question_and_family_with_what_came(holding):
    frame = vague_words(holding(
        ("PR01", "lee", VAGUE | {"phrase": "could"}),
        ("PR05", "lee", VAGUE | {"phrase": "might"}),
        ("PR04", "lee", VAGUE | {"phrase": "may"}),
        ("PR01", "lee", VAGUE | {"phrase": "cannot rule out"}),
        ("PR01", "lee", VAGUE | {"phrase": "will be held"}),
        ("PR02", "lee", VAGUE | {"phrase": "極めて"}),
        ("PR02", "lee", VAGUE | {"phrase": "is expected"}),
        ("PR03", "lee", VAGUE | {"phrase": "could"}),
        ("PR01", "lee", VAGUE | {"phrase": "could", "why_not_kind": "running"}),
        ("PR01", "lee", VAGUE | {"phrase": "could", "band": "likely"}),
    ))  # fmt: skip
    assert list(frame) == ["question_id", "family", "words", "came", "did_not", "topic", "open", "n"]
    told(
        frame,
        question_id=["QN01", "QN01", "QN01", "QN02", "QN02", "QN03"],
        topic=[QUESTIONS[id_] for id_ in ("QN01", "QN01", "QN01", "QN02", "QN02", "QN03")],
        family=["not ruled out", "possible, could, may", "expected, will, planned", "expected, will, planned",
                OTHER_WORDS, "possible, could, may"],
        words=[1, 3, 1, 1, 1, 1], came=[0, 1, 0, 1, 1, 0], did_not=[1, 1, 1, 0, 0, 0], open=[0, 1, 0, 0, 0, 1],
        n=[1, 2, 1, 1, 1, 0],
    )  # fmt: skip


def test_what_runs_to_a_day_is_told_by_question_with_both_sides_and_what_has_a_likelihood(holding):
    frame = due(holding(
        ("PR06", "lee", {"band": "unquantified", "polarity": "no"}),
        ("PR07", "lee", {"band": "likely"}),
        ("PR04", "lee", {"band": "likely"}),
        ("PR04", "kim", {"band": "unlikely", "polarity": "no"}),
        ("PR04", None, {"band": "unquantified", "polarity": "no"}),
        ("PR03", "lee", {"band": "likely"}),  # void
        ("PR08", "lee", {"band": "likely"}),  # runs longer
    ), "2026-12-31")  # fmt: skip
    assert list(frame) == [
        "question_id", "proposition_id", "text", "criteria", "calls", "yes", "no", "banded",
    ]  # fmt: skip
    told(
        frame, question_id=["QN01", "QN01", "QN02"], proposition_id=["PR04", "PR07", "PR06"],
        text=["Text of PR04.", "Text of PR07.", "Text of PR06."],
        criteria=["Criteria of PR04.", "Criteria of PR07.", "Criteria of PR06."],
        calls=[3, 1, 1], yes=[1, 1, 0], no=[2, 0, 1], banded=[2, 1, 0],
    )  # fmt: skip


def test_a_day_to_which_nothing_runs_gives_the_columns_alone(holding):
    frame = due(holding(("PR04", "lee", {"band": "likely"})), "2026-06-30")
    assert frame.empty
    assert list(frame)[:2] == ["question_id", "proposition_id"]
