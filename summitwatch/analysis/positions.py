"""Who wants a meeting, when and on which condition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from summitwatch.analysis.independence import Tie, joined, legs_of, supporters
from summitwatch.dates import When, parse
from summitwatch.tables import Dataset, memoised

#: The two sides whose attitude is coded, and the country code that puts a speaker on one.
SIDES = {"PRK": "Pyongyang", "USA": "Washington"}
#: The scale of ``wants``.
ATTITUDES = {-2: "rejects", -1: "averse", 0: "neutral", 1: "open", 2: "seeks"}
_TOLD = ("statement_id", "speaker", "topic", "occasion", "wants", "condition", "mode")
_CLOCKS = ("said_on", "reported_on")


def sides(dataset: Dataset) -> pd.Series:
    """Return the side of each principal and of those who speak for one, by `actor_id`: by country."""
    statements = dataset["statements", "speaker", "wants"]
    spokesmen = set(statements.loc[statements["wants"].notna(), "speaker"])  # coded for principals alone
    actors = dataset["actors"]
    actors = actors[(actors["principal"] == "yes") | actors["actor_id"].isin(list(spokesmen))]
    return actors.set_index("actor_id")["country"].map(SIDES).dropna().rename("side")


@memoised
def statements_table(dataset: Dataset) -> pd.DataFrame:
    """Return the statements of the principals and their spokesmen, by the first day that they can have.

    Returns
    -------
    DataFrame
        ``statement_id, speaker, topic, occasion, wants, condition, mode, side, speaker_name,
        attitude``; ``said`` (EDTF), ``said_earliest, said_latest`` with ``day_basis`` (said; reported,
        where only the day of a report through which the words came is known; published, where the words
        are only not later than the first item that carries them); ``n_items, sources, origins_min,
        origins_max``. `wants` is missing where the words tell no attitude to a meeting or to talks.
    """
    side = sides(dataset)
    statements = dataset.refined("statements", *_TOLD, *_CLOCKS)
    statements = statements[statements["speaker"].isin(list(side.index))]
    ties = supporters(dataset)
    published = {row["item_id"]: row["published"] for row in dataset.rows("items")}
    rows = []
    for _, row in statements.iterrows():
        carried = ties.get(row["statement_id"], [])
        days = [published[item] for item in sorted({tie.item_id for tie in carried}) if published[item]]
        rows.append({"statement_id": row["statement_id"], **_day_of(row, days), **_carriers(carried)})
    names = dataset.column("actors", "name", by="actor_id")
    frame = statements[[*_TOLD]].assign(
        side=statements["speaker"].map(side),
        speaker_name=statements["speaker"].map(names),
        attitude=statements["wants"].map(ATTITUDES),
    )
    frame = frame.merge(pd.DataFrame(rows), on="statement_id", validate="1:1")
    bounds = [
        first or last or date.max
        for first, last in zip(frame["said_earliest"], frame["said_latest"], strict=True)
    ]
    order = frame.assign(first=[day.toordinal() for day in bounds]).sort_values(["first", "statement_id"])
    return order.drop(columns="first").reset_index(drop=True)


def _carriers(carried: Sequence[Tie]) -> dict[str, object]:
    origins = legs_of(tie.leg for tie in carried)
    return {
        "n_items": len({tie.item_id for tie in carried}),
        "sources": joined(tie.source_id for tie in carried),
        "origins_min": origins.at_least,
        "origins_max": origins.at_most,
    }


def _day_of(statement: pd.Series, published: Iterable[str]) -> dict[str, object]:
    """Bound the day of a statement by the best of its clocks."""
    for clock in _CLOCKS:
        if pd.notna(statement[clock]):
            return _bounds(parse(str(statement[clock])), clock.removesuffix("_on"))
    last = min((day for text in published if (day := parse(text).latest)), default=None)
    return _bounds(parse(f"[..{last}]") if last else None, "published")


def _bounds(when: When | None, basis: str) -> dict[str, object]:
    edtf, first, last = (when.edtf, when.earliest, when.latest) if when else (None, None, None)
    return {"said": edtf, "said_earliest": first, "said_latest": last, "day_basis": basis}


def wants(dataset: Dataset) -> pd.DataFrame:
    """Return the rows of `statements_table` whose words tell an attitude to a meeting or to talks.

    Returns
    -------
    DataFrame
        The columns of `statements_table`, and after ``mode`` the ``gist`` of the words.
    """
    found = statements_table(dataset).dropna(subset=["wants"]).reset_index(drop=True)
    gists = [dataset.record(str(statement))["gist"] for statement in found["statement_id"]]
    found.insert(list(found.columns).index("mode") + 1, "gist", pd.Series(gists, dtype="str"))
    return found


def of_countries(dataset: Dataset, countries: tuple[str, ...]) -> pd.DataFrame:
    """Return the statements of speakers of some countries (ISO 3166-1 alpha-3), in order of their day.

    Returns
    -------
    DataFrame
        ``statement_id, speaker_name, country, said`` (EDTF or missing), ``topic, origins_min,
        origins_max``. Outlets are left out: they report.
    """
    actors = dataset["actors"].set_index("actor_id")
    columns = ("statement_id", "speaker", "speaker_class", "topic", *_CLOCKS)
    statements = dataset.refined("statements", *columns)
    country = statements["speaker"].map(actors["country"])
    wanted = country.isin(countries) & ~statements["speaker_class"].isin(["outlet", "state_media"])
    statements = statements.assign(country=country, speaker_name=statements["speaker"].map(actors["name"]))
    statements = statements[wanted]
    ties = supporters(dataset)
    rows = []
    for _, row in statements.iterrows():
        carried = ties.get(row["statement_id"], [])
        known = [row[clock] for clock in _CLOCKS if pd.notna(row[clock])]
        rows.append({"said": known[0] if known else None, **_carriers(carried)})
    frame = statements[["statement_id", "speaker_name", "country", "topic"]].reset_index(drop=True)
    frame = frame.join(pd.DataFrame(rows))
    last = [parse(day).latest or date.max if isinstance(day, str) else date.max for day in frame["said"]]
    order = frame.assign(last=[day.toordinal() for day in last]).sort_values(["last", "statement_id"])
    return order.drop(columns="last").reset_index(drop=True)


@dataclass(frozen=True)
class Terms:
    """What one side's words ask for and put on offer, as far as the record goes.

    Attributes
    ----------
    side : str
        Pyongyang or Washington.
    statements, with_attitude : int
        Its statements, and those that tell an attitude.
    conditions : tuple of (str, str)
        Condition and statement id.
    demands, offers : tuple of (str, str)
        Value and claim id of the claims on what it demands or offers.
    summary : str
        The same in a sentence; an empty result is said as such.
    """

    side: str
    statements: int
    with_attitude: int
    conditions: tuple[tuple[str, str], ...]
    demands: tuple[tuple[str, str], ...]
    offers: tuple[tuple[str, str], ...]
    summary: str


def terms(dataset: Dataset, side: str) -> Terms:
    """Return what a side requires, demands and offers.

    Conditions come from its statements; demands and offers from the claims whose point is named
    ``washington-demand``, ``pyongyang-offer`` and the like.

    Raises
    ------
    ValueError
        The side is not one of `SIDES`.
    """
    if side not in SIDES.values():
        raise ValueError(f"found the side {side!r}; allowed: {', '.join(SIDES.values())}")
    said = statements_table(dataset).query("side == @side")
    told = said.dropna(subset=["condition"])
    conditions = tuple(zip(told["condition"], told["statement_id"], strict=True))
    demands, offers = (_on_point(dataset, f"{side.lower()}-{what}") for what in ("demand", "offer"))
    words = f"{side}, in {len(said)} statement{'' if len(said) == 1 else 's'}: " + "; ".join(
        f"{name}: {', '.join(text for text, _ in found) or 'none in this record'}"
        for name, found in (("conditions", conditions), ("demands", demands), ("offers", offers))
    )
    return Terms(side, len(said), int(said["wants"].notna().sum()), conditions, demands, offers, words)


def _on_point(dataset: Dataset, point: str) -> tuple[tuple[str, str], ...]:
    claims = dataset["claims"].query("point == @point")
    return tuple(zip(claims["value"], claims["claim_id"], strict=True))
