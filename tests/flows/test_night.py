"""Three in the morning, nobody of the staff near: what is marked 自助办 is done all the same (R1)."""

from datetime import datetime, time, timedelta

import pytest

from kiosk import app, words
from kiosk.center.contract import Channel
from kiosk.journeys import guide
from kiosk.journeys.entrance import steps_of
from kiosk.simulation.visits import apply, certificate
from tests.flows.conftest import Hall
from tests.flows.test_bookings import books

NIGHT = time(3, 0)


@pytest.fixture
def at_night(monkeypatch):
    """The terminal's clock goes on from three o'clock."""
    now = datetime.now().astimezone()
    shift = now.replace(hour=NIGHT.hour, minute=NIGHT.minute, second=0) - now

    class Night(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + shift

    monkeypatch.setattr(app, "datetime", Night)


@pytest.mark.requirement("R1")
def test_at_three_every_self_service_item_is_open_and_only_counters_have_hours(hall: Hall, at_night):
    async def scene(_citizen, terminal, _stage):
        assert terminal.now().hour == NIGHT.hour
        catalog = terminal.shelf.catalog
        begin_here = [item for item in catalog.items if item.startable]
        assert begin_here
        for item in begin_here:
            assert Channel.SELF in item.channels
            assert steps_of(item) != guide.STEPS
            closed = terminal.availability.reason(item)
            # What no terminal can check is closed by day as well.
            assert closed is None or (item.checks and closed in words.CLOSED_CHECKS.values()), item.code
        for item in catalog.items:
            if not item.startable:
                assert catalog.guides[item.code].hours.zh, item.code

    hall.live(scene)


@pytest.mark.requirement("R1")
def test_at_three_an_application_a_certificate_and_a_booking_come_to_their_end(hall: Hall, at_night):
    async def scene(citizen, terminal, stage):
        numbers = [
            await apply(citizen, hall.rig),
            await certificate(citizen, hall.rig),
            await books(citizen, hall, terminal, stage),
        ]
        await citizen.until(lambda: not terminal.post.counts().backlog, "the delivery")
        assert len(set(numbers)) == len(numbers) == terminal.ledger.count()
        assert terminal.now() - datetime.combine(terminal.now(), NIGHT).astimezone() < timedelta(hours=1)

    hall.live(scene)
    assert any("03:0" in line for ticket in hall.rig.slip.tickets for line in ticket.text_lines)
