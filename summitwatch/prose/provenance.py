"""Numbers and tables on copies, agencies and grades in the wider record, for the chapter on the sources."""

import pandas as pd

from summitwatch.analysis.intervals import wilson
from summitwatch.analysis.provenance import clients, copies, grades, machine_written, stories, undated
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import number, percent
from summitwatch.tables import Dataset

#: Agencies that a page shows; the rest stands in the data of the items.
_MOST = 12
_SIGNS = {"item": "a label of the story's own", "site": "a label of its site", "none": "no label"}


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences on the wider record tell."""
    n, agencies = len(stories(data, "context")), clients(data)
    written = machine_written(data)
    labelled = written[written["ai_written"] == "yes"].set_index("ai_sign")["k"]
    unknown = written.loc[written["ai_written"] == "unknown", "k"].sum()
    letters = grades(data).query("tier == 'context'").set_index("letter")["k"]
    top = agencies.iloc[0]
    return {
        "wider_stories": number(n),
        "wider_publishers": number(stories(data, "context")["publisher"].nunique()),
        "wider_copies": number(len(copies(data))),
        "wider_known": percent(wilson(int(agencies["n"].iloc[0]), n)),
        "wider_agencies": number(len(agencies)),
        "wider_top": str(top["name"]),
        "wider_top_clients": number(top["clients"]),
        "wider_top_stories": number(top["k"]),
        "wider_usual": number(letters["B"]),
        "wider_low": number(letters["D"]),
        "wider_unjudged": number(letters["F"]),
        "wider_undated": percent(undated(data)),
        "wider_machine": number(labelled.sum()),
        "wider_machine_site": number(labelled["site"], words=True),
        "wider_machine_unknown": number(unknown),
    }


def clients_table(data: Dataset) -> TableExhibit:
    """Return the origins that most publishers carried."""
    frame = clients(data)
    top = frame.head(_MOST)
    shown = pd.DataFrame(
        {
            "Goes back to": top["name"],
            "Publishers that carried it": top["clients"],
            "Stories": top["k"],
            "Of these on its own pages": top["own"],
        }
    )
    caption = (
        f"The {len(shown)} origins with most clients, of {len(frame)} that others carried; "
        f"{int(frame['n'].iloc[0])} stories of the wider record have a known origin. "
        "However many carry it, one origin is one witness."
    )
    return TableExhibit("tab-clients", "Whose reports do the publishers carry?", shown, caption)


def copies_table(data: Dataset) -> TableExhibit:
    """Return the publishers whose stories are copied, with who copied them."""
    frame = copies(data)
    names = frame.groupby(["first", "first_publisher"], sort=False)
    rows = [
        (first, publisher, ", ".join(g["publisher"]), ", ".join(g["item_id"]))
        for (first, publisher), g in names
    ]
    shown = pd.DataFrame(rows, columns=pd.Index(["First text", "Publisher", "The same text at", "Copies"]))
    caption = (
        f"{len(frame)} stories carry the text of {len(shown)} others. A copy adds a page and no witness."
    )
    return TableExhibit(
        "tab-copies", "Texts that stand on several pages", shown, caption, records=("First text", "Copies")
    )


def letters_table(data: Dataset) -> TableExhibit:
    """Return how many stories of each tier have which letter."""
    frame = grades(data).pivot(index="letter", columns="tier", values="k")
    frame = frame[frame.sum(axis=1) > 0].reset_index()
    shown = pd.DataFrame({"Letter": frame["letter"], "Core": frame["core"], "Wider record": frame["context"]})
    caption = (
        f"{int(shown['Core'].sum())} core stories and {int(shown['Wider record'].sum())} of the wider record."
    )
    return TableExhibit("tab-letters", "Which letters the stories have", shown, caption)


def machine_table(data: Dataset) -> TableExhibit:
    """Return by which sign stories count as written by a machine."""
    frame = machine_written(data)
    words = {"yes": "a machine", "no": "people, as far as seen", "unknown": "unknown"}
    shown = pd.DataFrame(
        {
            "Written by": frame["ai_written"].map(words),
            "Sign": frame["ai_sign"].map(_SIGNS),
            "Stories": frame["k"],
        }
    )
    caption = f"{int(frame['k'].sum())} stories of the wider record. No label is no proof of a human hand."
    return TableExhibit("tab-machine", "Which stories did a machine write?", shown, caption)
