"""The book with a third source: every chapter still computes, and what it counts has grown."""

import importlib
import importlib.util
from pathlib import Path

import pytest

import summitwatch.tables
from summitwatch.tables import load

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("*.md"))


@pytest.fixture(scope="module")
def adopted(read_once, desk_at, tmp_path_factory):
    """The dataset with the third source in it."""
    desk = desk_at(tmp_path_factory.mktemp("adopted"))
    desk.adopt()
    return load(desk.data)


@pytest.fixture(scope="module")
def cells():
    """The function that takes the code out of a chapter, from the tests of the chapters."""
    spec = importlib.util.spec_from_file_location(
        "chapters", ROOT / "tests" / "chapters" / "test_chapters.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.cells


DRAWN = ("sources", "reading", "actors", "corroboration")


def values(name, data):
    return importlib.import_module(f"summitwatch.prose.{name}").values(data)


@pytest.mark.parametrize("path", [p for p in CHAPTERS if p.stem != "evidence"], ids=lambda p: p.stem)
def test_every_value_is_told_with_three_sources(path, adopted):
    told = values(path.stem, adopted)
    assert told.keys() == values(path.stem, load()).keys()
    assert all(isinstance(value, str) and value.strip() for value in told.values())


# where figures and tables are drawn over the core sources; the others show the wider record
@pytest.mark.parametrize("path", [p for p in CHAPTERS if p.stem in DRAWN], ids=lambda p: p.stem)
def test_every_cell_runs_with_three_sources(path, adopted, cells, monkeypatch):
    monkeypatch.setattr(summitwatch.tables, "load", lambda *folder: adopted)
    names = {}
    for cell in cells(path):
        exec(compile(cell, str(path), "exec"), names)


def test_counts_grow_with_the_source(adopted, desk_at, tmp_path):
    added = desk_at(tmp_path).rows("mentions")
    before, after = values("actors", load()), values("actors", adopted)
    assert (before["texts"], after["texts"]) == ("two", "three")
    assert int(after["namings"]) == int(before["namings"]) + len(added)
    assert int(after["trump"]) == int(before["trump"]) + sum(
        row["actor_id"] == "donald-trump" for row in added
    )
    assert values("sources", load())["items"] != values("sources", adopted)["items"]


def test_what_is_told_of_the_first_two_stays(adopted):
    """Numbers of S1 and S2 alone do not move."""
    for chapter, names in {
        "reading": ["s1_words", "s2_words", "s1_sentences", "s2_sentences", "s1_teasers"],
        "sources": ["teasers", "s1_published", "s2_published", "inferred"],
        "actors": ["kim_s2", "kim_difference", "unnamed_s1", "unnamed_s2"],
        "corroboration": ["both", "only_s1", "only_s2"],
    }.items():
        before, after = values(chapter, load()), values(chapter, adopted)
        assert [after[name] for name in names] == [before[name] for name in names]


def test_figures_have_a_panel_for_the_source(adopted):
    from summitwatch.analysis.actors import naming_shares
    from summitwatch.analysis.publication import publication_table
    from summitwatch.figures.actors import headings, naming
    from summitwatch.figures.publication import bounds_figure

    core = adopted.only("core")
    shares = naming_shares(core)
    assert headings(shares) == {
        "S1 story": "S1, main story",
        "S1 teaser": "S1, teasers",
        "S2": "S2",
        "S3": "S3",
    }
    assert "S3" in naming(shares).alt
    assert bounds_figure(publication_table(core)).title.startswith("1 of 10 stories show their day")
