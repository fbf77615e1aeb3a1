"""Codes that a citizen may hold before the scanner; nothing in them is anybody's."""

from collections.abc import Mapping, Sequence

from screens.text import Text

CODES: Mapping[str, tuple[Text, str]] = {
    "slip": (Text("凭条码", "slip"), "kiosk:DEMO-0001:1125-ABCDEF"),
    "url": (Text("网址码", "address"), "https://example.invalid/guide/352014901000"),
    "chinese": (Text("中文码", "Chinese"), "演示：临时救助申请"),
}


def labels() -> Sequence[Mapping[str, str]]:
    """The codes as the panel shows them."""
    return [{"key": key, "name": name.zh, "note": name.en} for key, (name, _) in CODES.items()]
