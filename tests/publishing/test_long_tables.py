"""Long tables: dates that sort, controls in a browser, the view in the address, plain rows without script."""

from pathlib import Path

import pytest
import yaml

from summitwatch.publishing.long_tables import MOST, date_key

THEME = yaml.safe_load((Path(__file__).parents[2] / "_config.yml").read_text("utf-8"))["sphinx"]["config"][
    "html_theme_options"
]
PAGE = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# Tables

```{code-cell} ipython3
import pandas as pd
from summitwatch.figures.exhibit import TableExhibit
```

```{code-cell} ipython3
days = ["5 Jan 2026", "Dec 2025", "30 Dec 2025 – 2 Jan 2026", "–"]
rows = [{"Who": f"Näme <b>{i}</b>", "When": days[i % 4], "n": 100 - i, "Band": ["likely", "unlikely"][i % 2],
         "A word that is long": "words " * 8, "Record": "ST003"} for i in range(60)]
TableExhibit("tab-calls", "Calls", pd.DataFrame(rows), "All, n = 60.", records=("Record",))
```

```{code-cell} ipython3
TableExhibit("tab-short", "Short", pd.DataFrame({"a": range(11)}), "n = 11")
```

```{code-cell} ipython3
TableExhibit("tab-huge", "Huge", pd.DataFrame({"a": range(1001)}), "n = 1001")
```
"""
NB = {"extensions": ("myst_nb",), "nb_execution_mode": "force", "numfig": True}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("21 September 2025", "2025-09-21"),
        ("between 21 October and 1 November 2025", "2025-10-21"),
        ("26–28 Sep 2025", "2025-09-26"),
        ("30 Dec 2025 – 2 Jan 2026", "2025-12-30"),
        ("about April 2026", "2026-04"),
        ("Q3 2025", "2025-07"),
        ("2019", "2019"),
        ("A visit in 2026", None),
        ("soon", None),
    ],
)
def test_a_worded_date_sorts_by_its_earliest_day(text, key):
    assert date_key(text) == key


@pytest.fixture(scope="module")
def built(make_book, tmp_path_factory):
    return make_book(tmp_path_factory.mktemp("long"), {"a": PAGE}, html_theme="sphinx_book_theme",
                     html_theme_options=THEME, **NB)  # fmt: skip


def test_short_tables_stay_plain_and_huge_ones_are_cut_with_a_word(built):
    page = built.soup("a")
    assert "long" in page.find(id="tab-calls")["class"]
    assert "long" not in page.find(id="tab-short")["class"]
    assert len(page.select("#tab-huge tbody tr")) == MOST
    assert f"The first {MOST} of 1,001 rows stand here" in page.text


@pytest.fixture
def visit(browser, built):
    contexts = []

    def go(view="", width=1280, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        page = contexts[-1].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto((built.out / "a.html").as_uri() + view)
        return page

    yield go
    for context in contexts:
        context.close()


def column(page, number):
    rows = page.locator("#tab-calls tbody tr:visible")
    return [text.strip() for text in rows.locator(f"td:nth-child({number})").all_inner_texts()]


def tools(page):
    return page.locator(".table-tools").first


@pytest.mark.browser
def test_a_head_sorts_up_down_and_back_and_says_so(visit):
    page = visit()
    head = page.locator("#tab-calls th", has_text="n").last
    before = column(page, 1)
    button = page.locator("#tab-calls th button", has_text="When")
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#tab-calls th[aria-sort='ascending']").inner_text().startswith("When")
    assert column(page, 2)[0] == "Dec 2025"
    page.keyboard.press("Space")
    assert page.locator("#tab-calls th[aria-sort='descending']").count() == 1
    assert column(page, 2)[0] == "5 Jan 2026"
    assert "sort=-when" in page.url
    page.keyboard.press("Enter")
    assert page.locator("#tab-calls th[aria-sort]").count() == 0
    assert column(page, 1) == before
    assert head.count() == 1
    assert page.faults == []


@pytest.mark.browser
def test_unknown_dates_stand_last_in_either_order(visit):
    for view in ("#tab-calls?sort=when&all=1", "#tab-calls?sort=-when&all=1"):
        assert column(visit(view), 2)[-1] == "–"


@pytest.mark.browser
def test_numbers_sort_as_numbers(visit):
    page = visit("#tab-calls?sort=n&all=1")
    numbers = [int(text) for text in column(page, 3)]
    assert numbers == sorted(numbers)
    assert len(numbers) == 60


@pytest.mark.browser
def test_words_filter_without_accents_and_the_count_is_announced(visit):
    page = visit()
    tools(page).locator("input").fill("name 17")
    status = tools(page).locator("[role=status]")
    assert status.inner_text() == "1 of 60 rows"
    assert column(page, 1) == ["Näme <b>17</b>"]
    tools(page).locator("input").fill("nothing like it")
    assert status.inner_text() == "No row has this"
    page.get_by_role("button", name="Clear").first.click()
    assert status.inner_text() == "60 rows, the first 50 shown"


@pytest.mark.browser
def test_a_view_can_be_shared_and_is_there_again_after_reload(visit):
    page = visit()
    tools(page).get_by_label("Band").select_option("unlikely")
    page.locator("#tab-calls th button", has_text="Who").click()
    address, seen = page.url, column(page, 1)
    assert len(seen) == 30
    assert column(visit(address[address.index("#") :]), 1) == seen
    page.reload()
    assert column(page, 1) == seen


@pytest.mark.browser
def test_an_address_of_an_enemy_only_filters(visit):
    page = visit("#tab-calls?find=%3Cimg%20src=x%20onerror=alert(1)%3E&band=%3Cb%3E&sort=__proto__")
    assert page.locator("article img").count() == 0
    assert tools(page).locator("[role=status]").inner_text() == "No row has this"
    assert page.faults == []


@pytest.mark.browser
def test_rows_beyond_the_first_wait_for_a_button(visit):
    page = visit()
    assert len(column(page, 1)) == 50
    more = page.get_by_role("button", name="Show all 60 rows")
    assert more.get_attribute("aria-expanded") == "false"
    more.focus()
    page.keyboard.press("Enter")
    assert len(column(page, 1)) == 60


@pytest.mark.browser
def test_without_script_and_in_print_all_rows_stand(visit):
    assert len(column(visit(java_script_enabled=False), 1)) == 60
    page = visit("#tab-calls?find=17")
    page.emulate_media(media="print")
    assert len(column(page, 1)) == 60
    assert not tools(page).is_visible()


@pytest.mark.browser
def test_on_a_narrow_page_rows_are_stacked_and_nothing_scrolls_sideways(visit):
    page = visit(width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.locator(".pst-scrollable-table-container").first
    assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    cell = page.locator("#tab-calls tbody td[data-h='Band']").first
    assert "Band" in cell.evaluate("(cell) => getComputedStyle(cell, '::before').content")
    first, second = (page.locator("#tab-calls tbody tr").nth(n).bounding_box() for n in (0, 1))
    assert second["y"] >= first["y"] + first["height"]
    page.locator("#tab-calls th button", has_text="When").click()  # heads stay to sort by
    assert "sort=when" in page.url


@pytest.mark.browser
def test_a_table_too_wide_for_its_box_scrolls_by_keyboard(visit):
    page = visit(width=640)
    page.evaluate(
        "document.querySelector('#tab-calls').style.minWidth = '60rem'; dispatchEvent(new Event('resize'))"
    )
    box = page.locator(".pst-scrollable-table-container").first
    assert box.get_attribute("tabindex") == "0"
    assert box.get_attribute("aria-label").startswith("Table 1 Calls")
