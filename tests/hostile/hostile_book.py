"""One book whose tables, metadata and chapters carry every hostile text."""

import csv
import json
import shutil
from pathlib import Path

import yaml
from payloads import AUTHORS, TEXTS, TITLE

ROOT = Path(__file__).resolve().parents[2]
ALL = len(TEXTS)
SHA = "0123456789abcdef"
ODD = "chapters/odd & 'name' $x$"  # a chapter's file name, from which addresses and files are made

CHAPTER = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---

(ch-one)=
# Shown by a kernel

```{code-cell} python
:tags: [remove-cell]
import json
from pathlib import Path
import matplotlib.pyplot as plt
import pandas as pd
from summitwatch.figures.exhibit import FigureExhibit, TableExhibit
from summitwatch.figures.style import report_style
from summitwatch.prose import say
texts = json.loads(Path("../texts.json").read_text("utf-8"))
say(**{f"told_{number}": text for number, text in enumerate(texts)})
```

GLUED

```{code-cell} python
:tags: [remove-input]
frame = pd.DataFrame({"Text": texts, "=Head": range(len(texts))})
TableExhibit("tab-hostile", texts[0], frame, caption=texts[1])
```

```{code-cell} python
:tags: [remove-cell]
@report_style
def draw():
    fig, ax = plt.subplots(figsize=(6.7, 24), layout="none")
    ax.barh(texts, range(len(texts)))
    ax.set(xlabel=texts[2], title=texts[3])
    return fig
```

```{code-cell} python
:tags: [remove-input]
FigureExhibit("fig-hostile", texts[4], texts[5], " ".join(texts[:9]), draw(), frame)
```

```{code-cell} python
:tags: [remove-input]
frame
```

```{code-cell} python
:tags: [remove-input]
print("\\n".join(texts))
```
"""

LEDGERS = ("judgements", "events", "statements", "forecasts", "propositions", "claims", "notes", "sources",
           "items", "sentences", "hypotheses", "indicators")  # fmt: skip


def evidence(number, record):
    return {
        "evidence_id": f"X{number:04d}",
        "record_id": record,
        "sentence_id": "S1-01-1",
        "stance": "supports",
    }


def tables(count=ALL):
    """Return the rows of a dataset in which each hostile text stands in every field that takes free text."""
    rows = {
        "sources": [{"source_id": "S1", "tier": "core", "publisher": TEXTS[0], "title": TEXTS[1], "language": "en",
                     "kind": "newspaper", "note": TEXTS[2], "url": "https://example.org/a?b=c&d='e'#f"}],
        "items": [{"item_id": "S1-main", "source_id": "S1", "kind": "story", "headline": TEXTS[3],
                   "headline_basis": "shown", "ai_written": "no", "ai_sign": "none", "published": "2026-03-25",
                   "published_basis": "stated", "grade": "C", "grade_rule": "G3", "seen": "whole"}],
        "sentences": [{"sentence_id": "S1-01-1", "item_id": "S1-main", "line": 1, "number": 1, "start": 0, "end": 90,
                       "segment": "body", "words": 17, "sha256_16": SHA}],
        "questions": [{"question_id": "QN01", "title": TEXTS[0], "note": TEXTS[1]}],
        "judgements": [{"judgement_id": "KJ01", "position": 1, "as_of": "2026-03", "text": " ".join(TEXTS[:4]),
                        "band": "unlikely", "of_what": TEXTS[22], "confidence": "low", "confidence_reason": TEXTS[23],
                        "assumptions": TEXTS[37], "would_change": TEXTS[55]}],
        "judgement_records": [{"judgement_id": "KJ01", "record_id": "ST100", "stance": "supports"}],
    }  # fmt: skip
    for number, text in enumerate(TEXTS[:count]):
        for table, row in _rows(100 + number, text).items():
            rows.setdefault(table, []).append(row)
    kept = [f"{prefix}{100 + n}" for n in range(count) for prefix in ("ES", "ST", "FC", "CL", "N")]
    return rows | {"evidence": [evidence(n, id_) for n, id_ in enumerate(kept)]}


def _rows(n, text):
    words = len(text.split())
    return {
        "actors": {"actor_id": f"a-{n}", "name": text, "name_native": text, "type": "person", "principal": "no",
                   "note": text},
        "aliases": {"alias_id": f"AL{n:04d}", "actor_id": f"a-{n}", "alias": text, "form": "name", "language": "en"},
        "events": {"event_id": f"EV{n}", "kind": "meeting", "title": text, "place": text, "strand": "trump_kim",
                   "note": text},
        "event_actors": {"event_id": f"EV{n}", "actor_id": f"a-{n}", "role": "host"},
        "event_states": {"state_id": f"ES{n}", "event_id": f"EV{n}", "state": "scheduled", "date_believed": "2026-04-02",
                         "asserted_by": f"a-{n}", "asserted_on": "2026-03-24", "inferred": "no", "note": text},
        "statements": {"statement_id": f"ST{n}", "speaker": f"a-{n}", "speaker_class": "head_of_state",
                       "said_on": "2026-03-24", "venue": text, "topic": "summit", "mode": "partial",
                       "condition": text, "gist": text},
        "quotations": {"quotation_id": f"QU{n}", "statement_id": f"ST{n}", "sentence_id": "S1-01-1", "start": 4,
                       "end": 12, "words": min(words, 12), "shown": text if words <= 12 else ""},
        "propositions": {"proposition_id": f"PR{n}", "question_id": "QN01", "text": text, "criteria": text,
                         "void_rule": text},
        "resolutions": {"resolution_id": f"RS{n}", "proposition_id": f"PR{n}", "tier": "core", "reading": "main",
                        "outcome": "running", "inferred": "no", "note": text},
        "forecasts": {"forecast_id": f"FC{n}", "statement_id": f"ST{n}", "proposition_id": f"PR{n}",
                      "polarity": "yes", "phrase": text[:60], "band": "likely", "scored": "yes", "note": text},
        "claims": {"claim_id": f"CL{n}", "point": f"p-{n}", "value": text, "text": text, "matters": text},
        "notes": {"note_id": f"N{n}", "kind": "spelling", "title": text, "text": text, "weight": "low"},
        "glossary": {"term": text, "meaning": text},
    }  # fmt: skip


def write_data(folder, count=ALL):
    """Write the tables under the book's own description, in which here any table may be empty."""
    folder.mkdir(parents=True)
    about = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))
    about |= {"title": f"Data {TEXTS[4]}", "description": " ".join(TEXTS[22:30])}
    rows = tables(count)
    for resource in about["resources"]:
        resource["summitwatch:may_be_empty"] = True
        resource["description"] = f"{resource['description']} {TEXTS[8]} {TEXTS[30]}"
        names = [field["name"] for field in resource["schema"]["fields"]]
        with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows.get(resource["name"], []))
    (folder / "datapackage.json").write_text(json.dumps(about), "utf-8")


