"""Tells systemd that the kiosk is ready and alive (sd_notify(3)); does nothing where systemd did not ask."""

import os
import socket

PAINTED = "STATUS=The home page is painted"
WATCHDOG_SHARE = 3  # three signs of life within systemd's limit


def tell(state: str) -> None:
    """Sends "READY=1", "WATCHDOG=1", "STOPPING=1", PAINTED or the like to the socket that systemd named."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # the abstract namespace
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
        try:
            line.connect(address)
            line.sendall(state.encode())
        except OSError:
            return  # nobody listens any more; the kiosk serves citizens all the same


def watchdog_s() -> float | None:
    """How often to give a sign of life in seconds, or None when nobody waits for one."""
    limit_us = os.environ.get("WATCHDOG_USEC", "")
    return int(limit_us) / 1e6 / WATCHDOG_SHARE if limit_us.isdecimal() else None
