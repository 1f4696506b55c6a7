import csv
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from summitwatch.analysis import actors, forms, voices
from summitwatch.tables import DATA, load


@pytest.fixture(scope="module")
def dataset():
    return load().only("core")


@cache
def rows(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def text_ids(prefix):
    """Sentences of a source that are neither the page's own lines nor credits, by the plain route."""
    return {
        r["sentence_id"] for r in rows("sentences")
        if r["sentence_id"].startswith(prefix) and r["segment"] not in ("chrome", "credit")
    }  # fmt: skip


def naming_ids(actor):
    return {r["sentence_id"] for r in rows("mentions") if r["actor_id"] == actor}


def with_tables(dataset, **tables):
    return replace(dataset, tables={**dataset.tables, **tables})


@pytest.mark.parametrize("actor", ["kim-jong-un", "donald-trump", "north-korea", "russia"])
@pytest.mark.parametrize("source", ["S1", "S2"])
def test_share_of_sentences_that_name_an_actor(dataset, actor, source):
    shares = actors.naming_shares(dataset)
    row = shares[(shares["actor_id"] == actor) & (shares["scope"] == source)].iloc[0]
    text = text_ids(source)
    assert row["n"] == len(text)
    assert row["k"] == len(naming_ids(actor) & text)
    assert row["low"] <= row["share"] == row["k"] / row["n"] <= row["high"]


def test_rate_is_namings_per_100_words(dataset):
    shares = actors.naming_shares(dataset)
    row = shares[(shares["actor_id"] == "kim-jong-un") & (shares["scope"] == "S2")].iloc[0]
    text = text_ids("S2")
    namings = [r for r in rows("mentions") if r["actor_id"] == "kim-jong-un" and r["sentence_id"] in text]
    words = sum(int(r["words"]) for r in rows("sentences") if r["sentence_id"] in text)
    assert (row["namings"], row["words"]) == (len(namings), words)
    assert row["per_100_words"] == pytest.approx(100 * len(namings) / words)


def test_main_story_and_teasers_make_up_the_page(dataset):
    shares = actors.naming_shares(dataset).pivot(index="actor_id", columns="scope", values="k")
    assert set(shares) == {"S1", "S1 story", "S1 teaser", "S2"}
    assert (shares["S1 story"] + shares["S1 teaser"] == shares["S1"]).all()


def test_page_lines_and_credits_name_nobody_in_the_text(dataset):
    assert set(actors.text_sentences(dataset)["segment"]) <= set(actors.TEXT)
    assert "reuters" not in set(actors.naming_shares(dataset)["actor_id"])
    assert "reuters" in set(actors.naming_counts(dataset)["actor_id"])


@pytest.mark.parametrize("by", ["source_id", "item_id", "segment", "form"])
def test_counts_add_up_to_the_table_of_mentions(dataset, by):
    assert actors.naming_counts(dataset, by)["namings"].sum() == len(rows("mentions"))


def test_difference_between_sources_is_that_of_their_shares(dataset):
    shares = actors.naming_shares(dataset).set_index(["scope", "actor_id"])["share"]
    found = actors.source_differences(dataset, draws=300).set_index(["actor_id", "measure"])
    row = found.loc[("kim-jong-un", "share")]
    assert row["estimate"] == pytest.approx(shares["S1", "kim-jong-un"] - shares["S2", "kim-jong-un"])
    assert row["low"] < row["estimate"] < row["high"]
    assert (row["n_a"], row["n_b"]) == (len(text_ids("S1")), len(text_ids("S2")))


def test_difference_can_compare_story_with_story(dataset):
    found = actors.source_differences(dataset, a="S1 story", draws=100)
    assert set(found["a"]) == {"S1 story"}
    assert found["n_a"].iloc[0] == sum(r["item_id"] == "S1-main" for r in rows("sentences"))


def test_co_mention_by_sentence(dataset):
    found = actors.co_mentions(dataset)
    text = text_ids("S1") | text_ids("S2")
    both = naming_ids("kim-jong-un") & naming_ids("donald-trump") & text
    assert found.n == len(text)
    assert found.matrix.loc["kim-jong-un", "donald-trump"] == len(both)
    assert found.matrix.loc["kim-jong-un", "kim-jong-un"] == len(naming_ids("kim-jong-un") & text)
    assert (found.matrix == found.matrix.T).all().all()


def test_co_mention_by_paragraph_is_never_rarer(dataset):
    sentence = actors.co_mentions(dataset, top=40).matrix
    paragraph = actors.co_mentions(dataset, "paragraph", top=40).matrix.loc[sentence.index, sentence.columns]
    off = [(a, b) for a in sentence for b in sentence if a < b]
    lines = {
        (r["sentence_id"][:2], r["line"]) for r in rows("sentences") if r["sentence_id"] in text_ids("S")
    }
    assert actors.co_mentions(dataset, "paragraph").n == len(lines)
    assert any(paragraph.loc[p] > sentence.loc[p] for p in off)
    assert all((paragraph.loc[p] > 0) == (sentence.loc[p] > 0) or paragraph.loc[p] > 0 for p in off)


def test_joint_and_nested_namings_count_once_for_each_actor(dataset):
    one = dataset["sentences"].query("sentence_id == 'S2-13-1'")  # the pair, twice, and the US leader
    found = actors.co_mentions(with_tables(dataset, sentences=one))
    assert found.n == 1
    assert found.matrix.loc["kim-jong-un", "donald-trump"] == 1
    assert found.matrix.loc["united-states", "donald-trump"] == 1


def test_top_actors_only_with_ties_in_order_of_id(dataset):
    found = actors.co_mentions(dataset, top=3)
    assert list(found.matrix) == list(found.names)
    assert len(found.matrix) == 3


def test_forms_add_up_to_the_namings_of_an_actor(dataset):
    found = forms.forms(dataset)
    assert (found.groupby("actor_id")["k"].sum() == found.groupby("actor_id")["n"].first()).all()
    row = found[(found["actor_id"] == "north-korea") & (found["form"] == "demonym")].iloc[0]
    assert row["k"] == sum(
        r["actor_id"] == "north-korea" and r["form"] == "demonym" for r in rows("mentions")
    )


@pytest.mark.parametrize(("state", "capital"), [("north-korea", "Pyongyang"), ("south-korea", "Seoul")])
def test_how_often_a_capital_stands_for_its_government(dataset, state, capital):
    row = forms.capitals(dataset).query("scope == 'all' and actor_id == @state").iloc[0]
    named = [r for r in rows("mentions") if r["actor_id"] == state]
    assert row["capital"] == capital
    assert (row["k"], row["n"]) == (sum(r["surface"] == capital for r in named), len(named))


def test_spellings_of_one_name_stand_together(dataset):
    found = forms.spellings(dataset).groupby("actor_id")["surface"].agg(set)
    assert found["kim-jong-un"] == {"Kim Jong Un", "Kim Jong-un"}
    assert found["lee-jae-myung"] == {"Lee Jae Myung", "Lee Jae-myung"}
    assert found["united-states"] == {"U.S.", "US"}
    assert "donald-trump" not in found  # other names are not other spellings


def test_every_naming_has_one_voice(dataset):
    found = voices.naming_voices(dataset)
    assert (found.groupby("actor_id")["k"].sum() == found.groupby("actor_id")["n"].first()).all()
    assert set(found["actor_id"]) == {r["actor_id"] for r in rows("actors") if r["principal"] == "yes"}
    assert found["voice"].iloc[0] == "own voice"


def test_a_sentence_without_a_reported_statement_is_the_outlets_own(dataset):
    reported = {r["statement_id"] for r in rows("statements") if r["speaker_class"] != "outlet"}
    carried = {r["sentence_id"] for r in rows("evidence") if r["record_id"] in reported}
    own = text_ids("S") - carried
    namings = [r for r in rows("mentions") if r["actor_id"] == "kim-jong-un" and r["sentence_id"] in own]
    row = voices.naming_voices(dataset).query("actor_id == 'kim-jong-un' and voice == 'own voice'").iloc[0]
    assert row["k"] == len(namings)


def test_naming_inside_quotation_marks_is_told_apart(dataset):
    found = voices.voiced_namings(dataset)
    assert set(found.loc[found["quoted"], "mention_id"]) >= {"M0038", "M0030", "M0226"}
    assert not found.loc[found["mention_id"] == "M0039", "quoted"].item()  # after the closing mark


def test_two_sides_in_one_sentence_are_put_under_neither(dataset):
    found = voices.voiced_namings(dataset).set_index("sentence_id")["voice"]
    assert set(found["S1-22-1"]) == {voices.SEVERAL}


def test_nothing_that_is_given_is_changed(dataset):
    before = {name: table.copy() for name, table in dataset.tables.items()}
    actors.naming_shares(dataset)
    actors.co_mentions(dataset)
    voices.naming_voices(dataset)
    for name, table in before.items():
        pd.testing.assert_frame_equal(table, dataset.tables[name])
