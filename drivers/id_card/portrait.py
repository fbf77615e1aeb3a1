"""An optional plug-in that turns a card's WLT portrait into an image.

No open decoder for WLT exists; vendors license theirs to a security module. A deployer who holds a licence
names a command; without one a kiosk shows no portrait.
"""

import subprocess
from collections.abc import Sequence

import structlog

WLT_BYTES = 1024
TIME_LIMIT_S = 5.0
IMAGE_HEADS = (b"BM", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # what a screen can show: BMP, PNG, JPEG

log = structlog.get_logger()


def decode_portrait(
    wlt: bytes, command: Sequence[str], *, time_limit_s: float = TIME_LIMIT_S
) -> bytes | None:
    """The portrait as BMP, PNG or JPEG; None without a command, without a portrait, or when it fails.

    `command` is a program with its arguments that takes 1024 WLT bytes on its standard input and gives the
    image on its standard output, so that no face touches the disk. Blocks up to `time_limit_s`.
    """
    if not command or len(wlt) != WLT_BYTES:
        return None
    try:
        done = subprocess.run(
            list(command), input=wlt, capture_output=True, timeout=time_limit_s, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("id_card.portrait_failed", reason=type(error).__name__)
        return None
    if done.returncode != 0 or not done.stdout.startswith(IMAGE_HEADS):
        log.warning("id_card.portrait_failed", reason=f"exit status {done.returncode}")
        return None
    return done.stdout
