"""The dataset as the two core sources alone give it.

No column says of a record to which tier it belongs: it follows from the evidence, so that a record which
both tiers carry is one record, and the core view of it is what it was before the wider record came.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

Tables = Mapping[str, pd.DataFrame]
#: Records that are of the core if a core sentence carries them.
_CARRIED = {
    "event_states": "state_id",
    "statements": "statement_id",
    "forecasts": "forecast_id",
    "claims": "claim_id",
    "notes": "note_id",
}
#: Fields that name an actor, in tables that are already restricted.
_NAMING = {
    "sources": ("publisher_actor",),
    "items": ("agency", "origin"),
    "mentions": ("actor_id",),
    "event_states": ("asserted_by",),
    "statements": ("speaker", "via"),
    "roles": ("actor_id", "affiliation"),
}
#: Tables about the wider record alone: its coded input, and the outlook that needs it.
_WIDER_ONLY = (
    "corrections",
    "coded_tables",
    "context_codings",
    "adjudications",
    "refinements",
    "hypotheses",
    "ratings",
    "indicators",
    "indicator_records",
)


def core(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return the tables with the rows that rest on core sentences, in their order."""
    view = dict(tables)
    view["evidence"] = evidence = _keep(tables, "evidence", lambda f: f["sentence_id"].notna())
    carried = set(evidence["record_id"])
    for table, key in _CARRIED.items():
        view[table] = _among(tables, table, key, carried)
    view["sources"] = _keep(tables, "sources", lambda f: f["tier"] == "core")
    view["items"] = _among(tables, "items", "source_id", _ids(view, "sources", "source_id"))
    view["publication_clues"] = _among(tables, "publication_clues", "item_id", _ids(view, "items", "item_id"))
    view["quotations"] = _keep(tables, "quotations", lambda f: f["sentence_id"].notna())
    view["events"] = _among(tables, "events", "event_id", _ids(view, "event_states", "event_id"))
    view["resolutions"] = _keep(tables, "resolutions", lambda f: f["tier"] == "core")
    settled = _ids(view, "resolutions", "proposition_id")
    view["propositions"] = _among(tables, "propositions", "proposition_id", settled)
    asked = _ids(view, "propositions", "question_id")
    view["questions"] = _among(tables, "questions", "question_id", asked)
    view |= {name: tables[name].iloc[:0] for name in _WIDER_ONLY}
    return view | _actors(tables, view) | _judgements(tables, view)


def _actors(tables: Tables, view: Tables) -> dict[str, pd.DataFrame]:
    """Keep the actors whom the core names or needs, with the roles and the namings that it shows."""
    sentences = _ids(view, "sentences", "sentence_id")
    roles = _among(tables, "roles", "basis", sentences)
    naming = {**view, "roles": roles}
    named = set().union(*(_ids(naming, t, f) for t, fields in _NAMING.items() for f in fields))
    acting = _among(tables, "event_actors", "event_id", _ids(view, "events", "event_id"))
    actors = _among(tables, "actors", "actor_id", named)
    names = actors["name"]
    told = (
        _ids(view, "mentions", "surface") | set(names) | set(names.str.replace(r" \(.+\)$", "", regex=True))
    )
    aliases = _among(tables, "aliases", "actor_id", named)
    return {
        "actors": actors,
        "roles": roles,
        "event_actors": acting[acting["actor_id"].isin(list(named))],
        "aliases": aliases[aliases["alias"].isin(list(told))],
    }


def _judgements(tables: Tables, view: Tables) -> dict[str, pd.DataFrame]:
    """Keep the judgements that rest on core records alone, and what the core says of coded ids."""
    records: set[Any] = set()
    for table, key in (*_CARRIED.items(), ("events", "event_id"), ("propositions", "proposition_id")):
        records |= _ids(view, table, key)
    ties = tables["judgement_records"]
    wider = set(ties.loc[~ties["record_id"].isin(list(records)), "judgement_id"])
    judged = _keep(tables, "judgements", lambda f: ~f["judgement_id"].isin(list(wider)))
    crosswalk = _keep(tables, "crosswalk", lambda f: f["relation"].isin(["same", "dates"]))
    return {
        "judgements": judged,
        "judgement_records": ties[ties["judgement_id"].isin(list(judged["judgement_id"]))],
        "crosswalk": crosswalk,
    }


def _keep(tables: Tables, table: str, wanted: Callable[[pd.DataFrame], "pd.Series[bool]"]) -> pd.DataFrame:
    frame = tables[table]
    return frame[wanted(frame)].reset_index(drop=True)


def _among(tables: Tables, table: str, field: str, ids: set[Any]) -> pd.DataFrame:
    frame = tables[table]
    return frame[frame[field].isin(list(ids))].reset_index(drop=True)


def _ids(tables: Tables, table: str, field: str) -> set[Any]:
    return set(tables[table][field].dropna())


#: The views of single tiers, by name.
TIER_VIEWS: Mapping[str, Callable[[Tables], dict[str, pd.DataFrame]]] = {"core": core}
