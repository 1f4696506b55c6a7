"""By which words an actor is named: forms, capitals that stand for governments, spellings."""

import pandas as pd

from summitwatch.analysis.actors import namings
from summitwatch.analysis.intervals import breakdown, with_shares
from summitwatch.tables import Dataset

FORMS = ("name", "title", "demonym", "metonym", "role")
ALL = "all"  # the scope of every source together


def forms(dataset: Dataset) -> pd.DataFrame:
    """Say by which form each actor is named: name, title, demonym, metonym or role.

    Returns
    -------
    DataFrame
        actor_id, name, type, form, k, n (namings of the actor), share, low, high (Wilson 1927);
        the metonym rows of the states tell how often a capital stands for its government.
    """
    found = namings(dataset)
    rows = breakdown(found, "actor_id", "form", FORMS)
    people = dataset["actors", "actor_id", "name", "type"]
    rows = people.merge(rows, on="actor_id")
    return rows.sort_values(["n", "actor_id"], ascending=[False, True], kind="stable", ignore_index=True)


def capitals(dataset: Dataset) -> pd.DataFrame:
    """Say what share of the namings of a government, by source, are by its capital.

    Returns
    -------
    DataFrame
        scope (a source, or "all"), actor_id, name, capital (surfaces used), k, n, share, low, high.
    """
    found = namings(dataset)
    metonyms = found[found["form"] == "metonym"]
    states = found[found["actor_id"].isin(metonyms["actor_id"])]
    states = pd.concat([states.assign(scope=ALL), states.assign(scope=states["source_id"])])
    grouped = states.assign(by_capital=states["form"] == "metonym").groupby(["scope", "actor_id", "name"])
    rows = grouped["by_capital"].agg(k="sum", n="size").reset_index()
    used = metonyms.groupby("actor_id")["surface"].agg(lambda surfaces: ", ".join(sorted(set(surfaces))))
    rows = with_shares(rows.assign(capital=rows["actor_id"].map(used)))
    rows = rows.sort_values(["scope", "n", "actor_id"], ascending=[True, False, True], key=_all_first)
    rows = rows.reset_index(drop=True)
    return rows[["scope", "actor_id", "name", "capital", "k", "n", "share", "low", "high"]]


def spellings(dataset: Dataset) -> pd.DataFrame:
    """List the surfaces that differ in hyphens, stops, blanks or capitals only, by actor and source.

    Returns
    -------
    DataFrame
        actor_id, name, key (the letters that they share), surface, source_id, namings.
    """
    found = namings(dataset)
    found = found.assign(key=found["surface"].str.casefold().str.replace(r"[\W_]", "", regex=True))
    several = found.groupby(["actor_id", "key"])["surface"].transform("nunique") > 1
    by = ["actor_id", "name", "key", "surface", "source_id"]
    return found[several].groupby(by).size().rename("namings").reset_index()


def _all_first(column: pd.Series) -> pd.Series:
    return column.replace(ALL, "") if column.name == "scope" else column
