"""Bad input gets one clear error: file, row, field, what was found, what is allowed, how to mend it."""

import csv
import json
import shutil
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from summitwatch.checks import check
from summitwatch.errors import DataError
from summitwatch.tables import DATA
from summitwatch.tables.outside import HIDDEN

Rows = list[dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real data, to be spoilt."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(folder: Path, table: str, change: Callable[[Rows], None]) -> None:
    path = folder / f"{table}.csv"
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def put(table: str, row: int, field: str, value: str) -> Callable[[Path], None]:
    """Return a fault: one cell with another value (row as the file counts, the header being 1)."""
    return lambda folder: edit(folder, table, lambda rows: rows[row - 2].__setitem__(field, value))


def drop_column(table: str, field: str) -> Callable[[Path], None]:
    return lambda folder: edit(folder, table, lambda rows: [row.pop(field) for row in rows])


def add_column(table: str) -> Callable[[Path], None]:
    return lambda folder: edit(folder, table, lambda rows: [row.__setitem__("extra", "x") for row in rows])


def copy_row(table: str, row: int, **other: str) -> Callable[[Path], None]:
    """Return a fault: a row once more, with other values in some cells."""
    return lambda folder: edit(folder, table, lambda rows: rows.append({**rows[row - 2], **other}))


def drop_rows(table: str, field: str, value: str) -> Callable[[Path], None]:
    def change(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[field] != value]

    return lambda folder: edit(folder, table, change)


def rewrite(table: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def fault(folder: Path) -> None:
        path = folder / f"{table}.csv"
        path.write_bytes(change(path.read_bytes()))

    return fault


FAULTS = {
    "a missing column": (drop_column("events", "strand"), ["events.csv", "strand"]),
    "an extra column": (add_column("events"), ["events.csv", "extra"]),
    "a wrong type": (
        put("sentences", 5, "words", "many"),
        ["sentences.csv row 5", "words", "'many'", "integer"],
    ),
    "a value that is not allowed": (
        put("events", 3, "kind", "meetng"),
        ["events.csv row 3", "kind", "'meetng'"],
    ),
    "an unknown actor": (
        put("mentions", 4, "actor_id", "kim-jong-ill"),
        ["mentions.csv row 4", "kim-jong-ill"],
    ),
    "an unknown record": (put("evidence", 4, "record_id", "EV999"), ["evidence.csv row 4", "'EV999'"]),
    "a duplicate id": (copy_row("events", 2), ["events.csv", "EV001"]),
    "an impossible date": (
        put("statements", 2, "said_on", "2025-02-30"),
        ["statements.csv row 2", "2025-02-30"],
    ),
    "a reversed date": (
        put("event_states", 2, "date_believed", "2026/2025"),
        ["event_states.csv row 2", "2026/2025"],
    ),
    "a report before the words": (
        put("statements", 7, "reported_on", "2025-08-01"),
        ["statements.csv row 7", "2025-08-01"],
    ),
    "an offset outside its sentence": (
        put("mentions", 2, "end", "900"),
        ["mentions.csv row 2", "900", "S1-01-1"],
    ),
    "a mention that ends one character late": (
        copy_row("mentions", 2, mention_id="M9999", start="40", end="48", surface="x" * 8),
        ["mentions.csv", "40–48", "≤ 47, the length of S1-01-1"],
    ),
    "a surface of another length": (
        put("mentions", 2, "surface", "Kim Jong"),
        ["mentions.csv row 2", "surface"],
    ),
    "a mention that crosses the end of another": (
        copy_row("mentions", 4, mention_id="M9999", start="15", end="25", surface="x" * 10),
        ["mentions.csv", "15–25 across 8–20"],
    ),
    "a mention that crosses the start of another": (
        copy_row("mentions", 4, mention_id="M9999", start="5", end="15", surface="x" * 10),
        ["mentions.csv", "5–15 across 8–20"],
    ),
    "a naming of two that is called single": (
        put("mentions", 19, "joint", "no"),
        ["mentions.csv row 19", "no with 2 row(s)"],
    ),
    "a joint naming with one row": (put("mentions", 2, "joint", "yes"), ["mentions.csv row 2", "joint"]),
    "an overlong quotation": (
        put("quotations", 4, "shown", "one " * 13),
        ["quotations.csv row 4", "13 words", "at most"],
    ),
    "a sentence id that belies its line": (
        put("sentences", 3, "line", "9"),
        ["sentences.csv row 3", "S1-02-1"],
    ),
    "a statement without evidence": (
        drop_rows("evidence", "record_id", "ST004"),
        ["statements.csv row 5", "ST004", "evidence.csv"],
    ),
    "a record that no hypothesis tells apart": (
        lambda folder: edit(
            folder, "ratings", lambda rows: [row.update(rating="neutral") for row in rows[:4]]
        ),
        ["ratings.csv", "EV102 is rated alike under all"],
    ),
    "a record without a rating under one hypothesis": (
        drop_rows("ratings", "rating_id", "RT001"),
        ["ratings.csv", "EV102 not rated under HY01"],
    ),
    "a record rated twice": (
        copy_row("ratings", 2, rating_id="RT999"),
        ["ratings.csv row 62", "EV102 under HY01 twice"],
    ),
    "two ratings of one act": (
        lambda folder: edit(
            folder,
            "ratings",
            lambda rows: rows.extend(
                {**row, "rating_id": f"RT9{n:02d}", "record_id": "ST103"} for n, row in enumerate(rows[4:8])
            ),
        ),
        ["ratings.csv", "ST103 and ST102, both of kim-yo-jong on 2025-07-29"],
    ),
    "a signal told by no record": (
        put("indicator_records", 2, "record_id", "EV999"),
        ["indicator_records.csv row 2", "'EV999'"],
    ),
    "a day of words that cannot be read": (
        put("statements", 7, "said_on", "yesterday"),
        ["statements.csv row 7, field said_on", "'yesterday'"],
    ),
    "a glossary entry without a work": (
        put("glossary", 2, "reference", "No Key"),
        ["glossary.csv row 2, field reference", "'No Key'"],
    ),
    "a mention coded twice": (
        copy_row("mentions", 2, mention_id="M9999"),
        ["mentions.csv", "the same mention twice"],
    ),
    "a tie told twice": (
        copy_row("evidence", 2, evidence_id="X9999"),
        ["evidence.csv", "each tie once"],
    ),
    "a tie to nothing": (
        copy_row("evidence", 2, evidence_id="X9999", sentence_id=""),
        ["evidence.csv", "both or neither"],
    ),
    "a judgement that rests on nothing": (
        drop_rows("judgement_records", "judgement_id", "KJ06"),
        ["judgements.csv row 2", "no record"],
    ),
    "an event without a state": (
        drop_rows("event_states", "event_id", "EV001"),
        ["event_states", "EV001"],
    ),
    "a sentence of another source": (
        put("sentences", 3, "item_id", "S2-main"),
        ["sentences.csv row 3", "an item of S1"],
    ),
    "sentences that overlap": (
        put("sentences", 4, "start", "100"),
        ["sentences.csv row 4", "an end after the start, and a start at or after"],
    ),
    "a likelihood of nothing": (put("judgements", 2, "of_what", ""), ["judgements.csv row 2", "of_what"]),
    "a hidden character": (put("claims", 2, "text", "a\u202eb"), ["claims.csv row 2", "U+202E"]),
    "a byte order mark": (
        rewrite("events", lambda raw: b"\xef\xbb\xbf" + raw),
        ["events.csv row 1", "byte order mark"],
    ),
    "CRLF": (
        rewrite("events", lambda raw: raw.replace(b"\n", b"\r\n")),
        ["events.csv row 1", "carriage return"],
    ),
    "a wrong encoding": (
        rewrite("actors", lambda raw: raw.decode().encode("utf-16")),
        ["actors.csv", "UTF-8"],
    ),
    "an empty file": (rewrite("claims", lambda raw: b""), ["claims.csv", "an empty file"]),
    "an empty table": (
        rewrite("claims", lambda raw: raw.split(b"\n")[0] + b"\n"),
        ["claims.csv", "without rows"],
    ),
    "a coded row that nobody accounts for": (
        drop_rows("crosswalk", "coded_id", "F25-001"),
        ["crosswalk.csv", "F25-001 without a fate"],
    ),
    "a coded row that no coded table has": (
        put("corrections", 2, "coded_id", "C25-999"),
        ["corrections.csv row 2", "C25-999"],
    ),
    "a row left out that names a record": (
        put("crosswalk", 2, "relation", "left_out"),
        ["crosswalk.csv row 2", "left_out with record S1-main"],
    ),
    "a quotation on an item that has offsets": (
        put("quotations", 17, "start", "3"),
        ["quotations.csv row 17", "item_id alone (wider record)"],
    ),
    "a quotation that stands nowhere": (
        put("quotations", 17, "item_id", ""),
        ["quotations.csv row 17", "neither or a mixture"],
    ),
    "two outcomes of one proposition": (
        copy_row("resolutions", 2, resolution_id="RS999"),
        ["resolutions.csv", "PR01 core main twice"],
    ),
    "an outcome without evidence": (
        drop_rows("evidence", "record_id", "RS102"),
        ["resolutions.csv", "RS102 without evidence"],
    ),
    "a proposition without an outcome": (
        drop_rows("resolutions", "proposition_id", "PR101"),
        ["propositions.csv", "PR101 without an outcome"],
    ),
    "a refinement of a record that does not exist": (
        put("refinements", 2, "record_id", "ST999"),
        ["refinements.csv row 2", "'ST999'"],
    ),
    "a missing table": (lambda folder: (folder / "claims.csv").unlink(), ["claims.csv", "no such file"]),
    "a description that is no JSON": (
        lambda folder: (folder / "datapackage.json").write_text("{"),
        ["datapackage.json"],
    ),
}


@pytest.mark.parametrize(("fault", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_place(folder: Path, fault: Callable[[Path], None], told: list[str]) -> None:
    fault(folder)
    with pytest.raises(DataError) as caught:
        check(folder)
    message = str(caught.value)
    assert all(part in message for part in told), message
    assert "allowed:" in message and "to mend:" in message


def test_the_real_data_is_sound() -> None:
    dataset = check(DATA)
    assert len(dataset.tables) == len(dataset.description["resources"])


def test_a_retired_id_is_never_used_again(folder: Path) -> None:
    (folder / "retired.csv").write_text(
        "retired_id,edition,successor,reason\nEV001,2026.11,,a test\n", "utf-8"
    )
    with pytest.raises(DataError, match=r"retired\.csv row 2, field retired_id: found 'EV001'"):
        check(folder)


def test_every_character_that_cannot_be_seen_is_refused() -> None:
    """By Unicode's categories, and its letters and marks that a font may leave out; Arabic number signs are seen."""
    seen = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    seen += "".join(map(chr, range(0x13430, 0x13440)))  # they join hieroglyphs
    marks = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2065\u3164\uffa0"
    ranges = ((0xFDD0, 0xFDF0), (0xFE00, 0xFE10), (0xFFF0, 0xFFF9), (0xE0000, 0xE1000))
    listed = {*marks, *(chr(n) for first, end in ranges for n in range(first, end))}
    listed |= {chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)}
    kinds = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    every = map(chr, range(sys.maxunicode + 1))
    hidden = {c for c in every if c in listed or (unicodedata.category(c) in kinds and c not in seen)}
    assert {c for c in map(chr, range(sys.maxunicode + 1)) if HIDDEN.search(c)} == hidden


def test_all_faults_of_a_kind_are_told_at_once(folder: Path) -> None:
    put("statements", 2, "said_on", "yesterday")(folder)
    put("statements", 3, "said_on", "tomorrow")(folder)
    with pytest.raises(DataError, match="2 problems") as caught:
        check(folder)
    assert [p.row for p in caught.value.problems] == [2, 3]


def test_every_field_is_described() -> None:
    description = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    for resource in description["resources"]:
        assert resource["description"].endswith("."), resource["name"]
        for field in resource["schema"]["fields"]:
            assert field["description"], (resource["name"], field["name"])
            required = field.get("constraints", {}).get("required", False)
            assert required != bool(field.get("blank")), (resource["name"], field["name"])
