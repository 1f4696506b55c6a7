"""What rests on independent origins, on one, and where accounts differ."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from summitwatch.analysis.independence import attestations, joined, legs
from summitwatch.analysis.intervals import with_shares
from summitwatch.dates import order, parse
from summitwatch.tables import Dataset, Row, memoised

#: What a claim's support amounts to, dispute apart.
STANDINGS = (
    "corroborated",
    "one voice, told twice",
    "one origin",
    "reported, not corroborated",
    "unsupported",
)
LABELS = (*STANDINGS[:-1], "told differently", "disputed", "unsupported")
#: In whose voice a sentence asserts: a speaker's, the outlet's, or both in one sentence.
VOICES = ("said", "own voice", "both")


def voices(dataset: Dataset) -> pd.Series:
    """Return in whose voice each core sentence speaks, by `sentence_id`.

    A sentence is "said" if it carries a statement of anybody but the outlet, "both" if it also carries
    one of the outlet, else in the outlet's "own voice". The sentence is the unit: the clause of a
    reporter inside a reported sentence is not told apart.
    """
    statements = dataset.column("statements", "speaker_class", by="statement_id")
    proof = attestations(dataset, statements.index).dropna(subset=["sentence_id"])
    outlet = proof["record_id"].map(statements) == "outlet"
    speaker, own = set(proof.loc[~outlet, "sentence_id"]), set(proof.loc[outlet, "sentence_id"])
    ids = dataset.column("sentences", "sentence_id")
    found = ["both" if i in speaker and i in own else "said" if i in speaker else "own voice" for i in ids]
    return pd.Series(found, index=pd.Index(ids, name="sentence_id"), name="voice")


@memoised
def claims_table(dataset: Dataset) -> pd.DataFrame:
    """Return one row per claim with what supports it, how independently, and what stands against it.

    Returns
    -------
    DataFrame
        ``claim_id, point, value, text``; ``n_support, n_contradict, n_qualify`` (evidence rows),
        ``n_items, items, sources`` (of the support); ``origins_min, origins_max`` (`independence.legs`),
        ``origins`` (the named); ``voice`` (of the support: said, own voice, both); ``aggregator_only``;
        ``contradicted`` (a sentence contradicts it), ``rivals`` (other supported values of its point);
        ``standing`` (`STANDINGS`) and ``label`` (`LABELS`): disputed where a sentence contradicts it, else
        told differently where its point has another value, else the standing.
        Independent origins of words that somebody said attest the words, not what they say: where all
        support goes back to one statement, the standing is "one voice, told twice".
    """
    claims = dataset["claims"]
    proof = attestations(dataset, claims["claim_id"])
    spoken, none = voices(dataset), proof.iloc[:0]
    mine = dict(iter(proof.groupby("record_id")))
    rows = [_claim_row(c, mine.get(c["claim_id"], none), spoken) for c in dataset.rows("claims")]
    frame = pd.DataFrame(rows)
    supported = frame[frame["n_support"] > 0].groupby("point")["value"].agg(set)
    others = [
        sorted(supported.get(point, set()) - {value})
        for point, value in zip(frame["point"], frame["value"], strict=True)
    ]
    frame = frame.assign(rivals=[len(values) for values in others])
    once = frame["claim_id"].isin(_told_twice(dataset, proof)) & (frame["standing"] == "corroborated")
    frame = frame.assign(standing=frame["standing"].mask(once, "one voice, told twice"))
    label = frame["standing"].mask(frame["rivals"] > 0, "told differently")
    return frame.assign(label=label.mask(frame["contradicted"], "disputed"))


def _told_twice(dataset: Dataset, proof: pd.DataFrame) -> set[str]:
    """Return the claims whose whole support goes back to one act of speaking.

    Two agencies that report one speaker's words attest the words, and not what they say.
    """
    statements = dataset["statements", "statement_id", "speaker_class"].query("speaker_class != 'outlet'")
    carried = attestations(dataset, statements["statement_id"]).groupby("sentence_id")["record_id"].agg(set)
    support = proof[proof["stance"] == "supports"].dropna(subset=["sentence_id"])
    found = set()
    for claim, rows in support.groupby("record_id"):
        if set.intersection(*(carried.get(sentence, set()) for sentence in rows["sentence_id"])):
            found.add(str(claim))
    return found


def _claim_row(claim: Row, proof: pd.DataFrame, spoken: pd.Series) -> dict[str, object]:
    support = proof[proof["stance"] == "supports"]
    origins = legs(support)
    heard = set(support["sentence_id"].dropna().map(spoken))
    aggregators = bool(len(support)) and bool((support["source_kind"] == "aggregator").all())
    stances = proof["stance"].value_counts()
    return {
        **{key: claim[key] for key in ("claim_id", "point", "value", "text")},
        **{
            f"n_{name}": int(stances.get(stance, 0))
            for name, stance in zip(
                ("support", "contradict", "qualify"), ("supports", "contradicts", "qualifies"), strict=True
            )
        },
        "n_items": support["item_id"].nunique(),
        "items": joined(support["item_id"]),
        "sources": joined(support["source_id"]),
        "origins_min": origins.at_least,
        "origins_max": origins.at_most,
        "origins": joined(support["origin"]),
        "voice": heard.pop() if len(heard) == 1 else "both" if heard else None,
        "aggregator_only": aggregators,
        "contradicted": bool(stances.get("contradicts", 0)),
        "standing": _standing(len(support), origins.at_least, aggregators),
    }


def _standing(support: int, at_least: int, aggregators: bool) -> str:
    if at_least > 1:
        return "corroborated"
    if not support:
        return "unsupported"
    return "reported, not corroborated" if aggregators else "one origin"


def rivals(dataset: Dataset) -> pd.DataFrame:
    """Return the points on which several values are supported, one row per pair of values.

    Returns
    -------
    DataFrame
        ``point, claim_a, value_a, sources_a, claim_b, value_b, sources_b``; ``crossed`` (a sentence
        supports the one and contradicts the other); ``items`` (same, if one item supports both);
        ``order`` (how the latest item behind a was published to the earliest behind b, by
        `dates.order`): where one came before the other, the second may be news and not a rival.
    """
    table = claims_table(dataset)
    proof = dict(iter(attestations(dataset, table["claim_id"]).groupby("record_id")))
    published = dataset.column("items", "published", by="item_id")
    rows = []
    for point, group in table[table["n_support"] > 0].groupby("point", sort=True):
        for (_, a), (_, b) in combinations(group.iterrows(), 2):
            rows.append({"point": point, **_pair(a, b, proof, published)})
    columns = ["point", "claim_a", "value_a", "sources_a", "claim_b", "value_b", "sources_b"]
    return pd.DataFrame(rows, columns=[*columns, "crossed", "items", "order"])


def _pair(
    a: pd.Series, b: pd.Series, proof: Mapping[Any, pd.DataFrame], published: pd.Series
) -> dict[str, object]:
    ids = {side["claim_id"]: proof[side["claim_id"]] for side in (a, b)}
    stands = {
        (claim, stance): set(rows.loc[rows["stance"] == stance, "sentence_id"].dropna())
        for claim, rows in ids.items()
        for stance in ("supports", "contradicts")
    }
    one, other = a["claim_id"], b["claim_id"]
    crossed = stands[one, "supports"] & stands[other, "contradicts"]
    crossed |= stands[other, "supports"] & stands[one, "contradicts"]
    items = [set(side["items"].split(", ")) for side in (a, b)]
    return {
        **{f"{key}_{side}": row[column] for side, row in (("a", a), ("b", b))
           for key, column in (("claim", "claim_id"), ("value", "value"), ("sources", "sources"))},
        "crossed": bool(crossed),
        "items": "same" if items[0] & items[1] else "different",
        "order": _publication_order(items[0], items[1], published),
    }  # fmt: skip


def _publication_order(first: set[str], second: set[str], published: pd.Series) -> str:
    """Say how every item of the one set was published to every item of the other."""
    days = [
        [parse(published[item]) for item in sorted(items) if pd.notna(published[item])]
        for items in (first, second)
    ]
    found = {order(a, b) for a in days[0] for b in days[1]}
    return found.pop() if len(found) == 1 else "overlap" if found else "unknown"


def overlap(dataset: Dataset) -> pd.DataFrame:
    """Count the claims by the sources that support them: ``sources, k, n, share, low, high``."""
    table = claims_table(dataset)
    return _counts(table[table["n_support"] > 0]["sources"], "sources")


def summary(dataset: Dataset, column: str = "label") -> pd.DataFrame:
    """Count the claims by a column of `claims_table`: the column, ``k, n, share, low, high``."""
    table = claims_table(dataset)
    order_of = {"label": LABELS, "standing": STANDINGS, "voice": VOICES}.get(column, ())
    return _counts(table[column], column, order_of)


def _counts(values: pd.Series, name: str, categories: tuple[str, ...] = ()) -> pd.DataFrame:
    counted = values.value_counts()
    keys = [key for key in categories if key in counted] or sorted(counted.index)
    rows = {name: keys, "k": [int(counted[key]) for key in keys], "n": len(values)}
    return with_shares(pd.DataFrame(rows))
