"""What a hand does at the rig: one act after the other, none of them in the thread that paints."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests

from drivers.id_card import people
from kiosk.operations.ledger import Ledger
from kiosk.simulation.bench import codes, desk, record
from kiosk.simulation.bench.breakage import Breakable
from kiosk.simulation.rig import Rig


class Acts:
    """Does what the panel asks for and remembers what lies where."""

    def __init__(self, rig: Rig, devices: tuple[Breakable, ...], ledger: Ledger) -> None:
        self.devices: Mapping[str, Breakable] = {device.kind: device for device in devices}
        self.page = b""  # what lies under the camera, as a small JPEG
        self.torn = 0  # slips that were taken
        self.record: tuple[tuple[str, str], ...] = ()
        self.trouble = ""
        self.busy = False
        self._rig = rig
        self._ledger = ledger
        self._card = ""
        self._turn = asyncio.Lock()
        self._verbs: Mapping[str, Callable[[str, str], None]] = {
            "lay": lambda which, _: self._lay(which),
            "lift": lambda *_: self._rig.card.take_away(),
            "page": lambda which, _: self._put_page(which),
            "clear": lambda *_: self._clear(),
            "tear": lambda *_: self._tear(),
            "press": lambda key, _: self._rig.keypad.press(int(key)),
            "show": lambda which, _: self._show(which),
            "turn": lambda kind, key: self.devices[kind].turn(key),
            "plug": lambda kind, _: self.devices[kind].turn_plug(),
            "heal": lambda kind, _: self.devices[kind].heal(),
            "look_up": lambda *_: self._look_up(),
        }

    @property
    def card(self) -> str:
        """The card of the drawer that lies on the reader, "" for none."""
        return self._card if self._rig.card.card_lies else ""

    async def do(self, verb: str, which: str = "", how: str = "") -> None:
        """One act; what goes wrong with it stands in `trouble` until the next one."""
        async with self._turn:
            self.busy = True
            self.trouble = ""
            try:
                await asyncio.to_thread(partial(self._verbs[verb], which, how))
            except (RuntimeError, OSError, ValueError) as error:  # of simulators, files, the centre's line
                self.trouble = str(error)
            finally:
                self.busy = False

    def _lay(self, which: str) -> None:
        self._rig.card.lay(people.DRAWER[which])
        self._card = which

    def _put_page(self, address: str) -> None:
        """`address` is a file's path or URL, "" is the invented page."""
        from drivers.document_scanner.desk import invented_page

        path = Path(unquote(urlsplit(address).path))
        page = desk.sheet_with(path) if address else invented_page()
        self._rig.camera.lay(page)
        self.page = desk.thumbnail(page)

    def _show(self, which: str) -> None:
        """Held until the scanner has read it, as a hand does, and then taken away by the next code."""
        _, code = codes.CODES[which]
        self._rig.codes.show(code)

    def _clear(self) -> None:
        self._rig.camera.take_away()
        self.page = b""

    def _tear(self) -> None:
        self.torn = len(self._rig.slip.tickets)

    def _look_up(self) -> None:
        number = self._ledger.last_number()
        if number is None:
            self.record = ()
            return
        try:
            found = self._rig.address.record(number)
        except requests.RequestException:
            raise RuntimeError("中心没有应答 / the centre does not answer") from None
        self.record = record.lines(number, found)
