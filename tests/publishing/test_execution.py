"""What is executed again when something changes, and in what kind of kernel."""

import asyncio
import html
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import build, write_dataset
from nbformat.v4 import new_code_cell, new_notebook
from sphinx.errors import SphinxError

from summitwatch.publishing import execution, writing
from summitwatch.publishing.execution import Chapter, execute_all, run_all
from summitwatch.publishing.nursery import Nursery
from summitwatch.publishing.outputs import WORKERS

NOTEBOOK = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

# A chapter

A sentence.

```{{code-cell}} python
{code}
```
"""
LOAD = "from pathlib import Path\nfrom summitwatch.tables import load\ndata = load(Path('../data'))\n"
CODE = {
    "wide": LOAD + "print(list(data['events']['title']))",
    "column": LOAD + "print(list(data['events', 'event_id']['event_id']))",
    "record": LOAD + "print(data.record('ES001')['date_believed'])",
    "core": LOAD + "print(list(data.only('core')['events']['event_id']), data.in_core('EV014'))",
    "local": "import helper\nprint(helper.told())",
    "file": "print(open('told.txt').read())",
    "plain": "print(sum(range(4)))",
}
FILES = {
    "helper.py": "import deeper\n\ndef told():\n    return deeper.WORD\n",
    "deeper.py": "WORD = 'first'\n",
    "told.txt": "first",
    "requirements.txt": "a==1\n",
}


@pytest.fixture
def rebuild(tmp_path, monkeypatch):
    """Return a function that builds a book of seven notebooks, and says which were executed."""
    (tmp_path / "src").mkdir()
    for name, text in FILES.items():
        (tmp_path / "src" / name).write_text(text, "utf-8")
    data, ran = write_dataset(tmp_path / "data"), []

    def record(chapters, book, nursery, told):
        ran.extend(chapter.docname for chapter in chapters)
        run_all(chapters, book, nursery, told)

    monkeypatch.setattr(execution, "run_all", record)
    pages = {name: NOTEBOOK.format(code=code) for name, code in CODE.items()}

    def once():
        ran.clear()
        built = build(tmp_path, data, pages, extensions=("myst_nb",), nb_execution_mode="cache")
        assert built.warnings == ""
        return sorted(ran)

    return SimpleNamespace(once=once, pages=pages, root=tmp_path)


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_change_executes_what_rests_on_it_and_nothing_else(rebuild):
    source = rebuild.root / "src"

    def page(name):
        return (rebuild.root / "_build" / "html" / f"{name}.html").read_text("utf-8")

    assert rebuild.once() == sorted(CODE)
    assert rebuild.once() == []
    change(
        rebuild.root / "data" / "events.csv", "A letter nobody cites", "A letter of old"
    )  # of the wider record
    assert rebuild.once() == ["wide"]
    assert "A letter of old" in page("wide")
    change(rebuild.root / "data" / "event_states.csv", "2026-04,", "2026-05,")
    assert rebuild.once() == ["record"]
    assert "2026-05" in page("record")
    change(rebuild.root / "data" / "sources.csv", "Daily & Sunday", "Daily")
    assert rebuild.once() == []
    change(source / "deeper.py", "first", "second")
    assert rebuild.once() == ["local"]
    assert "second" in page("local")
    change(source / "told.txt", "first", "third")
    assert rebuild.once() == ["file"]
    assert "third" in page("file")
    rebuild.pages["plain"] = rebuild.pages["plain"].replace("A sentence.", "Another sentence.")
    assert rebuild.once() == []
    assert "Another sentence." in page("plain")
    rebuild.pages["plain"] = rebuild.pages["plain"].replace("range(4)", "range(5)")
    assert rebuild.once() == ["plain"]
    change(source / "requirements.txt", "a==1", "a==2")
    assert rebuild.once() == sorted(CODE)


def test_a_result_is_not_kept_under_a_file_that_was_written_after_it_was_read(rebuild):
    rebuild.pages.clear()
    write = "Path('told.txt').write_text(text + ' more', 'utf-8')"
    code = f"from pathlib import Path\ntext = Path('told.txt').read_text('utf-8')\n{write}\nprint(text)"
    rebuild.pages["writes"] = NOTEBOOK.format(code=code)
    assert rebuild.once() == ["writes"]
    assert rebuild.once() == ["writes"]


def test_pages_that_another_process_failed_to_write_fail_the_build(monkeypatch):
    def fail(*_):
        raise RuntimeError("no page")

    add = writing.ParallelTasks.add_task
    monkeypatch.setattr(writing, "_write", lambda builder, docnames: None)
    monkeypatch.setattr(writing, "_write_apart", fail)
    monkeypatch.setattr(writing.ParallelTasks, "add_task", lambda *task: (time.sleep(0.3), add(*task)))
    with pytest.raises(SphinxError):
        writing.write_pages(SimpleNamespace(indexer=None), list("abcdefgh"), 2)


LAST = NOTEBOOK.replace("---\n\n#", "summitwatch:\n  executed: last\n---\n\n#")
TELLS = LOAD + "from summitwatch.prose import say\nn = len(data['events', 'event_id'])\nsay(events=n)"
TOLD = LOAD + "from summitwatch.prose.told import told\nprint(told(data, 'tells'))"


def test_what_a_chapter_tells_is_handed_to_the_one_that_is_executed_last(rebuild, monkeypatch):
    monkeypatch.setenv(WORKERS, "1")  # else both would be executed at once
    rebuild.pages.clear()
    rebuild.pages |= {"before": LAST.format(code=TOLD), "tells": NOTEBOOK.format(code=TELLS)}

    def shown():
        page = (rebuild.root / "_build" / "html" / "before.html").read_text("utf-8")
        return html.unescape(re.search(r"\(\{.*\)", page)[0])

    assert rebuild.once() == ["before", "tells"]
    assert shown() == "({'events': '4'}, ['events'])"
    change(rebuild.root / "data" / "events.csv", "A letter nobody cites", "A letter of old")
    assert rebuild.once() == ["before"]  # the other's result holds, and is handed over again
    assert shown() == "({'events': '4'}, ['events'])"
    rebuild.pages["tells"] = rebuild.pages["tells"].replace("events=n", "events=n + 1")
    assert rebuild.once() == ["tells"]


def notebook(*cells):
    made = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return made


def chapters(folder, *codes, timeout=60):
    return [
        Chapter(f"c{n}", folder / f"c{n}.md", "", notebook(*code), timeout) for n, code in enumerate(codes)
    ]


def printed(chapter):
    return "".join(output["text"] for cell in chapter.notebook.cells for output in cell.outputs)


SELF = """
import os, random, signal, sys
import matplotlib, numpy
print(os.getcwd(), sys.path, sys.flags.hash_randomization, os.environ["MPLBACKEND"], sorted(os.environ))
print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGCHLD), sorted(m for m in sys.modules if "summitwatch" in m))
"""
RANDOM = "import random, numpy; print(random.random(), numpy.random.rand())"


def test_a_forked_kernel_is_as_a_fresh_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    forked = chapters(tmp_path, [SELF], [RANDOM], [RANDOM])
    run_all(forked, tmp_path, Nursery())
    monkeypatch.setattr(Nursery, "_open", lambda nursery: None)
    fresh = chapters(tmp_path, [SELF])
    run_all(fresh, tmp_path, Nursery())
    assert [chapter.error for chapter in forked + fresh] == [None] * 4
    assert printed(forked[0]) == printed(fresh[0])
    assert printed(forked[1]) != printed(forked[2])
    assert forked[0].reads == fresh[0].reads


def test_kernels_that_die_or_hang_are_told_apart_and_gone(tmp_path):
    pid = "import os, time; open('pid{}', 'w').write(str(os.getpid()))"
    run = chapters(
        tmp_path, [pid.format(0), "os.kill(os.getpid(), 9)"], [pid.format(1), "time.sleep(60)"], timeout=4
    )
    run_all(run, tmp_path, Nursery())
    assert [chapter.error for chapter in run] == ["the kernel died", "took longer than 4 s"]
    for path in tmp_path.glob("pid*"):
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.read_text()), 0)


def test_without_the_warm_process_kernels_start_as_ever(tmp_path):
    run = chapters(tmp_path, ["print(1 + 1)"])
    with Nursery() as nursery:
        nursery.process.kill()
        nursery.process.wait()
        asyncio.run(execute_all(run, 1, tmp_path, nursery))
    assert (run[0].error, printed(run[0])) == (None, "2\n")


def test_where_a_path_is_too_long_for_a_socket_kernels_are_spoken_to_by_ports(tmp_path, monkeypatch):
    deep = tmp_path / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    run = chapters(tmp_path, ["print(1 + 1)"])
    run_all(run, tmp_path, Nursery())
    assert (run[0].error, printed(run[0])) == (None, "2\n")
    assert not list(deep.iterdir())


@pytest.mark.parametrize(
    "begun", ["with Nursery() as it:", "it = Nursery(); it.begin()\nif True:"], ids=["warm", "at once"]
)
def test_a_build_that_is_killed_leaves_no_folder_of_sockets(begun):
    code = f"import time; from summitwatch.publishing.nursery import Nursery\n{begun}\n"
    code += "  print(it.folder, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as build:
        folder = Path(build.stdout.readline().strip())
        assert folder.is_dir()
        build.kill()
    for _ in range(400):
        if not folder.exists():
            break
        time.sleep(0.05)
    assert not folder.exists()
