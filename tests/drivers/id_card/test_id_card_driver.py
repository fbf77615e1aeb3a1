"""The shipped driver against the simulator over a pty: real bytes, every fault."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from drivers.device import BadReply, Cause, DeviceState, LineLost
from drivers.far_end import Fault, PtyEnd
from drivers.id_card import people
from drivers.id_card.codes import NumberCheck
from drivers.id_card.driver import IdCardReader
from drivers.id_card.encode import encode_reading
from drivers.id_card.errors import (
    CardRejected,
    CardRemoved,
    CardTypeUnknown,
    CardUndecodable,
    CardUnreadable,
    NotAuthorised,
    ReaderFailed,
    RequestDamaged,
    SelfTestFailed,
)
from drivers.id_card.protocol import FIND, READ, READ_ADDRESS, RESET, SELECT, STATUS
from drivers.id_card.simulator import CardFault, IdCardSimulator, ReaderModel
from drivers.line import wire_time_s

READ_AFRESH = [FIND.body, SELECT.body, READ.body]


both_models = pytest.mark.parametrize("simulator", list(ReaderModel), indirect=True)


@pytest.fixture
def simulator(request):
    simulator = IdCardSimulator(model=getattr(request, "param", ReaderModel.FINDS_ONCE))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
async def reader(simulator) -> AsyncIterator[IdCardReader]:
    reader = IdCardReader("id_card", simulator.url, poll_interval_s=0.01)
    await reader.open()
    yield reader
    await reader.close()


@pytest.mark.parametrize("kind", people.DRAWER)
@both_models
async def test_every_card_of_the_drawer_is_read(simulator, reader, kind):
    simulator.lay(people.DRAWER[kind])
    assert await reader.read() == people.DRAWER[kind]
    assert list(simulator.requests) == READ_AFRESH


async def test_it_waits_until_a_card_is_laid_down(simulator, reader):
    reading = asyncio.create_task(reader.read())
    assert await asyncio.to_thread(simulator.wait_for_requests, 6)
    assert not reading.done()
    simulator.lay(people.RESIDENT)
    assert await reading == people.RESIDENT


@both_models
async def test_a_card_that_stays_is_read_again(simulator, reader):
    simulator.lay(people.RESIDENT)
    assert [await reader.read(), await reader.read()] == [people.RESIDENT] * 2


async def test_a_card_that_is_selected_already_is_read_though_find_and_select_fail(simulator, reader):
    simulator.lay(people.MINORITY)
    simulator.inject(CardFault.ALREADY_SELECTED)
    assert await reader.read() == people.MINORITY


async def test_finds_keep_the_distance_that_the_manual_asks_for(simulator):
    reader = IdCardReader("id_card", simulator.url)
    await reader.open()
    simulator.lay(people.RESIDENT)
    await reader.read()
    begin = time.monotonic()
    await reader.read()
    assert time.monotonic() - begin > 0.25
    await reader.close()


async def test_waiting_ends_at_once_when_it_is_cancelled(simulator, reader):
    simulator.delays_s[FIND.name] = 0.8
    reading = asyncio.create_task(reader.read())
    assert await asyncio.to_thread(simulator.wait_for_requests, 1)
    begin = time.monotonic()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert time.monotonic() - begin < 0.4
    simulator.delays_s.clear()
    simulator.lay(people.RESIDENT)
    assert await reader.read() == people.RESIDENT


async def test_a_read_cancelled_in_mid_frame_leaves_the_line_in_step(simulator, reader):
    simulator.lay(people.RESIDENT)
    simulator.delays_s[READ.name] = 0.1
    reading = asyncio.create_task(reader.read())
    assert await asyncio.to_thread(simulator.wait_for_requests, 3)
    reading.cancel()
    assert await reader.check() == await reader.check()
    assert reader.status.state is DeviceState.ONLINE
    assert await reader.read() == people.RESIDENT


@pytest.mark.requirement("R81")
@both_models
async def test_a_forgotten_card_is_noticed_until_it_is_taken(simulator, reader):
    simulator.lay(people.RESIDENT)
    await reader.read()
    waiting = asyncio.create_task(reader.wait_removed())
    seen = len(simulator.requests)
    assert await asyncio.to_thread(simulator.wait_for_requests, seen + 6)
    assert not waiting.done()
    simulator.take_away()
    await asyncio.wait_for(waiting, 1)


async def test_nothing_is_forgotten_where_nothing_lies(reader):
    await asyncio.wait_for(reader.wait_removed(), 1)


@both_models
async def test_a_reader_without_the_address_command_still_notices_a_forgotten_card(simulator, reader):
    simulator.lay(people.RESIDENT)
    simulator.refuse(READ_ADDRESS, 0x21)
    await reader.read()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.wait_removed(), 0.1)
    simulator.take_away()
    await asyncio.wait_for(reader.wait_removed(), 1)


@pytest.mark.requirement("R69")
@both_models
async def test_a_card_pulled_away_in_mid_read_is_said_to_be_removed(simulator, reader):
    simulator.lay(people.RESIDENT)
    simulator.inject(CardFault.CARD_REMOVED_MID_READ, times=1)
    with pytest.raises(CardRemoved) as caught:
        await reader.read()
    assert caught.value.status_words == "6A 82 41"
    simulator.lay(people.RESIDENT)
    assert await reader.read() == people.RESIDENT


@pytest.mark.parametrize("simulator", [ReaderModel.FINDS_AGAIN], indirect=True)
async def test_a_card_that_fails_and_stays_is_unreadable_until_it_is_lifted(simulator, reader):
    simulator.lay(people.RESIDENT)
    simulator.refuse(READ, 0x41)
    with pytest.raises(CardUnreadable):
        await reader.read()
    simulator.heal()
    with pytest.raises(CardUnreadable):
        await reader.read()
    simulator.lay(people.RESIDENT)
    assert await reader.read() == people.RESIDENT


@pytest.mark.parametrize(
    ("sw3", "expected"),
    [(0x31, CardRejected), (0x33, CardRejected), (0x40, CardTypeUnknown), (0x55, ReaderFailed)],
)
@both_models
async def test_what_a_read_answers_decides_the_error(simulator, reader, sw3, expected):
    simulator.lay(people.RESIDENT)
    simulator.refuse(READ, sw3)
    with pytest.raises(expected):
        await reader.read()


@both_models
async def test_a_card_on_its_way_down_is_given_time(simulator, reader):
    reader._poll_interval_s = 0.2
    simulator.lay(people.RESIDENT)
    simulator.refuse(SELECT, 0x81)
    reading = asyncio.create_task(reader.read())
    assert await asyncio.to_thread(simulator.wait_for_requests, 3)
    simulator.heal()
    assert await reading == people.RESIDENT


@both_models
async def test_a_card_that_is_never_selected_is_unreadable(simulator, reader):
    simulator.lay(people.RESIDENT)
    simulator.refuse(SELECT, 0x81)
    with pytest.raises(CardUnreadable):
        await asyncio.wait_for(reader.read(), 2)


async def test_a_wrong_check_digit_is_read_and_marked(simulator, reader):
    simulator.lay(people.WRONG_CHECK_DIGIT)
    assert (await reader.read()).number_check is NumberCheck.WRONG


async def test_text_that_is_none_is_undecodable_and_the_message_holds_no_data(simulator, reader):
    data = bytearray(encode_reading(people.RESIDENT))
    data[4 + 36 : 4 + 38] = "x".encode("utf-16-le")
    simulator.lay(bytes(data))
    with pytest.raises(CardUndecodable, match="birth") as caught:
        await reader.read()
    assert people.RESIDENT.name not in str(caught.value)


async def test_length_words_that_lie_are_a_bad_reply(simulator, reader):
    simulator.lay(b"\x01\x00\x04\x00" + bytes(100))
    with pytest.raises(BadReply, match="length words"):
        await reader.read()


@pytest.mark.parametrize("fault", [Fault.BAD_CHECKSUM, Fault.PARTIAL_FRAME])
@pytest.mark.parametrize("command", [FIND, SELECT, READ])
async def test_one_damaged_reply_is_asked_for_again(simulator, reader, fault, command):
    simulator.lay(people.RESIDENT)
    simulator.inject(fault, at=command, times=1)
    with capture_logs() as logs:
        assert await reader.read() == people.RESIDENT
    assert [entry["event"] for entry in logs] == ["id_card.exchange_repeated"]
    assert logs[0]["command"] == command.name


@pytest.mark.parametrize(
    ("fault", "reason"), [(Fault.BAD_CHECKSUM, "wrong checksum"), (Fault.PARTIAL_FRAME, "truncated frame")]
)
async def test_a_reply_that_stays_damaged_is_a_bad_reply(simulator, reader, fault, reason):
    simulator.lay(people.RESIDENT)
    simulator.inject(fault, at=READ)
    with pytest.raises(BadReply, match=reason):
        await reader.read()


async def test_noise_before_a_frame_does_no_harm(simulator, reader):
    simulator.lay(people.RESIDENT)
    simulator.inject(Fault.GARBAGE)
    with capture_logs() as logs:
        assert await reader.read() == people.RESIDENT
    assert logs == []


async def test_a_late_answer_to_another_command_is_passed_over(simulator, reader):
    simulator.lay(people.RESIDENT)
    simulator.delays_s[SELECT.name] = 0.05
    reading = asyncio.create_task(reader.read())
    assert await asyncio.to_thread(simulator.wait_for_requests, 2)
    simulator.end.send(bytes.fromhex("aaaaaa9669 0008 00009f 00000000 97"))
    assert await reading == people.RESIDENT


async def test_a_slow_reader_is_waited_for(simulator, reader):
    simulator.inject(Fault.SLOW, at=STATUS)
    assert (await reader.check()).state is DeviceState.ONLINE


@pytest.mark.requirement("R69")
async def test_a_silent_reader_is_offline(simulator, reader):
    simulator.inject(Fault.NO_ANSWER)
    status = await reader.check()
    assert (status.state, status.causes) == (DeviceState.OFFLINE, {Cause.NO_ANSWER})


async def test_requests_that_arrive_damaged_are_repeated_once(simulator, reader):
    simulator.refuse(FIND, 0x10)
    with pytest.raises(RequestDamaged):
        await reader.read()
    assert list(simulator.requests) == [FIND.body] * 2


@pytest.mark.parametrize(
    ("fault", "cause", "error"),
    [
        (CardFault.NOT_AUTHORISED, Cause.NOT_AUTHORISED, NotAuthorised),
        (CardFault.SELF_TEST_FAILED, Cause.SELF_TEST, SelfTestFailed),
    ],
)
async def test_a_failed_security_module_is_broken_hardware(simulator, reader, fault, cause, error):
    simulator.inject(fault)
    status = await reader.check()
    assert (status.state, status.causes) == (DeviceState.HARDWARE_ERROR, {cause})
    with pytest.raises(error):
        await reader.read()


async def test_a_module_without_a_status_command_is_asked_who_it_is(simulator, reader):
    simulator.refuse(STATUS, 0x21)
    assert (await reader.check()).state is DeviceState.ONLINE


async def test_a_module_can_be_reset(simulator, reader):
    await reader.reset()
    assert list(simulator.requests) == [RESET.body]


async def test_the_sam_id_is_read(reader):
    assert await reader.sam_id() == "05.01-20140415-0001234567-0987654321"


async def test_the_plug_pulled_in_mid_frame_loses_the_line_and_a_new_number_finds_it(simulator, reader):
    simulator.lay(people.RESIDENT)
    simulator.inject(Fault.UNPLUG, at=READ)
    with pytest.raises(LineLost):
        await reader.read()
    assert reader.status.state is DeviceState.NO_DEVICE
    with pytest.raises(LineLost):
        await reader.open()
    before = simulator.end.tty
    simulator.heal()
    simulator.inject(Fault.RENUMBER)
    assert simulator.end.tty != before
    await reader.open()
    assert await reader.read() == people.RESIDENT


@pytest.mark.parametrize("baud", [38400, 115200])
async def test_a_card_at_the_line_s_true_speed_takes_at_least_its_wire_time(baud):
    simulator = IdCardSimulator(PtyEnd(baud))
    simulator.start()
    reader = IdCardReader("id_card", simulator.url, baud)
    await reader.open()
    simulator.lay(people.RESIDENT)
    begin = time.monotonic()
    assert await reader.read() == people.RESIDENT
    wire_s = sum(wire_time_s(len(c.request) + c.answer_bytes, baud) for c in (FIND, SELECT, READ))
    assert time.monotonic() - begin >= wire_s
    await reader.close()
    simulator.stop()
