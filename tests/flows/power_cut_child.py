"""A kiosk with its citizen in a process of its own; the power goes when a given page comes.

python power_cut_child.py SETTINGS PAGE     plays a visit for 临时救助申请 and dies by SIGKILL at PAGE
python power_cut_child.py SETTINGS -        starts, delivers what waits, and closes
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from kiosk import app, config
from kiosk.simulation.citizen import Citizen
from kiosk.simulation.visits import APPLICATION, open_guide
from kiosk.terminal import Terminal
from screens import slide
from screens.stage import Stage


def cut() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def visit(terminal: Terminal, stage: Stage, fatal: str) -> None:
    citizen = Citizen(stage, lambda page: cut() if page == fatal else None)
    await open_guide(citizen, APPLICATION)
    await citizen.touches("primary")
    await citizen.sees("FillForm")
    await citizen.fills({"phone": "13800000000", "familySize": "3", "monthlyIncome": "1200"})
    await citizen.chooses("illness")
    await citizen.touches("primary")
    await citizen.sees("ScanPage", where=("help", "放好了"))
    await citizen.touches("shutter")
    await citizen.sees("CheckScan")
    await citizen.touches("keep")
    await citizen.sees("Sign")
    await citizen.signs("pad")
    await citizen.touches("primary")
    await citizen.sees("Confirm")
    if fatal == "accepted":
        accept = terminal.post._outbox.accept

        def accept_and_die(envelope: object) -> None:
            accept(envelope)
            cut()

        terminal.post._outbox.accept = accept_and_die
    await citizen.touches("primary")
    await citizen.sees("TakeSlip")
    await citizen.touches("primary")
    await citizen.sees("Rate")
    await citizen.touches("level:satisfied")
    await citizen.touches("primary")
    await citizen.sees("Farewell")
    cut()


async def catch_up(terminal: Terminal) -> None:
    while terminal.post.counts().backlog:  # noqa: ASYNC110  the post room knows no event of this loop
        await asyncio.sleep(0.01)


def main() -> None:
    slide.SLIDE_MS = 20
    settings = config.load(Path(sys.argv[1]))
    fatal = sys.argv[2]

    async def beside(terminal: Terminal, stage: Stage) -> None:
        await (catch_up(terminal) if fatal == "-" else visit(terminal, stage, fatal))

    app.run(settings, full_screen=False, beside=beside)


if __name__ == "__main__":
    main()
