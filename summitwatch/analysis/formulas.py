"""Which quoted wording recurs, and which moved on the way."""

import re
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from summitwatch.tables import Dataset

# Words too common to make a wording recur.
_STOPWORDS = frozenset(
    re.findall(
        r"[a-z]+",
        """
        a about an and any are as at been but by can could do for from had has have he his in is it its
        may might no nor not of on one or our shall she should so still than that the their them there
        they this to two us was we were what which who will with would you your
        """,
    )
)


def quotations_table(dataset: Dataset) -> pd.DataFrame:
    """Return the quotations with speaker, item and source.

    Returns
    -------
    DataFrame
        ``quotation_id, statement_id, sentence_id, item_id, source_id, speaker, speaker_class, words,
        shown``. `shown` is missing where the book does not print the words.
    """
    frame = dataset["quotations"].merge(
        dataset["statements", "statement_id", "speaker", "speaker_class"], on="statement_id", validate="m:1"
    )
    own = frame["sentence_id"].map(dataset.column("sentences", "item_id", by="sentence_id"))
    frame = frame.assign(item_id=own.fillna(frame["item_id"]))
    frame = frame.merge(dataset["items", "item_id", "source_id"], on="item_id", validate="m:1")
    columns = ["quotation_id", "statement_id", "sentence_id", "item_id", "source_id", "speaker"]
    return frame[[*columns, "speaker_class", "words", "shown"]].sort_values("quotation_id", ignore_index=True)


def stems(text: str) -> set[str]:
    """Return the content words of a quotation, common endings cut off, so that *ruled* meets *rule*."""
    words = set(re.findall(r"[a-z]+", text.lower())) - _STOPWORDS
    return {re.sub(r"(?<=...)(?:ing|ed|es|s|e)$", "", word) for word in words}


def formulas(dataset: Dataset) -> pd.DataFrame:
    """Return the pairs of quotations that share a content word: which wording recurs, and where.

    A wording recurs within one statement (told twice, perhaps recast), across statements (another
    voice uses it) or across sources (another page carries it). Only what the book shows of a
    quotation is compared.

    Returns
    -------
    DataFrame
        ``wording, quotation_a, quotation_b, shown_a, shown_b, speaker_a, speaker_b, recurs``
        (within a statement, across statements, across sources), ``same_words``; ``n_shown`` and
        ``n_pairs``: quotations and pairs that were compared.
    """
    shown = quotations_table(dataset).dropna(subset=["shown"])
    pairs = list(combinations(shown.to_dict("records"), 2))
    rows = [
        {
            "wording": ", ".join(sorted(stems(a["shown"]) & stems(b["shown"]))),
            **{f"{key.removesuffix('_id')}_{side}": row[key] for key in ("quotation_id", "shown", "speaker")
               for side, row in (("a", a), ("b", b))},
            "recurs": _reach(a, b),
            "same_words": a["shown"].lower() == b["shown"].lower(),
            "n_shown": len(shown),
            "n_pairs": len(pairs),
        }
        for a, b in pairs
    ]  # fmt: skip
    columns = ["wording", "quotation_a", "quotation_b", "shown_a", "shown_b", "speaker_a", "speaker_b"]
    frame = pd.DataFrame(rows, columns=[*columns, "recurs", "same_words", "n_shown", "n_pairs"])
    return frame[frame["wording"] != ""].reset_index(drop=True)


def _reach(a: Mapping[Any, Any], b: Mapping[Any, Any]) -> str:
    if a["source_id"] != b["source_id"]:
        return "across sources"
    return "within a statement" if a["statement_id"] == b["statement_id"] else "across statements"
