"""The ledger pages of the wider record, in a really built book."""

import json
import re

import pytest

from summitwatch.publishing.wider import docname_of

INDEX = "# Ledger\n\n```{ledger} events\n:core:\n```\n\n```{ledger} sources\n:core:\n```\n\n```{ledger-index}\n```\n"
CITING = "# What is said\n\nFirst {ev}`EV150`, then {ev}`C25-001`, then {ev}`EV014`.\n"
# the chapter prints them though the core does not carry all of them
WIDER_KEPT = "```{ledger} judgements\n```\n"
RECORDS = {"chapters/evidence": INDEX, "evidence": "# Elsewhere\n\nNothing.\n", "a": CITING}
WHOLE = RECORDS | {"chapters/evidence": INDEX + WIDER_KEPT, "a": CITING + "\nAlso {ev}`KJ03`.\n"}


@pytest.fixture
def wider(book):
    return book(RECORDS)


def text(node):
    return " ".join(node.text.split())


def test_a_record_keeps_its_page_whatever_comes_later():
    assert docname_of("events", "EV100") == "ledger/events-1"
    assert docname_of("events", "EV101") == "ledger/events-2"
    assert docname_of("sources", "C25-071") == "ledger/sources-c25-1"
    assert docname_of("sources", "C26-1101") == "ledger/sources-c26-12"


def test_the_core_page_holds_the_core_alone(wider):
    page = wider.soup("chapters/evidence")
    assert page.find(id="ev014")
    assert not page.find(id="ev150")
    assert not page.find(id="c25-001")


def test_a_wider_record_has_anchor_mark_evidence_and_the_pages_that_cite_it(wider):
    assert wider.warnings == ""
    record = wider.soup("ledger/events-2").find(id="ev150")
    assert "tier-wider" in record["class"]
    assert "wider record" in text(record)
    assert record.select_one('a[href="sources-c25-1.html#c25-001-main"]')
    assert "What is said" in text(record)


def test_markers_and_cards_lead_to_the_page_of_the_record(wider):
    page = wider.soup("a")
    hrefs = [marker["href"] for marker in page.select("a.ev")]
    assert hrefs == [
        "ledger/events-2.html#ev150",
        "ledger/sources-c25-1.html#c25-001",
        "chapters/evidence.html#ev014",
    ]
    card = page.find(id="card-ev150")
    assert "tier-wider" in card["class"]
    assert "wider record" in text(card)
    assert "tier-core" in page.find(id="card-ev014")["class"]


def test_the_ledger_chapter_leads_to_every_page(wider):
    listed = {a["href"] for a in wider.soup("chapters/evidence").select("#tab-ledger-pages td a")}
    assert listed == {f"../ledger/{path.name}" for path in (wider.out / "ledger").glob("*.html")}
    assert listed


def test_a_page_of_the_ledger_is_cited_with_the_number_of_its_chapter(wider):
    whole, part = (
        wider.soup(name).select_one(f"{box} .cite-text").text
        for name, box in (("chapters/evidence", ".end-block"), ("ledger/events-2", ".cite-pattern"))
    )
    number = re.search(r"Chap\. \S+ in", whole).group()
    assert number in part


def test_a_retired_record_keeps_its_anchor_where_it_stood(wider):
    page = wider.soup("ledger/events-2")
    line = page.find(id="ev199")
    assert line.text == "EV199 was retired before edition 2026.11; see EV150. They were one."
    assert line.a["href"] == "#ev150"
    core = wider.soup("chapters/evidence")
    assert core.find(id="s9").text == "S9 was retired before edition 2026.11. It was none."
    assert not core.find(id="ev199") and not page.find(id="s9")


def test_a_source_of_the_wider_record_tells_its_story_inside(wider):
    source = wider.soup("ledger/sources-c25-1").find(id="c25-001")
    assert source.find(id="c25-001-main")
    assert "no headline shown" in text(source)
    assert "Rests on it: ES150" in text(source)


def test_no_file_is_left_in_the_book_s_own_folder(wider):
    assert not (wider.out.parents[1] / "src" / "ledger").exists()


def test_a_second_build_keeps_the_pages(book):
    book(RECORDS)
    again = book(RECORDS | {"a": CITING + "\nMore.\n"})
    assert again.warnings == ""
    assert again.soup("ledger/events-2").find(id="ev150")


def test_print_holds_what_prose_cites_and_no_more(book):
    page = book(RECORDS, builder="singlehtml").soup("index")
    assert page.find(id="ev150")
    assert page.find(id="c25-001")
    assert not page.find(id="ev151")
    assert page.select_one('a.ev[href="#ev150"]')


@pytest.mark.parametrize("lines", [[], ["More.\n"]])
def test_html_and_print_can_follow_each_other(book, lines):
    first = book(WHOLE)
    fresh = {name: first.soup(name).select("a.ev") for name in ("a", "chapters/evidence")}
    for builder in ("singlehtml", "html", "singlehtml", "html"):
        again = book(WHOLE | {"a": "\n".join([WHOLE["a"], *lines])}, builder=builder)
        assert again.warnings == ""
    assert {name: again.soup(name).select("a.ev") for name in fresh} == fresh


def test_print_leads_to_every_record_that_the_ledger_chapter_prints(book):
    book(WHOLE)
    page = book(WHOLE, builder="singlehtml").soup("index")
    for id_ in ("kj03", "ev150"):
        assert page.find(id=id_)
        assert page.select_one(f'a.ev[href="#{id_}"]')


def test_the_index_of_records_tells_entries_names_dates_and_pages(wider):
    script = (wider.out / "records.js").read_text("utf-8")
    index = json.loads(re.fullmatch(r"var summitWatchRecords=(.*);\n", script)[1])
    rows = {row[0]: row for row in index["rows"]}
    assert index["pages"][rows["EV150"][1]] == "ledger/events-2.html"
    assert rows["EV014"][4].startswith("<script>alert(")
    assert "ES001" in rows["EV014"][7:]
    assert "ES001" not in rows
    assert "South Korea" in rows["EV014"][5]
    assert "April 2026" in rows["EV014"][5]
    assert "2026-04" in rows["EV014"][6].split()


def test_the_fonts_of_the_pdf_have_every_character_of_the_tables():
    from summitwatch.publishing.pdf_fonts import check_glyphs, find_fonts
    from summitwatch.tables import DATA

    check_glyphs("".join(path.read_text("utf-8") for path in sorted(DATA.glob("*.csv"))), find_fonts())
