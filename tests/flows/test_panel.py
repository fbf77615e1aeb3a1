"""The bench panel: a person with a mouse can live the whole visit and break and heal every device."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

from drivers.keypad.protocol import Verb
from kiosk import words
from kiosk.simulation.bench import codes
from kiosk.simulation.citizen import Citizen
from kiosk.simulation.panel import BenchPanel
from kiosk.simulation.visits import APPLICATION, CERTIFICATE, open_guide
from kiosk.terminal import Terminal
from screens import finger
from screens.stage import Stage
from tests.flows.conftest import Hall

LOOK_S = 0.02
PATIENCE_S = 20.0
PRESS_AGAIN_S = 1.0


class Hand:
    """Clicks on the panel and reads it."""

    def __init__(self, panel: BenchPanel) -> None:
        self.panel = panel

    async def clicks(self, name: str) -> None:
        await self.until(lambda: (item := finger.find(self.panel.window, name)) and item.isEnabled(), name)
        self._scroll_to(name)
        finger.touch(self.panel.window, name)

    def _scroll_to(self, name: str) -> None:
        """Turns the panel's left side so that the thing of that name can be seen, as a person does."""
        item = finger.find(self.panel.window, name)
        left = finger.find(self.panel.window, "left")
        assert item is not None
        assert left is not None
        if not finger.on_glass(item):
            middle = left.mapFromScene(item.mapToScene(QPointF(item.width() / 2, item.height() / 2))).y()
            left.setProperty("contentY", left.property("contentY") + middle - left.height() / 2)

    def reads(self, name: str) -> str:
        item = finger.find(self.panel.window, name)
        return str(item.property("text")) if item is not None else ""

    async def sees(self, name: str, text: str) -> None:
        await self.until(lambda: text in self.reads(name), f"{name}: {text}")

    async def until(self, holds: Callable[[], object], awaited: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not holds():  # noqa: ASYNC110  what Qt shows sets no event of this loop
                    await asyncio.sleep(LOOK_S)
        except TimeoutError:
            raise AssertionError(f"the panel never showed {awaited}") from None


Scene = Callable[[Citizen, Hand, Terminal], Awaitable[None]]


def at_the_panel(hall: Hall, scene: Scene, *, end_it: bool = True) -> None:
    """Lives `scene` before kiosk and panel; the panel must end without warnings of its QML."""
    warnings: list[str] = []

    async def both(citizen: Citizen, terminal: Terminal, stage: Stage) -> None:
        panel = BenchPanel(hall.rig, terminal, stage)
        panel.open()
        panel.window.engine().warnings.connect(lambda found: warnings.extend(e.toString() for e in found))
        painted = asyncio.Event()
        panel.window.frameSwapped.connect(painted.set)
        running = asyncio.ensure_future(panel.run())
        try:
            await painted.wait()  # before that nothing stands where the eye would see it
            await scene(citizen, Hand(panel), terminal)
            if end_it:
                panel.window.hide()
            await asyncio.wait_for(running, PATIENCE_S)
        finally:
            running.cancel()
            await panel.close()

    hall.live(both)
    assert warnings == []


def test_every_page_of_the_kiosk_has_its_advice():
    from kiosk.simulation.bench.advice import PAGES
    from screens import pages

    assert set(PAGES) == {path.stem for path in Path(pages.__file__).parent.glob("*.qml")}


def test_a_card_that_is_clicked_is_read_and_two_visits_follow_each_other(hall: Hall):
    async def visit(citizen: Citizen, hand: Hand, card: str) -> None:
        await hand.sees("advice", "点一个事项")
        await open_guide(citizen, CERTIFICATE)
        await citizen.touches("primary")
        await citizen.sees("PresentCard")
        await hand.sees("advice", "点一张卡")
        await hand.clicks(f"card:{card}")
        await citizen.sees("TakeSlip")
        await hand.sees("advice", "撕下凭条")
        await hand.clicks("tear")
        await hand.sees("advice", "蓝色按钮")
        await citizen.touches("primary")
        await citizen.sees("Rate")
        await citizen.touches("level:very_satisfied")
        await citizen.touches("primary")
        await citizen.sees("Farewell")
        await hand.sees("advice", "取走证件")
        await hand.clicks("lift")
        await citizen.touches("anywhere")

    async def scene(citizen, hand, terminal):
        await visit(citizen, hand, "elder")
        await visit(citizen, hand, "foreigner_2017")
        await citizen.sees("Home")
        await hand.clicks("look_up")
        await hand.sees("record:编号 No.", terminal.ledger.last_number())

    at_the_panel(hall, scene)
    assert len(hall.rig.a4.received) == 2


def test_a_page_that_is_clicked_lies_under_the_scanner(hall: Hall):
    async def scene(citizen, hand, _terminal):
        await open_guide(citizen, APPLICATION)
        await citizen.touches("primary")
        await citizen.sees("PresentCard")
        await hand.clicks("card:resident")
        await citizen.sees("FillForm")
        await citizen.fills({"phone": "13800000000", "familySize": "3", "monthlyIncome": "1200"})
        await citizen.chooses("illness")
        await citizen.touches("primary")
        await citizen.sees("ScanPage")
        await hand.sees("advice", "示例材料")
        await hand.clicks("page:invented")
        await citizen.sees("ScanPage", where=("help", "放好了"))
        await hand.sees("advice", "拍照")
        await hand.clicks("clear")
        await hand.sees("advice", "示例材料")

    at_the_panel(hall, scene)


def test_a_picture_that_is_dropped_lies_under_the_scanner(hall: Hall, tmp_path: Path):
    picture = tmp_path / "a page.png"
    cv2.imwrite(str(picture), np.full((300, 400, 3), 90, np.uint8))
    no_picture = tmp_path / "notes.png"
    no_picture.write_text("nothing to see")

    async def scene(_citizen, hand, _terminal):
        for path in (no_picture, picture):
            paper = QMimeData()
            paper.setUrls([QUrl.fromLocalFile(str(path))])
            desk = finger.find(hand.panel.window, "desk")
            at = desk.mapToScene(QPointF(20, 60))
            plain = (Qt.DropAction.CopyAction, paper, Qt.MouseButton.LeftButton)
            enter = QDragEnterEvent(at.toPoint(), *plain, Qt.KeyboardModifier.NoModifier)
            QGuiApplication.sendEvent(hand.panel.window, enter)
            QGuiApplication.sendEvent(
                hand.panel.window, QDropEvent(at, *plain, Qt.KeyboardModifier.NoModifier)
            )
            if path is no_picture:
                await hand.sees("trouble", "no picture")
        await hand.until(lambda: finger.find(hand.panel.window, "clear").isEnabled(), "the page")
        assert hand.reads("trouble") == ""

    at_the_panel(hall, scene)


@pytest.mark.parametrize(
    ("way", "state"),
    [
        ("id_card:no_answer", "无应答"),
        ("receipt_printer:paper_out", "缺纸"),
        ("a4_printer:media-jam", "卡纸"),
        ("document_scanner:no_answer", "无应答"),
    ],
)
def test_a_device_that_is_broken_by_hand_shows_it_and_heals(hall: Hall, way: str, state: str):
    kind = way.partition(":")[0]

    async def scene(_citizen, hand, terminal):
        device = next(each for each in terminal.devices.all() if each.kind == kind)
        await hand.clicks(f"way:{way}")
        await hand.until(lambda: hand.panel._acts.devices[kind].broken, way)
        await device.check()
        await hand.sees(f"state:{kind}", state)
        await hand.clicks(f"heal:{kind}")
        await hand.until(lambda: not hand.panel._acts.devices[kind].broken, f"{kind} healed")
        await device.open()
        await device.check()
        await hand.sees(f"state:{kind}", "正常")

    at_the_panel(hall, scene)


def test_a_plug_that_is_pulled_and_put_back_is_noticed_both_times(hall: Hall):
    async def scene(_citizen, hand, terminal):
        devices = terminal.devices.all()
        hands = hand.panel._acts.devices
        fitted = [device for device in devices if device.kind in hands]
        assert len(fitted) >= 4
        for device in fitted:
            await hand.clicks(f"plug:{device.kind}")
        await hand.until(lambda: not any(hands[device.kind].plugged for device in fitted), "the plugs out")
        for device in fitted:
            await device.check()
            assert not device.status.usable
        for device in fitted:
            await hand.clicks(f"plug:{device.kind}")
        for device in fitted:
            await hand.sees(f"state:{device.kind}", "正常")

    at_the_panel(hall, scene)


def test_a_centre_that_is_cut_closes_the_certificate_until_it_is_back_under_its_address(hall: Hall):
    async def scene(citizen, hand, _terminal):
        await open_guide(citizen, CERTIFICATE)
        await hand.clicks("plug:centre")
        await hand.until(lambda: not hand.panel._acts.devices["centre"].plugged, "the cut")
        await hand.clicks("card:resident")
        await citizen.touches("primary")
        await citizen.sees("Notice", where=("body", words.CENTRE_AWAY_BODY.zh))
        await hand.clicks("heal:centre")
        await hand.until(lambda: hand.panel._acts.devices["centre"].plugged, "the centre")
        await citizen.touches("primary")
        await citizen.sees("TakeSlip")

    at_the_panel(hall, scene)


@pytest.mark.parametrize("whose", ["panel", "kiosk"])
def test_closing_either_window_ends_both(hall: Hall, whose: str):
    async def scene(citizen, hand, terminal):
        window = hand.panel.window if whose == "panel" else terminal.stage.glass.window
        window.close()

    at_the_panel(hall, scene, end_it=False)


def test_a_code_held_before_the_scanner_is_read_and_a_key_of_the_keypad_heard(hall: Hall):
    async def scene(_citizen, hand, terminal):
        scanner, keypad = terminal.devices.qr_scanner, terminal.devices.keypad
        reading = asyncio.ensure_future(scanner.read())
        await hand.clicks("code:chinese")
        assert (await reading).text == codes.CODES["chinese"][1]
        asking = asyncio.ensure_future(keypad.ask(PATIENCE_S))
        await hand.until(lambda: Verb.START in hall.rig.keypad.requests, "the question")
        while not asking.done():  # a key pressed before the keypad says that it asks is no answer
            await hand.clicks("key:4")
            await asyncio.wait([asking], timeout=PRESS_AGAIN_S)
        assert await asking == 4

    at_the_panel(hall, scene)
