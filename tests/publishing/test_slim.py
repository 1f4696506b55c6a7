"""One light sheet, and no file that none asks for."""

import base64

import pytest

from summitwatch.publishing.slim import Used, link_sheet, matches, names_of, purge, slim, sweep

NAMES = frozenset({"div", "p", "a", "href", "data-theme", ".card", "open", "#main"})


def selected(css, names=NAMES):
    return purge(css, Used(names))


@pytest.mark.parametrize(
    ("selector", "kept"),
    [
        (".card", True),
        (".card.lost", False),
        (".lost .card", False),
        ("#main > .card", True),
        ("#gone", False),
        (".div", False),  # an element, not a class
        ("#card", False),
        ("table", False),
        ("DIV p", True),
        ("p::before", True),
        ("a:hover", True),
        ("a[href]", True),
        ("a[title]", False),
        ('html[data-theme="dark"]', False),  # no html element among the names
        ("p:not(.lost)", True),
        (":is(.lost, .card)", True),
        (":is(.lost, .gone)", False),
        ("*", True),
        ("p:nth-child(2n + 1)", True),
    ],
)
def test_a_rule_stays_when_all_its_names_are_known(selector, kept):
    assert bool(selected(selector + "{color:red}")) is kept


def test_only_the_selectors_that_match_stay():
    assert selected(".card,.lost,p{color:red}") == ".card,p{color:red}"


def test_media_rules_are_looked_into_and_dropped_when_empty():
    assert selected("@media print{.card{color:red}.lost{color:red}}") == "@media print{.card{color:red}}"
    assert selected("@media print{.lost{color:red}}") == ""


def test_comments_charset_and_old_hacks_go():
    assert selected('@charset "UTF-8";/* x */.card{*zoom:1;color:/* y */red}') == ".card{color:red}"


def test_strings_and_important_stay_as_they_are():
    css = '.card{content:"a  {b}; c";color:red!important}'
    assert selected(css) == css


def test_values_that_nobody_reads_go_with_those_that_only_they_read():
    css = "div{--a:var(--b);--b:1px;--c:2px;width:var(--c)}"
    assert selected(css) == "div{--c:2px;width:var(--c)}"


def test_a_value_may_hold_what_ends_a_declaration_elsewhere():
    css = """div{--pic:url("data:image/svg+xml;utf8,{}");background:var(--pic)}"""
    assert selected(css) == css


def test_purging_twice_changes_nothing():
    once = selected("@media print{.card{color:red}}p{--x:1;margin:0 auto}")
    assert selected(once) == once


def test_words_of_scripts_count_as_names():
    names = names_of(
        ['<p class="one two" id="three">four</p>'], ['/* "told" */ box.classList.add("scrolled")']
    )
    assert {"p", ".one", ".two", "#three", "class", ".scrolled"} <= names
    assert not {"four", "one", ".three", ".box", ".told"} & names
    assert matches([], names)


def page(*lines):
    return "<html><head>" + "".join(lines) + '</head><body class="card"><p>x</p></body></html>'


LINK = '\n<link rel="stylesheet" href="../_static/{}?v=1" />'


def test_a_page_links_one_sheet_in_place_of_many():
    text = link_sheet(page(LINK.format("a.css"), "<script src='x.js'></script>", LINK.format("styles/b.css")))
    assert text.count("<link") == 1 and 'href="../_static/book.css"' in text
    assert link_sheet(text).count("<link") == 1


@pytest.fixture
def site(tmp_path):
    static = tmp_path / "_static"
    files = {
        "a.css": '@import "sub/c.css";\n.card{color:red}.lost{color:blue}',
        "sub/c.css": '@font-face{font-family:Own;src:url("../f.woff2") format("woff2"),url("../f.ttf") format("truetype")}'
        "@font-face{font-family:Idle;src:url(idle.woff2)}p{font-family:Own;background:url(pic.png)}",
        "f.woff2": "font",
        "f.ttf": "font",
        "sub/idle.woff2": "font",
        "sub/pic.png": "picture",
        "kept.js": "load('far.json')",
        "far.json": "{}",
        "idle.js": "",
    }
    for name, text in files.items():
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text(text, "utf-8")
    (tmp_path / "chapters").mkdir()
    script = '<script src="../_static/kept.js"></script>'
    (tmp_path / "chapters/one.html").write_text(page(LINK.format("a.css"), script), "utf-8")
    return tmp_path


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_site_keeps_one_sheet_and_what_its_pages_name(site):
    slim(site)
    assert names(site / "_static") == {"book.css", "sub/pic.png", "kept.js", "far.json"}
    css = (site / "_static/book.css").read_text("utf-8")
    assert ".card{color:red}" in css and "lost" not in css and "Idle" not in css and ".ttf" not in css
    assert 'url("sub/pic.png")' in css  # told from the new place
    assert base64.b64encode(b"font").decode() in css


def test_a_second_run_changes_nothing(site):
    slim(site)
    before = {name: (site / name).read_bytes() for name in names(site)}
    slim(site)
    assert {name: (site / name).read_bytes() for name in names(site)} == before


def test_sweep_follows_names_through_scripts(site):
    sweep(site, ['<script src="../_static/kept.js"></script>'])
    assert names(site / "_static") == {"kept.js", "far.json"}


def test_a_sheet_that_cannot_be_read_is_an_error():
    with pytest.raises(ValueError, match="line 1"):
        selected("p")
