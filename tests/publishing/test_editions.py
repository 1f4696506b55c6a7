"""Editions: what is refused, what a difference tells, and what an older edition's pages say."""

import copy
import dataclasses
import importlib
import json
import shutil
import subprocess
import tarfile
import tomllib
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from docutils import nodes

from summitwatch.analysis.editions import (
    changed_exhibits,
    changed_judgements,
    manifests,
    read_manifest,
    record_changes,
    records,
    value_changes,
)
from summitwatch.errors import BuildError, DataError
from summitwatch.prose import editions as chapter
from summitwatch.prose import moved
from summitwatch.prose.told import told
from summitwatch.publishing.edition import read_edition
from summitwatch.publishing.editions import bundle, freeze, past
from summitwatch.publishing.editions.begin import begin
from summitwatch.publishing.editions.difference import difference
from summitwatch.publishing.editions.manifest import dumps, manifest, retold, stale
from summitwatch.publishing.editions.marks import changes, page_mark, record_mark
from summitwatch.publishing.editions.published import exhibit_digests, hold_to_edition, told_values
from summitwatch.publishing.entry import entry
from summitwatch.publishing.outputs import ROOT, Outputs
from summitwatch.tables import DATA, load

DATASET = load(DATA)
EDITION = read_edition(DATASET)
BANDED = [row["judgement_id"] for row in DATASET.rows("judgements") if row["band"]]
KEPT, MOVED = BANDED[:2]
BAND = DATASET.record(MOVED)["band"]
NEWEST = DATASET.rows("forecasts")[-1]["forecast_id"]
NEW_BAND = "likely" if BAND != "likely" else "unlikely"


def frozen(name=EDITION.name, day="2026-11-22"):
    return {
        "edition": name, "date": day, "digest": EDITION.digest, "records": records(DATASET),
        "values": {"chapters/reading": {"scored": "none"}, "chapters/reference": {"items": "nine"}},
        "reads": {"chapters/reading": ["forecasts", "statements"], "chapters/reference": ["items"]},
        "cited": {"chapters/index": [KEPT, MOVED], "chapters/positions": [MOVED]},
        "exhibits": {"fig-timeline": "aa", "tab-calls": "bb"},
    }  # fmt: skip


@pytest.fixture
def two():
    """Two editions that differ in three rows: a judgement changed, a forecast added, a note retired."""
    old, new = frozen(), frozen("2099.12", "2099-12-20") | {"digest": "ee" * 32}
    new["records"] = copy.deepcopy(old["records"])
    new["records"]["judgements"][MOVED]["band"] = NEW_BAND
    new["records"]["forecasts"]["FC999"] = {"forecast_id": "FC999", "phrase": "will"}
    del new["records"]["notes"]["N001"]
    new["values"]["chapters/reading"] = {"scored": "one"}
    new["exhibits"]["tab-calls"] = "cc"
    return old, new


def test_three_rows_are_three_changes(two):
    found = record_changes(*two).to_dict("records")
    assert [
        (r["change"], r["table"], r["record_id"], r["field"], r["before"], r["after"]) for r in found
    ] == [
        ("added", "forecasts", "FC999", None, None, None),
        ("retired", "notes", "N001", None, None, None),
        ("changed", "judgements", MOVED, "band", BAND, NEW_BAND),
    ]


def test_a_value_that_moved_names_the_records_of_the_tables_behind_it(two):
    found = value_changes(*two).to_dict("records")
    assert found == [
        {
            "chapter": "chapters/reading",
            "name": "scored",
            "before": "none",
            "after": "one",
            "moved_by": "FC999",
            "traced": False,
        }
    ]


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        ("7", "seven", False),
        ("1–4", "one to four", False),
        ("none", "0", False),
        ("no reports", "0 reports", False),
        ("7", "eight", True),
        ("1–4", "one or four", True),
        ("weight", "w8", True),
        ("7", None, True),
    ],
)
def test_a_value_that_is_only_written_otherwise_has_not_moved(two, before, after, moves):
    old, new = two
    old["values"]["chapters/reading"] = {"scored": before}
    new["values"]["chapters/reading"] = {"scored": after} if after else {}
    assert len(value_changes(old, new)) == moves


def test_chapters_whose_judgements_changed_are_named(two):
    assert changed_judgements(*two) == {"chapters/index": [MOVED], "chapters/positions": [MOVED]}
    assert changed_exhibits(*two) == ["tab-calls"]


