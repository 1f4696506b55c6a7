"""One record as the ledger prints it, in plain docutils nodes that every format can show."""

from docutils import nodes

from summitwatch.analysis.wording import worded
from summitwatch.publishing import words
from summitwatch.publishing.citing import record_cite
from summitwatch.publishing.editions.marks import record_mark
from summitwatch.publishing.evidence import record_link
from summitwatch.publishing.records import QUOTED, TEXT, Leg, anchor, legs, marker, text_of
from summitwatch.tables import Dataset, Record, primary_key

_CHILDREN = {  # records that are told inside another, with the column that ties them
    "sources": (("items", "source_id"),),
    "events": (("event_states", "event_id"),),
    "statements": (("quotations", "statement_id"),),
    "propositions": (("resolutions", "proposition_id"),),
    "hypotheses": (("ratings", "hypothesis_id"),),
}
_LINKED = {  # tables with a link table: the name of the field, the link table, what it says of each record
    "judgements": ("Rests on", "judgement_records", "stance"),
    "indicators": ("Told by", "indicator_records", "sense"),
}
_WITHOUT = {"quotations": "quotation, words not shown", "items": "no headline shown"}
_UNTOLD = ("inferred", "source_id", "url")  # of a record inside another: told in other words, or by the other
_NOTHING = {("ai_sign", "none"), ("headline_basis", "none")}  # said by the absence of what they would explain
_HIDDEN = {  # told elsewhere in the entry, or of use to programs only
    "sentences": {"line", "number", "start", "end", "words", "segment", "sha256_16"},
    "event_states": {"event_id", "state"},
    "judgements": {"position"},
    "sources": {"publisher_actor", "text_sha256"},
    "resolutions": {"proposition_id"},
    "quotations": {"start", "end", "sentence_id", "words"},
    "ratings": {"hypothesis_id"},
    "forecasts": {"why_not_kind"},
}


def members(dataset: Dataset, record_id: str) -> list[str]:
    """Return a record and those that its entry tells with it."""
    table = dataset.record(record_id).table
    if table == "sources" and dataset.in_core(record_id):
        return [record_id]  # the stories of a core source have entries of their own
    inside = [_tied(dataset, name, tie, record_id) for name, tie in _CHILDREN.get(table, ())]
    return [record_id, *(id_ for ids in inside for id_ in ids)]


def entry(
    dataset: Dataset, record_id: str, resting: dict[str, list[str]], waiting: nodes.Element
) -> nodes.container:
    """Print a record: id, text, what it holds, what it rests on, what rests on it, and who cites it."""
    record = dataset.record(record_id)
    core = dataset.in_core(record_id)
    tier = "core" if core else "wider"
    box = nodes.container(ids=[anchor(record_id)], classes=["ledger-record", f"tier-{tier}"])
    told = text_of(dataset, record_id)
    head = nodes.paragraph("", "", nodes.strong("", record_id), classes=["ledger-id"])
    head += [] if core else nodes.inline("", " wider record", classes=["ledger-tier"])
    inside = members(dataset, record_id)
    if mark := record_mark(dataset, record_id, inside):
        head += nodes.inline("", f" {mark} in this edition", classes=["ledger-tier"])
    head += [nodes.Text(" "), record_cite(dataset, record_id, bare=not told)]
    box += head
    text = _sentence_text(record) if record.table == "sentences" else told
    if text:
        box += nodes.paragraph("", text, classes=["ledger-text"])
    fields = nodes.field_list()
    fields += [_field(words.field(n), body) for n, body in _facts(dataset, record)]
    fields += _children(dataset, record)
    fields += _between(dataset, record)
    fields += _evidence(dataset, record)
    below = dict.fromkeys(id_ for part in inside for id_ in resting.get(part, []))
    above = [id_ for id_ in below if id_ not in inside]
    same = [id_ for id_ in above if dataset.record(id_).row.get("same_story_as") in inside]
    held = [id_ for id_ in above if dataset.record(id_).table in ("items", "sentences") and id_ not in same]
    rest = [id_ for id_ in above if id_ not in (*held, *same)]
    fields += [_field("Holds", _links(held))] if held else []
    fields += [_field("Same story in", _links(same))] if same else []
    fields += [_field("Rests on it", _links(rest))] if rest else []
    fields += waiting
    box += fields
    return box


def _sentence_text(record: Record) -> str:
    segment = worded("sentences", "segment", record["segment"])
    place = f"{segment.capitalize()}, paragraph {record['line']}, sentence {record['number']}"
    extent = f"characters {record['start']}–{record['end']}; {record['words']} words"
    return f"{place}; {extent}; hash {record['sha256_16']}"


