"""Who is named: how often, and with whom.

Counts of namings measure the style and the length of a text, not the weight of an actor. Shares of
sentences treat sentences as exchangeable, which those of one article are not quite: the intervals
are a guide to size, not a test. Nested namings (the North in *North Korean leader*) and joint ones
(*the pair*) count for every actor that they name, as the table of mentions has them.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from summitwatch.analysis.intervals import (
    DRAWS,
    SEED,
    Difference,
    bootstrap_difference,
    mean,
    per_100,
    with_shares,
)
from summitwatch.tables import Dataset

TEXT = ("headline", "deck", "body", "caption", "teaser")  # not the page's own lines, not credits
SHARES = (
    "scope", "actor_id", "name", "country", "k", "n", "share", "low", "high",
    "namings", "words", "per_100_words",
)  # fmt: skip
UNITS: dict[str, list[str]] = {"sentence": ["sentence_id"], "paragraph": ["source_id", "line"]}


@dataclass(frozen=True)
class CoMention:
    """Who is named together with whom.

    Attributes
    ----------
    matrix : DataFrame
        Symmetric, actor ids on both axes; off the diagonal the units that name both, on it those
        that name the actor.
    names : dict of str to str
        Actor id to the name that this book uses.
    unit : str
        "sentence" or "paragraph" (a line of the page).
    n : int
        All units of text, whether they name anybody or not.
    source : str
        The source, or "all core sources".
    """

    matrix: pd.DataFrame
    names: dict[str, str]
    unit: str
    n: int
    source: str


def text_sentences(dataset: Dataset) -> pd.DataFrame:
    """Return the sentences of headline, deck, body, caption and teaser, with source and kind of story."""
    sentences = dataset["sentences"].merge(dataset["items", "item_id", "source_id", "kind"], on="item_id")
    return sentences[sentences["segment"].isin(TEXT)].reset_index(drop=True)


def namings(dataset: Dataset) -> pd.DataFrame:
    """Return every naming with the name of the actor and with where it stands; page lines and credits too."""
    places = dataset["sentences", "sentence_id", "item_id", "line", "segment"]
    places = places.merge(dataset["items", "item_id", "source_id", "kind"], on="item_id")
    people = dataset["actors", "actor_id", "name", "type", "country", "principal"]
    return dataset["mentions"].merge(places, on="sentence_id").merge(people, on="actor_id")


def scopes(frame: pd.DataFrame) -> pd.DataFrame:
    """Repeat rows under each scope: the source, and each kind of story where a source has several.

    Returns
    -------
    DataFrame
        The rows with a column `scope`, such as S1, S1 story, S1 teaser.
    """
    kinds = frame.groupby("source_id")["kind"].transform("nunique")
    parts = frame[kinds > 1]
    parts = parts.assign(scope=parts["source_id"] + " " + parts["kind"])
    return pd.concat([frame.assign(scope=frame["source_id"]), parts], ignore_index=True)


def naming_counts(dataset: Dataset, by: str = "source_id") -> pd.DataFrame:
    """Count the namings of each actor by source_id, item_id, segment or form.

    Returns
    -------
    DataFrame
        actor_id, name, `by`, namings; the most named actor first.
    """
    found = namings(dataset)
    total = found.groupby("actor_id").size()
    counts = found.groupby(["actor_id", "name", by]).size().rename("namings").reset_index()
    order = counts.assign(total=counts["actor_id"].map(total))
    order = order.sort_values(["total", "actor_id", by], ascending=[False, True, True])
    return order.drop(columns="total").reset_index(drop=True)


def _per_sentence(dataset: Dataset) -> pd.DataFrame:
    """Lay out each text sentence with its words and its number of namings of each actor."""
    text = text_sentences(dataset)
    counts = dataset["mentions"].groupby(["sentence_id", "actor_id"]).size().unstack(fill_value=0)
    counts = counts.reindex(
        index=text["sentence_id"], columns=dataset.column("actors", "actor_id"), fill_value=0
    )
    return counts.set_index(pd.MultiIndex.from_frame(text[["sentence_id", "source_id", "kind", "words"]]))


def naming_shares(dataset: Dataset) -> pd.DataFrame:
    """Say in what share of the sentences each actor is named, and how often per 100 words.

    Returns
    -------
    DataFrame
        One row for each scope and actor named anywhere in the text: scope, actor_id, name, country, k
        (sentences that name the actor), n (sentences), share, low, high (Wilson 1927), namings,
        words, per_100_words; scopes in order, the actor named in most sentences first.
    """
    long = _per_sentence(dataset).melt(var_name="actor_id", value_name="namings", ignore_index=False)
    long = long.reset_index()
    long = scopes(long.assign(named=long["namings"] > 0))
    grouped = long.groupby(["scope", "actor_id"]).agg(
        k=("named", "sum"), n=("named", "size"), namings=("namings", "sum"), words=("words", "sum")
    )
    rank = long.groupby("actor_id")["named"].sum()
    rows = grouped.reset_index().assign(rank=lambda f: f["actor_id"].map(rank))
    rows = rows[rows["rank"] > 0].sort_values(["scope", "rank", "actor_id"], ascending=[True, False, True])
    rows = with_shares(rows.drop(columns="rank").reset_index(drop=True))
    rows = dataset["actors", "actor_id", "name", "country"].merge(rows, on="actor_id", how="right")
    return rows.assign(per_100_words=100 * rows["namings"] / rows["words"])[list(SHARES)]


def source_differences(
    dataset: Dataset, a: str = "S1", b: str = "S2", draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """Compare two scopes, actor by actor, by a bootstrap over sentences (Efron 1979).

    Returns
    -------
    DataFrame
        Two rows an actor: actor_id, name, measure ("share" of sentences, or namings
        "per_100_words"), a, b, estimate (a less b), low, high, draws, n_a, n_b.
    """
    counts = _per_sentence(dataset)
    rows = scopes(counts.index.to_frame(index=False).assign(row=range(len(counts))))
    parts = [counts.iloc[rows.loc[rows["scope"] == scope, "row"]] for scope in (a, b)]
    words = [part.index.get_level_values("words") for part in parts]
    found: list[tuple[str, str, Difference]] = []
    for actor in counts.columns[counts.sum() > 0]:
        one, two = (np.column_stack([part[actor], w]) for part, w in zip(parts, words, strict=True))
        found.append((actor, "share", bootstrap_difference(one[:, 0] > 0, two[:, 0] > 0, mean, draws, seed)))
        found.append((actor, "per_100_words", bootstrap_difference(one, two, per_100, draws, seed)))
    names = names_of(dataset)
    return pd.DataFrame(
        [{"actor_id": i, "name": names[i], "measure": m, "a": a, "b": b, **vars(d)} for i, m, d in found]
    )


def co_mentions(
    dataset: Dataset,
    unit: Literal["sentence", "paragraph"] = "sentence",
    top: int = 8,
    source: str | None = None,
) -> CoMention:
    """Count in how many units of text two actors are named together.

    An actor counts once a unit, however often and in whatever way it is named there; nested and
    joint namings count, so that *North Korean leader* alone joins Kim and North Korea.

    Parameters
    ----------
    dataset : Dataset
        The tables.
    unit : {"sentence", "paragraph"}
        What counts as together; a paragraph is a line of the page.
    top : int
        Number of actors, those named in most units first, ties by id.
    source : str, optional
        Only this source.
    """
    text = text_sentences(dataset)
    text = text if source is None else text[text["source_id"] == source]
    key = UNITS[unit]
    named = text.merge(dataset["mentions", "sentence_id", "actor_id"], on="sentence_id")
    table = named.drop_duplicates([*key, "actor_id"]).assign(one=1)
    table = table.pivot_table(index=key, columns="actor_id", values="one", fill_value=0, aggfunc="sum")
    totals = table.sum()
    chosen = sorted(totals.index, key=lambda actor: (-totals[actor], actor))[:top]
    matrix = (table[chosen].T @ table[chosen]).astype(int).rename_axis(index=None, columns=None)
    names = {actor: names_of(dataset)[actor] for actor in chosen}
    return CoMention(matrix, names, unit, len(text.drop_duplicates(key)), source or "all core sources")


def names_of(dataset: Dataset) -> dict[str, str]:
    """Map each actor id to the name that this book uses."""
    actors = dataset["actors"]
    return dict(zip(actors["actor_id"], actors["name"], strict=True))
