"""The review page in a real browser: by mouse, by keyboard, and against a text that wants to be a script."""

import json
import re
import shutil
from pathlib import Path

import pytest

from summitwatch.checks import check
from summitwatch.cli import main
from summitwatch.errors import TextError
from summitwatch.reading.files import read_files
from summitwatch.reading.review import REVIEWS, write_review
from summitwatch.tables import DATA, load

HOSTILE = """</script><script>document.title = "taken"</script> Kim Jong Un waits
SEOUL – "<img src=x onerror='document.title = `taken`'>", Donald Trump said on Friday.
<!-- Trump will probably go to Beijing in April --> ]]> & &lt;b&gt; {{ 7 * 7 }} in June 2019.
\U0001f600 Kim Jong Un smiled; Trump may visit Seoul. <svg onload=alert(1)> Javascript:alert(1)
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write the review page of a text; return page and proposals."""

    def write(text):
        folder = tmp_path_factory.mktemp("review")
        (folder / "in.txt").write_text(text, "utf-8")
        report = read_files([folder / "in.txt"], "2026-03-04", "S3", folder / "S3")
        return write_review(report.out, report.texts, load()), report.out

    return write


@pytest.fixture(scope="module")
def third(written):
    return written((Path(__file__).parent / "third_source" / "article.txt").read_text("utf-8"))


@pytest.fixture
def open_page(browser):
    """Open a page; its errors and its requests are noted."""
    contexts = []

    def open_(path, **how):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **how)
        contexts.append(context)
        page = context.new_page()
        page.faults, page.asked = [], []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda line: page.faults.append(line.text) if line.type == "error" else None)
        page.on("request", lambda asked: page.asked.append(asked.url))
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


def saved(page, press):
    with page.expect_download() as started:
        press()
    return json.loads(started.value.path().read_text("utf-8")), started.value


def state(page, name):
    return page.locator(f'[data-name="{name}"]').get_attribute("data-state")


pytestmark = pytest.mark.browser


def test_one_click_accepts_rejects_or_changes(third, open_page):
    page = open_page(third[0])
    card = page.locator('[data-name="mentions M0001"]')
    card.get_by_role("button", name="accept").click()
    assert state(page, "mentions M0001") == "accept"
    page.locator('[data-name="mentions M0002"]').get_by_role("button", name="reject").click()
    page.locator('[data-name="mentions M0003"]').get_by_role("button", name="change").click()
    page.locator("#mentions-M0003-form").select_option("demonym")
    page.get_by_role("button", name="take and accept").click()
    page.locator("#sources-S3-publisher").fill("Example Wire")
    page.locator("#sources-S3-kind").select_option("wire")
    found, file = saved(page, lambda: page.get_by_role("button", name="Save decisions").click())
    assert file.suggested_filename == "S3-decisions.json"
    assert found["decided"] == {
        "mentions": {
            "M0001": {"decision": "accept", "set": {}},
            "M0002": {"decision": "reject", "set": {}},
            "M0003": {"decision": "accept", "set": {"form": "demonym"}},
        },
        "sources": {"S3": {"decision": "accept", "set": {"publisher": "Example Wire", "kind": "wire"}}},
    }
    assert page.faults == []
    assert page.asked == [third[0].as_uri()] or set(page.asked) - {third[0].as_uri()} <= {
        a for a in page.asked if a.startswith("blob:")
    }


def test_a_click_on_a_word_leads_to_its_proposal(third, open_page):
    page = open_page(third[0])
    page.locator('[data-sentence="S3-03-1"] .span', has_text="Kim Jong Un").first.click()
    assert page.evaluate("document.activeElement.dataset.name") == "mentions M0005"
    assert page.locator(".span.current").first.inner_text() == "Kim Jong Un"


