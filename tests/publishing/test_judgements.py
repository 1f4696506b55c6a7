"""Key judgements and the source summary, in really built pages."""

from summitwatch.analysis.independence import Legs
from summitwatch.publishing.summary import Basis, basis, tell
from summitwatch.tables import load

PAGE = "# Judged\n\n```{judgements}\n```\n"


def text(node):
    return " ".join(node.text.split())


def test_a_judgement_tells_likelihood_with_its_range_apart_from_confidence(book):
    built = book({"a": PAGE})
    assert built.warnings == ""
    card = built.soup("a").find(id="judgement-kj01")
    lines = [text(line) for line in card.select(".judgement-line")]
    assert lines[0] == "Likelihood: unlikely (20–45%): a meeting by May."
    assert lines[1] == "Confidence: low. One mouth."
    assert lines[2:4] == ["Assumes: That he means it.", "Would change it: A letter."]


def test_a_judgement_without_likelihood_has_no_line_for_it(book):
    card = book({"a": PAGE}).soup("a").find(id="judgement-kj02")
    assert "Likelihood" not in text(card)
    assert "Confidence: high." in text(card)


def test_its_marker_leads_to_the_ledger_and_shows_what_its_records_rest_on(book):
    marker = book({"a": PAGE}).soup("a").find(id="judgement-kj01").find("a")
    assert marker["href"].endswith("evidence.html#kj01")
    assert text(marker) == "S1 ¶5; S2 ¶9, 18"


def test_a_summary_counts_what_the_page_cites(book):
    page = "# P\n\nA word {ev}`ST003`.\n\n```{source-summary}\nThin.\n```\n"
    summary = text(book({"a": page}).soup("a").select_one(".source-summary"))
    assert summary.startswith(
        "This chapter cites 1 record. It rests on 2 sentences in 2 stories of 2 core sources"
    )
    assert summary.endswith("Thin.")


def test_a_basis_counts_each_place_once(tiny_data):
    found = basis(load(tiny_data), ["ST003", "ST004", "ST003"])
    assert (found.sentences, found.stories, found.sources) == (3, 2, 2)
    assert found.pages == 1
    assert found.grades == (("B", 1), ("C", 2))


def test_core_and_wider_record_are_told_apart():
    told = tell(Basis(2, 3, 2, 1, 4, (("B", 2), ("D", 4)), Legs(1, 3)))
    assert "3 sentences in 2 stories of 1 core source and on 4 stories of the wider record" in told
    assert "(together 2 of grade B, 4 of grade D); independent origins: 1–3." in told


def test_the_ledger_tells_the_records_between_a_judgement_and_its_sentences(book):
    record = text(book({"a": PAGE}).soup("evidence").find(id="kj01"))
    assert "Rests on EV014, ST003 (qualifies)" in record.replace(":", "")
    assert "S2-09-1" in record
