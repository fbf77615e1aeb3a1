"""The seals of the demonstration: drawn for one document each, with the record that makes them valid.

Each is invented, says so on its face, and stands in a register like the one that a police office keeps.
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.center.contract import Seal, SealKind

RED = "#C8161D"
FACE = "Noto Sans SC"
NAMES = {
    SealKind.BUSINESS: "业务专用章",
    SealKind.RECEPTION: "业务受理章",
    SealKind.REVIEW: "审核审批专用章",
    SealKind.APPROVAL: "行政审批专用章",
    SealKind.COMMUNITY: "业务专用章",
}


@dataclass(frozen=True)
class Register:
    """The seals that the centre may set, by code (data/seals.toml)."""

    seals: dict[str, dict[str, Any]]

    def seal(self, code: str, bound_to: str) -> Seal:
        """The record of a seal, bound to one document. Raises KeyError for one that is not here."""
        entry = self.seals[code]
        return Seal(
            organisation=entry["organisation"],
            kind=SealKind(entry["kind"]),
            record_no=entry.get("record_no", ""),
            status=entry.get("status", "registered"),
            valid_from=entry.get("valid_from", date(2024, 1, 1)),
            valid_until=entry.get("valid_until", date(2034, 12, 31)),
            bound_to=bound_to,
        )


def drawn(organisation: str, kind: SealKind) -> str:
    """A round seal as SVG, 42 mm: the organisation on its upper arc, a star, its purpose below."""
    size, centre = 420, 210
    arc = min(300.0, 26.0 * len(organisation))
    step = arc / max(1, len(organisation) - 1)
    glyph = min(46.0, 2 * math.pi * 165 * (step / 360) * 0.92) if len(organisation) > 1 else 46.0
    letters = "".join(
        f'<text x="{centre}" y="{centre - 148:.0f}" font-size="{glyph:.0f}" text-anchor="middle" '
        f'transform="rotate({index * step - arc / 2:.2f} {centre} {centre})">{sign}</text>'
        for index, sign in enumerate(organisation)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="42mm" height="42mm" viewBox="0 0 {size} {size}">'
        f'<g fill="{RED}" font-family="{FACE}">'
        f'<circle cx="{centre}" cy="{centre}" r="202" fill="none" stroke="{RED}" stroke-width="9"/>'
        f'{letters}<polygon points="{_star(centre, centre - 4, 56)}"/>'
        f'<text x="{centre}" y="{centre + 108}" font-size="38" text-anchor="middle">{NAMES[kind]}</text>'
        f'<text x="{centre}" y="{centre + 148}" font-size="26" text-anchor="middle">演示</text>'
        "</g></svg>"
    )


def _star(x: float, y: float, radius: float) -> str:
    points = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.382
        angle = math.radians(-90 + index * 36)
        points.append(f"{x + reach * math.cos(angle):.1f},{y + reach * math.sin(angle):.1f}")
    return " ".join(points)
