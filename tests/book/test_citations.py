"""The built book can be cited: its anchors stay, its pages say what they are, everything has its reference."""

import json
import re
import sys
import warnings
from pathlib import Path

import extruct
import pytest
import rispy
import trafilatura
import yaml
from bs4 import BeautifulSoup
from pybtex.database import parse_file
from pybtex.richtext import Text

from summitwatch.publishing.anchors import PUBLISHED, lost
from summitwatch.publishing.edition import read_edition
from summitwatch.tables import load

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "publishing"))
from embedded import read  # noqa: E402 (a helper that the tests of single pages share)

EDITION = read_edition(load())
HEADING = re.compile(r"^#{1,6} .+", re.MULTILINE)
CITED = ("figure.exhibit", "table.exhibit:not(#tab-ledger-pages)")  # that one is a list of pages to go to
HEAVY = {"chapters/reference": 75_000}  # characters of references: each table of the dataset has its own box


@pytest.fixture(scope="module")
def soups(book, toc):
    return {name: BeautifulSoup((book.html / f"{name}.html").read_text("utf-8"), "lxml") for name in toc}


def test_no_published_anchor_is_lost(book):
    published = (ROOT / PUBLISHED).read_text("utf-8").split()
    assert len(published) > 100
    assert lost(published, book.html) == []


