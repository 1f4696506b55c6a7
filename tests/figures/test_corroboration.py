"""One dot a claim; discs that count claims by stories and origins."""

from summitwatch.analysis.corroboration import claims_table
from summitwatch.figures.corroboration import origins_figure, reports_figure
from summitwatch.tables import load

CLAIMS = claims_table(load().only("core"))
ORIGINS, REPORTS = origins_figure(CLAIMS), reports_figure(CLAIMS)
DOTS = {line.get_label()[1:]: line for line in ORIGINS.figure.axes[0].lines}


def test_each_claim_has_one_dot_of_its_own():
    assert sorted(DOTS) == sorted(CLAIMS["claim_id"])
    places = {(line.get_xdata()[0], line.get_ydata()[0]) for line in DOTS.values()}
    assert len(places) == len(CLAIMS)


def test_hollow_dots_are_the_disputed_claims():
    hollow = {claim for claim, dot in DOTS.items() if dot.get_markerfacecolor() != dot.get_markeredgecolor()}
    assert hollow == set(CLAIMS.loc[CLAIMS["label"].isin(["disputed", "told differently"]), "claim_id"])


def test_claims_with_two_origins_stand_at_the_top():
    two = {DOTS[claim].get_ydata()[0] for claim in CLAIMS.loc[CLAIMS["origins_min"] == 2, "claim_id"]}
    rest = {DOTS[claim].get_ydata()[0] for claim in CLAIMS.loc[CLAIMS["origins_min"] < 2, "claim_id"]}
    assert max(two) < min(rest)


def test_shares_are_written_with_n_and_interval():
    notes = [text.get_text() for text in ORIGINS.figure.texts if f"of {len(CLAIMS)}:" in text.get_text()]
    assert sum(int(note.split()[0]) for note in notes) == len(CLAIMS)
    assert f"n = {len(CLAIMS)}" in ORIGINS.caption


def test_title_counts_corroborated_claims():
    assert ORIGINS.title.startswith(f"{(CLAIMS['origins_min'] > 1).sum()} of {len(CLAIMS)} claims")


def test_discs_count_every_supported_claim():
    supported = CLAIMS[CLAIMS["n_items"] > 0]
    assert REPORTS.data["claims"].sum() == len(supported)
    assert sum(int(text.get_text()) for text in REPORTS.figure.axes[0].texts) == len(supported)


def test_no_disc_has_more_origins_than_stories():
    filled = REPORTS.data[REPORTS.data["claims"] > 0]
    assert (filled["origins_min"] <= filled["n_items"]).all()


def test_alt_tells_each_disc():
    assert (
        REPORTS.alt.count(" claim") == (REPORTS.data["claims"] > 0).sum() + 1
    )  # and once in "Grid of claims"
