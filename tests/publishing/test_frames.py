"""Data frames on the page."""

import pandas as pd
from bs4 import BeautifulSoup

from summitwatch.publishing.frames import calm

FRAME = pd.DataFrame({"who": ["a", "<b>"], "n": [1, 1200], "share": ["47%", "–"]})


def rewritten():
    return BeautifulSoup(calm(FRAME._repr_html_()), "lxml")


def test_pandas_styles_are_gone():
    page = rewritten()
    assert not page.find_all("style")
    assert not page.find_all(attrs={"style": True})
    assert not page.find_all(attrs={"border": True})


def test_empty_head_is_a_plain_cell():
    assert all(head.text.strip() for head in rewritten().find_all("th"))


def test_columns_of_numbers_are_marked():
    rows = rewritten().select("tbody tr")
    assert [["num" in cell.get("class", []) for cell in row.find_all("td")] for row in rows] == [
        [False, True, True]
    ] * 2


def test_text_stays_escaped():
    assert "&lt;b&gt;" in calm(FRAME._repr_html_())


def test_frame_scrolls_in_a_box_that_keyboards_reach():
    box = rewritten().select_one(".table-scroll")
    assert box.table
    assert box["tabindex"] == "0"
