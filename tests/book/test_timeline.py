"""The timeline in a browser: years chosen, shared by address, walked by keyboard, whole without script."""

import pytest

pytestmark = pytest.mark.browser

WIDE = "#fig-timeline .drawing-wide svg"
SAID = "#fig-timeline .timeline-said"  # the page has a second timeline, which follows the same address
SEEN = f"""() => [...document.querySelectorAll('{WIDE} a[id*="-mark-"]')]
  .filter((link) => !link.hasAttribute('data-out')).length"""


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def address(book, query=""):
    return (book.html / "chapters" / "chronology.html").as_uri() + query


def test_a_year_shows_its_events_alone_and_stands_in_the_address(page, book):
    page.goto(address(book))
    everything = page.evaluate(SEEN)
    page.locator("#fig-timeline").get_by_role("button", name="2026", exact=True).click()
    assert 0 < page.evaluate(SEEN) < everything
    assert "time=2026-01-01..2027-01-01" in page.url
    assert f"of {everything} dated events" in page.locator(SAID).inner_text()
    page.locator("#fig-timeline").get_by_role("button", name="All years").click()
    assert page.evaluate(SEEN) == everything
    assert "time=" not in page.url


def test_a_shared_address_opens_the_same_days(page, book):
    page.goto(address(book, "?time=2025-09-01..2025-12-01"))
    assert page.locator(SAID).inner_text().startswith("1 Sep 2025")
    page.goto(address(book, "?time=nonsense..more"))
    assert "of" not in page.locator(SAID).inner_text()


def test_dragging_over_the_figure_zooms(page, book):
    page.goto(address(book))
    page.locator(WIDE).scroll_into_view_if_needed()
    box = page.locator(WIDE).bounding_box()
    y = box["y"] + 60
    page.mouse.move(box["x"] + box["width"] * 0.5, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, y, steps=5)
    page.mouse.up()
    assert "time=2025" in page.url


def test_marks_tell_and_lead_to_their_records_and_arrows_walk_along_them(page, book):
    page.goto(address(book))
    tabbed = page.locator(f'{WIDE} a[tabindex="0"]')
    assert tabbed.count() == 1
    first = tabbed.get_attribute("href")
    tabbed.focus()
    page.keyboard.press("ArrowRight")
    now = page.evaluate("[document.activeElement.getAttribute('href'), document.activeElement.textContent]")
    assert now[0] != first and "#ev" in now[0]
    assert page.evaluate("document.activeElement.querySelector('title').textContent").startswith("EV")
    page.keyboard.press("Enter")
    page.wait_for_url("**#ev*")


def test_a_telephone_gets_the_narrow_drawing_and_no_other(page, book):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(address(book))
    assert page.locator("#fig-timeline .drawing-narrow svg").is_visible()
    assert not page.locator(WIDE).is_visible()
    box = page.locator("#fig-timeline .exhibit-image")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth + 1")


def test_without_script_all_events_and_their_links_are_there(browser, book):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address(book))
    assert not page.locator(".timeline-bar").first.is_visible()
    assert page.locator(f'{WIDE} a[id*="-mark-"]').count() > 10
    context.close()


def test_each_figure_shows_its_data_as_a_table(page, book):
    page.goto(address(book))
    table = page.locator("figure#fig-timeline + details.exhibit-table")
    assert not table.locator("table").is_visible()
    table.locator("summary").click()
    assert table.locator("tbody tr").count() == table.locator("tbody tr").filter(visible=True).count() > 10
