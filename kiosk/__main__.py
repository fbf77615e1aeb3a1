"""The `kiosk` command. Its start is in two parts: home from what is written down, then all the rest."""

import faulthandler
import gc
import sys
from importlib import import_module

from kiosk import first_light

LATER = ("kiosk.cli", "kiosk.app", "screens.stage", "qasync")


def main() -> None:
    """Paints home first where the kiosk itself is to run, then walks the command line."""
    faulthandler.enable()  # where a crash inside a library was, by file and line, on stderr: in the journal
    start = first_light.begun(sys.argv[1:])
    if start is not None:
        # Qt's objects die in their own thread: not in the one that loads the rest, nor in a device's that is
        # still ending when the kiosk does. So never by itself in this process.
        gc.disable()
        if start.light is not None:
            start.light.while_loading(_load)
    from kiosk import cli

    cli.main(start)


def _load() -> None:
    for module in LATER:
        import_module(module)


if __name__ == "__main__":
    main()
