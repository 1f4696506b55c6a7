"""The named alternatives: a bare Jupyter Book 1, Jupyter Book 2, LaTeX, a plain installation."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import yaml
from bs4 import BeautifulSoup, Tag

from benchmarks.costs import Cost, spend
from summitwatch.publishing.takeaway.pandoc import pandoc

_HEAD = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

# Chapter {number}

```{{code-cell}} python
import matplotlib.pyplot
import pandas
chapter = {number}  # else all would be one to the cache, and executed once
```
"""
_SHOWN = ".end-block, .ev-card, .exhibit-data, .headerlink, details, nav, script, svg, template, .cite"
_PATIENCE = 120  # seconds that a server may take to start
_DAY = date(2026, 1, 1)  # any will do: nothing made here is kept
_PROSE = ("h1", "h2", "h3", "p", "ul", "ol", "table", "figure")


def jupyter_book(folder: Path, builder: str = "html") -> list[str]:
    """Return the command that lets Jupyter Book 1 build a folder."""
    code = "from jupyter_book.cli.main import main; main()"
    return [sys.executable, "-P", "-c", code, "build", str(folder), "--builder", builder]


def write_book(folder: Path, chapters: dict[str, str], execute: str = "cache") -> None:
    """Write a book of Jupyter Book 1 without any setting of ours."""
    folder.mkdir(parents=True)
    for name, text in chapters.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    first, *others = chapters
    contents = {"format": "jb-book", "root": first, "chapters": [{"file": name} for name in others]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents, sort_keys=False), "utf-8")
    config = {"title": "Bare", "execute": {"execute_notebooks": execute}, "only_build_toc_files": True}
    (folder / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")


def bare(folder: Path, chapters: int) -> Cost:
    """Build a book of so many notebooks that only import pandas and matplotlib."""
    numbers = range(1, chapters + 1)
    write_book(folder, {f"chapter{number}": _HEAD.format(number=number) for number in numbers})
    return spend(jupyter_book(folder), folder)


def install(folder: Path, packages: Iterable[str]) -> Cost:
    """Make an environment with some packages, as pip resolves them."""
    made = spend([sys.executable, "-m", "venv", str(folder)], folder.parent)
    pip = [
        str(folder / "bin" / "python"),
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "--no-cache-dir",
    ]
    got = spend([*pip, "install", *packages], folder.parent)
    return Cost(made.wall + got.wall, made.cpu + got.cpu)


def jupyter_book_2(folder: Path, root: Path, documents: list[str], tools: Path) -> Cost:
    """Let Jupyter Book 2 execute our chapters and export them as JATS, which it can without a network.

    Its HTML needs a template from the network. The kernel is that of our own environment.
    """
    shutil.copytree(root / "chapters", folder / "chapters")
    exports = [
        {"format": "jats", "article": f"{name}.md", "output": f"exports/{Path(name).name}.xml"}
        for name in documents
    ]
    project = {"title": "Summit Watch", "toc": [{"file": f"{name}.md"} for name in documents],
               "exports": exports}  # fmt: skip
    (folder / "myst.yml").write_text(yaml.safe_dump({"version": 1, "project": project}), "utf-8")
    kernel = folder / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    start = [sys.executable, "-P", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(
        json.dumps({"argv": start, "display_name": "Python 3", "language": "python"}), "utf-8"
    )
    found = {"JUPYTER_PATH": str(folder / "jupyter"), "PYTHONPATH": str(root)}
    with serving(folder, tools, found) as address:
        command = [str(tools / "bin" / "jupyter-book"), "build", "--execute", "--all"]
        cost = spend(command, folder, address)
    made = list((folder / "exports").glob("*.xml"))
    if len(made) < len(documents) or "Could not load Jupyter session manager" in cost.said:
        raise SystemExit(f"{cost.said[-3000:]}\nJupyter Book 2 did not execute and export every chapter")
    return cost


@contextmanager
def serving(folder: Path, tools: Path, settings: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Start the Jupyter server through which Jupyter Book 2 executes; it is up before the clock starts.

    Left to start one itself, Jupyter Book 2 waits for a few seconds only, and none starts for root.
    """
    port, token = free_port(), "bench"
    command = [str(tools / "bin" / "python"), "-m", "jupyter_server", "--no-browser", "--allow-root",
               f"--ServerApp.root_dir={folder}", f"--ServerApp.port={port}",
               f"--IdentityProvider.token={token}"]  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    log = folder.parent / "server.log"
    with (
        log.open("w") as kept,
        subprocess.Popen(command, env={**os.environ, **settings}, stdout=kept, stderr=kept) as server,
    ):
        for _ in range(_PATIENCE):
            if server.poll() is not None or "is running at" in log.read_text("utf-8"):
                break
            time.sleep(1)
        try:
            yield {"JUPYTER_BASE_URL": address, "JUPYTER_TOKEN": token,
                   "PATH": f"{tools / 'bin'}{os.pathsep}{os.environ['PATH']}"}  # fmt: skip
        finally:
            server.terminate()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def plain_chapters(html: Path, documents: list[str], into: Path) -> dict[str, str]:
    """Return the chapters as built, as plain Markdown with the same text, tables and figures.

    LaTeX cannot take our chapters as they are: cards, ledger and drawings are nodes that only our HTML and
    our PDF know.
    """
    into.mkdir(parents=True, exist_ok=True)
    found = {}
    for name in documents:
        page = html / f"{name}.html"
        soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        body = soup.select_one("article.bd-article") or soup
        for figure in body.select("figure[id]"):
            set_picture(figure, html, into)
        for tag in body.select(_SHOWN):
            tag.decompose()
        for table in body.select("table:not(:has(tbody td))"):  # LaTeX's writer fails on a head alone
            table.decompose()
        parts = [str(tag) for tag in body.find_all(_PROSE) if not tag.find_parent(_PROSE)]
        options = [
            "--from=html-native_divs-native_spans",
            "--to=commonmark+pipe_tables-raw_html",
            "--wrap=none",
        ]
        text = pandoc("\n".join(parts), options, _DAY).decode()
        found[Path(name).name] = text if text.startswith("# ") else f"# {Path(name).name}\n\n{text}"
    return found


def set_picture(figure: Tag, html: Path, into: Path) -> None:
    """Put the PNG of a figure, with its caption, in the place of the drawing."""
    picture = html / "_downloads" / "figures" / f"{figure['id']}.png"
    if picture.is_file():
        shutil.copyfile(picture, into / picture.name)
        caption = figure.select_one(".caption-text")
        words = caption.get_text() if caption else picture.stem
        maker = BeautifulSoup("", "html.parser")
        paragraph = maker.new_tag("p")
        paragraph.append(maker.new_tag("img", attrs={"src": picture.name, "alt": words}))
        figure.replace_with(paragraph)


def latex(folder: Path, chapters: dict[str, str], pictures: Path) -> Cost:
    """Let Jupyter Book 1 set the plain chapters through LaTeX."""
    write_book(folder, chapters, "off")
    for picture in pictures.glob("*.png"):
        shutil.copyfile(picture, folder / picture.name)
    cost = spend(jupyter_book(folder, "pdflatex"), folder)
    if not list(folder.rglob("*.pdf")):
        raise SystemExit(f"LaTeX made no PDF:\n{cost.said[-3000:]}")
    return cost
