"""What a reader takes away, each form read back by a reader that is not ours."""

import csv
import dataclasses
import io
import sqlite3
import tarfile
import zipfile
from datetime import date, timedelta

import icalendar
import pandas as pd
import pyarrow.parquet as pq
import pypdf
import pytest
from frictionless import Package
from PIL import Image

from summitwatch.analysis.chronology import timeline
from summitwatch.dates import label, parse
from summitwatch.errors import BuildError
from summitwatch.publishing.calendar import calendar
from summitwatch.publishing.edition import Edition, read_edition
from summitwatch.publishing.outputs import ROOT
from summitwatch.publishing.pdf import press
from summitwatch.publishing.takeaway import dataset_zip, pictures, tables
from summitwatch.publishing.takeaway.archive import PROGRAM, tarred, zipped
from summitwatch.publishing.takeaway.briefing import Briefing, briefing_pdf
from summitwatch.publishing.takeaway.codebook import codebook
from summitwatch.publishing.takeaway.offprints import offprints
from summitwatch.publishing.takeaway.spreadsheet import safe_cell, safe_csv
from summitwatch.tables import DATA, load, primary_key

DAY = date(2026, 11, 22)
DATASET, AGAIN = load(DATA), load(DATA)  # read twice: what is made of them must be the same
EDITION = read_edition(DATASET)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-", "--1", "=", "+-1"]
)
def test_a_cell_that_a_spreadsheet_would_compute_is_told_as_text(cell):
    assert safe_cell(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-1", "+3", "-1.5", "1e-5", "-.5", "2025-12", "'tis", "a=b", "", "−2", "–"])
def test_numbers_and_plain_text_stand_as_they_are(cell):
    assert safe_cell(cell) == cell


def test_a_safe_table_is_the_same_table_but_for_the_prefix():
    rows = [["a", "=b"], ["-1", '=HYPERLINK("x")'], ["two\nlines", "plain, with comma"]]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    found = list(csv.reader(io.StringIO(safe_csv(out.getvalue()), newline="")))
    assert found == [["a", "'=b"], ["-1", '\'=HYPERLINK("x")'], rows[2]]


def test_archives_are_the_same_whenever_they_are_packed():
    assert zipped({"b": b"2", "a": b"1"}, DAY) == zipped({"a": b"1", "b": b"2"}, DAY)
    packed = tarred({"run": (b"x", PROGRAM), "a": (b"1", 0o644)}, "top", DAY)
    assert packed == tarred({"a": (b"1", 0o644), "run": (b"x", PROGRAM)}, "top", DAY)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        assert {m.name: (m.mode, m.uid, m.uname) for m in archive} == {
            "top/a": (0o644, 0, ""), "top/run": (0o755, 0, ""),
        }  # fmt: skip


@pytest.fixture(scope="module")
def unzipped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dataset")
    content = dataset_zip.dataset_zip(ROOT, DATASET, EDITION, b"%PDF")
    assert content == dataset_zip.dataset_zip(ROOT, AGAIN, EDITION, b"%PDF")
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    return folder


def test_frictionless_takes_the_zip_for_a_valid_package(unzipped):
    package = Package(str(unzipped / "datapackage.json"))
    assert package.validate().valid
    assert {r.name for r in package.resources} == set(DATASET.tables)
    for resource in package.resources:
        assert [row.to_dict() for row in resource.read_rows()] == [
            dict(r) for r in DATASET.rows(resource.name)
        ]


def test_the_zip_holds_the_tables_of_the_digest_and_all_that_explains_them(unzipped):
    assert load(unzipped).digest == EDITION.digest
    for name in ("codebook.md", "codebook.pdf", "LICENSE-TEXT", "CITATION.cff", "README.md"):
        assert (unzipped / name).stat().st_size
    assert EDITION.digest in (unzipped / "README.md").read_text("utf-8")


def test_copies_for_spreadsheets_hold_no_formula_and_every_row(unzipped):
    for resource in DATASET.description["resources"]:
        path = unzipped / "for-spreadsheets" / resource["path"]
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        assert len(rows) == len(DATASET[resource["name"]]) + 1
        assert [cell for row in rows for cell in row if safe_cell(cell) != cell] == []


def test_the_codebook_explains_every_field():
    text = codebook(DATASET, EDITION)
    assert EDITION.stamp in text
    for resource in DATASET.description["resources"]:
        part = text.split(f"## {resource['path']}\n")[1].split("\n## ")[0]
        assert [f["name"] for f in resource["schema"]["fields"] if f"- `{f['name']}`" not in part] == []


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite") / "data.sqlite"
    path.write_bytes(tables.sqlite_bytes(DATASET, EDITION))
    assert path.read_bytes() == tables.sqlite_bytes(AGAIN, EDITION)
    with sqlite3.connect(path) as connection:
        yield connection
    connection.close()


def test_sqlite_holds_every_row_of_every_table(database):
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for resource in DATASET.description["resources"]:
        found = database.execute(f'SELECT * FROM "{resource["name"]}"').fetchall()
        assert sorted(map(repr, found)) == sorted(
            repr(tuple(row.values())) for row in DATASET.rows(resource["name"])
        )
    told = dict(database.execute("SELECT name, value FROM edition"))
    assert (told["edition"], told["digest"]) == (EDITION.name, EDITION.digest)


def test_sqlite_holds_the_keys_of_the_description(database):
    for resource in DATASET.description["resources"]:
        listed = database.execute(f'PRAGMA foreign_key_list("{resource["name"]}")').fetchall()
        keys = {(row[3], row[2], row[4]) for row in listed}
        wanted = {
            (k["fields"], k["reference"]["resource"] or resource["name"], k["reference"]["fields"])
            for k in resource["schema"].get("foreignKeys", [])
        }
        assert keys == wanted
        columns = database.execute(f'PRAGMA table_info("{resource["name"]}")').fetchall()
        assert [c[1] for c in sorted(columns, key=lambda c: c[5]) if c[5]] == primary_key(resource)


def test_sqlite_refuses_what_the_description_forbids(database):
    database.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), database:
        database.execute("INSERT INTO event_actors VALUES ('EV999', 'nobody', 'host')")