def test_a_retired_record_tells_what_became_of_it(two):
    old, new = two
    new["records"]["retired"]["N001"] = {"retired_id": "N001", "successor": "N061", "reason": "merged"}
    rows = record_changes(old, new).set_index("record_id")
    assert rows.loc["N001", "after"] == "now N061; merged"


def test_the_difference_in_words(two):
    text = difference(DATASET, *two)
    for said in ("Records added: 1\n  forecasts FC999", "Records retired: 1\n  notes N001",
                 f"judgements {MOVED}: band: {BAND} → {NEW_BAND}", "chapters/reading scored: none → one",
                 "moved by one of: FC999", "Figures and tables whose data changed: 1\n  tab-calls",
                 f"chapters/index: {MOVED}"):  # fmt: skip
        assert said in text, said


def test_the_same_edition_twice_has_no_difference():
    text = difference(DATASET, frozen(), frozen("2099.12"))
    assert text.count(": 0") == 6


@pytest.fixture(scope="module")
def before():
    """The edition before the data at hand: a statement was dated otherwise, and a claim has gone since."""
    old, new = frozen("2025.10", "2025-10-20"), frozen()
    old["records"] = copy.deepcopy(new["records"])
    old["records"]["statements"]["ST001"]["said_on"] = "2026-01-01"
    old["records"]["claims"]["CL999"] = {"claim_id": "CL999", "point": "x", "value": "y"}
    rows = sum(map(len, new["records"].values()))
    for it, said_on, count in ((old, "1 January 2026", rows + 1), (new, "26 September 2025", rows)):
        it["values"] = {
            "chapters/reading": {"official-said": said_on},
            "chapters/reference": {"rows": f"{count:,}"},
        }
        it["reads"] = {chapter: told(DATASET, chapter)[1] for chapter in it["values"]}
    return old, new


def test_a_value_is_traced_to_the_record_without_whose_change_it_would_be_another(before):
    found = moved.traced_changes(DATASET, *before).set_index("name")
    assert found["moved_by"].to_dict() == {"official-said": "ST001", "rows": "CL999"}
    assert found["traced"].all()
    old, new = before
    later = {**new, "values": {"chapters/reference": {"rows": "no record gives this"}}}
    assert "moved by no record (the day" in difference(DATASET, {**new, "values": old["values"]}, later)
    assert "official-said: 1 January 2026 → 26 September 2025\n    moved by ST001\n" in difference(
        DATASET, *before
    )


def test_without_the_data_of_the_newer_edition_all_changed_records_are_named(before):
    old, new = before
    found = moved.traced_changes(DATASET, old, {**new, "digest": "ee" * 32}).set_index("name")
    assert found["moved_by"].to_dict() == {"official-said": "ST001", "rows": "ST001, CL999"}
    assert not found["traced"].any()


def test_so_many_changes_that_they_cannot_be_undone_are_all_named(before, monkeypatch):
    monkeypatch.setattr(moved, "LIMIT", 3)  # two chapters, two changes
    assert not moved.traced_changes(DATASET, *before)["traced"].any()


def test_a_chapter_that_cannot_be_told_without_a_record_names_all_that_changed(before, monkeypatch):
    def gone(*_):
        raise KeyError("EV001")

    monkeypatch.setattr(moved, "told", gone)
    assert not moved.traced_changes(DATASET, *before)["traced"].any()


def test_changes_that_name_each_other_are_undone_together():
    old = {"events": {}, "event_states": {}, "claims": {"CL1": {"claim_id": "CL1", "value": "x"}}}
    new = {
        "events": {"EV1": {"event_id": "EV1", "place": "seen"}},
        "event_states": {"ES1": {"state_id": "ES1", "event_id": "EV1"}},
        "claims": {"CL1": {"claim_id": "CL1", "value": "seen"}},  # the same word is no tie
    }
    assert moved._groups(old, new) == [[("events", "EV1"), ("event_states", "ES1")], [("claims", "CL1")]]


def test_the_chapters_that_tell_of_one_tier_say_so():
    pages = {page.stem: page.read_text("utf-8") for page in (ROOT / "chapters").glob("*.md")}
    assert any(".values(core)" in text for text in pages.values())
    for name in (name for name, text in pages.items() if f"{name}.values(" in text):
        module = importlib.import_module(f"summitwatch.prose.{name}")
        tier = "core" if ".values(core)" in pages[name] else None
        assert getattr(module, "TIER", None) == tier, name


