"""Make matplotlib's SVG fit for a page: no inline style, no foreign ids, no date, and half the size."""

import re
from collections import Counter

from lxml import etree

_NS = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_GIVEN = re.compile(r"[A-Za-z0-9.]+_\d+")  # names that matplotlib makes up for its groups
_NUMBER = re.compile(r"-?\d+\.\d+")
_DRAWN = ("d", "x", "y", "transform", "points", "cx", "cy", "width", "height")
_WORDED = (f"{_NS}text", f"{_NS}tspan", f"{_NS}title", f"{_NS}desc")
_FONT = re.compile(
    r"(?P<style>italic |oblique )?(?P<weight>bold |[1-9]00 )?(?P<size>[\d.]+)px (?P<family>.+)",
)


def clean(svg: str, prefix: str) -> str:
    """Return an SVG whose ids start with `prefix` and whose styles are attributes.

    A page under a strict Content-Security-Policy ignores `<style>` and `style=`; two figures on one page
    must not share an id. Matplotlib writes both.
    """
    root = etree.fromstring(svg.encode("utf-8"), etree.XMLParser(resolve_entities=False))
    for element in list(root.iter(f"{_NS}style", f"{_NS}metadata")):
        element.getparent().remove(element)
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    _drop_names(root)
    _flatten(root)
    for element in root.iter(etree.Element):
        _unfold_style(element)
        _shorten(element)
        _prefix_ids(element, prefix)
    _inherit(root)
    for name in ("font-family", "font-size", "fill"):
        _share(root, name)
    _share_stroke(root)
    _join_paths(root)
    _name_only_children(root)
    for name in ("width", "height"):
        root.set(name, root.get(name, "").removesuffix("pt"))
    return str(etree.tostring(root, encoding="unicode"))


def _inherit(root: etree._Element) -> None:
    """Let a mark take its colours from each of its uses: a page's style sheet reaches those alone."""
    uses: dict[str, list[etree._Element]] = {}
    for use in root.iter(f"{_NS}use"):
        uses.setdefault(use.get(_XLINK, "").removeprefix("#"), []).append(use)
    for path in root.iter(f"{_NS}path"):
        for name in ("fill", "stroke"):
            found = uses.get(path.get("id", ""), [])
            if found and all(name in use.attrib for use in found):
                path.attrib.pop(name, None)


def _share(root: etree._Element, name: str) -> None:
    """Say once, for the whole figure, what most of its texts would say; only where each says something."""
    texts = list(root.iter(f"{_NS}text"))
    values = [text.get(name) for text in texts]
    if not values or None in values:
        return
    common, _ = Counter(values).most_common(1)[0]
    for text in texts:
        if text.get(name) == common:
            del text.attrib[name]
    root.set(name, str(common))


def _share_stroke(root: etree._Element) -> None:
    """Say once how wide most lines are; those of another width say theirs."""
    lines = [element for element in root.iter(etree.Element) if element.get("stroke", "none") != "none"]
    if not lines:
        return
    common, _ = Counter(line.get("stroke-width", "1") for line in lines).most_common(1)[0]
    for line in lines:
        width = line.attrib.pop("stroke-width", "1")
        if width != common:
            line.set("stroke-width", width)
    root.set("stroke-width", common)


def _join_paths(root: etree._Element) -> None:
    """Draw in one path what follows one another in one look; what shines through stays apart."""
    for path in list(root.iter(f"{_NS}path")):
        before = path.getprevious()
        if before is None or before.tag != path.tag or _look(before) != _look(path):
            continue
        if not {"id", "opacity", "fill-opacity", "stroke-opacity", "clip-path"} & set(path.attrib):
            path.set("d", before.get("d", "") + path.get("d", ""))
            before.getparent().remove(before)


def _look(path: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in path.attrib.items() if name != "d"}


def _name_only_children(root: etree._Element) -> None:
    """Let the only child of a named group bear the name; a mark stays a group, since it becomes a link."""
    for group in list(root.iter(f"{_NS}g")):
        parent = group.getparent()
        if (
            parent is None
            or len(group) != 1
            or list(group.attrib) != ["id"]
            or "-mark-" in group.get("id", "")
        ):
            continue
        child = group[0]
        if "id" not in child.attrib:
            child.set("id", group.get("id", ""))
            parent.replace(group, child)


def _drop_names(root: etree._Element) -> None:
    """Take away the ids that matplotlib makes up and nothing refers to."""
    referred = {found for element in root.iter(etree.Element) for found in _referred(element)}
    for element in root.iter(etree.Element):
        name = element.get("id", "")
        if name not in referred and (_GIVEN.fullmatch(name) or element.tag == f"{_NS}path"):
            element.attrib.pop("id", None)


def _referred(element: etree._Element) -> list[str]:
    """Return the ids to which an element refers."""
    found = [name for value in element.attrib.values() for name in _REFERENCE.findall(value)]
    return [*found, element.get(_XLINK, "").removeprefix("#")]


def _flatten(root: etree._Element) -> None:
    """Take away groups that say nothing, empty elements, and the blanks between elements."""
    for element in list(root.iter(f"{_NS}g", f"{_NS}defs"))[::-1]:  # from the inside out
        parent = element.getparent()
        if parent is not None and not len(element):
            parent.remove(element)
        elif parent is not None and element.tag == f"{_NS}g" and not element.attrib:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
    for element in root.iter(etree.Element):
        if element.tag not in _WORDED:
            element.text = None
        if element.getparent() is not None and element.getparent().tag not in _WORDED:
            element.tail = None


def _shorten(element: etree._Element) -> None:
    """Give coordinates to a hundredth of a point, which no eye tells from more."""
    for name in _DRAWN:
        value = element.get(name)
        if value is not None:
            short = _NUMBER.sub(lambda m: f"{float(m.group()):.2f}".rstrip("0").rstrip("."), value)
            short = re.sub(r"\s+", " ", short).strip()
            element.set(name, re.sub(r" ?([A-Za-z]) ?", r"\1", short) if name == "d" else short)
    if element.get("text-anchor") == "start":  # as it is anyway
        del element.attrib["text-anchor"]
    if re.fullmatch(r"rotate\(-?0[\d. -]*\)", element.get("transform", "")):
        del element.attrib["transform"]


def _unfold_style(element: etree._Element) -> None:
    """Turn `style="fill: red"` into `fill="red"`."""
    for rule in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in rule.partition(":"))
        if name == "font":
            _unfold_font(element, value)
        elif name:
            element.set(name, value)


def _unfold_font(element: etree._Element, value: str) -> None:
    """Turn the short form of a font, which is no attribute in SVG, into its parts."""
    found = _FONT.fullmatch(value)
    if found is None:
        raise ValueError(f"cannot read the font {value!r} that matplotlib wrote")
    element.set("font-size", found["size"])
    element.set("font-family", found["family"])
    if found["weight"]:
        element.set("font-weight", found["weight"].strip())
    if found["style"]:
        element.set("font-style", found["style"].strip())


def _prefix_ids(element: etree._Element, prefix: str) -> None:
    if "id" in element.attrib:
        element.set("id", f"{prefix}-{element.get('id')}")
    if element.get(_XLINK, "").startswith("#"):
        element.set(_XLINK, f"#{prefix}-{element.get(_XLINK)[1:]}")
    for name, value in element.attrib.items():
        if "url(#" in value:
            element.set(name, _REFERENCE.sub(rf"url(#{prefix}-\1)", value))
