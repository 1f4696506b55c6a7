"""Turn Sphinx's single HTML page into plain, uniquely anchored HTML for print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from summitwatch.publishing.pdf_find import classes, first, found
from summitwatch.publishing.pdf_mend import mend
from summitwatch.publishing.pdf_parts import HEADING, HtmlError, element

DROPPED = (
    *("template", "script", "style", "button", "input", "nav", ".only-html", ".ev-card", ".headerlink"),
    *("hr.footnotes", ".backrefs", ".sd-summary-state-marker", ".sd-hide-link-text"),
)
BARE = ("dt", "dd", "p", "li", "td", "th", "tr", "blockquote", "a", "pre", "dl", "ul", "ol")
INLINE_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Picture:
    """A figure's picture: its file, its title, and its words for those who cannot see it."""

    file: str
    title: str
    alt: str


@dataclass
class Page:
    """What a page holds: chapters as HTML, their documents, the pictures by the name they bear there."""

    chapters: list[str] = field(default_factory=list)
    images: dict[str, str] = field(default_factory=dict)
    drawings: dict[str, str] = field(default_factory=dict)
    figures: dict[str, Picture] = field(default_factory=dict)  # by anchor
    documents: list[str] = field(default_factory=list)

    @property
    def html(self) -> str:
        """The whole page."""
        return whole("\n".join(self.chapters))


def whole(html: str) -> str:
    """Return chapters as a page."""
    return f"<html><body>{html}</body></html>"


@dataclass(frozen=True)
class Opened:
    """A page taken apart: what it holds, and its chapters as they stand, by the names of their documents."""

    page: Page
    chapters: list[tuple[str, Tag]]


def _nothing(number: int, html: str) -> None:
    """Do nothing with a chapter."""


def clean(source: str, parts: Mapping[str, str], root: str = "index") -> Page:
    """Return the chapters of a singlehtml page as flat HTML with unique anchors.

    As `open_page`, then `mended`, which tell of what they take and raise.
    """
    return mended(open_page(source, root), parts)


def open_page(source: str, root: str) -> Opened:
    """Take a singlehtml page apart: what print drops is gone, anchors are unique, pictures are named.

    Parameters
    ----------
    source
        The page as Sphinx's singlehtml builder wrote it.
    root
        The docname of the root document, which comes first and has no anchor of its own.

    Raises
    ------
    HtmlError
        If a picture has no alternative text, or a link inside the book leads nowhere.
    """
    page = Page()
    source = re.sub(r"\bn = (?=\d)", "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}", source)
    soup = BeautifulSoup(lift_drawings(source, page), "lxml")
    body = soup.select_one("article.bd-article, [role=main], main, body") or soup
    drop(body)
    chapters = list(split_chapters(body, root))
    taken: set[str] = set()
    for number, (_, chapter) in enumerate(chapters, 1):
        mark_footnotes(chapter, number)
        drop_counted_ids(chapter)
        unique_ids(chapter, number, taken)
    resolve_links(chapters)
    page.documents = [name for name, _ in chapters]
    for _, chapter in chapters:
        name_images(chapter, page)
    return Opened(page, chapters)


def mended(opened: Opened, parts: Mapping[str, str], ready: Callable[[int, str], object] = _nothing) -> Page:
    """Return a page with its chapters as flat HTML.

    Parameters
    ----------
    opened
        The page taken apart; its chapters are changed.
    parts
        The docname of a part's first chapter, and the title of that part.
    ready
        Called with number and HTML of each chapter when it is done, the longest first, as most is still to
        be done with that.

    Raises
    ------
    HtmlError
        If a chapter has no heading.
    """
    done: dict[int, str] = {}
    chapters = opened.chapters
    for number in sorted(range(len(chapters)), key=lambda n: -len(found(chapters[n][1]))):
        name, chapter = chapters[number]
        mend(chapter)
        level_headings(chapter, parts.get(name, ""), number)
        move_anchors(chapter)
        done[number] = str(chapter)
        ready(number, done[number])
    return replace(opened.page, chapters=[done[number] for number in range(len(chapters))])


def drop(body: Tag) -> None:
    """Remove what means nothing in print."""
    inside = [
        *(
            c
            for box in found(body, ".toctree-wrapper")
            for c in box.find_all(class_="caption", recursive=False)
        ),
        *(s for box in found(body, "details.hide") for s in box.find_all("summary", recursive=False)),
    ]
    icons = [tag for tag in found(body, "i", "span", having="class") if "fa-" in " ".join(classes(tag))]
    back = [tag for tag in found(body, having="role") if tag["role"] == "doc-backlink"]
    for tag in [*found(body, *DROPPED), *inside, *icons, *back]:
        tag.decompose()


