"""The invented people's cards, as they are labelled in the drawer."""

from typing import Final

from drivers.id_card.people import DRAWER

NOTES: Final = {
    "resident": "居民 resident",
    "elder": "长期 · X 结尾",
    "minority": "少数民族 · 长名",
    "expired": "已过期 expired",
    "wrong_check_digit": "校验位错",
    "hk_resident": "港澳台 J",
    "foreigner_2017": "外国人 I (2017)",
    "foreigner_2023": "外国人 Y (2023)",
}


def labels() -> list[dict[str, str]]:
    """Key, name and note of every card."""
    return [{"key": key, "name": card.name, "note": NOTES.get(key, "")} for key, card in DRAWER.items()]
