"""Figures and tables of notebooks on the page."""

import pandas as pd
import pytest

from summitwatch.figures.exhibit import MIME, TableExhibit
from summitwatch.figures.svg import clean
from summitwatch.publishing.exhibits import FOLDER

HEAD = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# Exhibits

```{code-cell} ipython3
import pandas as pd
from matplotlib.figure import Figure
from summitwatch.figures.exhibit import FigureExhibit, TableExhibit
```
"""
FIGURE = """
```{code-cell} ipython3
figure = Figure()
figure.text(0.1, 0.5, "<script>alert(1)</script>")
FigureExhibit("fig-one", "Three of five", "Records, n = 5.", 'Bars "<script>alert(2)</script>".', figure,
              pd.DataFrame({"n": [3, 5]}), listing={"Lane": [("EV014", "told")]})
```
"""
TABLE = """
```{code-cell} ipython3
frame = pd.DataFrame({"Record": ["EV014, ST003, ST004"], "What": ["<script>alert(3)</script>"], "n": [3],
                      "Told": ["A sentence that is far too long to stand on one line of a table."]})
TableExhibit("tab-one", "What was told", frame, "All, n = 1.", records=("Record",))
```
"""
NB = {"extensions": ("myst_nb",), "nb_execution_mode": "force", "numfig": True}


@pytest.fixture(scope="module")
def html(make_book, tmp_path_factory):
    return make_book(tmp_path_factory.mktemp("exhibits"), {"a": HEAD + FIGURE + TABLE}, **NB)


def test_a_page_lists_no_marks_that_can_be_pointed_at(html):
    assert not html.soup("a").select(".listing")


def test_a_figure_is_drawn_into_the_page(html):
    figure = html.soup("a").select_one("figure#fig-one")
    drawing = figure.select_one(".exhibit-image > svg")
    assert drawing["role"] == "img"
    assert drawing["aria-label"] == 'Bars "<script>alert(2)</script>".'
    assert "Three of five" in figure.select_one("figcaption .caption-text").text
    assert "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}5" in figure.select_one(".legend").text
    assert "alert" in drawing.text and not figure.select("script")


def test_data_lie_beside_the_page(html):
    for name, csv in (("fig-one", "n\n3\n5\n"), ("tab-one", None)):
        path = html.out / FOLDER / f"{name}.csv"
        assert path.is_file()
        assert csv is None or path.read_text("utf-8") == csv
    links = [a["href"] for a in html.soup("a").select("a.exhibit-data")]
    assert links == [f"{FOLDER}/fig-one.csv", f"{FOLDER}/tab-one.csv"]


def test_a_table_has_markers_and_escaped_cells(html):
    table = html.soup("a").select_one("table#tab-one")
    assert "What was told" in table.caption.text
    assert [a["data-ev"] for a in table.select("td a.ev")] == ["ev014", "st003", "st004"]
    assert table.select_one("td").text.strip() == "EV014, ST003, ST004"
    assert "<script>alert(3)</script>" in table.text and not table.select("script")
    assert (
        table.find_next(class_="exhibit-note")
        .text.strip()
        .startswith("All, n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}1.")
    )


def test_columns_are_told_apart_by_what_they_hold(html):
    cells = html.soup("a").select("table#tab-one tbody td")
    classes = [{"num", "line", "room"} & set(cell.get("class", [])) for cell in cells]
    assert classes == [{"line"}, {"line"}, {"num", "line"}, {"room"}]


def test_the_build_is_quiet_and_holds_no_style(html):
    assert html.warnings == ""
    page = html.soup("a")
    assert not page.select("article [style], svg style, svg [style]")


def test_singlehtml_keeps_pictures_with_their_words(make_book, tmp_path):
    built = make_book(tmp_path, {"a": HEAD + FIGURE}, builder="singlehtml", **NB)
    picture = built.soup("index").select_one("#fig-one img")
    assert picture["alt"] == 'Bars "<script>alert(2)</script>".'
    listed = built.soup("index").select_one("#fig-one + .listing")
    assert "EV014 told" in listed.text
    assert not (built.out / FOLDER).exists()


MARKED = "# A\n\nA man in Seoul spoke {ev}`ST003`, and fell silent {ev}`EV014`. Then {ev}`ST003` more.\n"


def test_markers_stand_close_behind_the_stop(book):
    page = book({"a": MARKED}).soup("a")
    text = page.select_one("h1 ~ p:not(.page-line)").text
    words = [a.text for a in page.select("p a.ev")]
    assert text == f"A man in Seoul spoke,{words[0]} and fell silent.{words[1]} Then{words[2]} more."


def test_the_print_keeps_markers_where_the_author_set_them(book):
    built = book({"a": MARKED}, builder="singlehtml")
    assert "silent " in built.soup("index").text


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt" height="5pt">'
    '<style>*{fill:red}</style><defs><path id="m1" d="M 0.123456 1.000000 L 2 3"/></defs>\n'
    ' <g id="text_1"><g style="clip-path: url(#c1)"><use xlink:href="#m1" style="fill: #1b2733"/></g></g>'
    '<g id="axis_2"/><g id="kept-name"><text style="font: 8px \'A\'">a  b</text></g></svg>'
)


def test_svg_says_the_same_in_fewer_words():
    svg = clean(SVG, "fig-x")
    assert "style" not in svg and "text_1" not in svg and "axis_2" not in svg
    assert 'id="fig-x-m1"' in svg and 'href="#fig-x-m1"' in svg and "url(#fig-x-c1)" in svg
    assert 'd="M0.12 1L2 3"' in svg
    assert 'id="fig-x-kept-name"' in svg and ">a  b<" in svg
    assert clean(SVG, "fig-x") == svg


def test_svg_says_once_what_most_of_its_texts_say():
    text = '<text style="font: 8px A; fill: {}">a</text>'
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        + "".join(map(text.format, ("#1b2733", "#5b6770", "#1b2733")))
        + "</svg>"
    )
    said = clean(svg, "fig-x")
    assert said.count('font-size="8"') == said.count('fill="#1b2733"') == said.count('fill="#5b6770"') == 1
    assert (
        clean(svg.replace("; fill: #5b6770", ""), "fig-x").count('fill="#1b2733"') == 2
    )  # one that is silent inherits nothing


def test_a_mark_takes_its_colours_from_its_uses():
    mark = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><defs>{}</defs>{}</svg>'
    path = '<path id="m1" d="M 0 0" style="stroke: #1b2733"/>'
    full = clean(mark.format(path, '<use xlink:href="#m1" style="stroke: #1b2733"/>'), "fig-x")
    assert full.count('stroke="#1b2733"') == 1  # a page's style sheet does not reach into a mark
    bare = clean(mark.format(path, '<use xlink:href="#m1"/>'), "fig-x")
    assert bare.count('stroke="#1b2733"') == 1


def test_an_asterisk_stays_with_its_word_in_a_table_and_is_plain_in_the_data():
    table = TableExhibit("tab-status", "What came", pd.DataFrame({"Status": ["took place *", "* a note"]}))
    assert table.rows() == [["took place\N{NO-BREAK SPACE}*"], ["* a note"]]
    assert "took place *\n" in table._repr_mimebundle_()[MIME]["csv"]
