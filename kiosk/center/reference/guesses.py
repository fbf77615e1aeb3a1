"""Who asks for one number with wrong query codes must wait: six characters are not tried through."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from kiosk.center.contract import Code
from kiosk.center.reference import tables
from kiosk.center.reference.database import upsert
from kiosk.center.reference.intake import Rejected

TRIES = 5
WAIT = timedelta(minutes=15)


def check(db: Connection, number: str, now: datetime) -> None:
    """Raises Rejected (429) while this number was guessed at too often."""
    held = tables.guesses.c
    tries = db.execute(
        select(held.tries).where(held.number == number, held.last_s > (now - WAIT).timestamp())
    ).scalar_one_or_none()
    if tries is not None and tries >= TRIES:
        raise Rejected(429, Code.TOO_MANY, "too many wrong query codes; wait a quarter of an hour")


def note(db: Connection, number: str, now: datetime) -> None:
    """Counts a wrong code in the row itself: several workers count together."""
    held = tables.guesses
    db.execute(delete(held).where(held.c.last_s <= (now - WAIT).timestamp()))
    counted = upsert(db, held).values(number=number, tries=1, last_s=now.timestamp())
    changed = {"tries": held.c.tries + 1, "last_s": now.timestamp()}
    db.execute(counted.on_conflict_do_update(index_elements=["number"], set_=changed))
