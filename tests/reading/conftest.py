"""A third source, read and reviewed, and a copy of the dataset to adopt it into."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from summitwatch.analysis.grades import grade
from summitwatch.reading.adopt import adopt
from summitwatch.reading.drafts import digest_of
from summitwatch.reading.files import read_files
from summitwatch.tables import DATA

ARTICLE = Path(__file__).parent / "third_source" / "article.txt"
PUBLISHED = "2026-03-04"
REVIEWED = ("mentions", "expressions", "statements", "quotations", "forecasts")
NEEDED = {"sources": {"S3": {"publisher": "Example Wire", "kind": "wire"}}}


class Desk:
    """A folder of proposals beside a dataset."""

    def __init__(self, folder, proposals):
        self.data, self.proposals = folder, proposals
        self.file = proposals.parent / "decisions.json"

    def rows(self, table, folder=None):
        with ((folder or self.proposals) / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def change(self, table, row, folder=None, **cells):
        """Change cells of a row, counted from 0."""
        rows = self.rows(table, folder)
        rows[row].update(cells)
        self.put(table, rows, folder)

    def put(self, table, rows, folder=None):
        with ((folder or self.proposals) / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def accepted(self):
        """The decisions of a reviewer who accepts everything and fills in what is needed."""
        found = {
            table: {id_: {"decision": "accept", "set": cells} for id_, cells in rows.items()}
            for table, rows in NEEDED.items()
        }
        for table in REVIEWED:
            for row in self.rows(table):
                found.setdefault(table, {})[next(iter(row.values()))] = {"decision": "accept", "set": {}}
        for n, choice in enumerate(found["statements"].values(), start=1):
            choice["set"] = {"gist": f"What was said in statement {n} of the made-up source."}
        for row in self.rows("mentions"):
            if not row["actor_id"]:
                found["mentions"][row["mention_id"]]["set"] = {"actor_id": "kim-jong-un"}
        return found

    def save(self, decided):
        content = {
            "format": "summitwatch-decisions-1",
            "proposals": digest_of(self.proposals),
            "decided": decided,
        }
        self.file.write_text(json.dumps(content), "utf-8")
        return self.file

    def adopt(self, decided=None, **how):
        """Adopt what was decided; everything, if nothing is said."""
        return adopt(self.proposals, self.data, self.save(decided or self.accepted()), grading=grade, **how)


@pytest.fixture(scope="session")
def read_once(tmp_path_factory):
    """The third source, read."""
    folder = tmp_path_factory.mktemp("third")
    read_files([ARTICLE], PUBLISHED, "S3", folder / "S3")
    return folder / "S3"


@pytest.fixture(scope="session")
def desk_at(read_once):
    """Lay out the proposals of the third source and a copy of the dataset in a folder."""

    def lay_out(folder):
        data = Path(shutil.copytree(DATA, folder / "data"))
        return Desk(data, Path(shutil.copytree(read_once, folder / "review" / "S3")))

    return lay_out


@pytest.fixture
def desk(tmp_path, desk_at):
    """The proposals of the third source, and a copy of the dataset."""
    return desk_at(tmp_path)
