"""The notebooks that a reader takes home hold their outputs, and run again alone with the same values."""

import copy
import json

import nbformat
import pytest
from nbclient import NotebookClient

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


@pytest.mark.parametrize("name", ["sources", "corroboration"])
def test_a_notebook_runs_again_alone_with_the_same_values(notebooks, values, name, tmp_path):
    notebook = copy.deepcopy(notebooks[name])
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert glued(notebook) == values[f"chapters/{name}"]


def test_no_notebook_names_a_path_of_the_machine(book, notebooks):
    for name in notebooks:
        text = (book.html / FOLDER / f"{name}.ipynb").read_text("utf-8")
        assert str(book.root) not in text
        assert str(book.html) not in text