def lift_drawings(source: str, page: Page) -> str:
    """Move inline SVG out before parsing, as the HTML parser would lower the case of its attributes."""

    def lift(match: re.Match[str]) -> str:
        drawing = match.group()
        if "sd-octicon" in drawing[:200] or 'aria-hidden="true"' in drawing.split(">", 1)[0]:
            return ""
        name = f"drawing-{len(page.drawings) + 1:03d}.svg"
        label = re.search(r'aria-label="([^"]*)"', drawing.split(">", 1)[0]) or re.search(
            r"<title[^>]*>([^<]*)</title>", drawing
        )
        head = "" if "xmlns=" in drawing.split(">", 1)[0] else ' xmlns="http://www.w3.org/2000/svg"'
        page.drawings[name] = drawing.replace("<svg", "<svg" + head, 1)
        alt = label.group(1).replace('"', "&quot;") if label else ""
        return f'<img src="{name}" alt="{alt}">'

    return INLINE_SVG.sub(lift, source)


def split_chapters(body: Tag, root: str) -> Iterator[tuple[str, Tag]]:
    """Yield each document with its name; Sphinx nests them all in the root's section."""
    kept: list[tuple[str, Tag]] = []
    for mark in found(body, "span", having="id"):
        if not str(mark["id"]).startswith("document-"):
            continue
        chapter = mark.find_next_sibling("section")
        if chapter is None or any(parent is one for _, one in kept for parent in mark.parents):
            continue
        kept.append((str(mark.extract()["id"]).removeprefix("document-"), chapter))
    for _, chapter in kept:
        chapter.extract()
    whole = body.find("section")
    if isinstance(whole, Tag):
        for empty in found(whole, ".toctree-wrapper"):
            empty.decompose()
        yield root, whole
    yield from kept


def mark_footnotes(chapter: Tag, number: int) -> None:
    """Turn Sphinx's footnotes into the notes that pandoc sets at the foot; a repeat refers to the first."""
    notes = {str(note["id"]): note for note in found(chapter, "aside.footnote", having="id")}
    seen: set[str] = set()
    for reference in found(chapter, "a.footnote-reference"):
        key = str(reference.get("href", "")).removeprefix("#")
        if key not in notes:
            raise HtmlError(f"a footnote reference leads nowhere: {key!r}")
        label = f"note-{number}-{slug(key)}"
        if key in seen:
            reference.replace_with(element("span", {"class": "note-again", "data-label": label}))
            continue
        reference.insert_after(element("span", {"class": "note-label", "data-label": label}))
        reference.attrs = {"epub:type": "noteref", "href": "#" + label}
        seen.add(key)
    for key, note in notes.items():
        for old in found(note, ".label"):
            old.decompose()
        note.attrs = {"epub:type": "footnote", "id": f"note-{number}-{slug(key)}"}
    for box in found(chapter, "aside.footnote-list"):
        box.unwrap()


def drop_counted_ids(chapter: Tag) -> None:
    """Drop id1, id2 …, which every chapter repeats; the bibliography's are links' ends and stay."""
    for tag in found(chapter, having="id"):
        if re.fullmatch(r"id\d+", str(tag["id"])) and "citation" not in tag.get_attribute_list("class"):
            del tag["id"]


def slug(name: str) -> str:
    """Return a name that is safe as a label."""
    return re.sub(r"[^\w-]+", "-", name).strip("-") or "x"


def unique_ids(chapter: Tag, number: int, taken: set[str]) -> None:
    """Make ids safe and unique in the book; chapters share names such as "limits"."""
    mine: set[str] = set()
    chapter["id"] = chapter.get("id") or f"chapter-{number}"
    for tag in [chapter, *found(chapter, having="id")]:
        old = str(tag["id"])
        if old in mine or tag.get("epub:type"):
            continue
        mine.add(old)
        tag["data-id"] = old
        tag["id"] = slug(old) if slug(old) not in taken else f"{slug(old)}-{number}"
        taken.add(str(tag["id"]))


