import pytest

CHAPTER = "# A title\n\nThe text.\n"


@pytest.mark.parametrize(("takeaway", "furnished"), [("1", False), ("", True)])
def test_the_page_for_the_pdf_is_bare_and_any_other_is_not(make_book, tmp_path, takeaway, furnished):
    settings = {"html_theme": "sphinx_book_theme", "summitwatch_takeaway": takeaway}
    built = make_book(tmp_path, {"a": CHAPTER}, builder="singlehtml", **settings)
    page = built.soup("index")
    assert page.select_one("main, body").find("p", string="The text.")
    assert bool(page.select("script, link")) is furnished
