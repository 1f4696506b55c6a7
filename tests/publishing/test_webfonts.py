"""Fonts cut to the characters of the book."""

import io

import pytest
from fontTools.ttLib import TTFont

from summitwatch.figures.font_cutting import cut
from summitwatch.publishing import webfonts
from summitwatch.publishing.pdf_fonts import FontError
from summitwatch.publishing.webfonts import (
    ALWAYS,
    FACES,
    Face,
    characters,
    locate,
    packed,
    wanted,
    write_fonts,
)

SANS = FACES[0]


def covered(data):
    with TTFont(io.BytesIO(data) if isinstance(data, bytes) else data) as font:
        return {chr(code) for code in font.getBestCmap()}


def test_characters_are_those_of_the_pages_entities_resolved():
    assert characters(["<p>Kim &#8217; &eacute;</p>", "북"]) - ALWAYS == {"é", "북"}


def test_hangul_has_a_face_of_its_own():
    shown = frozenset("a북’")
    assert wanted(SANS, shown) == {"a", "’"}
    assert [wanted(face, shown) for face in FACES if face.hangul] == [{"북"}]


def test_a_cut_font_holds_what_was_asked_and_both_weights():
    data = packed(locate(SANS), frozenset("Kim 2025"), SANS.axes)
    assert covered(data) == set("Kim 2025")
    with TTFont(io.BytesIO(data)) as font:
        assert font.flavor == "woff2"
        assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [
            ("wght", 400, 700)
        ]


def test_same_characters_same_bytes():
    shown = frozenset("Kim 2025")
    assert packed(locate(SANS), shown, SANS.axes) == packed(locate(SANS), shown, SANS.axes)


def test_a_font_that_cannot_be_cut_so_is_told():
    with pytest.raises(ValueError, match="no axis slnt that reaches 4"):
        cut(locate(SANS).read_bytes(), map(ord, "Kim"), ["kern"], {"slnt": 4})
    with pytest.raises(ValueError, match="no axis wght that reaches"):
        cut(b"no font", map(ord, "Kim"), ["kern"], {"wght": 400})


def test_a_page_without_hangul_needs_no_hangul_face(tmp_path, monkeypatch):
    monkeypatch.setattr(webfonts, "FACES", (SANS, FACES[-1]))
    (tmp_path / "a.html").write_text("<p>plain</p>", "utf-8")
    assert [path.name for path in write_fonts(tmp_path)] == ["source-sans-3.woff2"]
    (tmp_path / "a.html").write_text("<p>북한</p>", "utf-8")
    written = {path.name: path for path in write_fonts(tmp_path)}
    assert covered(written["hangul.woff2"]) == {"북", "한"}
    (tmp_path / "a.html").write_text("<p>plain</p>", "utf-8")
    write_fonts(tmp_path)
    assert not (tmp_path / webfonts.FOLDER / "hangul.woff2").exists()


def test_a_missing_wheel_is_named():
    with pytest.raises(FontError, match="pip install --force-reinstall no-such-wheel"):
        locate(Face("x", "no-such-wheel", "x.ttf"))
