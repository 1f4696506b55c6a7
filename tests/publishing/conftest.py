"""A tiny dataset that follows the description, and books built on it."""

import csv
import json
import shutil
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

DESCRIPTION = Path(__file__).parents[2] / "data" / "datapackage.json"
EVIL = "<script>alert('x')</script> talks"
SHA = "0123456789abcdef"


def sentence(id_, item, segment="body"):
    line, number = (int(part) for part in id_.split("-")[1:])
    return {"sentence_id": id_, "item_id": item, "line": line, "number": number, "start": 0, "end": 90,
            "segment": segment, "words": 17, "sha256_16": SHA}  # fmt: skip


def item(id_, source, **more):
    row = {"item_id": id_, "source_id": source, "kind": "story", "headline": "A headline & more",
           "headline_basis": "shown", "ai_written": "no", "ai_sign": "none", "published": "2026-03-25",
           "published_basis": "stated", "grade": "C", "grade_rule": "G3"}  # fmt: skip
    return row | more


def source(id_, tier, publisher):
    return {"source_id": id_, "tier": tier, "publisher": publisher, "language": "en", "kind": "newspaper"}


def statement(id_, gist):
    return {"statement_id": id_, "speaker": "lee", "speaker_class": "head_of_state", "said_on": "2026-03-24",
            "topic": "summit", "mode": "partial", "gist": gist}  # fmt: skip


def evidence(id_, record, place, stance="supports"):
    row = {"evidence_id": id_, "record_id": record, "stance": stance}
    if isinstance(place, tuple):
        return row | {"item_id": place[0], "paragraph": place[1]}
    return row | {"sentence_id": place}


ROWS = {
    "sources": [source("S1", "core", "Daily & Sunday"), source("S2", "core", "The Other Paper"),
                source("C25-001", "context", "Context Wire")],
    "items": [item("S1-main", "S1", published="[2026-03-20..2026-03-25]"), item("S2-main", "S2", grade="B"),
              item("C25-001-main", "C25-001", headline=None, headline_basis="none", published=None)],
    "sentences": [sentence("S1-05-3", "S1-main"), sentence("S1-07-1", "S1-main"), sentence("S2-09-1", "S2-main"),
                  sentence("S2-18-2", "S2-main", "caption")],
    "actors": [{"actor_id": "lee", "name": "Lee Jae-myung", "type": "person", "principal": "no"},
               {"actor_id": "korea", "name": "South Korea", "type": "state", "principal": "no"}],
    "events": [{"event_id": "EV014", "kind": "meeting", "title": EVIL, "strand": "trump_kim"},
               {"event_id": "EV015", "kind": "visit", "title": "A visit without evidence", "strand": "china"},
               {"event_id": "EV150", "kind": "letter", "title": "A letter that one page tells of", "strand": "china"},
               {"event_id": "EV151", "kind": "letter", "title": "A letter nobody cites", "strand": "china"}],
    "event_actors": [{"event_id": "EV014", "actor_id": "korea", "role": "host"}],
    "event_states": [{"state_id": "ES001", "event_id": "EV014", "state": "scheduled", "date_believed": "2026-04",
                      "asserted_by": "lee", "asserted_on": "2026-03-24", "inferred": "no"},
                     {"state_id": "ES150", "event_id": "EV150", "state": "occurred", "date_believed": "2026-01-07",
                      "asserted_on": "2026-01-08", "inferred": "no"},
                     {"state_id": "ES151", "event_id": "EV151", "state": "occurred", "inferred": "no"}],
    "statements": [statement("ST003", "He would meet at any time."), statement("ST004", "A visit is for later.")],
    "quotations": [{"quotation_id": "QU001", "statement_id": "ST003", "sentence_id": "S2-18-2", "start": 4,
                    "end": 12, "words": 2, "shown": "any time"}],
    "questions": [{"question_id": "QN01", "title": "Will they meet?"}],
    "propositions": [{"proposition_id": "PR01", "question_id": "QN01", "text": "They meet by May.",
                      "criteria": "Both say so.", "void_rule": "None."}],
    "resolutions": [{"resolution_id": "RS001", "proposition_id": "PR01", "tier": "core", "reading": "main",
                     "outcome": "running", "inferred": "no", "note": "Open."}],
    "forecasts": [{"forecast_id": "FC001", "statement_id": "ST003", "proposition_id": "PR01", "polarity": "yes",
                   "phrase": "would", "band": "likely", "scored": "yes"}],
    "judgements": [{"judgement_id": "KJ01", "position": 1, "as_of": "2026-03", "text": "A meeting is unlikely.",
                    "band": "unlikely", "of_what": "a meeting by May", "confidence": "low",
                    "confidence_reason": "One mouth.", "assumptions": "That he means it.",
                    "would_change": "A letter."},
                   {"judgement_id": "KJ02", "position": 2, "as_of": "2026-03", "text": "S1 is thin.",
                    "confidence": "high", "confidence_reason": "It was read.", "assumptions": "None.",
                    "would_change": "A better text."},
                   {"judgement_id": "KJ03", "position": 3, "as_of": "2026-03", "text": "A letter went.",
                    "confidence": "low", "confidence_reason": "One page.", "assumptions": "None.",
                    "would_change": "A second page."}],
    "judgement_records": [{"judgement_id": "KJ01", "record_id": "EV014", "stance": "supports"},
                          {"judgement_id": "KJ01", "record_id": "ST003", "stance": "qualifies"},
                          {"judgement_id": "KJ02", "record_id": "ST004", "stance": "supports"},
                          {"judgement_id": "KJ03", "record_id": "EV150", "stance": "supports"}],
    "retired": [{"retired_id": "EV199", "edition": "2026.11", "successor": "EV150", "reason": "They were one."},
                {"retired_id": "S9", "edition": "2026.11", "reason": "It was none."}],
    "evidence": [evidence("X0001", "ES001", "S2-09-1"), evidence("X0002", "ST003", "S1-05-3"),
                 evidence("X0003", "ST003", "S2-18-2"), evidence("X0004", "ST004", "S1-05-3"),
                 evidence("X0005", "ST004", "S1-07-1"), evidence("X0006", "ST004", "S2-18-2", "qualifies"),
                 evidence("X0007", "ST004", ("C25-001-main", 3)), evidence("X0008", "FC001", "S2-18-2"),
                 evidence("X0009", "ES150", ("C25-001-main", 2)), evidence("X0010", "ES151", ("C25-001-main", 2))],
}  # fmt: skip

