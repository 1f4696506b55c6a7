"""Cells that carry their heads."""

from bs4 import BeautifulSoup

from summitwatch.publishing.stacked import stack

TABLE = (
    '<table class="exhibit table" id="t"><caption>C</caption><thead><tr><th class="head"><p>Event</p></th>'
    '<th><p>Told &amp; by</p></th><th><p>n</p></th></tr></thead><tbody><tr class="row-even"><td><p>EV001</p></td>'
    '<td class="line"><p><a href="#x">S1</a></p></td><td><p></p></td></tr></tbody></table>'
)


def cells(html):
    return BeautifulSoup(html, "html.parser").select("tbody td")


def test_every_cell_but_the_first_carries_its_head():
    first, told, empty = cells(stack(TABLE))
    assert first.get("data-h") is None
    assert told["data-h"] == "Told & by" and told["class"] == ["line"] and told.a["href"] == "#x"
    assert empty.get("data-h") is None  # nothing to stack


def test_a_cell_of_several_paragraphs_keeps_them():
    html = stack(TABLE.replace("<p>EV001</p>", "<p>EV001</p><p>more</p>"))
    assert [p.text for p in cells(html)[0].select("p")] == ["EV001", "more"]


def test_two_columns_stand_side_by_side():
    html = stack(TABLE.replace("<th><p>n</p></th>", "").replace("<td><p></p></td>", ""))
    assert "stacks" not in html and "data-h" not in html
    assert "stacks" in stack(TABLE)


def test_other_tables_stay_as_they_are():
    data = TABLE.replace(' class="exhibit table"', "")
    assert stack(data) == data and stack("<p>none</p>") == "<p>none</p>"
