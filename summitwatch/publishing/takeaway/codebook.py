"""The codebook: every table and field, in words, from the description of the data."""

from collections.abc import Iterator, Mapping
from typing import Any

from summitwatch.publishing.edition import Edition
from summitwatch.tables import Dataset, primary_key

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#|$~^@"})


def codebook(dataset: Dataset, edition: Edition) -> str:
    """Return the codebook as Markdown."""
    about = dataset.description
    lines = [
        f"# {_plain(about['title'])}: codebook",
        _plain(edition.stamp) + ". " + _plain(edition.licence) + ".",
        _plain(about["description"]),
        _plain(about.get("summitwatch:provenance", "")),
        "The digest is SHA-256 over names and bytes of `datapackage.json` and of the tables that it names.",
    ]
    for resource in about["resources"]:
        lines += _table(resource, len(dataset[resource["name"]]))
    return "\n\n".join(line for line in lines if line) + "\n"


def _table(resource: Mapping[str, Any], rows: int) -> Iterator[str]:
    schema = resource["schema"]
    key = ", ".join(f"`{name}`" for name in primary_key(resource))
    yield f"## {resource['path']}"
    yield f"{_plain(resource['description'])} Rows: {rows}. Key: {key}."
    targets = {k["fields"]: k["reference"] for k in schema.get("foreignKeys", [])}
    yield "\n".join(_field(field, targets.get(field["name"])) for field in schema["fields"])


def _field(field: Mapping[str, Any], target: Mapping[str, str] | None) -> str:
    limits = field.get("constraints", {})
    kind = "date (EDTF)" if field.get("summitwatch:edtf") else field["type"]
    kind += ", required" if limits.get("required") else ""
    parts = [f"- `{field['name']}` ({kind}): {_plain(field['description'])}"]
    if "enum" in limits:
        parts.append("One of: " + ", ".join(f"`{value}`" for value in limits["enum"]) + ".")
    if target:
        parts.append(f"Names a row of `{target['resource']}`.")
    if "example" in field:
        parts.append(f"Example: `{field['example']}`.")
    if field.get("blank"):
        parts.append(f"Blank: {_plain(field['blank'])}.")
    return " ".join(parts)


def _plain(text: str) -> str:
    """Return text that Markdown takes at its word."""
    return str(text).translate(_SPECIAL)
