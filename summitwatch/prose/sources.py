"""Numbers and tables of the chapter on the sources."""

import pandas as pd

from summitwatch.analysis.grades import rules_table
from summitwatch.analysis.publication import publication_table
from summitwatch.dates import parse
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose import provenance
from summitwatch.prose.format import day, number, span, texts
from summitwatch.tables import Dataset


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell, of the core sources and of the wider record."""
    return _core(data.only("core")) | provenance.values(data)


def _core(data: Dataset) -> dict[str, str]:
    stories = data["items"].query("kind != 'interface'")
    bounds = publication_table(data).set_index("item_id")
    core_days, days = _days(bounds["core_days"]), _days(bounds["days"])
    dated = stories.set_index("item_id")["published"]
    unknown = stories["origin"].isna()
    return {
        "items": number(len(stories), words=True),
        "texts": texts(data),
        "teasers": number(stories.query("source_id == 'S1'")["kind"].eq("teaser").sum(), words=True),
        "stated": number((stories["published_basis"] == "stated").sum(), words=True, alone=True),
        "inferred": number((stories["published_basis"] == "inferred").sum(), words=True),
        "without_origin": number(unknown.sum(), words=True),
        "machine": number((stories["ai_written"] == "yes").sum(), words=True),
        "labelled": number((stories["ai_sign"] == "item").sum(), words=True),
        "s1_published": day(dated["S1-main"]),
        "s2_published": day(dated["S2-main"]),
        "s1_core": day(str(bounds["core"]["S1-main"])),
        "s1_core_days": core_days["S1-main"],
        "s2_core_days": core_days["S2-main"],
        "s2_days": days["S2-main"],
        "copied": day(str(data.record("S1")["retrieved"])),
        "briefing": day(_reference(data, "E25-080")),
        "briefing_weekday": _weekday(_reference(data, "E25-080")),
        "youngest": day(dated["S1-R6"]),
        "oldest": day(dated["S1-R1"]),
    }


def _days(numbers: pd.Series) -> dict[str, str]:
    """Put the number of possible days of each item into words."""
    return {str(item): span(int(n), int(n)) for item, n in numbers.dropna().items()}


def _reference(data: Dataset, context_id: str) -> str:
    clues = data["publication_clues"]
    return str(clues.loc[clues["context_id"] == context_id, "reference"].iloc[0])


def _weekday(edtf: str) -> str:
    earliest = parse(edtf).earliest
    if earliest is None:
        raise ValueError(f"{edtf} has no first day")
    return f"{earliest:%A}"


def stories(data: Dataset) -> TableExhibit:
    """Return the stories with headline, day, origin and grade."""
    items = data["items"].query("kind != 'interface'")
    names = data.column("actors", "name", by="actor_id")
    shown = pd.DataFrame(
        {
            "Item": items["item_id"],
            "Headline": items["headline"],
            "Published": [day(p, short=True) if isinstance(p, str) else None for p in items["published"]],
            "Goes back to": [names.get(o) if isinstance(o, str) else "unknown" for o in items["origin"]],
            "By a machine": items["ai_written"].map(
                {"yes": "yes, says the", "no": "no sign", "unknown": "unknown"}
            )
            + items["ai_sign"].map({"item": " item", "site": " site", "none": ""}),
            "Grade": items["grade"],
        }
    )
    caption = (
        f"All {len(shown)} stories of the {texts(data)} core sources. "
        "Days are inferred from clues where no day is shown; "
        "headlines stand here where the page shows them or the address of the story's own page gives them."
    )
    title = f"{number(len(shown), words=True).capitalize()} stories on {texts(data)} pages"
    return TableExhibit("tab-stories", title, shown, caption, records=("Item",))


def clues(data: Dataset) -> TableExhibit:
    """Return the reasons that bound each publication day."""
    frame = data["publication_clues"]
    rules = {
        "after": "not before",
        "before": "not after",
        "same_week": "in the week of",
        "week_after": "in the week after",
        "weekday_past": "up to six days after",
        "weekday_ahead": "in the week before",
    }
    rule = frame["rule"].map(rules) + (" " + frame["weekday"].fillna("")).str.rstrip()
    shown = pd.DataFrame(
        {
            "Item": frame["item_id"],
            "Bound": rule + " " + frame["reference"].map(lambda edtf: day(edtf, short=True)),
            "Because": frame["reason"],
            "Rests on": frame["sentence_id"],
            "Day from": frame["context_id"].fillna("core"),
        }
    )
    caption = (
        f"{len(shown)} clues. Core: follows from the texts alone. "
        "An id with E: the day comes from the coded context tables."
    )
    return TableExhibit(
        "tab-clues", "Why each story is dated as it is", shown, caption, records=("Rests on",)
    )


def grades() -> TableExhibit:
    """Return the rules that give the Admiralty letters."""
    frame = rules_table()
    frame.columns = pd.Index(["Rule", "Letter", "Means", "Given to"])
    return TableExhibit(
        "tab-grades", "Which rule gives which letter", frame, "The rule is applied by code; a test compares."
    )
