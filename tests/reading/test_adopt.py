"""Reviewed proposals join the dataset: all of them or nothing, under new ids, checked before they do."""

import csv
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summitwatch.checks import check
from summitwatch.cli import main
from summitwatch.errors import DataError
from summitwatch.reading import swap
from summitwatch.tables import DATA, load

TABLES = (
    "sources",
    "items",
    "sentences",
    "mentions",
    "expressions",
    "statements",
    "quotations",
    "forecasts",
    "evidence",
)


def test_everything_accepted_joins_below_and_passes_the_check(desk):
    before = {path.name: path.read_bytes() for path in DATA.iterdir() if path.is_file()}
    told = desk.adopt()
    dataset = check(desk.data)
    for table in TABLES:
        proposed = len(desk.rows(table))
        assert told.rows[table] == proposed
        assert len(dataset[table]) == len(load()[table]) + proposed
    for name, content in before.items():
        assert (desk.data / name).read_bytes().startswith(content)
    assert told.before == load().digest
    assert told.after == dataset.digest


def test_ids_go_on_where_the_dataset_ends_and_name_each_other(desk):
    desk.adopt()
    old, new = load(), load(desk.data)
    added = new["quotations"].iloc[len(old["quotations"]) :]
    first = int(old["quotations"]["quotation_id"].str[2:].astype(int).max()) + 1
    assert list(added["quotation_id"]) == [f"QU{n:03d}" for n in range(first, first + len(added))]
    statements = new["statements"].set_index("statement_id")
    assert list(statements.loc[added["statement_id"], "gist"].str.endswith("made-up source.")) == [
        True
    ] * len(added)
    for table in ("statements", "forecasts"):
        for record in new[table].iloc[len(old[table]) :].iloc[:, 0]:
            assert set(new.evidence(record)["sentence_id"].str.split("-").str[0]) == {"S3"}


def test_a_retired_id_is_not_used_again(desk):
    row = {"retired_id": "ST777", "edition": "2026.11", "successor": "", "reason": "A test."}
    desk.put("retired", [row], desk.data)
    desk.adopt()
    assert "ST778" in set(load(desk.data)["statements"]["statement_id"])


def test_what_was_not_decided_and_what_was_rejected_stay_out(desk):
    decided = desk.accepted()
    decided["mentions"]["M0001"]["decision"] = "reject"
    del decided["expressions"]["DX001"]
    statement = desk.rows("quotations")[0]["statement_id"]
    assert desk.adopt(decided, write=False).left_out == {"mentions": 1, "expressions": 1}
    decided["statements"][statement]["decision"] = "reject"
    with pytest.raises(DataError, match="a row that is adopted with it"):
        desk.adopt(decided)


def test_evidence_goes_the_way_of_its_record(desk):
    decided = desk.accepted()
    forecast = next(iter(decided["forecasts"]))
    del decided["forecasts"][forecast]
    ties = [row for row in desk.rows("evidence") if row["record_id"] == forecast]
    assert desk.adopt(decided).left_out == {"forecasts": 1, "evidence": len(ties)}


def test_a_change_of_the_reviewer_is_kept(desk):
    decided = desk.accepted()
    decided["mentions"]["M0001"]["set"] = {"form": "name"}
    decided["sentences"] = {"S3-01-1": {"decision": "accept", "set": {"segment": "deck"}}}
    desk.adopt(decided)
    dataset = load(desk.data)
    added = dataset["mentions"].iloc[len(load()["mentions"])]
    assert (added["sentence_id"], added["form"]) == ("S3-01-1", "name")
    assert dataset.record("S3-01-1")["segment"] == "deck"


