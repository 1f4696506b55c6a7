"""Tables of the chapter on what could come next."""

import pandas as pd

from summitwatch.analysis import calendar, hypotheses, signals
from summitwatch.analysis.wording import RATING
from summitwatch.dates import label, parse
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.edition import edition_day
from summitwatch.prose.format import spans
from summitwatch.tables import Dataset


def _day(text: str | None) -> str | None:
    return label(parse(text), short=True) if isinstance(text, str) else None


def accounts_table(data: Dataset) -> TableExhibit:
    """Return the rival accounts with what would tell for or against each."""
    frame = data["hypotheses"]
    shown = pd.DataFrame(
        {"Account": frame["title"], "What it says": frame["text"], "What would tell": frame["would_show"]}
    )
    caption = f"{len(frame)} accounts, in no order of likelihood. They do not exclude each other throughout."
    return TableExhibit("tab-hypotheses", "Rival accounts of why there is no meeting", shown, caption)


def matrix_table(data: Dataset) -> TableExhibit:
    """Return the records that tell the accounts apart, with the rating under each; no totals."""
    frame = hypotheses.discriminating(data)
    days = [
        f"{_day(text)} (report)" if late else _day(text)
        for text, late in zip(frame["day"], frame["by_publication"], strict=True)
    ]
    shown = pd.DataFrame(
        {"Day": days, "What": frame["text"], "Record": frame["record_id"], "Origins": spans(frame)}
    )
    for row in data.rows("hypotheses"):
        shown[row["title"]] = frame[str(row["hypothesis_id"])].map(RATING)
    caption = (
        f"{len(frame)} records that at least two accounts rate differently, by day; what all would lead one "
        "to expect is left out, and what one speaker said on one day is one row. Columns are not added up: "
        "the rows are neither equal in weight nor a sample of anything. One set of ratings, by the editors."
    )
    return TableExhibit(
        "tab-discriminating", "What tells the accounts apart", shown, caption, records=("Record",)
    )


def reasons_table(data: Dataset) -> TableExhibit:
    """Return why a record fits an account or speaks against it; open ratings stand in the ledger."""
    order = hypotheses.discriminating(data)["record_id"]
    place = {record: number for number, record in enumerate(order)}
    titles = data.column("hypotheses", "title", by="hypothesis_id")
    frame = data["ratings"].query("rating != 'neutral'")
    frame = frame.assign(place=frame["record_id"].map(place)).sort_values(["hypothesis_id", "place"])
    shown = pd.DataFrame(
        {
            "Account": frame["hypothesis_id"].map(titles),
            "Record": frame["record_id"],
            "Rating": frame["rating"].map(RATING),
            "Why": frame["why"],
        }
    ).reset_index(drop=True)
    rest = len(data["ratings"]) - len(frame)
    caption = f"{len(frame)} ratings with their reason; {rest} open ones are in the ledger."
    return TableExhibit("tab-ratings", "Why a record fits or does not", shown, caption, records=("Record",))


def board_table(data: Dataset) -> TableExhibit:
    """Return the signals board: last seen, tried or denied, with the origins of the last sighting."""
    frame = signals.board(data)
    seen = [_day(text) or "not seen in this record" for text in frame["seen_day"]]
    other = [
        ", ".join(record for record in (row.attempted, row.denied) if isinstance(record, str)) or None
        for row in frame.itertuples()
    ]
    shown = pd.DataFrame(
        {
            "Signal": frame["title"],
            "What it would mean": frame["meaning"],
            "Last seen": seen,
            "By": frame["seen"],
            "Origins": spans(frame),
            "Tried, or said to be absent": other,
        }
    )
    caption = (
        f"{len(frame)} signals, n = {int(frame['records'].sum())} records. Origins are those of the last "
        "sighting, at least to at most. Not seen in this record is not the same as absent."
    )
    return TableExhibit(
        "tab-signals", "Signals of a meeting, as last seen", shown, caption,
        records=("By", "Tried, or said to be absent"),
    )  # fmt: skip


def calendar_table(data: Dataset) -> TableExhibit:
    """Return the days ahead as the record last told of them."""
    edition = edition_day()
    frame = calendar.ahead(data, edition)
    told = zip(frame["certainty"], frame["standing"], strict=True)
    shown = pd.DataFrame(
        {
            "Event": frame["title"],
            "Days": [
                _told(best, others) for best, others in zip(frame["best"], frame["others"], strict=True)
            ],
            "Standing": [f"{sure}; {now}" for sure, now in told],
            "Origins": spans(frame),
            "Record": frame["event_id"],
            "Doubt": frame["note"],
        }
    )
    caption = (
        f"{len(frame)} events whose days reach past the record's end and which it does not see happen or "
        f"fail. How their days stand is reckoned on {label(parse(edition.isoformat()))}; whether they came "
        "about is not in the record."
    )
    return TableExhibit(
        "tab-ahead", "Days ahead, as the record last told of them", shown, caption, records=("Record",)
    )


def _told(best: str, others: str | None) -> str | None:
    """Word the days on which most states agree, and those told beside them."""
    if not isinstance(others, str):
        return _day(best)
    return f"{_day(best)}; also reported: {', '.join(_day(text) or '' for text in others.split('; '))}"
