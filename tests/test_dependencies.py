"""What the book depends on: each package used, with a reason and a hash, under a licence that is told."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from summitwatch.errors import BuildError
from summitwatch.publishing.edition import read_edition
from summitwatch.publishing.takeaway.licences import FONTS, SHIPPED, licence, licences, notices
from summitwatch.tables import load

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [
    ROOT / "requirements.txt",
    *sorted((ROOT / "tests").glob("requirements*.txt")),
    ROOT / "benchmarks" / "requirements.txt",
]


def deptry(folder):
    command = [sys.executable, "-m", "deptry", ".", "--no-ansi"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_package_is_used_and_every_import_has_its_package():
    found = deptry(ROOT)
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_package_that_nothing_uses_would_be_found(tmp_path):
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    (tmp_path / "pyproject.toml").write_text(
        text.replace('    "krippendorff", ', '    "requests", "krippendorff", '), "utf-8"
    )
    shutil.copytree(
        ROOT / "summitwatch",
        tmp_path / "summitwatch",
        ignore=shutil.ignore_patterns("__pycache__", "static", "*.csl"),
    )
    found = deptry(tmp_path)
    assert found.returncode == 1
    assert "'requests' defined as a dependency but not used" in found.stdout + found.stderr


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    about = tomllib.loads(text)
    named = [*about["project"]["dependencies"], *about["project"]["optional-dependencies"]["cluster"]]
    named += [each for group in about["dependency-groups"].values() for each in group]
    assert len(named) > 50
    bare = [name for name in named if not re.search(rf'"{re.escape(name)}",\s+# \S', text)]
    assert bare == []


@pytest.mark.parametrize(
    "path",
    LOCKS,
    ids=[path.name if path.parent == ROOT else f"{path.parent.name}/{path.name}" for path in LOCKS],
)
def test_every_file_of_a_lock_has_its_hash_and_no_index_is_named(path):
    text = path.read_text("utf-8")
    pins = re.findall(r"^([\w.\[\]-]+==\S+)(?: ;[^\\\n]*)? (\\?)$", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-zA-Z0-9]\S*==", text, re.MULTILINE)) > 5
    assert all(mark == "\\" for _, mark in pins)
    assert not re.search(r"https?://|--index|--find-links|file:", text)


@pytest.mark.parametrize("it", SHIPPED, ids=[it.package for it in SHIPPED])
def test_all_that_is_shipped_may_be_shipped(it):
    assert re.search("OFL|BSD|MIT|Apache", licence(it.package))
    assert notices(it.package) or it.package == "pypandoc-binary"


@pytest.mark.parametrize("package", FONTS)
def test_a_font_brings_its_copyright_and_its_licence(package):
    [text, *_] = notices(package)
    assert "SIL OPEN FONT LICENSE" in text.upper() and "Copyright" in text
    assert package in {it.package for it in SHIPPED}


def test_the_list_holds_the_texts_and_the_edition():
    text = licences(read_edition(load())).decode()
    assert all(f"{it.package} " in text for it in SHIPPED)
    assert "SIL OPEN FONT LICENSE" in text.upper()
    assert "Summit Watch, edition" in text


def test_what_is_not_installed_is_told():
    with pytest.raises(BuildError, match="no-such-package is not installed"):
        licence("no-such-package")
