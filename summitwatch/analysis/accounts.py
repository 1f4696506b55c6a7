"""What was prepared for an occasion, and the reasons given afterwards for what did not come of it."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from summitwatch.analysis.independence import Legs, attestations, legs
from summitwatch.analysis.records import event_days
from summitwatch.dates import parse
from summitwatch.tables import Dataset, memoised

#: What was prepared or stood in the way, by occasion: sort and record.
SIGNALS = {
    "apec": (
        ("letter", "CL105"), ("letter", "CL106"), ("contact", "ST129"), ("contact", "CL131"),
        ("missiles", "EV126"), ("contact", "ST134"), ("schedule", "ST135"), ("offer", "ST138"),
        ("offer", "ST139"), ("journey", "EV132"), ("missiles", "EV137"), ("absence", "EV131"),
        ("preparation", "CL160"),
    ),
    "spring": (
        ("drills", "CL179"), ("drills", "CL181"), ("drills", "CL182"), ("envoy", "ST190"),
        ("contact", "ST195"), ("word of Pyongyang", "ST200"), ("offer", "ST205"), ("drills", "CL217"),
        ("word of Pyongyang", "ST211"), ("missiles", "EV192"), ("proposals", "ST218"),
    ),
    "may": (("word of Pyongyang", "ST224"), ("talk about Kim", "ST228")),
}  # fmt: skip

#: Why no meeting came, by occasion: the reason's record, and the statements that give it.
REASONS = {
    "apec": (
        ("ST131", ("ST131",)), ("ST137", ("ST137",)), ("CL149", ("ST147",)), ("CL150", ("ST151",)),
        ("CL151", ("ST123", "ST152")), ("CL152", ("ST158",)), ("CL153", ("ST160",)),
    ),
    "spring": (("CL220", ("ST219", "ST221")), ("CL221", ())),
    "may": (("ST230", ("ST230",)),),
}  # fmt: skip


def signals(dataset: Dataset, occasion: str) -> pd.DataFrame:
    """Return what was prepared for an occasion or stood in its way, in order of its first possible day.

    Returns
    -------
    DataFrame
        ``sort, record_id, when`` (EDTF), ``told, origins``.
    """
    rows = [
        {"sort": sort, "record_id": record, "when": when_told(dataset, record),
         "told": told(dataset, record), "origins": str(origins(dataset, record))}
        for sort, record in SIGNALS[occasion]
    ]  # fmt: skip
    return in_order(pd.DataFrame(rows))


def reasons(dataset: Dataset, occasion: str) -> pd.DataFrame:
    """Return the reasons given for a meeting that did not come, with who gave each and when.

    Returns
    -------
    DataFrame
        ``record_id, statements, who, when`` (EDTF of the first statement), ``told, origins``.
    """
    names = dataset.column("actors", "name", by="actor_id")
    rows = []
    for record, statements in REASONS[occasion]:
        speakers = [dataset.record(statement)["speaker"] for statement in statements]
        first = statements[0] if statements else record
        rows.append({
            "record_id": record, "statements": ", ".join(statements),
            "who": "; ".join(str(names[speaker]) for speaker in speakers) or "an outlet's headline",
            "when": when_told(dataset, first), "told": told(dataset, record),
            "origins": str(origins(dataset, record)),
        })  # fmt: skip
    return in_order(pd.DataFrame(rows))


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Sort by the latest possible day of `when`, what has none last."""
    days = [None if pd.isna(text) else parse(str(text)).latest for text in frame["when"]]
    order = frame.assign(day=[day.toordinal() if day else 10**7 for day in days])
    return order.sort_values(["day", "record_id"]).drop(columns="day").reset_index(drop=True)


def told(dataset: Dataset, record_id: str) -> str:
    """Return what a statement, claim or event tells, in our words."""
    record = dataset.record(record_id)
    fields = {"statements": "gist", "claims": "text", "events": "title"}
    return str(record[fields[record.table]])


def origins(dataset: Dataset, record_id: str) -> Legs:
    """Return the independent origins behind what supports a record and its parts, at least and at most."""
    ids = list(dataset.parts(record_id))
    proof = attestations(dataset, ids).query("stance == 'supports'")
    return legs(proof)


def when_told(dataset: Dataset, record_id: str) -> str | None:
    """Return when it was said or took place; of a claim, when an item first told it, as far as known."""
    record = dataset.record(record_id)
    if record.table == "statements":
        row = refined_statements(dataset)[record_id]
        found = [row[clock] for clock in ("said_on", "reported_on") if pd.notna(row[clock])]
        return str(found[0]) if found else None
    if record.table == "events":
        _, best = event_days(dataset)[record_id]
        return best.edtf if best else None
    proof = attestations(dataset, [record_id]).query("stance == 'supports'")
    published = dataset.column("items", "published", by="item_id")
    days = published[sorted(set(proof["item_id"]))].dropna()
    dated = sorted((last, text) for text in days if (last := parse(str(text)).latest))
    return str(dated[0][1]) if dated else None


@memoised
def refined_statements(dataset: Dataset) -> dict[str, Mapping[Hashable, Any]]:
    """Return the statements by id, as the wider record refines them."""
    rows = dataset.refined("statements", "statement_id", "said_on", "reported_on").to_dict("records")
    return {str(row["statement_id"]): row for row in rows}
