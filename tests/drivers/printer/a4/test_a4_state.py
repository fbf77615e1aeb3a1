"""Printer and job states in the words of CEN/XFS."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.device import Cause, DeviceState, DeviceStatus
from drivers.printer.a4.protocol import Reply
from drivers.printer.a4.state import (
    PrinterReport,
    PrinterState,
    device_status,
    read_job,
    read_job_id,
    read_printer,
    read_trays,
    split_reason,
    stopping_causes,
)
from drivers.printer.errors import CameOut

IDLE, PROCESSING, STOPPED = PrinterState.IDLE, PrinterState.PROCESSING, PrinterState.STOPPED


def report(state: PrinterState, *reasons: str, accepting: bool = True) -> PrinterReport:
    return PrinterReport(state, frozenset(reasons), accepting)


@pytest.mark.parametrize(
    ("printer", "state", "causes"),
    [
        (report(IDLE), DeviceState.ONLINE, set()),
        (report(PROCESSING), DeviceState.BUSY, set()),
        (report(IDLE, "media-low-warning"), DeviceState.ONLINE, {Cause.PAPER_LOW}),
        (report(IDLE, "toner-low-report"), DeviceState.ONLINE, {Cause.TONER_LOW}),
        (report(IDLE, "marker-supply-low-warning"), DeviceState.ONLINE, {Cause.TONER_LOW}),
        (
            report(STOPPED, "media-empty-error", "media-needed-error"),
            DeviceState.USER_ERROR,
            {Cause.PAPER_OUT},
        ),
        (report(IDLE, "media-empty-report"), DeviceState.USER_ERROR, {Cause.PAPER_OUT}),
        (report(PROCESSING, "media-empty-warning"), DeviceState.USER_ERROR, {Cause.PAPER_OUT}),
        (report(STOPPED, "media-jam"), DeviceState.HARDWARE_ERROR, {Cause.PAPER_JAMMED}),
        (report(STOPPED, "door-open-error"), DeviceState.USER_ERROR, {Cause.COVER_OPEN}),
        (report(STOPPED, "marker-supply-empty-error"), DeviceState.USER_ERROR, {Cause.TONER_OUT}),
        (report(STOPPED, "output-area-full-error"), DeviceState.HARDWARE_ERROR, {Cause.OTHER}),
        (report(IDLE, "output-area-almost-full-warning"), DeviceState.ONLINE, set()),
        (report(IDLE, "marker-waste-almost-full"), DeviceState.ONLINE, set()),
        (report(IDLE, "spool-area-full"), DeviceState.HARDWARE_ERROR, {Cause.OTHER}),
        (report(STOPPED, "input-cover-open-error"), DeviceState.USER_ERROR, {Cause.COVER_OPEN}),
        (report(STOPPED, "interlock-open"), DeviceState.USER_ERROR, {Cause.COVER_OPEN}),
        (report(STOPPED, "feed-jam-error"), DeviceState.HARDWARE_ERROR, {Cause.PAPER_JAMMED}),
        (report(IDLE, "marker-toner-empty-warning"), DeviceState.USER_ERROR, {Cause.TONER_OUT}),
        (report(IDLE, "marker-ink-almost-empty-report"), DeviceState.ONLINE, {Cause.TONER_LOW}),
        (report(STOPPED, "fuser-over-temp-error"), DeviceState.HARDWARE_ERROR, {Cause.OTHER}),
        (report(IDLE, "none"), DeviceState.ONLINE, set()),
        (report(STOPPED), DeviceState.HARDWARE_ERROR, {Cause.OTHER}),
        (report(STOPPED, "vendor-specific-error"), DeviceState.HARDWARE_ERROR, {Cause.OTHER}),
        (report(STOPPED, "paused"), DeviceState.OFFLINE, set()),
        (report(IDLE, "offline-report"), DeviceState.OFFLINE, set()),
        (report(IDLE, accepting=False), DeviceState.OFFLINE, set()),
        (report(PROCESSING, "connecting-to-device"), DeviceState.BUSY, set()),
    ],
)
def test_reports_become_device_states(printer: PrinterReport, state: DeviceState, causes: set[Cause]):
    assert device_status(printer) == DeviceStatus(state, frozenset(causes))


def test_an_ever_empty_bypass_tray_can_be_told_to_stop_nothing():
    printer = report(IDLE, "media-empty-report")
    assert stopping_causes(printer, only_errors_stop=True) == frozenset()
    assert stopping_causes(report(STOPPED, "media-empty-error"), only_errors_stop=True) == {Cause.PAPER_OUT}


TRAY = "type=sheetFeedAutoRemovableTray;mediafeed=0;mediaxfeed=0;maxcapacity=250;level={};status=0;name={}"


@pytest.mark.requirement("R86")
@pytest.mark.parametrize(
    ("level", "known"), [("100", {"main": 100}), ("0", {"main": 0}), ("-2", {}), ("-3", {}), ("", {})]
)
def test_the_level_of_a_tray_is_what_the_printer_knows_of_it(level, known):
    assert dict(read_trays((TRAY.format(level, "Main"), None, "garbage", 7))) == known


@pytest.mark.requirement("R86")
def test_an_empty_tray_closes_nothing_that_is_printed_from_another():
    printer = replace(report(IDLE, "media-empty-report", "toner-low"), trays={"main": 0, "by-pass": 25})
    assert stopping_causes(printer.seen_from(("main",))) == {Cause.PAPER_OUT}
    assert device_status(printer.seen_from(("main", "by-pass"))).causes == {Cause.TONER_LOW}
    assert stopping_causes(printer.seen_from(("",))) == {Cause.PAPER_OUT}


def test_severities_are_split_from_the_reason():
    assert split_reason("media-empty-error") == ("media-empty", "error")
    assert split_reason("media-empty") == ("media-empty", "")
    assert split_reason("error") == ("error", "")


@given(st.sampled_from(PrinterState), st.frozensets(st.text(max_size=20)), st.booleans())
def test_any_reason_gives_a_status(state: PrinterState, reasons: frozenset[str], accepting: bool):
    assert isinstance(device_status(PrinterReport(state, reasons, accepting)), DeviceStatus)


def test_a_reply_without_state_is_a_value_error():
    empty = Reply(0, {}, {})
    for read in (read_printer, read_job, read_job_id):
        with pytest.raises(ValueError):  # noqa: PT011  the message is not part of the contract
            read(empty)


def test_a_printer_that_does_not_count_sides_gives_none():
    reply = Reply(0, {}, {"job-state": (9,), "job-impressions-completed": (None,)})
    assert read_job(reply).came_out == CameOut(None, None)