def test_the_whole_review_by_keyboard_is_adopted(third, open_page, tmp_path, desk):
    """Every proposal is settled without the mouse, saved, and adopted by the command."""
    page = open_page(third[0])
    press, keyboard = page.keyboard.press, page.keyboard
    press("j")
    press("k")
    total = page.locator(".card").count()
    for _ in range(3 * total):
        name = page.evaluate("document.activeElement.dataset.name") or ""
        if not page.locator('.card[data-state=""]').count():
            break
        if name.startswith("statements") and state(page, name) == "":
            press("a")  # it needs a gist: the field opens by itself
            assert page.evaluate("document.activeElement.name") == "gist"
            keyboard.type(f"What was said, told anew for {name.split()[1]}.")
            press("Enter")
        elif state(page, name) == "" and page.locator(f'[data-name="{name}"] .doubt').count():
            press("1")
            if state(page, name) == "":  # an official whom no table knows: nobody to choose
                press("r")
        else:
            press("A")
        press("n")
    assert page.locator('.card[data-state=""]').count() == 0
    page.locator("#sources-S3-publisher").focus()
    keyboard.type("Example Wire")
    page.locator("#sources-S3-kind").focus()
    keyboard.type("wire")
    press("Tab")
    page.locator("#save").focus()
    found, file = saved(page, lambda: press("s"))
    assert page.locator("#notice").inner_text() == "Saved. 0 undecided are left out."
    file.save_as(tmp_path / "decisions.json")
    assert (
        main(
            [
                "adopt",
                str(third[1]),
                "--decisions",
                str(tmp_path / "decisions.json"),
                "--data",
                str(desk.data),
            ]
        )
        == 0
    )
    dataset = check(desk.data)
    assert dataset.record("S3")["publisher"] == "Example Wire"
    taken = [d for d in found["decided"]["mentions"].values() if d["decision"] == "accept"]
    assert len(dataset["mentions"]) - len(load()["mentions"]) == len(taken)
    assert page.faults == []


def test_keys_move_settle_and_undo(third, open_page):
    page = open_page(third[0])
    press = page.keyboard.press
    here = lambda: page.evaluate("document.activeElement.dataset.name")  # noqa: E731
    press("ArrowDown")
    second = here()
    press("r")
    assert state(page, second) == "reject"
    press("u")
    assert state(page, second) == ""
    press("l")
    assert page.evaluate("document.activeElement.closest('.fields') !== null")
    press("Escape")
    assert (here(), state(page, second)) == (second, "")
    press("ArrowUp")
    assert here() != second
    page.locator("#keys").uncheck()
    page.locator(f'[data-name="{second}"]').focus()
    press("a")
    assert state(page, second) == ""
    page.locator('[data-name="mentions M0003"]').get_by_role("button", name="accept").focus()
    press("Enter")
    assert state(page, "mentions M0003") == "accept"


def test_an_ambiguous_proposal_asks_for_a_choice(third, open_page):
    page = open_page(third[0])
    card = page.locator(".card", has=page.get_by_role("button", name="choose Kim Jong Un")).first
    name = card.get_attribute("data-name")
    card.get_by_role("button", name=re.compile("^accept")).click()
    assert state(page, name) == ""
    assert "ambiguous" in page.locator("#notice").inner_text()
    page.keyboard.press("Escape")
    card.get_by_role("button", name="choose Kim Jong Un").click()
    found, _ = saved(page, lambda: page.keyboard.press("s"))
    assert found["decided"]["mentions"][name.split()[1]]["set"] == {"actor_id": "kim-jong-un"}


def test_saving_tells_what_adopt_would_refuse(third, open_page):
    page = open_page(third[0])
    page.locator('[data-name="quotations QU001"]').get_by_role("button", name="accept").click()
    saved(page, lambda: page.keyboard.press("s"))
    told = page.locator("#notice").inner_text()
    assert "undecided are left out" in told
    assert "S3 lacks publisher, kind" in told
    assert "QU001 needs ST002" in told


