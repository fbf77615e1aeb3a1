"""The outbox against a model that fits on one screen: any order of steps, with restarts and power cuts."""

import contextlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from offline_queue.entry import Counts, State
from offline_queue.envelope import Envelope
from offline_queue.errors import WrongState
from offline_queue.outbox import Outbox
from offline_queue.schema import SMALL_BYTES

SHARED = Path("/dev/shm")
BACKLOG = (State.WAITING, State.SENDING)


@dataclass
class Row:
    """One envelope as the model knows it; `order` breaks ties between equal due times."""

    envelope: Envelope
    order: int
    state: State = State.WAITING
    held: bool = False
    attempts: int = 0
    due_at: float = 0.0


class OutboxModel(RuleBasedStateMachine):
    envelopes = Bundle("envelopes")

    @initialize()
    def begin(self):
        # In memory where that is possible: the model checks the order of steps, not the disk.
        self.folder = Path(tempfile.mkdtemp(dir=SHARED if SHARED.is_dir() else None))
        self.lives = 0
        self.now = 1_800_000_000.0
        self.rows: dict[str, Row] = {}
        self.left_open = []
        self.outbox = self.open(self.folder / "0")

    def open(self, folder):
        return Outbox.open(folder / "outbox.sqlite3", lambda: self.now)

    def teardown(self):
        for outbox in [self.outbox, *self.left_open]:
            outbox.close()
        shutil.rmtree(self.folder)

    @rule(
        target=envelopes,
        number=st.uuids(version=4),
        size=st.integers(0, 9000) | st.just(SMALL_BYTES + 1),
        case=st.sampled_from(["", "", "a", "b"]),
    )
    def accept(self, number, size, case):
        envelope = Envelope(number.hex, "case", "000512", self.now, b"x" * size, case=case)
        self.outbox.accept(envelope)
        held = any(row.state in BACKLOG for row in self.of_case(case))
        self.rows.setdefault(envelope.id, Row(envelope, len(self.rows), held=held))
        return self.rows[envelope.id].envelope

    @rule(envelope=envelopes)
    def accept_again(self, envelope):
        self.outbox.accept(envelope)

    @rule(seconds=st.floats(0, 2000))
    def time_passes(self, seconds):
        self.now += seconds

    @rule(envelope=envelopes)
    def send(self, envelope):
        row = self.rows[envelope.id]
        states = set() if row.held else {State.WAITING}
        if self.allowed(row, states, lambda: self.outbox.mark_sending(envelope.id)):
            row.state, row.attempts = State.SENDING, row.attempts + 1

    @rule(envelope=envelopes)
    def deliver(self, envelope):
        row = self.rows[envelope.id]
        if self.allowed(row, {State.SENDING}, lambda: self.outbox.mark_delivered(envelope.id, {"n": 1})):
            row.state = State.DELIVERED
            self.goes_on(row)

    @rule(envelope=envelopes, wait_s=st.floats(0, 1000))
    def retry(self, envelope, wait_s):
        row, due_at = self.rows[envelope.id], self.now + wait_s
        if self.allowed(row, {State.SENDING}, lambda: self.outbox.retry_at(envelope.id, due_at)):
            row.state, row.due_at = State.WAITING, due_at

    @rule(envelope=envelopes)
    def set_aside(self, envelope):
        row = self.rows[envelope.id]
        if self.allowed(row, {State.WAITING, State.SENDING}, lambda: self.outbox.set_aside(envelope.id, "x")):
            row.state = State.SET_ASIDE
            self.goes_on(row)

    @rule(envelope=envelopes)
    def set_aside_by_hand(self, envelope):
        row = self.rows[envelope.id]
        states = {State.WAITING, State.EXPORTED}
        step = lambda: self.outbox.set_aside(envelope.id, "x", while_sending=False)  # noqa: E731
        if self.allowed(row, states, step):
            was_backlog, row.state = row.state in BACKLOG, State.SET_ASIDE
            if was_backlog:
                self.goes_on(row)

    @rule(envelope=envelopes)
    def import_(self, envelope):
        row = self.rows[envelope.id]
        if self.allowed(row, {State.EXPORTED}, lambda: self.outbox.mark_imported(envelope.id, {"n": 1})):
            row.state = State.DELIVERED

    @rule(envelope=envelopes)
    def export(self, envelope):
        row = self.rows[envelope.id]
        states = {State.WAITING, State.SET_ASIDE}
        if self.allowed(row, states, lambda: self.outbox.mark_exported(envelope.id)):
            was_backlog, row.state = row.state in BACKLOG, State.EXPORTED
            if was_backlog:
                self.goes_on(row)

    @rule(envelope=envelopes)
    def retry_now(self, envelope):
        row = self.rows[envelope.id]
        states = {State.WAITING, State.SET_ASIDE, State.EXPORTED}
        if self.allowed(row, states, lambda: self.outbox.retry_now(envelope.id)):
            if row.state != State.WAITING:
                row.held = any(other.state in BACKLOG for other in self.of_case(row.envelope.case))
            row.state, row.due_at = State.WAITING, 0.0

    @rule(chosen=st.lists(envelopes, min_size=1, max_size=4, unique_by=lambda envelope: envelope.id))
    def fail_together(self, chosen):
        with contextlib.suppress(ZeroDivisionError), self.outbox.together():
            for envelope in chosen:
                with contextlib.suppress(WrongState):
                    self.outbox.set_aside(envelope.id, "x")
            raise ZeroDivisionError

    def of_case(self, case):
        return [row for row in self.rows.values() if case and row.envelope.case == case]

    def goes_on(self, settled):
        """The next of the case, if it was not held itself."""
        behind = [row for row in self.of_case(settled.envelope.case) if row.state in BACKLOG]
        if behind and not settled.held:
            min(behind, key=lambda row: row.order).held = False

    @rule()
    def restart(self):
        self.outbox.close()
        self.outbox = self.open(self.outbox._path.parent)
        self.recover()

    @rule()
    def cut_the_power(self):
        self.left_open.append(self.outbox)
        self.lives += 1
        shutil.copytree(self.outbox._path.parent, self.folder / str(self.lives))
        self.outbox = self.open(self.folder / str(self.lives))
        self.recover()

    def recover(self):
        for row in self.rows.values():
            if row.state == State.SENDING:
                row.state, row.due_at = State.WAITING, self.now

    def allowed(self, row, states, step):
        """Take the step; whether the model says that it was allowed, which the outbox must say too."""
        if row.state not in states:
            with pytest.raises(WrongState):
                step()
            return False
        taken = step()
        assert taken in (None, row.envelope)
        return True

    @invariant()
    def counts_agree(self):
        states = [row.state for row in self.rows.values()]
        assert self.outbox.counts() == Counts(**{state.value: states.count(state) for state in State})

    @invariant()
    def due_agrees(self):
        waiting = [
            row
            for row in self.rows.values()
            if row.state == State.WAITING and not row.held and row.due_at <= self.now
        ]
        waiting.sort(key=lambda row: (len(row.envelope.sealed) > SMALL_BYTES, row.due_at, row.order))
        assert [entry.id for entry in self.outbox.due(self.now, 99)] == [row.envelope.id for row in waiting]

    @invariant()
    def entries_agree(self):
        for row in self.rows.values():
            entry = self.outbox.entry(row.envelope.id)
            assert (entry.state, entry.attempts) == (row.state, row.attempts)
            assert entry.held == row.held or row.state not in BACKLOG

    @invariant()
    def of_each_case_exactly_one_is_under_way(self):
        for case in ("a", "b"):
            backlog = [row for row in self.of_case(case) if row.state in BACKLOG]
            assert sum(not row.held for row in backlog) == bool(backlog)


OutboxModel.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestOutboxModel = OutboxModel.TestCase
