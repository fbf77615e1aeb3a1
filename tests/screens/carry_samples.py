"""What a technician sees of a stick, made by the journey itself."""

from pathlib import Path
from typing import Any

from kiosk.journeys import carry
from kiosk.operations.stick import Heard, Stick
from offline_queue.errors import Trouble
from offline_queue.export import Exported
from screens.page import Live, Page, Trail
from screens.pages.working import Working

STICKS = (
    Stick(Path("/media/KINGSTON"), 14_200_000_000, writable=True, answered=True),
    Stick(Path("/media/SANDISK"), 3_000_000, writable=False, answered=False),
)


def carry_samples() -> dict[str, tuple[Page[Any], Trail]]:
    """Name → page and trail."""
    progress = carry.words.filled(carry.PROGRESS, done="352", number="1204")
    pages: dict[str, Page[Any]] = {
        "choose-stick": carry.question(STICKS, 1204, 231_400_000, 12, can_hear=True),
        "choose-stick-is-away": carry.question((), 3, 700_000, 12, can_hear=True),
        "notice-no-stick": carry.question((), 1204, 231_400_000, 0, can_hear=True),
        "working-export": Working(Live(message=carry.WRITING, note=progress)),
        "notice-exported": carry.exported(Exported(("a" * 32,) * 1203, {"b" * 32: "moved on"}, 231_300_000)),
        "notice-stick-full": carry.failed(Trouble.FULL, 352),
        "notice-heard": carry.heard(Heard(1203, 4, 0, 0)),
        "notice-heard-refused": carry.heard(Heard(1201, 4, 2, 1)),
    }
    return {name: (page, Trail()) for name, page in pages.items()}
