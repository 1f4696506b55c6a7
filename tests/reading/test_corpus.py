"""A folder of documents becomes a Parquet dataset, on one core, on two, or on a cluster."""

import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import duckdb
import pandas as pd
import pytest

from summitwatch.errors import DataError, TextError
from summitwatch.reading import corpus as room
from summitwatch.reading.batches import TABLES
from summitwatch.reading.corpus import plan, read_corpus
from summitwatch.reading.schedulers import Cluster, InProcess, Processes, scheduler

DAY = "2026-01-05"
TEXT = """A headline about talks, number {n}

President Donald Trump said on Monday that he would like to meet Kim Jong Un.
"We will see what happens number {n}," Trump told reporters in Washington.
The two men last met on June 30, 2019, at Panmunjom.
"""


@pytest.fixture
def folder(tmp_path):
    """Twelve documents in two folders."""
    root = tmp_path / "corpus"
    for n in range(12):
        path = root / ("early" if n < 6 else "late") / f"{n:02d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(n=n), "utf-8")
    return root


@pytest.fixture
def alone(folder, tmp_path):
    """What one process makes of the folder."""
    return read_corpus(plan(folder, DAY, size=3), tmp_path / "alone", InProcess())


def contents(out):
    """Every table's bytes, by path; marks and plan are no tables."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*.parquet"))}


def test_every_document_is_listed_and_its_rows_name_it(alone):
    documents = pd.read_parquet(alone.out / "documents")
    sentences = pd.read_parquet(alone.out / "sentences")
    assert len(documents) == alone.documents == 12
    assert set(documents["status"]) == {"read"}
    assert set(sentences["sentence_id"].str.split("-").str[0]) == set(documents["source_id"])


def test_ids_are_unique_over_the_whole_corpus(alone):
    for table in TABLES:
        frame = pd.read_parquet(alone.out / table)
        assert not frame[TABLES[table][0]].duplicated().any() or table == "attributions", table


def test_duckdb_and_dask_read_what_pandas_reads(alone):
    import dask.dataframe as dd

    mentions = alone.out / "mentions"
    rows = len(pd.read_parquet(mentions))
    assert rows == alone.rows["mentions"] > 0
    counted = duckdb.sql(f"select count(*) from '{mentions}/*.parquet'").fetchall()
    assert counted == [(rows,)]
    assert len(dd.read_parquet(mentions)) == rows


def test_two_processes_give_the_same_bytes_as_one(alone, folder, tmp_path):
    both = read_corpus(plan(folder, DAY, size=3), tmp_path / "both", Processes(2))
    assert contents(both.out) == contents(alone.out)


def test_a_document_gives_the_same_rows_whatever_stands_beside_it(alone, folder, tmp_path):
    for path in sorted(folder.rglob("*.txt"))[1:]:
        path.unlink()
    single = read_corpus(plan(folder, DAY, size=3), tmp_path / "single", InProcess())
    mine = pd.read_parquet(single.out / "mentions")
    beside = pd.read_parquet(alone.out / "mentions")
    kept = beside[beside["mention_id"].isin(mine["mention_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, kept)


def test_a_bad_document_is_told_and_skipped(folder, tmp_path):
    (folder / "early" / "00.txt").write_bytes(bytes(range(32)) * 100)
    (folder / "early" / "01.txt").write_bytes(b"")
    heard = []
    report = read_corpus(plan(folder, DAY, size=3), tmp_path / "out", InProcess(), heard.append)
    assert [path for path, _ in report.skipped] == ["early/00.txt", "early/01.txt"]
    assert "binary" in report.skipped[0][1]
    assert "empty" in report.skipped[1][1]
    assert [pair for progress in heard for pair in progress.skipped] == list(report.skipped)
    documents = pd.read_parquet(report.out / "documents").set_index("path")
    assert documents.loc["early/00.txt", "status"] == "skipped"
    assert (documents["status"] == "read").sum() == 10


def test_an_unforeseen_fault_in_one_document_does_not_end_the_run(folder, tmp_path, monkeypatch):
    from summitwatch.reading import batches

    honest = batches.read

    def faulty(text, *more):
        if "number 4" in text:
            raise RecursionError("too deep")
        return honest(text, *more)

    monkeypatch.setattr(batches, "read", faulty)
    report = read_corpus(plan(folder, DAY, size=3), tmp_path / "out", InProcess())
    assert report.skipped == (("early/04.txt", "early/04.txt: RecursionError: too deep"),)


def test_a_stopped_run_goes_on_without_doubled_or_lost_rows(alone, folder, tmp_path):
    out = tmp_path / "stopped"

    def stop_midway(progress):
        if progress.done >= 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_corpus(plan(folder, DAY, size=3), out, InProcess(), stop_midway)
    assert not (out / room.COMPLETE).exists()
    heard = []
    read_corpus(plan(folder, DAY, size=3), out, InProcess(), heard.append)
    assert heard[0].done == 6
    assert contents(out) == contents(alone.out)


def test_a_run_that_was_killed_goes_on(alone, folder, tmp_path):
    out = tmp_path / "killed"
    code = (
        "import sys, time; from pathlib import Path; from summitwatch.reading.corpus import *;"
        "from summitwatch.reading.schedulers import InProcess;"
        f"read_corpus(plan(Path(sys.argv[1]), {DAY!r}, size=3), Path(sys.argv[2]), InProcess(),"
        "lambda p: time.sleep(0.2))"
    )
    run = subprocess.Popen([sys.executable, "-c", code, folder, out])
    wait_for((out / room.MARKS / "000001.json").exists)
    run.kill()
    run.wait()
    (out / "mentions" / "part-000003.parquet").write_bytes(b"half a part, without a mark")
    read_corpus(plan(folder, DAY, size=3), out, InProcess())
    assert contents(out) == contents(alone.out)


def wait_for(ready, seconds=60):
    for _ in range(seconds * 20):
        if ready():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_days_of_publication_come_from_the_index(folder, tmp_path):
    (folder / "index.csv").write_text("path,published\nearly/00.txt,2019-07-01\n", "utf-8")
    report = read_corpus(plan(folder, DAY), tmp_path / "out", InProcess())
    documents = pd.read_parquet(report.out / "documents").set_index("path")["published"]
    assert documents["early/00.txt"] == "2019-07-01"
    assert set(documents.drop("early/00.txt")) == {DAY}


@pytest.mark.parametrize(
    ("row", "told"),
    [("nowhere.txt,2026-01-01", "a document of the folder"), ("early/00.txt,yesterday", "EDTF")],
)
def test_an_index_that_cannot_be_right_is_told_with_its_row(folder, row, told):
    (folder / "index.csv").write_text(f"path,published\n{row}\n", "utf-8")
    with pytest.raises(DataError, match=rf"index.csv row 2.*{told}"):
        plan(folder)


def test_a_run_does_not_go_on_with_another_corpus(alone, folder):
    (folder / "new.txt").write_text("A new document.\n", "utf-8")
    with pytest.raises(TextError, match="documents was 12, is 13"):
        read_corpus(plan(folder, DAY, size=3), alone.out, InProcess())


def test_a_folder_that_holds_something_else_is_left_alone(folder, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(TextError, match="holds something already"):
        read_corpus(plan(folder, DAY), tmp_path / "full", InProcess())
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_no_document_and_no_process_are_told(tmp_path):
    with pytest.raises(TextError, match="holds no document"):
        plan(tmp_path)
    with pytest.raises(TextError, match="one or more"):
        scheduler(0)
    with pytest.raises(TextError, match="no Dask scheduler"):
        next(Cluster("tcp://127.0.0.1:9").run([], ""))


@contextmanager
def cluster(folder):
    """A real Dask scheduler and two worker processes on the loopback."""
    address_file = folder / "scheduler.json"
    started = [dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                    "--scheduler-file", str(address_file))]  # fmt: skip
    try:
        wait_for(address_file.exists)
        time.sleep(0.2)
        address = pd.read_json(address_file, typ="series")["address"]
        started += [
            dask("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                 "--local-directory", str(folder / f"worker{n}"))
            for n in (1, 2)
        ]  # fmt: skip
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def dask(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_a_cluster_gives_the_same_bytes_even_if_a_worker_is_killed(alone, folder, tmp_path):
    with cluster(tmp_path) as (address, workers):
        whole = read_corpus(plan(folder, DAY, size=3), tmp_path / "whole", Cluster(address))
        assert contents(whole.out) == contents(alone.out)

        def kill_one(progress):
            if progress.done >= 2 and workers[0].poll() is None:
                workers[0].send_signal(signal.SIGKILL)

        hurt = read_corpus(plan(folder, DAY, size=1), tmp_path / "hurt", Cluster(address), kill_one)
        assert workers[0].poll() is not None
    calm = read_corpus(plan(folder, DAY, size=1), tmp_path / "calm", InProcess())
    assert contents(hurt.out) == contents(calm.out)
