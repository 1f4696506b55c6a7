"""Which class a speaker has: by the tables, by the title beside the name, by what the name says."""

import re
from functools import lru_cache

from summitwatch.reading.gazetteer import Gazetteer

_MEDIA = re.compile(
    r"\b(?:News|Press|Times|Post|media|Reuters|Yonhap|KCNA|TV|Television|Broadcast\w*|BBC|CNN|NHK|Daily|"
    r"Herald|Journal|TASS|"
    r"Xinhua|Sinmun|Shinmun|Shimbun|Ilbo|AFP|Bloomberg|Kyodo|Radio|newspaper|Interfax|Axios|Politico|"
    r"Nikkei|Guardian)\b|\.news",
    re.IGNORECASE,
)
_STATE_MEDIA = re.compile(
    r"state media|Korean Central|Rodong|KCNA|Xinhua|Global Times|People's Daily|TASS|RIA|CGTN|Uriminzokkiri"
)
_EXPERT_BODY = re.compile(
    r"Institute|University|Cent(?:er|re)\b|Foundation|Council on|Think|Research|RAND|38 North|analysts|"
    r"experts",
    re.IGNORECASE,
)
_KINDS = (
    ("official_anonymous", r"^unnamed\b"),
    ("expert", r"\b(?:former|retired) (?:[\w-]+ ){0,2}"
        r"(?:officer|diplomat|envoy|ambassador|official|negotiator)\b"),
    ("intelligence", r"\bintelligence\b|\bspy\b|\bNIS\b"),
    ("expert", r"\b(?:professor|researcher|research|analyst|scholar|fellow|expert|Dr|specialist|academic|"
        r"historian|"
        r"former|orientalist|teaches|Institute|University|Cent(?:er|re) for|think[ -]tank)\b"),
    ("legislator", r"\b(?:lawmaker|senator|congress(?:man|woman)|representative|legislator|MP|Sen\.|Rep\.|"
        r"assembly speaker|floor leader|assemblyman|opposition)\b"),
    ("minister", r"\bvice[ -]premier\b|\bdeputy prime minister\b"),
    ("head_of_state", r"\b(?:prime minister|premier)\b"),
    ("official_named", r"\b(?:spokes\w+|advis[eo]r|ambassador|envoy|official|general|commander|deputy|"
        r"vice[ -](?:\w+ )?minister|vice president|"
     r"director|press secretary|governor|mayor|secretary-general|undersecretary|assistant secretary|"
     r"chief of staff|"
     r"negotiator|sister)\b"),
    ("minister", r"\b(?:minister|secretary|foreign minister|defen[cs]e chief)\b"),
    ("head_of_state", r"\b(?:president|leader|prime minister|premier|chairman|chancellor|king|emperor)\b"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


def is_media(actor: str | None, gazetteer: Gazetteer) -> bool:
    """Tell whether an actor is an outlet, an agency or state media."""
    known = gazetteer.actors.get(actor or "")
    return known is not None and known.type != "person" and _is_media_name(known.name)


@lru_cache(maxsize=4096)
def _is_media_name(name: str) -> bool:
    return bool(_MEDIA.search(name) or _STATE_MEDIA.search(name))


def class_of(actor: str | None, gazetteer: Gazetteer, described: str = "") -> str:
    """Return the class of a speaker; `described` is what the text says beside the name."""
    known = gazetteer.actors.get(actor or "")
    if known is None:
        return kind_of(described) or "unattributed"
    if known.type == "person":
        return _class_of_person(known.id, known.name, gazetteer, described)
    if is_media(actor, gazetteer):
        return "state_media" if _STATE_MEDIA.search(known.name) or known.country == "PRK" else "outlet"
    if re.search(r"intelligence", known.name, re.IGNORECASE):
        return "intelligence"
    if _EXPERT_BODY.search(known.name):
        return "expert"
    return "legislator" if re.search(r"Parliament|Assembly|Congress", known.name) else "unattributed"


def _class_of_person(actor: str, name: str, gazetteer: Gazetteer, described: str) -> str:
    if "not named" in name:
        return "official_anonymous"
    roles = " ".join(gazetteer.roles.get(actor, ()))
    return kind_of(roles) or kind_of(described) or "official_named"


@lru_cache(maxsize=4096)
def kind_of(words: str) -> str | None:
    """Return the class that a title or an apposition tells."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(words)), None)
