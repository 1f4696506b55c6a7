"""The PDF: whole, tagged, linked, reproducible, and never written when something is wrong."""

import dataclasses
import io
import shutil
from datetime import date
from pathlib import Path

import pypdf
import pytest

from summitwatch.publishing import pdf, pdf_drawings, pdf_fonts, pdf_mend
from summitwatch.publishing.pdf import BookMeta, PdfError, write_pdf
from summitwatch.publishing.pdf_html import clean

META = BookMeta(
    title='Summit "Watch"',
    subtitle="Will they meet?",
    authors=("Ada Writer", "김철수"),
    edition="2026.1",
    date=date(2026, 11, 22),
    licence="CC BY 4.0",
    digest="sha256:" + "0123456789abcdef" * 4,
)
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="50pt" viewBox="0 0 200 50">
<rect width="120" height="50" fill="#1f5a7a"/><text x="5" y="20">회담</text></svg>"""
EVIL = '#eval("1+1") $x$ `tick` @label &lt;lab&gt; #emph[hi] \\(y\\) // /* \\ #{1+1} = - + _a_ *b*'
RECORDS = "".join(
    f'<section class="ev-record" id="ev{n:03d}"><h3>EV{n:03d}</h3><p>S2, paragraph {n}.</p></section>'
    for n in range(1, 41)
)
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
<section id="limits"><h2>Limits</h2><h4>Too deep</h4><p>x</p></section></section>
<div class="toctree-wrapper"><span id="document-figures"></span><section id="figures"><h2>Figures</h2>
<figure id="fig-one"><img src="_images/a.svg" alt="One bar.">
<figcaption><p><span class="caption-number">Fig. 1 </span>
<span class="caption-text">The caption.</span></p></figcaption></figure>
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
    for words in (META.title, META.subtitle, "Ada Writer", META.edition, day, META.licence, META.digest):
        assert words in first


def test_contents_name_chapters_parts_and_pages(reader):
    contents = reader.pages[1].extract_text()
    for words in ("Contents", "Front", "Figures", "Reference part", "Ledger", "Limits"):
        assert words in contents


def test_outline_follows_the_headings_without_a_skip(reader):
    assert titles(reader.outline) == [
        (0, "Front"), (1, "Limits"), (2, "Too deep"), (0, "Figures"), (0, "Ledger"), (1, "Limits"),
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
    front = [note.get_object() for note in reader.pages[2]["/Annots"]]
    assert place in {goal(reader, note) for note in front if note["/Subtype"] == "/Link"}


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
    assert "First part" in pypdf.PdfReader(tmp_path / "book.pdf").pages[1].extract_text()


def test_missing_index_is_refused(tmp_path):
    with pytest.raises(PdfError, match="index.html is missing"):
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
        (9, "value of it", (8.0, True, False)),
        (14, "internationally", pdf_mend.TABLE_TURNED),
    ],
)
def test_table_rule_widens_then_shrinks_then_turns(columns, words, expected):
    cells = [[pdf_mend.element("td", text=words) for _ in range(columns)]]
    assert pdf_mend.table_rule(cells) == expected


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
