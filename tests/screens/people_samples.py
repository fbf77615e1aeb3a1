"""Pages of packages, agents, companies and delivery, with the reference centre's own words."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from drivers.id_card import people
from kiosk import words
from kiosk.cases import delivery as letters
from kiosk.cases import form as forms
from kiosk.cases.draft import Draft
from kiosk.cases.sentences import ADDRESS_WRONG
from kiosk.cases.sheet import sheet
from kiosk.catalog.catalog import Catalog
from kiosk.catalog.models import said
from kiosk.center.reference.items import load_catalogue
from kiosk.journeys.guide import _page
from screens.page import Live, Page, Trail
from screens.pages.choose import Choose
from screens.pages.confirm import Confirm, Group
from screens.pages.fill_form import FillForm
from screens.pages.notice import Notice
from screens.pages.parts import Choice, Row
from screens.pages.present_card import PresentCard
from screens.pages.show_code import ShowCode
from screens.pages.sign import Sign
from screens.text import Text

DOCUMENT = load_catalogue().document
CATALOG = Catalog(
    list=DOCUMENT, sha256="", guides=DOCUMENT.guides, forms=DOCUMENT.forms, rating=DOCUMENT.rating
)
PACKAGE = Draft.begin(CATALOG, CATALOG.entry("business-start"), datetime(2026, 11, 25, tzinfo=UTC))
PACKAGE.scenario = {"invoices": "yes", "bank": "yes", "staff": "yes"}
COMMITMENT = PACKAGE.form.commitment
PROXY = DOCUMENT.proxy
LETTER = sheet(letters.form_of(people.RESIDENT))
assert PROXY is not None
assert COMMITMENT is not None


def _guide() -> Any:
    open_now = SimpleNamespace(reason=lambda _item: None)
    terminal = SimpleNamespace(
        availability=open_now,
        shelf=SimpleNamespace(confirmed_at=None),
        settings=SimpleNamespace(center=SimpleNamespace(stale_hours=24)),
    )
    visit: Any = SimpleNamespace(terminal=terminal)
    return _page(visit, PACKAGE, None, request=False)


def people_samples(trail: tuple[Trail, ...]) -> dict[str, tuple[Page[Any], Trail]]:
    """Each page with its place in the journey."""
    assert PROXY is not None
    assert COMMITMENT is not None
    return {
        "present-card-of-another": (
            PresentCard(
                Live(
                    status=words.LAY_CARD,
                    problem=words.CARD_OF_AGENT,
                ),
                words.LAY_APPLICANT,
            ),
            trail[1],
        ),
        "show-code": (ShowCode(Live(status=words.LAY_CODE, problem=words.LICENCE_UNKNOWN)), trail[1]),
        "choose-for-whom": (
            Choose(
                words.FOR_WHOM,
                (Choice("self", words.FOR_SELF), Choice("other", words.FOR_OTHER)),
                words.FOR_WHOM_WHY,
            ),
            trail[1],
        ),
        "choose-relation": (
            Choose(
                words.RELATION,
                tuple(Choice(each.value, said(each.label)) for each in PROXY.relations),
            ),
            trail[1],
        ),
        "sign-consent": (
            Sign(said(PROXY.consent.text), said(PROXY.consent.heading)),
            trail[1],
        ),
        "notice-from-elsewhere": (
            Notice(
                words.filled(words.FROM_ELSEWHERE, region="演示市"),
                words.filled(words.FROM_ELSEWHERE_BODY, region="演示市"),
                words.filled(words.FROM_ELSEWHERE_NEXT, phone="12345"),
                (Choice("go_on", words.GO_ON), Choice("leave", words.LEAVE)),
            ),
            trail[1],
        ),
        "package-guide": (_guide(), trail[0]),
        "package-form": (
            FillForm(
                said(PACKAGE.item.name),
                forms.shown_fields(PACKAGE.sheet),
                forms.shown_values(PACKAGE.sheet, forms.prefilled(PACKAGE.sheet, people.RESIDENT)),
            ),
            trail[2],
        ),
        "package-sign": (
            Sign(said(COMMITMENT.text), said(COMMITMENT.heading)),
            trail[2],
        ),
        "post-address": (
            FillForm(
                words.POST_TO,
                forms.shown_fields(LETTER),
                forms.shown_values(
                    LETTER,
                    letters.known(people.RESIDENT, "13800001234", None) | {"where": "other"},
                ),
                {"address": ADDRESS_WRONG},
            ),
            trail[2],
        ),
        "choose-delivery": (
            Choose(words.DELIVERY, tuple(Choice(way, label) for way, label in words.DELIVERY_WAYS.items())),
            trail[2],
        ),
        "entitlement": (
            Notice(
                words.STATES["granted"],
                Text(
                    "您的生育津贴已经发到社会保障卡。\n发放日期：2026年10月15日\n发放天数：158 天",
                    "Your maternity allowance was paid.\nPaid on: 15 October 2026",
                ),
                words.filled(words.STATE_NEXT, phone="12393"),
                (Choice("leave", words.LEAVE),),
                "success",
            ),
            trail[1],
        ),
        "package-confirm": (
            Confirm(
                said(PACKAGE.item.name),
                (
                    Group(
                        words.PACKAGE_CASES,
                        tuple(Row(said(case.item.name), said(case.item.department)) for case in _cases()),
                    ),
                    Group(
                        Text("谁来办，怎么给", "Who applies, and how it comes"),
                        (
                            Row(Text("经办人", "Agent"), Text("阿* 3599**********0045")),
                            Row(Text("户籍所在地", "Home region"), Text("外省", "Another province")),
                            Row(Text("结果送达", "The result comes"), words.DELIVERY_WAYS["electronic"]),
                        ),
                    ),
                ),
            ),
            trail[2],
        ),
    }


def _cases() -> tuple[Any, ...]:
    assert PACKAGE.together is not None
    return PACKAGE.together.members(PACKAGE.scenario)
