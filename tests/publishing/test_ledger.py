"""The ledger, in really built pages."""

SHA = "0123456789abcdef"
CHAPTER = "# What is said\n\nA word {ev}`QU001`, another {ev}`ES001`.\n"


def text(node):
    return " ".join(node.text.split())


def test_event_tells_states_actors_evidence_and_citing_pages(book):
    built = book({"chapters/a": CHAPTER})
    assert built.warnings == ""
    record = built.soup("evidence").find(id="ev014")
    assert "ledger-record" in record["class"]
    for said in ("<script>alert(", "South Korea (host)", "planned", "date as reported April 2026", "according to Lee Jae-myung",
                 "S2-09-1", "What is said"):  # fmt: skip
        assert said in text(record), said
    links = {a["href"] for a in record.find_all("a")}
    assert {"#s2-09-1", "chapters/a.html"} <= links


def test_statement_shows_quotation_and_what_rests_on_it(book):
    record = book({"a": CHAPTER}).soup("evidence").find(id="st003")
    assert record.find(id="qu001")
    assert "“any time”" in text(record)
    assert "Rests on it: FC001" in text(record)
    assert "What is said" in text(record)


def test_sentence_shows_place_hash_and_its_records(book):
    record = text(book({}).soup("evidence").find(id="s2-18-2"))
    for said in (
        "Caption, paragraph 18, sentence 2",
        "characters 0–90",
        "17 words",
        SHA,
        "ST003, ST004",
        "FC001",
    ):
        assert said in record, said


def test_stance_is_told(book):
    assert "(qualifies)" in text(book({}).soup("evidence").find(id="st004"))


def test_unknown_table_warns(book):
    built = book({"a": "# A chapter\n\n```{ledger} nothing\n```\n"})
    assert "no ledger of 'nothing'" in built.warnings


def test_singlehtml_keeps_anchors(book):
    built = book({"a": CHAPTER}, builder="singlehtml")
    page = built.soup("index")
    assert page.find(id="ev014")
    assert page.select_one('#ev014 a[href="#s2-09-1"]')
