"""Numbers and tables on the reading engine, for the chapter on method."""

import pandas as pd

from summitwatch.analysis.engine_accuracy import KINDS, TASKS, core_tallies, misses_by_kind, scores
from summitwatch.analysis.intervals import Share, wilson
from summitwatch.analysis.wording import SET, dated
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import decimal, number, percent
from summitwatch.tables import Dataset

PREFIXES = {"passages": "engine", "second": "engine_second", "third": "engine_third"}
RUNS = {"first": "first", "last": "last"}


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences on the engine tell."""
    told = {}
    for set_, prefix in PREFIXES.items():
        for run in RUNS:
            for task in ("dates", "speakers", "mentions"):
                told[f"{prefix}_{task}_{run}"] = percent(_share(data, f"{set_}-{run}-{task}"))
            told[f"{prefix}_f1_{run}"] = _f1(data, f"{set_}-{run}-mentions")
        told[f"{prefix}_bare"] = percent(_share(data, f"{set_}_bare-first-mentions"))
        told[f"{prefix}_bare_speakers"] = percent(_share(data, f"{set_}_bare-first-speakers"))
        told[f"{prefix}_passages"] = number(data.record(f"{set_}-last-sentences")["expected"])
    core = core_tallies(data)
    dates = core["dates"]
    return told | {
        "engine_core_f1": _f1(data, "core-last-mentions"),
        "engine_core_dates": percent(wilson(dates.right, dates.expected)),
        "engine_core_speakers": percent(wilson(core["speakers"].right, core["speakers"].expected)),
        "engine_rows": number(len(data["engine_rows"])),
        "engine_core_left": number(dates.expected - dates.right, words=True),
    }


def _share(data: Dataset, score_id: str) -> Share:
    score = data.record(score_id)
    return wilson(score["right"], score["expected"])


def _f1(data: Dataset, score_id: str) -> str:
    score = data.record(score_id)
    return decimal(2 * score["right"] / (score["expected"] + score["proposed"]), 3)


def score_table(data: Dataset) -> TableExhibit:
    """Return every score, first and last."""
    frame = scores(data)
    shown = pd.DataFrame(
        {
            "Read in": frame["set"].map(SET),
            "What": frame["label"],
            "Scoring": frame["run"].map(RUNS),
            "Expected": frame["expected"],
            "Proposed": frame["proposed"],
            "Right": frame["right"],
            "Spurious": frame["spurious"],
            "F1": [decimal(f, 3) for f in frame["f1"]],
        }
    )
    caption = (
        f"{len(shown)} scores. Right: the right value at a span that holds, or is held by, the expected one; "
        "where the text leaves it open, the engine must keep every candidate. F1 = 2·right/(expected + "
        "proposed). The first scores of a set were stored before any rule was changed for it."
    )
    return TableExhibit("tab-engine", "Every score of the reading engine", shown, caption, numeric=("F1",))


def miss_table(data: Dataset) -> TableExhibit:
    """Return what was not right at the last scoring, by task and kind."""
    counts = misses_by_kind(data, "last", ["core", *PREFIXES])
    shown = pd.DataFrame({"What": [TASKS[str(t)] for t in counts.index]})
    for kind in counts.columns:
        shown[KINDS[str(kind)].capitalize()] = counts[kind].tolist()
    total = int(counts.to_numpy().sum())
    caption = (
        f"{total} rows of the core sources and of the fresh passages (with their own names) that were not "
        "right at the last scoring. A quotation may be missed under speaker, mode and class at once."
    )
    return TableExhibit("tab-engine-misses", "What the reading engine gets wrong, by kind", shown, caption)


def _plain(data: Dataset, value: object) -> object:
    """Word what was read: the names of actors, dates as a reader writes them."""
    if not isinstance(value, str):
        return value
    start, sign, rest = value.rpartition("open: ")
    named = [
        str(data.record(part)["name"])
        if data.has(part)
        else dated(part)
        if part[0].isdigit() or part[0] == "["
        else part.replace("-", " ").title()
        if "-" in part
        else part
        for part in rest.split(" | ")
    ]
    return f"{'left open: ' if sign else start}{' or '.join(named)}"


def misses(data: Dataset) -> TableExhibit:
    """Return each miss of the last scoring in namings, dates and speakers."""
    frame = data["engine_misses"]
    frame = frame[(frame["run"] == "last") & frame["task"].isin(["mentions", "dates", "speakers"])]
    shown = pd.DataFrame(
        {
            "Where": frame["place"],
            "What": frame["task"].map(TASKS),
            "Words": frame["surface"],
            "Right": [_plain(data, value) for value in frame["expected"]],
            "Read": [_plain(data, value) for value in frame["proposed"]],
        }
    )
    caption = (
        f"The {len(shown)} rows, one by one, with every right value where there are several. The words of "
        "the passages are invented. P: a passage of the first set; R: of the second; T: of the third; S: a "
        "core sentence."
    )
    return TableExhibit("tab-engine-list", "The misses in namings, dates and speakers", shown, caption)
