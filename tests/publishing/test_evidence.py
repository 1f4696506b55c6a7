"""Markers, cards and the state behind them, in really built pages."""

import re
from types import SimpleNamespace

import pytest
from conftest import LEDGER
from docutils import nodes

from summitwatch.publishing import evidence
from summitwatch.publishing.domain import SummitWatchDomain, domain_of
from summitwatch.publishing.evidence import ResolveRecords, ev_link, record_link, record_ref
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


def test_each_wrong_id_is_told_on_a_line_of_its_own_and_the_others_are_printed(book):
    built = book({"a": "# A chapter\n\nA word {ev}`EV999,  EV015 ST003`{ev}`,`.\n"}, show_warning_types=True)
    place = f"{built.app.srcdir}/a.md:3: WARNING: "
    assert [
        re.sub(r"\x1b\[[0-9;]*m", "", line) for line in built.warnings.splitlines()
    ] == [  # without colours
        f"{place}no record 'EV999': use an id that the ledger lists [summitwatch.evidence]",
        f"{place}record EV015 has no evidence: add a row to evidence.csv [summitwatch.evidence]",
        f"{place}the evidence role names no record [summitwatch.evidence]",
    ]
    assert [link.text for link in built.soup("a").select("a.ev")] == ["S1 ¶5; S2 ¶18"]
    assert domain_of(built.app.env).told == {"a": ["ST003"]}


def test_a_marker_waits_with_its_records_and_its_place_until_all_pages_are_read(book):
    built = book({"a": "# A chapter\n\nA word {ev}`ST003, EV014`.\n"})
    [node] = built.app.env.get_doctree("a").findall(record_ref)
    assert (node["record_ids"], node["marker"]) == (["ST003", "EV014"], True)
    assert (node.rawsource, node.astext()) == (":ev:`ST003, EV014`", "S1 ¶5; S2 ¶9, 18")
    assert (node.source, node.line) == (str(built.app.srcdir / "a.md"), 3)


def test_a_marker_is_written_with_class_cards_and_target(book):
    built = book({"chapters/a": CHAPTER, "evidence": f"{LEDGER}\nHe is ready {{ev}}`ST003`.\n"})
    html = (built.out / "chapters" / "a.html").read_text("utf-8")
    link = '<a class="reference internal ev" data-ev="ev014 st003" href="../evidence.html#ev014">S1 ¶5; S2 ¶9, 18</a>'
    assert f"as said.{link}</p>" in html
    own = '<a class="reference internal ev" data-ev="st003" href="#st003">S1 ¶5; S2 ¶18</a>'
    assert f"He is ready.{own}</p>" in (built.out / "evidence.html").read_text("utf-8")


@pytest.fixture
def resolve(monkeypatch):
    """Return a function that turns mentions in a page into links, and tells the links and the warnings."""

    def resolved(*mentions, builder="html", docname="a", printed=None, told=()):
        env = SimpleNamespace(domaindata={}, docname=docname)
        domain = SummitWatchDomain(env)
        domain.printed.update(printed or {})
        domain.cite("b", told)
        env.get_domain = {"summitwatch": domain}.get
        paths = SimpleNamespace(name=builder, get_relative_uri=lambda start, to: f"{start}-to-{to}")
        warnings = []
        monkeypatch.setattr(
            evidence.logger, "warning", lambda message, **more: warnings.append((message, more))
        )
        parts = {"env": env, "app": SimpleNamespace(builder=paths), "__init__": lambda self: None}
        page = nodes.paragraph("", "", *mentions)
        type("Resolver", (ResolveRecords,), parts)().fill(page)
        return page.children, warnings

    return resolved


def mention(record, marker=True):
    return record_ref("raw", "a text", record_ids=[record, "EV014"], marker=marker)


def test_a_marker_becomes_a_link_to_the_page_that_prints_its_first_record(resolve):
    [link, other], warnings = resolve(
        mention("ST003"), mention("ST004"), printed={"ST003": "e", "ST004": "f"}
    )
    assert type(link) is ev_link
    assert (link.rawsource, link.astext(), link["classes"]) == ("", "a text", ["ev"])
    assert link["record_ids"] == ["ST003", "EV014"]
    assert (link["refuri"], link["internal"], "refid" in link) == ("a-to-e#st003", True, False)
    assert other["refuri"] == "a-to-f#st004"
    assert warnings == []


@pytest.mark.parametrize(("builder", "docname"), [("html", "e"), ("singlehtml", "a"), ("singlehtml", "e")])
def test_what_is_printed_on_the_same_page_is_reached_by_its_anchor_alone(resolve, builder, docname):
    [link], _ = resolve(mention("ST003"), builder=builder, docname=docname, printed={"ST003": "e"})
    assert (link["refid"], link["internal"], "refuri" in link) == ("st003", True, False)


def test_a_plain_mention_becomes_a_plain_link(resolve):
    [link], _ = resolve(record_link("ST003"), printed={"ST003": "e"})
    assert type(link) is nodes.reference
    assert (link.rawsource, link.astext(), link["refuri"], link["classes"]) == (
        "",
        "ST003",
        "a-to-e#st003",
        [],
    )
    assert "record_ids" not in link


def test_a_plain_mention_tells_its_id_or_what_it_is_given():
    plain, worded = record_link("ST003"), record_link("ST003", "the words")
    assert (plain.rawsource, plain.astext(), plain["record_ids"], plain["marker"]) == (
        "",
        "ST003",
        ["ST003"],
        False,
    )
    assert (worded.rawsource, worded.astext(), worded["record_ids"]) == ("", "the words", ["ST003"])


def test_a_mention_that_nothing_prints_is_told_if_it_is_a_marker_and_remains_as_text(resolve):
    lost, plain = mention("ST003"), mention("ST004", marker=False)
    found, warnings = resolve(lost, plain, mention("EV014"), printed={"EV014": "e"})
    assert [type(node) for node in found] == [nodes.inline, nodes.inline, ev_link]
    assert [(node.rawsource, node.astext()) for node in found[:2]] == [("", "a text")] * 2
    message = "no ledger prints ST003: its marker leads nowhere"
    assert warnings == [(message, {"type": "summitwatch", "subtype": "evidence", "location": lost})]


@pytest.mark.parametrize(
    ("builder", "told", "warned"),
    [
        ("singlehtml", ["ST004"], 0),
        ("singlehtml", ["ST004", "ST003"], 1),
        ("html", ["ST004"], 1),
        ("html", [], 1),
    ],
)
def test_the_pdf_may_leave_out_what_no_prose_cites(resolve, builder, told, warned):
    _, warnings = resolve(mention("ST003"), builder=builder, told=told)
    assert len(warnings) == warned


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