@pytest.mark.parametrize("table", sorted(DATASET.tables))
def test_parquet_gives_back_rows_types_and_edition(table):
    content = tables.parquet_bytes(DATASET, table, EDITION)
    found = pq.read_table(io.BytesIO(content))
    assert found.to_pylist() == [dict(row) for row in DATASET.rows(table)]
    told = {key.decode(): value.decode() for key, value in found.schema.metadata.items()}
    assert (told["edition"], told["digest"]) == (EDITION.name, EDITION.digest)
    assert content == tables.parquet_bytes(AGAIN, table, EDITION)


def entries(frame):
    found = icalendar.Calendar.from_ical(calendar(frame, EDITION))
    return found, {str(e["uid"]).split(".")[0].upper(): e for e in found.walk("VEVENT")}


def test_the_calendar_has_every_dated_event_and_no_other():
    frame = timeline(DATASET)
    whole, found = entries(frame)
    dated = frame[frame["best_earliest"].notna() | frame["best_latest"].notna()]
    assert set(found) == set(dated["event_id"])
    assert EDITION.stamp in whole["x-wr-caldesc"]
    for row in dated.to_dict("records"):
        entry, days = (
            found[row["event_id"]],
            [day for day in (row["best_earliest"], row["best_latest"]) if day],
        )
        assert entry["summary"].removesuffix(" (date uncertain)") == row["title"]
        assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (days[0], days[-1] + timedelta(days=1))
        assert entry.decoded("dtstamp").date() == EDITION.date
        for told in (label(parse(row["best"])), row["event_id"], EDITION.stamp):
            assert told in entry["description"], (row["event_id"], told)
        assert (str(entry["status"]) == "CONFIRMED") == (row["status"] == "held")


def event(**more):
    row = {"event_id": "EV001", "title": "A meeting, with; signs", "status": "planned", "best": "2026-04-14",
           "best_earliest": date(2026, 4, 14), "best_latest": date(2026, 4, 14), "approximate": False,
           "lasting": False, "dates_agree": True}  # fmt: skip
    return pd.DataFrame([row | more], dtype=object)


def test_a_certain_day_is_one_day_and_says_that_it_is_a_plan():
    entry = entries(event())[1]["EV001"]
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (date(2026, 4, 14), date(2026, 4, 15))
    assert entry["summary"] == "A meeting, with; signs"
    assert entry["status"] == "TENTATIVE"
    assert "Planned" in entry["description"]


def test_an_uncertain_day_spans_its_bounds_and_tells_the_doubt():
    doubt = {
        "best": "[2026-04-01..2026-04-30]",
        "best_earliest": date(2026, 4, 1),
        "best_latest": date(2026, 4, 30),
    }
    entry = entries(event(**doubt))[1]["EV001"]
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (date(2026, 4, 1), date(2026, 5, 1))
    assert "date uncertain" in entry["summary"]
    assert "between 1 and 30 April 2026" in entry["description"]