def test_of_a_joint_naming_one_half_is_a_single_one(desk):
    rows = desk.rows("mentions")
    twin = {**rows[0], "mention_id": "M9999", "actor_id": "china", "joint": "yes"}
    desk.put("mentions", [{**rows[0], "joint": "yes"}, *rows[1:], twin])
    decided = desk.accepted()
    decided["mentions"]["M9999"]["decision"] = "reject"
    desk.adopt(decided)
    added = load(desk.data)["mentions"].iloc[len(load()["mentions"]) :]
    assert set(added["joint"]) == {"no"}


def test_the_stated_rule_grades_the_new_item(desk):
    desk.adopt()
    item = load(desk.data).record("S3-main")
    assert (item["agency"], item["grade"], item["grade_rule"]) == ("reuters", "B", "G1")


def test_actors_that_gain_namings_are_told(desk):
    told = {name: (before, after) for name, before, after in desk.adopt().actors}
    before = (load()["mentions"]["actor_id"] == "donald-trump").sum()
    assert told["Donald Trump"] == (before, before + 3)
    assert told["Reuters"][1] > told["Reuters"][0]


def test_without_decisions_every_row_of_the_folder_is_taken(desk):
    desk.change("sources", 0, publisher="Example Wire", kind="wire")
    for n in range(len(desk.rows("statements"))):
        desk.change("statements", n, gist="Put in by hand.")
    for n, row in enumerate(desk.rows("mentions")):
        desk.change("mentions", n, actor_id=row["actor_id"] or "kim-jong-un")
    assert main(["adopt", str(desk.proposals), "--data", str(desk.data)]) == 0
    check(desk.data)


def test_tables_that_reading_does_not_propose_are_taken_too(desk):
    event = {
        "event_id": "EV001",
        "kind": "other",
        "title": "A paper goes to Washington",
        "place": "",
        "country": "",
        "strand": "seoul",
        "note": "",
    }
    state = {"state_id": "ES001", "event_id": "EV001", "state": "proposed", "date_believed": "2026-04", "asserted_by": "reuters",
             "asserted_on": "2026-03-04", "inferred": "no", "note": ""}  # fmt: skip
    tie = {**desk.rows("evidence")[0], "evidence_id": "X9001", "record_id": "ES001"}
    desk.put("events", [event])
    desk.put("event_states", [state])
    desk.put("evidence", [*desk.rows("evidence"), tie])
    desk.adopt(
        {
            **desk.accepted(),
            "events": {"EV001": {"decision": "accept"}},
            "event_states": {"ES001": {"decision": "accept"}},
        }
    )
    dataset = load(desk.data)
    added = dataset["events"].iloc[-1]
    assert added["title"] == "A paper goes to Washington"
    assert added["event_id"] not in set(load()["events"]["event_id"])
    assert dataset.evidence(added["event_id"])["sentence_id"].iloc[0].startswith("S3-")


def blank_gist(desk, decided):
    decided["statements"]["ST002"]["set"] = {}


def unknown_actor(desk, decided):
    decided["mentions"]["M0001"]["set"] = {"actor_id": "nobody"}


def no_actor(desk, decided):
    told = {row["record_id"] for row in desk.rows("doubts") if row["candidate"]}
    unclear = next(row["mention_id"] for row in desk.rows("mentions") if row["mention_id"] in told)
    decided["mentions"][unclear]["set"] = {}


def no_publisher(desk, decided):
    del decided["sources"]


def crossing(desk, decided):
    desk.change("mentions", 1, start="5", end="9", surface="abcd", sentence_id="S3-01-1")
    desk.change("mentions", 0, start="3", end="7", surface="abcd")


def impossible_date(desk, decided):
    decided["expressions"]["DX002"]["set"] = {"edtf": "2026-02-31"}


def source_taken(desk, decided):
    for table in ("sources", "items", "sentences"):
        for n, row in enumerate(desk.rows(table)):
            desk.change(table, n, **{k: re.sub(r"^S3\b", "S2", v) for k, v in row.items()})
    decided["sources"] = {"S2": decided["sources"]["S3"]}


