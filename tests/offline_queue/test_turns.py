import threading

from offline_queue.turns import Turns

SOON_S = 10


def wanted_first(turns, work):
    """A thread that stands before the lock and wants to be first."""

    def run():
        with turns.first():
            work()

    thread = threading.Thread(target=run)
    thread.start()
    while turns._nobody_first.is_set():
        pass
    return thread


def test_who_wants_to_be_first_goes_before_whoever_else_waits():
    turns, order, waiting = Turns(), [], threading.Event()

    def courier():
        waiting.set()
        with turns.behind():
            order.append("courier")

    with turns.behind():
        first = wanted_first(turns, lambda: order.append("citizen"))
        other = threading.Thread(target=courier)
        other.start()
        assert waiting.wait(SOON_S)
    for thread in (first, other):
        thread.join(SOON_S)
    assert order == ["citizen", "courier"]


def test_a_thread_takes_turns_in_its_own_turn_though_somebody_wants_to_be_first():
    turns, done = Turns(), threading.Event()
    with turns.behind():
        thread = wanted_first(turns, done.set)
        with turns.behind(), turns.first():
            assert not done.is_set()
    assert done.wait(SOON_S)
    thread.join(SOON_S)
