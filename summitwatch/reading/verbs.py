"""Words that report speech."""

import re
from functools import lru_cache

from summitwatch.reading.marks import word_set

_STEMS = [
    "says?",
    "said",
    "saying",
    "tells?",
    "told",
    "telling",
    "adds?",
    "added",
    "adding",
    "notes?",
    "noted",
    "noting",
    "remarks?",
    "remarked",
    "remarking",
    "states?",
    "stated",
    "stating",
    "declares?",
    "declared",
    "declaring",
    "announces?",
    "announced",
    "announcing",
    "claims?",
    "claimed",
    "claiming",
    "argues?",
    "argued",
    "arguing",
    "warns?",
    "warned",
    "warning",
    "insists?",
    "insisted",
    "insisting",
    "stress(?:es|ed|ing)?",
    "emphasi[sz](?:es?|ed|ing)",
    "underlin(?:es?|ed|ing)",
    "underscor(?:es?|ed|ing)",
    "reiterat(?:es?|ed|ing)",
    "reaffirm(?:s|ed|ing)?",
    "repeat(?:s|ed|ing)?",
    "vow(?:s|ed|ing)?",
    "pledg(?:es|ed|ing)",
    "promis(?:es|ed|ing)",
    "suggest(?:s|ed|ing)?",
    "urg(?:es|ed|ing)",
    "call(?:s|ed|ing)",
    "describ(?:es|ed|ing)",
    "denounc(?:es|ed|ing)",
    "condemn(?:s|ed|ing)",
    "slam(?:s|med|ming)",
    "blast(?:s|ed|ing)",
    "critici[sz](?:es|ed|ing)",
    "dismiss(?:es|ed|ing)",
    "reject(?:s|ed|ing)",
    "accus(?:es|ed|ing)",
    "prais(?:es|ed|ing)",
    "hail(?:s|ed|ing)",
    "label(?:s|l?ed|l?ing)",
    "brand(?:ed|ing)",
    "dub(?:s|bed|bing)",
    "characteri[sz](?:es|ed|ing)",
    "refer(?:s|red|ring)",
    "quot(?:es|ed|ing)",
    "report(?:s|ed|ing)",
    "writ(?:es|ing)",
    "wrote",
    "tweet(?:s|ed|ing)",
    "post(?:s|ed)",
    "explain(?:s|ed|ing)",
    "acknowledg(?:es|ed|ing)",
    "admit(?:s|ted|ting)",
    "conced(?:es|ed|ing)",
    "confirm(?:s|ed|ing)",
    "den(?:ies|ied|ying)",
    "express(?:es|ed|ing)",
    "respond(?:s|ed|ing)",
    "repl(?:ies|ied|ying)",
    "answer(?:s|ed|ing)",
    "comment(?:s|ed|ing)",
    "observ(?:es|ed|ing)",
    "point(?:s|ed|ing)",
    "predict(?:s|ed|ing)",
    "hint(?:s|ed|ing)",
    "signal(?:s|l?ed|l?ing)",
    "mention(?:s|ed|ing)",
    "reads",
    "caution(?:s|ed|ing)",
    "recall(?:s|ed|ing)",
    "boast(?:s|ed|ing)",
    "joke[sd]?",
    "quipp?(?:ed|s)",
    "lament(?:s|ed|ing)",
    "voic(?:es|ed|ing)",
    "demand(?:s|ed|ing)",
    "threaten(?:s|ed|ing)",
    "mock(?:s|ed|ing)",
    "ridicul(?:es|ed|ing)",
    "proclaim(?:s|ed|ing)",
    "assert(?:s|ed|ing)",
    "maintain(?:s|ed|ing)",
    "contend(?:s|ed|ing)",
    "opin(?:es|ed)",
    "conclud(?:es|ed|ing)",
    "assess(?:es|ed|ing)",
    "believ(?:es|ed)",
    "think(?:s)?",
    "thought",
    "fear(?:s|ed)",
    "hop(?:es|ed)",
    "agree(?:s|d)",
    "ask(?:s|ed|ing)",
    "welcom(?:es|ed|ing)",
    "propos(?:es|ed|ing)",
    "vent(?:s|ed)",
    "thunder(?:s|ed)",
    "rebuk(?:es|ed|ing)",
    "lash(?:es|ed)",
    "declin(?:ed|es)",
    "deem(?:s|ed|ing)",
    "decr(?:ies|ied|ying)",
    "deplor(?:es|ed|ing)",
    "disclos(?:es|ed|ing)",
    "indicat(?:es|ed|ing)",
    "inform(?:s|ed|ing)",
    "reveal(?:s|ed|ing)",
    "spok(?:e|en)",
    "speak(?:s|ing)?",
    "tout(?:s|ed|ing)",
    "portray(?:s|ed|ing)",
    "relay(?:s|ed|ing)",
    "echo(?:es|ed|ing)?",
    "retort(?:s|ed)",
    "affirm(?:s|ed|ing)",
    "continu(?:es|ed)",
    "swore",
    "swears?",
    "clarif(?:ies|ied|ying)",
    "brief(?:ed|s)",
    "exclaim(?:s|ed)",
    "mus(?:es|ed)",
    "stipulat(?:es|ed|ing)",
    "vouch(?:es|ed)",
    "liken(?:s|ed|ing)",
    "scoff(?:s|ed)",
    "decla?im(?:s|ed)",
    "put",
    "went",
]
_VERB = re.compile("|".join(_STEMS))
WORD = re.compile(r"\b[a-z]+\b")
#: Verbs that say little without quotation marks: no statement rests on them alone.
WEAK = re.compile(
    r"(?:call|refer|think|thought|fear|went|put|continu|point|brand|dub|label|slam|blast|mock|quot|report|"
    r"deem|brief|declin|"
    r"maintain|signal|post|speak|spoke|echo|relay|agree|reads|propos|indicat|observ|respond|comment|welcom)"
)
#: Forms that are nouns or participles as often as verbs: they need a subject directly before them.
HALF_NOUN = word_set(
    "reports report states state claims claim remarks warning comments demands demand promises pledges "
    "hopes fears notes "
    "vows signals posts calls threatens reported quoted put went continued proposed signal asked welcomed "
    "stress repeat "
    "express answers mentions points thought express brief briefs brand mock hail post tout echo cautioned "
    "speaking "
    "meeting writing saying saids proposals disclosed agreed declared expected confirmed suggested updates"
)
AUXILIARY = (
    r"(?:has|have|had|also|then|later|again|repeatedly|once|famously|recently|further|explicitly|publicly|"
    r"reportedly|"
    r"previously|earlier|on \w+|this week|last week|\w+ly|separately|reportedly|is|was|would|will|did not|"
    r"not|even|"
    r"simply|just|meanwhile|in turn|often|never|always|himself|herself|itself|personally|now)"
)


@lru_cache(maxsize=16384)
def reports(word: str) -> bool:
    """Tell whether a word is a form of a verb that reports speech."""
    return _VERB.fullmatch(word) is not None
