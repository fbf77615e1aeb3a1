"""A slip in the printer's mouth: shown, taken, or taken back so that the next citizen does not find it."""

import time

from drivers.device import Cause, DeviceState, DeviceStatus
from drivers.printer.errors import PaperJammed
from drivers.printer.receipt.conversation import Conversation
from drivers.printer.receipt.presenter import Mouth, Presenter

HOLD_S = 30  # how long a slip stands in the mouth before it is taken back
LEAST_S = 1
WHOLE_CUT = b"\x1dVA\x00"  # GS V 65
CLEARING_S = 8.0  # pulling a slip of 30 cm into the bin, and as long again
POLL_S = 0.25
# A printer that pulls back by itself does so when its own clock says so: what happens so near is its doing.
OWN_CLOCK_S = 1.0


class HandingOver:
    """Used by the device's thread only, between two jobs. Its questions raise `LineLost`, `NoAnswer`."""

    def __init__(self, talk: Conversation, presenter: Presenter, hold_s: int) -> None:
        self._talk = talk
        self._presenter = presenter
        self._hold_s = hold_s
        self._shown_at: float | None = None

    @property
    def tells(self) -> bool:
        """Whether the printer says what stands in its mouth."""
        return self._presenter.tells

    @property
    def command(self) -> bytes:
        """Shows the slip that was cut."""
        return self._presenter.presenting(self._hold_s)

    @property
    def separating(self) -> bytes:
        """Cuts off what hangs out after a broken job, and takes it away where the model can."""
        return WHOLE_CUT + (self._presenter.clearing or self._presenter.presenting(LEAST_S))

    @property
    def is_over(self) -> bool:
        """Whether the slip's time in the mouth is over."""
        if self._shown_at is None:
            return True
        own_s = OWN_CLOCK_S if self._presenter.retracts_by_itself else 0.0
        return time.monotonic() - self._shown_at >= self._hold_s - own_s

    def began(self) -> None:
        """A slip is on its way into the mouth."""
        self._shown_at = time.monotonic()

    def mouth(self) -> Mouth:
        """What stands in the mouth. Raises `PaperJammed` besides."""
        self._talk.begin()
        mouth = self._talk.mouth(self._presenter)
        if mouth is Mouth.JAMMED:
            raise PaperJammed(self._talk.line.device, "presenter status")
        return mouth

    def beside(self, status: DeviceStatus) -> DeviceStatus:
        """`status` of the printer and what its mouth adds to it."""
        if not self.tells:
            return status
        match self._talk.mouth(self._presenter):
            case Mouth.JAMMED:
                return DeviceStatus(DeviceState.HARDWARE_ERROR, status.causes | {Cause.PAPER_JAMMED})
            case Mouth.WAITING:
                return DeviceStatus(status.state, status.causes | {Cause.SLIP_WAITING})
            case _:
                return status

    def may_hold(self, status: DeviceStatus) -> bool:
        """Whether a slip stands in the mouth, or may where the printer does not tell."""
        return Cause.SLIP_WAITING in status.causes if self.tells else self._shown_at is not None

    def clear(self) -> bool:
        """Empty the mouth; True when the printer says that it is, False when not, or when it never says."""
        if self._presenter.clearing:
            self._talk.begin()
            self._talk.send(self._presenter.clearing, "clear the presenter")
        self._shown_at = None
        deadline = time.monotonic() + CLEARING_S
        while self.tells:
            if self.mouth() is Mouth.EMPTY:
                return True
            if time.monotonic() >= deadline:
                break
            time.sleep(POLL_S)
        return False
