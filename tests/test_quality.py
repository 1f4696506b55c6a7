"""The code keeps its own rules: style, layout and types, as pyproject.toml sets them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = {
    "ruff check": ["ruff", "check", "--no-cache", "--output-format", "concise", "summitwatch", "tests"],
    "ruff format": ["ruff", "format", "--no-cache", "--check", "summitwatch", "tests"],
    "mypy": ["mypy", "--cache-dir", "_build/.mypy_cache"],
}


def run(arguments, folder=ROOT):
    """Run a tool of this interpreter's environment."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", TOOLS.values(), ids=TOOLS.keys())
def test_nothing_is_left_to_mend(arguments):
    found = run(arguments)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("arguments", TOOLS.values(), ids=TOOLS.keys())
def test_a_fault_would_be_found(arguments, tmp_path):
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (tmp_path / "tests").mkdir()
    (tmp_path / "summitwatch").mkdir()
    (tmp_path / "summitwatch" / "__init__.py").write_text('"""A package."""\nx = ( 1)\ny: str = x\n', "utf-8")
    (tmp_path / "summitwatch" / "late.py").write_text("import os\n", "utf-8")
    found = run(arguments, tmp_path)
    assert found.returncode == 1, found.stdout + found.stderr
