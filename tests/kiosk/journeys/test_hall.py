"""The board of the hall: hours of the season, phones, and the sites nearby, known without the network."""

import pytest

from kiosk.center.reference.items import load_catalogue
from kiosk.journeys.hall import sections_of

LIST = load_catalogue().document


def text(today):
    return "\n".join(
        f"{section.heading.zh}\n" + "\n".join(line.zh for line in section.lines)
        for section in sections_of(LIST, today)
    )


@pytest.mark.requirement("R20")
@pytest.mark.parametrize(
    ("today", "now"),
    [("07-01", "夏令时"), ("09-30", "夏令时"), ("10-01", "冬令时"), ("01-15", "冬令时"), ("05-31", "冬令时")],
)
def test_the_hours_that_hold_today_are_marked(today, now):
    (line,) = [line for line in text(today).splitlines() if "（现在）" in line]
    assert line.startswith(now)


@pytest.mark.requirement("R20")
def test_address_phones_and_the_number_for_complaints_stand_there():
    assert "监督电话 12345" in text("07-01")
    assert LIST.hall.address.zh in text("07-01")


@pytest.mark.requirement("R12")
def test_the_sites_stand_nearest_first_with_hours_and_what_they_offer():
    headings = [section.heading.zh for section in sections_of(LIST, "07-01")]
    nearest_first = [site.name.zh for site in sorted(LIST.sites, key=lambda site: site.minutes)]
    assert headings[-len(nearest_first) :] == nearest_first
    assert all(site.hours.zh in text("07-01") for site in LIST.sites)
