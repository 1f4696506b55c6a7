"""The built site in a browser, wide and narrow."""

import pytest

pytestmark = pytest.mark.browser

WIDTHS = {"wide": 1280, "narrow": 390}


@pytest.fixture(scope="module", params=WIDTHS)
def opened(request, browser, book, toc):
    """Open every chapter; note errors, requests that leave the folder or fail, and how wide the page is."""
    page = browser.new_page(viewport={"width": WIDTHS[request.param], "height": 900})
    notes = {"error": [], "abroad": [], "failed": [], "too wide": []}
    page.on("pageerror", lambda error: notes["error"].append(str(error)))
    page.on("console", lambda line: notes["error"].append(line.text) if line.type == "error" else None)
    # leaving a page aborts what it still asks for, such as its icon; a file that is missing says so
    page.on(
        "requestfailed",
        lambda asked: None if asked.failure == "net::ERR_ABORTED" else notes["failed"].append(asked.url),
    )
    page.on(
        "request", lambda asked: notes["abroad"].append(asked.url) if asked.url.startswith("http") else None
    )
    for name in toc:
        page.goto(
            (book.html / f"{name}.html").as_uri(), wait_until="networkidle"
        )  # else leaving aborts requests
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 1:
            notes["too wide"].append(f"{name} by {over} px")
    page.close()
    return notes


@pytest.mark.parametrize("kind", ["error", "abroad", "failed", "too wide"])
def test_every_chapter_opens_without(opened, kind):
    assert opened[kind] == []
