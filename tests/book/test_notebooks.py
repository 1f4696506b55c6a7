"""The notebooks that a reader takes home hold their outputs, and run again alone with the same values."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from summitwatch.prose.told import KEPT_TOLD, told
from summitwatch.publishing.rerun import rerun
from summitwatch.tables import load

FOLDER = "_downloads"


@pytest.fixture(scope="module")
def notebooks(book, toc):
    names = [name.removeprefix("chapters/") for name in toc]
    return {name: nbformat.read(book.html / FOLDER / f"{name}.ipynb", as_version=4) for name in names}


@pytest.fixture(scope="module")
def values(book):
    return json.loads((book.html / FOLDER / "values.json").read_text("utf-8"))


def glued(notebook):
    """Return the values that the cells of an executed notebook glue."""
    outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    named = [o for o in outputs if "scrapbook" in o.get("metadata", {})]
    texts = {o.metadata.scrapbook.name: o.data["application/papermill.record/text/plain"] for o in named}
    return {name: text.strip("'\"") for name, text in texts.items()}


def test_every_chapter_has_a_notebook_with_outputs(notebooks):
    for name, notebook in notebooks.items():
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert name == "evidence" or any(cell.outputs for cell in code), name


def test_what_the_page_tells_is_what_the_notebook_computed(notebooks, values):
    for name, notebook in notebooks.items():
        assert glued(notebook) == values.get(f"chapters/{name}", {}), name


def executed(book):
    """Return the folder in which the newest build keeps what its chapters gave."""
    folders = book.html.parent.glob(".work/_build/.jupyter_cache/chapters/chapters")
    return max(folders, key=lambda folder: folder.stat().st_mtime)


def test_what_a_chapter_told_when_it_was_executed_is_what_is_computed_without_it(book, monkeypatch):
    monkeypatch.delenv(KEPT_TOLD, raising=False)
    dataset = load(book.root / "data")
    kept = {path.stem: json.loads(path.read_text("utf-8")) for path in executed(book).glob("*.json")}
    assert "chronology" in kept
    for name, found in kept.items():
        reads = found["reads"]
        assert (reads["told"], reads["told_from"]) == told(dataset, f"chapters/{name}"), name


def test_notebooks_run_alone_out_of_order_and_twice_in_one_kernel_with_the_same_outputs(book):
    assert rerun(book.html, ["reading", "sources"]) == []  # `make rerun` runs them all


def test_a_notebook_that_gives_something_else_is_named_with_its_cell(tmp_path):
    counts = new_code_cell(
        "import builtins\nprint(builtins.__dict__.setdefault('seen', []).append(1) or len(seen))"
    )
    counts.outputs = [new_output("stream", name="stdout", text="1\n")]
    raises = new_code_cell("1 / 0")
    (tmp_path / FOLDER).mkdir()
    for name, cell in (("counts", counts), ("raises", raises)):
        nbformat.write(new_notebook(cells=[cell]), tmp_path / FOLDER / f"{name}.ipynb")
    assert rerun(tmp_path) == [
        "raises.ipynb: ZeroDivisionError: division by zero",
        "counts.ipynb, for the second time: cell 1 gives something else",
    ]


def test_no_notebook_names_a_path_of_the_machine(book, notebooks):
    for name in notebooks:
        text = (book.html / FOLDER / f"{name}.ipynb").read_text("utf-8")
        assert str(book.root) not in text
        assert str(book.html) not in text
