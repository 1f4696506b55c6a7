"""What is not refused is shown as plain text wherever it stands, and nothing of it runs."""

import csv
import io
import json
import re
import sqlite3
import subprocess
import zipfile
from urllib.parse import unquote

import icalendar
import pyarrow.parquet as pq
import pybtex.database
import pypdf
import pytest
import rispy
from lxml import etree, html
from payloads import AUTHORS, IDS, KIND, TEXTS, TITLE

from summitwatch.publishing.takeaway.spreadsheet import STARTERS

pytestmark = pytest.mark.slow
ROW = dict(zip(TEXTS, range(100, 100 + len(TEXTS)), strict=True))
HANDLER = re.compile(r"on[a-z]+")
#: What typography changes: quotation marks, dashes and dots, and where a line breaks.
SET = re.compile(r"[\s\"'“”‘’„‚´`\-–—−.…\u00ad]+")


def bare(text):
    """Return a text without what typography changes, marks and letters all kept."""
    return SET.sub("", text)


def downloads(hostile, name):
    return hostile.html / "_downloads" / name


def parsed(hostile):
    parser = html.HTMLParser(encoding="utf-8")
    found = {
        path.relative_to(hostile.html).as_posix(): html.parse(path, parser).getroot()
        for path in sorted(hostile.html.rglob("*.html"))
        if "_static" not in path.parts
    }
    assert len(found) >= 6
    return found


@pytest.fixture(scope="module")
def pages(hostile):
    return parsed(hostile)


