"""Whole visits of citizens who see, hear or move otherwise."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.simulation.citizen import Citizen, Lost
from kiosk.simulation.visits import apply
from screens.modes import Modes
from tests.flows.conftest import Hall

MOST_STEPS = 80  # of the ring over one page


class KeysCitizen(Citizen):
    """Has five keys at hand and never touches the glass."""

    async def touches(self, name: str) -> None:
        """Moves the ring to the control of that name and presses Enter."""
        name = "primary" if name == "anywhere" else name
        await self._until(lambda: self._takes_touches(name), name)
        for _ in range(MOST_STEPS):
            here = self.window.activeFocusItem()
            if isinstance(here, QQuickItem) and here.objectName() == name and here.property("visualFocus"):
                press(self.window, Qt.Key.Key_Return)
                return
            press(self.window, Qt.Key.Key_Tab)
        raise Lost(f"no key reaches {name}")

    async def signs(self, name: str) -> None:
        """Has the name written on the pad."""
        await self._until(lambda: self._takes_touches(name), name)
        await self.touches("byName")


def press(window: QQuickWindow, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


@pytest.mark.requirement("R65")
def test_an_elder_applies_one_question_at_a_time(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, _terminal, stage):
        await citizen.sees("Home")
        await citizen.touches("elder")
        numbers.append(await apply(citizen, hall.rig))
        assert stage.modes.elder  # until the goodbye is over
        await citizen.sees("Home")
        assert stage.modes == Modes()

    hall.live(scene)
    assert_arrived(hall, *numbers)


@pytest.mark.requirement("R65")
def test_an_application_is_made_and_signed_by_keys_alone(hall: Hall):
    numbers: list[str] = []

    async def scene(_citizen, _terminal, stage):
        by_keys = KeysCitizen(stage, lambda _page: None)
        numbers.append(await apply(by_keys, hall.rig))
        await by_keys.sees("Home")

    hall.live(scene)
    assert_arrived(hall, *numbers)


def assert_arrived(hall: Hall, number: str) -> None:
    record = hall.rig.address.record(number)
    assert record is not None
    submission = record["case"]["submission"]
    assert submission["form"] | {"familySize": 3, "monthlyIncome": 120000} == submission["form"]
    assert submission["signature"]["image"]["mediaType"] == "image/png"
    assert record["evaluation"]["satisfaction"] == "very_satisfied"
