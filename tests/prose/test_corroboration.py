"""Words for what is at issue."""

import pytest

from summitwatch.analysis.wording import point_name


@pytest.mark.parametrize(
    ("point", "name"),
    [
        ("why-no-meeting-at-apec", "Why no meeting at APEC"),
        ("chung-on-the-chance", "Chung on the chance"),
        ("day-of-kims-report", "Day of Kim’s report"),
        ("official-strength", "Official strength"),
    ],
)
def test_a_point_is_worded_as_a_reader_writes_it(point, name):
    assert point_name(point) == name
