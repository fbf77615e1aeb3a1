"""GET /items: the list of service items, its taxonomy, and the digests of the guides and forms behind it."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from kiosk.center.contract.forms import Form
from kiosk.center.contract.guides import Guide, Question, check_questions, chosen_options
from kiosk.center.contract.people import Proxy, Region, Way
from kiosk.center.contract.places import Hall, Site
from kiosk.center.contract.rating import RatingScheme
from kiosk.center.contract.regions import Regions
from kiosk.center.contract.requests import RequestKind
from kiosk.center.contract.tools import Tool
from kiosk.center.contract.wire import ItemCode, Label, Sha256, Wire, Words


class Need(StrEnum):
    """What an item needs at the terminal; without it the item is closed there."""

    ID = "ID"
    SCAN = "SCAN"
    SIGN = "SIGN"
    PRINT_A4 = "PRINT_A4"
    PRINT_SLIP = "PRINT_SLIP"
    QR = "QR"
    FACE = "FACE"  # 人证核验: never the only way, `Item.otherwise` says the other (R77)
    VOICE = "VOICE"  # 语音核验


AT_ANY_TERMINAL = frozenset({Need.ID, Need.SCAN, Need.SIGN, Need.PRINT_A4, Need.PRINT_SLIP, Need.QR})


class Channel(StrEnum):
    """五办: where an item is done (R7)."""

    SELF = "self"  # 自助办
    NEAR = "near"  # 就近办
    ONLINE = "online"  # 网上办
    MOBILE = "mobile"  # 掌上办
    NOW = "now"  # 马上办


class Item(Wire):
    """One service item.

    Limits in working days unless `legal_unit` says otherwise; None: on the spot. Fee in fen.

    Kinds: P print, A application, Q inquiry, B booking, M payment, N no application needed (免申即办, R36).
    """

    code: ItemCode
    implementation_code: ItemCode | None = None  # 31 characters: authority, level, code
    handling_code: ItemCode | None = None  # 33: and the serial of the way it is handled
    name: Words
    department: Words
    department_code: Label | None = None
    kind: Literal["P", "A", "Q", "B", "M", "N"]
    tool: Literal["calculator", "places", "lookup", "copy", "licences", "booking"] | None = (
        None  # an inquiry that is answered here (R94), or a time that is booked (R33)
    )
    has_form: bool = False
    needs: tuple[Annotated[Need | Label, Field(union_mode="left_to_right")], ...]  # also such as come later
    otherwise: tuple[Need, ...] = ()  # what does in place of each of `checks`; none: nothing does
    channels: tuple[Channel, ...] = (Channel.SELF,)
    audience: tuple[Literal["person", "company"], ...] = ("person",)
    aliases: tuple[str, ...] = ()  # 俗称: what people call it
    life_events: tuple[Label, ...] = ()
    high_frequency: bool = False
    scope: Literal["city", "province", "nation"] = "city"  # 通办范围 (R35)
    proxy_allowed: bool = False  # somebody else may apply for the person (R67)
    founds: bool = False  # makes the company that it is for: a person applies, and there is no licence yet
    delivery: tuple[Way, ...] = ()  # how the result may come; none: there is nothing to be delivered (R32)
    legal_days: Annotated[int, Field(ge=0)] | None = None
    legal_unit: Literal["workday", "day"] = "workday"
    promised_days: Annotated[int, Field(ge=0)] | None = None
    fee_fen: Annotated[int, Field(ge=0)] = 0
    papers: tuple[Literal["acceptance"], ...] = ()  # what an application of it has on A4 once accepted
    icon: Label
    sensitive: bool = False  # PIPL art. 28: never in a list of recent items
    note: Words  # under the name on the tile
    next_step: Words  # on the slip: what happens now

    @property
    def checks(self) -> tuple[str, ...]:
        """How the person is verified beside card and signature; a terminal need not be able to (R30)."""
        return tuple(need for need in self.needs if need not in AT_ANY_TERMINAL)

    @property
    def startable(self) -> bool:
        """Whether a journey of it begins at a terminal; all others open their guide, with how and where."""
        return (self.kind in {"A", "P", "N"} or self.tool is not None) and Channel.SELF in self.channels


class Named(Wire):
    """A department or a life event."""

    code: Label
    name: Words
    icon: Label = "file-text"


class Group(Wire):
    code: Label
    name: Words
    items: tuple[ItemCode, ...]


class Theme(Wire):
    """A tile of the home page: what belongs together for a citizen, whichever department does it."""

    code: Label
    name: Words
    note: Words
    icon: Label
    groups: tuple[Group, ...]


class Package(Wire):
    """一件事 (R34): several items as one matter; their cases share a parent.

    Items that an answer to one of `scenarios` names belong to it only after that answer.
    """

    code: Label
    name: Words
    audience: Literal["person", "company"]
    items: tuple[ItemCode, ...]
    note: Words | None = None
    scenarios: tuple[Question, ...] = ()

    @model_validator(mode="after")
    def _holds_what_its_answers_name(self) -> Self:
        check_questions(self.scenarios)
        if len(set(self.items)) != len(self.items) or not self._about() <= set(self.items):
            raise ValueError("an answer names no item of the package, or one stands twice")
        return self

    def items_for(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The items of this case: those that no answer is about, and those of the answers given."""
        wanted = {code for option in chosen_options(self.scenarios, answers) for code in option.items}
        about = self._about()
        return tuple(code for code in self.items if code not in about or code in wanted)

    def _about(self) -> set[str]:
        return {code for question in self.scenarios for option in question.options for code in option.items}


