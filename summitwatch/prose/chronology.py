"""Numbers and tables of the chronology."""

import pandas as pd

from summitwatch.analysis.chronology import conflicts, gaps, movement, timeline
from summitwatch.analysis.occasions import meetings
from summitwatch.analysis.wording import STATE, STATUS
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose import as_of
from summitwatch.prose.format import day, number, span, texts
from summitwatch.prose.format import spans as origins_of
from summitwatch.tables import Dataset


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell, of the core sources and of the wider record."""
    return _core(data.only("core")) | _wider(data) | as_of.values(data)


def _wider(data: Dataset) -> dict[str, str]:
    events = timeline(data)
    best = events.set_index("event_id")["best"]
    status = events["status"].value_counts()
    if status.get("moved", 0):
        raise ValueError("the text says that what was put off has taken place")
    held = meetings(data).query("status == 'held'")
    if set(held["event_id"]) != {"EV001", "EV002", "EV003"}:
        raise ValueError("the text says that the wider record tells of no further meeting of the two men")
    states = data["event_states"]
    outright = states.query("event_id == 'EV047' and state == 'did_not_occur' and inferred == 'no'")
    visit = states.query("event_id == 'EV008'")
    return {
        "wider_events": number(len(events)),
        "wider_core": number(sum(data.in_core(str(event)) for event in events["event_id"])),
        "wider_held": number(status["held"]),
        "wider_failed": number(status["failed"], words=True),
        "wider_planned": number(status["planned"], words=True),
        "wider_hoped": number(status["wished"] + status["mooted"], words=True),
        "wider_undated": number(events["undated"].sum()),
        "wider_differ": number((conflicts(data)["about"] == "date").sum(), words=True),
        "wider_daggers": number((~events["dates_agree"]).sum(), words=True),
        "wider_inferred": number(events["status_inferred"].sum(), words=True),
        "wider_outright": number(len(outright), words=True),
        "visit_states": number(len(visit)),
        "visit_held": day(str(best["EV008"])),
        "congress_held": day(str(best["EV025"])),
        "put_off": day(str(data.record("ES1042")["asserted_on"])),
    }


def _core(data: Dataset) -> dict[str, str]:
    events = timeline(data)
    days = spans(data)
    states = data["event_states"]
    best = events.set_index("event_id")["best"]
    return {
        "texts": texts(data),
        "events": number(len(events)),
        "held": number((events["status"] == "held").sum()),
        "undated": number(events["undated"].sum()),
        "exact": number(_on_one_day(events), words=True),
        "two_origins": number((events["origins_min"] >= 2).sum(), words=True),
        "no_origin": number((events["origins_min"] == 0).sum(), words=True),
        "states": number(len(states)),
        "inferred_stories": _inferred(data),
        "inferred": number((states["inferred"] == "yes").sum(), words=True),
        "hanoi_panmunjom": days["EV002", "EV003"],
        "panmunjom_s2": days["EV003", "S2-main"],
        "panmunjom": day(str(best["EV003"])),
        "official": day(str(best["EV017"])),
        "april": day(str(best["EV008"])),
        "pipe": day(str(best["EV046"])),
        "slip": day(str(data.record("DX004")["edtf"])),
        "said_year": day(str(data.record("DX001")["edtf"])),
        "address_context": day("2025-09-21"),
    }


def _inferred(data: Dataset) -> str:
    """Return of how many stories the day is inferred."""
    told = data["items"].query("kind != 'interface'")["published_basis"].eq("inferred")
    return "all" if told.all() else f"{number(told.sum(), words=True)} of the {number(len(told), words=True)}"


def spans(data: Dataset) -> dict[tuple[str, str], str]:
    """Return the days between the pairs of `gaps`, in words."""
    frame = gaps(data)
    ends = zip(frame["start"], frame["end"], strict=True)
    days = zip(frame["days_min"], frame["days_max"], strict=True)
    return {pair: span(int(least), int(most)) for pair, (least, most) in zip(ends, days, strict=True)}


def _on_one_day(events: pd.DataFrame) -> int:
    dated = events[~events["undated"]]
    return int((dated["best_earliest"] == dated["best_latest"]).sum())


def events_table(data: Dataset) -> TableExhibit:
    """Return every dated event, in order, with its status and the origins that assert it."""
    frame = timeline(data).query("not undated")
    shown = _shown(frame)
    shown.insert(1, "When", [day(str(best), short=True) for best in frame["best"]])
    caption = (
        f"{len(shown)} events with a date, by first possible day. Origins: at least the named ones that "
        "are independent, at most those of unknown origin too. An asterisk: the state is inferred. "
        "The status is the one that the core sources alone give; the wider record may know more."
    )
    return TableExhibit(
        "tab-chronology", "What happened, was planned, or did not happen", shown, caption, records=("Event",)
    )


def undated_table(data: Dataset) -> TableExhibit:
    """Return the events to which the sources give no date."""
    frame = timeline(data).query("undated")
    caption = f"{len(frame)} events to which no text gives a date."
    return TableExhibit("tab-undated", "Told without a date", _shown(frame), caption, records=("Event",))


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    status = frame["status"].map(STATUS) + frame["status_inferred"].map({True: " *", False: ""})
    return pd.DataFrame(
        {
            "Event": frame["event_id"],
            "What": frame["title"],
            "Status": status,
            "Told by": frame["sources"],
            "Origins": origins_of(frame),
        }
    )


def movement_table(data: Dataset, *event_ids: str) -> TableExhibit:
    """Return how what was told of one event, or of several that belong together, moved."""
    frame = pd.concat([movement(data, event_id).assign(event=event_id) for event_id in event_ids])
    first = frame["published_earliest"].map(lambda day_: day_.toordinal() if day_ else 0)
    frame = frame.assign(first=first).sort_values(["first", "item_id", "state_id"], kind="stable")
    names = data.column("actors", "name", by="actor_id")
    titles = data.column("events", "title", by="event_id")
    dated = ["" if pd.isna(d) else f": {day(str(d), short=True)}" for d in frame["date_believed"]]
    told = frame["state"].map(STATE) + dated
    shown = pd.DataFrame(
        {
            "State": frame["state_id"],
            "Published": [day(str(p), short=True) for p in frame["published"]],
            "By": frame["asserted_by"].map(names),
            "Reported": told + (frame["inferred"] == "yes").map({True: " *", False: ""}),
        }
    )
    if len(event_ids) > 1:
        shown.insert(3, "Event", frame["event"].map(titles).to_list())
    caption = f"{len(shown)} states, in the order in which the reports appeared. An asterisk: inferred."
    anchor = f"tab-movement-{event_ids[0].lower()}"
    return TableExhibit(anchor, str(titles[event_ids[0]]), shown, caption, records=("State",))


def inferred_table(data: Dataset) -> TableExhibit:
    """Return the events whose status the reports do not say and the coders inferred."""
    frame = timeline(data).query("status_inferred")
    states = data["event_states"].query("inferred == 'yes'").drop_duplicates("event_id", keep="last")
    notes = states.set_index("event_id")["note"]
    shown = _shown(frame).assign(Because=frame["event_id"].map(notes).fillna("Implied by the words."))
    shown = shown[["Event", "What", "Status", "Because"]]
    caption = (
        f"{len(shown)} events of the whole record whose status no report states outright. Where inference is "
        "left out, such an event has the status of the last plan or wish."
    )
    return TableExhibit("tab-inferred", "What is only inferred", shown, caption, records=("Event",))