@pytest.fixture(scope="module")
def shown(hostile, pages):
    """The text of every form of the book, without what typography changes."""
    with zipfile.ZipFile(downloads(hostile, "summit-watch.epub")) as book:
        chapters = [etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")]
    paper = subprocess.run(
        ["pdftotext", "-raw", hostile.pdf, "-"], capture_output=True, text=True, check=True
    )
    return {
        "ledger": bare(pages["chapters/evidence.html"].find(".//article").text_content()),
        "kernel": bare(pages["chapters/one.html"].find(".//article").text_content()),
        "PDF": bare(paper.stdout),
        "EPUB": bare("".join("".join(chapter.itertext()) for chapter in chapters)),
    }


@pytest.mark.parametrize("form", ["ledger", "kernel", "PDF", "EPUB"])
@pytest.mark.parametrize("text", TEXTS, ids=IDS)
def test_a_text_is_shown_as_it_is(shown, form, text):
    assert bare(text) in shown[form]


@pytest.fixture(scope="module")
def kept(hostile):
    """The cells of one column in every form of the dataset, by the name of the form."""
    with sqlite3.connect(downloads(hostile, "dataset.sqlite")) as database:
        in_sqlite = dict(database.execute("SELECT statement_id, gist FROM statements"))
    with zipfile.ZipFile(downloads(hostile, "dataset-parquet.zip")) as archive:
        table = pq.read_table(io.BytesIO(archive.read("statements.parquet")))
    in_parquet = dict(
        zip(*(table.column(name).to_pylist() for name in ("statement_id", "gist")), strict=True)
    )
    with zipfile.ZipFile(downloads(hostile, "dataset.zip")) as archive:
        rows = csv.DictReader(io.TextIOWrapper(archive.open("statements.csv"), "utf-8", newline=""))
        in_csv = {row["statement_id"]: row["gist"] for row in rows}
        rows = csv.DictReader(
            io.TextIOWrapper(archive.open("for-spreadsheets/statements.csv"), "utf-8-sig", newline="")
        )
        in_spreadsheet = {row["statement_id"]: row["gist"] for row in rows}
    script = (hostile.html / "records.js").read_text("utf-8")
    index = json.loads(script.removeprefix("var summitWatchRecords=").removesuffix(";\n"))
    in_search = {row[0]: row[4] for row in index["rows"]}
    calendar = icalendar.Calendar.from_ical(downloads(hostile, "events.ics").read_bytes())
    in_calendar = {
        event["UID"].split(".")[0].upper().replace("EV", "ST"): str(event["SUMMARY"])
        for event in calendar.walk("VEVENT")
    }
    return {"SQLite": in_sqlite, "Parquet": in_parquet, "CSV": in_csv, "search": in_search, "calendar": in_calendar,
            "spreadsheet": in_spreadsheet}  # fmt: skip


@pytest.mark.parametrize("form", ["SQLite", "Parquet", "CSV", "search", "calendar"])
@pytest.mark.parametrize("text", TEXTS, ids=IDS)
def test_a_text_is_kept_letter_by_letter(kept, form, text):
    assert kept[form][f"ST{ROW[text]}"] == text


@pytest.mark.parametrize("text", TEXTS, ids=IDS)
def test_no_cell_for_a_spreadsheet_is_a_formula(kept, text):
    cell = kept["spreadsheet"][f"ST{ROW[text]}"]
    assert cell == (f"'{text}" if text.startswith(STARTERS) else text)
    assert not cell.startswith(STARTERS)


def test_every_formula_was_tried():
    assert sum(text.startswith(STARTERS) for text in TEXTS if KIND[text] == "formula") >= 6


@pytest.mark.parametrize("name", ["_downloads/data/tab-hostile.csv", "_downloads/data/fig-hostile.csv"])
def test_no_cell_behind_a_figure_or_a_table_is_a_formula(hostile, name):
    with (hostile.html / name).open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert len(cells) == 2 * len(TEXTS) + 2
    assert [cell for cell in cells if cell.startswith(STARTERS)] == []


# --- the pages ---


def test_no_page_has_an_element_or_an_attribute_that_came_from_data(pages):
    """Scripts come from files and data blocks, styles from files; nothing acts, leads away or redirects."""
    for name, page in pages.items():
        for script in page.iter("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", name
        assert not [
            tag
            for tag in page.iter("style", "iframe", "form", "math", "textarea", "object", "embed")
            if "search" not in str(tag.attrib)
        ], name
        assert (
            not page.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']")
            or name == "index.html"
        ), name
        assert {base.get("href") for base in page.iter("base")} <= {"https://example.org/book/"}, name
        for element in page.iter(etree.Element):
            assert not [
                key for key in element.attrib if HANDLER.fullmatch(key) or key == "style" or key == "srcdoc"
            ], name


def test_every_address_leads_into_the_book_or_to_a_page_of_a_source(pages):
    for name, page in pages.items():
        for address in page.xpath(
            "//@href | //@src | //@action | //@data | //@xlink:href",
            namespaces={"xlink": "http://www.w3.org/1999/xlink"},
        ):
            assert re.match(
                r"(https?://(example\.org|creativecommons\.org|purl\.org|schema\.org|www\.w3\.org|jupyterbook\.org)|[\w.#/%?-]|data:image|$)",
                address,
            ), (name, address)
            assert not re.match(r"\s*(javascript|vbscript|file|data:(?!image))", address, re.IGNORECASE), (
                name,
                address,
            )
            assert "evil.example" not in address, (name, address)


def test_data_blocks_are_json_that_ends_where_it_should(pages):
    blocks = [
        block for page in pages.values() for block in page.xpath("//script[@type='application/ld+json']")
    ]
    assert len(blocks) >= 4
    for block in blocks:
        told = json.loads(block.text)
        assert "<" not in block.text
        names = [told["name"], *(author["name"] for author in told["author"])]
        assert "ER  - </title><script>window.ran=1</script>" in names


def test_the_head_tells_title_and_authors_as_they_are(hostile, pages):
    head = pages["chapters/index.html"]
    assert head.xpath("string(//meta[@name='citation_title']/@content)") == TITLE
    assert [it.rstrip(",") for it in head.xpath("//meta[@name='citation_author']/@content")] == AUTHORS


@pytest.mark.parametrize("name", ["summit-watch", "one", "dataset", "all"])
def test_references_survive_title_and_authors(hostile, name):
    folder = hostile.html / "cite"
    entries = rispy.loads((folder / f"{name}.ris").read_text("utf-8"))
    lines = [" ".join(author.split()) for author in AUTHORS]  # in RIS two blanks may begin a tag
    assert all(entry["authors"] == lines for entry in entries)
    book = pybtex.database.parse_file(folder / f"{name}.bib")
    assert len(book.entries) == len(entries)
    for entry in book.entries.values():
        assert len(entry.persons["author"]) == len(AUTHORS)
        assert "\\input{" not in entry.fields["title"]
    items = json.loads((folder / f"{name}.json").read_text("utf-8"))
    assert all([author["literal"] for author in item["author"]] == AUTHORS for item in items)
    if name == "summit-watch":
        assert entries[0]["title"] == TITLE and items[0]["title"] == TITLE


@pytest.mark.parametrize("name", ["briefing.docx", "summit-watch.epub"])
def test_every_part_of_a_packed_file_is_sound_and_stays_inside(hostile, name):
    with zipfile.ZipFile(downloads(hostile, name)) as archive:
        assert not [
            part
            for part in archive.namelist()
            if part.startswith(("/", "..")) or "/../" in part or "\\" in part
        ]
        for part in archive.namelist():
            if part.endswith((".xml", ".xhtml", ".opf", ".rels", ".ncx")):
                tree = etree.fromstring(archive.read(part))
                assert not [
                    it for it in tree.iter(etree.Element) if etree.QName(it).localname in ("script", "iframe")
                ]


@pytest.mark.parametrize("name", ["briefing.pdf", "codebook.pdf", "summit-watch.pdf"])
def test_no_pdf_has_an_action_or_a_link_that_leads_astray(hostile, name):
    reader = pypdf.PdfReader(downloads(hostile, name))
    assert "/OpenAction" not in reader.trailer["/Root"] or "/JavaScript" not in str(
        reader.trailer["/Root"]["/OpenAction"]
    )
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            action = action.get_object() if action else {}
            assert action.get("/S") in (None, "/URI", "/GoTo")
            assert re.match("https?://(?!evil)", str(action.get("/URI", "https://x")))


def test_an_odd_name_of_a_chapter_is_a_file_like_any_other(hostile, pages):
    assert "chapters/odd & 'name' $x$.html" in pages
    links = {unquote(link) for link in pages["chapters/one.html"].xpath("//a/@href")}
    assert "odd & 'name' $x$.html" in links


# --- in a browser ---

WATCH = """
window.seen = [];
addEventListener('securitypolicyviolation', e => seen.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
"""


@pytest.fixture(scope="module")
def visited(hostile, pages, browser):
    """Every page opened, its cards and details too, and searches made; what ran, was refused or was asked for."""
    page = browser.new_page()
    notes = {"ran": [], "dialogs": [], "abroad": [], "refused": [], "errors": [], "cards": 0, "found": 0}
    page.on("dialog", lambda it: (notes["dialogs"].append(it.message), it.dismiss()))
    page.on(
        "request",
        lambda it: None if it.url.startswith(("file:", "data:")) else notes["abroad"].append(it.url),
    )
    page.on("pageerror", lambda error: notes["errors"].append(str(error)))
    page.on("console", lambda it: notes["errors"].append(it.text) if it.type == "error" else None)
    page.add_init_script(WATCH)

    def look(name):
        if page.evaluate("window.ran") is not None:
            notes["ran"].append(name)
        notes["refused"] += [f"{name}: {it}" for it in page.evaluate("window.seen")]

    # the one only leads on; the other takes its files from the book's address, since it is shown for any
    for name in pages.keys() - {"index.html", "404.html"}:
        page.goto((hostile.html / name).as_uri(), wait_until="load")
        page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
        if page.locator("article a.ev:visible").count():
            page.locator("article a.ev:visible").first.hover()
            page.locator(".ev-card:not([hidden])").first.wait_for(state="visible")
            notes["cards"] += 1
        look(name)
    page.goto((hostile.html / "search.html").as_uri(), wait_until="load")
    field = page.locator("main input[type=search]").first
    for word in (
        "<script>",
        "onerror",
        "q00z",
        "q09z",
        "javascript",
        '"><img src=x onerror=window.ran=1>',
        "EV107",
    ):
        field.fill(word)
        field.press("Enter")
        page.wait_for_timeout(150)
        notes["found"] += page.locator("#record-results li").count()
        look(f"search for {word}")
    page.close()
    return notes


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["ran", "dialogs", "abroad", "refused", "errors"])
def test_nothing_runs_in_a_browser_and_nothing_is_asked_of_another_host(visited, kind):
    assert visited[kind] == []


@pytest.mark.browser
def test_cards_were_opened_and_records_found(visited):
    assert visited["cards"] >= 2
    assert visited["found"] >= 5
