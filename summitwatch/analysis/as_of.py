"""What the reports of a day told: the events and the calls as they stood then, without hindsight.

Known is what stood in an item that was out for certain; possibly known, what stood in one that may have been
out. The days on which the book's own sources found the items play no part: all were found later, by search.
"""

from datetime import date

import pandas as pd

from summitwatch.analysis.dating import STATUSES, dating_of, status_of
from summitwatch.analysis.forecasts import MEETING, UNQUANTIFIED, calls
from summitwatch.analysis.independence import attestations, legs
from summitwatch.analysis.page_days import publication
from summitwatch.dates import When, known_as_of, parse
from summitwatch.tables import Dataset

KNOWN, POSSIBLY = "known", "possibly"
#: Trump's journey to China, on which a meeting hangs: the events, and the propositions on it.
VISIT = ("EV008", "EV009")
ON_VISIT = (
    "PR08", "PR119", "PR120", "PR121", "PR122", "PR123", "PR124", "PR125", "PR126", "PR127", "PR128",
)  # fmt: skip
#: Kinds of events that are words; those stand among the calls.
_WORDS = ("statement", "conference")


def known(dataset: Dataset, day: date) -> dict[str, str]:
    """Return the items that were out by the end of a day: by id, ``known`` or ``possibly``."""
    return _out(publication(dataset), day)


def _out(bounds: dict[str, When], day: date) -> dict[str, str]:
    found = {item: known_as_of(when, day) for item, when in bounds.items()}
    return {item: knowledge for item, knowledge in found.items() if knowledge != "unknown"}


def carried(dataset: Dataset, day: date) -> pd.DataFrame:
    """Return the ties of records to items that were out by a day, with ``knowledge`` and ``out_by``.

    A record is as well known as the best known item that carries it; `out_by` is the last possible day of
    the item's publication.
    """
    bounds = publication(dataset)
    out = _out(bounds, day)
    proof = attestations(dataset).query("stance == 'supports'")
    proof = proof[proof["item_id"].isin(list(out))]
    return proof.assign(
        knowledge=proof["item_id"].map(out),
        out_by=pd.Series([bounds[item].latest for item in proof["item_id"]], index=proof.index, dtype=object),
    )


