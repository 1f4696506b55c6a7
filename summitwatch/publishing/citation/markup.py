"""References as HTML: lists to read and copy, and the pattern that the page's script fills in for records."""

from collections.abc import Iterable, Mapping
from html import escape

from summitwatch.publishing.citation.work import Work

CITE = "cite"  # begins the anchor of the references at a page's end
#: What a pattern holds in the place of a record's own words, with what a reader sees there.
SLOTS = {
    "\ue000": ("title", "what the record says (kind and id)"),
    "\ue001": ("short", "kind and id"),
    "\ue002": ("anchor", "id in lower case"),
}


def pattern(ledger: Work) -> Work:
    """Return a record that is any record of a ledger page."""
    title, short, anchor = SLOTS
    return Work(ledger.edition, "part", title, "pattern", ledger.chapter, ledger.path, anchor, short)


def listing(references: Mapping[str, str]) -> str:
    """Return a list of one reference in each style; a pattern shows its slots."""
    rows = (
        f'<li><span class="cite-style">{escape(style)}</span> '
        f'<span class="cite-text">{_slots(escape(text))}</span></li>\n'
        for style, text in references.items()
    )
    return f'<ul class="cite-refs">\n{"".join(rows)}</ul>'


def _slots(text: str) -> str:
    for mark, (name, shown) in SLOTS.items():
        text = text.replace(mark, f'<span class="cite-slot" data-slot="{name}">{shown}</span>')
    return text


def box(references: Mapping[str, str], name: str) -> str:
    """Return the references of one part, folded behind the word Cite."""
    label = escape(f"Cite {name}", quote=True)
    summary = f'<summary aria-label="{label}">Cite</summary>'
    return f'<details class="cite">\n{summary}\n{listing(references)}\n</details>'


def section(kind: str, heading: str, references: Mapping[str, str], links: Iterable[tuple[str, str]]) -> str:
    """Return what closes a page: heading, references, and links to the same as files."""
    tied = " · ".join(f'<a href="{escape(href)}">{escape(label)}</a>' for label, href in links)
    return (
        f'<p class="end-head" id="{CITE}-{kind}"><strong>{escape(heading)}</strong></p>\n'
        f'{listing(references)}\n<p class="cite-files">{tied}</p>'
    )


def how_to(references: Mapping[str, str]) -> str:
    """Return the folded pattern of a ledger page."""
    return (
        '<details class="cite-pattern">\n<summary>How to cite a record of this page</summary>\n'
        f"{listing(references)}\n</details>"
    )


def link(name: str, anchor: str, *, bare: bool) -> str:
    """Return a record's cite action, without scripts its permanent link; a bare one is cited by its name."""
    mark = " data-bare" if bare else ""
    href = escape(f"#{anchor}", quote=True)
    return f'<a class="cite-link" href="{href}" data-cite="{escape(name, quote=True)}"{mark}>Cite</a>'
