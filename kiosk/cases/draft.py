"""What one citizen has entered so far. It lives in memory only and ends with the visit."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from kiosk.cases.acting import Acting
from kiosk.cases.appointment import Appointment
from kiosk.cases.sheet import Sheet, sheet
from kiosk.cases.wish import Wish
from kiosk.catalog.catalog import Catalog
from kiosk.catalog.together import Together, scans_of
from kiosk.center.contract import (
    KNOWN_HERE,
    Bundle,
    Company,
    Delivery,
    Form,
    Guide,
    Item,
    MaterialOffer,
    Origin,
    Question,
    Receipt,
    ReturnedCase,
    Scan,
    Tool,
)
from screens.text import Text

Party = Literal["self", "other", "company"]
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


@dataclass(frozen=True)
class Taken:
    """An answer that the citizen need not type, and where it comes from, in words."""

    answer: object
    source: Text


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
    party: Party = "self"  # for whom whoever stands here applies
    acting: Acting | None = None  # how somebody else may apply for the applicant (R67)
    letter: Scan | None = None  # the letter of authority, where one is needed
    company: Company | None = None
    delivery: Delivery | None = None
    bundle: Bundle | None = None  # of one case of a package: what it belongs to
    cases: "list[Draft]" = field(default_factory=list)  # of a package, from `split` on
    receive_number: str = ""
    query_code: str = ""
    corrects: str = ""  # the centre's number of the case that this one takes the place of (补正)
    returned: ReturnedCase | None = None  # what was given in that one, where the centre has said so
    held: Mapping[str, Any] | None = None  # what the centre holds of the person, once it was asked
    taken: dict[str, Taken] = field(default_factory=dict)  # by question, what the centre filled in
    receipt: Receipt | None = None  # what the centre made of the application, once it has answered
    papers_printed: list[str] = field(default_factory=list)  # titles of the A4 papers that came out
    appointment: Appointment = field(default_factory=Appointment)  # the time that is booked (R33)
    wish: Wish | None = None  # what is left for the department instead (R9)
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
    def together(self) -> Together | None:
        """The package (R34) that this is a draft of."""
        return self.catalog.together(self.item.code)

    @property
    def guide(self) -> Guide:
        if self.together is not None:
            return self.together.guide(self.scenario)
        return self.catalog.guides[self.item.code]

    @property
    def asks(self) -> bool:
        """Whether there is a form."""
        return self.together is not None or self.item.code in self.catalog.forms

    @property
    def tool(self) -> Tool:
        return self.catalog.tools[self.item.code]

    @property
    def form(self) -> Form:
        """The form, with the papers that this case takes (R19)."""
        form = self.together.form(self.scenario) if self.together is not None else self._own_form()
        return form if self.letter is None else form.model_copy(update={"scans": (*form.scans, self.letter)})

    def _own_form(self) -> Form:
        form = self.catalog.forms[self.item.code]
        return form.model_copy(update={"scans": scans_of(form, self.guide, self.scenario)})

    def question(self, answers: Mapping[str, str]) -> Question | None:
        """The next question about which case it is; None when all is answered."""
        if self.together is not None:
            return self.together.question(answers)
        return self.guide.question(answers)

    @property
    def sheet(self) -> Sheet:
        """What is asked: the form's questions, of a package those of all its forms once."""
        if self.together is None:
            return sheet(self.form)
        parts = tuple(
            (Sheet(member.form, member.asked), member.keys) for member in self.together.members(self.scenario)
        )
        return Sheet(self.form, self.together.asked(self.scenario), parts=parts)

    def by_item(self, codes: Sequence[str]) -> "list[tuple[str, tuple[str, ...]]]":
        """Each of these papers with the service that it is looked up for; of a package the first."""
        if self.together is None:
            return [(self.item.code, tuple(codes))]
        found: list[tuple[str, tuple[str, ...]]] = []
        left = list(codes)
        for member in self.together.members(self.scenario):
            own = tuple(code for code in left if any(each.code == code for each in member.guide.materials))
            left = [code for code in left if code not in own]
            if own:
                found.append((member.item.code, own))
        return found

    @property
    def each(self) -> "Sequence[Draft]":
        """The cases that are handed in: of a package, once it is split, several."""
        return self.cases or (self,)

    def correct(self, case: ReturnedCase) -> None:
        """Begins with what was given in a case that was returned, and with what is wrong with it."""
        self.returned, self.delivery = case, case.delivery
        if case.company is not None:
            self.party, self.company = "company", case.company
        for defect in case.defects:
            if defect.part in self.sheet.by_key:
                zh, en = (f"{defect.problem.zh}。{defect.cure.zh}", f"{defect.problem.en}. {defect.cure.en}")
                self.problems[defect.part] = Text(zh, en)

    def split(self) -> "Sequence[Draft]":
        """Makes the cases of a package, each with its own number under the package's; again the same ones.

        What was asked once stands in each case that asks for it. The ids follow from the package's: a second
        attempt to store can double nothing.
        """
        if self.together is None:
            return (self,)
        members = self.together.members(self.scenario)
        bundle = Bundle(id=self.case_id, code=self.item.code, local_no=self.number, cases=len(members))
        self.cases = []
        for place, member in enumerate(members, 1):
            case = Draft(
                self.catalog,
                member.item,
                number=f"{self.number}-{place}",
                case_id=uuid.uuid5(uuid.UUID(self.case_id), member.item.code).hex,
                scenario=member.answers(self.scenario),
                values=member.values(self.values),
                strokes=self.strokes,
                party=self.party,
                acting=self.acting,
                letter=self.letter,
                company=self.company,
                delivery=_delivered(member.item, self.delivery),
                bundle=bundle,
            )
            codes = {*(scan.code for scan in case.form.scans), *(each.code for each in case.guide.materials)}
            case.scans = {code: scanned for code, scanned in self.scans.items() if code in codes}
            case.given = {code: given for code, given in self.given.items() if code in codes}
            self.cases.append(case)
        return self.cases

    def choose_party(self, party: Party) -> None:
        """Notes for whom it is; what was known of another one goes, and what that one signed."""
        if party == self.party:
            return
        self.party, self.acting, self.letter, self.company, self.delivery = party, None, None, None, None
        for question in self.sheet.questions if self.asks else ():
            if question.prefill in KNOWN_HERE:
                self.values.pop(question.key, None)
        for key, taken in self.taken.items():
            if self.values.get(key) == taken.answer:
                del self.values[key]
        self.taken.clear()
        self.held = None
        self.scans.clear()
        self.given.clear()
        self.offers = ()
        self.strokes = ()

    def ask_for_letter(self, letter: Scan | None) -> None:
        """Notes whether a letter of authority is scanned with the papers."""
        if letter != self.letter:
            self.letter = letter

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
        self.party = "self"
        self.acting = self.letter = self.company = self.delivery = self.bundle = None
        for case in self.cases:
            case.wipe()
        self.cases.clear()
        self.wish = None
        self.appointment = Appointment()
        self.number = self.case_id = ""
        self.corrects = ""
        self.returned = self.held = None
        self.taken.clear()
        self.receive_number = self.query_code = self.verify_code = self.verify_url = self.serial = ""


def _delivered(item: Item, wished: Delivery | None) -> Delivery | None:
    """The way of one case of a package: as wished where the item has it, else one without an address."""
    if wished is not None and wished.way in item.delivery:
        return wished
    return next((Delivery(way=way) for way in item.delivery if way != "post"), None)
