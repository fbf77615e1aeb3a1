"""Lives of a kiosk's post room, each a process of its own that dies by SIGKILL at a named step or moment.

Run by `test_crash.py`. Reads one JSON line per life and forks for it, so a life costs milliseconds and no
interpreter's start; answers with one JSON line: how it ended, what it accepted, which steps it passed.

A step is `<method>:<n>:<verb>`, passed before each SQL statement of an outbox method that may write, or
`<method>:begin` and `<method>:done` around them; "deliver:…" are the steps of the attempt. It is all wrapped
around the outbox, which does not know it.

`FaultyLife` of the centre's tests is such a life with the real client.

Beside its death an order may ask for a disk that is full while one envelope is offered, and for one that
fails under the courier from one attempt on (`disk_faults.py`).
"""

import base64
import functools
import http.client
import json
import os
import signal
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

import structlog
from disk_faults import CALLS, fail, with_disk_fault

from offline_queue.backoff import Backoff
from offline_queue.breaker import Breaker
from offline_queue.courier import Courier
from offline_queue.entry import State
from offline_queue.envelope import Envelope
from offline_queue.errors import OutboxUnavailable
from offline_queue.outbox import Outbox
from offline_queue.outcome import Delivered, Outcome, TryLater
from offline_queue.schema import migrate
from offline_queue.seal import Sealer

METHODS = ("accept", "accept_together", "mark_sending", "mark_delivered", "retry_at", "tidy", "close")
WRITING = ("BEGIN", "CREATE", "INSERT", "UPDATE", "DELETE", "PRAGMA", "COMMIT")
QUICK = Backoff(base_s=0.002, cap_s=0.01)


class Life:
    """One process: opens, accepts, delivers until nothing is left, closes; or dies on the way.

    A person is there at once: what is set aside is tried again, a pause ended.
    """

    def __init__(self, order: dict, report: int) -> None:
        self.order = order
        self.report = report
        self.place = threading.local()
        self.left = order["occurrence"]
        self.until_disk_fails = order["disk_fails_at_attempt"]

    def say(self, **news: str) -> None:
        os.write(self.report, json.dumps(news).encode() + b"\n")

    def passes(self, step: str) -> None:
        if self.order["record"]:
            self.say(step=step)
        if step == self.order["kill_at"]:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, sql: str) -> None:
        verb = sql.split(maxsplit=1)[0].upper()
        if verb not in WRITING:
            return
        method = getattr(self.place, "method", "open")
        self.place.number = getattr(self.place, "number", 0) + 1
        self.passes(f"{method}:{self.place.number}:{verb}")

    def trace(self, outbox: Outbox, method: str) -> None:
        real = getattr(outbox, method)

        @functools.wraps(real)
        def traced(*arguments: object) -> object:
            self.place.method, self.place.number = method, 0
            self.passes(f"{method}:begin")
            result = real(*arguments)
            self.passes(f"{method}:done")
            return result

        setattr(outbox, method, traced)

    def deliver(self, envelope: Envelope) -> Outcome:
        return self.ask("deliver", "/", envelope.sealed, {"Idempotency-Key": envelope.id}, 1)[0]

    def deliver_batch(self, envelopes: Sequence[Envelope]) -> list[Outcome]:
        bodies = {envelope.id: base64.b64encode(envelope.sealed).decode() for envelope in envelopes}
        return self.ask("deliver_batch", "/batch", json.dumps(bodies).encode(), {}, len(bodies))

    def clock(self) -> float:
        return time.time()

    def envelope(self, id_: str) -> Envelope:
        sealed = Sealer([self.order["recipient"]]).seal(id_.encode(), {})
        return Envelope(id_, "case", "000512", 1.0, sealed, case=self.order["case"])

    def ask(self, step: str, path: str, body: bytes, headers: dict, number: int) -> list[Outcome]:
        connection = http.client.HTTPConnection("127.0.0.1", self.order["port"], timeout=5)
        try:
            self.passes(f"{step}:begin")
            connection.request("POST", path, body, headers)
            self.passes(f"{step}:sent")
            response = connection.getresponse()
            answer = response.read()
            self.passes(f"{step}:answered")
        except (OSError, http.client.HTTPException) as error:
            return [TryLater(None, type(error).__name__)] * number
        finally:
            connection.close()
        if self.until_disk_fails is not None:
            self.until_disk_fails -= 1
            if self.until_disk_fails == 0:  # from here on, and the centre has it already
                fail([*CALLS["write"], *CALLS["fsync"]], self.order["errno"])
        if response.status != 200:
            return [TryLater(None, "busy")] * number
        return [Delivered(receipt) if receipt else TryLater(None, "busy") for receipt in json.loads(answer)]

    def run(self) -> None:
        if self.order["kill_after_s"] is not None:
            timer = threading.Timer(self.order["kill_after_s"], os.kill, (os.getpid(), signal.SIGKILL))
            timer.daemon = True
            timer.start()
        connect = sqlite3.connect

        def traced_connect(*arguments: object, **settings: object) -> sqlite3.Connection:
            connection = connect(*arguments, **settings)
            connection.set_trace_callback(self.statement)
            return connection

        sqlite3.connect = traced_connect
        outbox = Outbox.open(Path(self.order["path"]), self.clock)
        self.passes("open:done")
        for method in METHODS:
            self.trace(outbox, method)
        news = threading.Event()
        breaker = Breaker(backoff=QUICK)
        courier = Courier(
            outbox,
            self.deliver,
            deliver_batch=self.deliver_batch if self.order["batches"] else None,
            at_once=self.order["at_once"],
            clock=self.clock,
            backoff=QUICK,
            breaker=breaker,
            on_delivered=lambda *_: news.set(),
            on_paused=lambda _: courier.resume(),
        )
        courier.start()
        if package := self.order["package"]:
            outbox.accept_together([self.envelope(id_) for id_ in package])
            for id_ in package:
                self.say(accepted=id_)
            courier.wake()
        for id_ in self.order["offer"]:
            envelope = self.envelope(id_)
            if id_ == self.order["offer_to_full_disk"]:
                try:
                    with_disk_fault(
                        functools.partial(outbox.accept, envelope),
                        code=self.order["errno"],
                        calls=("write", "fsync"),
                    )
                except OutboxUnavailable:
                    continue
            outbox.accept(envelope)
            self.say(accepted=id_)
            courier.wake()
        while (counts := outbox.counts()).backlog or counts.set_aside:
            for entry in outbox.entries(State.SET_ASIDE) if counts.set_aside else ():
                outbox.retry_now(entry.id)
            news.wait(0.02)
            news.clear()
            courier.wake()  # its clock may be faster than ours
        courier.stop()
        outbox.close()


def live(kind: type[Life], order: dict) -> dict:
    """Fork one life and watch it to its end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            kind(order, writing).run()
        except BaseException:  # noqa: BLE001  # a fork must never run on into its parent's loop
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        news = [json.loads(line) for line in lines]
    end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {
        "end": end,
        "accepted": [item["accepted"] for item in news if "accepted" in item],
        "steps": list(dict.fromkeys(item["step"] for item in news if "step" in item)),
    }


def serve(kind: type[Life]) -> None:
    """Lives as they are ordered, until nobody orders any more."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    # Imports what a first start would, once for all lives.
    migrate(sqlite3.connect(":memory:", isolation_level=None))
    for line in sys.stdin:
        print(json.dumps(live(kind, json.loads(line))), flush=True)


if __name__ == "__main__":
    serve(Life)
