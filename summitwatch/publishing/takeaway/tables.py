"""The dataset as SQLite and as Parquet, with the keys and types of its description."""

import io
import sqlite3
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from summitwatch.errors import BuildError
from summitwatch.publishing.edition import Edition
from summitwatch.tables import Dataset, primary_key

_SQL = {"string": "TEXT", "integer": "INTEGER"}
_ARROW = {"string": pa.string(), "integer": pa.int64()}
_PAGE = 4096
_WRITER = slice(96, 100)  # where a SQLite file names the library that wrote it


def sqlite_bytes(dataset: Dataset, edition: Edition) -> bytes:
    """Return the tables as a SQLite database; the same tables give the same bytes.

    Raises
    ------
    BuildError
        A foreign key points nowhere.
    """
    with tempfile.TemporaryDirectory(prefix="summitwatch-sqlite-") as folder:
        path = Path(folder) / "data.sqlite"
        database = sqlite3.connect(path, isolation_level=None)
        try:
            _fill(database, dataset, edition)
        finally:
            database.close()
        content = bytearray(path.read_bytes())
    content[_WRITER] = bytes(4)
    return bytes(content)


def _fill(database: sqlite3.Connection, dataset: Dataset, edition: Edition) -> None:
    database.execute(f"PRAGMA page_size = {_PAGE}")
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("BEGIN")
    for resource in dataset.description["resources"]:
        database.execute(_create(resource))
        names = [field["name"] for field in resource["schema"]["fields"]]
        insert = f"INSERT INTO {_name(resource['name'])} VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        database.executemany(insert, ([row[n] for n in names] for row in dataset.rows(resource["name"])))
    database.execute("CREATE TABLE edition (name TEXT, value TEXT)")
    database.executemany("INSERT INTO edition VALUES (?, ?)", sorted(facts(edition).items()))
    database.execute("COMMIT")
    broken = database.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise BuildError(f"the database has rows whose keys point nowhere: {broken[:5]}")
    database.execute("VACUUM")


def _create(resource: Mapping[str, Any]) -> str:
    schema = resource["schema"]
    lines = [_column(field) for field in schema["fields"]]
    lines.append(f"PRIMARY KEY ({', '.join(map(_name, primary_key(resource)))})")
    for key in schema.get("foreignKeys", []):
        target = key["reference"]
        table = target["resource"] or resource["name"]
        lines.append(
            f"FOREIGN KEY ({_names(key['fields'])}) REFERENCES {_name(table)} ({_names(target['fields'])})"
        )
    return f"CREATE TABLE {_name(resource['name'])} (\n  " + ",\n  ".join(lines) + "\n)"


def _column(field: Mapping[str, Any]) -> str:
    limits = field.get("constraints", {})
    parts = [_name(field["name"]), _SQL[field["type"]]]
    parts += ["NOT NULL"] if limits.get("required") else []
    if "enum" in limits:
        allowed = ", ".join(_quoted(value) for value in limits["enum"])
        parts.append(f"CHECK ({_name(field['name'])} IN ({allowed}))")
    return " ".join(parts)


def _quoted(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _names(fields: str | list[str]) -> str:
    return ", ".join(map(_name, [fields] if isinstance(fields, str) else fields))


def parquet_bytes(dataset: Dataset, table: str, edition: Edition) -> bytes:
    """Return a table as Parquet, with the types of the description and the edition in its metadata."""
    resource = next(r for r in dataset.description["resources"] if r["name"] == table)
    fields = [
        pa.field(f["name"], _ARROW[f["type"]], metadata={"description": f["description"]})
        for f in resource["schema"]["fields"]
    ]
    columns = {f.name: [row[f.name] for row in dataset.rows(table)] for f in fields}
    schema = pa.schema(fields, metadata={**facts(edition), "description": resource["description"]})
    out = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def facts(edition: Edition) -> dict[str, str]:
    """Return what a file of the dataset must say of its edition."""
    return {
        "title": edition.title,
        "edition": edition.name,
        "date": edition.date.isoformat(),
        "digest": edition.digest,
        "licence": edition.licence,
        "authors": "; ".join(edition.authors),
    }