def write_book(root, count=ALL):
    """Write a book of our configuration around the tables."""
    write_data(root / "data", count)
    static = Path("summitwatch") / "publishing" / "static"
    shutil.copytree(ROOT / static, root / static)
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config["sphinx"]["config"]["summitwatch_data"] = "data"
    config |= {"title": TITLE, "author": AUTHORS[1]}
    (root / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    names = ["chapters/one", ODD, "chapters/evidence"]
    contents = {
        "format": "jb-book",
        "root": "chapters/index",
        "parts": [{"caption": TEXTS[5], "chapters": [{"file": name} for name in names]}],
    }
    (root / "_toc.yml").write_text(yaml.safe_dump(contents, sort_keys=False), "utf-8")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    citation |= {
        "title": TITLE,
        "authors": [{"name": name} for name in AUTHORS],
        "url": "https://example.org/book",
    }
    (root / "CITATION.cff").write_text(yaml.safe_dump(citation), "utf-8")
    (root / "texts.json").write_text(json.dumps(TEXTS), "utf-8")
    (root / "chapters").mkdir()
    for name in config.get("bibtex_bibfiles", []):
        (root / name).write_text("@misc{none, title={None}}\n", "utf-8")
    ledger = "".join(f"## Of {name}\n\n```{{ledger}} {name}\n```\n\n" for name in LEDGERS)
    glued = "\n".join(f"- {{glue:text}}`told-{number}`" for number in range(len(TEXTS)))
    pages = {
        "chapters/index": "# The start\n\nIt is so {ev}`KJ01, EV100`.\n\n```{judgements}\n```\n",
        "chapters/one": CHAPTER.replace("GLUED", glued),
        ODD: "# A chapter of an odd name\n\nIt is so {ev}`ST101`.\n",
        "chapters/evidence": f"# Ledger\n\n{ledger}",
    }
    for name, text in pages.items():
        (root / f"{name}.md").write_text(text, "utf-8")
