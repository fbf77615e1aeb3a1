"""What runs out: the centre's certificate, the signing secret, the keys that are sealed to (R96).

Operations hear of it in the log, in maintenance and by the doctor, 45 days ahead; citizens never do.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime

import structlog

from kiosk.config import Settings
from kiosk.operations import surroundings
from kiosk.operations.surroundings import Fact, Level
from screens.text import Text

log = structlog.get_logger()

LOOK_S = 6 * 3600.0
SECRET = Text("签名密钥有效期", "Signing secret")
RECIPIENTS = Text("中心公钥有效期", "Centre's public keys")


class Expiry:
    """The last findings; empty while nothing runs out and nothing is known to."""

    def __init__(self) -> None:
        self.facts: tuple[Fact, ...] = ()

    @property
    def warnings(self) -> tuple[Fact, ...]:
        """What operations must see."""
        return tuple(fact for fact in self.facts if fact.level is not Level.WELL)


def key_dates(settings: Settings, today: date) -> tuple[Fact, ...]:
    """One fact for each date that the centre gave with its keys."""
    center = settings.center
    dates = (
        ("secret_expires", SECRET, center.secret_expires),
        ("recipients_expire", RECIPIENTS, center.recipients_expire),
    )
    return tuple(
        surroundings.expires(key, name, (until - today).days)
        for key, name, until in dates
        if until is not None
    )


async def keep_expiry(
    settings: Settings,
    expiry: Expiry,
    now: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Looks four times a day; a certificate that cannot be seen now is seen later."""
    while True:
        certificate = await asyncio.to_thread(surroundings.certificate, settings.center.url)
        facts = key_dates(settings, now().date())
        expiry.facts = (*facts, certificate) if certificate is not None else facts
        for fact in expiry.warnings:
            log.warning("expiry.near", what=fact.key, finding=fact.value.in_("en"))
        await sleep(LOOK_S)
