"""Where something of the invented citizen may be left: files, journal, glass, the kiosk's own objects."""

import gc
import json
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from drivers.id_card import people
from screens.stage import Stage

LAID = (people.RESIDENT, people.MINORITY)  # whose cards the journeys here read
TEXTS = (*(text for who in LAID for text in (who.name, who.id_number, who.address)), "13800000000")
SECRETS = tuple(text.encode(coding) for text in TEXTS for coding in ("utf-8", "utf-16-le", "gb18030"))
PICTURES = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00\x10JFIF")  # how a scan or a paper begins
OURS = ("kiosk.", "screens.", "offline_queue.", "drivers.")
FAR_ENDS = ("kiosk.simulation", "kiosk.center.reference", "drivers.far_end")


def readable_secrets(folder: Path) -> list[tuple[str, bytes]]:
    """Which personal data stands in clear in which file."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            found += [(file.name, secret) for secret in SECRETS if secret in content]
    return found


def left_pictures(folder: Path) -> list[str]:
    """The files that hold a scan or a paper."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return [file.name for file in files if any(begin in file.read_bytes() for begin in PICTURES)]


def logged_secrets(logged: list[dict[str, object]]) -> list[bytes]:
    """Which personal data the journal holds."""
    journal = json.dumps(logged, ensure_ascii=False, default=str).encode()
    return [secret for secret in SECRETS if secret in journal]


def shown_secrets(stage: Stage) -> list[str]:
    """Which personal data any item of the window holds, seen or unseen."""
    waiting, texts = [stage.glass.window.contentItem()], []
    while waiting:
        item = waiting.pop()
        texts.append(str(item.property("text") or ""))
        waiting += item.childItems()
    return [secret for secret in TEXTS if secret in "".join(texts)]


def remembered_secrets() -> list[str]:
    """The kiosk's own objects that still hold personal data or a scan, the far ends of the wires apart."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return sorted(set(_holders()))


def _holders() -> Iterator[str]:
    invented = [value for value in vars(people).values() if hasattr(value, "id_number")]
    for each in gc.get_objects():
        kind = type(each)
        module = str(kind.__module__)
        if not module.startswith(OURS) or module.startswith(FAR_ENDS) or "simulat" in module:
            continue
        if any(each is person for person in invented):
            continue
        for name, value in getattr(each, "__dict__", {}).items():
            if isinstance(value, str | bytes | dict | list | tuple | set) and any(
                secret in repr(value) for secret in (*TEXTS, "JFIF")
            ):
                yield f"{module}.{kind.__qualname__}.{name}"
