"""Who speaks in each tier: statements by country and class, and how many have nobody named behind them."""

import pandas as pd

from summitwatch.analysis.attribution import NO_SIDE, OWN_VOICE, SOURCING, described_statements
from summitwatch.analysis.independence import attestations, legs
from summitwatch.analysis.intervals import breakdown
from summitwatch.tables import Dataset

#: Classes of speakers, put together for reading.
GROUPS = {
    "head_of_state": "leaders",
    "minister": "officials",
    "official_named": "officials",
    "intelligence": "officials",
    "legislator": "officials",
    "official_anonymous": "unnamed",
    "unattributed": "unnamed",
    "expert": "experts",
    "state_media": "media",
}
COLUMNS = ("leaders", "officials", "unnamed", "experts", "media")


def tiered_statements(dataset: Dataset) -> pd.DataFrame:
    """Return the reported statements once each, with ``tier`` (core before context) and ``group``."""
    frame = described_statements(dataset)
    frame = frame[frame["sourcing"] != OWN_VOICE]
    core = [dataset.in_core(str(statement)) for statement in frame["statement_id"]]
    tier = pd.Series(core, index=frame.index).map({True: "core", False: "context"})
    group = frame["speaker_class"].map(GROUPS).fillna("media")
    return frame.assign(tier=tier, group=group.mask(frame["sourcing"] == "unnamed", "unnamed"))


def speakers(dataset: Dataset, tier: str = "context") -> pd.DataFrame:
    """Count the statements of a tier by the country of the speaker and by group of classes.

    Returns
    -------
    DataFrame
        ``side``, the `COLUMNS`, ``k`` (statements of the side), ``n`` (of the tier), ``origins_min,
        origins_max`` (independent origins behind all statements of the side); the most frequent first.
    """
    frame = tiered_statements(dataset).query("tier == @tier")
    proof = attestations(dataset, frame["statement_id"]).query("stance == 'supports'")
    rows = []
    for side, found in frame.groupby("side"):
        origins = legs(proof[proof["record_id"].isin(list(found["statement_id"]))])
        counts = {name: int((found["group"] == name).sum()) for name in COLUMNS}
        rows.append({"side": side, **counts, "k": len(found), "n": len(frame),
                     "origins_min": origins.at_least, "origins_max": origins.at_most})  # fmt: skip
    counted = pd.DataFrame(rows)
    order = counted.assign(last=counted["side"] == NO_SIDE)
    order = order.sort_values(["last", "k", "side"], ascending=[True, False, True], ignore_index=True)
    return order.drop(columns="last")


def sourcing_by_tier(dataset: Dataset) -> pd.DataFrame:
    """Count statements with a named speaker: ``tier, sourcing, k, n, share, low, high``."""
    return breakdown(tiered_statements(dataset), "tier", "sourcing", SOURCING)
