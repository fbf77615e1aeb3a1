"""The slip that comes out of the simulated printer, drawn while it grows."""

import asyncio
import io

from drivers.printer.receipt.paper import Ticket
from kiosk.app import SLIP_FONTS
from kiosk.simulation.rig import Rig


class SlipTray:
    """The newest paper as PNG: what hangs out of the printer, else the last slip nobody has taken."""

    def __init__(self, rig: Rig) -> None:
        self.picture = b""
        self._rig = rig
        self._drawn: tuple[int, int, int] | None = None

    def waiting(self, torn: int) -> int:
        """How many slips were cut and not taken."""
        return len(self._rig.slip.tickets) - torn

    async def draw(self, torn: int) -> None:
        """Draws the paper anew where it has changed."""
        tickets, hanging = self._rig.slip.tickets, self._rig.slip.hanging
        shown = hanging if hanging.marks else (tickets[-1] if len(tickets) > torn else None)
        state = (len(tickets), torn, shown.rows if shown is not None else 0)
        if state != self._drawn:
            self.picture = await asyncio.to_thread(_png, shown) if shown is not None else b""
            self._drawn = state


def _png(ticket: Ticket) -> bytes:
    out = io.BytesIO()
    # Half the dots, averaged: the glass would leave some out.
    ticket.draw(SLIP_FONTS[0]).reduce(2).save(out, "PNG", compress_level=1)
    return out.getvalue()
