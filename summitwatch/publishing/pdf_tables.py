"""The rule by which a table gets its size of type, its place, and the widths of its columns."""

from __future__ import annotations

import math
import re

from bs4 import Tag

from summitwatch.publishing.pdf_parts import element

# Characters of Source Sans 3 that fit across, then: size of type, whether into the margin, page turned.
TABLE_RULES = (
    (64, 9.0, False, False),
    (82, 8.2, False, False),
    (112, 8.0, True, False),
    (132, 7.2, True, False),
)
TABLE_TURNED = (7.6, True, True)
NUMBER = re.compile(r"[-+−–]?[\d.,\s]*\d(?:\s?%|\s?\([\d.,–\s%]+\))?|[-–—]?")
SHORT = 22  # characters; a column with nothing longer is never narrowed
LOOSE = 0.72  # a table that needs less of the measure keeps its natural width
CROWDED = 0.9  # of the room; when the usual widths need more, words alone count
WORDY = 1.45  # lines of text across that send a table into the margin
KEPT = 16  # lines; a shorter table stands on one page
Rows = list[list[Tag]]


def mend_tables(chapter: Tag) -> None:
    """Choose type and width by the rule, join title and note, and set columns of figures flush right."""
    tables = {id(table): rows_of(table) for table in chapter.select("table")}
    shapes: dict[tuple[str, ...], Rows] = {}
    for rows in tables.values():
        shapes.setdefault(heads(rows), []).extend(rows)
    for table in chapter.select("table"):
        rows = tables[id(table)]
        for cell in (cell for row in rows for cell in row):
            cell.attrs = {key: cell[key] for key in ("colspan", "rowspan", "id") if cell.has_attr(key)}
            plain_markers(cell)
        for column in numeric_columns(rows):
            for row in (row for row in rows if column < len(row)):
                row[column]["style"] = "text-align:right"
        join_note(table)
        frame(table, rows, shapes[heads(rows)])


def rows_of(table: Tag) -> Rows:
    """Return the cells of a table by row."""
    found = [row.find_all(["td", "th"], recursive=False) for row in table.select("tr")]
    return [[cell for cell in row if isinstance(cell, Tag)] for row in found]


def heads(rows: Rows) -> tuple[str, ...]:
    """Return the words of a table's first row; tables that share them share their widths."""
    return tuple(cell.get_text().strip() for cell in rows[0]) if rows else ()


def frame(table: Tag, rows: Rows, alike: Rows) -> None:
    """Put the table on a sheet that knows its rule, and give its columns their widths."""
    size, wide, turned = rule = table_rule(alike)
    widths = column_widths(alike, capacity(rule))
    if widths and not wide and lines(alike, widths) > WORDY * len(alike):
        size, wide, turned = rule = (8.2, True, False)
        widths = column_widths(alike, capacity(rule))
    table.attrs = {"id": table["id"]} if table.get("id") else {}
    if widths:
        group, total = element("colgroup"), sum(widths)
        for width in widths:
            group.append(element("col", {"style": f"width:{100 * width / total:.2f}%"}))
        caption = table.find("caption", recursive=False)
        table.insert(1 if isinstance(caption, Tag) else 0, group)
        if isinstance(caption, Tag):
            table.insert(0, caption.extract())
    kept = lines(rows, widths) <= KEPT
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
        caption.append(legend)


def plain_markers(cell: Tag) -> None:
    """Set ids that fill a cell as plain links; raised and small they would float in empty space."""
    links = cell.select("a.ev")
    words = "".join(link.get_text() for link in links)
    if links and re.sub(r"[\s,;]", "", cell.get_text()) == re.sub(r"[\s,;]", "", words):
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
    """Return the texts of each column, its head among them."""
    count = max((len(row) for row in rows), default=0)
    return [[row[i].get_text().strip() for row in rows if i < len(row)] for i in range(count)]


def longest_word(texts: list[str], most: int = 22) -> int:
    """Return the length of the longest word, within reason."""
    return max((min(len(part), most) for text in texts for part in text.split()), default=1)


def table_rule(rows: Rows) -> tuple[float, bool, bool]:
    """Return size of type, whether to use the margin, whether to turn the page."""
    need = 0
    for texts in columns_of(rows):
        whole = max((len(text) for text in texts), default=1)
        need += max(longest_word(texts), min(whole, 10)) + 2
    for limit, size, wide, turned in TABLE_RULES:
        if need <= limit:
            return size, wide, turned
    return TABLE_TURNED


def capacity(rule: tuple[float, bool, bool]) -> int:
    """Return the characters that fit across under a rule."""
    size, wide, turned = rule
    return round((253 if turned else 160 if wide else 128) * 4.5 / size)


def column_widths(rows: Rows, room: int) -> list[float]:
    """Return the characters for each column, or nothing for a table that is narrow by nature."""
    columns = columns_of(rows)
    if any(cell.has_attr("colspan") or cell.has_attr("rowspan") for row in rows for cell in row):
        return []
    wholes = [whole_width(texts) + 2.5 for texts in columns]
    if not columns or sum(wholes) <= LOOSE * room:
        return []
    least = least_widths(columns, CROWDED * room)
    if sum(wholes) <= room:
        return wholes
    fixed = {i: max(least[i], whole) for i, whole in enumerate(wholes) if whole <= SHORT}
    rest = max(room - sum(fixed.values()), sum(least[i] for i in range(len(columns)) if i not in fixed))
    return [fixed.get(i, share) for i, share in enumerate(shares(columns, least, fixed, rest))]


def least_widths(columns: list[list[str]], room: float) -> list[float]:
    """Return what each column must have: its longest word, and its usual cell where there is room."""
    least: list[float] = []
    for most in (SHORT, 19, 15, 0):
        least = [max(longest_word(texts), min(most, usual_width(texts))) + 2.5 for texts in columns]
        if sum(least) <= room:
            break
    return least


def whole_width(texts: list[str]) -> int:
    """Return the characters that a column needs to set each cell in one line; its head may break."""
    head = max(longest_word(texts[:1]), min(len(texts[0]), len(texts[0]) // 2 + 4)) if texts else 1
    return max(max((len(text) for text in texts[1:]), default=1), head)


def usual_width(texts: list[str]) -> int:
    """Return the length that four in five cells of a column do not exceed."""
    lengths = sorted(len(text) for text in texts[1:]) or [0]
    return lengths[(len(lengths) - 1) * 4 // 5]


def shares(columns: list[list[str]], least: list[float], fixed: dict[int, float], rest: float) -> list[float]:
    """Return what each long column gets of the room: more text, more width, none below its longest word."""
    weights = [
        math.sqrt(sum(len(text) for text in texts) / len(texts) * max(len(text) for text in texts))
        for texts in columns
    ]
    free = [i for i in range(len(columns)) if i not in fixed]
    spare = rest - sum(least[i] for i in free)
    extra = [max(weights[i] - least[i], 1.0) if i in free else 0.0 for i in range(len(columns))]
    return [least[i] + spare * extra[i] / (sum(extra) or 1) for i in range(len(columns))]


def lines(rows: Rows, widths: list[float]) -> int:
    """Return about how many lines a table has."""
    if not widths:
        return len(rows)
    rooms = [max(width - 2, 1) for width in widths]
    needs = ([len(cell.get_text()) / room for cell, room in zip(row, rooms, strict=False)] for row in rows)
    return sum(max(1, math.ceil(max(need, default=1))) for need in needs)