def resolve_links(chapters: list[tuple[str, Tag]]) -> None:
    """Point each inner link at its anchor, in its own chapter first; other files cannot be in a PDF."""
    tables = [
        {
            str(tag["data-id"]): str(tag["id"])
            for tag in [c, *found(c, having="data-id")]
            if tag.get("data-id")
        }
        for _, c in chapters
    ]
    everywhere = {old: new for table in reversed(tables) for old, new in table.items()}
    everywhere |= {f"document-{name}": str(chapter["id"]) for name, chapter in chapters}
    missing = []
    for (_, chapter), table in zip(chapters, tables, strict=True):
        for link in found(chapter, "a", having="href"):
            href = unquote(str(link["href"]))
            if re.match(r"[a-z]+:", href) or link.get("epub:type"):
                continue
            target = find_target(href, table, everywhere)
            if target:
                link["href"] = "#" + target
            elif "#" in href or re.search(r"\.html$", href):
                missing.append(href)
            else:
                link.unwrap()
    if missing:
        raise HtmlError("links that lead nowhere: " + ", ".join(sorted(set(missing))))


def find_target(href: str, own: Mapping[str, str], everywhere: Mapping[str, str]) -> str | None:
    """Return the anchor that a link means: a fragment, or the document it names."""
    file, _, fragment = href.rpartition("#") if "#" in href else (href, "", "")
    if fragment:
        return own.get(fragment) or everywhere.get(fragment)
    name = re.sub(r"^(\.\./|\./)*|\.html$", "", file)
    exact = everywhere.get("document-" + name)
    ends = [
        new for old, new in everywhere.items() if old.startswith("document-") and old.endswith("/" + name)
    ]
    return exact or (ends[0] if len(ends) == 1 else None)


def level_headings(chapter: Tag, part: str, number: int) -> None:
    """Begin each chapter at level one and skip no level, as PDF/UA asks; sections hand over their anchors.

    The title bears the part that it opens and the chapter's number, by which it is cited; the first page has
    none.
    """
    headings = chapter.find_all(HEADING)
    if not headings:
        raise HtmlError("a chapter has no heading")
    base, last = int(headings[0].name[1]) - 1, 0
    for heading in headings:
        last = min(max(1, int(heading.name[1]) - base), last + 1)
        heading.name = f"h{last}"
    if part:
        headings[0]["data-part"] = part
    if number:
        headings[0]["data-chapter"] = str(number)
    for section in [chapter, *found(chapter, "section", having="id")]:
        title = section.find(HEADING, recursive=False)
        if isinstance(title, Tag) and not title.get("id"):
            title["id"] = section["id"]
        else:
            section.insert(0, element("span", {"id": str(section["id"])}))


def move_anchors(chapter: Tag) -> None:
    """Put the anchors of elements that pandoc would rob of them on empty spans inside."""
    for tag in found(chapter, *BARE, having="id"):
        place = tag.find(["td", "th"]) if tag.name == "tr" else tag
        if isinstance(place, Tag) and not tag.get("epub:type"):
            place.insert(0, element("span", {"id": str(tag["id"])}))
            del tag["id"]
    for section in found(chapter, "section"):
        section.unwrap()
    chapter.name, chapter.attrs = "div", {}


def name_images(chapter: Tag, page: Page) -> None:
    """Give pictures short names, and insist on words for those who cannot see them."""
    for image in found(chapter, "img"):
        source = str(image.get("src", ""))
        alt = str(image.get("alt", "")).strip() or caption_of(image)
        if not alt or alt == source or alt.endswith((".svg", ".png")):
            raise HtmlError(f"a picture has no alternative text: {source}")
        if source not in page.drawings:
            name = f"image-{len(page.images) + 1:03d}{re.sub(r'^.*(?=[.])', '', source).lower()}"
            page.images[name] = source
            source = name
        figure = image.find_parent("figure")
        if isinstance(figure, Tag) and figure.get("id"):
            page.figures[str(figure["id"])] = Picture(source, title_of(figure), alt)
        image.attrs = {"src": source, "alt": alt}


def title_of(figure: Tag) -> str:
    """Return the title of a figure, without its number and legend."""
    title = first(figure, ".caption-text")
    return title.get_text(" ", strip=True) if title else ""


def caption_of(image: Tag) -> str:
    """Return the caption of the figure that holds a picture."""
    figure = image.find_parent("figure")
    caption = figure.find("figcaption") if isinstance(figure, Tag) else None
    return caption.get_text(" ", strip=True) if isinstance(caption, Tag) else ""
