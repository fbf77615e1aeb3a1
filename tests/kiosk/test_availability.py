"""The gate closes what cannot be served, and only that."""

import asyncio

import pytest

from drivers.device import Cause, Device, DeviceState, DeviceStatus
from kiosk import words
from kiosk.availability import Availability
from kiosk.center.contract import Item
from kiosk.center.reference.items import load_catalogue
from kiosk.config import SHIPPED, Settings, load
from kiosk.devices import built
from offline_queue.backlog import Gate, Reason

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


PAPER_LOW = DeviceStatus(DeviceState.ONLINE, frozenset({Cause.PAPER_LOW}))


@pytest.mark.requirement("R85")
def test_a_warning_closes_nothing(devices, gate: Availability):
    devices["receipt_printer"]._publish(PAPER_LOW)
    assert open_kinds(gate) == "AP"


@pytest.mark.requirement("R85")
def test_a_busy_device_asks_for_a_moment(devices, gate: Availability):
    devices["a4_printer"]._publish(DeviceStatus(DeviceState.BUSY))
    assert gate.reason(ITEMS["P"]) == words.CLOSED_BUSY
    assert open_kinds(gate) == "A"


@pytest.mark.requirement("R80")
def test_paper_that_is_low_closes_where_the_deployer_wants_it(devices):
    settings = Settings.model_validate({"devices": {"receipt_printer": {"paper_low": "close"}}})
    gate = Availability(devices.values(), enrolled=True, settings=settings)
    devices["receipt_printer"]._publish(PAPER_LOW)
    devices["a4_printer"]._publish(PAPER_LOW)
    assert open_kinds(gate) == "P"


@pytest.mark.requirement("R85", "R95")
def test_what_a_disabled_device_would_serve_is_hidden_and_not_grey(devices, gate: Availability):
    devices["document_scanner"].disable()
    assert [item.kind for item in ITEMS.values() if gate.offers(item)] == ["P"]


def test_the_mains_the_clock_and_a_full_post_room_close_what_they_must(gate: Availability):
    gate.mains(False)
    assert open_kinds(gate) == ""
    gate.mains(True)
    gate.clock_is_right(False)
    assert {gate.reason(item) for item in ITEMS.values()} == {words.CLOSED_CLOCK}
    gate.clock_is_right(True)
    gate.post_room(Gate(Reason.DISK))
    assert open_kinds(gate) == "P"
    gate.post_room(Gate())
    assert open_kinds(gate) == "AP"


@pytest.mark.requirement("R69")
def test_a_closed_item_names_a_terminal_nearby_the_window_with_its_hours_and_the_phone(devices):
    near = {"place_zh": "市民广场 24 小时自助区", "place_en": "Citizens' Square"}
    settings = Settings.model_validate({"terminal": {"nearby": [near]}})
    gate = Availability(devices.values(), enrolled=True, settings=settings)
    item, guide = ITEMS["A"], load_catalogue().document.guides[ITEMS["A"].code]
    assert gate.closed(item, guide) is None
    devices["id_card"]._publish(DeviceStatus(DeviceState.NO_DEVICE))
    closed = gate.closed(item, guide)
    assert closed is not None
    for said in ("市民广场", guide.place.zh, guide.hours.zh, guide.phone):
        assert said in closed.text.zh


@pytest.mark.requirement("R95")
@pytest.mark.parametrize(
    ("profile", "offered"),
    [("full", "AP"), ("no-scanner-no-a4", ""), ("print-only", "P"), ("information", "AP")],
)
def test_the_profile_of_a_model_filters_the_list(tmp_path, profile: str, offered: str):
    file = tmp_path / "kiosk.toml"
    file.write_text(f'device_profile = "{profile}"\n', encoding="utf-8")
    settings = load(SHIPPED, file)
    gate = Availability(built(settings.devices, ()).all(), enrolled=True, settings=settings)
    assert "".join(sorted(item.kind for item in ITEMS.values() if gate.offers(item))) == offered
    if profile == "information":
        assert {gate.reason(item) for item in ITEMS.values()} == {words.CLOSED_GUIDES_ONLY}


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
