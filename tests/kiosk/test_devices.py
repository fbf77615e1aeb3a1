"""A terminal may lack any device; an empty slot is a device that is not there."""

import sys
from contextlib import suppress

import pytest

from drivers.device import Cause, DeviceError, DeviceState
from kiosk import config, devices


@pytest.mark.requirement("R95")
async def test_an_empty_slot_is_no_device_and_never_an_error_at_the_start():
    fitted = devices.built(config.Devices(), ())
    for device in fitted.all():
        with suppress(DeviceError):  # the drivers differ in whether they look before they are asked
            await device.open()
        status = await device.check()
        assert status.state is DeviceState.NO_DEVICE
        assert status.causes <= {Cause.NOT_FOUND, Cause.LINE_LOST}
        await device.close()


ACME = """
from drivers.device import Device, DeviceState, DeviceStatus

class AcmeReader(Device):
    kind = "id_card"
    def __init__(self, name, station):
        super().__init__(name)
        self.station = station
    async def read(self): ...
    async def wait_removed(self): ...

class NoReader(Device):
    kind = "id_card"

def fit(fitting):
    return AcmeReader(fitting.slot, fitting.settings["options"]["station"])

def fit_less(fitting):
    return NoReader(fitting.slot)
"""
ENTRY_POINTS = """
[e_kiosk.drivers]
acme = acme_kiosk:fit
acme_less = acme_kiosk:fit_less
acme_gone = acme_kiosk.gone:fit
"""


@pytest.fixture
def acme(tmp_path, monkeypatch):
    """A package of somebody else's, installed beside ours."""
    (tmp_path / "acme_kiosk.py").write_text(ACME, encoding="utf-8")
    info = tmp_path / "acme_kiosk-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(ENTRY_POINTS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("acme_kiosk", None)


def with_reader(**table: object) -> devices.Devices:
    return devices.built(config.Devices.model_validate({"id_card": table}), ())


@pytest.mark.usefixtures("acme")
def test_a_driver_of_another_package_serves_the_slot_that_names_it():
    fitted = with_reader(driver="acme", options={"station": 7})
    assert type(fitted.id_card).__name__ == "AcmeReader"
    assert (fitted.id_card.name, fitted.id_card.station) == ("id_card", 7)
    assert fitted.receipt_printer.kind == "receipt_printer"


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"driver": "acne"}, "there is no driver “acne”; installed: .*acme"),
        ({"driver": "acme_gone"}, "devices.id_card.driver: “acme_gone” cannot be loaded"),
        ({"driver": "acme_less"}, "“acme_less” is no driver for this device"),
        ({"driver": "acme"}, "devices.id_card: the driver does not take these settings"),
    ],
)
def test_a_driver_that_cannot_serve_is_named_before_the_kiosk_opens(table, told):
    with pytest.raises(config.SettingsError, match=told):
        with_reader(**table)
