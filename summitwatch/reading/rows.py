"""The rows that a text gives to the tables."""

import pandas as pd

from summitwatch.reading.sentences import fingerprint, sentences, word_count


def sentence_rows(text: str, source_id: str) -> pd.DataFrame:
    """Return the rows of sentences.csv for a text, in its columns, without its words.

    Every sentence is put into the main story's body; the coder corrects item and segment.
    """
    rows = [
        {
            "sentence_id": f"{source_id}-{s.line:02d}-{s.number}",
            "item_id": f"{source_id}-main",
            "line": s.line,
            "number": s.number,
            "start": s.start,
            "end": s.end,
            "segment": "body",
            "words": word_count(s.text),
            "sha256_16": fingerprint(s.text),
        }
        for s in sentences(text)
    ]
    return pd.DataFrame(rows)
