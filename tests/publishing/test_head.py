"""What a page tells programs: tags, typed links, linked data, and what a reference manager makes of them."""

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from embedded import creators, kind, read

from summitwatch.publishing.citation.jsonld import describe, script
from summitwatch.publishing.citation.tags import links, meta
from summitwatch.publishing.citation.work import Work, the_book, the_dataset
from summitwatch.publishing.edition import read_edition
from summitwatch.tables import load

EDITION = read_edition(load())
DAY = EDITION.date
KEPT = f"https://example.org/watch/editions/{EDITION.name}"  # where a page of this edition stays
PLACED = replace(EDITION, url="https://example.org/watch", doi="10.5555/watch")
EVIL = "</script><script>alert('x')</script> \"&\" <!-- “x”"


def chapter(edition=EDITION, title="What happened?"):
    return Work(edition, "chapter", title, "chronology", "3", "chapters/chronology.html")


def head(work, description="What it says."):
    lines = [
        *meta(work, description),
        *links(work, {"text/plain": "x.txt"}),
        script(describe(work, description)),
    ]
    return BeautifulSoup(f"<html><head>{''.join(map(str, lines))}</head></html>", "lxml")


def linked(work, *parts):
    text = BeautifulSoup(script(describe(work, "What it says.", parts)), "lxml").script.string
    return json.loads(text)


def test_a_reference_manager_takes_a_chapter_as_a_section_of_the_book():
    assert read(head(chapter(PLACED))) == {
        "itemType": "bookSection", "title": "What happened?", "bookTitle": "Summit Watch",
        "creators": [{"name": "Summit Watch contributors"}], "date": f"{DAY:%Y/%m/%d}", "edition": EDITION.name,
        "language": "en", "rights": EDITION.licence, "abstractNote": "What it says.",
        "url": f"{KEPT}/chapters/chronology.html",
    }  # fmt: skip


def test_a_reference_manager_takes_the_first_page_as_the_book():
    item = read(head(the_book(PLACED)))
    assert (item["itemType"], item["title"], item["DOI"]) == ("book", "Summit Watch", "10.5555/watch")
    assert item["creators"] == [{"name": "Summit Watch contributors"}]
    assert "bookTitle" not in item


def test_highwire_alone_and_dublin_core_alone_make_a_section_too():
    highwire = {
        tag.name.lower(): tag.content for tag in meta(chapter(), "") if tag.name.startswith("citation")
    }
    core = {tag.name.lower(): tag.content for tag in meta(chapter(), "") if tag.name.startswith("DC.")}
    assert kind(highwire) == kind(core) == "bookSection"
    assert kind({"citation_title": "x", "og:type": "article"}) == "journalArticle"


def test_without_the_comma_the_group_would_be_split():
    assert creators("Summit Watch contributors") == [
        {"firstName": "Summit Watch", "lastName": "contributors"}
    ]
    assert creators("Summit Watch contributors,") == [{"name": "Summit Watch contributors"}]


@pytest.mark.parametrize("title", [EVIL, 'A "quoted" & <b>bold</b> title'])
def test_a_hostile_title_is_text_in_tags_and_linked_data(title):
    page = head(chapter(title=title), description=title)
    assert read(page)["title"] == title
    assert page.find("meta", property="og:title")["content"] == title
    assert len(page.select("script")) == 1
    assert json.loads(page.script.string)["name"] == title


def test_nothing_is_said_of_an_address_that_nobody_configured():
    text = str(head(chapter())) + str(head(the_book(EDITION)))
    assert "example.org" not in text and "doi" not in text.lower()
    assert "og:url" not in text and "cite-as" not in text


def test_typed_links_name_the_licence_and_the_files():
    page = head(chapter())
    assert page.select_one("link[rel=license]")["href"] == "https://creativecommons.org/licenses/by/4.0/"
    assert page.select_one("link[rel=describedby]")["type"] == "text/plain"


def test_linked_data_of_the_book_has_its_parts():
    node = linked(the_book(PLACED), the_dataset(PLACED), chapter(PLACED))
    assert (node["@type"], node["bookEdition"]) == ("Book", EDITION.name)
    assert node["datePublished"] == DAY.isoformat()
    assert node["author"] == [{"@type": "Organization", "name": "Summit Watch contributors"}]
    assert [part["@type"] for part in node["hasPart"]] == ["Dataset", "Chapter"]
    assert {part["license"] for part in node["hasPart"]} == {EDITION.licence_url}
    assert {one["value"] for one in node["identifier"]} == {EDITION.digest, "10.5555/watch"}


def test_linked_data_of_a_chapter_names_its_book():
    node = linked(chapter())
    assert (node["@type"], node["position"], node["isPartOf"]["@type"]) == ("Chapter", "3", "Book")
    assert node["isPartOf"]["name"] == "Summit Watch"
    assert "url" not in node


def test_the_dataset_at_an_address_names_its_files_and_a_page_its_pdf():
    found = linked(the_dataset(PLACED))["distribution"]
    assert [one["contentUrl"].rsplit("/", 1)[-1] for one in found] == [
        "dataset.zip", "dataset.sqlite", "dataset-parquet.zip",
    ]  # fmt: skip
    assert all(one["contentUrl"].startswith(f"{KEPT}/_downloads/") for one in found)
    assert "distribution" not in linked(the_dataset(EDITION))
    tags = dict(meta(chapter(PLACED), "", "_downloads/chronology.pdf"))
    assert tags["citation_pdf_url"] == f"{KEPT}/_downloads/chronology.pdf"
    assert "citation_pdf_url" not in dict(meta(chapter(), "", "_downloads/chronology.pdf"))


def test_linked_data_of_the_dataset_describes_it():
    node = linked(the_dataset(EDITION))
    assert node["description"] == "What it says."
    assert describe(the_dataset(EDITION))["description"] == load().description["description"]
    assert node["license"].startswith("https://creativecommons.org/")
