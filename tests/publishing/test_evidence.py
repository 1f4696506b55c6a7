"""Markers, cards and the state behind them, in really built pages."""

import pytest

from summitwatch.publishing.records import Leg, marker

EVIL = "<script>alert('x')</script> talks"  # the title of EV014 in conftest
SHA = "0123456789abcdef"
CHAPTER = "# A chapter\n\nHe is ready {ev}`ST003`, they may meet {ev}`EV014`, as said {ev}`EV014, ST003`.\n"


def leg(source, paragraph):
    return Leg(source, f"{source}-main", None, paragraph)


@pytest.mark.parametrize(
    ("places", "text"),
    [
        ([("S2", 9)], "S2 ¶9"),
        ([("S2", 18), ("S1", 5)], "S1 ¶5; S2 ¶18"),
        ([("S2", 18), ("S1", 12), ("S1", 5)], "S1 ¶5, 12; S2 ¶18"),
        ([("S2", 9), ("S2", 9)], "S2 ¶9"),
        ([("S1", 5), ("S1", 7), ("S2", 1), ("C25-001", 3)], "S1 ¶5, 7 +2"),
        ([("C25-001", None), ("S1", 5)], "S1 ¶5; C25-001"),
        ([("C25-001", 0)], "C25-001 headline"),
        ([("C25-001", 0), ("C25-001", 3)], "C25-001 headline, ¶3"),
        ([("C25-001", 2), ("C25-004", 1), ("C26-002", 5)], "C25-001 +2"),
        ([("S1", 5), ("C25-004", 1), ("C26-002", 5), ("C26-003", 5)], "S1 ¶5 +3"),
    ],
)
def test_marker_is_compact(places, text):
    assert marker(leg(*place) for place in places) == text


def test_marker_links_to_the_ledger_from_a_subfolder(book):
    built = book({"chapters/a": CHAPTER})
    links = built.soup("chapters/a").select("a.ev")
    assert built.warnings == ""
    assert [a.text for a in links] == ["S1 ¶5; S2 ¶18", "S2 ¶9", "S1 ¶5; S2 ¶9, 18"]
    assert [a["href"] for a in links] == [
        "../evidence.html#st003",
        "../evidence.html#ev014",
        "../evidence.html#ev014",
    ]
    assert links[2]["data-ev"] == "ev014 st003"
    assert built.soup("evidence").find(id="ev014")


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ("S2-09-1", "S2 ¶9"),
        ("S2-main", "S2"),
        ("QU001", "S2 ¶18"),
        ("ES001", "S2 ¶9"),
        ("ST004", "S1 ¶5, 7 +2"),
    ],
)
def test_marker_of_each_kind_of_record(book, record, text):
    built = book({"a": f"# A chapter\n\nA word {{ev}}`{record}`.\n"})
    assert built.warnings == ""
    link = built.soup("a").select_one("a.ev")
    assert (link.text, link["href"]) == (text, f"evidence.html#{record.lower()}")
    assert built.soup("evidence").find(id=record.lower())


def test_card_says_where_the_record_stands(book):
    card = book({"a": CHAPTER}).soup("a").find(id="card-st003")
    text = " ".join(card.text.split())
    for said in ("ST003 Statement", "He would meet at any time.", "Lee Jae-myung", "head of state", SHA,
                 "quoted words inside paraphrase", "Daily & Sunday", "S1 ¶5, sentence 3", "grade C, fairly reliable",
                 "between 20 and 25 March 2026"):  # fmt: skip
        assert said in text, said
    assert card.has_attr("hidden")
    assert card.select_one(".ev-card-foot a")["href"] == "evidence.html#st003"


def test_card_is_on_the_page_once_and_escaped(book):
    built = book({"a": CHAPTER})
    page = built.soup("a")
    assert len(page.select("#card-ev014")) == 1
    assert EVIL in page.select_one("#card-ev014 .ev-card-text").text
    assert "alert" not in "".join(script.text for script in page.find_all("script"))


def test_no_inline_script_style_or_handler_of_ours(book):
    cards = book({"a": CHAPTER}).soup("a").select_one(".ev-cards")
    assert not cards.find_all(["script", "style"])
    assert not cards.find_all(attrs={"style": True})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{ev}`EV999`", "no record 'EV999'"),
        ("{ev}`EV015`", "EV015 has no evidence"),
        ("{ev}`,`", "names no record"),
    ],
)
def test_wrong_id_warns_with_place_and_type(book, text, message):
    built = book({"a": f"# A chapter\n\nA word {text}.\n"}, show_warning_types=True)
    assert message in built.warnings
    assert "a.md:3" in built.warnings
    assert "[summitwatch.evidence]" in built.warnings


def test_record_that_no_ledger_prints_warns(book):
    built = book({"a": "# A chapter\n\nA word {ev}`FC001`.\n"})
    assert "no ledger prints FC001" in built.warnings


def test_singlehtml_has_the_marker_and_no_card(book):
    built = book({"chapters/a": CHAPTER}, builder="singlehtml")
    html = (built.out / "index.html").read_text("utf-8")
    assert '<a class="reference internal ev" href="#st003">S1 ¶5; S2 ¶18</a>' in html
    assert "ev-card" not in html
    assert built.soup("index").find(id="st003")


def test_parallel_reading_finds_the_same(book):
    pages = {f"p{n}": f"# Page {n}\n\nHe is ready {{ev}}`ST003`.\n" for n in range(12)}
    built = book(pages, parallel=2)
    assert built.warnings == ""
    record = built.soup("evidence").find(id="st003")
    assert [f"Page {n}" in record.text for n in range(12)] == [True] * 12


def test_rebuild_forgets_what_a_page_no_longer_cites(book):
    book({"a": CHAPTER, "b": "# Another\n\nA word {ev}`EV014`.\n"})
    built = book({"a": CHAPTER, "b": "# Another\n\nNo marker.\n"})
    record = built.soup("evidence").find(id="ev014")
    assert "A chapter" in record.text
    assert "Another" not in record.text
