"""Tables of the reference chapter, from the description of the data."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import number
from summitwatch.tables import Dataset, primary_key


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell."""
    resources = data.description["resources"]
    return {
        "tables": number(len(resources)),
        "rows": number(sum(_count(data, r) for r in resources)),
        "fields": number(sum(len(r["schema"]["fields"]) for r in resources)),
        "licence": str(data.description["licenses"][0]["title"]),
    }


def tables(data: Dataset) -> TableExhibit:
    """Return one row per table."""
    rows = [(r["name"], r["description"], _count(data, r)) for r in data.description["resources"]]
    shown = pd.DataFrame(rows, columns=["Table", "A row is", "Rows"])
    caption = "All tables of the dataset, each a CSV file in UTF-8."
    return TableExhibit("tab-tables", "What the dataset holds", shown, caption)


def _count(data: Dataset, resource: Mapping[str, Any]) -> int:
    return len(data[resource["name"], *primary_key(resource)])


def fields(data: Dataset, table: str) -> TableExhibit:
    """Return the fields of a table: type, constraints, meaning, what blank means."""
    resource = next(r for r in data.description["resources"] if r["name"] == table)
    keys = {k["fields"]: k["reference"]["resource"] for k in resource["schema"].get("foreignKeys", [])}
    rows = [
        _field(f, f["name"] in primary_key(resource), keys.get(f["name"]))
        for f in resource["schema"]["fields"]
    ]
    shown = pd.DataFrame(rows, columns=["Field", "Type", "Meaning", "Blank means"])
    return TableExhibit(f"tab-fields-{table.replace('_', '-')}", f"Fields of {table}.csv", shown)


def _field(field: Mapping[str, Any], is_key: bool, target: str | None) -> tuple[str, str, str, str | None]:
    constraints = field.get("constraints", {})
    kind = "date (EDTF)" if field.get("summitwatch:edtf") else str(field["type"])
    kind += ", key" if is_key else ""
    kind += f", id of {target}" if target else ""
    meaning = str(field["description"])
    if "enum" in constraints:
        meaning += " One of: " + ", ".join(str(v).replace("_", " ") for v in constraints["enum"]) + "."
    blank = field.get("blank")
    return str(field["name"]), kind, meaning, str(blank) if blank else None


def glossary(data: Dataset) -> TableExhibit:
    """Return the terms of the field."""
    frame = data["glossary"]
    shown = pd.DataFrame({"Term": frame["term"], "Meaning": frame["meaning"]})
    return TableExhibit("tab-glossary", "Terms used in this book", shown)
