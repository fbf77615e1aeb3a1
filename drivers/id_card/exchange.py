"""One exchange with the reader: a request out, its reply back before a deadline, once again after damage."""

import time

import structlog

from drivers.device import BadReply, NoAnswer
from drivers.id_card.errors import RequestDamaged, error_of
from drivers.id_card.frames import Damage, FrameReader
from drivers.id_card.protocol import Command, Reply, Sw3, parse_reply
from drivers.line import Line, wire_time_s

SILENCE_S = 0.5  # within a frame: longer than any USB adapter holds bytes back
SUCCESSES = frozenset({Sw3.OK, Sw3.CARD_FOUND})

log = structlog.get_logger()


def exchange(line: Line, command: Command, *, again: bool = True) -> Reply:
    """Send the command and return its reply, whatever its status words, if the request arrived whole.

    A silent, damaged or truncated answer is asked for once more, if `again`: every command may be repeated
    while the card lies still. Raises `NoAnswer`, `BadReply` (`RequestDamaged`: the reader's word for it) or
    `LineLost`.
    """
    try:
        return _ask(line, command)
    except (NoAnswer, BadReply) as error:
        if not again:
            raise
        log.warning(
            "id_card.exchange_repeated", device=line.device, command=command.name, reason=error.detail
        )
    return _ask(line, command)


def _ask(line: Line, command: Command) -> Reply:
    line.discard_input()  # the late answer to a command that was given up
    request = command.request
    wire_s = wire_time_s(len(request) + command.answer_bytes, line.baud)
    line.send(request, command.name)
    reply = _receive(line, command, time.monotonic() + command.answer_s + wire_s)
    error = error_of(line.device, command, reply)
    if isinstance(error, RequestDamaged):
        raise error
    return reply


def _receive(line: Line, command: Command, deadline: float) -> Reply:
    frames = FrameReader()
    heard = False
    damage = "no frame"
    while True:
        in_frame = frames.in_frame
        patience = min(deadline, time.monotonic() + SILENCE_S) if in_frame else deadline
        data = line.read_available(patience, command.name)
        heard = heard or bool(data)
        if in_frame and not data:
            damage = "truncated frame"
        for found in frames.feed(data) if data else frames.give_up():
            if isinstance(found, Damage):
                damage = found.value
                continue
            reply = _fitting(found, command)
            if reply is not None:
                return reply
        if not heard:
            raise NoAnswer(line.device, command.name)
        # The clock is asked because a line that chatters on is never silent. After a wrong checksum nothing
        # more will come, unless another frame has begun behind it.
        over = not data or time.monotonic() > deadline
        if over or (damage == Damage.WRONG_CHECKSUM and not frames.in_frame):
            raise BadReply(line.device, command.name, damage)


def _fitting(body: bytes, command: Command) -> Reply | None:
    """The reply in a frame; None when it is another command's late success."""
    reply = parse_reply(body)
    return None if reply.code in SUCCESSES - {command.success} else reply
