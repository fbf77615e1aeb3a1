"""What runs out is known to operations at least thirty days ahead."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from kiosk.config import Settings
from kiosk.operations.expiry import Expiry, keep_expiry, key_dates
from kiosk.operations.surroundings import Level

TODAY = date(2026, 11, 25)


def settings(**center: object) -> Settings:
    return Settings.model_validate({"center": center})


@pytest.mark.requirement("R96")
@pytest.mark.parametrize(
    ("until", "level"),
    [
        (date(2027, 6, 1), Level.WELL),
        (date(2026, 12, 25), Level.WARNING),  # thirty days ahead
        (date(2026, 11, 25), Level.WARNING),
        (date(2026, 11, 24), Level.CLOSED),
    ],
)
def test_secret_and_keys_warn_ahead_and_close_when_they_ran_out(until, level):
    facts = key_dates(settings(secret_expires=until, recipients_expire=until), TODAY)
    assert [fact.level for fact in facts] == [level, level]


def test_without_dates_nothing_is_said():
    assert key_dates(settings(), TODAY) == ()


@pytest.mark.requirement("R96")
async def test_the_watch_logs_what_is_near_and_keeps_it_for_maintenance(logged):
    expiry, looked = Expiry(), asyncio.Event()

    async def look(_seconds: float) -> None:
        looked.set()
        await asyncio.Event().wait()

    near = settings(secret_expires=date(2026, 12, 1), recipients_expire=date(2028, 1, 1))
    watch = asyncio.create_task(keep_expiry(near, expiry, lambda: datetime(2026, 11, 25, tzinfo=UTC), look))
    await asyncio.wait_for(looked.wait(), 5)
    assert [fact.key for fact in expiry.warnings] == ["secret_expires"]
    assert {"event": "expiry.near", "what": "secret_expires"}.items() <= logged[-1].items()
    watch.cancel()
