"""Pages resolved and written side by side.

Sphinx writes side by side what one process has resolved for all, and that one is what the others wait for.
Here each process resolves the pages that it writes, and hands over what the whole book needs of them: the
pictures, and what the search finds.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import ParallelTasks

from summitwatch.publishing.jupyter_book import die_with_parent
from summitwatch.publishing.outputs import at_a_time

logger = logging.getLogger(__name__)

WRITTEN = "writing output... "  # begins a line of the log for each page, as Sphinx has it
_FOUND = ("_titles", "_filenames", "_all_titles", "_index_entries", "_mapping", "_title_mapping")  # by search
_Found = tuple[dict[str, str], list[dict[str, Any]]]


def write_pages(builder: StandaloneHTMLBuilder, docnames: Sequence[str], nproc: int) -> None:
    """Resolve and write pages in this process and in `nproc` others."""
    first, *rest = docnames
    _write(builder, [first])  # whoever comes after finds the templates compiled
    mine, *shares = (rest[place :: nproc + 1] for place in range(nproc + 1))
    tasks, told = ParallelTasks(nproc), list[_Found]()
    shares = [share for share in shares if share]
    for share in shares:
        tasks.add_task(partial(_write_apart, builder), share, lambda _share, found: told.append(found))
    _write(builder, mine)
    tasks.join()
    if len(told) < len(shares):  # a failure that comes while tasks are added is kept by Sphinx to itself
        raise SphinxError("a process that wrote pages failed")
    for found in told:
        _take_over(builder, found)
    for store in _stores(builder):
        kept = sorted(store.items())
        store.clear()
        store.update(kept)


def _write(builder: StandaloneHTMLBuilder, docnames: Sequence[str]) -> None:
    for docname in docnames:
        logger.info("%s%s", WRITTEN, docname)
        builder.app.phase = BuildPhase.RESOLVING
        doctree = builder.env.get_and_resolve_doctree(docname, builder)
        builder.app.phase = BuildPhase.WRITING
        builder.write_doc_serialized(docname, doctree)
        builder.write_doc(docname, doctree)


def _write_apart(builder: StandaloneHTMLBuilder, docnames: Sequence[str]) -> _Found:
    """Write pages in a process of their own; return what was found in them."""
    die_with_parent()
    stores = _stores(builder)
    for store in (builder.images, *stores):
        store.clear()
    _write(builder, docnames)
    return builder.images, stores


def _take_over(builder: StandaloneHTMLBuilder, found: _Found) -> None:
    images, stores = found
    builder.images.update(images)
    for mine, other in zip(_stores(builder), stores, strict=True):
        for key, value in other.items():
            mine[key] = mine[key] | value if isinstance(value, set) and key in mine else value


def _stores(builder: StandaloneHTMLBuilder) -> list[dict[str, Any]]:
    return [getattr(builder.indexer, name) for name in _FOUND] if builder.indexer else []


def _prepare(app: Sphinx, env: BuildEnvironment) -> None:
    """Ask for it, which Jupyter Book does not; only now, because not all extensions read side by side."""
    app.parallel = at_a_time()
    if isinstance(app.builder, StandaloneHTMLBuilder) and app.builder.name == "html":
        app.builder._write_parallel = partial(write_pages, app.builder)  # type: ignore[method-assign]


def setup_writing(app: Sphinx) -> None:
    """Take the place of Sphinx's way."""
    app.connect("env-updated", _prepare)
