"""The PDF: whole, tagged, linked, reproducible, and never written when something is wrong."""

import dataclasses
import io
import re
import shutil
from datetime import date
from pathlib import Path

import pypdf
import pytest
from bs4 import BeautifulSoup, Tag

from summitwatch.publishing import pdf, pdf_drawings, pdf_fit, pdf_fonts, pdf_parts, pdf_tables
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.pdf import PdfError, write_pdf
from summitwatch.publishing.pdf_html import clean
from summitwatch.publishing.typesetting import Typesetter

META = Edition(
    title='Summit "Watch"',
    subtitle="Will they meet?",
    authors=("Ada Writer", "김철수"),
    name="2026.1",
    date=date(2026, 11, 22),
    licence="CC BY 4.0",
    digest="0123456789abcdef" * 4,
)
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="50pt" viewBox="0 0 200 50">
<rect width="120" height="50" fill="#1f5a7a"/><text x="5" y="20">회담</text></svg>"""
EVIL = '#eval("1+1") $x$ `tick` @label &lt;lab&gt; #emph[hi] \\(y\\) // /* \\ #{1+1} = - + _a_ *b*'


def record(n: int) -> str:
    return f"""<div class="ledger-record docutils container" id="ev{n:03d}">
<p class="ledger-id"><strong>EV{n:03d}</strong></p><p class="ledger-text">Event number {n}</p>
<dl class="field-list"><dt>Kind<span class="colon">:</span></dt><dd><p>speech</p></dd>
<dt>Country<span class="colon">:</span></dt><dd><p>PRK; KOR</p></dd>
<dt>Event states<span class="colon">:</span></dt><dd><p id="es{n:03d}"><strong>ES{n:03d}</strong> occurred</p>
<p id="es{n + 500}"><strong>ES{n + 500}</strong> mooted</p></dd>
<dt>Evidence<span class="colon">:</span></dt><dd><p><a href="#s1-05-3">S1-05-3</a></p></dd>
<dt>Cited in<span class="colon">:</span></dt><dd><p><a href="#document-figures">Figures</a>,
<a href="#document-figures">Figures</a></p></dd></dl></div>"""


SENTENCE = """<div class="ledger-record docutils container" id="s1-05-3"><p class="ledger-id"><strong>S1-05-3</strong></p>
<p class="ledger-text">Body, paragraph 5; 30 words; hash da7f3b744b017105</p>
<dl class="field-list"><dt>Item</dt><dd><p>S1-main</p></dd></dl></div>"""
RECORDS = f"""<section id="events"><h3>Events</h3>{"".join(record(n) for n in range(1, 121))}</section>
<section id="sentences"><h3>Sentences</h3>{SENTENCE}</section>"""
JUDGEMENT = """<div class="judgement docutils container" id="judgement-kj01">
<p class="judgement-text"><strong>It is unlikely.</strong> <a class="reference internal ev" href="#ev014">S1 ¶4, 5 +2</a></p>
<p class="judgement-line"><em>Likelihood: </em>unlikely (20–45%).</p>
<p class="judgement-line"><em>Confidence: </em>low, for two reasons.</p></div>"""
END = """<section id="source-summary"><h2>Source summary</h2><div class="source-summary docutils container">
<p class="basis">This rests on two records.</p><p>It cannot say more.</p></div></section>
<div class="end-block docutils container"><p class="end-head"><strong>Cite this chapter</strong></p>
<p class="end-cite">Ada Writer. “Front”.</p></div>"""
NOTED = """<div class="cell_output"><div class="pst-scrollable-table-container"><table class="exhibit" id="noted">
<caption><span class="caption-number">Table 2 </span><span class="caption-text">Short</span></caption>
<thead><tr><th>Event</th><th>What</th></tr></thead>
<tbody><tr><td><a class="reference internal ev" href="#ev001">EV001</a></td><td>this</td></tr></tbody></table></div>
<div class="exhibit-note docutils container"><p>Noted below, n = 1.</p></div></div>"""


ROWS = "".join(f"<tr><th>{n}</th><td>row-{n:02d} {EVIL}</td><td>{n}.5%</td></tr>" for n in range(60))
PAGE = f"""<html><body><article class="bd-article">
<section id="front"><h1>Front<a class="headerlink" href="#front">#</a></h1>
<p>{EVIL}</p>
<p>North Korea (북한) <a class="reference internal ev" href="#ev014">S2 ¶9</a>. Noted.<a
 class="footnote-reference brackets" href="#n" id="id1"><span class="fn-bracket">[</span>1</a>
 Again.<a class="footnote-reference brackets" href="#n" id="id2">1</a>
 <a class="download" href="_downloads/x.csv">the data</a></p>
<div class="admonition warning"><p class="admonition-title">Beware</p><p>Boxed words.</p></div>
<details class="sd-dropdown sd-card">
<summary>Dropped down</summary><div><p>Opened words.</p></div></details>
<template class="ev-card"><p>carded</p></template>
<p class="only-html">screened</p><p class="only-print">printed</p>
<p>With <span class="math">\\(z^2\\)</span></p>
<div class="math" id="equation-e"><span class="eqno">(1)</span>\\[ \\frac{{a}}{{b}} \\]</div>
<p>see <a href="#equation-e">(1)</a> and <a href="#document-ledger">the ledger</a>
 and <a href="../chapters/ledger.html#limits">its limits</a></p>
<hr class="footnotes"><aside class="footnote-list brackets">
<aside class="footnote brackets" id="n" role="doc-footnote">
<span class="label"><span class="fn-bracket">[</span>1]</span>
<span class="backrefs">(<a role="doc-backlink" href="#id1">1</a>,
<a role="doc-backlink" href="#id2">2</a>)</span>
<p>The note says so.</p></aside></aside>
<section id="limits"><h2>Limits</h2><h4>Too deep</h4><p>x</p>{JUDGEMENT}</section>{END}</section>
<div class="toctree-wrapper"><span id="document-figures"></span><section id="figures"><h2>Figures</h2>
<figure id="fig-one"><img src="_images/a.svg" alt="One bar.">
<figcaption><p><span class="caption-number">Fig. 1 </span>
<span class="caption-text">2 bars.</span></p><div class="legend"><p>The legend.</p></div></figcaption></figure>{NOTED}
<table id="long"><caption><span class="caption-number">Table 1 </span>Long.</caption>
<thead><tr><th></th><th>Heading-word</th><th>share</th></tr></thead><tbody>{ROWS}</tbody></table></section>
<span id="document-ledger"></span><section id="ledger"><h2>Ledger</h2>{RECORDS}
<section id="limits"><h3>Limits</h3><p>Its own.</p></section></section></div></article></body></html>"""


def book(folder: Path, page: str = PAGE) -> Path:
    """Write a singlehtml folder."""
    (folder / "_images").mkdir(parents=True)
    (folder / "_images" / "a.svg").write_text(SVG, "utf-8")
    (folder / "index.html").write_text(page, "utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    target = folder / "new" / "book.pdf"
    write_pdf(book(folder / "html"), target, META, {"ledger": "Reference part"})
    return target


@pytest.fixture(scope="module")
def reader(made: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made.read_bytes()))


@pytest.fixture(scope="module")
def text(reader: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def titles(outline: list, level: int = 0) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for entry in outline:
        found += titles(entry, level + 1) if isinstance(entry, list) else [(level, entry.title)]
    return found


def links(reader: pypdf.PdfReader) -> list[pypdf.generic.DictionaryObject]:
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    return [note for note in notes if note["/Subtype"] == "/Link"]


def refusal(tmp_path: Path, page: str) -> str:
    """Return the message with which a page is refused, and see that the old file stays."""
    target = tmp_path / "old.pdf"
    target.write_bytes(b"old")
    with pytest.raises(PdfError) as caught:
        write_pdf(book(tmp_path / "html", page), target, META)
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["html", "old.pdf"]
    return str(caught.value)


def test_document_properties_name_the_book(reader):
    assert reader.metadata.title == META.title
    assert reader.metadata.author == "Ada Writer, 김철수"
    assert reader.trailer["/Root"]["/Lang"].startswith("en")
    assert reader.metadata.creation_date.date() == META.date


def test_document_is_tagged_and_claims_ua(made, reader):
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_title_page_carries_the_edition(reader):
    first = reader.pages[0].extract_text()
    day = "22 November 2026"
    for words in (META.title, META.subtitle, "Ada Writer", META.name, day, META.licence, META.short_digest):
        assert words in first


def test_contents_name_chapters_parts_and_pages(reader):
    contents = reader.pages[2].extract_text()
    for words in ("Contents", "Front", "Figures", "Reference part", "Ledger", "Limits"):
        assert words in contents


def test_outline_follows_the_headings_without_a_skip(reader):
    assert titles(reader.outline) == [
        (0, "Front"), (1, "Limits"), (2, "Too deep"), (1, "Source summary"), (0, "Figures"),
        (0, "Ledger"), (1, "Events"), (1, "Sentences"), (1, "Limits"),
    ]  # fmt: skip


def test_fonts_are_embedded_hangul_among_them(reader):
    fonts = {pair for page in reader.pages for pair in pdf_fonts.page_fonts(page)}
    assert all(whole for _, whole in fonts)
    for family in ("SourceSerif4", "SourceSans3", "NotoSerifKR"):
        assert any(family in name for name, _ in fonts)


def test_hangul_can_be_read_back(text):
    assert "북한" in text
    assert "김철수" in text


def goal(reader: pypdf.PdfReader, link: pypdf.generic.DictionaryObject) -> int:
    """Return the number of the page to which a link leads."""
    where = link["/A"]["/D"] if "/A" in link else link["/Dest"]
    if isinstance(where, str):
        return reader.get_destination_page_number(reader.named_destinations[where])
    pages = [page.indirect_reference.idnum for page in reader.pages]
    return pages.index(where.raw_get(0).idnum if hasattr(where, "raw_get") else where[0].idnum)


def test_every_link_resolves(reader):
    assert len(links(reader)) > 10
    assert all(goal(reader, link) >= 2 for link in links(reader))


def test_marker_leads_to_the_page_of_its_record(reader):
    place = next(number for number, page in enumerate(reader.pages) if "EV014" in page.extract_text())
    front = [note.get_object() for note in reader.pages[3]["/Annots"]]
    assert place in {goal(reader, note) for note in front if note["/Subtype"] == "/Link"}


def page_of(reader: pypdf.PdfReader, words: str) -> int:
    return next(i for i, page in enumerate(reader.pages) if words in " ".join(page.extract_text().split()))


def test_record_is_an_entry_with_run_in_fields(text):
    flat = " ".join(text.split())
    assert (
        "EV014 Event number 14 Kind: speech · Country: PRK; KOR Event states: ES014 occurred ES514 mooted"
        in flat
    )
    assert "S1-05-3 Body, paragraph 5; 30 words; hash da7f3b744b017105 · Item: S1-main" in flat
    assert all(flat.count(f"EV{n:03d} Event number") == 1 for n in range(1, 121))


def test_ledger_is_set_in_columns(reader):
    assert page_of(reader, "EV120 Event") - page_of(reader, "EV001 Event") < 6


def test_record_names_the_pages_of_the_chapters_that_cite_it(reader, text):
    number = page_of(reader, "2 bars.") - page_of(reader, "Boxed words.") + 1
    assert f"Cited in: chapter on p. {number}" in " ".join(text.replace("\xa0", " ").split())


def test_members_of_a_record_stay_anchors(tmp_path):
    source = PAGE.replace("see <a", '<a href="#es014">member</a> <a href="#s1-05-3">sentence</a> see <a')
    html = clean(source, {}).html
    for name in ("es014", "es514", "s1-05-3", "ev014", "judgement-kj01"):
        assert f'id="{name}"' in html


def test_judgement_is_a_card_on_one_page(reader):
    place = page_of(reader, "It is unlikely.")
    words = " ".join(reader.pages[place].extract_text().split())
    assert "Likelihood unlikely (20–45%)." in words
    assert "Confidence low, for two reasons." in words


def test_note_of_a_table_stands_under_its_title():
    table = BeautifulSoup(clean(PAGE, {}).html, "html.parser").select_one(
        ".sheet table:has(#noted), .sheet #noted"
    )
    assert table.caption.select_one(".legend").get_text() == "Noted below, n\xa0=\xa01."
    assert table.select_one("td a")["class"] == ["record-link"]


def test_caption_parts_number_finding_and_legend(text):
    assert re.search(r"Fig\. 1\s{2,}2 bars\.|Fig\. 1\u20022 bars\.", text)
    assert text.count("The legend.") == 1


def test_end_of_a_chapter_stands_together(reader, text):
    page = reader.pages[page_of(reader, "Source summary This rests")].extract_text()
    assert "It cannot say more." in page
    assert "Cite this chapter" in page
    assert text.count("Cite this chapter") == 1
    assert "Source summary" not in reader.pages[2].extract_text()


def test_colophon_names_fonts_and_data(reader):
    words = " ".join(reader.pages[1].extract_text().split())
    for part in (
        "Compiled from data",
        META.short_digest,
        "Source Serif 4",
        "SIL Open Font License",
        "How to cite",
    ):
        assert part in words


def table_of(*rows: tuple[str, ...]) -> list[list[Tag]]:
    return [[pdf_parts.element("td", text=cell) for cell in row] for row in rows]


def test_long_column_gets_the_room_that_short_ones_leave():
    reason = "for a reason that takes many words to tell " * 3
    rows = table_of(("Id", "Because", "Day"), *(("EV001", reason, "2025"),) * 3)
    first, middle, last = pdf_tables.cut(rows).widths
    assert first < 5 and last < 5
    assert middle > 0.7 * (first + middle + last)


def test_heads_break_before_long_cells_are_crushed():
    what = "Kim and Trump meet in person beside the gathering of the leaders"
    head = ("Proposition", "What", "By", "Calls", "With a likelihood", "Outcome", "Grade")
    row = ("PR001", what, "31 Dec 2026", "4", "1", "did not come about", "B")
    cut = pdf_tables.cut(table_of(head, *(row,) * 9))
    assert cut.widths[1] > 2 * max(cut.widths[0], cut.widths[2], cut.widths[4])
    assert pdf_tables.height(table_of(head, *(row,) * 9), cut) < 2.1 * 9


def test_head_that_several_tables_share_counts_once():
    head, row = ("Id", "With quite a likelihood"), ("PR001", "4")
    html = "".join(
        f"<table>{''.join(f'<tr><td>{a}</td><td>{b}</td></tr>' for a, b in (head, row))}</table>"
        for _ in range(3)
    )
    chapter = BeautifulSoup(f"<div>{html}</div>", "html.parser")
    pdf_tables.mend_tables(chapter)
    assert {sheet["data-kept"] for sheet in chapter.select(".sheet")} == {"1"}
    assert [len(table.select("tr")) for table in chapter.select("table")] == [2, 2, 2]


def test_table_that_is_narrow_by_nature_keeps_its_width():
    assert pdf_tables.cut(table_of(*(("few",) * 3,) * 2)).widths == ()


def test_ids_that_fill_a_cell_are_plain_whether_linked_or_not():
    html = '<table><tr><td>Id</td></tr><tr><td><a class="ev" href="#a">ST101</a>, C25-147</td></tr></table>'
    chapter = BeautifulSoup(f"<div>{html}</div>", "html.parser")
    pdf_tables.mend_tables(chapter)
    assert chapter.select_one("a")["class"] == "record-link"


@pytest.mark.parametrize(
    ("pages", "used", "level"),
    [
        ([4, 3, 3], 0.2, 1),
        ([4, 4, 3], 0.2, 2),
        ([4, 4, 4], 0.2, 0),  # it would be set closer for nothing
        ([4, 3, 3], 0.5, 0),  # it ends well
        ([1, 1, 1], 0.2, 0),
    ],
)
def test_only_chapters_that_gain_a_page_are_set_closer(pages, used, level):
    def ask(text, question):
        closer = re.search(r"#tightly\((\d)\)", text)
        return [pages[int(closer[1]) if closer else 0], used]

    assert pdf_fit.fitting_level("Text.\n", ask) == level


def test_ledger_is_the_same_however_close_its_chapter_is_set():
    chapter = '#opening("", "1")\nBefore.\n//ledger\n#ledger[\nEntry.\n]\n//ledger-end\nAfter.\n'
    lines = [line for line in pdf_fit.closed_up(chapter, 1).splitlines() if line]
    assert lines == [
        *("#tightly(1)[", '#opening("", "1")', "Before.", "]"),
        *("#ledger(spacing: closer(1))[", "Entry.", "]"),
        *("#tightly(1)[", "After.", "]"),
    ]
    assert "tightly" not in pdf_fit.closed_up(chapter, 0)


def test_a_probe_tells_where_a_chapter_ends_whatever_it_links_to(tmp_path):
    for template in pdf.ASSETS.glob("*.typ"):
        shutil.copyfile(template, tmp_path / template.name)
    chapter = '#opening("", "1")\n= Title\nSee #link(<elsewhere>)[there]#marker("ev014")[EV014].\n#pagebreak()\nMore.\n'
    with Typesetter(tmp_path, [path.parent for path in pdf_fonts.find_fonts()]) as it:
        pages, used = it.ask(pdf_fit.probe(chapter, 0), pdf_fit.END)
        below = it.ask(pdf_fit.probe(chapter + "#v(100mm)\nEnd.\n", 0), pdf_fit.END)
    assert (pages, below[0]) == (2, 2)
    assert 0.08 < used < 0.13
    assert below[1] == pytest.approx(used + 100 / 297, abs=0.03)


def test_text_is_never_read_as_code(text):
    flat = " ".join(text.replace("\u200b", "").split())
    for words in (
        '#eval("1+1")',
        "$x$",
        "`tick`",
        "@label",
        "<lab>",
        "#emph[hi]",
        "\\(y\\)",
        "#{1+1}",
        "*b*",
    ):
        assert flat.count(words) >= 2, words


def test_footnote_stands_once_at_the_foot_of_its_page(reader, text):
    assert text.count("The note says so.") == 1
    assert "The note says so." in next(p.extract_text() for p in reader.pages if "Noted." in p.extract_text())


def test_screen_parts_go_and_hidden_parts_open(text):
    for words in ("carded", "screened", "[1]"):
        assert words not in text
    for words in ("printed", "Opened words.", "Dropped down", "Beware", "Boxed words.", "the data"):
        assert text.count(words) == 1, words


def test_long_table_is_whole_and_repeats_its_head(reader, text):
    pages = [page.extract_text() for page in reader.pages if "row-" in page.extract_text()]
    assert len(pages) > 1
    assert all("Heading-word" in page for page in pages)
    assert all(text.count(f"row-{n:02d}") == 1 for n in range(60))


def test_formula_and_picture_have_alternative_text(reader):
    seen: list[str] = []
    stack = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while stack:
        node = stack.pop().get_object()
        if isinstance(node, list):
            stack += node
        elif isinstance(node, dict):
            seen += [str(node["/Alt"])] if "/Alt" in node else []
            stack += [node["/K"]] if "/K" in node else []
    assert "One bar." in seen
    assert {"z^2", "\\frac{a}{b}"} <= set(seen)


def test_two_runs_in_two_folders_are_identical(made, tmp_path):
    target = tmp_path / "elsewhere" / "other.pdf"
    write_pdf(book(tmp_path / "deep" / "html"), target, META, {"ledger": "Reference part"})
    assert target.read_bytes() == made.read_bytes()


def test_root_in_a_folder_is_found_through_the_redirect(tmp_path):
    folder = book(tmp_path / "html")
    (folder / "chapters").mkdir()
    shutil.move(folder / "index.html", folder / "chapters" / "index.html")
    (folder / "index.html").write_text('<meta http-equiv="Refresh" content="0; url=chapters/index.html" />')
    write_pdf(folder, tmp_path / "book.pdf", META, {"chapters/index": "First part"})
    assert "First part" in pypdf.PdfReader(tmp_path / "book.pdf").pages[2].extract_text()


def test_missing_index_is_refused(tmp_path):
    with pytest.raises(PdfError, match=r"index\.html is missing"):
        write_pdf(tmp_path, tmp_path / "book.pdf", META)


def test_picture_without_words_is_refused_by_name(tmp_path):
    page = "<section id='a'><h1>A</h1><p><img src='_images/a.svg'></p></section>"
    assert "_images/a.svg" in refusal(tmp_path, page)


def test_missing_picture_is_refused_by_name(tmp_path):
    page = "<section id='a'><h1>A</h1><p><img src='_images/b.svg' alt='b'></p></section>"
    assert "_images/b.svg" in refusal(tmp_path, page)


def test_dead_link_is_refused_by_name(tmp_path):
    assert "#ev999" in refusal(tmp_path, "<section id='a'><h1>A</h1><p><a href='#ev999'>x</a></p></section>")


def test_character_without_glyph_is_refused(tmp_path):
    message = refusal(tmp_path, "<section id='a'><h1>A</h1><p>Bad \u1780 one</p></section>")
    assert "U+1780" in message


def test_formula_that_cannot_be_set_is_refused(tmp_path):
    page = "<section id='a'><h1>A</h1><p><span class='math'>\\(\\nosuch{x}\\)</span></p></section>"
    assert "nosuch" in refusal(tmp_path, page)


def test_missing_font_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_fonts, "WHEELS", ("no-such-font-wheel",))
    assert "pip install no-such-font-wheel" in refusal(tmp_path, PAGE)


def test_font_left_out_of_the_file_is_noticed(made):
    with pytest.raises(pdf_fonts.FontError, match="Absent"):
        pdf_fonts.check_embedded(made.read_bytes(), "", ("Absent",))


def test_typst_error_is_told_with_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "head", lambda meta: "#nonsense()\n")
    assert "unknown variable: nonsense" in refusal(tmp_path, PAGE)


def test_caption_serves_where_alternative_text_is_missing():
    figure = "<figure><img src='a.svg'><figcaption>Told.</figcaption></figure>"
    page = clean(f"<section><h1>A</h1>{figure}</section>", {})
    assert 'alt="Told."' in page.html


def test_inline_drawing_keeps_the_case_of_its_attributes():
    drawing = '<svg viewBox="0 0 1 1" role="img" aria-label="Dot"><title>t</title></svg>'
    page = clean(f"<section><h1>A</h1><p>{drawing}</p></section>", {})
    assert "viewBox" in page.drawings["drawing-001.svg"]
    assert 'alt="Dot"' in page.html


@pytest.mark.parametrize(
    ("columns", "words", "expected"),
    [
        (3, "few words", (9.0, False, False)),
        (9, "value of it", (8.4, True, False)),
        (14, "internationally", pdf_tables.TURNED),
    ],
)
def test_table_rule_widens_then_shrinks_then_turns(columns, words, expected):
    assert pdf_tables.cut(table_of(*((words,) * columns,) * 4)).form == expected


def test_words_of_a_drawing_are_set_in_a_font_cut_to_their_weight(tmp_path):
    (tmp_path / "a.svg").write_text(SVG.replace("<text", "<text style=\"font: 600 9px 'Source Sans 3', x\""))
    folder, *_ = pdf_drawings.cut_fonts(tmp_path, pdf_fonts.find_fonts())
    assert sorted(path.name for path in folder.iterdir()) == ["SourceSans3-400.ttf", "SourceSans3-600.ttf"]
    assert "'Source Sans 3 Drawn', x" in (tmp_path / "a.svg").read_text()


def test_drawing_in_an_unknown_font_is_refused(tmp_path):
    (tmp_path / "a.svg").write_text(SVG.replace("<text", '<text font-family="Comic Sans"'))
    with pytest.raises(pdf_fonts.FontError, match="Comic Sans"):
        pdf_drawings.cut_fonts(tmp_path, pdf_fonts.find_fonts())


def test_meta_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        META.title = "x"