def keep(folder: Path, *editions):
    (folder / "editions").mkdir(parents=True, exist_ok=True)
    for it in editions:
        (folder / "editions" / f"{it['edition']}.json").write_text(dumps(it), "utf-8")


def test_a_manifest_is_read_back_as_it_was_written(tmp_path, two):
    keep(tmp_path, *two)
    assert manifests(tmp_path) == [two[1], two[0]]  # the newest first


@pytest.mark.parametrize("text", ["", "{", '{"edition": "x"}'])
def test_a_broken_manifest_is_one_message(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"x\.json"):
        read_manifest(path)


def test_the_chapter_says_that_no_edition_was_frozen_before(tiny_data):
    data = load(tiny_data)
    assert "no edition has been frozen before" in chapter.values(data)["state"]
    assert len(chapter.editions_table(data).frame) == 1
    for table in (chapter.records_table(data), chapter.values_table(data)):
        assert table.frame["Change"].tolist() == ["None. There is no edition before this one."]


@pytest.fixture
def later(tmp_path):
    """The data at hand after an edition that lacked one forecast and held one judgement otherwise."""
    old = frozen("2025.10", "2025-10-20")
    old["records"] = copy.deepcopy(old["records"])
    old["records"]["judgements"][MOVED]["band"] = NEW_BAND
    del old["records"]["forecasts"][NEWEST]
    values = told(DATASET, "chapters/reading")[0]
    old["values"] = {"chapters/reading": values | {next(iter(values)): "otherwise"}}
    keep(tmp_path, old)
    data = dataclasses.replace(DATASET, folder=tmp_path)
    data.__dict__["_digest"] = EDITION.digest
    return data


def test_records_that_are_new_or_changed_bear_a_mark_in_the_ledger(later):
    assert changes(later) == {MOVED: "changed", NEWEST: "new"}
    for record_id, mark in ((MOVED, "changed in this edition"), (NEWEST, "new in this edition"), (KEPT, "")):
        told_as = entry(later, record_id, {}, nodes.Text("")).astext()
        assert mark in told_as if mark else "in this edition" not in told_as


def test_an_entry_has_changed_with_a_record_that_it_tells(later):
    assert record_mark(later, KEPT, [KEPT, NEWEST]) == "changed"


def test_a_page_tells_how_many_of_its_values_changed(later):
    now = told(DATASET, "chapters/reading")[0]
    assert page_mark(later, "chapters/reading", now) == "1 value changed since edition 2025.10"
    assert page_mark(later, "chapters/index", {"texts": "two"}) == "new since edition 2025.10"
    assert page_mark(later, "ledger/events-2", {}) == ""


def test_the_first_edition_has_no_marks(tiny_data):
    data = load(tiny_data)
    assert changes(data) == {} and page_mark(data, "chapters/reading", {"texts": "two"}) == ""


def test_the_chapter_shows_the_newest_first(tmp_path, two):
    old, new = ({**it, "edition": name} for it, name in zip(two, ("2025.09", "2025.10"), strict=True))
    keep(tmp_path, old, new)
    data = dataclasses.replace(DATASET, folder=tmp_path)
    data.__dict__["_digest"] = EDITION.digest
    shown = chapter.editions_table(data).frame
    assert list(shown["Edition"]) == [EDITION.name, "2025.10", "2025.09"]
    assert shown.loc[1, ["Added", "Changed", "Retired", "Values moved"]].tolist() == [1, 1, 1, 1]
    assert shown.loc[1, "Judgements changed in"] == "index, positions"
    assert shown.loc[0, ["Added", "Changed", "Retired"]].tolist() == [1, 1, 1]  # they are undone
    assert set(chapter.records_table(data).frame["Record"]) == {"FC999", "N001", MOVED}
    told_now = chapter.values_table(data).frame.set_index("Value")
    assert told_now.loc["official-said", ["Before", "After"]].tolist() == [None, "26 September 2025"]


def test_the_tables_behind_a_chapter_are_watched():
    values, read = told(DATASET, "chapters/sources")
    assert "items" in read and "sources" in read and "codings" not in read
    assert values


