"""The far end of a keypad's wire, of any family: keys to press, lamps and voice to look at, faults."""

import threading
from collections import deque
from collections.abc import Iterator
from enum import StrEnum

from drivers.evdev import (
    EV_KEY,
    EV_SYN,
    KEY_DOWN,
    KEY_HELD,
    KEY_UP,
    SYN_REPORT,
    InputEvent,
    pack_event,
    stroke,
)
from drivers.far_end import FarEnd, Fault, PtyEnd, spoil
from drivers.keypad.driver import Family
from drivers.keypad.frames import Damaged, FrameReader
from drivers.keypad.hid import DIGIT_BLOCK
from drivers.keypad.protocol import (
    ALL_LEDS,
    KEYS,
    MAX_STARS,
    Cancelled,
    KeyPressed,
    Message,
    Pong,
    Refused,
    Started,
    TimedOut,
    Trouble,
    Verb,
    encode_message,
)
from drivers.keypad.raw import ASCII_FIRST_KEY, BINARY_FIRST_KEY

SLOW_S = 0.3
REPEAT_S = 0.1  # how often a stuck key is reported
KEPT_REQUESTS = 1000
VERSION = "KEYPAD-SIM 1.0"


class KeypadFault(StrEnum):
    """What may go wrong at this device, beside the wire's own faults."""

    KEY_STUCK = "key_stuck"
    REFUSES = "refuses"
    ONLY_PONGS = "only_pongs"  # it answers pings, and does nothing that it is told


class KeypadSimulator:
    """A keypad on `end`, a pty without waiting unless another is given.

    A HID keypad's pty carries the kernel's input events; it cannot be grabbed.
    """

    def __init__(self, family: Family = Family.FRAMED, end: FarEnd | None = None) -> None:
        self.family = family
        self.end = end or PtyEnd()
        self.requests: deque[Verb] = deque(maxlen=KEPT_REQUESTS)
        self.leds = 0
        self.stars = 0
        self.prompts: deque[int] = deque(maxlen=KEPT_REQUESTS)  # spoken so far
        self.asking = False
        self._changed = threading.Condition()
        self._frames = FrameReader()
        self._fault: Fault | KeypadFault | None = None
        self._fault_times: int | None = None
        self._stuck_thread: threading.Thread | None = None
        self._let_go = threading.Event()

    @property
    def url(self) -> str:
        """What the driver opens."""
        return self.end.url

    def start(self) -> None:
        """Begin to answer."""
        self.end.start(self._serve)

    def stop(self) -> None:
        """Let go of every key, stop answering and free the line."""
        self.let_go()
        self.end.stop()

    def press(self, key: int) -> None:
        """Press a key and let it go; a framed keypad that does not ask keeps it to itself."""
        if self.family is Family.FRAMED:
            with self._changed:
                asked, self.asking = self.asking, False
            if asked:
                self._send(encode_message(KeyPressed(key)))
        elif self.family is Family.HID:
            self._send(stroke(DIGIT_BLOCK[key]))
        else:
            first = ASCII_FIRST_KEY if self.family is Family.RAW_ASCII else BINARY_FIRST_KEY
            self._send(bytes([first + key - 1]))

    def hold(self, key: int) -> None:
        """Press a key that stays down, reported again and again (by the kernel's auto-repeat for HID)."""
        self.let_go()
        self._let_go = threading.Event()
        self._stuck_thread = threading.Thread(target=self._repeat, args=(key,), name="stuck key", daemon=True)
        self._stuck_thread.start()

    def let_go(self) -> None:
        """The held key comes up."""
        thread, self._stuck_thread = self._stuck_thread, None
        if thread is not None:
            self._let_go.set()
            thread.join()

    def time_out(self) -> None:
        """The keypad's own clock ends the question, without anybody's waiting for it."""
        with self._changed:
            asked, self.asking = self.asking, False
        if asked:
            self._send(encode_message(TimedOut()))

    def inject(self, fault: Fault | KeypadFault, *, times: int | None = None) -> None:
        """From now on something is wrong, for ever or some times. The plug's faults happen at once."""
        match fault:
            case Fault.UNPLUG:
                self.end.unplug()
            case Fault.REPLUG:
                self.end.replug()
            case Fault.RENUMBER:
                self.end.renumber()
            case KeypadFault.KEY_STUCK:
                self.hold(KEYS[0])
            case _:
                with self._changed:
                    self._fault, self._fault_times = fault, times

    def heal(self) -> None:
        """Nothing is wrong any more; an unplugged line still needs `Fault.REPLUG`."""
        self.let_go()
        with self._changed:
            self._fault = None

    def wait_for(self, verb: Verb, count: int = 1, timeout_s: float = 5.0) -> bool:
        """Block until the host has sent the verb so often; False when it did not in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self.requests.count(verb) >= count, timeout_s)

    def _serve(self, data: bytes) -> Iterator[bytes]:
        if self.family is not Family.FRAMED:
            return
        for body in self._frames.feed(data):
            if isinstance(body, Damaged):
                yield encode_message(Refused(Trouble.BAD_CHECKSUM))
                continue
            with self._changed:
                fault = self._next_fault()
                refused = fault is KeypadFault.REFUSES or (
                    fault is KeypadFault.ONLY_PONGS and body[0] != Verb.PING
                )
                answer = Refused(Trouble.BAD_DATA) if refused else self._obey(body[0], body[1:])
                self._changed.notify_all()
            if fault is Fault.SLOW:
                self.end.pause(SLOW_S)
            if answer is not None:
                reply = encode_message(answer)
                yield spoil(reply, fault) if isinstance(fault, Fault) else reply

    def _obey(self, number: int, data: bytes) -> Message | None:
        """Do what the host says; the answer, None for the commands that have none."""
        if number not in set(Verb):
            return Refused(Trouble.UNKNOWN_COMMAND)
        verb = Verb(number)
        self.requests.append(verb)
        value = data[0] if len(data) == 1 else None
        match verb, value:
            case (Verb.PING, None):
                return Pong(VERSION)
            case (Verb.CANCEL, None):
                self.asking = False
                return Cancelled()
            case (Verb.START, int()) if value:
                self.asking = True
                return Started()
            case (Verb.VOICE, int(prompt)):
                self.prompts.append(prompt)
            case (Verb.LEDS, int(mask)) if mask <= ALL_LEDS:
                self.leds = mask
            case (Verb.STARS, int(count)) if count <= MAX_STARS:
                self.stars = count
            case _:
                return Refused(Trouble.BAD_DATA)
        return None

    def _next_fault(self) -> Fault | KeypadFault | None:
        fault = self._fault
        if fault is not None and self._fault_times is not None:
            self._fault_times -= 1
            if self._fault_times <= 0:
                self._fault = None
        return fault

    def _repeat(self, key: int) -> None:
        value = KEY_DOWN
        while True:
            if self.family is Family.HID:
                self._send(_report(key, value))
            else:
                self.press(key)
            if self._let_go.wait(REPEAT_S):
                break
            value = KEY_HELD
        if self.family is Family.HID:
            self._send(_report(key, KEY_UP))

    def _send(self, data: bytes) -> None:
        """Bytes that nobody asked for, spoilt like an answer."""
        with self._changed:
            fault = self._next_fault() if self.family is Family.FRAMED else self._fault
        self.end.send(spoil(data, fault) if isinstance(fault, Fault) else data)


def _report(key: int, value: int) -> bytes:
    event = InputEvent(EV_KEY, DIGIT_BLOCK[key], value)
    return pack_event(event) + pack_event(InputEvent(EV_SYN, SYN_REPORT, 0))