class Digests(Wire):
    """SHA-256 over the `canonical` bytes of every document behind the list, by item."""

    guides: Mapping[ItemCode, Sha256]
    forms: Mapping[ItemCode, Sha256]
    tools: Mapping[ItemCode, Sha256] = {}
    rating: Sha256
    regions: Sha256 | None = None


class ItemList(Wire):
    """The list. Who knows its digest can check every document that belongs to it."""

    list_version: Annotated[str, Field(min_length=1)]
    update_time: AwareDatetime
    items: tuple[Item, ...]
    themes: tuple[Theme, ...] = ()
    departments: tuple[Named, ...] = ()
    life_events: tuple[Named, ...] = ()
    packages: tuple[Package, ...] = ()
    requests: tuple[RequestKind, ...] = ()  # none: nothing can be left for a department here
    proxy: Proxy | None = None  # None: nobody acts for another here
    region: Region | None = None
    hall: Hall | None = None
    sites: tuple[Site, ...] = ()
    guide_url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None  # `{code}` in it: one item's
    digests: Digests

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        codes = {item.code for item in self.items}
        if len(codes) != len(self.items):
            raise ValueError("an item stands in the list twice")
        if missing := codes - set(self.digests.guides):
            raise ValueError(f"an item has no guide: {min(missing)}")
        worked = {item.code for item in self.items if item.tool in {"calculator", "places"}}
        if missing := worked - set(self.digests.tools):
            raise ValueError(f"an item has no tool: {min(missing)}")
        asked = {item.code for item in self.items if (item.startable and item.kind == "A") or item.has_form}
        asked |= {item.code for item in self.items if item.tool in {"calculator", "copy", "licences"}}
        asked |= {request.form for request in self.requests}
        if missing := asked - set(self.digests.forms):
            raise ValueError(f"an item or a kind of request has no form: {min(missing)}")
        named = {code for theme in self.themes for group in theme.groups for code in group.items}
        named |= {code for package in self.packages for code in package.items}
        if unknown := named - codes:
            raise ValueError(f"a group names an item that is not in the list: {min(unknown)}")
        return self


class ListAnswer(Wire):
    """The answer of GET /items. `sha256` is over the `canonical` bytes of `list`."""

    list_version: str
    changed: bool  # False: the version asked for with `since` is current, `list` is left out
    sha256: Sha256
    list: dict[str, Any] | None = None


class CatalogDocument(ItemList):
    """The list with everything behind it, as a centre holds it."""

    guides: dict[str, Guide]
    forms: dict[str, Form]
    tools: dict[str, Tool] = Field(default_factory=dict)
    rating: RatingScheme
    regions: Regions | None = None

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        if any(guide.item_code != code for code, guide in self.guides.items()):
            raise ValueError("a guide belongs to another item")
        if any(form.item_code != code for code, form in self.forms.items()):
            raise ValueError("a form belongs to another item")
        if any(tool.item_code != code for code, tool in self.tools.items()):
            raise ValueError("a tool belongs to another item")
        return self


def canonical(document: Any) -> bytes:
    """The bytes that digests are over: JSON in UTF-8, keys sorted, no spaces."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
