"""Numbers and tables of the chapter that walks through the two texts."""

import pandas as pd

from summitwatch.analysis import oddities
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import day, number
from summitwatch.tables import Dataset

TIER = "core"  # the chapter walks through the two texts, and tells of nothing else
#: Dates that the chapter tells, by the record and the field that hold them.
DATES = {
    "official_said": ("ST001", "said_on"),
    "trump_hoped": ("ST005", "said_on"),
    "kim_quoted": ("ST006", "reported_on"),
    "nuclear_report": ("ST007", "reported_on"),
    "parliament": ("ST006", "said_on"),
    "pipe_dream": ("ST023", "said_on"),
    "lee_xi": ("DX021", "edtf"),
    "panmunjom_day": ("ES003", "date_believed"),
    "hanoi_month": ("ES002", "date_believed"),
    "freeze_year": ("DX034", "edtf"),
    "apec_end": ("DX047", "edtf"),
    "april": ("DX017", "edtf"),
    "last_congress": ("DX015", "edtf"),
    "midterms": ("DX010", "edtf"),
    "wrong_year": ("DX004", "edtf"),
    "right_year": ("DX001", "edtf"),
    "agreement": ("DX028", "edtf"),
    "teaser_year": ("DX019", "edtf"),
    "earlier_visit": ("DX023", "edtf"),
}


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell."""
    told = {name: day(str(data.record(record)[field])) for name, (record, field) in DATES.items()}
    sentences = data["sentences"]
    source = sentences["sentence_id"].str.split("-").str[0]
    words = sentences.groupby(source)["words"].sum()
    stories = data["items"].query("kind != 'interface'")["source_id"].value_counts()
    notes = data["notes"]
    quote = data.column("quotations", "words", by="quotation_id")
    return told | {
        "s1_words": number(words["S1"]),
        "s2_words": number(words["S2"]),
        "s1_sentences": number((source == "S1").sum()),
        "s2_sentences": number((source == "S2").sum()),
        "s1_teasers": number(stories["S1"] - 1, words=True),
        "oddities": number(len(notes)),
        "oddities_high": number((notes["weight"] == "high").sum()),
        "inss_words": number(quote.max()),
    }


def weighty(data: Dataset) -> TableExhibit:
    """Return the oddities that matter most to whoever would cite the sources."""
    frame = oddities.oddities(data).query("weight == 'high'")
    text = frame["note_id"].map(data.column("notes", "text", by="note_id"))
    shown = pd.DataFrame({"Note": frame["note_id"], "Kind": frame["kind"], "What is odd": text})
    caption = f"{len(shown)} of {len(data['notes'])} notes carry the weight high; the ledger has the others."
    title = "What a reader must know before citing either text"
    return TableExhibit("tab-oddities", title, shown, caption, records=("Note",))
