"""Which company applies: by the e-licence's code before the scanner, or by its social credit code."""

import asyncio
from typing import Any

import structlog

from drivers.device import DeviceError
from drivers.qr_scanner.errors import ScanError
from kiosk import words
from kiosk.cases.applicant import cert_type
from kiosk.cases.draft import Draft
from kiosk.cases.sheet import Sheet, sheet
from kiosk.center.contract import Company, CompanyAnswer, CompanyRequest, Form, FormField, Words
from kiosk.center.errors import CenterDenied, CenterRefused, CenterUnreachable
from kiosk.journeys.fill import filled
from kiosk.race import first, runner
from kiosk.visit import Visit
from screens.page import Back, Leave, Live
from screens.pages.choose import Choose
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.show_code import ShowCode
from screens.text import Text

log = structlog.get_logger()

RETRY_S = 1.0
ITEM = "000000000000"  # of no item
CODE, NAME = "code", "company"
AGAIN = (Choice("again", words.AGAIN), Choice("leave", words.LEAVE))


async def identify_company(visit: Visit, draft: Draft) -> None:
    """Asks for the company and for what the person is there; the centre says both where it can.

    Without the centre what is entered goes with the application, and is checked there; a certificate is
    printed only for whom the centre knows to act for the company. Raises Back, Leave.
    """
    if draft.party != "company":
        return
    problem: Text | None = None
    typing = visit.terminal.devices.qr_scanner is None
    while True:
        licence = "" if typing else await _shown(visit, problem)
        try:
            if not licence:
                draft.company = await _typed(visit, draft)
            elif isinstance(found := await _asked(visit, licence=licence), CompanyAnswer):
                draft.company = _of(found, licence)
            else:
                problem = words.LICENCE_UNKNOWN if found == "unknown" else words.COMPANY_AWAY
                continue
            if draft.item.kind != "P":
                await _as_whom(visit, draft)
            elif not draft.company.verified:
                await _send_away(visit, draft.company)
                continue
        except Back:
            if typing:
                raise
            continue
        return


async def _shown(visit: Visit, problem: Text | None) -> str:
    """The code of an e-licence; "" when the citizen rather types. Raises Back, Leave."""
    live = Live(status=words.LAY_CODE, problem=problem)
    page, reading = runner(visit.ask(ShowCode(live))), runner(_read(visit, live))
    if await first(page, reading) is page:
        page.result()
        return ""
    code: str = reading.result()
    return code


async def _read(visit: Visit, live: Live) -> str:
    scanner: Any = visit.terminal.devices.qr_scanner  # of whichever package
    while True:
        try:
            code = await scanner.read()
        except ScanError:
            live.set(problem=words.CODE_UNREADABLE)
        except DeviceError:
            live.set(problem=words.SCANNER_RESTING)
            await asyncio.sleep(RETRY_S)
        else:
            return str(code.text)


async def _typed(visit: Visit, draft: Draft) -> Company:
    """The company of a credit code: as the centre has it, or, without the centre, as it is entered."""
    asks_name, before = False, draft.company
    values: dict[str, object] = {CODE: before.credit_code} if before is not None else {}
    told: dict[str, Text] = {}
    while True:
        await filled(visit, draft.catalog, _form(asks_name=asks_name), values, told, words.COMPANY_CODE)
        code = values[CODE]
        if asks_name:
            return Company(credit_code=str(code), name=str(values[NAME]), role="agent")
        match await _asked(visit, credit_code=str(code)):
            case CompanyAnswer() as found:
                return _of(found)
            case "unknown":
                told = {CODE: words.COMPANY_UNKNOWN}
            case _ if draft.item.kind == "P":
                await _again_or_leave(
                    visit, Notice(words.CENTRE_AWAY, words.CENTRE_AWAY_BODY, words.CENTRE_AWAY_NEXT, AGAIN)
                )
            case _:
                asks_name = True


async def _as_whom(visit: Visit, draft: Draft) -> None:
    """What the person is there, where the centre has not said so; an agent needs a letter of authority."""
    company, rules = draft.company, draft.catalog.list.proxy
    if company is None or company.verified:
        draft.ask_for_letter(None)
        return
    choices = (
        Choice("legal_representative", words.LEGAL_REPRESENTATIVE),
        Choice("agent", words.COMPANY_AGENT),
    )
    answer = await visit.ask(Choose(words.COMPANY_ROLE, choices, words.COMPANY_ROLE_WHY))
    agent = answer == "agent"
    draft.company = company.model_copy(update={"role": "agent" if agent else "legal_representative"})
    draft.ask_for_letter(rules.letter if agent and rules is not None else None)


async def _send_away(visit: Visit, company: Company) -> None:
    """The centre knows the company, and does not know the person there. Raises Leave."""
    name = {"company": company.name}
    body = words.both(words.NOT_OF_COMPANY_BODY, name, name)
    await _again_or_leave(visit, Notice(words.NOT_OF_COMPANY, body, words.NOT_OF_COMPANY_NEXT, AGAIN))


async def _again_or_leave(visit: Visit, notice: Notice) -> None:
    if await visit.ask(notice) == "leave":
        raise Leave


async def _asked(visit: Visit, *, licence: str = "", credit_code: str | None = None) -> CompanyAnswer | str:
    """The centre's answer; "unknown" where it knows none, "away" where it cannot be asked."""
    terminal, person = visit.terminal, visit.identified
    request = CompanyRequest(
        terminal_no=terminal.settings.terminal.number,
        licence=licence,
        credit_code=credit_code,
        cert_type=cert_type(person),
        cert_no=person.id_number,
        name=person.name,
    )
    if terminal.center is None:
        return "away"
    try:
        async with visit.work(words.ASKING_COMPANY, words.NOTHING_LOST):
            return await asyncio.to_thread(terminal.center.company, request)
    except CenterRefused:
        return "unknown"
    except (CenterUnreachable, CenterDenied):
        log.warning("company.not_asked")
        return "away"


def _of(found: CompanyAnswer, licence: str = "") -> Company:
    return Company(
        credit_code=found.credit_code,
        name=found.name,
        role=found.role or "agent",
        licence=licence,
        verified=found.role is not None,
    )


def _form(*, asks_name: bool) -> Sheet:
    properties: dict[str, object] = {CODE: {"type": "string", "minLength": 18, "maxLength": 18}}
    fields = [
        FormField(
            key=CODE,
            kind="creditCode",
            label=_words(words.COMPANY_CODE),
            hint=_words(words.COMPANY_CODE_HINT),
        )
    ]
    if asks_name:
        properties[NAME] = {"type": "string", "minLength": 2, "maxLength": 100}
        fields.append(FormField(key=NAME, kind="text", label=_words(words.COMPANY_NAME)))
    schema = {"type": "object", "required": list(properties), "properties": properties}
    form = Form(item_code=ITEM, version="1", json_schema=schema, fields=tuple(fields))
    return sheet(form)


def _words(text: Text) -> Words:
    return Words(zh=text.zh, en=text.en)