def test_an_open_bound_stands_on_the_day_that_is_known():
    entry = entries(event(best="[2026-04-14..]", best_latest=None))[1]["EV001"]
    assert entry.decoded("dtstart") == date(2026, 4, 14)
    assert "on or after" in entry["description"]


def test_rivals_and_failure_are_told():
    entry = entries(event(status="failed", dates_agree=False))[1]["EV001"]
    assert entry["status"] == "CANCELLED"
    assert "other dates too" in entry["description"]


# --- what the press makes, from a small page ---

PAGE = """<html><body><article class="bd-article">
<section id="front"><h1>Who &amp; what?</h1><p>Told <a class="reference internal ev" href="#ev014">S2 ¶9</a>,
see <a href="#document-other">Other</a>.</p>
<figure id="fig-one"><img src="_images/a.svg" alt="One bar."><figcaption><p>
<span class="caption-number">Fig. 1 </span><span class="caption-text">2 bars.</span></p></figcaption></figure></section>
<div class="toctree-wrapper"><span id="document-other"></span><section id="other"><h2>Other</h2><p>Nothing.</p></section>
<span id="document-ledger"></span><section id="ledger"><h2>Ledger</h2><section id="events"><h3>Events</h3>
<div class="ledger-record" id="ev014"><p class="ledger-id"><strong>EV014</strong></p><p class="ledger-text">Cited one</p></div>
<div class="ledger-record" id="ev015"><p class="ledger-id"><strong>EV015</strong></p><p class="ledger-text">Uncited one</p></div>
</section></section></div></article></body></html>"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="144pt" height="72pt" viewBox="0 0 144 72">
<rect width="120" height="50" fill="#1f5a7a"/></svg>"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("singlehtml")
    (folder / "_images").mkdir()
    (folder / "_images" / "a.svg").write_text(SVG, "utf-8")
    (folder / "index.html").write_text(PAGE, "utf-8")
    with press(folder, EDITION, {}, tmp_path_factory.mktemp("room")) as it:
        yield it


def set_alone(made):
    return dict(zip(made.documents, map(made.set, offprints(made)), strict=True))


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_chapter_alone_has_its_title_block_and_only_the_records_that_it_cites(made):
    found = set_alone(made)
    assert list(found) == ["index", "other", "ledger"]
    text = words_of(found["index"])
    for said in (
        "Who & what?",
        "Summit Watch contributors",
        f"edition {EDITION.name}",
        EDITION.short_digest,
        "Cited one",
    ):
        assert said in text, said
    assert "Uncited one" not in text
    assert "Cited one" not in words_of(found["other"])
    assert found == set_alone(made)


def test_a_chapter_alone_is_tagged_and_names_itself(made):
    reader = pypdf.PdfReader(io.BytesIO(set_alone(made)["index"]))
    assert reader.metadata.title == "Who & what? (Summit Watch)"
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_a_figure_is_offered_at_print_resolution_and_tells_its_edition(made):
    with Image.open(io.BytesIO(pictures.prints(made)["fig-one"])) as image:
        assert image.size == (600, 300)  # two inches by one
        assert [round(float(dots)) for dots in image.info["dpi"]] == [300, 300]
        assert image.text["Description"] == "One bar."
        assert EDITION.stamp in image.text["Source"]
    svg = pictures.drawings(made)["fig-one"].decode()
    assert EDITION.stamp in svg and "<desc>One bar.</desc>" in svg


def briefing(dataset, edition: Edition = EDITION):
    return Briefing(dataset, edition, "Will they meet?", ("fig-one", "2 bars.", "One bar."))


def longer(dataset, times):
    judgements = dataset["judgements"]
    judgements["assumptions"] = judgements["would_change"] = judgements["confidence_reason"] * times
    return dataclasses.replace(dataset, tables={**dataset.tables, "judgements": judgements})


def test_the_briefing_tells_every_judgement_on_two_pages(made):
    pdf = briefing_pdf(made, briefing(DATASET), made.figures["fig-one"].file)
    text = words_of(pdf)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) <= 2
    for row in DATASET.rows("judgements"):
        assert row["judgement_id"] in text
        assert row["would_change"][:30] in text
    assert "S1: allthe.news" in text and EDITION.stamp in text


def test_longer_judgements_are_set_closer(made):
    pdf = briefing_pdf(made, briefing(longer(DATASET, 4)), made.figures["fig-one"].file)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 2
    assert "Assumes" not in words_of(pdf)


def test_judgements_that_no_two_pages_hold_are_refused(made):
    with pytest.raises(BuildError, match="allowed: 2; to mend: shorten the key judgements"):
        briefing_pdf(made, briefing(longer(DATASET, 12)), made.figures["fig-one"].file)
