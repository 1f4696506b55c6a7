"""The fingerprint that keeps stale results out of the book."""

import pytest

from summitwatch.publishing.fingerprint import fingerprint, remove_stale


@pytest.fixture
def inputs(tmp_path):
    for name in ("data/a.csv", "data/editions/x.json", "package/a.py", "package/deep/s.mplstyle", "requirements.txt",
                 "CITATION.cff", "package/__pycache__/a.pyc"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"abc")
    return tmp_path


def of(root):
    return fingerprint(root / "data", root / "package", root / "requirements.txt", root / "CITATION.cff")


@pytest.mark.parametrize(
    "name",
    ["data/a.csv", "data/editions/x.json", "package/a.py", "package/deep/s.mplstyle", "requirements.txt"],
)
def test_one_byte_changes_it(inputs, name):
    before = of(inputs)
    (inputs / name).write_bytes(b"abd")
    assert of(inputs) != before


def test_renaming_changes_it(inputs):
    before = of(inputs)
    (inputs / "data/a.csv").rename(inputs / "data/b.csv")
    assert of(inputs) != before


def test_compiled_files_do_not(inputs):
    before = of(inputs)
    (inputs / "package/__pycache__/a.pyc").write_bytes(b"abd")
    assert of(inputs) == before


def test_place_does_not(inputs, tmp_path_factory):
    import shutil

    other = tmp_path_factory.mktemp("other") / "copy"
    shutil.copytree(inputs, other)
    assert of(other) == of(inputs)


def test_stale_caches_go_and_nothing_else(tmp_path):
    for name in ("0123456789abcdef", "fedcba9876543210", "notes"):
        (tmp_path / name).mkdir()
    remove_stale(tmp_path, "0123456789abcdef")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["0123456789abcdef", "notes"]
