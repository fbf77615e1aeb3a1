"""The post room's backlog, the disk and the clock close the gate, and open it again."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from kiosk import words
from kiosk.availability import Availability
from kiosk.center.reference.items import load_catalogue
from kiosk.config import Settings
from kiosk.operations.gate_watch import clock_is_right, keep_gate
from kiosk.post import Post
from offline_queue.backlog import Backlog
from offline_queue.outcome import TryLater

NOW = datetime(2026, 11, 25, tzinfo=UTC)
ITEMS = load_catalogue().document.items
APPLICATION = next(item for item in ITEMS if item.kind == "A").model_copy(update={"needs": ()})
ROOM = 2**40


class Waiting:
    """A post room with so much in it."""

    def __init__(self, *backlogs: Backlog) -> None:
        self.backlogs = list(backlogs)

    def backlog(self, _state) -> Backlog:
        return self.backlogs.pop(0)


@pytest.mark.parametrize(
    "backlog",
    [
        Backlog(10_000, NOW.timestamp(), ROOM),
        Backlog(1, (NOW - timedelta(days=4)).timestamp(), ROOM),
        Backlog(0, None, 2**20),
    ],
    ids=["count", "age", "disk"],
)
async def test_a_full_post_room_closes_applications_until_it_is_emptied(backlog):
    gate = Availability([], enrolled=True)
    seen = []

    class SeenEnough(Exception):
        pass

    async def look(_seconds: float) -> None:
        seen.append(gate.reason(APPLICATION))
        if len(seen) == 2:
            raise SeenEnough

    post = Waiting(backlog, Backlog(0, None, ROOM))
    with pytest.raises(SeenEnough):
        await keep_gate(Settings(), post, gate, lambda: 0.0, lambda: NOW, look)
    assert seen == [words.CLOSED_POST_ROOM, None]


@pytest.mark.parametrize(
    ("now", "offset_s", "right"),
    [
        (NOW, 0.0, True),
        (NOW, 3000.0, True),
        (NOW, -4000.0, False),
        (NOW, 86400.0, False),
        (datetime(2000, 1, 1, tzinfo=UTC), 0.0, False),
    ],
)
def test_a_clock_far_from_the_centres_or_older_than_the_software_is_wrong(now, offset_s, right):
    assert clock_is_right(now, offset_s, 3600) is right


async def test_the_post_room_itself_says_what_waits(tmp_path):
    post = Post.open(tmp_path, (), lambda _envelope: TryLater(None, ""))
    backlog = await asyncio.to_thread(post.backlog, tmp_path)
    assert (backlog.count, backlog.oldest_at) == (0, None)
    assert backlog.free_bytes > 0
    post.start()
    post.stop()
