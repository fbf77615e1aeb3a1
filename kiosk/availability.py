"""The gate: which service is open now, and if not, why, and where to go instead (P4).

The answer stands before the citizen invests effort: on the tile and on the guide, not behind the ID card. It
joins the devices, the post room (queue and disk), the clock, the mains and the centre.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drivers.device import Cause, Device, DeviceState, DeviceStatus
from kiosk import words
from kiosk.bell import Bell
from kiosk.center.contract import AT_ANY_TERMINAL, Guide, Item, Need
from kiosk.config import Settings
from offline_queue.backlog import Gate
from screens.text import Text

NEEDS: Mapping[Need, tuple[str, Text]] = {
    Need.ID: ("id_card", words.CLOSED_NO_READER),
    Need.SCAN: ("document_scanner", words.CLOSED_NO_SCANNER),
    Need.PRINT_SLIP: ("receipt_printer", words.CLOSED_NO_SLIP),
    Need.PRINT_A4: ("a4_printer", words.CLOSED_NO_A4),
}


@dataclass(frozen=True)
class Closed:
    """Why an item is closed here and now, and the ways that are left: terminals, window with hours, phone."""

    reason: Text
    ways: tuple[Text, ...] = ()

    @property
    def text(self) -> Text:
        """Reason and ways, one a line."""
        lines = (self.reason, *self.ways)
        return Text("\n".join(line.zh for line in lines), "\n".join(line.in_("en") for line in lines))


class Availability:
    """Joins what is known of the terminal into one answer per item; told from any thread."""

    def __init__(
        self, devices: Iterable[Device], *, enrolled: bool, settings: Settings | None = None
    ) -> None:
        self._devices = {device.kind: device for device in devices}
        self._enrolled = enrolled
        self._settings = settings or Settings()
        self._centre_answers = True
        self._post_room = Gate()
        self._clock_is_right = True
        self._mains = True
        self.changed = Bell()
        for device in self._devices.values():
            device.subscribe(self._device_changed)

    def offers(self, item: Item) -> bool:
        """Whether `item` is for this terminal at all: one whose device is disabled is hidden (R85, R95)."""
        if self._settings.terminal.guides_only or not item.startable:
            return True  # a guide needs no device
        return all(self._status(NEEDS[need][0]).state is not DeviceState.DISABLED for need in _known(item))

    def reason(self, item: Item) -> Text | None:
        """Why `item` is closed here and now, or None when it is open."""
        return self._terminal_is_closed() or _unchecked(item) or self._missing(item) or self._no_room(item)

    def closed(self, item: Item, guide: Guide) -> Closed | None:
        """The same with the ways to go instead."""
        reason = self.reason(item)
        return None if reason is None else Closed(reason, self.ways(guide))

    @property
    def takes_requests(self) -> bool:
        """Whether something can be left for a department (R9): that needs no device, and no network."""
        return self._terminal_is_closed() is None and self._post_room.is_open

    def trouble(self, needs: Iterable[Need]) -> Text | None:
        """Which device of `needs`, still to be used in a visit that has begun, is out of order."""
        for need in needs:
            kind, reason = NEEDS[need]
            status = self._status(kind)
            if not status.usable and status.state is not DeviceState.UNKNOWN:
                return reason
        return None

    @property
    def centre_answering(self) -> bool:
        """Whether the centre was reached at the last call."""
        return self._centre_answers

    def centre_answers(self, answers: bool) -> None:
        """Notes whether the centre was reached at the last call."""
        self._note("_centre_answers", answers)

    def post_room(self, gate: Gate) -> None:
        """Notes whether the post room takes more: by what waits there, and by the disk."""
        self._note("_post_room", gate)

    def clock_is_right(self, right: bool) -> None:
        """Notes whether this machine's clock may stand on a paper."""
        self._note("_clock_is_right", right)

    def mains(self, present: bool) -> None:
        """Notes whether the mains are there; on the battery nobody begins."""
        self._note("_mains", present)

    def _terminal_is_closed(self) -> Text | None:
        """What closes everything."""
        reasons = (
            (not self._mains, words.CLOSED_NO_MAINS),
            (self._settings.terminal.guides_only, words.CLOSED_GUIDES_ONLY),
            (not self._enrolled, words.CLOSED_NOT_ENROLLED),
            (not self._clock_is_right, words.CLOSED_CLOCK),
        )
        return next((reason for holds, reason in reasons if holds), None)

    def _missing(self, item: Item) -> Text | None:
        for need in _known(item):
            kind, closed = NEEDS[need]
            status = self._status(kind)
            if status.state is DeviceState.UNKNOWN:
                return words.CLOSED_PREPARING
            if status.state is DeviceState.BUSY:
                return words.CLOSED_BUSY
            if not status.usable or self._paper_ends(kind, status):
                return closed
        return None

    def _no_room(self, item: Item) -> Text | None:
        if item.tool in {"calculator", "places", "copy"}:
            return None  # known here
        if item.kind in {"P", "N"} or item.tool in {"lookup", "licences", "booking"}:
            # An application waits in the post room; a certificate or a time comes from the centre now.
            return None if self._centre_answers else words.CLOSED_NO_CENTRE
        return None if self._post_room.is_open else words.CLOSED_POST_ROOM

    def _paper_ends(self, kind: str, status: DeviceStatus) -> bool:
        """PAPER_LOW is a warning, unless the settings say that a paper must not end in mid-visit."""
        policy = getattr(getattr(self._settings.devices, kind), "paper_low", "warn")
        return policy == "close" and Cause.PAPER_LOW in status.causes

    def ways(self, guide: Guide) -> tuple[Text, ...]:
        """Where else: another terminal, the window with its hours, the phone."""
        terminal = self._settings.terminal
        ways = [
            Text(
                words.WAY_WINDOW.zh.format(guide.place.zh, guide.hours.zh),
                words.WAY_WINDOW.en.format(guide.place.en, guide.hours.en),
            )
        ]
        if terminal.nearby:
            zh = "；".join(near.place_zh for near in terminal.nearby)
            en = "; ".join(near.place_en for near in terminal.nearby)
            ways.insert(0, Text(words.WAY_TERMINAL.zh.format(zh), words.WAY_TERMINAL.en.format(en)))
        phone = guide.phone or terminal.phone
        if phone:
            ways.append(words.filled(words.WAY_PHONE, phone=phone))
        return tuple(ways)

    def _status(self, kind: str) -> DeviceStatus:
        device = self._devices.get(kind)
        return device.status if device is not None else DeviceStatus(DeviceState.NO_DEVICE)

    def _note(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.ring()

    def _device_changed(self, device: Device, status: DeviceStatus) -> None:
        del device, status
        self.changed.ring()


class Unasked(Availability):
    """The gate as every start finds it: no device has answered yet."""

    def _status(self, kind: str) -> DeviceStatus:
        status = super()._status(kind)
        return status if status.state is DeviceState.DISABLED else DeviceStatus(DeviceState.UNKNOWN)


def _known(item: Item) -> tuple[Need, ...]:
    needs = (*item.needs, *(item.otherwise if item.checks else ()))
    return tuple(Need(need) for need in needs if need in NEEDS)


def _unchecked(item: Item) -> Text | None:
    """The kind of verification that no terminal of ours can do, where nothing does in its place (R30)."""
    if not item.checks or (item.otherwise and AT_ANY_TERMINAL.issuperset(item.otherwise)):
        return None
    return words.CLOSED_CHECKS.get(item.checks[0], words.CLOSED_CHECK)
