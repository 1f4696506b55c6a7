"""Figures on who is named: how often, and in whose voice."""

from collections.abc import Mapping, Sequence

import pandas as pd

from summitwatch.analysis.attribution import OWN_VOICE
from summitwatch.figures.dots import (
    SMALL,
    canvas,
    dots,
    name_rows,
    percent,
    percent_axis,
    reach,
    short_name,
)
from summitwatch.figures.exhibit import FigureExhibit
from summitwatch.figures.palette import MUTED, country_colour
from summitwatch.figures.style import is_narrow, report_style

VOICES = {
    OWN_VOICE: "the outlet", "South Korea": "South\nKoreans", "North Korea": "North\nKoreans",
    "United States": "Americans", "experts": "experts", "several sides": "several\nsides",
}  # fmt: skip


#: Room for the headings, and height of a row, in inches: on paper the figure stands below its text.
_HEAD, _ROW = 0.92, 0.2


@report_style
def naming(shares: pd.DataFrame, scopes: Mapping[str, str] | None = None, top: int = 10) -> FigureExhibit:
    """Draw in what share of the sentences each actor is named, one panel a scope.

    Parameters
    ----------
    shares : DataFrame
        Result of `summitwatch.analysis.actors.naming_shares`.
    scopes : mapping of str to str, optional
        Scopes to show, with their headings; else each source, parted where it holds several kinds of story.
    top : int
        Number of actors: those named in most sentences.
    """
    scopes = headings(shares) if scopes is None else scopes
    shown = shares[shares["scope"].isin(list(scopes))]
    totals = shown.groupby("actor_id", sort=False)["k"].sum()
    chosen = sorted(totals.index, key=lambda actor: (-totals[actor], actor))[:top]
    shown = shown[shown["actor_id"].isin(chosen)]
    parts = {scope: _in_order(shown[shown["scope"] == scope], chosen) for scope in scopes}
    figure, axes = canvas(len(chosen), len(scopes), head=_HEAD, row=_ROW)
    for ax, (scope, part) in zip(axes, parts.items(), strict=True):
        dots(ax, part, lambda row: country_colour(row["country"]), lambda row: str(row["k"]))
        percent_axis(ax, reach(shown))
        ax.set_title(f"{scopes[scope]}{': ' if is_narrow() else chr(10)}{part['n'].iloc[0]} sentences")
    name_rows(axes[0], rows_of(parts))
    figure.supxlabel("share of sentences that name the actor", fontsize=SMALL, color=MUTED)
    data = pd.concat(parts.values(), ignore_index=True)
    return FigureExhibit("fig-naming", _naming_title(parts, scopes), _naming_caption(parts, scopes),
                         _naming_alt(parts, scopes), figure, data)  # fmt: skip


def headings(shares: pd.DataFrame) -> dict[str, str]:
    """Return the finest scopes of a table of shares, with the words for them."""
    found = [str(scope) for scope in shares["scope"].drop_duplicates()]
    parted = {scope.split()[0] for scope in found if " " in scope}
    words = {"story": "main story", "teaser": "teasers"}
    pairs = {scope: scope.split() for scope in found if scope not in parted}
    return {s: f"{p[0]}, {words.get(p[1], p[1])}" if len(p) > 1 else s for s, p in pairs.items()}


def _in_order(part: pd.DataFrame, actors: Sequence[str]) -> pd.DataFrame:
    return part.set_index("actor_id").loc[list(actors)].reset_index()


def _naming_title(parts: Mapping[str, pd.DataFrame], scopes: Mapping[str, str]) -> str:
    """Name the actor of whom each scope speaks most."""
    tops = {scopes[s]: part.sort_values("share").iloc[-1] for s, part in parts.items()}
    return "Most named: " + "; ".join(
        f"{row['name']} in {heading} ({percent(row['share'])} of sentences)" for heading, row in tops.items()
    )


