"""Ten errands of a new reader, each from the landing page, by real clicks: none takes more than four."""

import pytest

pytestmark = pytest.mark.browser

MOST = 4
SEEN = """(text) => [...document.querySelectorAll('main *')].some((node) => {
  if (![...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.includes(text))) return false;
  const box = node.getBoundingClientRect();
  return box.height > 0 && box.bottom > 0 && box.top < innerHeight && node.checkVisibility();
})"""


class Reader:
    """A reader at the landing page who counts clicks; a question typed and sent counts as one."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, target):
        self.clicks += 1
        target.click()

    def chapter(self, title):
        self.click(self.page.locator(".bd-links").get_by_role("link", name=title))

    def section(self, title):
        self.click(self.page.locator("#pst-page-toc-nav").get_by_role("link", name=title))
        self.page.wait_for_timeout(100)

    def ask(self, question):
        self.click(self.page.get_by_role("button", name="Search"))
        self.page.keyboard.type(question)
        self.clicks += 1
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".record-hits")

    def sees(self, text):
        return self.page.evaluate(SEEN, text)

    def download(self, target):
        with self.page.expect_download() as loaded:
            self.click(target)
        return loaded.value


@pytest.fixture
def reader(browser, book):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto((book.html / "chapters" / "index.html").as_uri())
    reader = Reader(page)
    yield reader
    context.close()
    assert reader.clicks <= MOST


def test_when_s1_was_published_and_why(reader):
    reader.chapter("What was read")
    reader.section("When were they published?")
    assert reader.sees("gives the days that remain")
    assert reader.page.locator("#fig-publication-bounds").bounding_box()["y"] < 900
    assert reader.sees("22–28 December 2025") or reader.sees("22–28 Dec 2025")


def test_who_said_decisive(reader):
    reader.ask("decisive")
    assert reader.sees("Chung Dong-young") and reader.sees("Institute for National Security Strategy (INSS)")


def test_which_claims_rest_on_one_origin(reader):
    reader.chapter("What is confirmed")
    reader.section("Reported, not corroborated")
    assert reader.page.locator("#tab-claims-one-leg tbody tr").count() > 10
    assert reader.sees("Reported, not corroborated")


def test_a_figure_is_cited(reader):
    reader.click(reader.page.locator("figure summary", has_text="Cite").first)
    assert reader.sees("Summit Watch contributors. 2026.")


def test_its_data_are_had(reader):
    assert reader.download(reader.page.locator("figure a.exhibit-data").first).suggested_filename.endswith(
        ".csv"
    )


def test_a_marker_leads_to_a_hash(reader):
    reader.page.locator("article a.ev", has_text="S1 ¶4").first.hover()
    place = reader.page.locator(".ev-pop li p", has=reader.page.locator("code")).first
    place.wait_for()
    digest = place.locator("code").inner_text()
    assert len(digest) == 16  # the card tells it, and the ledger
    reader.click(place.locator("a"))
    assert digest in reader.page.locator(":target").inner_text()


def test_what_became_of_the_april_visit(reader):
    reader.chapter("Three occasions")
    reader.section("Spring 2026")
    assert reader.sees("April")


def test_the_book_is_opened_on_a_phone_without_network(reader):
    book = reader.download(reader.page.locator(".end-links a", has_text="EPUB").first)
    assert book.suggested_filename.endswith(".epub")


def test_the_n_behind_a_share_is_found(reader):
    share = reader.page.locator("article li", has_text="95% interval").first
    assert " of " in share.inner_text()


def test_what_the_record_said_when_s1_appeared(reader):
    reader.chapter("What happened")
    reader.section("What was known when")
    reader.click(reader.page.get_by_label("S1's day"))
    assert reader.page.locator("#tab-as-of-s1").is_visible()
    assert not reader.page.locator("#tab-as-of-s2").is_visible()
