"""The built site as files: pages, links, pictures, and nothing from other hosts."""

import re
from collections import Counter
from urllib.parse import unquote, urlsplit

import pytest

# attributes that make a browser fetch something, by element
FETCHED = (
    "//script/@src | //img/@src | //source/@src | //iframe/@src | //video/@src | //audio/@src | //embed/@src"
    " | //object/@data | //input/@src"
    " | //link[not(contains(' canonical license author next prev index search alternate cite-as describedby schema.DC ',"
    " concat(' ', @rel, ' ')))]/@href"
)
ANCHORS = "//@id | //a/@name"


def is_local(address):
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def targets(pages):
    """Yield every link and picture within the site: page, address as written, file, anchor."""
    for name, page in pages.items():
        for address in page.xpath("//a/@href | //img/@src | //script/@src | //link/@href | //object/@data"):
            if is_local(address):
                parts = urlsplit(address)
                yield name, address, unquote(parts.path), unquote(parts.fragment)


def test_every_chapter_of_the_contents_has_a_page(book, toc):
    assert len(toc) > 1
    assert [name for name in toc if not (book.html / f"{name}.html").is_file()] == []


def test_no_page_is_left_over(pages, toc):
    extra = {"index.html", "search.html", "genindex.html", "404.html"}
    assert set(pages) - {f"{name}.html" for name in toc} - extra - ledger_pages(pages) == set()


def ledger_pages(pages):
    """Return the pages to which the ledger chapter leads."""
    links = pages["chapters/evidence.html"].xpath("//table[@id='tab-ledger-pages']//td//a/@href")
    return {address.removeprefix("../") for address in links}


def test_the_ledger_leads_to_every_page_of_the_wider_record(pages):
    assert ledger_pages(pages) == {name for name in pages if name.startswith("ledger/")} != set()


def test_every_record_of_the_ledger_stands_on_one_page(pages):
    from summitwatch.tables import load

    data = load()
    tables = ("events", "event_states", "statements", "forecasts", "propositions", "resolutions", "claims", "sources",
              "items", "quotations", "notes", "judgements", "sentences")  # fmt: skip
    ids = [next(iter(row.values())).lower() for table in tables for row in data.rows(table)]
    anchors = [id_ for name, page in pages.items() for id_ in page.xpath(ANCHORS)]
    places = Counter(anchors)
    assert {id_: places[id_] for id_ in ids if places[id_] != 1} == {}


def test_no_page_is_heavier_than_a_phone_can_bear(book, pages):
    sizes = {name: (book.html / name).stat().st_size for name in pages}
    assert {name: size for name, size in sizes.items() if size > 1_000_000} == {}
    files = {unquote(urlsplit(a).path) for a in pages["chapters/evidence.html"].xpath(FETCHED) if is_local(a)}
    fetched = [(book.html / "chapters" / name).stat().st_size for name in files]
    assert sizes["chapters/evidence.html"] + sum(fetched) <= 900_000


def test_the_start_page_leads_to_the_book(pages, toc):
    start = pages["index.html"]
    assert start.xpath("//a/@href") == [f"{toc[0]}.html"] and start.xpath("//title/text()") == [
        "Summit Watch"
    ]
    assert start.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={toc[0]}.html"]


def test_no_link_or_picture_is_dead(book, pages):
    anchors = {name: set(page.xpath(ANCHORS)) for name, page in pages.items()}
    dead = []
    for name, address, path, anchor in targets(pages):
        file = (book.html / name).parent / path if path else book.html / name
        file = (file / "index.html" if file.is_dir() else file).resolve()
        if not file.is_file():
            dead.append(f"{name}: {address}")
        elif anchor and file.suffix == ".html":
            other = file.relative_to(book.html.resolve()).as_posix()
            if anchor not in anchors.get(other, {anchor}):
                dead.append(f"{name}: {address} (no such anchor)")
    assert dead == []


def test_no_id_is_doubled(pages):
    doubled = {}
    for name, page in pages.items():
        ids = page.xpath("//@id")
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            doubled[name] = twice
    assert doubled == {}


def test_no_page_asks_another_host_for_anything(pages):
    foreign = [f"{name}: {a}" for name, page in pages.items() for a in page.xpath(FETCHED) if not is_local(a)]
    assert [line for line in foreign if ": data:" not in line] == []


def test_no_stylesheet_asks_another_host_for_anything(book):
    abroad = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""")
    sheets = sorted(book.html.rglob("*.css"))
    assert sheets
    assert [str(s.relative_to(book.html)) for s in sheets if abroad.search(s.read_text("utf-8"))] == []


@pytest.mark.parametrize("place", ["//head/title", "//article//h1"])
def test_every_chapter_has_one_title(pages, toc, place):
    counts = {name: len(pages[f"{name}.html"].xpath(place)) for name in toc}
    assert {name: count for name, count in counts.items() if count != 1} == {}


def test_every_picture_has_alternative_text(pages):
    bare = [f"{name}: {i.get('src')}" for name, page in pages.items() for i in page.xpath("//img[not(@alt)]")]
    assert bare == []
