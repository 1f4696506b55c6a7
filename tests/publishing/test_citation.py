"""References: a work in words and in every file format, read back by readers that are not ours."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import jsonschema
import pypandoc
import pytest
import rispy
import yaml
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string
from pybtex.richtext import Text

from summitwatch.publishing.citation.formats import WRITERS, bibtex, csl_json, ris
from summitwatch.publishing.citation.render import STYLES, references
from summitwatch.publishing.citation.work import Work, part, the_book, the_dataset, titled
from summitwatch.publishing.edition import read_edition
from summitwatch.publishing.outputs import CITATION
from summitwatch.tables import load

EDITION = read_edition(load())
DAY = EDITION.date
PLACED = replace(EDITION, url="https://example.org/watch/", doi="10.5555/watch")
HOSTILE = [
    "<script>alert('x')</script> & <i>more</i>",
    'He said "no", she said “no”',
    r"100% of \evil {braces} for $x_1$ ~ #1 ^2",
    "A line\nthat breaks\r\nER  - \nTY  - BOOK",
    "} , author = {Somebody Else",
    "Is it so?",
    "김정은과 트럼프",
]


def chapter(edition=EDITION, title="What happened, and what was only announced?"):
    return Work(edition, "chapter", title, "chronology", "3", "chapters/chronology.html")


def event(edition=EDITION, text="A meeting beside a gathering"):
    return part(chapter(edition), text, "event EV005", "ev005")


def one_line(text):
    return " ".join(text.split())


def words_of(work):
    return references((work,))[0]


# --- in words ---


def test_a_chapter_is_cited_in_three_styles():
    state = f"edition {EDITION.name}, data {EDITION.short_digest}"
    assert words_of(chapter()) == {
        "Chicago": "Summit Watch contributors. 2026. “What Happened, and What Was Only Announced?” "
        f"Chap. 3 in Summit Watch, {state}.",
        "APA": "Summit Watch contributors. (2026). What happened, and what was only announced? "
        f"In Summit Watch ({state}, Chapter 3).",
        "Short": "“What happened, and what was only announced?”, chapter 3 in Summit Watch "
        f"(Summit Watch contributors, {DAY.day} {DAY:%B %Y}, {state}).",
    }


def test_a_record_keeps_its_own_capitals_and_shows_its_id():
    said = words_of(event())
    assert "“A meeting beside a gathering (event EV005).” Chap. 3 in Summit Watch" in said["Chicago"]
    assert "A meeting beside a gathering (event EV005). In Summit Watch" in said["APA"]
    assert said["Short"].startswith("Event EV005, chapter 3 in Summit Watch (")


@pytest.mark.parametrize("make", [the_book, the_dataset, chapter, event])
@pytest.mark.parametrize("style", STYLES)
def test_every_reference_carries_author_title_year_edition_and_digest(make, style):
    work = make(EDITION)
    said = words_of(work)[style]
    title = work.short if style == "Short" and work.short else work.title
    for carried in ("Summit Watch contributors", title, "2026", EDITION.name, EDITION.short_digest):
        assert carried.lower() in said.lower(), carried
    assert "http" not in said
    assert "doi" not in said


@pytest.mark.parametrize("make", [the_book, the_dataset, chapter, event])
@pytest.mark.parametrize("style", STYLES)
def test_a_configured_doi_is_carried_and_parts_have_their_own_address(make, style):
    work = make(PLACED)
    said = words_of(work)[style]
    assert "10.5555/watch" in said
    if work.kind in ("chapter", "part"):
        assert (
            f"https://example.org/watch/editions/{EDITION.name}/{work.path}{'#ev005' * (work.kind == 'part')}"
            in said
        )


def test_without_a_doi_the_address_stands_alone():
    said = words_of(the_book(replace(PLACED, doi=None)))
    assert all("https://example.org/watch/" in text for text in said.values())


def test_references_of_a_list_are_not_told_apart_by_letters():
    many = references(tuple(event(text=f"Meeting {n}") for n in range(5)))
    assert all("2026." in said["Chicago"] and "(2026)." in said["APA"] for said in many)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_text_in_every_style(title):
    for said in words_of(event(text=title)).values():
        assert said.endswith((".", ")", "Chapter 3)."))
    assert f"{levelled(title)} (event EV005)" in levelled(words_of(event(text=title))["APA"])


def test_the_title_of_a_record_ends_in_its_name():
    assert titled("He said “now”. ", "event EV1") == "He said ‘now’ (event EV1)"
    assert titled("It's 'so' -- really...", "item S1-x") == "It’s ‘so’ – really… (item S1-x)"
    assert titled("", "sentence S1-01-1") == "Sentence S1-01-1"


# --- in files ---


def read_bibtex(work):
    (entry,) = parse_string(bibtex([work]), "bibtex").entries.values()
    return entry


def read_ris(work):
    (entry,) = rispy.loads(ris([work]))
    return entry


def pandoc_title(work):
    """Read a BibTeX title as pandoc does, which knows LaTeX better than pybtex."""
    command = [pypandoc.get_pandoc_path(), "-f", "bibtex", "-t", "csljson"]
    run = subprocess.run(command, input=bibtex([work]), capture_output=True, encoding="utf-8", check=True)
    return levelled(json.loads(run.stdout)[0]["title"])


def levelled(text):
    """Leave out what typesetting changes (quotation marks, dashes), and braces, whose names pandoc ignores."""
    return one_line(re.sub("[{}–-]", "", re.sub('[“”‘’"]', "'", text)))


@pytest.mark.parametrize("edition", [EDITION, PLACED], ids=["without address", "with address"])
def test_bibtex_of_a_chapter_field_by_field(edition):
    work = chapter(edition)
    entry = read_bibtex(work)
    assert (entry.type, entry.key) == ("incollection", f"summit-watch-{EDITION.name}-chronology")
    (author,) = entry.persons["author"]
    assert [str(part) for part in author.last_names] == ["{Summit Watch contributors}"]
    assert (author.first_names, author.middle_names, author.prelast_names) == ([], [], [])
    read = {name: str(Text.from_latex(value)) for name, value in entry.fields.items()}
    note = read.pop("note")
    assert edition.digest in note and (edition.doi or "") in note
    assert read == {
        "title": work.title, "booktitle": edition.title, "edition": edition.name, "chapter": "3",
        "year": f"{DAY:%Y}", "month": str(DAY.month), "date": DAY.isoformat(), "language": "en",
        "copyright": edition.licence,
    } | ({"url": work.address} if edition.url else {})  # fmt: skip


@pytest.mark.parametrize("edition", [EDITION, PLACED], ids=["without address", "with address"])
def test_ris_of_a_chapter_field_by_field(edition):
    work = chapter(edition)
    entry = read_ris(work)
    (note,) = entry.pop("notes")
    assert edition.digest in note and (edition.doi or "") in note
    assert entry == {
        "type_of_reference": "CHAP", "id": work.identifier, "authors": ["Summit Watch contributors"],
        "title": work.title, "secondary_title": edition.title, "year": f"{DAY:%Y}", "date": f"{DAY:%Y/%m/%d}",
        "edition": edition.name, "section": "3", "language": "en", "custom1": edition.licence,
    } | ({"urls": [work.address]} if edition.url else {})  # fmt: skip


@pytest.mark.parametrize("edition", [EDITION, PLACED], ids=["without address", "with address"])
def test_csl_json_of_a_chapter_field_by_field(edition):
    work = chapter(edition)
    (item,) = json.loads(csl_json([work]))
    assert edition.short_digest in item["edition"] and edition.digest in item["note"]
    assert edition.name in item["edition"] and (edition.doi or "") in item["edition"]
    assert {name: value for name, value in item.items() if name not in ("edition", "note")} == {
        "id": work.identifier, "type": "chapter", "title": work.title, "container-title": edition.title,
        "author": [{"literal": "Summit Watch contributors"}], "chapter-number": "3", "language": "en",
        "issued": {"date-parts": [[DAY.year, DAY.month, DAY.day]]},
    } | ({"URL": work.address} if edition.url else {})  # fmt: skip


def of_the_whole(placed, **more):
    """What every file tells of the book and of its dataset: nothing of an address that nobody configured."""
    return {name: value for name, value in more.items() if placed or name not in ("doi", "url", "DOI", "URL")}


@pytest.mark.parametrize("edition", [EDITION, PLACED], ids=["without address", "with address"])
@pytest.mark.parametrize("make", [the_book, the_dataset])
def test_bibtex_of_book_and_dataset_field_by_field(make, edition):
    work = make(edition)
    entry, dataset = read_bibtex(work), work.kind == "dataset"
    assert (entry.type, entry.key) == ("misc" if dataset else "book", work.identifier)
    assert [str(part) for part in entry.persons["author"][0].last_names] == ["{Summit Watch contributors}"]
    read = {name: str(Text.from_latex(value)) for name, value in entry.fields.items()}
    assert edition.digest in read.pop("note")
    assert read == of_the_whole(
        edition.url, title=work.title, year=f"{DAY:%Y}", month=str(DAY.month), date=DAY.isoformat(),
        language="en", copyright=edition.licence, doi="10.5555/watch", url=work.address,
        **({"howpublished": "Dataset", "version": edition.name} if dataset else {"edition": edition.name}),
    )  # fmt: skip


@pytest.mark.parametrize("edition", [EDITION, PLACED], ids=["without address", "with address"])
@pytest.mark.parametrize("make", [the_book, the_dataset])
def test_ris_of_book_and_dataset_field_by_field(make, edition):
    work = make(edition)
    entry = read_ris(work)
    (note,) = entry.pop("notes")
    assert edition.digest in note and edition.name in note
    assert entry == of_the_whole(
        edition.url, type_of_reference={"book": "BOOK", "dataset": "DATA"}[work.kind], id=work.identifier,
        authors=["Summit Watch contributors"], title=work.title, year=f"{DAY:%Y}", date=f"{DAY:%Y/%m/%d}",
        edition=edition.name, language="en", custom1=edition.licence, doi="10.5555/watch",
    ) | ({"urls": [work.address]} if edition.url else {})  # fmt: skip


@pytest.mark.parametrize("edition", [EDITION, PLACED], ids=["without address", "with address"])
@pytest.mark.parametrize("make", [the_book, the_dataset])
def test_csl_json_of_book_and_dataset_field_by_field(make, edition):
    work = make(edition)
    (item,) = json.loads(csl_json([work]))
    state = f"{edition.name}+{edition.short_digest}"
    if work.kind == "book":
        state = f"edition {edition.name}, data {edition.short_digest}"
    assert edition.digest in item.pop("note")
    assert item == of_the_whole(
        edition.url, id=work.identifier, type=work.kind, title=work.title, language="en",
        author=[{"literal": "Summit Watch contributors"}], DOI="10.5555/watch", URL=work.address,
        issued={"date-parts": [[DAY.year, DAY.month, DAY.day]]},
        **{"version" if work.kind == "dataset" else "edition": state},
    )  # fmt: skip


def test_another_processor_reads_the_csl_items_and_keeps_the_group_whole():
    items = json.loads(csl_json([chapter()]))
    style = CitationStylesStyle(str(STYLES["APA"]), validate=False)
    listed = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    listed.register(Citation([CitationItem(items[0]["id"])]))
    (said,) = map(str, listed.bibliography())
    assert said.startswith("Summit Watch contributors. (2026). What happened, and what was only announced?")
    assert f"In Summit Watch (edition {EDITION.name}" in said


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_comes_back_from_every_file(title):
    work = chapter(title=title)
    assert set(read_bibtex(work).fields) == set(read_bibtex(chapter()).fields)
    assert pandoc_title(work) == levelled(title)
    assert read_ris(work)["title"] == one_line(title)
    assert json.loads(csl_json([work]))[0]["title"] == title


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_file_may_hold_many_works(write):
    works = [the_book(EDITION), the_dataset(EDITION), chapter()]
    text = write(works)
    assert len({work.identifier for work in works if work.identifier in text}) == 3


# --- CITATION.cff ---

CFF = yaml.safe_load(CITATION.read_text("utf-8"))


def test_citation_cff_is_valid():
    schema = json.loads((Path(__file__).parent / "cff-1.2.0.schema.json").read_text("utf-8"))
    record = yaml.load(
        CITATION.read_text("utf-8"), Loader=yaml.BaseLoader
    )  # as text, as the schema wants dates
    jsonschema.Draft7Validator(schema).validate(record)


def test_citation_cff_agrees_with_the_book_and_its_data():
    config = yaml.safe_load((CITATION.parent / "_config.yml").read_text("utf-8"))
    description = load().description
    assert CFF["title"] == config["title"] == EDITION.title
    assert [author["name"] for author in CFF["authors"]] == [config["author"]] == list(EDITION.authors)
    assert CFF["version"] == description["version"] == EDITION.name
    assert [one["title"] for one in description["contributors"]] == list(EDITION.authors)
    assert {one["name"] for one in description["licenses"]} <= set(CFF["license"])
    assert re.sub(r"\W", "", config["copyright"]) == str(EDITION.date.year)
    assert f'version = "{EDITION.name}"' in (CITATION.parent / "pyproject.toml").read_text("utf-8")
