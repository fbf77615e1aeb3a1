"""What a step finds at hand: the glass, the devices, the catalogue, the post, the centre."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.availability import Availability
from kiosk.cases.unfinished import Unfinished
from kiosk.catalog.shelf import Shelf
from kiosk.center.client import CenterClient
from kiosk.config import Settings
from kiosk.devices import Devices
from kiosk.operations.expiry import Expiry
from kiosk.operations.ledger import Ledger
from kiosk.operations.mains import Mains
from kiosk.operations.mid_print import MidPrint
from kiosk.operations.pin import Lock
from kiosk.post import Post
from screens.page import StageLike


@dataclass(frozen=True)
class Terminal:
    """One terminal, composed once at the start."""

    settings: Settings
    stage: StageLike
    devices: Devices
    shelf: Shelf
    availability: Availability
    post: Post
    center: CenterClient | None  # None before enrolment; every service is closed then
    ledger: Ledger
    lock: Lock
    now: Callable[[], datetime]
    mains: Mains = field(default_factory=Mains)
    expiry: Expiry = field(default_factory=Expiry)
    mid_print: MidPrint = field(default_factory=MidPrint)
    unfinished: Unfinished = field(default_factory=Unfinished)
