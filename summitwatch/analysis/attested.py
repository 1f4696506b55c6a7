"""How well events and remarks are attested: reports on one side, independent origins on the other."""

from collections.abc import Sequence

import pandas as pd

from summitwatch.analysis.independence import attestations, joined, legs
from summitwatch.tables import Dataset

#: Kinds of source that collect or generate news and ask nobody.
COLLECTORS = ("aggregator",)


def attested(dataset: Dataset, table: str) -> pd.DataFrame:
    """Return the events or statements with the reports that carry them and the origins behind these.

    Parameters
    ----------
    table : str
        ``events`` or ``statements``. An event is attested by what carries its states.

    Returns
    -------
    DataFrame
        ``record_id, reports`` (items), ``publishers, origins_min, origins_max``, ``copies`` (items
        that carry another's text), ``collectors_only``; by id. Contradicting evidence is left out.
    """
    owner = _owners(dataset, table)
    proof = attestations(dataset, owner.index)
    proof = proof[proof["stance"] != "contradicts"]
    proof = proof.assign(owner=proof["record_id"].map(owner))
    proof = proof.drop_duplicates(["owner", "item_id"])
    rows = []
    for record_id, items in proof.groupby("owner"):
        origins = legs(items)
        rows.append({
            "record_id": record_id, "reports": len(items), "publishers": items["publisher"].nunique(),
            "origins_min": origins.at_least, "origins_max": origins.at_most,
            "copies": len(items) - items["text"].nunique(),
            "collectors_only": bool(items["source_kind"].isin(COLLECTORS).all()),
        })  # fmt: skip
    return pd.DataFrame(rows).sort_values("record_id", ignore_index=True)


def _owners(dataset: Dataset, table: str) -> "pd.Series[str]":
    """Return the record to which evidence counts, by the record that the evidence names."""
    if table == "events":
        states = dataset["event_states", "state_id", "event_id"]
        return states.set_index("state_id")["event_id"]
    ids = dataset.column("statements", "statement_id")
    return pd.Series(list(ids), index=list(ids))


def one_origin(frame: pd.DataFrame, reports: int = 3) -> pd.DataFrame:
    """Return what at least so many reports carry and one named origin at most stands behind.

    The widest gap between reports and origins comes first.
    """
    found = frame[(frame["reports"] >= reports) & (frame["origins_min"] <= 1)]
    gap = (found["reports"] - found["origins_max"]).rename("gap")
    return found.join(gap).sort_values(["gap", "record_id"], ascending=[False, True]).reset_index(drop=True)


def collectors_only(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what only pages carry that collect or generate news: reported, not corroborated."""
    return frame[frame["collectors_only"]].reset_index(drop=True)


def rival_accounts(dataset: Dataset, points: Sequence[str]) -> pd.DataFrame:
    """Return the claims on some points with who tells them, in which language, and from how many origins.

    Returns
    -------
    DataFrame
        ``point, claim_id, value, publishers, languages, origins_min, origins_max``, in the order asked for.
    """
    claims = dataset.tables["claims"]
    claims = claims[claims["point"].isin(list(points))]
    proof = attestations(dataset, claims["claim_id"]).query("stance == 'supports'")
    sources = dataset.tables["sources"].set_index("source_id")
    rows = []
    for point in points:
        for claim in claims[claims["point"] == point].to_dict("records"):
            items = proof[proof["record_id"] == claim["claim_id"]]
            origins = legs(items)
            rows.append({
                "point": point, "claim_id": claim["claim_id"], "value": claim["value"],
                "publishers": joined(items["source_id"].map(sources["publisher"])),
                "languages": joined(items["source_id"].map(sources["language"])),
                "origins_min": origins.at_least, "origins_max": origins.at_most,
            })  # fmt: skip
    return pd.DataFrame(rows)
