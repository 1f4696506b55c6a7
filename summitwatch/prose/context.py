"""Numbers and tables on how the wider record was coded; the method chapter tells them."""

import pandas as pd

from summitwatch.analysis.agreement import consistency, disagreements
from summitwatch.analysis.coverage import by, corrected, pages
from summitwatch.analysis.intervals import wilson
from summitwatch.analysis.wording import COUNTRIES, LANGUAGES, STATE, dated, worded
from summitwatch.dates import label, parse
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import decimal, number, percent, percents
from summitwatch.tables import Dataset

#: The second coder, and who found what was corrected.
_FOUND_BY = {
    "second_coder": "the second coder",
    "import": "the editors, at import",
    "interval": "the editors: a bound told as a span",
}
#: The last month that the search covered densely.
DENSE = "2026-03"


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences on the wider record tell."""
    found, n = pages(data), len(pages(data))
    months, languages, kinds = (_counts(found, name) for name in ("month", "language", "kind"))
    known = {month: k for month, k in months.items() if month != "unknown"}
    densest = max(known, key=lambda month: known[month])
    countries = found["country"].value_counts()
    corrections = corrected(data).groupby("found_by")["k"].sum()
    coded = data["context_codings"].query("variable == 'found'")
    agreed = {row["variable"]: row for row in consistency(data, "context_codings").to_dict("records")}
    band, horizon = agreed["band"], agreed["horizon_end"]
    _only_the_second_saw_more(data)
    return {
        "context_stories": number(n),
        "context_english": percent(wilson(languages["en"], n)),
        "context_languages": number(len(languages), words=True),
        "context_collected": percent(wilson(kinds["aggregator"], n)),
        "context_korean": percent(wilson(int(countries["KOR"]), int(countries.sum()))),
        "context_dense": label(parse(densest)),
        "context_dense_k": number(known[densest]),
        "context_after": number(sum(k for month, k in known.items() if month > DENSE)),
        "context_no_month": number(months["unknown"]),
        "context_no_headline": number(int((found["headline_basis"] == "none").sum())),
        "context_rebuilt": number(int((found["headline_basis"] == "rebuilt").sum())),
        "context_sample": number(coded["coded_id"].nunique()),
        "context_band": percent(wilson(band["k"], band["n"])),
        "context_band_alpha": decimal(band["alpha"]),
        "context_band_differ": number(band["n"] - band["k"], words=True),
        "context_horizon": percent(wilson(horizon["k"], horizon["n"])),
        "context_corrections": number(int(corrections.sum())),
        "context_by_second": number(int(corrections["second_coder"])),
        "context_intervals": number(int(corrections["interval"])),
        "context_coded": number(int(data.column("coded_tables", "rows").sum())),
    }


def _counts(frame: pd.DataFrame, column: str) -> dict[str, int]:
    return {str(name): int(k) for name, k in by(frame, column).itertuples(index=False)}


def _only_the_second_saw_more(data: Dataset) -> None:
    differ = disagreements(data, "context_codings").query("variable == 'band'")
    if set(differ["a"]) != {"unquantified"} or "unquantified" in set(differ["b"]):
        raise ValueError("the text says that in each difference the second saw a likelihood, the first none")


def agreement_table(data: Dataset) -> TableExhibit:
    """Return the agreement of the two coders of the wider record, variable by variable."""
    frame = consistency(data, "context_codings")
    shown = pd.DataFrame(
        {
            "What was coded": frame["label"],
            "Valued by both": frame["n"],
            "Same value": percents(frame),
            "Alpha": [None if pd.isna(alpha) else decimal(alpha) for alpha in frame["alpha"]],
        }
    )
    caption = (
        "A random sample, coded a second time without sight of the first. Share with the same value where "
        "both gave one, with Wilson interval; Krippendorff's alpha (ordinal for the stance, else nominal)."
    )
    title = "How alike were the two coders of the wider record?"
    return TableExhibit("tab-context-consistency", title, shown, caption, numeric=("Alpha",))


def coverage_table(data: Dataset) -> TableExhibit:
    """Return the stories of the wider record by month."""
    frame = by(pages(data), "month").sort_values("month", ignore_index=True)
    months = [m if m == "unknown" else label(parse(m)) for m in frame["month"]]
    shown = pd.DataFrame({"Published": months, "Stories": frame["k"]})
    told = "What is thin here was not found, which is not the same as not written."
    caption = f"{int(frame['k'].sum())} stories. {told}"
    return TableExhibit("tab-coverage-months", "When the wider record was published", shown, caption)


def _country(code: object) -> str:
    return COUNTRIES.get(code, "elsewhere") if isinstance(code, str) else "none on record"


def kinds_table(data: Dataset) -> TableExhibit:
    """Return the stories of the wider record by language, country of the outlet and kind of source."""
    found = pages(data)
    named = found.assign(country=[_country(code) for code in found["country"]])
    rows = [("language", LANGUAGES.get(name, name), k) for name, k in _counts(found, "language").items()]
    rows += [("country of the outlet", name, k) for name, k in _counts(named, "country").items()]
    rows += [("kind of source", name.replace("_", " "), k) for name, k in _counts(found, "kind").items()]
    shown = pd.DataFrame(rows, columns=pd.Index(["By", "Which", "Stories"]))
    caption = f"{len(found)} stories, counted three times: by language, by country and by kind."
    title = "In which languages, from which countries and kinds of source"
    return TableExhibit("tab-coverage-kinds", title, shown, caption)


def corrections_table(data: Dataset) -> TableExhibit:
    """Return what was corrected on the way in, by who found it and which field."""
    frame = corrected(data)
    shown = pd.DataFrame(
        {
            "Found by": frame["found_by"].map(_FOUND_BY),
            "Field": frame["field"].str.replace("_", " "),
            "Corrections": frame["k"],
        }
    )
    caption = (
        f"{int(frame['k'].sum())} values of the coded tables that were changed at import; each is a row of "
        "corrections.csv with what stood there, what stands now, and why."
    )
    return TableExhibit("tab-corrections", "What was corrected on the way in", shown, caption)


def second_coder_table(data: Dataset) -> TableExhibit:
    """Return each value that was changed because the second coder found a fault in it."""
    frame = data["corrections"].query("found_by == 'second_coder'")
    names = data["actors"].set_index("actor_id")["name"].to_dict()

    def plain(value: object) -> object:
        if not isinstance(value, str):
            return value
        return names.get(value) or STATE.get(value) or dated(worded("", "", value))

    shown = pd.DataFrame(
        {
            "Coded row": frame["coded_id"],
            "Field": frame["field"].str.replace("_", " "),
            "Stood": frame["was"].map(plain),
            "Stands": frame["is"].map(plain),
            "Why": frame["reason"],
        }
    )
    caption = f"{len(shown)} values; a dash where nothing stood or stands."
    return TableExhibit("tab-second-coder", "What the second coder found", shown, caption)
