"""The comparison of two builds; `make reproduce` makes both."""

from zipfile import ZipFile

import pytest

from summitwatch.errors import BuildError
from summitwatch.publishing import reproduce


@pytest.fixture
def trees(tmp_path):
    found = []
    for name in ("one", "two"):
        for path in ("html/index.html", "html/deep/a.css", "pdf/book.pdf", "manifest.json"):
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"the same " * 20)
        found.append(tmp_path / name)
    return found


def compare(trees):
    return list(reproduce.differences(*map(reproduce.published, trees)))


def test_equal_trees_differ_nowhere(trees):
    assert compare(trees) == []
    assert len(reproduce.published(trees[0])) == 4


def test_the_first_byte_that_differs_is_shown_with_those_around_it(trees):
    (trees[1] / "html/deep/a.css").write_bytes(b"the same " * 10 + b"THE same " * 10)
    (line,) = compare(trees)
    assert line.startswith("html/deep/a.css: byte 90 differs")
    assert "THE same" in line


def test_a_file_that_goes_on_and_a_file_alone_are_told(trees):
    (trees[0] / "manifest.json").write_bytes(b"the same " * 21)
    (trees[1] / "pdf/more.pdf").write_bytes(b"")
    assert [line.splitlines()[0] for line in compare(trees)] == [
        "pdf/more.pdf: only the second build has it",
        "manifest.json: byte 180 differs:",
    ]


def test_a_name_of_the_machine_is_found_in_archives_too(trees):
    (trees[0] / "html/index.html").write_bytes(b"built in /home/ann/book")
    with ZipFile(trees[0] / "html/data.zip", "w") as archive:
        archive.writestr("a.txt", "by ann")
    found = list(reproduce.named(reproduce.published(trees[0]), [b"/home/ann", b"by ann"]))
    assert "html/index.html names '/home/ann'" in found
    assert "html/data.zip/a.txt names 'by ann'" in found


def test_a_build_that_fails_is_told_with_its_last_words(tmp_path):
    (tmp_path / "summitwatch").mkdir()
    (tmp_path / "summitwatch" / "__init__.py").write_text("raise SystemExit(3)")
    with pytest.raises(BuildError, match="the build in 'one' failed"):
        reproduce.reproduce(tmp_path)
