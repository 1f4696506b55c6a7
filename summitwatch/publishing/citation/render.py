"""References in words: pandoc's CSL processor sets each work in each style."""

import json
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

import pypandoc
from bs4 import BeautifulSoup

from summitwatch.errors import BuildError
from summitwatch.publishing.citation.formats import csl
from summitwatch.publishing.citation.work import Work
from summitwatch.publishing.outputs import digest_code, write_whole

_STYLES = Path(__file__).parent / "styles"
#: The styles by the name that a reader sees; Chicago's comes with pandoc.
STYLES = {"Chicago": None, "APA": _STYLES / "apa.csl", "Short": _STYLES / "briefing.csl"}
_SUFFIX = ' disambiguate-add-year-suffix="true"'
_VERSION = [1, 23, 1]  # of pandoc's document model
References = dict[str, str]  # style to text


_known: dict[Work, References] = {}


def references(works: tuple[Work, ...]) -> tuple[References, ...]:
    """Return the reference of each work in each style, as plain text.

    To start pandoc takes longer than to set a hundred references: whoever knows what will be asked for
    asks for all of it first.

    Raises
    ------
    BuildError
        Pandoc failed.
    """
    lacking = tuple(dict.fromkeys(work for work in works if work not in _known))
    if lacking:
        _known.update(zip(lacking, _set_all(lacking), strict=True))
    return tuple(_known[work] for work in works)


def references_beside(works: tuple[Work, ...], kept: Path) -> tuple[References, ...]:
    """Return the same, and keep it in a file for the next build; what that holds is not set again."""
    styles = [path.read_text("utf-8") for path in STYLES.values() if path]
    code = digest_code(*Path(__file__).parent.glob("*.py"))
    state = _digest((metadata.version("pypandoc_binary"), code, styles, {work.edition for work in works}))
    texts = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    texts = texts if texts.pop("state", "") == state else {}
    for work in works:
        if found := texts.get(_digest(work)):
            _known.setdefault(work, found)
    made = references(works)
    texts |= {_digest(work): found for work, found in zip(works, made, strict=True)}
    write_whole(kept, json.dumps({"state": state} | texts).encode())
    return made


def _digest(of: object) -> str:
    return sha256(repr(of).encode()).hexdigest()[:24]


def _set_all(works: tuple[Work, ...]) -> tuple[References, ...]:
    with ThreadPoolExecutor(len(STYLES)) as threads:
        texts = dict(
            zip(STYLES, threads.map(lambda path: _set(works, _style(path)), STYLES.values()), strict=True)
        )
    return tuple({name: texts[name][position] for name in STYLES} for position in range(len(works)))


@lru_cache(maxsize=8)
def _style(path: Path | None) -> str:
    """Return a style that prints each reference by itself, without the letters that part those of a list."""
    style = path.read_text("utf-8") if path else _pandoc(["--print-default-data-file", "default.csl"], "")
    return style.replace(_SUFFIX, "")


def _set(works: tuple[Work, ...], style: str) -> list[str]:
    everything = {
        "citationId": "*", "citationPrefix": [], "citationSuffix": [], "citationNoteNum": 0,
        "citationMode": {"t": "NormalCitation"}, "citationHash": 0,
    }  # fmt: skip
    meta = {
        "references": {"t": "MetaList", "c": [_item(work, str(i)) for i, work in enumerate(works)]},
        "nocite": {"t": "MetaInlines", "c": [{"t": "Cite", "c": [[everything], _inlines("@*")]}]},
    }
    document = json.dumps({"pandoc-api-version": _VERSION, "meta": meta, "blocks": []})
    with tempfile.NamedTemporaryFile("w", suffix=".csl", encoding="utf-8") as file:
        file.write(style)
        file.flush()
        html = _pandoc(
            ["-f", "json", "-t", "html", "--wrap=none", "--citeproc", "--csl", file.name], document
        )
    entries = {str(tag["id"]): tag for tag in BeautifulSoup(html, "html.parser").find_all("div", id=True)}
    return [" ".join(entries[f"ref-{i}"].get_text().split()) for i in range(len(works))]


def _item(work: Work, key: str) -> dict[str, Any]:
    """Return a CSL item in pandoc's document model, where a text is text, whatever it looks like.

    The title of a part is a sentence of the book: no style changes its capitals.
    """
    item = {name: _value(value) for name, value in (csl(work) | {"id": key}).items()}
    if work.kind == "part":
        for name in ("title", "title-short"):
            span = {"t": "Span", "c": [["", ["nocase"], []], _inlines(csl(work)[name])]}
            item[name] = {"t": "MetaInlines", "c": [span]}
    return {"t": "MetaMap", "c": item}


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_value(each) for each in value]}
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {name: _value(each) for name, each in value.items()}}
    return {"t": "MetaInlines", "c": _inlines(str(value))}


def _inlines(text: str) -> list[dict[str, Any]]:
    """Return a text in words; what is quoted is told apart, so that a style can set quotes within quotes."""
    found: list[dict[str, Any]] = []
    for position, piece in enumerate(re.split("“([^“”]*)”", text)):
        words = [
            {"t": "Space"} if word.isspace() else {"t": "Str", "c": word}
            for word in re.findall(r"\s+|\S+", piece)
        ]
        found += [{"t": "Quoted", "c": [{"t": "DoubleQuote"}, words]}] if position % 2 else words
    return found


def _pandoc(arguments: list[str], text: str) -> str:
    command = [pypandoc.get_pandoc_path(), *arguments]
    run = subprocess.run(command, input=text, encoding="utf-8", capture_output=True, check=False)
    if run.returncode:
        raise BuildError(f"pandoc could not set the references: {run.stderr.strip()[:600]}")
    return run.stdout
