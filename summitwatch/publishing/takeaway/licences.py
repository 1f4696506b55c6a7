"""The licences of all that is shipped with the book, as the installed packages state them."""

from dataclasses import dataclass
from importlib import metadata
from importlib.metadata import Distribution

from summitwatch.errors import BuildError
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.pdf_fonts import WHEELS


@dataclass(frozen=True)
class Shipped:
    """A package of which parts stand in what is published, which parts, and where."""

    package: str
    parts: str
    where: str


SHIPPED = (
    Shipped("fontpkg-source-serif-4", "Source Serif 4, cut to the characters shown", "pages, PDF, EPUB"),
    Shipped("fontpkg-source-sans-3", "Source Sans 3, cut to the characters shown", "pages, PDF, EPUB"),
    Shipped("fontpkg-source-code-pro", "Source Code Pro, cut to the characters shown", "PDF"),
    Shipped("pylopdf-fonts-ko", "Noto Sans KR, cut to the characters shown", "pages, PDF, EPUB"),
    Shipped("pylopdf-fonts-zh-cn", "Noto Sans SC, cut to the characters shown", "PDF"),
    Shipped("pydata-sphinx-theme", "style rules with Bootstrap's; icons of Font Awesome Free", "pages"),
    Shipped("sphinx-book-theme", "frame of the page, style rules", "pages"),
    Shipped("jupyter-book", "style rules", "pages"),
    Shipped("myst-nb", "style rules", "pages"),
    Shipped("sphinx-design", "style rules", "pages"),
    Shipped("sphinx-copybutton", "style rules", "pages"),
    Shipped("Pygments", "colours of code", "pages"),
    Shipped("Sphinx", "scripts of the search, style rules", "pages"),
    Shipped("pypandoc-binary", "frame of EPUB and DOCX, made by pandoc", "EPUB, DOCX"),
)
FONTS = WHEELS
_RULE = "=" * 78


def licence(package: str) -> str:
    """Return the licence of an installed package in few words.

    Raises
    ------
    BuildError
        The package is not installed, or names no licence.
    """
    about = _installed(package).metadata
    kinds = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line[:7] == "License"
    ]
    stated = [line for name in ("License-Expression", "License") for line in about.get_all(name) or ()]
    told = "; ".join(kinds) or (stated[0].split("\n")[0] if stated else "")
    if not told:
        raise BuildError(f"{package} names no licence: nothing of it may be shipped")
    return told


def notices(package: str) -> list[str]:
    """Return the texts of a package's licence files, each once."""
    files = [file for file in _installed(package).files or () if _is_notice(file.name)]
    paths = sorted(str(file.locate()) for file in files)
    texts: dict[str, None] = {}
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 (a path of any package)
            texts[file.read().strip()] = None
    return list(texts)


def _is_notice(name: str) -> bool:
    return "LICENSE" in name.upper() and not name.endswith((".py", ".pyc"))


def _installed(package: str) -> Distribution:
    try:
        return metadata.distribution(package)
    except metadata.PackageNotFoundError as error:
        raise BuildError(f"{package} is not installed: run `make book`") from error


def licences(edition: Edition) -> bytes:
    """Return the list of what is shipped, with its licences, and their texts below it."""
    head = (
        f"{edition.stamp}\n\n"
        "The book's text and data are under CC BY 4.0, its program under the MIT licence. What others made\n"
        "and the book ships, whole or in part, as the installed packages state it:\n"
    )
    rows = [_row(it) for it in SHIPPED]
    texts = [f"{_RULE}\n{it.package}\n{_RULE}\n\n{text}\n" for it in SHIPPED for text in notices(it.package)]
    return "\n".join([head, *rows, *texts]).encode()


def _row(it: Shipped) -> str:
    name = f"{it.package} {_installed(it.package).version}"
    return f"{name}\n  {it.parts}; in: {it.where}\n  licence: {licence(it.package)}\n"