def _facts(dataset: Dataset, record: Record) -> list[tuple[str, nodes.paragraph]]:
    """Word the columns of a record that are not blank and not told elsewhere."""
    key = primary_key(next(r for r in dataset.description["resources"] if r["name"] == record.table))
    skip = {*key, TEXT.get(record.table), *_HIDDEN.get(record.table, ())}
    traits = words.column_traits(dataset, record.table)
    found = []
    for name, raw in record.row.items():
        if name in skip or raw is None or (name, raw) in _NOTHING:
            continue
        linked = dataset.has(str(raw)) and "actor" not in traits[name] and "coded" not in traits[name]
        body = _links([raw]) if linked else nodes.paragraph("", words.value(dataset, record.table, name, raw))
        found.append((name, _address(raw) if name == "url" else body))
    return found


def _address(url: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.reference("", url, refuri=url))


def _children(dataset: Dataset, record: Record) -> list[nodes.field]:
    """Tell an event's states and actors, a statement's quotations, the stories of a wider source."""
    found = []
    inside = set(members(dataset, record.id))
    for table, tie in _CHILDREN.get(record.table, ()):
        ids = [id_ for id_ in _tied(dataset, table, tie, record.id) if id_ in inside]
        bodies = [_child(dataset, dataset.record(id_)) for id_ in ids]
        found += [_field(words.field(table), *bodies)] if bodies else []
    if record.table == "events":
        rows = dataset.tied("event_actors", "event_id", record.id)
        told = ", ".join(f"{dataset.record(row['actor_id'])['name']} ({row['role']})" for row in rows)
        found += [_field("Actors", nodes.paragraph("", told))] if told else []
    return found


def _child(dataset: Dataset, record: Record) -> nodes.paragraph:
    body = nodes.paragraph("", "", nodes.strong("", record.id), ids=[anchor(record.id)])
    state = record.row.get("state")
    text = words.value(dataset, record.table, "state", state) if state else text_of(dataset, record.id)
    text = text or _WITHOUT.get(record.table, "")
    if record.table in QUOTED:
        body += [
            nodes.Text(f" {text}"),
            nodes.Text(f", {record['words']} word{'s' * (record['words'] != 1)}, "),
            record_link(record["sentence_id"] or record["item_id"]),
        ]
        return body
    told = [
        f"{words.field(n, record.table).lower()} {b.astext().rstrip('.')}"
        for n, b in _facts(dataset, record)
        if n not in _UNTOLD
    ]
    told += ["inferred by the coder"] if record.row.get("inferred") == "yes" else []
    body += nodes.Text(" " + "; ".join([text.rstrip(".") if told else text, *told]))
    return body


def _between(dataset: Dataset, record: Record) -> list[nodes.field]:
    """Tell the records on which a judgement rests, or that tell of a signal, and what each does to it."""
    if record.table not in _LINKED:
        return []
    name, table, said = _LINKED[record.table]
    body = nodes.paragraph()
    for position, row in enumerate(dataset.tied(table, f"{record.table.removesuffix('s')}_id", record.id)):
        stance = "" if row[said] == "supports" else f" ({worded(table, said, row[said])})"
        body += [nodes.Text(", " if position else ""), record_link(row["record_id"]), nodes.Text(stance)]
    return [_field(name, body)] if body.children else []


def _evidence(dataset: Dataset, record: Record) -> list[nodes.field]:
    if record.table in ("sources", "items", "sentences", "actors", "questions"):
        return []
    body = nodes.paragraph()
    for position, leg in enumerate(legs(dataset, record.id)):
        body += [nodes.Text("; ")] if position else []
        body += _place(leg)
    return [_field("Evidence", body)] if body.children else []


def _place(leg: Leg) -> list[nodes.Node]:
    """Link to the sentence, or to the item where the text was not read by sentence."""
    target = leg.sentence_id or leg.item_id or leg.source_id
    link = record_link(target, leg.sentence_id or marker([leg]))
    return [link, nodes.Text("" if leg.stance == "supports" else f" ({leg.stance})")]


def _field(name: str, *bodies: nodes.Node) -> nodes.field:
    return nodes.field("", nodes.field_name("", name), nodes.field_body("", *bodies))


def _links(ids: list[str]) -> nodes.paragraph:
    body = nodes.paragraph()
    for position, id_ in enumerate(ids):
        body += [nodes.Text(", ")] if position else []
        body += record_link(id_)
    return body


def _tied(dataset: Dataset, table: str, column: str, record_id: str) -> list[str]:
    return [next(iter(row.values())) for row in dataset.tied(table, column, record_id)]
