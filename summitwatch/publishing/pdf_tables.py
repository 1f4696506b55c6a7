"""The rule by which a table gets its size of type, its place, and the widths of its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import Tag

from summitwatch.publishing.pdf_find import found
from summitwatch.publishing.pdf_parts import element
from summitwatch.publishing.pdf_widths import extents, least, lines, most, share

# Size of type, whether into the margin, page turned: from what is read best to what holds most.
FORMS = ((9.0, False, False), (8.4, False, False), (8.4, True, False), (7.8, True, False), (7.2, True, False))
TURNED = (7.6, True, True)
NUMBER = re.compile(r"[-+−–]?[\d.,\s]*\d(?:\s?%|\s?\([\d.,–\s%]+\))?|[-–—]?")
IDS = re.compile(r"[A-Z][\w-]*\d[\w-]*(?:[,;\s]+[A-Z][\w-]*\d[\w-]*)*")
LOOSE = 0.72  # a table that needs less of the measure keeps its natural width
WORDY = 1.45  # lines of text across at which a wider form is tried
EARNED = 0.9  # of the height: a smaller form that saves less is not worth its size
KEPT = 12  # lines; a shorter table stands on one page
Rows = list[list[Tag]]
Form = tuple[float, bool, bool]


@dataclass(frozen=True)
class Cut:
    """A form of a table with the widths of its columns, in em; none for one that is narrow by nature."""

    form: Form
    widths: tuple[float, ...]


def mend_tables(chapter: Tag) -> None:
    """Choose type and width by the rule, join title and note, and set columns of figures flush right."""
    tables = {id(table): rows_of(table) for table in found(chapter, "table")}
    shapes: dict[tuple[str, ...], Rows] = {}
    for rows in tables.values():
        known = shapes.setdefault(heads(rows), rows[:1])
        known.extend(rows[1:])
    cuts = {head: cut(alike) for head, alike in shapes.items()}
    for table in found(chapter, "table"):
        rows = tables[id(table)]
        for cell in (cell for row in rows for cell in row):
            cell.attrs = {key: cell[key] for key in ("colspan", "rowspan", "id") if cell.has_attr(key)}
            plain_markers(cell)
        for column in numeric_columns(rows):
            for row in (row for row in rows if column < len(row)):
                row[column]["style"] = "text-align:right"
        join_note(table)
        frame(table, rows, cuts[heads(rows)])


def rows_of(table: Tag) -> Rows:
    """Return the cells of a table by row."""
    found = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    return [[cell for cell in row if isinstance(cell, Tag)] for row in found]


def heads(rows: Rows) -> tuple[str, ...]:
    """Return the words of a table's first row; tables that share them share their widths."""
    return tuple(cell.get_text().strip() for cell in rows[0]) if rows else ()


def frame(table: Tag, rows: Rows, cut: Cut) -> None:
    """Put the table on a sheet that knows its rule, and give its columns their widths."""
    size, wide, turned = cut.form
    table.attrs = {"id": table["id"]} if table.get("id") else {}
    for group in table.find_all("colgroup", recursive=False):
        group.decompose()
    if cut.widths:
        group = element("colgroup")
        for width in cut.widths:
            group.append(element("col", {"style": f"width:{100 * width / sum(cut.widths):.2f}%"}))
        caption = table.find("caption", recursive=False)
        table.insert(1 if isinstance(caption, Tag) else 0, group)
        if isinstance(caption, Tag):
            table.insert(0, caption.extract())
    kept = height(rows, cut) <= KEPT
    facts = {"size": str(size), "wide": str(int(wide)), "turned": str(int(turned)), "kept": str(int(kept))}
    table.wrap(element("div", {"class": "sheet"} | {f"data-{name}": fact for name, fact in facts.items()}))


def join_note(table: Tag) -> None:
    """Set the note that follows a table under its title, so that no page break can part them."""
    place, note = table, table.find_next_sibling()
    if note is None and isinstance(table.parent, Tag) and table.parent.name == "div":
        note = table.parent.find_next_sibling()
    if not isinstance(note, Tag) or "exhibit-note" not in note.get_attribute_list("class"):
        return
    caption = place.find("caption", recursive=False)
    if not isinstance(caption, Tag):
        caption = element("caption")
        place.insert(0, caption)
    legend = element("span", {"class": "legend"})
    for paragraph in note.extract().find_all("p"):
        legend.extend([" ", *list(paragraph.contents)] if legend.contents else list(paragraph.contents))
    if legend.get_text().strip():
        caption.extend([" ", legend])


def plain_markers(cell: Tag) -> None:
    """Set ids that fill a cell as plain links; raised and small they would float in empty space."""
    links = [link for link in cell.find_all("a") if "ev" in link.get_attribute_list("class")]
    if links and IDS.fullmatch(cell.get_text().strip()):
        for link in links:
            link["class"] = "record-link"


def numeric_columns(rows: Rows) -> list[int]:
    """Return the columns that hold nothing but numbers below their heads."""
    body = [row for row in rows if row and any(cell.name == "td" for cell in row)]
    if any(cell.has_attr("colspan") or cell.has_attr("rowspan") for row in body for cell in row):
        return []
    width = min((len(row) for row in body), default=0)
    texts = [[row[column].get_text().strip() for row in body] for column in range(width)]
    return [
        i
        for i, column in enumerate(texts)
        if any(re.search(r"\d", text) for text in column) and all(NUMBER.fullmatch(text) for text in column)
    ]


def columns_of(rows: Rows) -> list[list[str]]:
    """Return the texts of each column, its head first."""
    count = max((len(row) for row in rows), default=0)
    return [[row[i].get_text().strip() if i < len(row) else "" for row in rows] for i in range(count)]


def room(form: Form) -> float:
    """Return the em that fit across under a form."""
    size, wide, turned = form
    return (253 if turned else 164 if wide else 128) * 72 / 25.4 / size


def cut(rows: Rows) -> Cut:
    """Choose the first form that holds its rows in few lines, else the one in which they are lowest."""
    columns = columns_of(rows)
    spans = any(cell.has_attr("colspan") or cell.has_attr("rowspan") for row in rows for cell in row)
    if not columns or spans or sum(most(columns)) <= LOOSE * room(FORMS[0]):
        return Cut(FORMS[0], ())
    texts, best = extents(columns), (0.0, Cut(TURNED, ()))
    for form in FORMS:
        found = widths(columns, form)
        if not found:
            continue
        count = lines(texts, found)
        if count <= WORDY * len(texts):
            return Cut(form, found)
        if not best[0] or count * form[0] < EARNED * best[0]:
            best = (count * form[0], Cut(form, found))
    return best[1] if best[0] else Cut(TURNED, widths(columns, TURNED))


def widths(columns: list[list[str]], form: Form) -> tuple[float, ...]:
    """Return the widths of columns under a form, or nothing where their words do not fit."""
    across = room(form)
    for short in (True, False):
        low = least(columns, short=short)
        if low.sum() <= across * (0.8 if short else 1.0):
            return tuple(share(extents(columns), low, most(columns), across))
    return ()


def height(rows: Rows, cut: Cut) -> float:
    """Return about how many lines a table has."""
    texts = extents(columns_of(rows))
    return lines(texts, cut.widths) + 1 if cut.widths else len(rows)
