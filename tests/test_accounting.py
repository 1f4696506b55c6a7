"""Every row of the coded context tables has a fate, and the fates add up."""

import csv
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from summitwatch.checks.accounting import FATES, accounts, coded_ids, compared, report
from summitwatch.checks.untold import untold
from summitwatch.cli import main
from summitwatch.tables import DATA, load

DATASET = load(DATA)
ACCOUNTS = {account.table: account for account in accounts(DATASET)}


def test_ids_of_a_coded_table_count_from_one():
    assert coded_ids("2025/events", 2) == ["E25-001", "E25-002"]
    assert coded_ids("2026/sources", 122)[-1] == "C26-122"


def test_all_input_tables_are_accounted_for():
    rows = {table: account.rows for table, account in ACCOUNTS.items()}
    assert rows == {
        "2025/sources": 184, "2025/events": 89, "2025/statements": 96, "2025/forecasts": 78,
        "2026/sources": 122, "2026/events": 52, "2026/statements": 71, "2026/forecasts": 69,
    }  # fmt: skip


@pytest.mark.parametrize("table", sorted(ACCOUNTS))
def test_the_fates_add_up(table):
    account = ACCOUNTS[table]
    told = [id_ for ids in account.fates.values() for id_ in ids]
    assert account.adds_up
    assert sorted(told) == coded_ids(table, account.rows)
    assert tuple(account.fates) == FATES


def test_a_page_that_both_years_coded_is_one_item():
    assert {"C26-017", "C26-051"} <= set(ACCOUNTS["2026/sources"].fates["merged"])


def test_the_core_story_and_its_teasers_are_no_items_of_their_own():
    same = ACCOUNTS["2025/sources"].fates["same"] + ACCOUNTS["2026/sources"].fates["same"]
    assert same == ["C25-086", "C25-160", "C25-175", "C26-022"]
    assert not set(same) & set(DATASET["sources"]["source_id"])


def test_every_coded_page_that_a_record_rests_on_is_kept():
    """No merged record lost a source: each page of a coded row still stands under some record."""
    items = set(DATASET["evidence"]["item_id"].dropna()) | {"S1-main"}
    pages = DATASET["crosswalk"].query("coded_id.str.startswith('C')")
    used = pages["record_id"].isin(list(items))
    assert used.mean() > 0.97, list(pages.loc[~used, "coded_id"])


def test_the_report_names_each_merger_its_target_and_its_reason():
    lines = list(report(DATASET))
    heads = [line for line in lines if not line.startswith(" ")]
    assert len(heads) == 8
    assert all("adds up" in line for line in heads)
    assert any(line.startswith("  C26-017 merged into C25-178-main: Same address") for line in lines)
    corrected = [line for line in lines if " corrected, " in line]
    assert len(corrected) == len(DATASET["corrections"])


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A data folder whose one coded table is small enough to be written here."""
    data, context = Path(shutil.copytree(DATA, tmp_path / "data")), tmp_path / "context"
    (context / "2025").mkdir(parents=True)
    table = context / "2025" / "sources.csv"
    table.write_text("source_id,url\n" + "".join(f"C25-{n:03d},x\n" for n in range(1, 185)), "utf-8")
    path = data / "coded_tables.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows = [row | {"sha256": sha256(table.read_bytes()).hexdigest()} for row in rows]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[:1])
    return data, context


def test_the_same_tables_are_recognised(coded):
    data, context = coded
    assert list(compared(load(data), context)) == []


def test_a_changed_table_is_told(coded):
    data, context = coded
    table = context / "2025" / "sources.csv"
    table.write_text(table.read_text("utf-8").replace("C25-184", "C25-185"), "utf-8")
    told = " ".join(map(str, compared(load(data), context)))
    assert "another file" in told
    assert "C25-185 only in the file" in told
    assert "C25-184 not in the file" in told


def test_a_missing_table_is_told(coded):
    data, context = coded
    (context / "2025" / "sources.csv").unlink()
    assert "no such file" in " ".join(map(str, compared(load(data), context)))


def test_the_command_prints_the_accounting(capsys):
    assert main(["check", "--accounting"]) == 0
    printed = capsys.readouterr().out
    assert "2025/sources: 184 rows = 181 imported, 3 same" in printed
    assert "no problem found" in printed


def test_a_folder_that_is_not_there_cannot_be_compared(capsys, tmp_path):
    assert main(["check", "--accounting", "--context", str(tmp_path / "nowhere")]) == 2
    assert "no such folder of coded tables" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("coded", "field"),
    [
        (("F25-012", "it is unlikely", "unlikely", "2025-11-01"), None),
        (("F25-012", "it is unlikely", "likely", "2025-11-01"), "band"),
        (("F25-058", "highly plausible", "unquantified", "2026-12-31"), None),
    ],
    ids=["as it was coded", "changed in silence", "changed and told"],
)
def test_a_value_that_was_changed_in_silence_is_told(coded, field, tmp_path):
    (tmp_path / "2025").mkdir()
    text = "forecast_id,phrase,band,horizon_end\n" + ",".join(coded) + "\n"
    (tmp_path / "2025" / "forecasts.csv").write_text(text, "utf-8")
    assert [problem.field for problem in untold(DATASET, tmp_path)] == ([field] if field else [])
