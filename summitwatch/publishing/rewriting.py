"""Which pages are read and written again: those that changed, and those that show what changed elsewhere.

A build that finds nothing changed but the text of chapters keeps the pages of the build before. A page shows
of the others their titles and contents, numbers and labels, where records stand, and, in the ledger, which
chapters cite a record. While these are as they were, the pages around a changed one hold.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from summitwatch.publishing.domain import domain_of

_WHOLE = "*"  # the key under which what all pages show is noted
_OWN = ("wordcount", "source_map")  # in the front matter that MyST notes: of no concern to other pages


def _note(app: Sphinx, docname: str, source: list[str]) -> None:
    domain = domain_of(app.env)
    domain.texts[docname] = _digest(source[0])
    domain.pages.add(docname)


def _reread(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Return the pages whose text is another, though the file is no younger, as one that was put back."""
    noted = {doc: text for doc, text in domain_of(env).texts.items() if doc in env.found_docs}
    found = [
        doc for doc, text in noted.items() if text != _digest(Path(env.doc2path(doc)).read_text("utf-8"))
    ]
    # a build that finds no page to write would leave out what lies beside the pages; a single page it writes
    whole = app.builder.name == "singlehtml" or Path(app.outdir, "_static").is_dir()
    return found if whole or found or added or changed else [str(app.config.root_doc)]


def _rewritten(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages to be written besides those that were read."""
    if app.builder.name != "html":
        return []
    domain = domain_of(env)
    before, now = dict(domain.shown), {_WHOLE: frame(env)} | citing(env)
    domain.shown.clear()
    domain.shown.update(now)
    if before.get(_WHOLE) != now[_WHOLE]:
        found = set(env.found_docs)
    else:
        found = {page for page in now.keys() | before.keys() if before.get(page) != now.get(page)}
    domain.pages |= found
    return sorted(found)


def frame(env: BuildEnvironment) -> str:
    """Return a digest of all that any page may show of the others."""
    shown = [
        {doc: title.pformat() for doc, title in env.titles.items()},
        {doc: contents.pformat() for doc, contents in env.tocs.items()},
        env.toctree_includes,
        env.toc_secnumbers,
        env.toc_fignumbers,
        {doc: {k: v for k, v in given.items() if k not in _OWN} for doc, given in env.metadata.items()},
        env.domaindata["std"],  # labels, with the titles of what they name
        sorted(
            map(repr, env.domaindata.get("cite", {}).get("citation_refs", ()))
        ),  # what the bibliography lists
        domain_of(env).printed,
    ]
    return _digest(repr([told(part) for part in shown]))


def citing(env: BuildEnvironment) -> dict[str, str]:
    """Return for each page that prints records a digest of which pages cite them."""
    domain = domain_of(env)
    cited = domain.citing()
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for record_id, page in sorted(domain.printed.items()):
        found.setdefault(page, []).append((record_id, cited.get(record_id, [])))
    return {page: _digest(repr(pairs)) for page, pairs in found.items()}


def told(value: object) -> object:
    """Return a value in a form that is written alike for the same content, whatever the order of finding."""
    if isinstance(value, nodes.Node):
        return value.pformat()
    if isinstance(value, Mapping):
        return sorted((repr(key), told(item)) for key, item in value.items())
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    if isinstance(value, list | tuple):
        return [told(item) for item in value]
    return value


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _tidy_search_index(app: Sphinx, failure: Exception | None) -> None:
    """Take out of the search index what Sphinx leaves there.

    That is words that no page holds any more, spaces, and the folder of the documents behind ledger pages.
    """
    path = Path(app.outdir, "searchindex.js")
    if failure is None and app.builder.name == "html" and path.is_file():
        inside = json.dumps(f"{app.doctreedir}/").removesuffix('"')  # as the index has it
        before, _, rest = path.read_text("utf-8").replace(inside, '"').partition("(")
        index = json.loads(rest.rstrip().removesuffix(")"))
        for name in ("terms", "titleterms"):
            index[name] = {term: pages for term, pages in index[name].items() if pages != []}
        text = json.dumps(index, separators=(",", ":"), sort_keys=True)
        path.write_text(f"{before}({text})", "utf-8")


def setup_rewriting(app: Sphinx) -> None:
    """Register the choices; that of what is written comes once numbers are given."""
    app.connect("source-read", _note)
    app.connect("env-get-outdated", _reread)
    app.connect("build-finished", _tidy_search_index)
    app.connect("env-get-updated", _rewritten, priority=900)
