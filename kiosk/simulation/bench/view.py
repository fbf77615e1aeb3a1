"""What there is to see at the rig, as the values that Panel.qml shows."""

from pathlib import Path

from kiosk.journeys.maintain import device_row
from kiosk.operations.device_words import NAMES
from kiosk.simulation.bench import codes, desk, drawer
from kiosk.simulation.bench.acts import Acts
from kiosk.simulation.bench.advice import next_step
from kiosk.simulation.bench.breakage import Breakable
from kiosk.simulation.bench.slip_tray import SlipTray
from kiosk.simulation.rig import Rig
from kiosk.terminal import Terminal

SCANS = Path("build/scans")  # pictures laid here can be put under the scanner


class View:
    """Reads rig and terminal; changes nothing."""

    def __init__(self, rig: Rig, terminal: Terminal, acts: Acts, tray: SlipTray) -> None:
        self._rig = rig
        self._terminal = terminal
        self._acts = acts
        self._tray = tray

    def fixed(self) -> dict[str, object]:
        """What does not change while the panel is open."""
        return {
            "cards": drawer.labels(),
            "codes": codes.labels(),
            "devices": [
                {
                    "kind": device.kind,
                    "name": device.name.zh,
                    "note": device.name.en,
                    "ways": [
                        {"key": key, "name": way.name.zh, "note": way.name.en}
                        for key, way in device.ways.items()
                    ],
                }
                for device in self._acts.devices.values()
            ],
            "folder": str(SCANS),
        }

    def now(self, page: str) -> dict[str, object]:
        """What changes; `page` is the one on the kiosk's glass."""
        acts = self._acts
        waiting = self._tray.waiting(acts.torn)
        advice = next_step(
            page,
            card=bool(acts.card),
            paper=bool(acts.page),
            slip=waiting > 0,
            broken=any(device.broken or not device.plugged for device in acts.devices.values()),
        )
        return {
            "advice": advice.text.zh,
            "adviceNote": advice.text.en,
            "place": advice.place,
            "card": acts.card,
            "slips": waiting,
            "conditions": self._conditions(),
            "record": [{"label": label, "value": value} for label, value in acts.record],
            "trouble": acts.trouble,
            "busy": acts.busy,
        }

    def files(self) -> dict[str, object]:
        """What lies in folders."""
        return {
            "sheets": [
                {
                    "name": f"{number}. {path.stem}",
                    "note": f"{path.stat().st_size / 1024:.0f} KB",
                    "path": str(path),
                }
                for number, path in enumerate(self._rig.a4.received, 1)
            ],
            "scans": [{"name": path.name, "path": str(path.resolve())} for path in desk.pictures_in(SCANS)],
        }

    def _conditions(self) -> dict[str, dict[str, object]]:
        """By kind: the status as the kiosk sees it, and what the hand has done to the device."""
        seen: dict[str, dict[str, object]] = {
            device.kind: {
                "state": row.state.zh,
                "detail": row.detail.zh if row.detail.zh != row.state.zh else "",
                "tone": row.tone,
            }
            for device in self._terminal.devices.all()
            if device.kind in NAMES
            for row in (device_row(device),)
        }
        seen["centre"] = self._centre()
        return {kind: {**seen.get(kind, {}), **_hand(device)} for kind, device in self._acts.devices.items()}

    def _centre(self) -> dict[str, object]:
        """The kiosk knows the centre by its post: what waits, and whether it may send."""
        post = self._terminal.post
        counts = post.counts()
        if post.paused:
            return {"state": "已暂停", "detail": "中心不认密钥", "tone": "problem"}
        if counts.backlog:
            return {"state": f"待送 {counts.backlog}", "detail": "", "tone": "warning"}
        return {"state": f"已送 {counts.delivered}", "detail": "", "tone": "good"}


def _hand(device: Breakable) -> dict[str, object]:
    return {"plugged": device.plugged, "broken": list(device.broken)}
