"""Older editions in the site of a newer one: unchanged, but for a notice that leads to the newest."""

import os
import re
import shutil
from html import escape
from pathlib import Path

from summitwatch.analysis.editions import EDITION_NAME
from summitwatch.errors import BuildError
from summitwatch.publishing.edition import Edition
from summitwatch.publishing.outputs import PAST

_PLACES = (re.compile(r"<article\b[^>]*>"), re.compile(r"<body\b[^>]*>"))
NOTICE = "edition-notice"  # its look is in the older edition's sheet: pages allow no style of their own


def frozen(dist: Path, edition: Edition) -> list[Path]:
    """Return the folders of the editions that a site keeps: older ones, and its own if it has an address.

    Raises
    ------
    BuildError
        A folder has not the name of an edition, or holds a link that may lead out of it.
    """
    found = sorted(
        path.parent for path in dist.glob("*/html") if path.parent.name != edition.name or edition.url
    )
    for folder in found:
        if not EDITION_NAME.fullmatch(folder.name):
            raise BuildError(f"{folder}: allowed: a name as 2026.11; to mend: remove or rename the folder")
        links = [path for path in (folder, *sorted(folder.rglob("*"))) if path.is_symlink()]
        if links:
            raise BuildError(f"{links[0]} is a link; allowed: files; to mend: unpack the edition again")
    return found


def place(dist: Path, html: Path, edition: Edition) -> None:
    """Put every edition that is kept into a built site, each under its permanent folder.

    Raises
    ------
    BuildError
        What lies there is no edition, or no page in UTF-8.
    """
    for folder in frozen(dist, edition):
        target = html / PAST / folder.name
        shutil.copytree(folder / "html", target)
        for page in sorted(target.rglob("*.html")) if folder.name != edition.name else ():
            if "_static" not in page.relative_to(target).parts:
                text = _text(page)
                page.write_text(with_notice(text, _notice(page, target, html, edition)), "utf-8")


def _text(page: Path) -> str:
    try:
        return page.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BuildError(f"{page}: {error}; allowed: UTF-8; to mend: unpack the edition again") from error


def with_notice(page: str, notice: str) -> str:
    """Return a page with a notice at its head, and nothing else changed."""
    for place_ in _PLACES:
        found = place_.search(page)
        if found:
            return page[: found.end()] + notice + page[found.end() :]
    return page


def _notice(page: Path, old: Path, html: Path, edition: Edition) -> str:
    same = html / page.relative_to(old)
    there = same.is_file()
    target = os.path.relpath(same if there else html / "index.html", page.parent)
    words = "The same page in" if there else "This page is no longer in the book; begin with"
    return (
        f'<aside role="note" class="{NOTICE}">You read edition {escape(old.name)}. '
        f'<a href="{escape(target)}">{words} edition {escape(edition.name)}</a>.</aside>'
    )
