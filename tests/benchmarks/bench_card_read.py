"""Card read through the shipped driver at true line speed, against the wire time of its three exchanges.

Prints median, p95, their ratio to the wire time, and the spread; fails above 1.05.
"""

import asyncio
import statistics
import sys
import time

from drivers.far_end import PtyEnd
from drivers.id_card import people
from drivers.id_card.driver import POLL_INTERVAL_S, IdCardReader
from drivers.id_card.protocol import FIND, READ, SELECT
from drivers.id_card.simulator import IdCardSimulator
from drivers.line import wire_time_s

BAUD = 115200
READS = 30
LIMIT = 1.05


async def measure() -> list[float]:
    """Seconds from `read()` to the decoded card, one per read."""
    simulator = IdCardSimulator(PtyEnd(BAUD))
    simulator.start()
    reader = IdCardReader("id_card", simulator.url, BAUD)
    times: list[float] = []
    try:
        await reader.open()
        simulator.lay(people.RESIDENT)
        for _ in range(READS):
            await asyncio.sleep(POLL_INTERVAL_S)  # or the polling interval would be measured too
            begin = time.monotonic()
            await reader.read()
            times.append(time.monotonic() - begin)
    finally:
        await reader.close()
        simulator.stop()
    return times


def main() -> int:
    wire_s = sum(wire_time_s(len(c.request) + c.answer_bytes, BAUD) for c in (FIND, SELECT, READ))
    times = sorted(asyncio.run(measure()))
    median, p95 = statistics.median(times), times[int(0.95 * (len(times) - 1))]
    print(
        f"card read at {BAUD} baud, {READS} reads: wire {wire_s * 1e3:.1f} ms, "
        f"median {median * 1e3:.1f} ms ({median / wire_s:.3f} x), "
        f"p95 {p95 * 1e3:.1f} ms ({p95 / wire_s:.3f} x), "
        f"min {times[0] * 1e3:.1f} ms, max {times[-1] * 1e3:.1f} ms; limit {LIMIT:.2f} x"
    )
    return 0 if median <= LIMIT * wire_s else 1


if __name__ == "__main__":
    sys.exit(main())
