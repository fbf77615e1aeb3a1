"""What one citizen has entered so far. It lives in memory only and ends with the visit."""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.catalog.catalog import Catalog
from kiosk.center.contract import Form, Guide, Item, MaterialOffer, Origin, Receipt, Tool
from screens.text import Text

Stroke = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Scanned:
    """One material as it was taken: its pages (JPEG, or PNG in black and white), and the PDF made of them."""

    pages: tuple[bytes, ...]
    pdf: bytes


@dataclass(frozen=True)
class Given:
    """A paper that comes without the camera: what the centre offered, or what was signed."""

    origin: Origin
    offer: MaterialOffer | None = None
    strokes: tuple[Stroke, ...] = ()


LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read or written as something else


@dataclass
class Draft:
    """The draft of one journey: kept by Back, wiped with the visit.

    The catalogue is the one that the visit began with: a newer one serves the next citizen (R4).
    `number` names the case at this terminal and `case_id` is its idempotency key on every attempt.
    """

    catalog: Catalog
    item: Item
    number: str = ""
    case_id: str = ""
    scenario: dict[str, str] = field(default_factory=dict)  # the option chosen at each question of the guide
    values: dict[str, object] = field(default_factory=dict)
    problems: dict[str, Text] = field(default_factory=dict)
    scans: dict[str, Scanned] = field(default_factory=dict)  # by material
    given: dict[str, Given] = field(default_factory=dict)  # by material, what need not be scanned
    offers: tuple[MaterialOffer, ...] = ()  # what the centre has of the papers, once it was asked
    strokes: tuple[Stroke, ...] = ()
    receive_number: str = ""
    query_code: str = ""
    corrects: str = ""  # the centre's number of the case that this one takes the place of (补正)
    receipt: Receipt | None = None  # what the centre made of the application, once it has answered
    papers_printed: list[str] = field(default_factory=list)  # titles of the A4 papers that came out
    verify_code: str = ""
    verify_url: str = ""
    serial: str = ""  # of the certificate, the centre's

    @classmethod
    def begin(cls, catalog: Catalog, item: Item, now: datetime) -> "Draft":
        """An empty draft with its numbers."""
        draft = cls(catalog, item)
        draft.renew(now)
        return draft

    @property
    def guide(self) -> Guide:
        return self.catalog.guides[self.item.code]

    @property
    def tool(self) -> Tool:
        return self.catalog.tools[self.item.code]

    @property
    def form(self) -> Form:
        """The form, with the papers that this case takes (R19)."""
        form, guide = self.catalog.forms[self.item.code], self.guide
        left_out = {material.code for material in guide.materials}
        left_out -= {material.code for material in guide.materials_for(self.scenario)}
        scans = tuple(scan for scan in form.scans if scan.code not in left_out)
        return form.model_copy(update={"scans": scans})

    def choose_case(self, answers: dict[str, str]) -> None:
        """Notes which case it is; papers that were taken for another one go."""
        if answers != self.scenario:
            self.scenario = dict(answers)
            self.scans.clear()
            self.given.clear()
            self.offers = ()

    def renew(self, now: datetime) -> None:
        """New numbers: what was begun under the old ones is void.

        The local number is the day and six letters: it tells nothing about the citizen, and 30 bits of chance
        keep it from being guessed.
        """
        self.number = f"{now:%m%d}-" + "".join(secrets.choice(LETTERS) for _ in range(6))
        self.case_id = uuid.uuid4().hex

    def wipe(self) -> None:
        """Drops all that the citizen entered."""
        self.scenario.clear()
        self.values.clear()
        self.problems.clear()
        self.scans.clear()
        self.given.clear()
        self.offers = ()
        self.receipt = None
        self.papers_printed.clear()
        self.strokes = ()
        self.number = self.case_id = ""
        self.corrects = ""
        self.receive_number = self.query_code = self.verify_code = self.verify_url = self.serial = ""