def test_a_review_can_be_gone_on_with(third, open_page, tmp_path):
    page = open_page(third[0])
    page.locator('[data-name="mentions M0001"]').get_by_role("button", name="reject").click()
    _, file = saved(page, lambda: page.keyboard.press("s"))
    file.save_as(tmp_path / "kept.json")
    again = open_page(third[0])
    again.locator("#load").set_input_files(tmp_path / "kept.json")
    again.locator('[data-name="mentions M0001"][data-state="reject"]').wait_for()
    other = json.loads((tmp_path / "kept.json").read_text("utf-8")) | {"proposals": "others"}
    (tmp_path / "kept.json").write_text(json.dumps(other), "utf-8")
    again.locator("#load").set_input_files([])
    again.locator("#load").set_input_files(tmp_path / "kept.json")
    again.get_by_text("These decisions belong to other proposals.").wait_for()


def test_a_text_that_wants_to_be_a_script_stays_a_text(written, open_page):
    path, _ = written(HOSTILE)
    page = open_page(path)
    assert page.title() == "Review of S3"
    shown = page.locator("#text").inner_text()
    assert '</script><script>document.title = "taken"</script> Kim Jong Un waits' in shown
    assert "{{ 7 * 7 }}" in shown
    assert page.locator("#text img, #text svg, #text script").count() == 0
    assert page.locator('[data-sentence="S3-04-1"] .span').first.inner_text() == "Kim Jong Un"
    page.keyboard.press("A")
    assert page.faults == []
    assert page.asked == [path.as_uri()]


def test_the_policy_stops_a_script_that_got_in_all_the_same(third, open_page):
    page = open_page(third[0])
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'document.title = \"taken\"'; document.body.append(s); }"
    )
    page.evaluate(
        "() => { const i = new Image(); i.src = 'https://example.org/x.png'; document.body.append(i); }"
    )
    assert page.title() == "Review of S3"
    assert any("Content Security Policy" in fault for fault in page.faults)


LUMINANCE = """() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m.slice(0, 3); };
  const light = (c) => { const [r, g, b] = c.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c) return c; } return [255, 255, 255]; };
  const faint = [];
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || !e.offsetParent || e.tagName === "OPTION") continue;
    const [one, two] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((one + 0.05) / (two + 0.05) < 4.5) faint.push(e.tagName + "." + e.className + " " + ((one + 0.05) / (two + 0.05)).toFixed(2));
  }
  return [...new Set(faint)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_by_everybody(third, open_page, scheme):
    page = open_page(third[0], color_scheme=scheme)
    page.keyboard.press("j")
    page.keyboard.press("l")
    assert page.evaluate(LUMINANCE) == []
    page.get_by_role("button", name="Dark or light").click()
    assert page.evaluate(LUMINANCE) == []
    unnamed = page.evaluate(
        "() => [...document.querySelectorAll('input, select, textarea')].filter((i) => !i.labels.length && !i.ariaLabel).map((i) => i.id)"
    )
    assert unnamed == []
    small = page.evaluate(
        "() => [...document.querySelectorAll('button, select, textarea')].filter((b) => b.offsetParent && (b.offsetHeight < 24 || b.offsetWidth < 24)).length"
    )
    assert small == 0
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1


def test_the_page_says_that_it_holds_the_text_and_lies_where_git_does_not_look(third):
    page = third[0].read_text("utf-8")
    assert "This page holds the text of the source" in page
    assert "http" not in re.sub(
        r"https?-equiv|http-equiv", "", page.split('<script type="application/json"')[0]
    )
    assert f"{REVIEWS.name}/" in (DATA.parent / ".gitignore").read_text("utf-8").splitlines()
    assert third[0].with_suffix(".txt").is_file()


def test_it_is_not_written_where_git_would_see_it(tmp_path, read_once):
    root = tmp_path / "book"
    shutil.copytree(DATA, root / "data")
    shutil.copytree(read_once, root / "drafts" / "S3")
    with pytest.raises(TextError, match="_review"):
        write_review(root / "drafts" / "S3", {}, load(root / "data"))
