"""POST /envelopes/batch, from the courier's delivery to the centre's records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.center.client import CenterClient
from kiosk.center.contract.batches import framed, unframed
from kiosk.center.reference.faults import CenterFault
from offline_queue.envelope import Envelope, new_envelope
from offline_queue.outcome import Delivered, NoBatches, Refused, TryLater, Unauthorised


@pytest.fixture
def fault(center):
    yield center.app.plan.append
    center.app.plan.clear()


def test_each_of_a_batch_has_the_outcome_that_it_has_alone(client, seal, make):
    good, rating = seal(make.case()), seal(make.rating())
    unreadable = new_envelope("case", good.item_code, 0.0, b"not sealed")
    reused = Envelope(good.id, good.kind, good.item_code, 0.0, seal(make.case()).sealed)
    first = client.deliver_batch([good, unreadable, rating, reused])
    assert [type(outcome) for outcome in first] == [Delivered, Refused, Delivered, Refused]
    assert first[1] == client.deliver(unreadable)
    again = client.deliver_batch([rating, good])
    assert [outcome.receipt["duplicate"] for outcome in again] == [True, True]
    alone = client.deliver(good).receipt
    assert {**again[1].receipt, "signature": alone["signature"]} == alone


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (CenterFault.HTML_200, TryLater),
        (CenterFault.UNAUTHORISED, Unauthorised),
        (CenterFault.TOO_MANY, TryLater),
        (CenterFault.CUT_BODY, TryLater),
    ],
)
def test_after_a_fault_the_same_batch_again_is_delivered_once(client, seal, make, fault, name, expected):
    envelopes = [seal(make.case()), seal(make.rating())]
    fault(name)
    assert {type(outcome) for outcome in client.deliver_batch(envelopes)} == {expected}
    outcomes = client.deliver_batch(envelopes)
    stored = name == CenterFault.CUT_BODY
    assert [outcome.receipt["duplicate"] for outcome in outcomes] == [stored, stored]


@pytest.mark.requirement("R46")
def test_a_batch_that_another_key_has_signed_is_no_delivery(center, credentials, seal, make):
    stranger = CenterClient(center.url, credentials, receipt_keys=["ed25519:" + "A" * 43 + "="])
    assert {type(outcome) for outcome in stranger.deliver_batch([seal(make.case())])} == {TryLater}


def test_a_centre_without_the_call_takes_them_one_by_one(raw_center, make, anybody):
    client = CenterClient(raw_center.start(make.answer(b"", "404 Not Found")), anybody)
    with pytest.raises(NoBatches):
        client.deliver_batch([new_envelope("case", "350511902000", 0.0, b"sealed")])


@given(st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=8))
def test_unframes_what_was_framed(bodies):
    envelopes = [new_envelope("case", "350511902000", 0.0, body) for body in bodies]
    found = unframed(framed(envelopes))
    assert [sealed for _, sealed in found] == bodies
    assert [(part.id, part.digest, part.size) for part, _ in found] == [
        (envelope.id, envelope.digest, len(envelope.sealed)) for envelope in envelopes
    ]


@given(st.binary(max_size=400) | st.binary(max_size=50).map(lambda tail: b'{"parts":[]}\n' + tail))
def test_whatever_else_comes_is_refused_with_a_sentence(body):
    with pytest.raises(ValueError, match=r"."):
        unframed(body)


def test_the_courier_s_kept_connection_is_taken_up_again_after_the_centre_hung_up(client, seal, make):
    assert isinstance(client.deliver(seal(make.rating())), Delivered)
    pool, _ = client._line._kept
    connection = pool.pool.get_nowait()
    connection.sock.shutdown(2)  # the other side closes while nobody looks
    pool.pool.put(connection)
    assert isinstance(client.deliver(seal(make.rating())), Delivered)
