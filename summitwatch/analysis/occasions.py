"""Three occasions on which a meeting was looked for: what was expected, prepared and said, and what came."""

from dataclasses import dataclass

import pandas as pd

from summitwatch.analysis.accounts import in_order, when_told
from summitwatch.analysis.chronology import timeline
from summitwatch.analysis.forecasts import MEETING, dated_calls, settled_propositions
from summitwatch.analysis.intervals import with_shares
from summitwatch.analysis.positions import ATTITUDES, statements_table
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
    table = dated_calls(dataset)
    parts = [calls_on(dataset, o, table).assign(occasion=o.key) for o in OCCASIONS]
    return pd.concat(parts, ignore_index=True)


def calls_on(dataset: Dataset, occasion: Occasion, table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the calls on an occasion, without what a principal says of its own wish.

    Who asks for several occasions hands in `forecasts.dated_calls`, the `table`, once.

    Returns
    -------
    DataFrame
        The columns of `forecasts.dated_calls`; ``who`` (the speaker, and through whom); ``about`` (the
        meeting, or beside it).
    """
    frame = dated_calls(dataset) if table is None else table
    actors = dataset["actors"].set_index("actor_id")
    wanted = frame["proposition_id"].isin((occasion.proposition, *occasion.beside))
    frame = frame[wanted & (frame["speaker"].map(actors["principal"]) != "yes")]
    names = frame["speaker_name"].fillna(frame["speaker_class"].map(_UNNAMED)).fillna("nobody named")
    via = frame["statement_id"].map(dataset.column("statements", "via", by="statement_id"))
    via = via.map(actors["name"].replace(_SHORT))
    meeting = frame["proposition_id"] == occasion.proposition
    return frame.assign(
        who=names + (", through " + via).fillna(""),
        about=meeting.map({True: "meeting", False: "beside"}),
    ).reset_index(drop=True)


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
    refined = dataset.refined("statements", "statement_id", "wants").set_index("statement_id")["wants"]
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
    countries = acting["actor_id"].map(dataset.column("actors", "country", by="actor_id"))
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