def git(root, *arguments):
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def tree(tmp_path):
    """A clean repository with data, citation and licence."""
    root = tmp_path / "tree"
    root.mkdir()
    shutil.copytree(
        ROOT / "data", root / "data", ignore=shutil.ignore_patterns("editions")
    )  # none is frozen yet
    shutil.copyfile(ROOT / "CITATION.cff", root / "CITATION.cff")
    (root / "run").write_text("#!/bin/sh\n", "utf-8")
    (root / "run").chmod(0o755)
    (root / ".gitignore").write_text("_build/\ndist/\n", "utf-8")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "All")
    return root


def refused(tree, name=EDITION.name):
    return "\n".join(
        freeze.refusals(tree, tree / "dist", name, read_edition(load(tree / "data"), tree / "CITATION.cff"))
    )


def test_a_clean_tree_is_ready(tree):
    assert refused(tree) == ""


def test_what_stands_in_the_way_is_told_at_once(tree):
    (tree / "stray.txt").write_text("x", "utf-8")
    (tree / "dist" / "2025.13x").mkdir(parents=True)
    said = refused(tree, "2025.13x")
    for part in (
        "is not a year and a month",
        f"CITATION.cff names edition {EDITION.name}",
        "exists",
        "not clean",
        "stray.txt",
    ):
        assert part in said, part


def test_a_committed_manifest_bars_its_name(tree):
    keep(tree / "data", frozen())
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "Edition")
    assert f"edition {EDITION.name} exists" in refused(tree)


@pytest.fixture
def pages(tmp_path):
    """What a build tells: one value, one figure; and a function that says it of an edition."""
    downloads = tmp_path / "html" / "_downloads"
    (downloads / "data").mkdir(parents=True)
    (downloads / "values.json").write_text('{"chapters/reading": {"scored": "none"}}', "utf-8")
    (downloads / "data" / "fig-timeline.csv").write_text("event\nEV001\n", "utf-8")
    told_of = {"values": told_values(tmp_path / "html"), "exhibits": exhibit_digests(tmp_path / "html")}
    keep(tmp_path / "data", frozen() | told_of)
    return tmp_path


def test_a_build_that_tells_what_its_edition_published_passes(pages):
    hold_to_edition(pages, pages / "html", EDITION)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("values.json", '{"chapters/reading": {"scored": "one"}}', "chapters/reading: scored: none → one"),
        ("values.json", "{}", "chapters/reading: scored: none → nothing"),
        ("data/fig-timeline.csv", "event\nEV002\n", "fig-timeline: its data changed"),
        ("data/fig-new.csv", "event\n", "fig-new: added or gone"),
    ],
)
def test_a_figure_that_its_frozen_edition_did_not_publish_fails_the_build(pages, file, text, said):
    (pages / "html" / "_downloads" / file).write_text(text, "utf-8")
    with pytest.raises(BuildError, match="is frozen and was published with other figures") as error:
        hold_to_edition(pages, pages / "html", EDITION)
    assert said in str(error.value)
    later = dataclasses.replace(EDITION, name="2099.12")  # the next edition may tell something else
    hold_to_edition(pages, pages / "html", later)


FILES = ("CITATION.cff", "pyproject.toml", "data/datapackage.json")


@pytest.fixture
def named(tmp_path):
    """The files that say an edition's name."""
    (tmp_path / "data").mkdir()
    for file in FILES:
        shutil.copyfile(ROOT / file, tmp_path / file)
    return tmp_path


def test_an_edition_begins_by_its_name_and_day(named):
    assert set(begin(named, "2099.12", date(2099, 12, 20))) == set(FILES)
    citation = yaml.safe_load((named / "CITATION.cff").read_text("utf-8"))
    assert (citation["version"], citation["date-released"]) == ("2099.12", "2099-12-20")
    assert json.loads((named / "data/datapackage.json").read_text("utf-8"))["version"] == "2099.12"
    assert tomllib.loads((named / "pyproject.toml").read_text("utf-8"))["project"]["version"] == "2099.12"


def test_nothing_else_in_these_files_changes(named):
    begin(named, "2099.12", date(2099, 12, 20))
    changed = [
        (old, new)
        for file in FILES
        for old, new in zip(
            (ROOT / file).read_text("utf-8").splitlines(),
            (named / file).read_text("utf-8").splitlines(),
            strict=True,
        )
        if old != new
    ]
    assert len(changed) == 4


