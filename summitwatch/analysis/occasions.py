"""Three occasions on which a meeting was looked for: what was expected, prepared and said, and what came."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from summitwatch.analysis.accounts import in_order, refined_statements, when_told
from summitwatch.analysis.chronology import timeline
from summitwatch.analysis.forecasts import MEETING, UNQUANTIFIED, calls, settled_propositions
from summitwatch.analysis.intervals import with_shares
from summitwatch.analysis.positions import ATTITUDES, statements_table
from summitwatch.dates import When, parse
from summitwatch.tables import Dataset


@dataclass(frozen=True)
class Occasion:
    """An occasion for a meeting.

    Attributes
    ----------
    key, name : str
        Short name for ids, and the name for readers.
    meeting, host : str
        The event looked for, and the event that was to bring it.
    proposition : str
        The meeting on this occasion, as a proposition.
    beside : tuple of str
        Propositions that come near it: an approach, another level, a window of the calendar.
    coded : str
        Value of ``occasion`` in the statements.
    """

    key: str
    name: str
    meeting: str
    host: str
    proposition: str
    beside: tuple[str, ...]
    coded: str


OCCASIONS = (
    Occasion("apec", "APEC 2025", "EV047", "EV011", "PR19", ("PR01", "PR110"), "apec-2025"),
    Occasion(
        "spring", "Spring 2026", "EV006", "EV008", "PR03",
        ("PR111", "PR103", "PR104", "PR105"), "china-visit-spring-2026",
    ),
    Occasion("may", "May 2026", "EV201", "EV008", "PR106", (), "china-visit-may-2026"),
)  # fmt: skip

#: Words for a speaker without a name.
_UNNAMED = {"official_anonymous": "unnamed officials", "expert": "unnamed experts"}
#: Names of go-betweens that are longer than a figure can bear.
_SHORT = {"Legislators briefed by the National Intelligence Service": "legislators"}


def expectations(dataset: Dataset) -> pd.DataFrame:
    """Return the calls on all three occasions (`calls_on`), with ``occasion``, its key."""
    table = calls(dataset)
    parts = [calls_on(dataset, o, table).assign(occasion=o.key) for o in OCCASIONS]
    return pd.concat(parts, ignore_index=True)


def calls_on(dataset: Dataset, occasion: Occasion, table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the calls on an occasion, one row per speaker, proposition and day, in order of their day.

    What a principal says of its own wish, and second renderings of one remark, are left out. Who asks for
    several occasions hands in `forecasts.calls`, the `table`, once.

    Returns
    -------
    DataFrame
        The columns of `forecasts.calls`; ``who`` (the speaker, and through whom); ``made`` (EDTF) with
        ``made_earliest, made_latest``; ``about`` (the meeting, or beside it); ``banded``.
    """
    wanted = (occasion.proposition, *occasion.beside)
    frame = calls(dataset) if table is None else table
    frame = frame[frame["proposition_id"].isin(wanted) & (frame["why_not_kind"] != "second_rendering")]
    actors = dataset["actors"].set_index("actor_id")
    frame = frame[frame["speaker"].map(actors["principal"]) != "yes"]
    said = refined_statements(dataset)
    made = [_made(row, said[str(row["statement_id"])]) for _, row in frame.iterrows()]
    names = frame["speaker_name"].fillna(frame["speaker_class"].map(_UNNAMED)).fillna("nobody named")
    via = frame["statement_id"].map({k: row["via"] for k, row in said.items()})
    via = via.map(actors["name"].replace(_SHORT))
    frame = frame.assign(
        who=names + (", through " + via).fillna(""),
        about=["meeting" if p == occasion.proposition else "beside" for p in frame["proposition_id"]],
        banded=frame["band"] != UNQUANTIFIED,
        made=[when.edtf for when in made],
        made_earliest=pd.Series([when.earliest for when in made], index=frame.index, dtype=object),
        made_latest=pd.Series([when.latest for when in made], index=frame.index, dtype=object),
    )
    frame = frame.sort_values(["made_latest", "forecast_id"], ignore_index=True)
    voice = frame["speaker"].fillna(frame["statement_id"])
    doubled = frame.assign(voice=voice).duplicated(["voice", "proposition_id", "made"])
    return frame[~doubled].reset_index(drop=True)


def _made(call: pd.Series, statement: Mapping[Hashable, Any]) -> When:
    """Return the day of a call: its own, that of the words, of the report, or not after publication."""
    for text in (call["made_on"], statement["said_on"], statement["reported_on"]):
        if pd.notna(text):
            return parse(str(text))
    return not_after(str(call["published"]).split(", "))


def not_after(published: list[str]) -> When:
    """Return what follows for the day of words from the days of the items that carry them."""
    days = [day for text in published if (day := parse(text).latest)]
    return parse(f"[..{min(days)}]") if days else parse("XXXX")


def wishes_on(dataset: Dataset, occasion: Occasion) -> pd.DataFrame:
    """Return what the principals said of a meeting on an occasion, in order of its day.

    Returns
    -------
    DataFrame
        The columns of `positions.statements_table`, with the statement as ``record_id``, and ``when``
        (EDTF); attitude and day as the wider record refines them.
    """
    frame = statements_table(dataset)
    frame = frame[(frame["occasion"] == occasion.coded) & frame["wants"].notna()]
    refined = dataset.refined("statements").set_index("statement_id")["wants"]
    when = [when_told(dataset, statement) for statement in frame["statement_id"]]
    frame = frame.assign(
        when=pd.Series(when, index=frame.index, dtype=object),
        wants=frame["statement_id"].map(refined),
    )
    frame = frame.assign(attitude=frame["wants"].map(ATTITUDES))
    return in_order(frame.rename(columns={"statement_id": "record_id"}))


def meetings(dataset: Dataset) -> pd.DataFrame:
    """Return the rows of `chronology.timeline` of the meetings and talks of the two men or their states."""
    acting = dataset["event_actors"].query("role == 'participant'")
    countries = acting["actor_id"].map(dataset["actors"].set_index("actor_id")["country"])
    both = countries.groupby(acting["event_id"]).agg(lambda found: {"USA", "PRK"} <= set(found))
    events = timeline(dataset).query("kind == 'meeting' and strand == 'trump_kim'")
    return events[events["event_id"].isin(list(both[both].index))].reset_index(drop=True)


def naive_rule(dataset: Dataset) -> pd.DataFrame:
    """Test the rule "no summit, everything else happens" on what is settled.

    Returns
    -------
    DataFrame
        ``about`` (a meeting of the two men; everything else), ``k`` (propositions on which the rule is
        right), ``n`` (settled), ``share, low, high``.
    """
    table = settled_propositions(dataset).query("outcome in ('yes', 'no')")
    summit = table["question_id"] == MEETING
    right = table["outcome"] == summit.map({True: "no", False: "yes"})
    rows = [
        {"about": about, "k": int(right[mask].sum()), "n": int(mask.sum())}
        for about, mask in (("meeting", summit), ("else", ~summit))
    ]
    return with_shares(pd.DataFrame(rows))
