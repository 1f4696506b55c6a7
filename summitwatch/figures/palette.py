"""The palette: one fixed colour for each meaning, in figures and on pages."""

INK, MUTED, RULE, PAPER, ACCENT = "#1b2733", "#5b6770", "#d5dade", "#ffffff", "#1f5a7a"
#: Doubt has a colour of its own, which no country bears.
DOUBT = "#b9c0c6"
#: One fixed colour per country (after Okabe and Ito 2008, darkened to 3:1 on white); others are grey.
COUNTRY = {
    "PRK": "#c04a00",
    "KOR": "#0a6aa8",
    "USA": "#12313f",
    "CHN": "#0b7d5c",
    "RUS": "#a3487f",
    "JPN": "#8a6d00",
}
OTHER = "#6f7a83"
#: Behind words that a line of the grid would strike through.
HALO = {"facecolor": PAPER, "edgecolor": "none", "pad": 0}


def country_colour(country: str | None) -> str:
    """Return the colour of a country's ISO 3166-1 alpha-3 code; grey for any other."""
    return COUNTRY.get(country or "", OTHER)
