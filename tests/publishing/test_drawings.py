"""Figures as part of a page: links, roles, tables; and the line under the title."""

import re
from datetime import date

from bs4 import BeautifulSoup

from summitwatch.publishing.drawings import data_table, drawing, link, listing, on_page, pack
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.page_line import page_line

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><g id="fig-x-mark-EV001"><use/></g><g id="fig-x-mark-ZZ9"><use/></g></svg>'
EDITION = Edition("T", "S", ("A",), "2026.11", date(2026, 11, 22), "CC", "ab" * 32)


def look(record_id):
    return ("evidence.html#ev001", 'A "meeting" <b>') if record_id == "EV001" else None


def test_a_mark_leads_to_its_record_and_tells_it():
    svg = link(SVG, look)
    assert 'href="evidence.html#ev001"' in svg
    assert '<title class="nohighlight">EV001: A &quot;meeting&quot; &lt;b&gt;</title>' in svg
    assert '<g id="fig-x-mark-ZZ9">' in svg  # no page prints it


def test_within_a_page_a_drawing_says_less():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" version="1.1"><path id="fig-x-m0123456789"/><use xlink:href="#fig-x-m0123456789"/></svg>'
    path, use = re.fullmatch('<svg><path id="(.+)"/><use href="#(.+)"/></svg>', pack(svg)).groups()
    assert path == use and len(path) < len("fig-x-m0123456789") + 3
    assert pack(svg.replace("fig-x", "fig-y")) != pack(svg)
    assert pack('<path d="M1 2L3.5 2L3.5 4L1 4z"/>') == '<path d="M1 2H3.5V4H1z"/>'
    assert pack('<path d="M1 2L3.5 2L3.5 4L1 5z"/>') == '<path d="M1 2L3.5 2L3.5 4L1 5z"/>'  # no box


def test_both_drawings_of_a_figure_have_one_name():
    html = on_page({"svg": SVG, "alt": 'A "b"', "narrow": SVG.replace("fig-x", "fig-x-narrow")}, look)
    wide, narrow = BeautifulSoup(html, "html.parser").select("svg")
    assert wide["aria-label"] == 'A "b"' and narrow["aria-labelledby"] == wide["id"]


def test_a_drawing_with_links_is_no_picture_for_a_screen_reader():
    assert 'role="group"' in drawing(SVG, 'aria-label="Alt"', look)
    assert 'role="img"' in drawing(SVG, 'aria-label="Alt"', lambda _: None)


def test_a_shade_outside_the_palette_keeps_white_paper():
    assert "keeps-paper" in drawing('<svg><rect fill="#123456"/></svg>', "", look)
    assert "keeps-paper" not in drawing('<svg><rect fill="#1b2733"/></svg>', "", look)


def test_a_figure_without_narrow_drawing_is_shown_as_it_is():
    content = {"svg": SVG, "alt": "A", "narrow": ""}
    assert "drawing-narrow" not in on_page(content, look)
    assert on_page(content | {"narrow": SVG}, look).count("<svg") == 2


def test_print_lists_what_marks_tell_when_pointed_at():
    listed = listing({"The two": [("EV047", "30 Jun: <met>")]})
    assert "<p><em>The two</em></p>" in listed
    assert "<strong>EV047</strong> 30 Jun: &lt;met&gt;" in listed


def test_the_table_escapes_and_links():
    table = {"head": ["Event", "a<b"], "rows": [["EV001", "<script>"], ["ZZ9", "–"]]}
    html = data_table({"table": table, "title": 'The "title"'}, look)
    assert "2 rows" in html and "<script>" not in html and "a&lt;b" in html
    assert '<a href="evidence.html#ev001">EV001</a>' in html and "<td>ZZ9</td>" in html


def test_the_line_under_the_title_tells_what_reading_takes():
    assert page_line(EDITION, 5, 1) == "Edition 2026.11 · 22 November 2026 · 5 min read · 1 record cited"
    assert "min read" not in page_line(EDITION, 0, 0)
