"""The codes of what is done online (R21): on the glass and on A4, without any card."""

import numpy as np
import pikepdf
import pytest
import zxingcpp
from PySide6.QtGui import QImage

from kiosk.catalog import ways
from kiosk.center.contract import Channel
from tests.flows.conftest import Hall


def codes_on(glass: QImage) -> set[str]:
    """What a phone reads from a photograph of the glass."""
    grey = glass.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    picture = np.ascontiguousarray(rows[:, : grey.width()])
    return {code.text for code in zxingcpp.read_barcodes(picture)}


@pytest.mark.requirement("R21")
def test_what_is_online_and_often_wanted_is_listed_with_its_codes_and_printed(hall: Hall):
    async def scene(citizen, terminal, _stage):
        listed = terminal.shelf.catalog.list
        online = ways.online(listed)
        assert online
        assert all({Channel.ONLINE, Channel.MOBILE} & set(item.channels) for item in online)
        await citizen.sees("Home")
        await citizen.touches("tile:hall")
        await citizen.sees("Leaflet")
        await citizen.touches("further")
        await citizen.sees("ShowCodes")
        shown = [each["name"] for each in terminal.stage.page_item.property("codes")]
        assert shown == [item.name.zh for item in online]
        addresses = {listed.guide_url.replace("{code}", item.code) for item in online}
        scanned = codes_on(citizen.window.grabWindow())
        assert len(scanned) > 3
        assert scanned <= addresses
        await citizen.touches("print")
        await citizen.sees("Notice")
        await citizen.touches("primary")
        await citizen.sees("ShowCodes")
        await citizen.touches("back")
        await citizen.sees("Leaflet")
        await citizen.touches("home")
        await citizen.sees("Home")

    hall.live(scene)
    (sheet,) = hall.rig.a4.received
    with pikepdf.open(sheet) as paper:
        assert str(paper.docinfo["/Title"]) == "网上办、掌上办事项二维码"
