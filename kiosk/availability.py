"""The gate: which service is open now, and if not, why, and where to go instead (P4).

The answer stands before the citizen invests effort: on the tile and on the guide, not behind the ID card.
"""

from collections.abc import Iterable, Mapping

from drivers.device import Device, DeviceState, DeviceStatus
from kiosk import words
from kiosk.bell import Bell
from kiosk.center.contract import Item, Need
from screens.text import Text

NEEDS: Mapping[Need, tuple[str, Text]] = {
    Need.ID: ("id_card", words.CLOSED_NO_READER),
    Need.SCAN: ("document_scanner", words.CLOSED_NO_SCANNER),
    Need.PRINT_SLIP: ("receipt_printer", words.CLOSED_NO_SLIP),
    Need.PRINT_A4: ("a4_printer", words.CLOSED_NO_A4),
}


class Availability:
    """Joins device status, enrolment and the centre into one answer per item."""

    def __init__(self, devices: Iterable[Device], *, enrolled: bool) -> None:
        self._devices = {device.kind: device for device in devices}
        self._enrolled = enrolled
        self._centre_answers = True
        self.changed = Bell()
        for device in self._devices.values():
            device.subscribe(self._device_changed)

    def reason(self, item: Item) -> Text | None:
        """Why `item` is closed here and now, or None when it is open."""
        if not self._enrolled:
            return words.CLOSED_NOT_ENROLLED
        for need in item.needs:
            if need in NEEDS:
                kind, closed = NEEDS[need]
                status = self._status(kind)
                if status.state is DeviceState.UNKNOWN:
                    return words.CLOSED_PREPARING
                if not status.usable:
                    return closed
        if item.kind == "P" and not self._centre_answers:
            # An application waits in the post room; a certificate can only come from the centre now.
            return words.CLOSED_NO_CENTRE
        return None

    def centre_answers(self, answers: bool) -> None:
        """Notes whether the centre was reached at the last call."""
        if answers != self._centre_answers:
            self._centre_answers = answers
            self.changed.ring()

    def _status(self, kind: str) -> DeviceStatus:
        device = self._devices.get(kind)
        return device.status if device is not None else DeviceStatus(DeviceState.NO_DEVICE)

    def _device_changed(self, device: Device, status: DeviceStatus) -> None:
        del device, status
        self.changed.ring()
