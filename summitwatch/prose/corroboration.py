"""Numbers and tables of the chapter on corroboration."""

import pandas as pd

from summitwatch.analysis.corroboration import LABELS, claims_table, overlap, rivals, summary
from summitwatch.analysis.intervals import wilson
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import number, percent
from summitwatch.tables import Dataset


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell."""
    claims = claims_table(data)
    n = len(claims)
    told = {label: int((claims["label"] == label).sum()) for label in LABELS}
    carried = overlap(data).set_index("sources")["k"]
    own = summary(data, "voice").set_index("voice")["k"]
    within = rivals(data)
    return {
        "claims": number(n),
        "corroborated": percent(wilson(told["corroborated"], n)),
        "corroborated_n": number(told["corroborated"], words=True),
        "told_twice": number(told["one voice, told twice"], words=True),
        "one_leg": number(told["one leg"]),
        "aggregator": number(told["reported, not corroborated"]),
        "disputed": number(told["disputed"], words=True),
        "differently": number(told["told differently"], words=True),
        "both": number(_carried(carried, {"S1", "S2"})),
        "only_s1": number(int(carried.get("S1", 0))),
        "only_s2": number(int(carried.get("S2", 0))),
        "own_voice": percent(wilson(int(own["own voice"]), n)),
        "points": number(within["point"].nunique(), words=True),
        "same_story": number(int((within["items"] == "same").sum()), words=True),
    }


def _carried(carried: pd.Series, sources: set[str]) -> int:
    """Count the claims that all of these sources support, whoever else does."""
    return int(carried[[sources <= set(str(cell).split(", ")) for cell in carried.index]].sum())


def standing(data: Dataset, label: str) -> TableExhibit:
    """Return the claims of one standing."""
    frame = claims_table(data).query("label == @label")
    names = data["actors"].set_index("actor_id")["name"]
    origins = [_names(names, cell) for cell in frame["origins"]]
    shown = pd.DataFrame(
        {
            "Claim": frame["claim_id"],
            "What": frame["text"],
            "Told as": frame["voice"],
            "In": frame["items"],
            "Origins": origins,
        }
    )
    name = label.replace(",", "").replace(" ", "-")
    caption = (
        f"{len(shown)} of {len(data['claims'])} claims. "
        "Told as: in a statement of somebody (said), in the outlet's own voice, or both."
    )
    return TableExhibit(f"tab-claims-{name}", label.capitalize(), shown, caption, records=("Claim",))


def _names(names: pd.Series, cell: object) -> str:
    known = [str(names.get(o, o)) for o in str(cell).split(", ")] if isinstance(cell, str) and cell else []
    return ", ".join(known) or "unknown"


def rivals_table(data: Dataset) -> TableExhibit:
    """Return the points on which values differ."""
    frame = rivals(data)
    shown = pd.DataFrame(
        {
            "Point": frame["point"].str.replace("-", " "),
            "One": frame["claim_a"],
            "says": frame["value_a"],
            "Other": frame["claim_b"],
            "says instead": frame["value_b"],
            "Where": frame["items"].map({"same": "within one story", "different": "between stories"}),
        }
    )
    caption = f"{len(shown)} pairs of rival values."
    return TableExhibit(
        "tab-rivals", "Where do the accounts differ?", shown, caption, records=("One", "Other")
    )
