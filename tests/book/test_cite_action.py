"""The cite action in a browser: by mouse and keyboard, with a clipboard, without one, and without scripts."""

import re

import pytest

from summitwatch.publishing.citation.render import references
from summitwatch.publishing.citation.work import Work, part
from summitwatch.publishing.citing import record_name
from summitwatch.publishing.edition import read_edition
from summitwatch.publishing.records import anchor, text_of
from summitwatch.tables import load

pytestmark = pytest.mark.browser
LEDGER = "chapters/evidence.html"
CHAPTER = "chapters/chronology.html"
INDEX = "chapters/index.html"
WIDER = "ledger/events-2.html"  # a page of the ledger that is no chapter
#: What can be cited, by its page: the action, and what its reference tells.
ACTIONS = {
    CHAPTER: {
        ".end-block .cite-refs li:first-child button": "Chap. 3 in Summit Watch",
        "#fig-timeline details.cite > summary": ", fig-timeline)",
        "summary[aria-label$=', tab-chronology']": ", tab-chronology)",
    },
    INDEX: {
        "#judgement-kj06 details.cite > summary": "(key judgement KJ06)",
        "#cite-dataset + .cite-refs li:first-child button": "Summit Watch: The Coded Record",
    },
    LEDGER: {"#ev005 > .ledger-id a.cite-link": "(event EV005)"},
    WIDER: {".ledger-record .ledger-id a.cite-link": "(event EV"},
}
#: The references that were copied last, or that are to be copied by hand.
TOLD = ".cite-refs:has(+ .cite-told) li:first-child .cite-text"
FORGET = "document.querySelector('.cite-voice').textContent = ''"
REFUSE = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"
ALL = """() => [...document.querySelectorAll('a.cite-link')].map((link) => {
  link.click();
  const rows = [...link.closest('p').nextElementSibling.querySelectorAll('.cite-text')].map((row) => row.textContent);
  link.click();
  return [link.dataset.cite, rows];
})"""


@pytest.fixture
def opened(browser, book):
    """Return a function that opens a page of the book, with or without a clipboard or scripts."""
    contexts = []

    def open_page(name, *, clipboard=True, scripts=True):
        context = browser.new_context(java_script_enabled=scripts)
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        if not clipboard:
            context.add_init_script(REFUSE)
        page = context.new_page()
        page.goto((book.html / name).as_uri(), timeout=120_000)  # a ledger is long, and a machine may be busy
        return page

    yield open_page
    for context in contexts:
        context.close()


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def said(page, words=""):
    """Wait until the page says something, or these words, and return all that it says."""
    page.locator(".cite-voice", has_text=words or re.compile(".+")).wait_for(state="attached")
    return page.text_content(".cite-voice")


def test_the_script_says_of_every_record_what_the_processor_says(opened):
    page = opened(LEDGER, clipboard=False)
    made = dict(page.evaluate(ALL))
    dataset, edition = load(), read_edition(load())
    number = page.text_content(".end-block .cite-text").split("Chap. ")[1].split()[0]
    ledger = Work(edition, "chapter", "Ledger", "evidence", number, LEDGER)
    ids = [name.split()[-1] for name in made]
    works = tuple(part(ledger, text_of(dataset, id_), record_name(dataset, id_), anchor(id_)) for id_ in ids)
    assert len(works) > 300
    for id_, texts in zip(ids, references(works), strict=True):
        assert made[record_name(dataset, id_)] == list(texts.values()), id_


def test_one_click_copies_and_says_so(opened):
    page = opened(LEDGER)
    page.click("#ev005 > .ledger-id a.cite-link")
    assert said(page) == "Copied: Chicago reference."
    assert "(event EV005).” Chap." in clipboard(page)
    assert page.get_attribute("#ev005 > .ledger-id a.cite-link", "aria-expanded") == "true"


def test_the_space_bar_and_the_next_style_copy_too(opened):
    page = opened(LEDGER)
    page.focus("#ev005 > .ledger-id a.cite-link")
    page.keyboard.press(" ")
    assert said(page).startswith("Copied")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # from Chicago's button to that of APA
    page.keyboard.press("Enter")
    assert said(page, "APA") == "Copied: APA reference."
    assert "Summit Watch contributors. (2026)." in clipboard(page)


@pytest.mark.parametrize("name", ACTIONS)
def test_every_kind_of_thing_is_copied_by_keyboard_and_it_is_said(opened, name):
    page = opened(name)
    for action, words in ACTIONS[name].items():
        page.evaluate(FORGET)
        page.focus(action)
        page.keyboard.press("Enter")
        assert said(page) == "Copied: Chicago reference.", action
        copied = clipboard(page)
        assert copied.startswith("Summit Watch contributors. 2026.") and words in copied, action
        assert copied == page.text_content(TOLD), action


def test_a_figure_opens_its_references_and_copies_the_style_copied_last(opened):
    page = opened(CHAPTER)
    page.click(".end-block .cite-refs li:nth-child(3) button")
    assert said(page) == "Copied: Short reference."
    page.click("#fig-timeline details.cite > summary")
    page.wait_for_selector("#fig-timeline .cite-told")
    assert clipboard(page).startswith("Figure 3, fig-timeline, chapter 3 in Summit Watch")
    assert page.is_visible("#fig-timeline .cite-text")


@pytest.mark.parametrize("name", ACTIONS)
def test_where_the_clipboard_is_refused_the_text_is_shown_and_selected(opened, name):
    page = opened(name, clipboard=False)
    for action, words in ACTIONS[name].items():
        page.evaluate(FORGET)
        page.focus(action)
        page.keyboard.press("Enter")
        assert "did not let the page copy" in said(page), action
        chosen = page.evaluate("window.getSelection().toString()")
        assert page.is_visible(TOLD) and chosen == page.text_content(TOLD), action
        assert chosen.startswith("Summit Watch contributors. 2026.") and words in chosen, action


def test_without_scripts_references_can_be_read_and_records_linked(opened):
    page = opened(CHAPTER, scripts=False)
    page.click("#fig-timeline details.cite > summary")
    assert page.is_visible("#fig-timeline .cite-text")
    assert page.is_visible(".end-block .cite-text")
    page = opened(LEDGER, scripts=False)
    page.click("#ev005 > .ledger-id a.cite-link")
    assert page.url.endswith("#ev005")
    page.click(".cite-pattern > summary")
    assert page.is_visible(".cite-pattern .cite-slot")
