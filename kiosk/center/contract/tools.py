"""GET /tools: inquiries that a terminal answers by itself from data alone: calculators, places (R94).

POST /inquiries/{itemCode}: those that the centre answers, for the person of a ProofRequest.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from kiosk.center.contract.wire import ItemCode, Wire, Words

Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}$")]


class Result(Wire):
    """One line of what comes out. `formula`: docs/tools.md; money in fen."""

    name: Words
    formula: Annotated[str, Field(min_length=1, max_length=500)]
    kind: Literal["money", "number"] = "money"
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    unit: Words | None = None


class Calculator(Wire):
    """`constants` and `tables` (by the value of a choice) are the rates of now; the form asks the rest."""

    constants: Mapping[Name, float] = {}
    tables: Mapping[Name, Mapping[str, float]] = {}
    results: Annotated[tuple[Result, ...], Field(min_length=1)]


class Spot(Wire):
    """A place to go to; those of one `district` stand together."""

    name: Words
    address: Words
    district: Words | None = None
    hours: Words | None = None
    phone: str = ""
    note: Words | None = None


class Tool(Wire):
    """What an item of `tool` "calculator" or "places" does. `note`: whose rates or places, and of when."""

    item_code: ItemCode
    version: str
    note: Words
    calculator: Calculator | None = None
    places: tuple[Spot, ...] = ()

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.calculator is None) == (not self.places):
            raise ValueError("a tool is a calculator or a list of places")
        return self


class InquiryRow(Wire):
    label: Words
    value: Words


class InquiryGroup(Wire):
    heading: Words
    rows: tuple[InquiryRow, ...]


class Inquiry(Wire):
    """What the record says; no group: there is no record of this person."""

    item_code: ItemCode
    as_of: AwareDatetime
    groups: tuple[InquiryGroup, ...] = ()
    note: Words | None = None
