"""Cut a font to the characters and weights in which it is used, by HarfBuzz's subsetter."""

from collections.abc import Iterable, Mapping

import uharfbuzz as hb

_TYPOGRAPHIC = (16, 17)  # names of family and style, where the plain ones tell of a weight


def cut(
    font: bytes,
    characters: Iterable[int],
    features: Iterable[str],
    axes: Mapping[str, float | tuple[float, float]] | None = None,
) -> bytes:
    """Return a font with some characters alone, without hints: same characters, same bytes.

    Parameters
    ----------
    font
        A TrueType or OpenType file.
    characters
        Code points; those that the font lacks are passed over.
    features
        Tags of the OpenType features that are kept, as `kern`.
    axes
        For axes of a variable font the value, or the range, that is kept; others stay whole.

    Raises
    ------
    ValueError
        The font has not the axis, or cannot be cut.
    """
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(characters)
    wanted.name_id_set.update(_TYPOGRAPHIC)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in features)
    face = hb.Face(font)
    for tag, value in (axes or {}).items():
        kept = (
            wanted.set_axis_range(face, tag, *value)
            if isinstance(value, tuple)
            else wanted.pin_axis_location(face, tag, value)
        )
        if not kept:
            raise ValueError(f"the font has no axis {tag} that reaches {value}")
    try:
        return bytes(hb.subset(face, wanted).blob.data)
    except RuntimeError as error:
        raise ValueError(f"the font cannot be cut: {error}") from error