def _naming_caption(parts: Mapping[str, pd.DataFrame], scopes: Mapping[str, str]) -> str:
    counted = ", ".join(f"{part['n'].iloc[0]} in {scopes[s]}" for s, part in parts.items())
    return (
        "Share of sentences that name an actor by name, title, demonym, capital or role, with 95% Wilson "
        f"intervals; the figure after the interval counts the sentences. Sentences: {counted}. Headlines, "
        "standfirst, captions and teasers are in, the page's own lines and credits are not. Colours are "
        "countries."
    )


def _naming_alt(parts: Mapping[str, pd.DataFrame], scopes: Mapping[str, str]) -> str:
    texts = []
    for scope, part in parts.items():
        rows = part.sort_values("k", ascending=False, kind="stable").head(4)
        told = ", ".join(f"{r['name']} {r['k']} ({percent(r['share'])})" for _, r in rows.iterrows())
        texts.append(f"{scopes[scope]}, of {part['n'].iloc[0]} sentences: {told}.")
    return f"Dots with intervals for {len(rows_of(parts))} actors in {len(parts)} panels. " + " ".join(texts)


def rows_of(parts: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return the names on the rows of a figure in panels."""
    return [short_name(name) for name in next(iter(parts.values()))["name"]]


@report_style
def voices(naming_voices: pd.DataFrame) -> FigureExhibit:
    """Draw in whose voice each principal is named, one panel a voice.

    Parameters
    ----------
    naming_voices : DataFrame
        Result of `summitwatch.analysis.voices.naming_voices`.
    """
    order = list(dict.fromkeys(naming_voices["voice"]))
    actors = list(dict.fromkeys(naming_voices["actor_id"]))
    parts = {v: _in_order(naming_voices[naming_voices["voice"] == v], actors) for v in order}
    figure, axes = canvas(len(actors), len(order), head=1.25)
    for ax, (voice, part) in zip(axes, parts.items(), strict=True):
        dots(ax, part, lambda row: country_colour(row["country"]), lambda row: str(row["k"]))
        percent_axis(ax, reach(naming_voices))
        heading = VOICES.get(voice, voice)
        ax.set_title(heading.replace("\n", " ") if is_narrow() else heading, fontsize=SMALL + 1)
    first = parts[order[0]]
    name_rows(axes[0], [f"{name} ({n})" for name, n in zip(first["name"], first["n"], strict=True)])
    figure.supxlabel("share of the namings of the principal", fontsize=SMALL, color=MUTED)
    own = naming_voices[naming_voices["voice"] == OWN_VOICE]
    return FigureExhibit("fig-voices", _voices_title(own), _voices_caption(naming_voices),
                         _voices_alt(naming_voices), figure, naming_voices.copy())  # fmt: skip


def _voices_title(own: pd.DataFrame) -> str:
    ends = own.sort_values("share", kind="stable").iloc[[0, -1]]
    low, high = (f"{percent(row['share'])} ({row['name']})" for _, row in ends.iterrows())
    return f"The outlets name the principals in their own voice in {low} to {high} of the namings"


def _voices_caption(frame: pd.DataFrame) -> str:
    total = frame.drop_duplicates("actor_id")["n"].sum()
    return (
        f"The {total} namings of the principals in the text of the core sources, by the voice of the "
        "sentence in which they stand, with 95% Wilson intervals and counts; a sentence that reports "
        "somebody is put under that speaker's side. Of all namings there, "
        f"{frame['as_speaker'].sum()} name the speaker as such and {frame['quoted'].sum()} stand inside "
        "quotation marks: the others are the outlet's words about what was said. Colours are countries."
    )


def _voices_alt(frame: pd.DataFrame) -> str:
    texts = []
    for name, part in frame.groupby("name", sort=False):
        rows = part[part["k"] > 0].sort_values("k", ascending=False, kind="stable")
        told = ", ".join(f"{r['voice']} {r['k']}" for _, r in rows.iterrows())
        texts.append(f"{name}, {part['n'].iloc[0]} namings: {told}.")
    return "Dots with intervals, a row for each principal and a panel for each voice. " + " ".join(texts)
