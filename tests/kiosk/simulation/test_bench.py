"""The bench's plain parts: places of the windows, ways to break, lines of a record, the closing table."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from drivers.id_card import people
from drivers.printer.receipt.paper import Ticket
from kiosk.simulation import summary
from kiosk.simulation.bench import record
from kiosk.simulation.bench.breakage import Breakable, Way
from kiosk.simulation.bench.drawer import NOTES
from kiosk.simulation.bench.places import PANEL_LEAST_WIDTH_PX, Rect, side_by_side
from screens.text import Text

RECORD = {
    "case": {
        "receipt": {"receiveNo": "R-1"},
        "submission": {"applicant": {"name": "林小满"}, "materials": [{"pages": [1, 2]}, {"pages": [3]}]},
    },
    "evaluation": None,
    "proofs": [{"verifyCode": "V-1"}],
}


@given(
    width=st.integers(1024, 4000), height=st.integers(600, 2400), x=st.integers(0, 100), y=st.integers(0, 100)
)
def test_neither_window_covers_the_other_or_leaves_the_screen(width, height, x, y):
    kiosk, panel = side_by_side(Rect(x, y, width, height), (1080, 1920))
    assert x <= kiosk.x
    assert kiosk.x + kiosk.width < panel.x
    assert panel.x + panel.width <= x + width
    assert panel.width >= PANEL_LEAST_WIDTH_PX
    for window in (kiosk, panel):
        assert y < window.y
        assert window.y + window.height <= y + height
    assert abs(kiosk.width / kiosk.height - 1080 / 1920) < 0.01


class Wire:
    """Notes what is done to it."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def act(self, name: str, *, fails: bool = False):
        def do() -> None:
            if fails:
                raise RuntimeError(name)
            self.done.append(name)

        return do

    def way(self, key: str, *, alone: bool = False, fails: bool = False) -> Way:
        return Way(key, Text(key), self.act(f"+{key}", fails=fails), self.act(f"-{key}"), alone=alone)


def broken(wire: Wire, *ways: Way) -> Breakable:
    return Breakable("thing", Text("thing"), ways, wire.act("unplug"), wire.act("replug"))


def test_a_way_that_stands_alone_takes_the_place_of_the_other():
    wire = Wire()
    device = broken(wire, wire.way("a", alone=True), wire.way("b", alone=True), wire.way("c"))
    for key in ("c", "a", "b"):
        device.turn(key)
    assert device.broken == ["c", "b"]
    assert wire.done == ["+c", "+a", "-a", "+b"]


def test_what_was_broken_is_broken_still_after_the_plug_was_pulled():
    wire = Wire()
    device = broken(wire, wire.way("a"))
    device.turn("a")
    device.turn_plug()
    assert not device.plugged
    device.turn_plug()
    assert wire.done == ["+a", "unplug", "replug", "+a"]
    device.heal()
    assert device.broken == []


def test_a_way_that_failed_is_not_noted():
    wire = Wire()
    device = broken(wire, wire.way("a", fails=True))
    with pytest.raises(RuntimeError):
        device.turn("a")
    assert device.broken == []


def test_healing_plugs_in_first():
    wire = Wire()
    device = broken(wire, wire.way("a"))
    device.turn("a")
    device.turn_plug()
    device.heal()
    assert (device.plugged, device.broken) == (True, [])
    assert wire.done[-1] == "-a"


def test_every_card_of_the_drawer_has_its_label():
    assert set(NOTES) == set(people.DRAWER)


def test_a_record_is_shown_in_lines_and_one_that_has_not_arrived_says_so():
    shown = dict(record.lines("N-1", RECORD))
    assert "R-1" in shown.values()
    assert "V-1" in shown.values()
    assert "3" in shown.values()
    assert record.rating(RECORD) == record.NOTHING
    assert record.receipt_number(None) == record.NOTHING
    assert len(record.lines("N-1", None)) == 2


def test_the_closing_table_shows_what_is_proven_and_what_is_not():
    slip = Ticket(("N-1",), (), 576, 10)
    seen = [summary.Evidence("N-1", RECORD, [slip], sheets=1), summary.Evidence("N-2", None, [slip], 0)]
    paper = io.StringIO()
    Console(width=120, file=paper).print(summary.table(seen, wiped=False))
    first, second = (line for line in paper.getvalue().splitlines() if "N-" in line)
    assert first.count(summary.YES) == 2
    assert "R-1" in first
    assert second.count(summary.YES) == 0


def test_a_name_on_the_disk_is_found_in_every_encoding(tmp_path: Path):
    clean = tmp_path / "clean"
    clean.write_bytes(b"nobody")
    for encoding in ("utf-8", "utf-16-le", "gb18030"):
        (tmp_path / encoding).write_bytes(b"xx" + people.RESIDENT.name.encode(encoding))
    found = summary.still_readable(tmp_path, [people.RESIDENT])
    assert {path.name for path in found} == {"utf-8", "utf-16-le", "gb18030"}
