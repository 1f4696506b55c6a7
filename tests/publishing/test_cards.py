"""Evidence cards in a real browser, from a folder, under a strict security policy."""

from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.browser

FILLER = " ".join(["Plain words that fill the line from one end to the other."] * 12)
PAGE = f"""# Cards

First line, with a marker {{ev}}`ST003` in it. {FILLER}

{FILLER} Two in one {{ev}}`EV014, ST003`. {FILLER}

{FILLER} At the very end of a long line of words stands one {{ev}}`ST004`

{FILLER} Last {{ev}}`S2-18-2`.
"""
CONFIG = yaml.safe_load((Path(__file__).parents[2] / "_config.yml").read_text("utf-8"))
THEME = CONFIG["sphinx"]["config"]["html_theme_options"]
POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' file:; style-src 'self' file:\">"  # 'self' means nothing from a folder


@pytest.fixture(scope="module")
def page_url(tmp_path_factory, make_book):
    built = make_book(tmp_path_factory.mktemp("cards"), {"a": PAGE}, html_theme="sphinx_book_theme",
                  html_context={"default_mode": "auto"}, html_theme_options=THEME)  # fmt: skip
    path = built.out / "a.html"
    path.write_text(path.read_text("utf-8").replace("<head>", f"<head>{POLICY}", 1), "utf-8")
    return path.as_uri()


@pytest.fixture
def visit(browser, page_url):
    contexts = []

    def go(width=1024, height=720, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(page_url)
        return page

    yield go
    for context in contexts:
        context.close()


def marker(page, number=0):
    return page.locator("a.ev").nth(number)


def card(page, name="st003"):
    return page.locator(f"#card-{name}")


def test_hover_opens_and_leaving_closes(visit):
    page = visit()
    assert not card(page).is_visible()
    marker(page).hover()
    card(page).wait_for(state="visible")
    page.mouse.move(2, 2)
    card(page).wait_for(state="hidden")


def test_pointer_may_move_into_the_card(visit):
    page = visit()
    marker(page).hover()
    card(page).wait_for(state="visible")
    card(page).locator(".ev-card-foot a").hover()
    page.wait_for_timeout(500)
    assert card(page).is_visible()


def test_focus_opens_and_tab_leads_through_the_card_to_the_next_marker(visit):
    page = visit()
    marker(page).focus()
    card(page).wait_for(state="visible")
    links = card(page).locator("a").count()
    for _ in range(links):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.ev-pop') !== null")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.ev") == "ev014 st003"


def test_a_long_card_scrolls_to_what_has_the_focus(visit):
    page = visit(height=300)
    marker(page, 1).focus()
    inside = page.locator(".ev-pop")
    for _ in range(inside.locator("a").count()):
        page.keyboard.press("Tab")
        page.wait_for_timeout(50)
        box, link = (
            inside.bounding_box(),
            page.evaluate("document.activeElement.getBoundingClientRect().toJSON()"),
        )
        assert box["y"] - 1 <= link["top"] and link["bottom"] <= box["y"] + box["height"] + 1


def test_escape_closes_and_keeps_the_place(visit):
    page = visit()
    marker(page).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not card(page).is_visible()
    assert page.evaluate("document.activeElement.dataset.ev") == "st003"


def test_escape_closes_a_card_opened_by_pointer(visit):
    page = visit()
    marker(page).hover()
    card(page).wait_for(state="visible")
    page.keyboard.press("Escape")
    assert not card(page).is_visible()


def test_first_touch_opens_and_touch_elsewhere_closes(visit):
    page = visit(width=360, height=740, has_touch=True, is_mobile=True)
    address = page.url
    marker(page).tap()
    card(page).wait_for(state="visible")
    assert page.url == address
    page.locator("h1").tap()
    card(page).wait_for(state="hidden")


def test_touch_inside_leads_to_the_ledger(visit):
    page = visit(width=360, height=740, has_touch=True, is_mobile=True)
    marker(page).tap()
    card(page).wait_for(state="visible")
    card(page).locator(".ev-card-foot a").tap()
    page.wait_for_url("**/evidence.html#st003")


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("width", [360, 1024])
def test_card_fits_and_covers_no_line_that_is_read(visit, width, number):
    page = visit(width=width, height=640)
    marker(page, number).scroll_into_view_if_needed()
    marker(page, number).focus()
    line = marker(page, number).bounding_box()
    pop = page.locator(".ev-pop").bounding_box()
    assert pop["x"] >= 0
    assert pop["x"] + pop["width"] <= width
    assert pop["y"] >= 0
    assert pop["y"] + pop["height"] <= 640
    assert pop["y"] >= line["y"] + line["height"] or pop["y"] + pop["height"] <= line["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_marker_of_two_records_opens_both_and_gives_them_back(visit):
    page = visit()
    marker(page, 1).focus()
    assert card(page, "ev014").is_visible()
    assert card(page, "st003").is_visible()
    marker(page, 0).focus()
    assert card(page, "st003").is_visible()
    assert not card(page, "ev014").is_visible()
    assert page.locator(".ev-pop").count() == 1


def test_marker_is_described_before_its_card_opens(visit):
    page = visit()
    ids = marker(page).get_attribute("aria-describedby").split()
    told = " ".join(page.locator(f"#{id_}").text_content() for id_ in ids)
    assert told == "Statement He would meet at any time."


def test_nothing_is_refused_or_fetched(visit):
    page = visit()
    faults, hosts = [], []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request", lambda request: hosts.append(request.url) if not request.url.startswith("file:") else None
    )
    page.reload()
    marker(page).focus()
    assert card(page).is_visible()
    assert (faults, hosts) == ([], [])


def test_without_script_the_marker_is_a_plain_link(visit):
    page = visit(java_script_enabled=False)
    marker(page).click()
    assert page.url.endswith("evidence.html#st003")