def same_text(desk, decided):
    desk.change("sources", 0, text_sha256=load().record("S2")["text_sha256"])


def same_sentences(desk, decided):
    known = [
        row["sha256_16"]
        for row in desk.rows("sentences", DATA)
        if row["sentence_id"].startswith("S2-") and int(row["words"]) > 5
    ]
    for n, _ in enumerate(desk.rows("sentences")):
        desk.change("sentences", n, sha256_16=known[n])


def twice_one_id(desk, decided):
    desk.put("mentions", [*desk.rows("mentions"), desk.rows("mentions")[0]])


def another_column(desk, decided):
    desk.put("mentions", [{**row, "extra": "x"} for row in desk.rows("mentions")])


def unknown_record(desk, decided):
    decided["mentions"]["M8888"] = {"decision": "accept", "set": {}}


def unknown_field(desk, decided):
    decided["mentions"]["M0001"]["set"] = {"colour": "red"}


def unknown_decision(desk, decided):
    decided["mentions"]["M0001"]["decision"] = "perhaps"


def a_file_too_many(desk, decided):
    shutil.copyfile(desk.proposals / "mentions.csv", desk.proposals / "mentons.csv")


REFUSED = {
    "a statement without a gist": (blank_gist, ["statements.csv row 3", "field gist"]),
    "an actor that no table knows": (unknown_actor, ["mentions.csv row 2", "actor_id", "nobody"]),
    "an ambiguous naming without a choice": (no_actor, ["mentions.csv row", "actor_id", "kim-jong-un"]),
    "a source without a publisher": (no_publisher, ["sources.csv row 2", "field publisher", "field kind"]),
    "namings that cross": (crossing, ["mentions.csv row 3", "nested or apart"]),
    "a day that does not exist": (impossible_date, ["expressions.csv row 3", "2026-02-31"]),
    "an id of another source": (source_taken, ["sources.csv row 2", "'S2'", "--source-id"]),
    "the very text of another source": (same_text, ["sources.csv row 2", "the very text of S2"]),
    "the sentences of another source": (same_sentences, ["sources.csv row 2", "stand in S2 too"]),
    "an id twice": (twice_one_id, ["mentions.csv row", "'M0001'", "an id once"]),
    "another column": (another_column, ["mentions.csv row 1", "extra"]),
    "a decision on a record that is not there": (unknown_record, ["decisions.json", "'M8888'"]),
    "a decision on a field that is not there": (unknown_field, ["decisions.json", "colour"]),
    "a decision of an unknown kind": (unknown_decision, ["decisions.json", "perhaps"]),
    "a file of no table": (a_file_too_many, ["mentons.csv", "no table of this name"]),
}


@pytest.mark.parametrize(("fault", "parts"), REFUSED.values(), ids=REFUSED.keys())
def test_a_fault_is_told_and_nothing_changes(desk, fault, parts, capsys):
    decided = desk.accepted()
    fault(desk, decided)
    before = load(desk.data).digest
    assert (
        main(["adopt", str(desk.proposals), "--decisions", str(desk.save(decided)), "--data", str(desk.data)])
        == 1
    )
    told = capsys.readouterr().err
    assert all(part in told for part in parts), told
    assert "Traceback" not in told
    assert load(desk.data).digest == before
    assert {p.name for p in desk.data.parent.iterdir()} == {"data", "review"}


def test_decisions_on_other_proposals_are_refused(desk):
    file = desk.save(desk.accepted())
    desk.change("expressions", 0, rule="corrected after the review")
    assert main(["adopt", str(desk.proposals), "--decisions", str(file), "--data", str(desk.data)]) == 1


def test_a_row_that_is_gone_is_not_taken_for_an_old_one_of_the_same_number(desk):
    """ST001 of the proposals, deleted by hand, is not ST001 of the dataset."""
    desk.put("statements", desk.rows("statements")[1:])
    decided = desk.accepted()
    tie = desk.rows("evidence")[0]
    assert tie["record_id"] == "ST001"
    with pytest.raises(DataError, match="'ST001'"):
        desk.adopt(decided)


