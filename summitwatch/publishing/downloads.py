"""What a reader takes home: executed notebooks, chapter sources, and all glued values of the build."""

import json
import shutil
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from jupyter_cache import get_cache
from sphinx.application import Sphinx

from summitwatch.publishing.dataset import edition_of
from summitwatch.publishing.domain import domain_of

FOLDER = "_downloads"
_KEPT_METADATA = ("kernelspec", "language_info")
_KEPT_CELL = ("tags", "mystnb", "editable")


def download_path(docname: str, suffix: str) -> str:
    """Return where a chapter's download lies in the built book."""
    return f"{FOLDER}/{docname.removeprefix('chapters/')}{suffix}"


def is_notebook(app: Sphinx, docname: str) -> bool:
    """Tell whether a page has code cells."""
    return "kernelspec" in app.env.metadata.get(docname, {})


def executed(app: Sphinx, docname: str, suffix: str) -> Path:
    """Return where MyST-NB leaves an executed notebook (.ipynb) and its glued values (.glue.json)."""
    folder: str = app.env.mystnb_config.output_folder  # type: ignore[attr-defined]
    return Path(folder) / f"{docname}{suffix}"


def clean(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop what differs from run to run: times of execution, random cell ids, the machine's traces."""
    fresh: nbformat.NotebookNode = deepcopy(notebook)
    fresh.metadata = {k: v for k, v in fresh.metadata.items() if k in _KEPT_METADATA}
    for number, cell in enumerate(fresh.cells, 1):
        cell["id"] = f"cell-{number}"
        cell["metadata"] = {k: v for k, v in cell["metadata"].items() if k in _KEPT_CELL}
    fresh.nbformat_minor = max(fresh.nbformat_minor, 5)
    return fresh


def with_outputs(app: Sphinx, docname: str) -> nbformat.NotebookNode:
    """Return an executed notebook; MyST-NB leaves outputs out where it took them from the cache."""
    path = executed(app, docname, ".ipynb")
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    cache = app.env.mystnb_config.execution_cache_path  # type: ignore[attr-defined]
    if app.config.nb_execution_mode == "cache" and cache:
        with suppress(KeyError):  # a page without code is not in the cache
            _, notebook = get_cache(cache).merge_match_into_notebook(notebook)
    return notebook


def shown(output: dict[str, Any]) -> str:
    """Return the text that a glued value shows; a string's own quotation marks are not part of it."""
    text = output.get("data", {}).get("text/plain", "")
    text = "".join(text) if isinstance(text, list) else str(text)
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1] if quoted else text


def told_on(app: Sphinx, docname: str) -> dict[str, str]:
    """Return the glued values of a page, by name."""
    path = executed(app, docname, ".glue.json") if hasattr(app.env, "mystnb_config") else Path()
    glued = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return {name: shown(output) for name, output in sorted(glued.items())}


def values(app: Sphinx) -> dict[str, dict[str, str]]:
    """Return the glued values of the build, by chapter and name."""
    pages = [docname for docname in sorted(app.env.found_docs) if is_notebook(app, docname)]
    return {docname: told for docname in pages if (told := told_on(app, docname))}


def _write(app: Sphinx, failure: Exception | None) -> None:
    """Write all downloads once the pages are out."""
    if failure or app.builder.name != "html" or not hasattr(app.env, "mystnb_config"):
        return
    out, edition = Path(app.outdir), edition_of(app)
    for docname in sorted(doc for doc in app.env.found_docs if is_notebook(app, doc)):
        target = out / download_path(docname, ".ipynb")
        if target.is_file() and docname not in domain_of(app.env).pages:  # neither read nor written anew
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        notebook = clean(with_outputs(app, docname))
        notebook.metadata["summitwatch"] = {
            "edition": edition.name,
            "digest": edition.digest,
            "cite": edition.stamp,
        }
        text = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
        target.write_text(text + "\n", "utf-8")
        shutil.copyfile(app.env.doc2path(docname), out / download_path(docname, ".md"))
    (out / FOLDER).mkdir(exist_ok=True)
    for name, content in (
        ("values", values(app)),
        ("records", dict(sorted(domain_of(app.env).cited.items()))),
    ):
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (out / FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")


def setup_downloads(app: Sphinx) -> None:
    """Register the downloads."""
    app.connect("build-finished", _write)
