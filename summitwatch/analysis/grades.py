"""The stated rules that give an item its Admiralty letter.

The letter is for the reliability of the source of an item (NATO AJP-2.1: A reliable … E unreliable,
F cannot be judged). It follows from columns of the tables alone, so that nobody's liking enters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from summitwatch.errors import SummitWatchError

NEWSROOMS = ("wire", "newspaper", "broadcaster", "magazine")
INSTITUTIONS = ("government", "state_media", "think_tank")
RELAYS = ("aggregator", "blog")


class GradeError(SummitWatchError):
    """An item to which no rule applies."""


@dataclass(frozen=True)
class Grade:
    """A rule with the letter that it gives.

    Attributes
    ----------
    rule : str
        Name of the rule, as in the column ``grade_rule``.
    letter : str
        Admiralty letter.
    meaning : str
        The letter in words.
    applies_to : str
        The rule in words.
    """

    rule: str
    letter: str
    meaning: str
    applies_to: str


RULES = (
    Grade("G1", "B", "usually reliable", "a newsroom's page that credits an agency, not written by AI"),
    Grade("G2", "C", "fairly reliable", "a newsroom's page without a credited agency, not written by AI"),
    Grade("G3", "D", "not usually reliable", "written by AI, by a label of the item or of its site"),
    Grade("G4", "F", "cannot be judged", "lines of the page's interface: nothing to judge"),
    Grade(
        "G5",
        "C",
        "fairly reliable",
        "the page of a government, state medium or think tank: for its own words",
    ),
    Grade(
        "G6", "D", "not usually reliable", "an aggregator's or blog's page that tells whose report it carries"
    ),
    Grade(
        "G7",
        "F",
        "cannot be judged",
        "an aggregator's or blog's page that does not tell whose report it carries",
    ),
)
_BY_RULE = {grade.rule: grade for grade in RULES}


def grade(item: Mapping[str, Any], source_kind: str) -> Grade:
    """Return the grade of an item; what is unclean outweighs what is credited.

    Parameters
    ----------
    item : mapping
        Row of the items: ``item_id, kind, agency, ai_written, origin``.
    source_kind : str
        Kind of the source in which it stands.

    Raises
    ------
    GradeError
        No rule applies.
    """
    if item["kind"] == "interface":
        return _BY_RULE["G4"]
    if item["ai_written"] == "yes":
        return _BY_RULE["G3"]
    if source_kind in NEWSROOMS:
        return _BY_RULE["G2" if pd.isna(item["agency"]) else "G1"]
    if source_kind in INSTITUTIONS:
        return _BY_RULE["G5"]
    if source_kind in RELAYS:
        return _BY_RULE["G7" if pd.isna(item["origin"]) else "G6"]
    allowed = f"{', '.join((*NEWSROOMS, *INSTITUTIONS, *RELAYS))}, or a label of AI"
    raise GradeError(
        f"{item['item_id']}: no rule grades a source of kind {source_kind!r}; allowed: {allowed}"
    )


def rules_table() -> pd.DataFrame:
    """Return the rules themselves: ``rule, letter, meaning, applies_to``."""
    return pd.DataFrame([vars(grade) for grade in RULES])
