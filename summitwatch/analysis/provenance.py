"""Copies, clients of agencies, grades and signs of a machine among the stories of a tier."""

import pandas as pd

from summitwatch.analysis.independence import items_table
from summitwatch.analysis.intervals import Share, wilson
from summitwatch.tables import Dataset

TIERS = ("core", "context")


def stories(dataset: Dataset, tier: str) -> pd.DataFrame:
    """Return the stories of a tier with publisher; lines of an interface are none."""
    return items_table(dataset).query("kind != 'interface' and tier == @tier").reset_index(drop=True)


def copies(dataset: Dataset) -> pd.DataFrame:
    """Return the stories that carry another story's text.

    Returns
    -------
    DataFrame
        ``item_id, publisher, first`` (the item whose text it carries), ``first_publisher``.
    """
    publisher = dataset.column("sources", "publisher", by="source_id")
    items = dataset["items"]
    names = items.set_index("item_id")["source_id"].map(publisher)
    frame = items.dropna(subset=["same_story_as"])[["item_id", "same_story_as"]]
    frame = frame.rename(columns={"same_story_as": "first"}).reset_index(drop=True)
    return frame.assign(publisher=frame["item_id"].map(names), first_publisher=frame["first"].map(names))


def clients(dataset: Dataset, tier: str = "context") -> pd.DataFrame:
    """Return the origins whose reports others carry, with how many did.

    Returns
    -------
    DataFrame
        ``origin, name, k`` (stories that go back to it), ``own`` (on its own pages), ``clients`` (other
        publishers that carried it), ``n`` (stories of the tier with a known origin); those with most clients
        first.
    """
    frame = stories(dataset, tier).dropna(subset=["origin"])
    frame = frame.assign(own=frame["publisher"] == frame["origin"])
    foreign = frame[~frame["own"]].groupby("origin")["publisher"].nunique()
    counted = frame.groupby("origin").agg(k=("item_id", "size"), own=("own", "sum")).reset_index()
    names = dataset.column("actors", "name", by="actor_id")
    counted = counted.assign(
        name=counted["origin"].map(names).fillna(counted["origin"]),
        clients=counted["origin"].map(foreign).fillna(0).astype(int),
        n=len(frame),
    )
    counted = counted[counted["clients"] > 0]
    return counted.sort_values(["clients", "k", "origin"], ascending=[False, False, True], ignore_index=True)


def grades(dataset: Dataset) -> pd.DataFrame:
    """Count the stories of each tier by Admiralty letter: ``letter, tier, k, n``."""
    rows = []
    for tier in TIERS:
        found = stories(dataset, tier)["grade"]
        rows += [{"letter": x, "tier": tier, "k": int((found == x).sum()), "n": len(found)} for x in "ABCDEF"]
    return pd.DataFrame(rows)


def undated(dataset: Dataset, tier: str = "context") -> Share:
    """Return the share of the stories of a tier whose day of publication is not known at all."""
    frame = stories(dataset, tier)
    return wilson(int(frame["published"].isna().sum()), len(frame))


def machine_written(dataset: Dataset, tier: str = "context") -> pd.DataFrame:
    """Count the stories of a tier by what is known of their writer: ``ai_written, ai_sign, k``."""
    frame = stories(dataset, tier)
    return frame.groupby(["ai_written", "ai_sign"]).size().rename("k").reset_index()
