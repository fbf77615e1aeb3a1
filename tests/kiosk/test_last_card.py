"""The last visitor's card is watched until the reader was seen empty, whatever the reader suffers."""

import asyncio

import pytest

from drivers.device import DeviceError
from kiosk.last_card import LastCard

pytestmark = pytest.mark.requirement("R81")


class ReaderWithACard:
    def __init__(self, failures: int = 0) -> None:
        self.empty = asyncio.Event()
        self.failures = failures

    async def wait_removed(self) -> None:
        if self.failures:
            self.failures -= 1
            raise DeviceError("reader", "find")
        await self.empty.wait()


async def test_it_lies_until_the_reader_was_empty_whatever_is_laid_there_afterwards():
    reader = ReaderWithACard()
    card = LastCard(reader)
    assert not card.lies
    card.watch()
    assert not await card.removed(timeout=0)
    reader.empty.set()
    assert await card.removed(timeout=30)
    reader.empty.clear()  # the next citizen's lies there now
    assert not card.lies


async def test_of_a_reader_that_fails_nothing_is_known_until_it_is_asked_again():
    reader = ReaderWithACard(failures=1)
    reader.empty.set()
    card = LastCard(reader)
    card.watch()
    with pytest.raises(DeviceError):
        await card.removed(timeout=30)
    assert card.lies
    assert await card.removed(timeout=30)
    assert not card.lies


async def test_nobody_asks_any_more():
    card = LastCard(ReaderWithACard())
    card.watch()
    card.gone()
    assert not card.lies
    assert await card.removed(timeout=0)
