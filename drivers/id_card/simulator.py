"""The far end of the ID-card reader's line: a SAM_V module with a place to lay cards on."""

import threading
from collections import deque
from collections.abc import Iterator, Mapping
from enum import StrEnum

from drivers.far_end import FarEnd, Fault, PtyEnd, spoil
from drivers.id_card.cards import IdCard
from drivers.id_card.encode import encode_reading
from drivers.id_card.frames import MIN_REQUEST_LENGTH, Damage, FrameReader, frame
from drivers.id_card.protocol import (
    ADDRESS_BYTES,
    FIND,
    READ,
    READ_ADDRESS,
    READ_NUMBERS,
    READ_SAM_ID,
    READ_WITH_FINGERPRINT,
    RESET,
    SELECT,
    STATUS,
    Command,
    Sw3,
)

SLOW_S = 0.8
KEPT_REQUESTS = 1000
SAM_ID = bytes.fromhex("05000100 7f513301 87d61200 b168de3a")
CARD_GONE = b"\x6a\x82"  # SW1 SW2 of a card that does not answer: any non-zero words will do
BLANK = " ".encode("utf-16-le")

_COMMANDS = {
    command.body: command
    for command in (
        RESET,
        STATUS,
        READ_SAM_ID,
        FIND,
        SELECT,
        READ,
        READ_WITH_FINGERPRINT,
        READ_ADDRESS,
        READ_NUMBERS,
    )
}
_ANSWERS = {READ_SAM_ID.name: SAM_ID}
_CARD_READS = (READ, READ_WITH_FINGERPRINT, READ_ADDRESS, READ_NUMBERS)


class ReaderModel(StrEnum):
    """What a reader answers to find and select while a selected card stays."""

    FINDS_AGAIN = "finds_again"  # 9F and 90, as often as it is asked
    FINDS_ONCE = "finds_once"  # 80 and 81 until the card has been lifted


class CardFault(StrEnum):
    """What may go wrong at this device, beside the wire's own faults."""

    CARD_REMOVED_MID_READ = "card_removed_mid_read"
    ALREADY_SELECTED = "already_selected"
    NOT_AUTHORISED = "not_authorised"
    SELF_TEST_FAILED = "self_test_failed"


_MODULE_FAILURES: dict[Fault | CardFault | None, Sw3] = {
    CardFault.NOT_AUTHORISED: Sw3.NOT_AUTHORISED,
    CardFault.SELF_TEST_FAILED: Sw3.SELF_TEST_FAILED,
}


