"""The pages of the built book, parsed once; a toy book to break."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from lxml import html

from summitwatch.publishing.build import build

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = """---
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  display_name: Python 3
  name: python3
---

(ch-{name})=
# Chapter {name}

See {{ref}}`ch-two`.

```{{code-cell}} python
from pathlib import Path

from summitwatch.tables import load

print("rows of {name}:", len(load(Path("../data"))["items"]))
```

```{{code-cell}} python
print("{name} ends")
```
"""


def documents(contents):
    """Return every document that a parsed _toc.yml names, the root first."""
    found = [contents["root"]] if "root" in contents else []
    found += [contents["file"]] if "file" in contents else []
    for key in ("parts", "chapters", "sections"):
        for entry in contents.get(key, []):
            found += documents(entry)
    return found


@pytest.fixture(scope="session")
def toc(book):
    return documents(yaml.safe_load((book.root / "_toc.yml").read_text("utf-8")))


@pytest.fixture(scope="session")
def pages(book):
    """Every HTML page of the book, parsed, by its path below html/."""
    parser = html.HTMLParser(encoding="utf-8")
    return {
        path.relative_to(book.html).as_posix(): html.parse(path, parser).getroot()
        for path in sorted(book.html.rglob("*.html"))
        if not {"_static", "editions"} & set(path.relative_to(book.html).parts[:-1])  # older ones are frozen
    }


@pytest.fixture
def toy(built_toy):
    """The toy book, built without a PDF and to be broken at will: the next test finds it as this one did."""
    root, said = built_toy
    yield SimpleNamespace(
        root=root, html=root / "_build" / "html", one=root / "chapters" / "one.md", said=said
    )
    shutil.rmtree(root)
    shutil.copytree(root.with_name("kept"), root, symlinks=True)


@pytest.fixture(scope="module")
def built_toy(toy_root):
    """The toy book and what its first build said; a copy of both is kept beside it, with all times."""
    lines = []
    build(toy_root, pdf=False, say=lines.append)
    shutil.copytree(toy_root, toy_root.with_name("kept"), symlinks=True)
    return toy_root, "\n".join(lines)


@pytest.fixture(scope="module")
def toy_root(tmp_path_factory):
    """A book of three chapters with our configuration and data."""
    root = tmp_path_factory.mktemp("toy") / "a book with spaces"
    shutil.copytree(
        ROOT / "data", root / "data", ignore=shutil.ignore_patterns("editions")
    )  # not of this book
    shutil.copytree(
        ROOT / "summitwatch" / "publishing" / "static", root / "summitwatch" / "publishing" / "static"
    )
    shutil.copyfile(ROOT / "CITATION.cff", root / "CITATION.cff")
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config["sphinx"]["config"]["summitwatch_data"] = "data"
    (root / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    parts = [{"caption": "A part", "chapters": [{"file": "chapters/one"}, {"file": "chapters/two"}]}]
    contents = {"format": "jb-book", "root": "chapters/index", "parts": parts}
    (root / "_toc.yml").write_text(yaml.safe_dump(contents, sort_keys=False), "utf-8")
    (root / "chapters").mkdir()
    for name in config.get("bibtex_bibfiles", []):
        (root / name).write_text("@misc{none, title={None}}\n", "utf-8")
    for name in ("index", "one", "two"):
        (root / "chapters" / f"{name}.md").write_text(CHAPTER.format(name=name), "utf-8")
    return root
