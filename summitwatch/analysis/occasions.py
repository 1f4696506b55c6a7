"""Three occasions on which a meeting was looked for: what was expected, prepared and said, and what came."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from summitwatch.analysis.chronology import timeline
from summitwatch.analysis.forecasts import MEETING, UNQUANTIFIED, calls, settled_propositions
from summitwatch.analysis.independence import attestations, legs
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


#: Words for a speaker without a name.
_UNNAMED = {"official_anonymous": "unnamed officials", "expert": "unnamed experts"}
#: Names of go-betweens that are longer than a figure can bear.
_SHORT = {"Legislators briefed by the National Intelligence Service": "legislators"}


def expectations(dataset: Dataset) -> pd.DataFrame:
    """Return the calls on all three occasions (`calls_on`), with ``occasion``, its key."""
    return pd.concat([calls_on(dataset, o).assign(occasion=o.key) for o in OCCASIONS], ignore_index=True)


def calls_on(dataset: Dataset, occasion: Occasion) -> pd.DataFrame:
    """Return the calls on an occasion, one row per speaker, proposition and day, in order of their day.

    What a principal says of its own wish, and second renderings of one remark, are left out.

    Returns
    -------
    DataFrame
        The columns of `forecasts.calls`; ``who`` (the speaker, and through whom); ``made`` (EDTF) with
        ``made_earliest, made_latest``; ``about`` (the meeting, or beside it); ``banded``.
    """
    wanted = (occasion.proposition, *occasion.beside)
    frame = calls(dataset)
    frame = frame[frame["proposition_id"].isin(wanted) & (frame["why_not_kind"] != "second_rendering")]
    actors = dataset["actors"].set_index("actor_id")
    frame = frame[frame["speaker"].map(actors["principal"]) != "yes"]
    said = _said(dataset)
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


def _said(dataset: Dataset) -> dict[str, Mapping[Hashable, Any]]:
    """Return the statements by id, as the wider record refines them."""
    rows = dataset.refined("statements").to_dict("records")
    return {str(row["statement_id"]): row for row in rows}


def _made(call: pd.Series, statement: Mapping[Hashable, Any]) -> When:
    """Return the day of a call: its own, that of the words, of the report, or not after publication."""
    for text in (call["made_on"], statement["said_on"], statement["reported_on"]):
        if pd.notna(text):
            return parse(str(text))
    return _not_after(str(call["published"]).split(", "))


def _not_after(published: list[str]) -> When:
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
    return _in_order(frame.rename(columns={"statement_id": "record_id"}))


def told(dataset: Dataset, record_id: str) -> str:
    """Return what a statement, claim or event tells, in our words."""
    record = dataset.record(record_id)
    fields = {"statements": "gist", "claims": "text", "events": "title"}
    return str(record[fields[record.table]])


def origins(dataset: Dataset, record_id: str) -> str:
    """Return the independent origins behind what supports a record and its parts, at least and at most."""
    ids = list(dataset.parts(record_id))
    proof = attestations(dataset, ids).query("stance == 'supports'")
    found = legs(proof)
    if found.at_least == found.at_most:
        return str(found.at_least)
    return f"{found.at_least}–{found.at_most}"


def when_told(dataset: Dataset, record_id: str) -> str | None:
    """Return when it was said or took place; of a claim, when an item first told it, as far as known."""
    record = dataset.record(record_id)
    if record.table == "statements":
        row = _said(dataset)[record_id]
        found = [row[clock] for clock in ("said_on", "reported_on") if pd.notna(row[clock])]
        return str(found[0]) if found else None
    if record.table == "events":
        best = timeline(dataset).set_index("event_id")["best"].dropna()
        return str(best[record_id]) if record_id in best else None
    proof = attestations(dataset, [record_id]).query("stance == 'supports'")
    published = dataset["items"].set_index("item_id")["published"]
    days = published[sorted(set(proof["item_id"]))].dropna()
    dated = sorted((last, text) for text in days if (last := parse(str(text)).latest))
    return str(dated[0][1]) if dated else None


def signals(dataset: Dataset, occasion: Occasion) -> pd.DataFrame:
    """Return what was prepared for an occasion or stood in its way, in order of its first possible day.

    Returns
    -------
    DataFrame
        ``sort, record_id, when`` (EDTF), ``told, origins``.
    """
    rows = [
        {"sort": sort, "record_id": record, "when": when_told(dataset, record),
         "told": told(dataset, record), "origins": origins(dataset, record)}
        for sort, record in SIGNALS[occasion.key]
    ]  # fmt: skip
    return _in_order(pd.DataFrame(rows))


def reasons(dataset: Dataset, occasion: Occasion) -> pd.DataFrame:
    """Return the reasons given for a meeting that did not come, with who gave each and when.

    Returns
    -------
    DataFrame
        ``record_id, statements, who, when`` (EDTF of the first statement), ``told, origins``.
    """
    names = dataset["actors"].set_index("actor_id")["name"]
    rows = []
    for record, statements in REASONS[occasion.key]:
        speakers = [dataset.record(statement)["speaker"] for statement in statements]
        first = statements[0] if statements else record
        rows.append({
            "record_id": record, "statements": ", ".join(statements),
            "who": "; ".join(str(names[speaker]) for speaker in speakers) or "an outlet's headline",
            "when": when_told(dataset, first), "told": told(dataset, record),
            "origins": origins(dataset, record),
        })  # fmt: skip
    return _in_order(pd.DataFrame(rows))


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Sort by the latest possible day of `when`, what has none last."""
    days = [None if pd.isna(text) else parse(str(text)).latest for text in frame["when"]]
    order = frame.assign(day=[day.toordinal() if day else 10**7 for day in days])
    return order.sort_values(["day", "record_id"]).drop(columns="day").reset_index(drop=True)