LEDGER = """# Evidence

## Events

```{ledger} events
```

## Statements

```{ledger} statements
```

## Sentences

```{ledger} sentences
```

## Items

```{ledger} items
```

## Judgements

```{ledger} judgements
```
"""


def write_dataset(folder):
    """Write every table of the description, most of them with a header alone."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DESCRIPTION, folder / "datapackage.json")
    for resource in json.loads(DESCRIPTION.read_text("utf-8"))["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(ROWS.get(resource["name"], []))
    return folder


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory):
    return write_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def make_book(tiny_data):
    """Return a function that builds pages in a folder of the caller's choice."""
    return lambda root, pages, **how: build(root, tiny_data, pages, **how)


@pytest.fixture
def book(tmp_path, tiny_data):
    """Return a function that builds pages (name to text) and hands back their parsed HTML."""
    return lambda pages, **how: build(tmp_path, tiny_data, pages, **how)


def build(root, data, pages, builder="html", extensions=("myst_parser",), parallel=1, **config):
    source = root / "src"
    for name, text in ({"evidence": LEDGER} | pages).items():
        path = source / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text("utf-8") != text:  # an unchanged page is not to be read again
            path.write_text(text, "utf-8")
    toc = "\n".join(sorted(({"evidence"} | set(pages)) - {"index"}))
    if "index" not in pages:
        (source / "index.md").write_text(f"# Book\n\n```{{toctree}}\n{toc}\n```\n", "utf-8")
    warnings = StringIO()
    # Said outright, because Sphinx keeps an earlier application's suffixes in its defaults.
    kind = "myst-nb" if "myst_nb" in extensions else "markdown"
    config = {"source_suffix": {".md": kind}} | config
    settings = {"extensions": [*extensions, "summitwatch.publishing"], "summitwatch_data": str(data)}
    with patch_docutils(str(source)), docutils_namespace():
        out = root / "_build" / builder
        app = Sphinx(str(source), None, str(out), str(root / "_build" / ".doctrees"), builder, settings | config,
                     status=None, warning=warnings, parallel=parallel)  # fmt: skip
        app.build()

    def soup(name):
        return BeautifulSoup((out / f"{name}.html").read_text("utf-8"), "lxml")

    return SimpleNamespace(app=app, out=out, warnings=warnings.getvalue(), soup=soup)