class IdCardSimulator:
    """Answers the module's commands on `end`, a pty without waiting unless another is given.

    `delays_s` adds the card's own time to a command, by the command's name, as on the bench.
    """

    def __init__(
        self,
        end: FarEnd | None = None,
        *,
        model: ReaderModel = ReaderModel.FINDS_AGAIN,
        delays_s: Mapping[str, float] | None = None,
        fingerprint_bytes: int = 0,
    ) -> None:
        self.end = end or PtyEnd()
        self.model = model
        self.delays_s = dict(delays_s or {})
        self.fingerprint_bytes = fingerprint_bytes  # 0, 512 or 1024: as many as a card of its age has
        self.appended_address = ""  # written to the card that lies there
        self.requests: deque[bytes] = deque(maxlen=KEPT_REQUESTS)  # bodies as they came
        self._asked = threading.Condition()
        self._lock = threading.RLock()
        self._frames = FrameReader(MIN_REQUEST_LENGTH)
        self._reading: bytes | None = None
        self._found = self._selected = self._spent = False
        self._fault: Fault | CardFault | None = None
        self._fault_at: Command | None = None
        self._fault_times: int | None = None
        self._refusals: dict[str, bytes] = {}

    @property
    def url(self) -> str:
        """What the driver opens."""
        return self.end.url

    def start(self) -> None:
        """Begin to answer."""
        self.end.start(self._serve)

    def stop(self) -> None:
        """Stop answering and free the line."""
        self.end.stop()

    def lay(self, card: IdCard | bytes) -> None:
        """Lay a card on the reader; bytes are the data of its read, for cards that nobody can encode."""
        with self._lock:
            self.take_away()
            self._reading = card if isinstance(card, bytes) else encode_reading(card)

    @property
    def card_lies(self) -> bool:
        """Whether a card lies on the reader; one that was lifted in mid-read does no more."""
        return self._reading is not None

    def take_away(self) -> None:
        """Lift whatever lies there."""
        with self._lock:
            self._reading = None
            self._found = self._selected = self._spent = False

    def inject(
        self, fault: Fault | CardFault, *, at: Command | None = None, times: int | None = None
    ) -> None:
        """From now on something is wrong: at every command or only at one, for ever or some times.

        The plug's faults happen at once; UNPLUG with `at` pulls it in the middle of that command's reply.
        """
        if fault is Fault.REPLUG:
            self.end.replug()
        elif fault is Fault.RENUMBER:
            self.end.renumber()
        elif fault is Fault.UNPLUG and at is None:
            self.end.unplug()
        elif fault is CardFault.ALREADY_SELECTED:
            with self._lock:
                self.model = ReaderModel.FINDS_ONCE
                self._found = self._selected = True
        else:
            with self._lock:
                self._fault, self._fault_at, self._fault_times = fault, at, times

    def refuse(self, command: Command, sw3: int, sw1: int = 0, sw2: int = 0) -> None:
        """Answer the command with these status words from now on."""
        with self._lock:
            self._refusals[command.name] = bytes([sw1, sw2, sw3])

    def heal(self) -> None:
        """Nothing is wrong any more; an unplugged line still needs `Fault.REPLUG`."""
        with self._lock:
            self._fault = None
            self._refusals.clear()

    def wait_for_requests(self, count: int, timeout_s: float = 5.0) -> bool:
        """Block until `count` requests are kept in `requests`; False when they did not come in time."""
        with self._asked:
            return self._asked.wait_for(lambda: len(self.requests) >= count, timeout_s)

    def _serve(self, data: bytes) -> Iterator[bytes]:
        for found in self._frames.feed(data):
            match found:
                case Damage.WRONG_CHECKSUM:
                    yield _failure(Sw3.REQUEST_CHECKSUM)
                case Damage.IMPOSSIBLE_LENGTH:
                    yield _failure(Sw3.REQUEST_LENGTH)
                case body:
                    yield from self._answer(body)

    def _answer(self, body: bytes) -> Iterator[bytes]:
        with self._asked:
            self.requests.append(body)
            self._asked.notify_all()
        command = _COMMANDS.get(body)
        if command is None:
            yield _failure(Sw3.BAD_COMMAND)
            return
        with self._lock:
            fault = self._fault_for(command)
            reply = self._reply(command, fault)
        self.end.pause(self.delays_s.get(command.name, 0.0))
        if fault is Fault.SLOW:
            self.end.pause(SLOW_S)
        if fault is Fault.UNPLUG:
            yield reply[: len(reply) // 2]
            self.end.unplug()
            return
        yield spoil(reply, fault) if isinstance(fault, Fault) else reply

    def _fault_for(self, command: Command) -> Fault | CardFault | None:
        if self._fault is None or self._fault_at not in (None, command):
            return None
        if self._fault is CardFault.CARD_REMOVED_MID_READ and command is not READ:
            return None
        fault = self._fault
        if self._fault_times is not None:
            self._fault_times -= 1
            if self._fault_times <= 0:
                self._fault = None
        return fault

    def _reply(self, command: Command, fault: Fault | CardFault | None) -> bytes:
        if fault in _MODULE_FAILURES:
            return _failure(_MODULE_FAILURES[fault])
        if command is READ and fault is CardFault.CARD_REMOVED_MID_READ:
            self.take_away()
        if command.name in self._refusals:
            self._spent = self._spent or (command is READ and self._selected)
            return frame(self._refusals[command.name])
        if command is FIND:
            return self._find()
        if command is SELECT:
            return self._select()
        return self._read(command) if command in _CARD_READS else _success(_ANSWERS.get(command.name, b""))

    def _find(self) -> bytes:
        if self._reading is None or self._is_found_no_more:
            return _failure(Sw3.FIND_FAILED)
        self._found = True
        return frame(bytes([0, 0, Sw3.CARD_FOUND]) + bytes(4))

    def _select(self) -> bytes:
        if not self._found or self._is_found_no_more:
            return _failure(Sw3.SELECT_FAILED)
        self._selected = True
        return _success(bytes(8))

    def _read(self, command: Command) -> bytes:
        if self._reading is None or not self._selected or self._spent:
            return frame(CARD_GONE + bytes([Sw3.READ_FAILED]))
        if command is READ:
            return _success(self._reading)
        if command is READ_WITH_FINGERPRINT:
            words, rest = self._reading[:4], self._reading[4:]
            count = self.fingerprint_bytes
            return _success(words + count.to_bytes(2, "big") + rest + bytes(count))
        if command is READ_ADDRESS and self.appended_address:
            address = self.appended_address.encode("utf-16-le")
            return _success(address + BLANK * ((ADDRESS_BYTES - len(address)) // len(BLANK)))
        return _failure(Sw3.ITEM_EMPTY)

    @property
    def _is_found_no_more(self) -> bool:
        # Also after a failed read: the module wants the card lifted first.
        return self.model is ReaderModel.FINDS_ONCE and self._selected


def _success(data: bytes = b"") -> bytes:
    return frame(bytes([0, 0, Sw3.OK]) + data)


def _failure(sw3: Sw3) -> bytes:
    return frame(bytes([0, 0, sw3]))
