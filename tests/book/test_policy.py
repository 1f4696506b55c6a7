"""Every page of the built site runs under its strict policy, and has nothing that the policy would refuse."""

import re

import pytest
from lxml import etree

DIRECTIVES = {"default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'self'",
              "form-action 'self'"}  # fmt: skip
HANDLER = re.compile("on[a-z]+")
WATCH = "window.seen = []; addEventListener('securitypolicyviolation', e => seen.push(e.violatedDirective + ' ' + e.blockedURI));"


@pytest.fixture(scope="module")
def guarded(pages):
    """Every page but the first address, which only leads to the landing page."""
    first = pages["index.html"]
    assert first.xpath("//meta[@http-equiv='Refresh' or @http-equiv='refresh']")
    assert not first.xpath("//script | //style | //@style")
    return {name: page for name, page in pages.items() if name != "index.html"}


def test_every_page_states_the_policy_before_it_loads_anything(guarded):
    for name, page in guarded.items():
        [policy] = page.xpath("//head/meta[@http-equiv='Content-Security-Policy']")
        assert {part.strip() for part in policy.get("content").split(";")} >= DIRECTIVES, name
        assert not re.search("unsafe|https?:|\\*", policy.get("content")), name
        assert not policy.xpath("preceding::script[@src] | preceding::link[@rel='stylesheet']"), name


def test_no_page_has_a_script_a_style_or_a_handler_of_its_own(guarded):
    for name, page in guarded.items():
        assert not [
            it for it in page.iter("script") if not it.get("src") and it.get("type") != "application/ld+json"
        ], name
        assert not list(page.iter("style")), name
        odd = [
            (it.tag, key)
            for it in page.iter(etree.Element)
            for key in it.attrib
            if key == "style" or HANDLER.fullmatch(key)
        ]
        assert odd == [], name
        assert not [
            address
            for address in page.xpath("//@href | //@src")
            if address.lower().startswith(("javascript:", "data:text"))
        ], name


@pytest.mark.browser
def test_a_browser_refuses_nothing_on_any_page(browser, book, guarded):
    page = browser.new_page()
    refused = []
    page.add_init_script(WATCH)
    page.on(
        "console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None
    )
    for name in guarded:
        page.goto((book.html / name).as_uri(), wait_until="load")
        refused += [f"{name}: {it}" for it in page.evaluate("window.seen")]
    page.close()
    assert refused == []


@pytest.mark.browser
def test_a_browser_would_tell_of_what_it_refuses(browser, book):
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto((book.html / "search.html").as_uri(), wait_until="load")
    page.evaluate(
        "const it = document.createElement('script'); it.textContent = 'window.ran = 1'; document.body.append(it)"
    )
    assert "script-src" in page.evaluate("window.seen.join()")
    assert page.evaluate("window.ran") is None
    page.close()
