"""Words for codes that a reader meets in figures, tables, prose and the ledger alike."""

from collections.abc import Mapping

#: What became of an event, by the status of `summitwatch.analysis.dating.STATUSES`.
STATUS: Mapping[str, str] = {
    "held": "took place",
    "failed": "did not take place",
    "moved": "put off",
    "planned": "planned",
    "wished": "wished for",
    "mooted": "considered",
}
#: What one report asserts of an event: finer than a status, in the same words.
STATE: Mapping[str, str] = {
    "occurred": STATUS["held"],
    "did_not_occur": STATUS["failed"],
    "cancelled": "called off",
    "postponed": STATUS["moved"],
    "scheduled": STATUS["planned"],
    "delay_requested": "delay asked for",
    "proposed": STATUS["wished"],
    "mooted": STATUS["mooted"],
}
#: How a record stands to a rival account.
RATING: Mapping[str, str] = {"consistent": "fits", "inconsistent": "against", "neutral": "open"}