def test_a_second_time_is_refused(desk):
    desk.adopt()
    once = load(desk.data).digest
    with pytest.raises(DataError, match="--source-id"):
        desk.adopt()
    assert load(desk.data).digest == once


def test_a_dry_run_changes_nothing(desk, capsys):
    before = load(desk.data).digest
    file = str(desk.save(desk.accepted()))
    assert (
        main(["adopt", str(desk.proposals), "--decisions", file, "--data", str(desk.data), "--dry-run"]) == 0
    )
    assert "Would adopt S3" in capsys.readouterr().out
    assert load(desk.data).digest == before


# --- whole or not at all, whatever happens ---

KILLED = """
import os, signal, sys
from pathlib import Path
from summitwatch.reading import swap
folder, at, plain = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "plain"
if plain:
    swap._at_once = lambda one, other: False
count = 0
def watch(event, arguments):
    global count
    if event.split(".")[0] in ("open", "os", "shutil", "ctypes"):
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
swap.replaced(folder, {"a.csv": b"new", "b.csv": b"new"})
"""


@pytest.mark.parametrize("system", ["exchange", "plain"])
def test_a_kill_at_any_step_leaves_the_old_folder_or_the_new(tmp_path, system):
    """Killed before its first, second, third … touch of the disk, until it comes to its end."""
    folder, ended, seen = tmp_path / "data", False, set()
    for at in range(1, 200):
        shutil.rmtree(tmp_path, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("a.csv", "b.csv"):
            (folder / name).write_bytes(b"old")
        run = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(at), system], check=False)
        ended = run.returncode == 0
        if system == "plain":
            swap.recover(folder)  # two renames leave a gap, which the next adoption closes
        found = tuple((folder / name).read_bytes() for name in ("a.csv", "b.csv"))
        assert found in {(b"old", b"old"), (b"new", b"new")}, at
        seen.add(found)
        if ended:
            break
        assert run.returncode == -signal.SIGKILL
    assert ended
    assert len(seen) == 2
    swap.replaced(folder, {})
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_the_command_killed_at_any_moment_leaves_tables_that_load(desk):
    file, before = str(desk.save(desk.accepted())), load(desk.data).digest
    command = [
        sys.executable,
        "-m",
        "summitwatch",
        "adopt",
        str(desk.proposals),
        "--decisions",
        file,
        "--data",
        str(desk.data),
    ]
    start = time.monotonic()
    subprocess.run([*command, "--dry-run"], check=True, capture_output=True)
    whole = time.monotonic() - start
    for part in (0.3, 0.7, 0.9, 1.0):
        run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            run.communicate(timeout=whole * part)
        except subprocess.TimeoutExpired:
            run.kill()
            run.communicate()
        if load(desk.data).digest != before:
            break
    if load(desk.data).digest == before:
        subprocess.run(command, check=True, capture_output=True)
    assert len(check(desk.data)["sources"]) == len(load()["sources"]) + 1
    assert {p.name for p in desk.data.parent.iterdir()} - {"data", "review"} <= {
        p.name for p in desk.data.parent.glob(".data.adopting-*")
    }


def test_the_fixture_keeps_to_the_limits():
    """The third source is ours: it shares no run of words with anything but itself, and says that it is made up."""
    folder = Path(__file__).parent / "third_source"
    assert "invented" in (folder / "README.md").read_text("utf-8")
    with (DATA / "sentences.csv").open(encoding="utf-8", newline="") as file:
        known = {row["sha256_16"] for row in csv.DictReader(file) if int(row["words"]) > 5}
    from summitwatch.reading.sentences import fingerprint, sentences

    text = (folder / "article.txt").read_text("utf-8")
    assert not known & {fingerprint(s.text) for s in sentences(text)}
