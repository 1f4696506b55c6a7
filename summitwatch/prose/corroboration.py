"""Numbers and tables of the chapter on corroboration."""

import pandas as pd

from summitwatch.analysis.accounts import told
from summitwatch.analysis.attested import attested, collectors_only, one_origin, rival_accounts
from summitwatch.analysis.corroboration import LABELS, claims_table, overlap, rivals, summary
from summitwatch.analysis.intervals import wilson
from summitwatch.analysis.wording import LANGUAGES, point_name
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import number, percent, spans
from summitwatch.tables import Dataset

#: Remarks that came out in several strengths, by the point of the claims on them.
REMARKS = ("chung-on-the-chance", "oh-on-the-chance", "nis-window", "ifans-on-a-meeting")
#: Points of weight on which the wider record holds three accounts or more.
ACCOUNTS = ("why-no-meeting-at-apec", "preparation-in-washington", "apec-meeting-chance", "drills-as-a-card",
            "spring-visit-days", "day-of-kims-report", "white-house-reply-to-whom")  # fmt: skip
#: Anchor and title of the table of each standing.
_STANDINGS = {
    "corroborated": ("corroborated", "Claims that two independent origins support"),
    "one voice, told twice": ("one-voice-told-twice", "Claims that go back to one mouth"),
    "one origin": ("one-leg", "Claims that rest on one newsroom"),
    "reported, not corroborated": (
        "reported-not-corroborated",
        "Claims that the machine-written page alone carries",
    ),
}
_MANY = 3  # reports that make an event look well attested


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell, of the core sources and of the wider record."""
    return _core(data.only("core")) | _wider(data)


def _wider(data: Dataset) -> dict[str, str]:
    events, said = attested(data, "events"), attested(data, "statements")
    single = one_origin(events, _MANY)
    if single.iloc[0]["record_id"] != "EV038" or not single.iloc[0]["collectors_only"]:
        raise ValueError("the text says that the meeting of Lee and Xi tops the list")
    remarks = rival_accounts(data, REMARKS)
    return {
        "wider_events": number(len(events)),
        "wider_two": percent(wilson(int((events["origins_min"] >= 2).sum()), len(events))),
        "wider_many": number(_MANY, words=True),
        "wider_single": number(len(single), words=True),
        "wider_collected": number(len(collectors_only(events))),
        "wider_said": number(len(said)),
        "wider_said_two": number(int((said["origins_min"] >= 2).sum())),
        "wider_said_collected": number(len(collectors_only(said))),
        "wider_remarks": number(remarks["point"].nunique(), words=True),
        "wider_accounts": number(rival_accounts(data, ACCOUNTS)["point"].nunique(), words=True),
    }


def _core(data: Dataset) -> dict[str, str]:
    claims = claims_table(data)
    n = len(claims)
    told = {label: int((claims["label"] == label).sum()) for label in LABELS}
    carried = overlap(data).set_index("sources")["k"]
    own = summary(data, "voice").set_index("voice")["k"]
    within = rivals(data)
    if set(within["items"]) != {"same"}:
        raise ValueError("the text says that both values stand in one and the same story")
    return {
        "claims": number(n),
        "corroborated": percent(wilson(told["corroborated"], n)),
        "corroborated_n": number(told["corroborated"], words=True),
        "told_twice": number(told["one voice, told twice"], words=True),
        "one_leg": number(told["one origin"]),
        "aggregator": number(told["reported, not corroborated"]),
        "disputed": number(told["disputed"], words=True),
        "differently": number(told["told differently"], words=True),
        "both": number(_carried(carried, {"S1", "S2"})),
        "only_s1": number(int(carried.get("S1", 0))),
        "only_s2": number(int(carried.get("S2", 0))),
        "own_voice": percent(wilson(int(own["own voice"]), n)),
        "points": number(within["point"].nunique(), words=True),
    }


def _carried(carried: pd.Series, sources: set[str]) -> int:
    """Count the claims that all of these sources support, whoever else does."""
    return int(carried[[sources <= set(str(cell).split(", ")) for cell in carried.index]].sum())


def standing(data: Dataset, label: str) -> TableExhibit:
    """Return the claims of one standing."""
    name, title = _STANDINGS[label]
    frame = claims_table(data).query("label == @label")
    names = data.column("actors", "name", by="actor_id")
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
    caption = (
        f"{len(shown)} of {len(data['claims'])} claims. "
        "Told as: in a statement of somebody (said), in the outlet's own voice, or both."
    )
    return TableExhibit(f"tab-claims-{name}", title, shown, caption, records=("Claim",))


def _names(names: pd.Series, cell: object) -> str:
    known = [str(names.get(o, o)) for o in str(cell).split(", ")] if isinstance(cell, str) and cell else []
    return ", ".join(known) or "unknown"


def rivals_table(data: Dataset) -> TableExhibit:
    """Return the points on which values differ."""
    frame = rivals(data)
    shown = pd.DataFrame(
        {
            "Point": frame["point"].map(point_name),
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


def single_table(data: Dataset) -> TableExhibit:
    """Return the events that several reports carry and one named origin at most stands behind."""
    frame = one_origin(attested(data, "events"), _MANY)
    shown = pd.DataFrame(
        {
            "Event": frame["record_id"],
            "What": [told(data, event) for event in frame["record_id"]],
            "Reports": frame["reports"],
            "Publishers": frame["publishers"],
            "Copies": frame["copies"],
            "Origins": spans(frame),
        }
    )
    caption = (
        f"{len(frame)} events with {_MANY} reports or more and no more than one origin for sure; the "
        "widest gap first. Copies carry the text of another report. Origins: at least and at most."
    )
    title = "What looks well attested and rests on one origin"
    return TableExhibit("tab-one-origin", title, shown, caption, ("Event",))


def accounts_table(data: Dataset) -> TableExhibit:
    """Return the rival accounts on the points of weight."""
    title = "Rival accounts in the wider record"
    return _rival_values(rival_accounts(data, ACCOUNTS), "tab-accounts", title)


def remarks_table(data: Dataset) -> TableExhibit:
    """Return how single remarks were told in different strengths."""
    title = "One remark, told in several strengths"
    return _rival_values(rival_accounts(data, REMARKS), "tab-renderings", title)


def _languages(codes: str) -> str:
    return ", ".join(LANGUAGES.get(code, code) for code in codes.split(", "))


def _rival_values(frame: pd.DataFrame, exhibit_id: str, title: str) -> TableExhibit:
    shown = pd.DataFrame(
        {
            "Point": frame["point"].map(point_name),
            "Claim": frame["claim_id"],
            "Told as": frame["value"],
            "By": frame["publishers"],
            "In": [_languages(codes) for codes in frame["languages"]],
            "Origins": spans(frame),
        }
    )
    caption = (
        f"{len(frame)} accounts on {frame['point'].nunique()} points. "
        "In: the languages of the pages. Origins: independent ones behind each account, at least and at most."
    )
    return TableExhibit(exhibit_id, title, shown, caption, ("Claim",))