def events_as_of(dataset: Dataset, day: date, ties: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the meetings, letters and journeys of the two men's strand as the reports of a day told them.

    States that the coders inferred are left out. Where an event has states that were known, those that were
    only possibly known are counted apart and decide nothing.

    Parameters
    ----------
    ties : DataFrame, optional
        `carried`, where it is at hand.

    Returns
    -------
    DataFrame
        ``event_id, title, status, best`` (EDTF or missing), ``knowledge, n_states, n_possibly, out_by`` (last
        possible day of the first item that told of it), ``origins_min, origins_max``; by first possible day.
    """
    ties = carried(dataset, day) if ties is None else ties
    events = dataset["events"]
    mine = ((events["strand"] == "trump_kim") | events["event_id"].isin(VISIT)) & ~events["kind"].isin(_WORDS)
    states = dataset["event_states"].query("inferred == 'no'")
    owner = ties["record_id"].map(states.set_index("state_id")["event_id"])
    asked = list(events["event_id"][mine])
    told = dict(iter(states[states["event_id"].isin(asked)].groupby("event_id")))
    proof = dict(iter(ties[owner.isin(asked)].groupby(owner)))
    rows = [
        _event(event, told[event["event_id"]], proof[event["event_id"]])
        for _, event in events[mine].iterrows()
        if event["event_id"] in proof
    ]
    frame = pd.DataFrame(rows, columns=list(_EVENT))
    first = [10**7 if pd.isna(best) else _first(parse(str(best))) for best in frame["best"]]
    return (
        frame.assign(first=first)
        .sort_values(["first", "event_id"])
        .drop(columns="first")
        .reset_index(drop=True)
    )


_EVENT = (
    "event_id", "title", "status", "best", "knowledge", "n_states", "n_possibly", "out_by", "origins_min",
    "origins_max",
)  # fmt: skip


def _first(when: When) -> int:
    bound = when.earliest or when.latest
    return bound.toordinal() if bound else 10**7


def _event(event: pd.Series, states: pd.DataFrame, proof: pd.DataFrame) -> dict[str, object]:
    sure = proof[proof["knowledge"] == KNOWN]
    used = sure if len(sure) else proof
    told = states[states["state_id"].isin(list(used["record_id"]))]
    status = status_of(told["state"])
    carrying = told[told["state"].isin(STATUSES[status])]
    best = dating_of(status, [parse(text) for text in carrying["date_believed"].dropna()]).best
    origins = legs(used[used["record_id"].isin(list(carrying["state_id"]))])
    return {
        "event_id": event["event_id"],
        "title": event["title"],
        "status": status,
        "best": best.edtf if best else None,
        "knowledge": KNOWN if len(sure) else POSSIBLY,
        "n_states": used["record_id"].nunique(),
        "n_possibly": len(set(proof["record_id"]) - set(used["record_id"])),
        "out_by": min(used["out_by"]),
        "origins_min": origins.at_least,
        "origins_max": origins.at_most,
    }


def calls_as_of(dataset: Dataset, day: date, ties: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the calls on a meeting and on the visit to China that stood on a day.

    Of each voice, its last word on each proposition, as long as the time that the words name was not over.
    No outcome is told.

    Returns
    -------
    DataFrame
        ``forecast_id, who, phrase, band, proposition_id, proposition, horizon, knowledge, out_by,
        origins_min, origins_max``; by the last possible day of the first item that told of it.
    """
    ties = carried(dataset, day) if ties is None else ties
    frame = calls(dataset)
    about = (frame["question_id"] == MEETING) | frame["proposition_id"].isin(ON_VISIT)
    frame = frame[about & (frame["why_not_kind"] != "second_rendering")]
    frame = frame[[_open(horizon, day) for horizon in _horizons(dataset, frame)]]
    ties = ties[ties["record_id"].isin(list(frame["forecast_id"]))]
    proofs = {str(record): group for record, group in ties.groupby("record_id")}
    frame = frame[frame["forecast_id"].isin(list(proofs))]
    told = pd.DataFrame([_told(proofs[str(record)]) for record in frame["forecast_id"]], index=frame.index)
    who = frame["speaker_name"].fillna(frame["speaker_class"].map(_UNNAMED)).fillna("nobody named")
    frame = frame.drop(columns=["origins_min", "origins_max"]).assign(
        who=who,
        voice_id=frame["speaker"].fillna(frame["statement_id"]),
        banded=frame["band"] != UNQUANTIFIED,
        horizon=_horizons(dataset, frame),
        **{name: told[name] if len(told) else None for name in _TOLD},
    )
    frame = frame.assign(sure=frame["knowledge"] == KNOWN).sort_values(
        ["sure", "out_by", "banded", "forecast_id"]
    )
    frame = frame.drop_duplicates(["voice_id", "proposition_id"], keep="last")
    return frame.sort_values(["out_by", "forecast_id"])[list(_CALL)].reset_index(drop=True)


_UNNAMED = {
    "official_anonymous": "unnamed officials",
    "expert": "unnamed experts",
    "outlet": "the outlet itself",
}
_TOLD = ("knowledge", "out_by", "origins_min", "origins_max")
_CALL = ("forecast_id", "who", "phrase", "band", "proposition_id", "proposition", "horizon", *_TOLD)


def _horizons(dataset: Dataset, frame: pd.DataFrame) -> pd.Series:
    return frame["proposition_id"].map(dataset.column("propositions", "horizon", by="proposition_id"))


def _open(horizon: object, day: date) -> bool:
    """Tell whether the time that a proposition names was still running."""
    if not isinstance(horizon, str):
        return True
    last = parse(horizon).latest
    return last is None or last >= day


def _told(proof: pd.DataFrame) -> dict[str, object]:
    sure = proof[proof["knowledge"] == KNOWN]
    used = sure if len(sure) else proof
    origins = legs(used)
    return {
        "knowledge": KNOWN if len(sure) else POSSIBLY,
        "out_by": min(used["out_by"]),
        "origins_min": origins.at_least,
        "origins_max": origins.at_most,
    }
