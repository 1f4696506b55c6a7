"""Numbers and tables of the chapter on actors."""

import pandas as pd

from summitwatch.analysis.actors import co_mentions, naming_counts, source_differences
from summitwatch.analysis.attribution import NO_SIDE, chains, quoted_words, sourcing
from summitwatch.analysis.forms import capitals, spellings
from summitwatch.analysis.speakers import sourcing_by_tier, speakers
from summitwatch.analysis.voices import naming_voices
from summitwatch.figures.exhibit import TableExhibit
from summitwatch.prose.format import number, percents, spans, texts
from summitwatch.tables import Dataset


def values(data: Dataset) -> dict[str, str]:
    """Return what the sentences of the chapter tell, of the core sources and of the wider record."""
    return _core(data.only("core")) | _wider(data)


def _wider(data: Dataset) -> dict[str, str]:
    frame = speakers(data)
    by_side = frame.set_index("side")["k"]
    unnamed = _shares(sourcing_by_tier(data).query("sourcing == 'unnamed'"), "tier")
    first = frame.iloc[0]
    return {
        "wider_statements": number(int(frame["n"].iloc[0])),
        "wider_first": str(first["side"]),
        "wider_first_share": percents(frame.iloc[[0]])[0],
        "wider_experts": number(frame["experts"].sum()),
        "wider_washington": number(by_side["United States"]),
        "wider_pyongyang": number(by_side["North Korea"]),
        "wider_beijing": number(by_side["China"], words=True),
        "wider_moscow": number(by_side["Russia"], words=True),
        "wider_nowhere": number(by_side.get(NO_SIDE, 0)),
        "wider_nobody": number(frame.loc[frame["side"] == NO_SIDE, "unnamed"].sum()),
        "unnamed_core": unnamed["core"],
        "unnamed_wider": unnamed["context"],
    }


def _core(data: Dataset) -> dict[str, str]:
    return {"texts": texts(data)} | _namings(data) | _together(data) | _words(data) | _shares_of(data)


def _namings(data: Dataset) -> dict[str, str]:
    counts = naming_counts(data).set_index(["actor_id", "source_id"])["namings"]
    total = counts.groupby("actor_id").sum()
    kim = source_differences(data).query("actor_id == 'kim-jong-un' and measure == 'share'").iloc[0]
    if not kim["high"] < 0:
        raise ValueError("the text says that the share of sentences that name Kim is higher in S2 than in S1")
    spelled = spellings(data).query("actor_id == 'lee-jae-myung'")["surface"]
    return {
        "namings": number(len(data["mentions"])),
        "actors": number(data.column("mentions", "actor_id").nunique()),
        "trump": number(total["donald-trump"]),
        "kim": number(total["kim-jong-un"]),
        "kim_s2": number(counts["kim-jong-un", "S2"]),
        "kim_difference": f"{-kim['estimate'] * 100:.0f}",
        "kim_low": f"{-kim['high'] * 100:.0f}",
        "kim_high": f"{-kim['low'] * 100:.0f}",
        "kim_units": f"{int(kim['n_a'])} and {int(kim['n_b'])}",
        "lee_spellings": number(spelled.nunique(), words=True),
    }


def _together(data: Dataset) -> dict[str, str]:
    pairs = co_mentions(data).matrix
    both = int(pairs["kim-jong-un"]["lee-jae-myung"])
    return {
        "kim_lee": f"stand together in {number(both)} of the sentences"
        if both
        else "never stand in one sentence",
        "kim_trump": number(pairs["kim-jong-un"]["donald-trump"]),
        "seoul_trump": number(pairs["south-korea"]["donald-trump"]),
    }


def _words(data: Dataset) -> dict[str, str]:
    words = quoted_words(data).groupby("speaker")["words"].sum()
    return {
        "trump_words": number(words["donald-trump"], words=True),
        "kim_words": number(words["kim-jong-un"]),
        "inss_words": number(words["inss"]),
        "all_words": number(words.sum()),
    }


def _shares_of(data: Dataset) -> dict[str, str]:
    own = naming_voices(data).query("actor_id == 'kim-jong-un' and voice == 'North Korea'")
    unnamed = _shares(sourcing(data).query("sourcing == 'unnamed'"), "source_id")
    capital = _shares(capitals(data).query("scope == 'all'"), "actor_id")
    return {
        "kim_own": percents(own)[0],
        "unnamed_s1": unnamed["S1"],
        "unnamed_s2": unnamed["S2"],
        "pyongyang": capital["north-korea"],
        "washington": capital["united-states"],
        "longest_chain": number(int(chains(data)["steps"].max()), words=True),
        "shortest_chain": number(int(chains(data)["steps"].min()), words=True),
    }


def _shares(counts: pd.DataFrame, key: str) -> dict[str, str]:
    return dict(zip(counts[key], percents(counts), strict=True))


def chains_table(data: Dataset) -> TableExhibit:
    """Return who stands between a speaker and the reader."""
    frame = chains(data)
    shown = pd.DataFrame(
        {
            "Statement": frame["statement_id"],
            "From mouth to page": frame["chain"],
            "Known steps": frame["steps"],
        }
    )
    caption = (
        f"{len(shown)} ways, one for each story in which a statement stands. "
        "An agency that only the context tables name is among them."
    )
    return TableExhibit(
        "tab-chains", "Through how many hands did the words come?", shown, caption, records=("Statement",)
    )


def capitals_table(data: Dataset) -> TableExhibit:
    """Return how often a capital stands for its government."""
    frame = capitals(data).query("scope == 'all'")
    shown = pd.DataFrame(
        {
            "Government": frame["name"],
            "Capital": frame["capital"],
            "Share of its namings": percents(frame),
        }
    )
    return TableExhibit(
        "tab-capitals",
        "How often does a capital stand for a government?",
        shown,
        "All core sources; 95% Wilson intervals.",
    )


def speakers_table(data: Dataset) -> TableExhibit:
    """Return who speaks in the wider record, by country and class."""
    frame = speakers(data)
    shown = pd.DataFrame(
        {
            "Country of the speaker": frame["side"],
            "Statements": frame["k"],
            "Leaders": frame["leaders"],
            "Ministers, officials, legislators": frame["officials"],
            "Experts": frame["experts"],
            "State media": frame["media"],
            "Nobody named": frame["unnamed"],
            "Origins": spans(frame),
        }
    )
    caption = (
        f"{int(frame['n'].iloc[0])} statements that the wider record adds, each once, outlets' own words "
        "left out. Origins: independent ones behind all statements of a row, at least and at most. The "
        "counts measure the search, not who talks most."
    )
    return TableExhibit("tab-speakers-wider", "Who speaks in the wider record?", shown, caption)


def unnamed_table(data: Dataset) -> TableExhibit:
    """Return the share of statements without a named speaker, tier by tier."""
    frame = sourcing_by_tier(data).query("sourcing == 'unnamed'").sort_values("tier", ascending=False)
    tiers = frame["tier"].map({"core": "the two core sources", "context": "the wider record adds"})
    shown = pd.DataFrame({"Statements": tiers, "Nobody named behind them": percents(frame)})
    caption = "Each statement once: what the core tells stands there alone. 95% Wilson intervals."
    return TableExhibit("tab-unnamed-tiers", "How much is said on nobody's name?", shown, caption)
