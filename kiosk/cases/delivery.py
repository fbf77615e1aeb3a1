"""The address of a letter to the applicant: a form of the terminal's own, checked as the centre's are."""

from drivers.id_card.cards import HkMoTwCard, IdCard, ResidentCard
from kiosk import words
from kiosk.center.contract import Choice, Delivery, Form, FormField, Words
from kiosk.center.contract.forms import Condition
from screens.text import Text

# A province, a city or county, something below it: what a postman needs, and nobody writes by accident.
ADDRESS = r"(省|自治区|市).*(市|区|县|旗).*\S*(街|路|道|巷|镇|乡|村|组|号|栋|幢|楼|室|小区)"
ITEM = "000000000000"  # of no item
ON_CARD, OTHER = "card", "other"


def form_of(card: IdCard) -> Form:
    """Recipient, phone, and the address unless it is the card's."""
    asks_where = bool(_on_card(card))
    properties = {
        "name": {"type": "string", "minLength": 1},
        "phone": {"type": "string", "pattern": "^1[3-9][0-9]{9}$", "maxLength": 11},
        "where": {"enum": [ON_CARD, OTHER]},
        "address": {"type": "string", "minLength": 8, "maxLength": 100, "pattern": ADDRESS},
    }
    fields = [
        FormField(key="name", kind="fixed", label=_words(words.POST_RECIPIENT), prefill="name"),
        FormField(key="phone", kind="phone", label=_words(words.POST_PHONE)),
        FormField(
            key="where",
            kind="choice",
            label=_words(words.POST_PLACE),
            choices=(
                Choice(value=ON_CARD, label=_words(words.POST_CARD)),
                Choice(value=OTHER, label=_words(words.POST_OTHER)),
            ),
        ),
        FormField(
            key="address",
            kind="address",
            label=_words(words.POST_ADDRESS),
            hint=_words(words.POST_ADDRESS_HINT),
            when=Condition(key="where", values=(OTHER,)) if asks_where else None,
        ),
    ]
    schema: dict[str, object] = {"type": "object", "required": ["name", "phone", "where"]}
    if asks_where:
        schema["if"] = {"properties": {"where": {"const": OTHER}}, "required": ["where"]}
        schema["then"] = {"required": ["address"]}
    else:
        fields = [field for field in fields if field.key != "where"]
        del properties["where"]
        schema["required"] = ["name", "phone", "address"]
    return Form(
        item_code=ITEM, version="1", json_schema={**schema, "properties": properties}, fields=tuple(fields)
    )


def known(card: IdCard, phone: str, before: Delivery | None) -> dict[str, object]:
    """What need not be typed: the applicant's name, the phone of the form, the card's address."""
    values: dict[str, object] = {"name": card.name, "phone": phone or None}
    if _on_card(card):
        values["where"] = ON_CARD
    if before is not None and before.way == "post":
        values["phone"] = before.phone
        if before.address != _on_card(card):
            values |= {"where": OTHER, "address": before.address}
    return values


def delivery_of(values: dict[str, object], card: IdCard) -> Delivery:
    """The contract's words for what was entered."""
    on_card = values.get("where") == ON_CARD
    return Delivery(
        way="post",
        recipient=card.name,
        phone=str(values["phone"]),
        address=_on_card(card) if on_card else str(values["address"]),
    )


def _on_card(card: IdCard) -> str:
    return card.address if isinstance(card, ResidentCard | HkMoTwCard) else ""


def _words(text: Text) -> Words:
    return Words(zh=text.zh, en=text.en)
