"""The ID-card reader: waits for a card, reads it, and notices when it has been taken away."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, replace

from drivers.device import BadReply, Device, DeviceError, DeviceState, DeviceStatus, NoAnswer
from drivers.fitting import Fitting
from drivers.id_card.cards import CardTextError, HkMoTwCard, IdCard, ResidentCard, decode_card
from drivers.id_card.errors import (
    CardAbsent,
    CardError,
    CardRemoved,
    CardUndecodable,
    CardUnreadable,
    CommandRefused,
    ItemEmpty,
    ReaderError,
    ReaderFailed,
    error_of,
)
from drivers.id_card.exchange import exchange
from drivers.id_card.ladder import ResetLadder
from drivers.id_card.protocol import (
    FIND,
    READ,
    READ_ADDRESS,
    READ_SAM_ID,
    RESET,
    SAM_ID_DIGITS,
    SELECT,
    STATUS,
    Command,
    MalformedReply,
    Reply,
    Sw3,
    format_sam_id,
    parse_appended_address,
    parse_reading,
)
from drivers.line import DEFAULT_BAUD, Line

POLL_INTERVAL_S = 0.3  # the manuals ask for more than 300 ms from one find to the next
ARRIVING_ATTEMPTS = 3  # a card on its way down is found before it can be selected

# What a read without a card may answer; anything else says that a card is there, or the reader broken.
_NO_CARD = frozenset(
    {
        Sw3.FIND_FAILED,
        Sw3.SELECT_FAILED,
        Sw3.READ_FAILED,
        Sw3.RANDOM_FAILED,
        Sw3.NOT_PERMITTED,
        Sw3.UNKNOWN_ERROR,
        Sw3.ITEM_EMPTY,
    }
)


@dataclass(frozen=True)
class _Failed:
    """A card was there but could not be read; not `selected` may mean that it is still on its way."""

    error: DeviceError
    selected: bool


class IdCardReader(Device):
    """A reader with a SAM_V module on a serial line, 8N1 at `baud`."""

    kind = "id_card"

    def __init__(
        self,
        name: str,
        url: str,
        baud: int = DEFAULT_BAUD,
        *,
        poll_interval_s: float = POLL_INTERVAL_S,
        sam_id_digits: int = SAM_ID_DIGITS,
        appended_address: bool = False,
        power_cycle: tuple[str, ...] = (),
    ) -> None:
        super().__init__(name)
        self._poll_interval_s = poll_interval_s
        self._line = Line(name, url, baud)
        self._sam_id_digits = sam_id_digits
        self._appended_address = appended_address
        self._ladder = ResetLadder(power_cycle)
        self._next_find = 0.0

    async def read(self) -> IdCard:
        """Wait for a card as long as it takes and read it; cancel to stop waiting.

        Raises `CardRemoved` when it was taken away too early, another `CardError` when it cannot be read (it
        must be lifted before it is tried again), `ReaderError` when the reader fails, or `NoAnswer`,
        `BadReply`, `LineLost`. A wrong check digit of the number is no error but the card's `number_check`.
        """
        arriving = 0
        while True:
            await self._find_time()
            result = await self._run(self._attempt)
            if result is None:
                arriving = 0
            elif not isinstance(result, _Failed):
                return result
            elif result.selected or arriving == ARRIVING_ATTEMPTS:
                raise await self._told_apart(result.error)
            else:
                arriving += 1

    async def wait_removed(self) -> None:
        """Return when no card lies on the reader; raises `ReaderError` or a line's error."""
        while True:
            await self._find_time()
            if not await self._run(self._card_lies_there):
                return

    async def sam_id(self) -> str:
        """The security module's number, such as `05.01-20140415-0001234567-0987654321`."""
        return await self.identity()

    async def reset(self) -> None:
        """Reset the security module; raises `ReaderError` or a line's error."""
        await self._run(self._ask, RESET)

    def _connect(self) -> None:
        self._line.open()

    def _disconnect(self) -> None:
        self._line.close()

    def _examine(self) -> DeviceStatus:
        try:
            status = self._answered()
        except (NoAnswer, BadReply, ReaderError):
            self._ladder.climb(self.name, self._try_reset)
            raise
        self._ladder.well()
        return status

    def _try_reset(self) -> None:
        with suppress(DeviceError, MalformedReply):
            exchange(self._line, RESET, again=False)

    def _answered(self) -> DeviceStatus:
        try:
            self._ask(STATUS)
        except CommandRefused:
            self._ask(READ_SAM_ID)  # modules without a status command still say who they are
        return DeviceStatus(DeviceState.ONLINE)

    def _look(self) -> None:
        self._line.look()

    def _identify(self) -> str:
        reply = self._ask(READ_SAM_ID)
        try:
            return format_sam_id(reply.data, self._sam_id_digits)
        except MalformedReply as error:
            raise BadReply(self.name, READ_SAM_ID.name, str(error)) from error

    async def _find_time(self) -> None:
        await asyncio.sleep(max(0.0, self._next_find - time.monotonic()))

    async def _told_apart(self, error: DeviceError) -> DeviceError:
        """After a failed read: whether the card is unreadable or was pulled away.

        A model that finds a card only once cannot tell; it too asks for the card to be put on again.
        """
        if not isinstance(error, CardUnreadable):
            return error
        await self._find_time()
        if await self._run(self._found):
            return error
        return CardRemoved(self.name, error.command, error.status_words)

    def _ask(self, command: Command) -> Reply:
        """The successful reply; raises what any other stands for."""
        reply = exchange(self._line, command)
        error = error_of(self.name, command, reply)
        if error is not None:
            raise error
        return reply

    def _succeeds(self, command: Command) -> bool:
        """Whether a find or select succeeded; raises for all but "no card"."""
        try:
            self._ask(command)
        except CardAbsent:
            return False
        return True

    def _found(self) -> bool:
        self._next_find = time.monotonic() + self._poll_interval_s
        return self._succeeds(FIND)

    def _attempt(self) -> IdCard | _Failed | None:
        """Find, select, read: the card, or why not, or None when there is none."""
        # A card that is selected already answers 80 and 81 on some models and can be read all the same,
        # so every attempt goes through to the read.
        found = self._found()
        selected = self._succeeds(SELECT)
        reply = exchange(self._line, READ)
        error = error_of(self.name, READ, reply)
        if error is None:
            return self._with_appended_address(self._decode(reply))
        if reply.code not in _NO_CARD:
            raise error
        return _Failed(error, selected) if found or selected else None

    def _decode(self, reply: Reply) -> IdCard:
        try:
            reading = parse_reading(reply.data)
        except MalformedReply as error:
            raise BadReply(self.name, READ.name, str(error)) from error
        try:
            return decode_card(reading)
        except CardTextError as error:
            raise CardUndecodable(self.name, READ.name, str(error)) from error

    def _with_appended_address(self, card: IdCard) -> IdCard:
        """The address that was written to the card after it was made is the one that counts."""
        if not self._appended_address or not isinstance(card, ResidentCard | HkMoTwCard):
            return card
        try:
            address = parse_appended_address(self._ask(READ_ADDRESS).data)
        except (CardError, CommandRefused, MalformedReply, NoAnswer, BadReply):
            return card  # most cards have none, and some readers no such command
        return replace(card, address=address) if address else card

    def _card_lies_there(self) -> bool:
        if self._found():
            return True
        # A model that finds a card only once still reads on from it until it is lifted. The appended address
        # is the shortest thing to ask for; it stays unread here.
        for command in (READ_ADDRESS, READ):
            try:
                self._ask(command)
            except ItemEmpty:
                return True
            except CommandRefused:
                continue
            except (CardError, ReaderFailed):
                return False
            return True
        return False


def fit(fitting: Fitting) -> IdCardReader:
    """The driver's entry point."""
    settings = fitting.settings
    return IdCardReader(
        fitting.slot,
        settings["port"],
        settings["baud"],
        sam_id_digits=settings.get("sam_id_digits", SAM_ID_DIGITS),
        appended_address=settings.get("appended_address", False),
        power_cycle=tuple(settings.get("power_cycle", ())),
    )
