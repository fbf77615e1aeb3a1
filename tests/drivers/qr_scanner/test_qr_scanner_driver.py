"""The shipped driver against its simulators over a pty: every family and mode, every fault."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest

from drivers.device import BadReply, Cause, DeviceState, LineLost, NoAnswer
from drivers.far_end import Fault
from drivers.fitting import Fitting
from drivers.qr_scanner.driver import QrScanner, fit
from drivers.qr_scanner.errors import (
    AlreadyReading,
    CodeTooLong,
    CodeTruncated,
    CodeUndecodable,
    CommandRefused,
)
from drivers.qr_scanner.keyboard_simulator import KeyboardScannerSimulator, typed
from drivers.qr_scanner.protocol import DIALECTS, Family, Mode
from drivers.qr_scanner.receiver import Suffix
from drivers.qr_scanner.simulator import QrScannerSimulator
from drivers.supervisor import Supervisor

SERIAL = [Family.NEWLAND, Family.GM65, Family.HONEYWELL]
ANSWERING = [Family.NEWLAND, Family.GM65]
TOKEN = "https://kiosk.example.cn/t/Abc123"
CHINESE = "办事预约:王小明"
GAP_S = 0.04

serial_families = pytest.mark.parametrize("family", SERIAL)
answering_families = pytest.mark.parametrize("family", ANSWERING)
all_modes = pytest.mark.parametrize("mode", list(Mode))


@asynccontextmanager
async def rig(family=Family.NEWLAND, mode=Mode.TRIGGER, *, simulated=None, **settings):
    """A simulator and an open driver for it."""
    if family is Family.HID:
        simulator = KeyboardScannerSimulator(**(simulated or {}))
        settings["grab"] = False
    else:
        simulator = QrScannerSimulator(family, mode, **(simulated or {}))
    simulator.start()
    scanner = QrScanner("qr_scanner", simulator.url, family, mode=mode, **{"gap_s": GAP_S} | settings)
    await scanner.open()
    try:
        yield simulator, scanner
    finally:
        await scanner.close()
        simulator.stop()


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr("drivers.qr_scanner.driver.SLICE_S", 0.05)


@pytest.fixture
def impatient(monkeypatch):
    """Gives up an answer sooner, where none comes."""
    monkeypatch.setattr("drivers.qr_scanner.serial_line.ANSWER_S", 0.15)


async def waits(scanner):
    """A read that has begun and waits."""
    reading = asyncio.create_task(scanner.read())
    await asyncio.sleep(0.06)
    assert not reading.done()
    return reading


async def until(true, timeout_s=3.0):
    end = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


async def soon(reading, timeout_s=5.0):
    async with asyncio.timeout(timeout_s):
        return await reading


@serial_families
@all_modes
@pytest.mark.parametrize("text", [TOKEN, CHINESE])
async def test_a_code_is_read_by_every_family_in_every_mode(family, mode, text):
    async with rig(family, mode) as (simulator, scanner):
        reading = await waits(scanner)
        simulator.show(text)
        code = await soon(reading)
        assert (code.text, code.data) == (text, text.encode())
        assert text not in repr(code)


@pytest.mark.parametrize(
    ("suffix", "sent"),
    [
        (Suffix.ANY, b"\r"),
        (Suffix.ANY, b"\r\n"),
        (Suffix.ANY, b""),
        (Suffix.CR, b"\r"),
        (Suffix.LF, b"\n"),
        (Suffix.CRLF, b"\r\n"),
        (Suffix.NONE, b""),
    ],
)
@serial_families
async def test_every_suffix_ends_a_code(family, suffix, sent):
    async with rig(family, simulated={"suffix": sent}, suffix=suffix) as (simulator, scanner):
        simulator.show(CHINESE)
        assert (await soon(scanner.read())).text == CHINESE


@serial_families
async def test_a_payload_in_gbk_is_read(family):
    async with rig(family, simulated={"charset": "gb18030"}) as (simulator, scanner):
        simulator.show(CHINESE)
        assert (await soon(scanner.read())).text == CHINESE


async def test_a_code_that_is_typed_is_read():
    async with rig(Family.HID) as (simulator, scanner):
        for text in (TOKEN, CHINESE):
            reading = await waits(scanner)
            simulator.show(text)
            assert (await soon(reading)).text == text


async def test_a_typed_code_without_enter_ends_by_silence():
    async with rig(Family.HID, simulated={"enter": False}) as (simulator, scanner):
        reading = await waits(scanner)
        simulator.show(TOKEN)
        assert (await soon(reading)).text == TOKEN


@serial_families
async def test_the_light_is_on_only_while_somebody_waits(family):
    async with rig(family) as (simulator, scanner):
        assert not simulator.is_lit
        reading = await waits(scanner)
        assert simulator.is_lit
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        await until(lambda: not simulator.is_lit)


async def test_waiting_ends_at_once_when_it_is_cancelled_and_the_next_read_is_whole():
    async with rig() as (simulator, scanner):
        reading = await waits(scanner)
        begin = time.monotonic()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert time.monotonic() - begin < 0.1
        simulator.show(TOKEN)
        assert (await soon(scanner.read())).text == TOKEN


async def test_a_trigger_that_ran_out_is_given_again():
    async with rig(retrigger_s=0.2) as (simulator, scanner):
        reading = asyncio.create_task(scanner.read())
        starts = [DIALECTS[Family.NEWLAND].start.request] * 3
        await until(lambda: [r for r in simulator.requests if r == starts[0]][:3] == starts)
        simulator.show(TOKEN)
        assert (await soon(reading)).text == TOKEN


@all_modes
async def test_the_same_code_shown_on_counts_once_within_the_time(mode):
    async with rig(mode=mode, repeat_s=0.8) as (simulator, scanner):
        simulator.show(TOKEN)
        await soon(scanner.read())
        begin = time.monotonic()
        await soon(scanner.read())
        assert 0.6 < time.monotonic() - begin < 2


async def test_another_code_counts_at_once():
    async with rig(mode=Mode.PRESENTATION) as (simulator, scanner):
        simulator.show(TOKEN)
        await soon(scanner.read())
        simulator.show(CHINESE)
        assert (await soon(scanner.read())).text == CHINESE


@pytest.mark.parametrize("family", [Family.NEWLAND, Family.HID])
async def test_a_code_from_before_the_question_is_nobody_s_answer(family):
    async with rig(family, Mode.PRESENTATION) as (simulator, scanner):
        simulator.show("EARLIER")
        await asyncio.sleep(0.1)
        if family is not Family.HID:
            simulator.hide()
        reading = await waits(scanner)
        simulator.show(TOKEN)
        assert (await soon(reading)).text == TOKEN


@pytest.mark.parametrize("mode", list(Mode))
async def test_the_tail_of_a_code_that_began_before_the_question_is_no_code(mode):
    async with rig(Family.HONEYWELL, mode, gap_s=0.3) as (simulator, scanner):
        simulator.end.send(b"https://kiosk")
        await asyncio.sleep(0.05)
        reading = await waits(scanner)
        simulator.end.send(b".example.cn\r")
        await asyncio.sleep(0.05)
        simulator.end.send(b"WHOLE\r")
        assert (await soon(reading)).text == "WHOLE"


async def test_the_tail_of_a_code_that_was_given_up_is_no_code():
    async with rig(Family.NEWLAND, Mode.PRESENTATION, gap_s=0.3) as (simulator, scanner):
        reading = await waits(scanner)
        simulator.end.send(b"https://kiosk")
        await asyncio.sleep(0.1)
        reading.cancel()
        await asyncio.wait([reading])
        reading = await waits(scanner)
        simulator.end.send(b".example.cn\rWHOLE\r")
        assert (await soon(reading)).text == "WHOLE"


async def test_the_tail_of_a_typed_code_is_no_code():
    async with rig(Family.HID, gap_s=0.3) as (simulator, scanner):
        simulator.end.send(typed("HEAD"))
        await asyncio.sleep(0.05)
        reading = await waits(scanner)
        simulator.show("TAIL")
        simulator.show("WHOLE")
        assert (await soon(reading)).text == "WHOLE"


@answering_families
async def test_a_scanner_that_answers_is_online(family):
    async with rig(family) as (_, scanner):
        assert scanner.status.state is DeviceState.UNKNOWN
        assert (await scanner.check()).state is DeviceState.ONLINE


async def test_a_scanner_that_cannot_be_asked_is_unknown_until_its_first_code():
    async with rig(Family.HONEYWELL) as (simulator, scanner):
        assert (await scanner.check()).state is DeviceState.UNKNOWN
        simulator.show(TOKEN)
        await soon(scanner.read())
        assert (await scanner.check()).state is DeviceState.ONLINE


async def test_opening_again_does_not_tear_the_code_of_a_scanner_that_cannot_be_asked():
    async with rig(Family.HONEYWELL, gap_s=0.3) as (simulator, scanner):
        reading = await waits(scanner)
        simulator.end.send(b"https://kiosk")
        await asyncio.sleep(0.05)
        await scanner.open()
        simulator.end.send(b".example.cn\r")
        assert (await soon(reading)).text == "https://kiosk.example.cn"


async def test_a_keyboard_is_online_while_the_kernel_lists_it():
    async with rig(Family.HID) as (simulator, scanner):
        assert (await scanner.check()).state is DeviceState.ONLINE
        simulator.inject(Fault.UNPLUG)
        assert (await scanner.check()).state is DeviceState.NO_DEVICE


@all_modes
async def test_a_check_while_somebody_waits_loses_no_code(mode):
    async with rig(mode=mode) as (simulator, scanner):
        reading = await waits(scanner)
        checks = asyncio.gather(*(scanner.check() for _ in range(5)))
        simulator.show(TOKEN)
        assert (await soon(reading)).text == TOKEN
        assert {status.state for status in await checks} == {DeviceState.ONLINE}


@answering_families
async def test_the_mode_is_set_again_after_the_scanner_lost_power(family):
    set_mode = DIALECTS[family].modes[Mode.TRIGGER].request
    async with rig(family) as (simulator, scanner):
        await scanner.check()
        simulator.inject(Fault.REPLUG)
        simulator.requests.clear()
        await scanner.open()
        await scanner.check()
        assert simulator.requests[0] == set_mode


async def test_the_mode_may_be_left_alone():
    async with rig(set_mode=False) as (simulator, scanner):
        await scanner.check()
        assert list(simulator.requests) == [DIALECTS[Family.NEWLAND].ask.request]


@answering_families
async def test_silence_is_no_answer_and_offline(family, impatient):
    async with rig(family) as (simulator, scanner):
        simulator.inject(Fault.NO_ANSWER)
        with pytest.raises(NoAnswer, match="qr_scanner"):
            await soon(scanner.read())
        assert (await scanner.check()).state is DeviceState.OFFLINE
        simulator.heal()
        simulator.show(TOKEN)
        assert (await soon(scanner.read())).text == TOKEN


@answering_families
@pytest.mark.parametrize("fault", [Fault.PARTIAL_FRAME, Fault.BAD_CHECKSUM])
async def test_a_damaged_answer_is_a_bad_reply_and_no_code(family, fault, impatient):
    async with rig(family) as (simulator, scanner):
        simulator.inject(fault)
        with pytest.raises(BadReply):
            await soon(scanner.read())
        simulator.heal()
        simulator.show(TOKEN)
        assert (await soon(scanner.read())).text == TOKEN


@answering_families
@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.PARTIAL_FRAME, Fault.BAD_CHECKSUM])
async def test_an_answer_that_is_lost_once_is_asked_for_again(family, fault, logged, impatient):
    async with rig(family) as (simulator, scanner):
        simulator.inject(fault, times=1)
        assert (await scanner.check()).state is DeviceState.ONLINE
        assert [event["command"] for event in logged if event["event"] == "qr_scanner.exchange_repeated"] == [
            "set mode"
        ]


@answering_families
@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.GARBAGE])
async def test_late_answers_and_noise_before_them_are_endured(family, fault):
    async with rig(family) as (simulator, scanner):
        simulator.inject(fault, times=2)
        simulator.show(TOKEN)
        assert (await soon(scanner.read())).text == TOKEN


@serial_families
async def test_noise_before_a_code_is_no_text(family):
    async with rig(family, Mode.PRESENTATION, set_mode=False, suffix=Suffix.CR) as (simulator, scanner):
        reading = await waits(scanner)
        simulator.inject(Fault.GARBAGE, times=1)
        simulator.show(TOKEN)
        # Either the damage is told, or the repetition that follows is read: never the noise.
        try:
            assert (await soon(reading)).text == TOKEN
        except CodeUndecodable:
            assert (await soon(scanner.read())).text == TOKEN


@serial_families
async def test_half_a_code_is_truncated_where_a_suffix_is_promised(family):
    async with rig(family, Mode.PRESENTATION, set_mode=False, suffix=Suffix.CR) as (simulator, scanner):
        reading = await waits(scanner)
        simulator.inject(Fault.PARTIAL_FRAME, times=1)
        simulator.show(TOKEN)
        with pytest.raises(CodeTruncated) as caught:
            await soon(reading)
        assert caught.value.cause is Cause.MEDIA_UNREADABLE
        assert TOKEN[:10] not in str(caught.value)
        assert (await soon(scanner.read())).text == TOKEN


@serial_families
async def test_a_code_without_end_is_too_long(family):
    async with rig(family) as (simulator, scanner):
        reading = await waits(scanner)
        simulator.show(b"x" * 10_000)
        with pytest.raises(CodeTooLong):
            await soon(reading)
        simulator.show(TOKEN)
        assert (await soon(scanner.read())).text == TOKEN


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"A\0B", b"A\x1b[2J"])
async def test_bytes_that_are_no_text_are_undecodable(data):
    async with rig() as (simulator, scanner):
        simulator.show(data)
        with pytest.raises(CodeUndecodable):
            await soon(scanner.read())


async def test_the_separators_of_gs1_are_text():
    async with rig() as (simulator, scanner):
        simulator.show(b"01069\x1d10ABC")
        assert (await soon(scanner.read())).text == "01069\x1d10ABC"


@answering_families
async def test_a_command_that_is_refused_is_named_and_the_scanner_stays_online(family):
    async with rig(family, set_mode=False) as (simulator, scanner):
        simulator.refuse()
        with pytest.raises(CommandRefused, match="start"):
            await soon(scanner.read())
        assert (await scanner.check()).state is DeviceState.ONLINE


@pytest.mark.parametrize("family", [*SERIAL, Family.HID])
@pytest.mark.parametrize("back", [Fault.REPLUG, Fault.RENUMBER])
async def test_a_pulled_plug_is_noticed_while_waiting_and_the_scanner_comes_back(family, back):
    async with rig(family) as (simulator, scanner):
        reading = await waits(scanner)
        simulator.inject(Fault.UNPLUG)
        begin = time.monotonic()
        with pytest.raises(LineLost):
            await soon(reading)
        assert time.monotonic() - begin < 1
        assert scanner.status.state is DeviceState.NO_DEVICE
        simulator.inject(back)
        await scanner.open()
        reading = await waits(scanner)
        simulator.show(TOKEN)
        assert (await soon(reading)).text == TOKEN


@pytest.mark.parametrize("family", [Family.NEWLAND, Family.HONEYWELL, Family.HID])
async def test_the_supervisor_brings_back_a_scanner_that_was_pulled_out(family):
    async with rig(family) as (simulator, scanner):
        supervising = asyncio.create_task(Supervisor([scanner]).run())
        simulator.inject(Fault.UNPLUG)
        await until(lambda: scanner.status.state is DeviceState.NO_DEVICE)
        simulator.inject(Fault.RENUMBER)
        await until(lambda: scanner.status.state in (DeviceState.ONLINE, DeviceState.UNKNOWN))
        reading = await waits(scanner)
        simulator.show(TOKEN)
        assert (await soon(reading)).text == TOKEN
        supervising.cancel()
        with pytest.raises(asyncio.CancelledError):
            await supervising


async def test_a_line_opened_afresh_under_a_read_triggers_again():
    async with rig() as (simulator, scanner):
        reading = await waits(scanner)
        await scanner.check()
        await scanner.open()
        simulator.show(TOKEN)
        assert (await soon(reading)).text == TOKEN


async def test_two_reads_at_once_are_refused():
    async with rig() as (simulator, scanner):
        reading = await waits(scanner)
        with pytest.raises(AlreadyReading):
            await scanner.read()
        simulator.show(TOKEN)
        assert (await soon(reading)).text == TOKEN


async def test_a_key_without_a_character_is_undecodable():
    async with rig(Family.HID) as (simulator, scanner):
        reading = await waits(scanner)
        simulator.inject(Fault.GARBAGE)
        simulator.show(TOKEN)
        simulator.heal()
        try:
            await soon(reading, 0.5)
        except (TimeoutError, CodeUndecodable):
            pass
        else:
            pytest.fail("noise was taken for a code")


def test_the_entry_point_takes_the_settings_and_refuses_an_unknown_family():
    settings = {"port": "/dev/null", "family": "gm65", "mode": "presentation", "baud": 115200}
    scanner = fit(Fitting("qr_scanner", settings))
    assert (scanner.name, scanner.kind, scanner.family) == ("qr_scanner", "qr_scanner", Family.GM65)
    with pytest.raises(ValueError, match="nobody"):
        fit(Fitting("qr_scanner", settings | {"family": "nobody"}))
