"""The layers of the package: imports run downward, and the contract that says so can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = [
    "cli",
    "publishing",
    "figures",
    "prose",
    "analysis",
    "checks",
    "tables",
    "dates",
    "errors",
    "reading",
]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder):
    """Run import-linter on the package found in a folder."""
    command = [sys.executable, "-c", LINT, "--config", str(folder / "pyproject.toml"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def package(tmp_path):
    """A package with our modules and our contracts, and no imports yet."""
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / "summitwatch").mkdir()
    for name in ("__init__", "__main__", *MODULES):
        (tmp_path / "summitwatch" / f"{name}.py").touch()
    return tmp_path


def test_the_package_keeps_its_layers():
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "3 kept, 0 broken" in found.stdout


def test_an_empty_package_keeps_them(package):
    assert lint(package).returncode == 0


@pytest.mark.parametrize(
    ("lower", "upper"),
    [("analysis", "publishing"), ("analysis", "figures"), ("tables", "checks"), ("dates", "tables"), ("errors", "dates"),
     ("publishing", "cli"), ("reading", "analysis"), ("analysis", "reading"), ("publishing", "reading")],
)  # fmt: skip
def test_an_upward_import_is_found(package, lower, upper):
    (package / "summitwatch" / f"{lower}.py").write_text(f"import summitwatch.{upper}\n", "utf-8")
    found = lint(package)
    assert found.returncode == 1
    assert f"summitwatch.{lower} -> summitwatch.{upper}" in found.stdout


def test_a_new_module_must_be_given_a_layer(package):
    (package / "summitwatch" / "stray.py").touch()
    assert "stray" in lint(package).stdout