def date_history(dataset: Dataset, event_id: str) -> pd.DataFrame:
    """Return the date of one event as it was held at different times, one row per state.

    Returns
    -------
    DataFrame
        ``state_id, state, asserted_by, by_name, inferred, note``; ``date_believed, earliest, latest``;
        ``asserted`` (EDTF: when it was asserted, else not after the first item that carries it),
        ``asserted_earliest, asserted_latest``; ``origins_min, origins_max``. By the latest possible day
        of the assertion, those without one last.
    """
    states = dataset["event_states"].query("event_id == @event_id")
    proof = attestations(dataset, states["state_id"]).query("stance == 'supports'")
    published = dataset["items"].set_index("item_id")["published"]
    names = dataset["actors"].set_index("actor_id")["name"]
    rows = []
    for _, state in states.iterrows():
        carried = proof[proof["record_id"] == state["state_id"]]
        days = [str(d) for d in published[sorted(set(carried["item_id"]))].dropna()]
        on = state["asserted_on"]
        asserted = parse(str(on)) if pd.notna(on) else _not_after(days)
        found = legs(carried)
        rows.append({**_believed(state["date_believed"]), "asserted": asserted.edtf,
                     "asserted_earliest": asserted.earliest, "asserted_latest": asserted.latest,
                     "origins_min": found.at_least, "origins_max": found.at_most})  # fmt: skip
    columns = ["state_id", "state", "asserted_by", "inferred", "note", "date_believed"]
    frame = states[columns].reset_index(drop=True)
    frame = frame.assign(by_name=frame["asserted_by"].map(names)).join(pd.DataFrame(rows, dtype=object))
    order = frame.assign(day=[day.toordinal() if day else 10**7 for day in frame["asserted_latest"]])
    return order.sort_values(["day", "state_id"]).drop(columns="day").reset_index(drop=True)


def _believed(text: Any) -> dict[str, object]:
    when = None if pd.isna(text) else parse(str(text))
    return {"earliest": when.earliest if when else None, "latest": when.latest if when else None}


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
