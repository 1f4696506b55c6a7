"""The build itself: whole or not at all, never stale, and clear when it fails."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from hashlib import sha256

import pytest
import yaml

from summitwatch.errors import BuildError, DataError
from summitwatch.publishing.build import build, part_titles
from summitwatch.publishing.outputs import Outputs
from summitwatch.publishing.running import JupyterBook

pytestmark = pytest.mark.slow


def listing(folder):
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in files}


def make(toy, **how):
    lines = []
    build(toy.root, say=lines.append, **({"pdf": False} | how))
    return "\n".join(lines)


def executed(said):
    return sorted(
        line.split()[0].removeprefix("chapters/")
        for line in said.splitlines()
        if " in " in line and "/" in line
    )


def text(toy, name="one"):
    return (toy.html / "chapters" / f"{name}.html").read_text("utf-8")


def swap(path, old, new):
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new), "utf-8")


def test_html_and_pdf_with_seconds_then_nothing_to_do(toy):
    assert executed(toy.said) == ["index", "one", "two"]
    assert "In all" in toy.said
    assert (toy.html / "index.html").is_file()
    assert "Nothing has changed" in make(toy)
    assert executed(make(toy, pdf=True)) == []
    assert (toy.root / "_build" / "pdf" / "summit-watch.pdf").read_bytes().startswith(b"%PDF")
    assert not (toy.html / ".buildinfo").exists()  # it would differ from folder to folder
    assert "Nothing has changed" in make(toy, pdf=True)


def test_a_chapter_that_raises_is_named_and_the_output_stays(toy):
    before = listing(toy.html)
    swap(toy.one, 'print("one ends")', "total = 1\ntotal / 0")
    for _ in range(2):
        with pytest.raises(BuildError) as caught:
            make(toy)
        assert "chapters/one.md: code cell 2, line " in str(caught.value)
        assert "ZeroDivisionError: division by zero" in str(caught.value)
        assert "total / 0" in str(caught.value)
        assert listing(toy.html) == before
    swap(toy.one, "total / 0", 'print("mended")')
    assert executed(make(toy)) == ["one"]
    assert "mended" in text(toy)


def test_a_warning_fails_the_build_as_often_as_it_is_tried(toy):
    before = listing(toy.html)
    swap(toy.one, "{ref}`ch-two`", "{ref}`ch-nowhere`")
    for _ in range(2):
        with pytest.raises(BuildError, match="ch-nowhere"):
            make(toy)
    assert listing(toy.html) == before


def test_a_changed_row_shows_in_every_chapter(toy):
    before = text(toy, "two")
    swap(toy.root / "CITATION.cff", "Summit Watch contributors", "Someone Else")
    described = toy.root / "data" / "datapackage.json"
    described.write_text(described.read_text("utf-8") + "\n", "utf-8")
    assert executed(make(toy)) == ["index", "one", "two"]
    assert text(toy, "two").replace("Someone Else", "") != before


def test_a_changed_sentence_executes_nothing(toy):
    swap(toy.one, "See {ref}", "Now see {ref}")
    assert executed(make(toy)) == []
    assert "Now see" in text(toy)


def written(toy):
    """Return the pages that the log of the last build names as written, but for the first, which always is."""
    log = (toy.root / "_build" / ".work" / "html.log").read_text("utf-8")
    root = yaml.safe_load((toy.root / "_toc.yml").read_text("utf-8"))["root"]
    return set(re.findall(r"^writing output\.\.\. (\S+)$", log, re.MULTILINE)) - {root}


def test_pages_are_written_that_show_a_change_and_the_site_is_as_one_built_anew(toy, tmp_path):
    two = toy.root / "chapters" / "two.md"
    two.write_text(two.read_text("utf-8") + "\n```{ledger} statements\n```\n", "utf-8")
    exhibit = (
        "import pandas as pd; from summitwatch.figures.exhibit import TableExhibit as Table;"
        "Table('tab-lost', 'Lost', pd.DataFrame({'a': [1]}))"
    )
    cell = "\n```{code-cell} python\n" + exhibit + "\n```\n"
    toy.one.write_text(toy.one.read_text("utf-8") + cell, "utf-8")
    make(toy)
    data = toy.html / "_downloads" / "data" / "tab-lost.csv"
    assert data.is_file()
    swap(toy.one, "See {ref}", "Now see {ref}")
    make(toy)
    assert written(toy) == {"chapters/one"}
    swap(toy.one, "Now see", "Kim was asked {ev}`ST004`. Now see")
    make(toy)
    assert written(toy) == {"chapters/one", "chapters/two"}  # the ledger tells who cites
    swap(toy.one, cell, "")
    make(toy)
    assert not data.exists()
    swap(toy.one, "# Chapter one", "# A chapter with another title")
    make(toy)
    assert "chapters/two" in written(toy)  # it stands in the contents beside every page
    (toy.root / "_build").rename(tmp_path / "before")
    make(toy)
    assert listing(tmp_path / "before" / "html") == listing(toy.html)


def test_a_removed_chapter_leaves_no_page(toy):
    swap(toy.root / "_toc.yml", "  - file: chapters/one\n", "")
    toy.one.unlink()
    make(toy)
    assert not (toy.html / "chapters" / "one.html").exists()


def test_broken_data_stops_the_build_before_anything_runs(toy):
    before = listing(toy.html)
    (toy.root / "data" / "items.csv").unlink()
    with pytest.raises(DataError, match=r"items\.csv"):
        make(toy)
    assert listing(toy.html) == before


def test_an_output_that_was_touched_is_made_again(toy):
    (toy.html / "index.html").write_text("tampered", "utf-8")
    make(toy)
    assert "tampered" not in (toy.html / "index.html").read_text("utf-8")


def test_a_target_that_cannot_be_a_folder_gives_one_message(toy):
    blocked = toy.root / "blocked"
    blocked.write_text("a file", "utf-8")
    with pytest.raises(BuildError, match="blocked"):
        make(toy, output=blocked)


def test_two_builds_do_not_share_a_workplace(toy):
    with Outputs(toy.root / "_build").locked(), pytest.raises(BuildError, match="another build"):
        make(toy)


def test_a_killed_build_leaves_the_old_site_and_the_next_completes(toy):
    before = listing(toy.html)
    swap(toy.one, 'print("one ends")', 'import time; time.sleep(5); print("one is slow")')
    code = "import sys; from pathlib import Path; from summitwatch.publishing.build import build;"
    code += "build(Path(sys.argv[1]), pdf=False, say=lambda line: print(line, flush=True))"
    with subprocess.Popen([sys.executable, "-c", code, toy.root], stdout=subprocess.PIPE, text=True) as run:
        assert "Executing" in run.stdout.readline()  # the data were checked before, and are as they were
        time.sleep(6)
        os.kill(run.pid, signal.SIGKILL)
    assert listing(toy.html) == before
    make(toy)
    assert "one is slow" in text(toy)


def test_a_jupyter_book_that_waits_for_another_ends_without_work_when_nobody_lets_it_go(toy, tmp_path):
    outputs = Outputs(tmp_path)
    outputs.work.mkdir()
    with JupyterBook(toy.root, outputs, "singlehtml", date(2026, 11, 1), after=True) as waiting:
        assert waiting.process is None
        waiting.start()
        waiting.process.stdin.close()
        assert waiting.process.wait(60) == 1
    assert not (outputs.sphinx / "singlehtml").exists()


def test_parts_are_named_by_their_first_chapter():
    parts = [{"caption": "A", "chapters": [{"file": "x"}, {"file": "y"}]}, {"chapters": [{"file": "z"}]}]
    assert part_titles({"parts": parts}) == {"x": "A"}
