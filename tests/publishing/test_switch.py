"""A switch between views needs no script, and no style in the page, which the page's policy forbids."""

from pathlib import Path

import pytest

from summitwatch.publishing import switch

PAGE = "# T\n\n## S\n\n```{view-switch} As reported\nthen\n<now>\n```\n"


def test_the_first_of_its_views_is_chosen(book):
    group = book({"index": PAGE}).soup("index").select_one("fieldset.view-switch")
    buttons = group.select("label > input[type=radio]")
    assert [button.get("checked") is not None for button in buttons] == [True, False]
    assert [label.text.strip() for label in group.select("label")] == ["then", "<now>"]
    assert len({button["name"] for button in buttons}) == 1
    assert group.select_one("legend").text == "As reported"
    assert not group.select("script, style, [style], [onclick]")


def test_each_view_that_is_allowed_has_its_rule():
    style = (Path(switch.__file__).parent / "static" / "records.css").read_text("utf-8")
    for number in range(1, switch.MOST + 1):
        assert f'input[value="{number}"]:not(:checked)) > div.cell.tag_view-{number}' in style


@pytest.mark.parametrize("views", ["one", "a\nb\nc\nd"])
def test_too_few_or_too_many_views_are_refused(book, views):
    built = book({"index": PAGE.replace("then\n<now>", views)})
    assert "allowed: 2 to 3" in built.warnings
    assert not built.soup("index").select("fieldset.view-switch")
