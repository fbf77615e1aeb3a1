"""One exchange over a pty whose far end says whatever the test likes."""

import itertools
import time

import pytest

from drivers.device import BadReply, NoAnswer
from drivers.far_end import PtyEnd
from drivers.id_card.exchange import exchange
from drivers.id_card.frames import HEAD, frame
from drivers.id_card.protocol import Command, Sw3
from drivers.line import Line

PING = Command("ping", b"\x11\xff", 1.0, 11)
IMPATIENT_PING = Command("ping", b"\x11\xff", 0.05, 11)
OK = frame(b"\x00\x00\x90")
FOUND = frame(b"\x00\x00\x9f" + bytes(4))


@pytest.fixture
def end():
    end = PtyEnd()
    yield end
    end.stop()


def answering(end: PtyEnd, serve) -> Line:
    end.start(serve)
    line = Line("id_card", end.url)
    line.open()
    return line


def answers(*replies: bytes):
    """One reply after the other; the last one again and again."""
    rest = itertools.chain(replies, itertools.repeat(replies[-1]))
    return lambda _request: next(rest)


@pytest.mark.parametrize(
    "replies",
    [
        (OK,),
        (b"\x00\xff" + OK,),
        (bytes.fromhex("aaaaaa6996 0002 0002") + OK,),
        (bytes.fromhex("eaebeced 050500b4") + OK,),
        (frame(b"\x11\xff") + OK,),  # an adapter that echoes the request
        (HEAD + b"\x05\x08" + OK,),  # a head whose frame never comes, then the reply
        (FOUND + OK,),  # a late answer to a find
        (OK[:-1], OK),
        (OK[:-1] + b"\x00", OK),
        (frame(b"\x00\x00\x10"), OK),
    ],
)
def test_the_reply_is_found(end, replies):
    line = answering(end, answers(*replies))
    assert exchange(line, PING).code is Sw3.OK
    line.close()


def test_a_silence_is_asked_into_once_more(end):
    line = answering(end, answers(b"", OK))
    assert exchange(line, Command("ping", b"\x11\xff", 0.4, 11)).code is Sw3.OK
    line.close()


@pytest.mark.parametrize(
    ("reply", "error", "reason"),
    [
        (b"", NoAnswer, "NoAnswer"),
        (OK[:-1], BadReply, "truncated frame"),
        (OK[:3], BadReply, "no frame"),
        (b"noise", BadReply, "no frame"),
        (FOUND, BadReply, "no frame"),
        (HEAD + b"\xff\xff", BadReply, "impossible length"),
        (OK[:-1] + b"\x00", BadReply, "wrong checksum"),
        (frame(b"\x00\x00\x11"), BadReply, "damaged"),
    ],
)
def test_what_is_no_reply_is_a_typed_error(end, reply, error, reason):
    line = answering(end, answers(reply))
    with pytest.raises(error, match=f"id_card: ping: .*{reason}"):
        exchange(line, IMPATIENT_PING)
    line.close()


@pytest.mark.parametrize("chatter", [bytes(64), HEAD + b"\x09\x00" + bytes(57)])
def test_a_line_that_chatters_without_end_is_given_up_at_the_deadline(end, chatter):
    line = answering(end, lambda _request: itertools.repeat(chatter))
    begin = time.monotonic()
    with pytest.raises(BadReply):
        exchange(line, IMPATIENT_PING)
    assert time.monotonic() - begin < 3
    line.close()
