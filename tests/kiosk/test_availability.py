"""The gate closes what cannot be served, and only that."""

import asyncio

import pytest

from drivers.device import Cause, Device, DeviceState, DeviceStatus
from kiosk import words
from kiosk.availability import Availability
from kiosk.center.contract import Item
from kiosk.center.reference.items import load_catalogue

ITEMS = {
    item.kind: item
    for item in load_catalogue().document.items
    if item.code in {"352014901000", "350511902000"}  # 个人参保证明打印, 临时救助申请
}
ONLINE = DeviceStatus(DeviceState.ONLINE)


class Fitted(Device):
    """A device that is as it is told."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@pytest.fixture
def devices() -> dict[str, Fitted]:
    kinds = ("id_card", "receipt_printer", "a4_printer", "document_scanner")
    fitted = {kind: Fitted(kind) for kind in kinds}
    for device in fitted.values():
        device._publish(ONLINE)
    return fitted


@pytest.fixture
def gate(devices: dict[str, Fitted]) -> Availability:
    return Availability(devices.values(), enrolled=True)


def open_kinds(gate: Availability) -> str:
    return "".join(sorted(kind for kind, item in ITEMS.items() if gate.reason(item) is None))


def test_with_all_devices_every_item_is_open(gate: Availability):
    assert open_kinds(gate) == "AP"


@pytest.mark.requirement("R5")
@pytest.mark.parametrize(
    ("kind", "still_open"),
    [("id_card", ""), ("receipt_printer", "P"), ("a4_printer", "A"), ("document_scanner", "P")],
)
def test_one_device_closes_only_what_needs_it(devices, gate: Availability, kind: str, still_open: str):
    devices[kind]._publish(DeviceStatus(DeviceState.NO_DEVICE, frozenset({Cause.LINE_LOST})))
    assert open_kinds(gate) == still_open


@pytest.mark.requirement("R80")
def test_an_item_that_prints_closes_without_paper(devices, gate: Availability):
    devices["a4_printer"]._publish(DeviceStatus(DeviceState.USER_ERROR, frozenset({Cause.PAPER_OUT})))
    assert gate.reason(ITEMS["P"]) == words.CLOSED_NO_A4


@pytest.mark.requirement("R85")
@pytest.mark.parametrize(
    "status", [DeviceStatus(DeviceState.BUSY), DeviceStatus(DeviceState.ONLINE, frozenset({Cause.PAPER_LOW}))]
)
def test_busy_and_a_warning_close_nothing(devices, gate: Availability, status: DeviceStatus):
    devices["receipt_printer"]._publish(status)
    assert open_kinds(gate) == "AP"


def test_a_device_nobody_has_asked_yet_is_not_trusted():
    assert Availability([Fitted("id_card")], enrolled=True).reason(ITEMS["A"]) == words.CLOSED_PREPARING


@pytest.mark.requirement("R2")
def test_a_terminal_without_number_and_key_serves_nothing(devices):
    gate = Availability(devices.values(), enrolled=False)
    assert {gate.reason(item) for item in ITEMS.values()} == {words.CLOSED_NOT_ENROLLED}


def test_without_the_centre_an_application_waits_and_a_certificate_closes(gate: Availability):
    gate.centre_answers(False)
    assert open_kinds(gate) == "A"
    gate.centre_answers(True)
    assert open_kinds(gate) == "AP"


async def test_the_bell_rings_on_changes_only(devices, gate: Availability):
    with gate.changed.heard() as changed:
        gate.centre_answers(True)
        devices["id_card"]._publish(ONLINE)
        await asyncio.sleep(0)
        assert not changed.is_set()
        await asyncio.to_thread(devices["id_card"]._publish, DeviceStatus(DeviceState.OFFLINE))
        await asyncio.wait_for(changed.wait(), 5)


def test_the_reason_names_another_way(gate: Availability):
    item: Item = ITEMS["A"]
    gate = Availability([], enrolled=True)
    reason = gate.reason(item)
    assert reason is not None
    assert "窗口" in reason.zh
