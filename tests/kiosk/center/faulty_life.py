"""A life of `crash_child.py` whose courier carries by the real client to a real centre.

Run by `test_faulty_network.py`. The sealed bodies lie in files that the test wrote.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "offline_queue"))

from crash_child import Life, serve

from kiosk.center.client import CenterClient
from kiosk.center.contract import Answer
from kiosk.center.signing import Credentials
from offline_queue.envelope import Envelope
from offline_queue.outcome import Outcome

TIMES_FASTER = 100  # than ours runs the courier's clock: a centre's Retry-After takes milliseconds
TIMEOUT_S = 0.3

assert Answer  # imported once for all lives


class FaultyLife(Life):
    def __init__(self, order: dict, report: int) -> None:
        super().__init__(order, report)
        centre = order["centre"]
        credentials = Credentials(centre["terminal_no"], centre["app_key"], bytes.fromhex(centre["secret"]))
        self.client = CenterClient(
            centre["url"],
            credentials,
            receipt_keys=[centre["receipt_key"]],
            connect_timeout_s=TIMEOUT_S,
            read_timeout_s=TIMEOUT_S,
            answer_timeout_s=2 * TIMEOUT_S,
        )

    def clock(self) -> float:
        began = self.order["began"]
        return began + (time.time() - began) * TIMES_FASTER

    def envelope(self, id_: str) -> Envelope:
        kind, item_code = self.order["labels"][id_]
        sealed = (Path(self.order["bodies"]) / id_).read_bytes()
        return Envelope(id_, kind, item_code, 1.0, sealed, case=self.order["case"])

    def deliver(self, envelope: Envelope) -> Outcome:
        self.passes("deliver:begin")
        outcome = self.client.deliver(envelope)
        self.passes("deliver:answered")
        return outcome

    def deliver_batch(self, envelopes: Sequence[Envelope]) -> Sequence[Outcome]:
        self.passes("deliver_batch:begin")
        outcomes = self.client.deliver_batch(envelopes)
        self.passes("deliver_batch:answered")
        return outcomes


if __name__ == "__main__":
    serve(FaultyLife)
