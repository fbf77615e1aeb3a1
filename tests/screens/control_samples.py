"""Every control of screens/controls in all its states."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from screens.page import Page, Trail

TOUCHED: Final = ("rest", "pressed", "focused")
STATES: Final = {
    "primary button": (*TOUCHED, "disabled", "danger"),
    "secondary button": (*TOUCHED, "disabled"),
    "header button": ("rest", "pressed"),
    "shortcut": TOUCHED,
    "tile": (*TOUCHED, "closed", "low"),
    "entry row": (*TOUCHED, "closed"),
    "choice": (*TOUCHED, "chosen", "chosen of many"),
    "switch": ("off", "on", "pressed"),
    "field": ("rest", "active", "filled", "problem"),
    "text entry": ("rest", "active", "filled", "problem"),
    "key": (*TOUCHED, "acts", "disabled"),
    "note": ("loading", "empty", "offline", "closed", "error", "success"),
    "device": ("good", "warning", "problem"),
}


@dataclass(frozen=True)
class Controls(Page[None]):
    """One kind of control."""

    kind: str
    shown_states: tuple[str, ...]

    qml: ClassVar[str] = "../../tests/screens/Controls"

    def answer(self, _raw: object) -> None:
        raise ValueError("nothing is asked")


def control_samples() -> dict[str, tuple[Page[Any], Trail]]:
    """Each kind by a name for its picture."""
    return {
        f"control-{kind.replace(' ', '-')}": (Controls(kind, states), Trail())
        for kind, states in STATES.items()
    }
