"""Forms with the keys open, as the citizen writes into them."""

from typing import Any

from screens.page import Page, Trail
from screens.pages.fill_form import Field, FillForm
from screens.text import Text
from tests.screens.form_samples import STEPS, STORY

FORM = Trail(STEPS, 2)
KEYS = Text("请填写", "Please fill in")
KEY_FIELDS = (
    Field("name", Text("配偶姓名", "Name of your spouse"), "hanziName"),
    Field("id", Text("配偶身份证号码", "ID number of your spouse"), "idNumber"),
    Field("code", Text("统一社会信用代码", "Unified social credit code"), "creditCode"),
    Field("amount", Text("每月房租", "Rent per month"), "money"),
    STORY,
)
TOUCHED = {
    "keys-name": ("field:name",),
    "keys-name-typed": ("field:name", "key:l", "key:i", "key:n", "?candidate:林"),
    "keys-strokes": ("field:name", "key:strokes"),
    "keys-letters": ("field:name", "key:letters"),
    "keys-symbols": ("field:name", "key:symbols"),
    "keys-id": ("field:id",),
    "keys-code": ("field:code",),
    "keys-amount": ("field:amount",),
    "keys-long": ("field:description",),
}
"""What is touched on a sample before its picture is taken; a name after "?" is only waited for."""


def key_samples() -> dict[str, tuple[Page[Any], Trail]]:
    """Each layout of the keys by a name for its picture."""
    return {
        name: (FillForm(KEYS, tuple(each for each in KEY_FIELDS if f"field:{each.key}" in touched)), FORM)
        for name, touched in TOUCHED.items()
    }
