"""The kiosk over another centre: whatever has the calls of the client serves, in its own words."""

import re
from pathlib import Path

import pytest

from kiosk import app
from kiosk.center.contract import ProofRequest
from kiosk.simulation.visits import apply, certificate
from tests.flows.conftest import Hall
from tests.flows.test_own_licences import lists, looks_at

HALL = Path(app.__file__).parent
CORE = ("journeys", "cases", "documents", "catalog")
WIRE = re.compile(r"[\"'](receiveNo|queryCode|certNo|certType|localNo|terminalNo|itemCode)[\"']")


class VendorCentre:
    """An adapter that is no CenterClient; a certificate is asked for in a vendor's own words."""

    def __init__(self, far_end) -> None:
        self._far_end = far_end
        self.heard: list[dict[str, str]] = []
        for call in ("deliver", "deliver_batch", "catalog", "current_version", "held", "paper"):
            setattr(self, call, getattr(far_end, call))
        self.own_licences, self.licence_copy = far_end.own_licences, far_end.licence_copy

    @property
    def offset_s(self) -> float:
        return float(self._far_end.offset_s)

    def certificate(self, item_code, request, key):
        self.heard.append(
            {"SXBM": item_code, "XM": request.name, "ZJHM": request.cert_no, "ZJLX": request.cert_type.value,
             "ZDBH": request.terminal_no, "LSH": request.local_no}
        )  # fmt: skip
        said = self.heard[-1]
        asked = ProofRequest(
            name=said["XM"], cert_no=said["ZJHM"], cert_type=said["ZJLX"],
            terminal_no=said["ZDBH"], local_no=said["LSH"], chosen=request.chosen,
        )  # fmt: skip
        return self._far_end.certificate(said["SXBM"], asked, key)


@pytest.mark.requirement("R82")
def test_whole_visits_are_lived_over_another_implementation_of_the_centre(hall: Hall, monkeypatch):
    ours, vendors = app._center, []

    def theirs(settings):
        vendors.append(VendorCentre(ours(settings)))
        return vendors[-1]

    monkeypatch.setattr(app, "_center", theirs)

    async def scene(citizen, terminal, _stage):
        await certificate(citizen, hall.rig)
        await citizen.sees("Home")
        await apply(citizen, hall.rig)
        await citizen.sees("Home")
        await lists(citizen, hall, terminal)
        await looks_at(citizen, terminal, "居民户口簿")

    hall.live(scene)
    assert [len(vendor.heard) for vendor in vendors] == [1]
    assert len(hall.rig.a4.received) == 2  # the certificate, and the acceptance of the application


@pytest.mark.requirement("R82")
def test_the_hall_names_no_field_as_it_is_called_on_the_wire():
    files = [file for part in CORE for file in sorted((HALL / part).rglob("*.py"))]
    assert len(files) > 50
    assert [file.name for file in files if WIRE.search(file.read_text(encoding="utf-8"))] == []
