"""References on the pages of a book: end of page, figures, tables, judgements, records; files and anchors."""

import csv
import io
import json
from pathlib import Path

import pytest
import rispy
from conftest import EVIL
from pybtex.database import parse_file

from summitwatch.prose.edition import edition_day
from summitwatch.publishing import anchors
from summitwatch.publishing.citation.markup import SLOTS
from summitwatch.publishing.citation.render import references
from summitwatch.publishing.citation.work import Work, part
from summitwatch.publishing.citing import record_name
from summitwatch.publishing.dataset import edition_of
from summitwatch.publishing.edition import read_edition
from summitwatch.publishing.editions.referred import every_reference
from summitwatch.publishing.records import anchor, text_of
from summitwatch.tables import load

CHAPTER = """(ch-a)=
# Who "says" so?

```{admonition} Bottom line
:class: bottom-line
It is as it is.
```

(a-first)=
## A first section

Words.

```{judgements}
```
"""
EXHIBITS = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# Exhibits

```{code-cell} ipython3
import pandas as pd
from summitwatch.figures.exhibit import TableExhibit
TableExhibit("tab-x", "A <b>table</b> of “two”.", pd.DataFrame({"a": [1, 2]}), "Rows.")
```
"""
STYLES = ["Chicago", "APA", "Short"]


def rows(box):
    """Return the references of a list by style."""
    return {row.select_one(".cite-style").text: row.select_one(".cite-text").text for row in box.select("li")}


@pytest.fixture(scope="module")
def built(make_book, tmp_path_factory):
    return make_book(tmp_path_factory.mktemp("cited"), {"a": CHAPTER, "b": "# Second\n\nWords.\n"})


def test_a_chapter_ends_with_its_reference_in_each_style(built):
    end = rows(built.soup("a").select_one(".end-block > .cite-refs"))
    assert list(end) == STYLES
    assert "Chap. 1 in" in end["Chicago"]
    assert "‘Says’ So?” Chap." in end["Chicago"]  # quotation marks within quotation marks


def test_the_first_page_cites_the_book_and_the_dataset(built):
    end = built.soup("index").select(".end-block > .cite-refs")
    assert [rows(box)["Short"].split(" (")[0] for box in end] == [
        "Summit Watch",
        "Summit Watch: the coded record, dataset",
    ]


def test_files_of_references_are_linked_and_there(built):
    links = [link["href"] for link in built.soup("a").select(".cite-files a")]
    assert links == ["cite/a.bib", "cite/a.ris", "cite/a.json", "index.html#cite-book"]
    assert built.soup("index").select_one("#cite-book")
    works = {"book": "summit-watch", "dataset": "dataset", "a": "a", "b": "b"}
    for name in works.values():
        assert len(parse_file(str(built.out / f"cite/{name}.bib")).entries) == 1
        assert len(rispy.loads((built.out / f"cite/{name}.ris").read_text("utf-8"))) == 1
        assert len(json.loads((built.out / f"cite/{name}.json").read_text("utf-8"))) == 1
    everything = json.loads((built.out / "cite/all.json").read_text("utf-8"))
    assert [item["type"] for item in everything] == ["book", "dataset", "chapter", "chapter", "chapter"]


def test_a_record_links_to_itself_and_names_what_it_is(built):
    link = built.soup("evidence").select_one("#ev014 > .ledger-id a.cite-link")
    assert (link["href"], link["data-cite"], link.has_attr("data-bare")) == ("#ev014", "event EV014", False)
    sentence = built.soup("evidence").select_one("#s1-05-3 > .ledger-id a.cite-link")
    assert (sentence["data-cite"], sentence.has_attr("data-bare")) == ("sentence S1-05-3", True)


def test_a_ledger_page_shows_the_pattern_of_its_references_once(built):
    (pattern,) = built.soup("evidence").select(".end-block details.cite-pattern")
    assert list(rows(pattern)) == STYLES
    slots = {slot["data-slot"] for slot in pattern.select(".cite-slot")}
    assert slots == {"title", "short"}  # without an address none shows an anchor
    assert not any(mark in str(pattern) for mark in SLOTS)
    assert not built.soup("a").select(".cite-pattern")


def test_a_judgement_is_cited_as_the_ledger_cites_it(built):
    box = built.soup("a").select_one("#judgement-kj01 details.cite")
    assert "“A meeting is unlikely (key judgement KJ01).” Chap. 3 in Summit Watch" in rows(box)["Chicago"]


def test_paper_shows_one_style_and_no_action(make_book, tmp_path):
    page = make_book(tmp_path, {"a": CHAPTER}, builder="singlehtml").soup("index")
    assert [p.text[:25] for p in page.select(".end-cite")] == ["Summit Watch contributors"] * 4
    assert not page.select(".cite, .cite-link, .cite-pattern, .cite-refs")


def test_a_table_carries_its_number_and_its_anchor(make_book, tmp_path):
    page = make_book(
        tmp_path, {"n": EXHIBITS}, extensions=["myst_nb"], nb_execution_mode="cache", numfig=True
    ).soup("n")
    box = page.select_one("details.cite")
    assert box.summary["aria-label"] == "Cite Table 1, tab-x"
    said = rows(box)
    assert "“A <b>table</b> of ‘two’ (table 1, tab-x).” Chap. 2 in" in said["Chicago"]
    assert said["Short"].startswith("Table 1, tab-x, chapter 2 in Summit Watch (")


def test_nothing_hostile_becomes_markup(built):
    page = (built.out / "evidence.html").read_text("utf-8")
    assert EVIL not in page and "&lt;script&gt;" in page


def test_every_reference_of_an_edition_is_in_one_table(built):
    told = {row["name"]: row for row in csv.DictReader(io.StringIO(every_reference(built.out)))}
    assert {"Book", "Dataset", "Chapter: Who “says” so?", "Key judgement KJ01", "Event EV014"} <= set(told)
    end = rows(built.soup("a").select_one(".end-block > .cite-refs"))
    assert {style: told["Chapter: Who “says” so?"][style] for style in STYLES} == end
    data, edition = load(Path(built.app.config.summitwatch_data)), edition_of(built.app)
    ledger = Work(edition, "chapter", "Evidence", "evidence", "3", "evidence.html")
    for id_ in ("EV014", "ST003", "S1-05-3"):
        name = record_name(data, id_)
        (said,) = references((part(ledger, text_of(data, id_), name, anchor(id_)),))
        row = told[name[:1].upper() + name[1:]]
        assert ({style: row[style] for style in STYLES}, row["page"]) == (said, "evidence.html")


# --- anchors ---


def test_a_section_is_anchored_by_its_label_not_by_its_title(built):
    page = built.soup("a")
    assert page.find("section", id="a-first").h2.a["href"] == "#a-first"
    assert page.select_one("#a-bottom-line.bottom-line")


def test_anchors_survive_another_order_and_other_words(make_book, built, tmp_path):
    before = [place for place in anchors.anchors(built.out) if place.startswith("a.html")]
    assert {"a.html#a-first", "a.html#judgement-kj01", "a.html#a-bottom-line"} <= set(before)
    first, second = CHAPTER.split("(a-first)=")
    turned = f"(ch-a)=\n# Reworded\n\n(a-first)={second}".replace("A first section", "Told otherwise")
    turned += "\n" + first.split("so?", 1)[1]
    later = make_book(tmp_path, {"a": turned, "b": "# Second\n"})
    assert anchors.lost(before, later.out) == []


def test_a_lost_anchor_is_named(built):
    there = anchors.anchors(built.out)
    assert anchors.lost([*there, "a.html#gone", "nowhere.html#x"], built.out) == [
        "a.html#gone",
        "nowhere.html#x",
    ]


def test_publishing_only_ever_adds(built, tmp_path):
    listed = tmp_path / anchors.PUBLISHED
    listed.parent.mkdir(parents=True)
    listed.write_text("old.html#of-an-earlier-edition\n", "utf-8")
    new = anchors.publish(tmp_path, built.out)
    kept = listed.read_text("utf-8").split()
    assert kept == sorted(["old.html#of-an-earlier-edition", *new])
    assert anchors.publish(tmp_path, built.out) == []


# --- an address ---


#: Where the pages of this edition stay, once a later one takes their place.
KEPT = f"https://example.org/watch/editions/{read_edition(load()).name}"


@pytest.fixture
def placed(make_book, tmp_path, monkeypatch):
    """A book with an address and an identifier."""
    from summitwatch.publishing import dataset, edition

    record = Path(edition.CITATION).read_text("utf-8")
    citation = tmp_path / "CITATION.cff"
    citation.write_text(f"{record}url: https://example.org/watch\ndoi: 10.5555/watch\n", "utf-8")
    monkeypatch.setattr(dataset, "read_edition", lambda data, _: edition.read_edition(data, citation))
    dataset._edition.cache_clear()
    yield make_book(tmp_path / "book", {"a": CHAPTER})
    dataset._edition.cache_clear()


def test_an_address_gives_sitemap_canonical_links_and_typed_links(placed, built):
    assert not (built.out / "sitemap.xml").exists()
    assert built.soup("a").select("link[rel=cite-as], link[rel=canonical]") == []
    sitemap = (placed.out / "sitemap.xml").read_text("utf-8")
    for page in ("index", "a", "evidence"):
        address = f"https://example.org/watch/{page}.html"
        assert f"<loc>{address}</loc>" in sitemap
        assert placed.soup(page).select_one("link[rel=canonical]")["href"] == address
    assert f"<lastmod>{edition_day().isoformat()}</lastmod>" in sitemap
    assert placed.soup("a").select_one("link[rel=cite-as]")["href"] == f"{KEPT}/a.html"
    assert placed.soup("index").select_one("link[rel=cite-as]")["href"] == "https://doi.org/10.5555/watch"
    pattern = placed.soup("evidence").select_one(".cite-pattern")
    assert f"{KEPT}/evidence.html#" in pattern.text
    assert pattern.select("[data-slot=anchor]")