@pytest.mark.parametrize("chapter", sorted((ROOT / "chapters").glob("*.md")), ids=lambda path: path.stem)
def test_every_section_has_a_label_of_its_own(chapter):
    text = re.sub(r"^```.*?^```", "", chapter.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    bare = [found.group() for found in HEADING.finditer(text) if not text[: found.start()].endswith(")=\n")]
    assert bare == []


def test_every_link_to_a_section_uses_its_label(soups):
    for name, page in soups.items():
        labels = set(re.findall(r"^\((.+)\)=$", (ROOT / f"{name}.md").read_text("utf-8"), re.MULTILINE))
        sections = page.select("article section[id]")
        assert {section["id"] for section in sections} <= labels, name
        assert labels <= {place["id"] for place in page.select("article [id]")}, name


def test_every_chapter_is_read_as_a_section_of_the_book(soups, toc):
    description = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    for name in toc[1:]:
        item = read(soups[name])
        assert item["itemType"] == "bookSection", name
        assert item["title"] == title_of(soups[name])
        assert item["bookTitle"] == description["title"]
        assert item["creators"] == [{"name": author["name"]} for author in description["authors"]]
        assert item["date"].replace("/", "-") == str(description["date-released"])
        assert (item["edition"], item["language"]) == (description["version"], "en")
        assert "CC BY" in item["rights"]


def test_the_landing_page_is_read_as_the_book(soups, toc):
    item = read(soups[toc[0]])
    assert (item["itemType"], item["title"], item["edition"]) == ("book", "Summit Watch", EDITION.name)
    assert item["creators"] == [{"name": "Summit Watch contributors"}]


@pytest.fixture(scope="module")
def heads(soups):
    """The head of every page, which is all that readers of embedded metadata need."""
    return {name: f"<html>{page.head}<body></body></html>" for name, page in soups.items()}


def title_of(page):
    return " ".join(page.h1.find(string=True, recursive=False).split())


def test_another_reader_finds_the_same_in_dublin_core_and_open_graph(heads, soups, toc):
    for name in toc:
        found = extruct.extract(heads[name], syntaxes=["dublincore", "opengraph"])
        (core,), (graph,) = found["dublincore"], found["opengraph"]
        told = {one["name"]: one["content"] for one in core["elements"] if one["name"].startswith("DC.")}
        book = name == toc[0]
        title = EDITION.title if book else title_of(soups[name])
        key = "" if book else f"-{name.removeprefix('chapters/')}"
        assert told == {
            "DC.title": title, "DC.creator": EDITION.authors[0], "DC.type": "Book" if book else "Book chapter",
            "DC.date": EDITION.date.isoformat(), "DC.language": "en", "DC.rights": EDITION.licence,
            "DC.identifier": f"summit-watch-{EDITION.name}{key}, data {EDITION.short_digest}",
        } | ({} if book else {"DC.source": EDITION.title})  # fmt: skip
        assert {"http://purl.org/dc/terms/license"} == {one["URI"] for one in core["terms"]}
        shown = dict(graph["properties"])
        assert (shown["og:title"], shown["og:site_name"]) == (title, EDITION.title)
        assert shown["og:type"] == ("book" if book else "article")
        assert shown["book:release_date" if book else "article:published_time"] == EDITION.date.isoformat()


def test_a_third_reader_keeps_the_group_whole(heads, soups, toc):
    for name in toc:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # its own use of lxml
            found = trafilatura.extract_metadata(heads[name])
        assert found.author == EDITION.authors[0], name
        assert found.title == (EDITION.title if name == toc[0] else title_of(soups[name]))
        assert (found.sitename, found.date) == (EDITION.title, EDITION.date.isoformat())


def test_linked_data_describes_book_chapters_and_dataset(heads, soups, toc):
    nodes = {name: extruct.extract(heads[name], syntaxes=["json-ld"])["json-ld"] for name in toc}
    (book,) = nodes[toc[0]]
    chapters = [node for name in toc[1:] for node in nodes[name] if node["@type"] == "Chapter"]
    (dataset,) = (node for name in toc for node in nodes[name] if node["@type"] == "Dataset")
    shared = {
        "author": [{"@type": "Organization", "name": EDITION.authors[0]}], "inLanguage": "en",
        "datePublished": EDITION.date.isoformat(), "version": EDITION.name, "license": EDITION.licence_url,
        "identifier": [{"@type": "PropertyValue", "propertyID": "Data digest (SHA-256)", "value": EDITION.digest}],
    }  # fmt: skip
    for node in (book, dataset, *chapters):
        assert {name: node[name] for name in shared} == shared, node["name"]
    assert (book["@type"], book["name"], book["bookEdition"]) == ("Book", EDITION.title, EDITION.name)
    assert [node["name"] for node in chapters] == [title_of(soups[name]) for name in toc[1:]]
    assert [node["position"] for node in chapters] == [str(n) for n in range(1, len(toc))]
    assert all(node["isPartOf"]["name"] == EDITION.title for node in (dataset, *chapters))
    assert (dataset["name"], dataset["description"]) == (EDITION.data_title, EDITION.data_description)
    parts = [(part["@type"], part["name"]) for part in book["hasPart"]]
    assert parts == [("Dataset", EDITION.data_title), *(("Chapter", node["name"]) for node in chapters)]


def test_the_files_of_references_say_of_every_chapter_what_its_page_says(book, soups, toc):
    folder = book.html / "cite"
    entries = parse_file(str(folder / "all.bib")).entries
    risen = {one["id"]: one for one in rispy.loads((folder / "all.ris").read_text("utf-8"))}
    items = {one["id"]: one for one in json.loads((folder / "all.json").read_text("utf-8"))}
    whole = f"summit-watch-{EDITION.name}"
    keys = [whole, f"{whole}-dataset", *(f"{whole}-{name.removeprefix('chapters/')}" for name in toc[1:])]
    assert list(entries) == list(risen) == list(items) == keys
    for number, (name, key) in enumerate(zip(toc[1:], keys[2:], strict=True), 1):
        title, links = title_of(soups[name]), [a["href"] for a in soups[name].select(".cite-files a")][:3]
        assert (items[key]["title"], items[key]["chapter-number"]) == (title, str(number))
        assert (risen[key]["title"], risen[key]["section"]) == (title, str(number))
        assert entries[key].fields["chapter"] == str(number)
        assert str(Text.from_latex(entries[key].fields["title"])) == title
        bib, ris, csl = ((book.html / f"{name}.html").parent / href for href in links)
        assert list(parse_file(str(bib)).entries) == [key]
        assert rispy.loads(ris.read_text("utf-8")) == [risen[key]]
        assert json.loads(csl.read_text("utf-8")) == [items[key]]


def test_every_figure_and_table_has_its_references(soups):
    for name, page in soups.items():
        labels = [one["aria-label"].rsplit(", ", 1)[-1] for one in page.select("details.cite > summary")]
        for exhibit in page.select(", ".join(CITED)):
            assert labels.count(exhibit["id"]) == 1, (name, exhibit["id"])


def test_every_record_of_the_ledger_has_its_cite_action(soups):
    page = soups["chapters/evidence"]
    named = {
        link["href"].removeprefix("#"): link["data-cite"].split()[-1] for link in page.select("a.cite-link")
    }
    places = {place["id"] for place in page.select(".ledger-record[id]")}
    assert set(named) == places
    data = load()
    assert all(data.has(record) and record.lower() == anchor for anchor, record in named.items())


def test_every_judgement_has_its_references(soups, toc):
    boxes = soups[toc[0]].select(".judgement")
    assert len(boxes) == len(load()["judgements"])
    assert all(len(box.select("details.cite li")) == 3 for box in boxes)


def test_references_do_not_make_the_pages_heavy(book, soups):
    for name, soup in soups.items():
        size = len((book.html / f"{name}.html").read_text("utf-8"))
        told = sum(len(str(one)) for one in soup.select(".cite, .cite-link, .cite-pattern, .cite-refs"))
        # a ledger's share, where each record has a link
        assert told < max(HEAVY.get(name, 60_000), size / 15), (name, told)
