"""The pages of the built book, parsed once; a toy book to break."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from lxml import html

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
def toy(toy_root):
    """The toy book, to be broken at will: afterwards its sources are as they were, so that caches serve the next."""
    before = {path: path.read_bytes() for path in sources(toy_root)}
    yield SimpleNamespace(
        root=toy_root, html=toy_root / "_build" / "html", one=toy_root / "chapters" / "one.md"
    )
    for path in set(sources(toy_root)) - set(before):
        path.unlink()
    for path, content in before.items():
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def sources(root):
    return [
        path for path in root.rglob("*") if path.is_file() and "_build" not in path.relative_to(root).parts
    ]


@pytest.fixture(scope="module")
def toy_root(tmp_path_factory):
    """A book of three chapters with our configuration and data."""
    root = tmp_path_factory.mktemp("toy") / "a book with spaces"
    shutil.copytree(ROOT / "data", root / "data")
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