@pytest.mark.parametrize("name", ["2099-12", "2099.13", "", "../2099.12"])
def test_a_name_that_is_none_begins_no_edition(named, name):
    with pytest.raises(BuildError, match="is not a year and a month"):
        begin(named, name, date(2099, 12, 20))


def test_what_is_frozen_is_not_begun_again(named):
    keep(named / "data", frozen())
    with pytest.raises(BuildError, match="does not change"):
        begin(named, EDITION.name, date(2099, 12, 20))


def test_a_file_without_the_line_leaves_all_as_they_were(named):
    (named / "CITATION.cff").write_text("title: x\n", "utf-8")
    before = [(named / file).read_bytes() for file in FILES]
    with pytest.raises(BuildError, match=r"CITATION.cff: no line says the name"):
        begin(named, "2099.12", date(2099, 12, 20))
    assert [(named / file).read_bytes() for file in FILES] == before


def test_tests_count_for_the_commit_that_they_passed_for(tree):
    outputs = Outputs(tree / "_build")
    assert not freeze.tests_passed(tree, outputs)
    outputs.folder.mkdir()
    (outputs.folder / freeze.PROOF).write_text(freeze.git(tree, "rev-parse", "HEAD") + "\n", "utf-8")
    assert freeze.tests_passed(tree, outputs)
    git(tree, "commit", "-q", "--allow-empty", "-m", "Later")
    assert not freeze.tests_passed(tree, outputs)


def built(tree, **values):
    """Put a tiny built book into a tree."""
    outputs = Outputs(tree / "_build")
    downloads = outputs.html / "_downloads"
    (downloads / "data").mkdir(parents=True)
    for name in freeze.BOOK:
        (downloads / name).write_bytes(b"x")
    (outputs.html / "index.html").write_text("<body><section id='s-one'>hello</section></body>", "utf-8")
    (outputs.html / "editions" / "2025.01").mkdir(parents=True)
    (outputs.html / "editions" / "2025.01" / "index.html").write_text("<body>old</body>", "utf-8")
    (downloads / "values.json").write_text(
        json.dumps({"chapters/reference": {name: str(told) for name, told in values.items()}}), "utf-8"
    )
    (downloads / "records.json").write_text('{"chapters/index": ["KJ01"]}', "utf-8")
    (downloads / "data" / "tab-one.csv").write_text("a\n1\n", "utf-8")
    (outputs.html / "cite").mkdir()
    (outputs.html / "cite" / "all.bib").write_text("@book{x}", "utf-8")
    (outputs.folder / "pdf").mkdir()
    (outputs.folder / "pdf" / "summit-watch.pdf").write_bytes(b"%PDF")
    return outputs


