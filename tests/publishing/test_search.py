"""Search for records, and the page for addresses that lead nowhere, in a browser from a folder."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

pytestmark = pytest.mark.browser

THEME = yaml.safe_load((Path(__file__).parents[2] / "_config.yml").read_text("utf-8"))["sphinx"]["config"][
    "html_theme_options"
]
INDEX = "# Ledger\n\n```{ledger} events\n:core:\n```\n\n```{ledger} statements\n:core:\n```\n\n```{ledger-index}\n```\n"


@pytest.fixture(scope="module")
def built(make_book, tmp_path_factory):
    pages = {"chapters/evidence": INDEX, "evidence": "# Elsewhere\n\nA letter that is prose.\n"}
    return make_book(tmp_path_factory.mktemp("search"), pages, html_theme="sphinx_book_theme",
                     html_theme_options=THEME)  # fmt: skip


@pytest.fixture
def ask(browser, built):
    page = browser.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("dialog", lambda dialog: page.faults.append(dialog.message))

    def go(words):
        page.goto((built.out / "search.html").as_uri() + "?q=" + quote(words))
        page.wait_for_timeout(200)
        return page

    yield go
    page.close()


def ids(page):
    return page.locator(".record-hits a").all_inner_texts()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("EV150", "EV150"),
        ("ev014", "EV014"),
        ("ES150", "ES150 in EV150"),
        ("Lee Jae-myung", "ST003"),
        ("7 January 2026", "EV150"),
        ("2026-01-07", "EV150"),
        ("January 2026", "EV150"),
        ("letter", "EV150"),
        ("lett page", "EV150"),
        ("context wire", "C25-001"),
    ],
)
def test_records_are_found_by_id_name_date_and_word(ask, words, found):
    page = ask(words)
    assert found in ids(page)
    assert page.faults == []


def test_the_first_hit_of_an_id_is_its_record_and_leads_there(ask):
    page = ask("EV150")
    page.locator(".record-hits a").first.click()
    page.wait_for_url("**/ledger/events-2.html#ev150")
    page.locator("#ev150").wait_for(state="visible")


def test_records_stand_before_chapters_and_the_wider_record_is_named(ask):
    page = ask("letter")
    page.wait_for_selector("#search-results li")
    heads = page.locator(".bd-search-container h2")
    assert heads.all_inner_texts() == ["Records", "Chapters"]
    assert all(head.is_visible() for head in heads.all())
    assert "wider record" in page.locator(".record-hits li").first.inner_text()
    assert page.locator("#search-results li", has_text="Elsewhere").count()


def test_the_search_of_chapters_speaks_the_words_of_the_book(ask):
    page = ask("letter")
    page.get_by_text("Pages and sections that hold the words: ").wait_for()
    page = ask("zzyzx quetzal")
    page.get_by_text("No chapter holds these words. Try fewer of them, or another spelling.").wait_for()
    assert page.locator(".record-count").inner_text().startswith("No record holds these words.")
    told = page.locator("body").inner_text()
    assert not re.search(r"did not match|search query|Preparing search|Search finished|documents", told)
    assert page.faults == []


def test_hostile_text_stays_text(ask):
    page = ask("script alert talks")
    assert "<script>alert('x')</script> talks" in page.locator(".record-hits").inner_text()
    page = ask("<img src=x onerror=alert(1)>")
    assert page.locator("#record-results img").count() == 0
    assert page.faults == []


def test_the_page_says_what_a_folder_limits(ask):
    assert "opened from a folder" in ask("letter").locator("#search-limits").inner_text()


def test_the_page_for_lost_addresses_has_search_and_links_that_work(built):
    page = built.soup("404")
    assert page.h1.text == "Page not found"
    assert page.select_one("article form[action='search.html'] input[name=q]")
    links = [a["href"] for a in page.select("article a")]
    assert "chapters/evidence.html" in links
    assert [link for link in links if not (built.out / link.split("#")[0]).is_file()] == []
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
