"""The evaluation keypad: puts the question, waits for one of five keys, shines and speaks where it can."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from math import ceil

from drivers.device import Cause, Device, DeviceError, DeviceStatus
from drivers.evdev import EventSource
from drivers.fitting import Fitting
from drivers.keypad.errors import AlreadyAsking, KeypadRefused, KeyStuck, NotFitted
from drivers.keypad.framed import FramedPad
from drivers.keypad.hid import HidKeys
from drivers.keypad.pad import Fittings, Heard, Pad, PlainPad
from drivers.keypad.presses import SETTLE_S, Presses
from drivers.keypad.protocol import MAX_TIMEOUT_S, Command, KeyPressed, TimedOut, leds, stars, voice
from drivers.keypad.raw import ASCII_FIRST_KEY, BINARY_FIRST_KEY, RawKeys
from drivers.line import Line

DEFAULT_BAUD = 9600
SLICE_S = 0.2  # the longest that a cancel waits for the line


class Family(StrEnum):
    """How a keypad talks."""

    FRAMED = "framed"  # this project's own proposal
    RAW_ASCII = "raw_ascii"  # one byte, 31 to 35
    RAW_BINARY = "raw_binary"  # one byte, 01 to 05
    HID = "hid"  # a USB keypad that types digits


_FIRST_KEYS = {Family.RAW_ASCII: ASCII_FIRST_KEY, Family.RAW_BINARY: BINARY_FIRST_KEY}


class EvaluationKeypad(Device):
    """A keypad of any family at `port`: a line's url, or for HID the path of an input device.

    `fittings` says what a framed keypad has beside its keys; the other families have nothing. `grab` keeps
    the digits of a HID keypad from every window and browser.
    """

    kind = "keypad"

    def __init__(
        self,
        name: str,
        port: str,
        family: Family = Family.FRAMED,
        *,
        baud: int = DEFAULT_BAUD,
        fittings: Fittings | None = None,
        grab: bool = True,
        settle_s: float = SETTLE_S,
    ) -> None:
        super().__init__(name)
        self.family = family
        self.fittings = (fittings or Fittings()) if family is Family.FRAMED else Fittings()
        self._pad = _pad(name, port, family, baud, grab=grab)
        self._settle_s = settle_s
        self._asking = False
        self._cancelled = False
        self._warning: Cause | None = None
        self._farewell: asyncio.Task[None] | None = None

    async def ask(self, timeout_s: float) -> int | None:
        """Put the question; the key that is pressed, 1 to 5, or None after the time-out (at most 255 s) or
        `cancel`. What a key means is printed on it, and the caller's to know.

        A key that was down before the question is no answer. Cancelling the task ends the question at the
        keypad too. Raises `KeyStuck`, `KeypadRefused`, `AlreadyAsking`, `NoAnswer`, `BadReply` or `LineLost`;
        ValueError for another time-out.
        """
        if not 0 < timeout_s <= MAX_TIMEOUT_S:
            raise ValueError(f"a question lasts up to {MAX_TIMEOUT_S} s, not {timeout_s}")
        if self._asking:
            raise AlreadyAsking(self.name, "ask")
        self._asking, self._cancelled, self._warning = True, False, None
        try:
            return await self._question(time.monotonic() + timeout_s)
        except (KeyStuck, KeypadRefused) as error:
            self._warning = error.cause
            raise
        except asyncio.CancelledError:
            self._farewell = asyncio.create_task(self._abandon())
            raise
        finally:
            self._asking = False

    def cancel(self) -> None:
        """End the open question: its `ask` returns None. Does nothing when there is none."""
        self._cancelled = True

    async def light(self, mask: int) -> None:
        """Light the keys of the mask, bit 0 for key 1. Raises `NotFitted`, or as `ask`; ValueError."""
        await self._tell(leds(mask), fitted=self.fittings.leds)

    async def say(self, prompt: int) -> None:
        """Speak the model's prompt of that number. Raises as `light`."""
        await self._tell(voice(prompt), fitted=self.fittings.voice)

    async def show_stars(self, count: int) -> None:
        """Show the clerk's stars, 0 to 5. Raises as `light`."""
        await self._tell(stars(count), fitted=self.fittings.stars)

    async def _question(self, deadline: float) -> int | None:
        early = await self._run(self._pad.start, _seconds_to(deadline))
        presses = Presses(time.monotonic(), self._settle_s)
        for key in early:
            presses.note(key, time.monotonic())
        while not self._cancelled and time.monotonic() < deadline:
            heard = await self._run(self._pad.listen, min(deadline, time.monotonic() + SLICE_S))
            answer = _answer(heard, presses.is_answer)
            if answer is not None or TimedOut() in heard:
                return answer
            if presses.stuck:
                await self._run(self._pad.stop)
                raise KeyStuck(self.name, "ask")
            if heard:
                # The slice's rest, so that a held key or a noisy line does not keep host and keypad busy.
                await asyncio.sleep(SLICE_S)
                await self._run(self._pad.resume, _seconds_to(deadline))
        late = await self._run(self._pad.stop)
        return None if self._cancelled else _answer(late, presses.is_answer)

    async def _tell(self, command: Command, *, fitted: bool) -> None:
        if not fitted:
            raise NotFitted(self.name, command.name)
        await self._run(self._pad.tell, command)

    async def _abandon(self) -> None:
        with suppress(DeviceError):  # a lost line is published; nobody waits for this question any more
            await self._run(self._pad.abandon)

    def _connect(self) -> None:
        self._pad.open()

    def _disconnect(self) -> None:
        self._pad.close()

    def _examine(self) -> DeviceStatus:
        status = self._pad.examine()
        # Only the next question can find out that it works again, so the keypad stays usable.
        return replace(status, causes=status.causes | {self._warning}) if self._warning else status

    def _look(self) -> None:
        self._pad.look()

    def _identify(self) -> str:
        return self._pad.identify()


def fit(fitting: Fitting) -> EvaluationKeypad:
    """The driver's entry point; `family` and what is fitted have defaults."""
    settings = fitting.settings
    return EvaluationKeypad(
        fitting.slot,
        settings["port"],
        Family(settings.get("family", Family.FRAMED)),
        baud=settings.get("baud", DEFAULT_BAUD),
        fittings=Fittings(**{part: bool(settings.get(part)) for part in ("leds", "voice", "stars")}),
    )


def _pad(name: str, port: str, family: Family, baud: int, *, grab: bool) -> Pad:
    if family is Family.FRAMED:
        return FramedPad(Line(name, port, baud))
    if family is Family.HID:
        return PlainPad(HidKeys(EventSource(name, port, grab=grab)), proves_itself=True)
    return PlainPad(RawKeys(Line(name, port, baud), _FIRST_KEYS[family]), proves_itself=False)


def _answer(heard: tuple[Heard, ...], is_answer: Callable[[int, float], bool]) -> int | None:
    """The first key that counts; those before it are noted as held."""
    keys = (message.key for message in heard if isinstance(message, KeyPressed))
    return next((key for key in keys if is_answer(key, time.monotonic())), None)


def _seconds_to(deadline: float) -> int:
    """Whole seconds for the keypad's own clock, which ends after ours."""
    return min(MAX_TIMEOUT_S, max(1, ceil(deadline - time.monotonic()) + 1))