def test_an_edition_holds_what_was_built_and_its_manifest_every_record(tree):
    outputs = built(tree, tables=len(DATASET.tables))
    folder = freeze.freeze(tree, outputs, tree / "dist", EDITION.name, {"confirmed": 3})
    found = read_manifest(folder / f"{EDITION.name}.json")
    assert found == read_manifest(tree / "data" / "editions" / f"{EDITION.name}.json")
    assert found["records"] == records(DATASET)
    assert found["cited"] == {"chapters/index": ["KJ01"]} and found["verified"] == {"confirmed": 3}
    assert (folder / "references" / "all.bib").is_file()
    listed = (tree / "data" / "editions" / "anchors.txt").read_text("utf-8").split()
    assert listed == ["index.html#s-one"]  # and none of an older edition's pages
    assert (folder / "html" / "index.html").is_file() and not (folder / "html" / "editions").exists()
    run = subprocess.run(
        ["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=False, capture_output=True
    )
    assert run.returncode == 0, run.stdout
    assert f"edition {EDITION.name} exists" in refused(tree)


def test_a_stale_value_is_refused_and_nothing_is_left(tree):
    outputs = built(tree, tables="three")
    with pytest.raises(BuildError, match=r"stale.*chapters/reference: tables"):
        freeze.freeze(tree, outputs, tree / "dist", EDITION.name, {})
    assert not list((tree / "dist").glob("*"))
    assert manifests(tree / "data") == []
    assert stale(outputs.html, retold(DATASET, outputs.html)) == ["chapters/reference: tables"]


def test_a_bundle_is_the_tracked_tree_with_checksums_of_what_was_built(tree, tmp_path):
    outputs = built(tree, tables=1)
    (tree / "dist").mkdir()
    packed = bundle.bundle(tree, outputs.folder, EDITION)
    assert packed == bundle.bundle(tree, outputs.folder, EDITION)
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(tmp_path / "there", filter="data")
    there = tmp_path / "there" / f"summit-watch-{EDITION.name}"
    names = {path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file()}
    assert names == {*bundle.tracked(tree), "SHA256SUMS", "REPRODUCE.txt"}
    assert (there / "run").stat().st_mode & 0o100
    assert load(there / "data").digest == DATASET.digest
    assert bundle.compare(there, outputs.folder) == []
    (outputs.html / "index.html").write_text("<body>other</body>", "utf-8")
    (outputs.html / "new.html").write_text("x", "utf-8")
    assert bundle.compare(there, outputs.folder) == [
        "_build/html/index.html differs", "_build/html/new.html is not of the edition",
    ]  # fmt: skip


def test_only_a_bundle_can_be_compared(tree):
    with pytest.raises(BuildError, match="only an unpacked reproduction bundle"):
        bundle.compare(tree, tree / "_build")


def test_a_bundle_needs_to_know_which_files_belong_to_it(tmp_path):
    with pytest.raises(BuildError, match="no git repository"):
        bundle.tracked(tmp_path)


PAGE = '<html><body class="x"><a class="skip">skip</a><article class="bd-article"><h1>T</h1></article></body></html>'


@pytest.fixture
def site(tmp_path):
    """An old edition in dist, and a newer site that has one of its two pages."""
    for base in (tmp_path / "dist" / "2025.01" / "html", tmp_path / "html"):
        (base / "chapters").mkdir(parents=True)
        (base / "chapters" / "kept.html").write_text(PAGE, "utf-8")
        (base / "index.html").write_text(PAGE, "utf-8")
    old = tmp_path / "dist" / "2025.01" / "html"
    (old / "chapters" / "gone.html").write_text(PAGE, "utf-8")
    (old / "style.css").write_text("p {}", "utf-8")
    (tmp_path / "dist" / EDITION.name / "html").mkdir(parents=True)
    past.place(tmp_path / "dist", tmp_path / "html", EDITION)
    return tmp_path


def test_an_older_page_leads_to_the_same_page_of_the_newest(site):
    from bs4 import BeautifulSoup

    for name, target in (("kept", "chapters/kept.html"), ("gone", "index.html")):
        page = site / "html" / "editions" / "2025.01" / "chapters" / f"{name}.html"
        notice = BeautifulSoup(page.read_text("utf-8"), "html.parser").select_one(
            "article > aside.edition-notice"
        )
        assert "You read edition 2025.01" in notice.text and EDITION.name in notice.a.text
        assert (page.parent / notice.a["href"]).resolve() == (site / "html" / target).resolve()


def test_nothing_else_of_an_older_edition_changes(site):
    old, shown = site / "dist" / "2025.01" / "html", site / "html" / "editions" / "2025.01"
    for path in old.rglob("*"):
        if path.is_file():
            now, before = (shown / path.relative_to(old)).read_text("utf-8"), path.read_text("utf-8")
            start, end = now.find("<aside"), now.find("</aside>") + len("</aside>")
            assert (now[:start] + now[end:] if "<aside" in now else now) == before


def test_this_edition_is_not_among_the_older_ones(site):
    assert [path.name for path in past.frozen(site / "dist", EDITION)] == ["2025.01"]
    assert not (site / "html" / "editions" / EDITION.name).exists()


def test_an_edition_with_an_address_is_kept_where_its_references_lead(site):
    kept = site / "dist" / EDITION.name / "html" / "index.html"
    kept.write_text(PAGE, "utf-8")
    placed = dataclasses.replace(EDITION, url="https://example.org/watch")
    shutil.rmtree(site / "html" / "editions")
    past.place(site / "dist", site / "html", placed)
    path = placed.at("index.html").removeprefix("https://example.org/watch/")
    assert (site / "html" / path).read_bytes() == kept.read_bytes()


def test_a_manifest_of_the_book_tells_values_and_the_tables_behind_them(tree):
    outputs = built(tree, tables=len(DATASET.tables))
    made = manifest(DATASET, EDITION, outputs.html, {}, retold(DATASET, outputs.html))
    assert made["reads"]["chapters/reference"] == sorted(DATASET.tables)
    assert list(made["exhibits"]) == ["tab-one"]
