"""Make matplotlib's SVG fit for a page: no inline style, no foreign ids, no date."""

import re

from lxml import etree

_NS = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_FONT = re.compile(r"(?P<style>italic |oblique )?(?P<weight>bold |[1-9]00 )?(?P<size>[\d.]+)px (?P<family>.+)")


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
    for element in root.iter(etree.Element):
        _unfold_style(element)
        _prefix_ids(element, prefix)
    for name in ("width", "height"):
        root.set(name, root.get(name, "").removesuffix("pt"))
    return str(etree.tostring(root, encoding="unicode"))


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
