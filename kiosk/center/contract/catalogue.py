"""GET /items, /guides, /rating-scheme, and the whole catalogue that a terminal stores."""

import json
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from kiosk.center.contract.envelopes import Satisfaction
from kiosk.center.contract.forms import Form
from kiosk.center.contract.wire import ItemCode, Label, Sha256, Wire, Words


class Need(StrEnum):
    """What an item needs at the terminal; without it the item is closed there."""

    ID = "ID"
    SCAN = "SCAN"
    SIGN = "SIGN"
    PRINT_A4 = "PRINT_A4"
    PRINT_SLIP = "PRINT_SLIP"


class Item(Wire):
    """One service item. Limits in working days; None: on the spot. Fee in fen."""

    code: ItemCode
    name: Words
    department: Words
    kind: Literal["P", "A"]  # inquiry and print; application
    has_form: bool = False
    needs: tuple[Need, ...]
    legal_days: Annotated[int, Field(ge=0)] | None = None
    promised_days: Annotated[int, Field(ge=0)] | None = None
    fee_fen: Annotated[int, Field(ge=0)] = 0
    icon: Label
    sensitive: bool = False  # PIPL art. 28: never in a list of recent items
    note: Words  # under the name on the tile
    next_step: Words  # on the slip: what happens now


class ItemList(Wire):
    """`sha256` is over the `canonical` bytes of the whole CatalogDocument, guides and forms included."""

    list_version: str
    update_time: AwareDatetime
    sha256: Sha256
    changed: bool = True  # False: the version asked for with `since` is current, `items` is empty
    items: tuple[Item, ...]


class Material(Wire):
    code: Label
    name: Words
    source: Words
    necessity: Literal["required", "deferrable", "optional"]  # 必要, 容缺, 非必要
    form: Words  # original, copy, electronic
    standard: tuple[Words, ...]
    waived: Words | None = None  # 免提交, with the reason


class Guide(Wire):
    """办事指南. `plain_note` stands beside the legal text, never instead of it."""

    item_code: ItemCode
    version: str
    update_time: AwareDatetime
    audience: Words
    conditions: tuple[Words, ...]
    materials: tuple[Material, ...]
    flow: tuple[Words, ...]
    basis: tuple[Words, ...]
    limits: Words
    fee: Words
    result: Words
    place: Words
    hours: Words
    phone: str
    plain_note: Words
    demonstration: bool = False


class RatingTag(Wire):
    code: Label
    level: Satisfaction
    text: Words
    shown_first: bool = False


class RatingLevel(Wire):
    level: Satisfaction
    label: Words


class RatingScheme(Wire):
    """好差评 levels and tags as the province set them; a terminal never adds or drops one."""

    version: str
    levels: Annotated[tuple[RatingLevel, ...], Field(min_length=5, max_length=5)]
    tags: tuple[RatingTag, ...]

    @model_validator(mode="after")
    def _has_every_level(self) -> Self:
        if {level.level for level in self.levels} != set(Satisfaction):
            raise ValueError("a level is missing")
        return self


class CatalogDocument(Wire):
    """The whole catalogue as the terminal stores it, made of the four answers above."""

    list_version: str
    update_time: AwareDatetime
    items: tuple[Item, ...]
    guides: dict[str, Guide]
    forms: dict[str, Form]
    rating: RatingScheme

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        codes = [item.code for item in self.items]
        if len(set(codes)) != len(codes):
            raise ValueError("an item stands in the list twice")
        if any(self.guides.get(code) is None or self.guides[code].item_code != code for code in codes):
            raise ValueError("an item has no guide")
        if any((item.kind == "A" or item.has_form) and item.code not in self.forms for item in self.items):
            raise ValueError("an item has no form")
        if any(form.item_code != code for code, form in self.forms.items()):
            raise ValueError("a form belongs to another item")
        return self


def canonical(document: dict[str, Any]) -> bytes:
    """The bytes that `ItemList.sha256` is over: JSON in UTF-8, keys sorted, no spaces."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
