"""What the chapters promise: no typed number, evidence for every paragraph, tiny cells, no value without use."""

import ast
import importlib
import re
from pathlib import Path

import pytest
import yaml

from summitwatch.tables import DATA, load

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("*.md"))
REPORTING = (
    "index", "sources", "reading", "chronology", "actors", "positions", "corroboration",
    "occasions", "forecasts", "outlook",
)  # fmt: skip
#: Names that hold digits and are no numbers of the book's.
NAMES = re.compile(r"\b(?:F1|S[12]|[CETF]2[56]-\d{3}|ICD 20[36]|SHA-256|Admiralty|FM 2-22\.3)\b")
FENCE = re.compile(r"^(`{3,}|:{3,})(.*?)^\1\s*$", re.MULTILINE | re.DOTALL)


def body(path: Path) -> str:
    """Return a chapter without its front matter."""
    return path.read_text("utf-8").split("---\n", 2)[2]


def cells(path: Path) -> list[str]:
    """Return the code of each cell, options left out."""
    found = re.findall(r"^```\{code-cell\}.*?\n(.*?)^```\s*$", body(path), re.MULTILINE | re.DOTALL)
    return ["\n".join(line for line in cell.splitlines() if not line.startswith(":")) for cell in found]


def paragraphs(path: Path) -> list[str]:
    """Return the paragraphs of prose: those of admonitions and summaries too, no code, no headings."""
    text = re.sub(
        r"^```\{(?:code-cell|ledger|judgements|bibliography|view-switch)\}.*?^```\s*$",
        "",
        body(path),
        flags=re.MULTILINE | re.DOTALL,
    )
    lines = [
        line
        for line in text.splitlines()
        if not re.match(r"\s*(?:`{3}|:{3}|:class:|:tags:|\([a-z0-9-]+\)=$)", line)
    ]
    pieces = re.split(r"\n\s*\n|\n(?=- )", "\n".join(lines))
    return [piece.strip() for piece in pieces if piece.strip() and not piece.strip().startswith("#")]


def plain(text: str) -> str:
    """Return what an author typed, without roles, code and names."""
    text = re.sub(r"\{[a-z:-]+\}`[^`]*`", "", text)
    text = re.sub(r"`[^`]*`", "", text)
    return NAMES.sub("", text)


def glued(path: Path) -> set[str]:
    return set(re.findall(r"\{glue:text\}`([^`:]+)`", body(path)))


def test_the_contents_name_every_chapter() -> None:
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    named = {contents["root"], *(c["file"] for part in contents["parts"] for c in part["chapters"])}
    assert named == {f"chapters/{path.stem}" for path in CHAPTERS}


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_no_number_is_typed(path: Path) -> None:
    typed = [text for text in paragraphs(path) if re.search(r"\d", plain(text))]
    assert not typed, f"glue these numbers: {typed}"


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_no_sentence_begins_with_a_computed_value(path: Path) -> None:
    """A value comes in small letters or as a figure, so that none may open a sentence."""
    for text in paragraphs(path):
        assert not re.search(r"(?:^(?:- )?|[.!?] |\*\*\.? )\{glue:text\}", text), text


@pytest.mark.parametrize("name", REPORTING)
def test_no_likelihood_is_typed_without_its_range(name: str) -> None:
    """Words of ICD 203 come from `likelihood`, range and all; those of others stand in italics or quotes."""
    for text in paragraphs(ROOT / "chapters" / f"{name}.md"):
        ours = re.sub(r"\*[^*]+\*|“[^”]+”", "", plain(text))
        assert not re.search(r"\b(?:un)?likely\b|\bprobabl|\balmost certain\b", ours), ours


def test_a_typed_number_would_be_found(tmp_path: Path) -> None:
    chapter = tmp_path / "x.md"
    chapter.write_text("---\na: b\n---\n# T\n\nThere were 12 of them in S1.\n", "utf-8")
    assert [text for text in paragraphs(chapter) if re.search(r"\d", plain(text))]


@pytest.mark.parametrize("name", REPORTING)
def test_every_paragraph_that_reports_can_be_traced(name: str) -> None:
    """It carries evidence, a computed value, or leads to the figure or table that shows it."""
    traced = re.compile(r"\{(?:ev|glue:text|numref|cite|doc)\}`")
    bare = [text for text in paragraphs(ROOT / "chapters" / f"{name}.md") if not traced.search(text)]
    untraceable = [text for text in bare if not _about_the_book(text)]
    assert not untraceable, untraceable


def _about_the_book(text: str) -> bool:
    """Summaries of sources and words on the book's own terms assert nothing about the reporting."""
    return text.startswith(ABOUT) or "What the chapter cannot say" in text or "What it cannot say" in text


ABOUT = (
    "How often somebody is named measures style",
    "What a principal *wants* is kept apart",
    "**Read.**",
)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_cells_are_tiny_and_define_nothing(path: Path) -> None:
    for cell in cells(path):
        lines = [line for line in cell.splitlines() if line.strip()]
        assert 1 <= len(lines) <= 5, cell
        for node in ast.walk(ast.parse(cell)):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.For | ast.While), (
                cell
            )


@pytest.mark.parametrize("name", [p.stem for p in CHAPTERS if p.stem != "evidence"])
def test_every_value_told_is_computed_and_every_value_computed_is_told(name: str) -> None:
    path = ROOT / "chapters" / f"{name}.md"
    dataset = load(DATA) if ".values(data)" in body(path) else load(DATA).only("core")
    values = importlib.import_module(f"summitwatch.prose.{name}").values(dataset)
    assert glued(path) == {key.replace("_", "-") for key in values}
    assert all(isinstance(value, str) and value.strip() for value in values.values())


@pytest.mark.parametrize("name", [n for n in REPORTING if n != "index"])
def test_a_chapter_has_its_parts(name: str) -> None:
    text = body(ROOT / "chapters" / f"{name}.md")
    parts = [f"(ch-{name})=", "\n# ", ":class: bottom-line", "## Source summary", "```{source-summary}"]
    places = [text.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)


def test_no_paragraph_of_a_bottom_line_is_without_evidence() -> None:
    for name in REPORTING:
        found = re.search(
            r":class: bottom-line\n(.*?)\n:::", body(ROOT / "chapters" / f"{name}.md"), re.DOTALL
        )
        assert found, name
        sentences = re.split(r"(?<=[`.!?])\.?\s+(?=[A-Z])", found.group(1).strip())
        assert "{ev}`" in found.group(1)
        assert 2 <= len(sentences) <= 4, (name, sentences)
        assert sum("{ev}`" in s for s in sentences) >= len(sentences) / 2, (name, sentences)
