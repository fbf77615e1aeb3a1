"""For whom the citizen applies: alone, for somebody else who consents (R67), or for a company."""

from kiosk import words
from kiosk.cases.acting import Acting
from kiosk.cases.applicant import household
from kiosk.cases.draft import Draft, Party
from kiosk.catalog.models import said
from kiosk.center.contract import Household, Item, Proxy
from kiosk.journeys.identify import laid_card
from kiosk.visit import Visit
from screens.page import Leave
from screens.pages.choose import Choose
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.sign import Sign

LABELS = {"self": words.FOR_SELF, "other": words.FOR_OTHER, "company": words.FOR_COMPANY}


async def ask_for_whom(visit: Visit, draft: Draft) -> None:
    """Asks only where the item leaves a choice; "for myself" stands first."""
    visit.act_alone()
    parties = parties_of(draft.item, draft.catalog.list.proxy)
    chosen = parties[0]
    if len(parties) > 1:
        choices = tuple(Choice(party, LABELS[party]) for party in parties)
        why = words.FOR_WHOM_WHY if "other" in parties else None
        answer = await visit.ask(Choose(words.FOR_WHOM, choices, why))
        chosen = next(party for party in parties if party == answer)
    draft.choose_party(chosen)


def parties_of(item: Item, proxy: Proxy | None) -> tuple[Party, ...]:
    """For whom this item can be applied for, the plainest first."""
    found: list[Party] = []
    if "person" in item.audience or item.founds:
        found.append("self")
        if item.proxy_allowed and proxy is not None and item.kind != "P":
            found.append("other")
    if "company" in item.audience and not item.founds:
        found.append("company")
    return tuple(found)


async def ask_relation(visit: Visit, draft: Draft) -> None:
    """Who the agent is to the applicant, and whether the applicant is here to sign."""
    if (rules := _rules(draft)) is None:
        return
    choices = tuple(Choice(each.value, said(each.label)) for each in rules.relations)
    relation = await visit.ask(Choose(words.RELATION, choices))
    draft.acting = Acting(relation, present=True)


async def ask_whether_there(visit: Visit, draft: Draft) -> None:
    """Whether the applicant is here and signs; else a letter of authority is scanned with the papers."""
    rules, acting = _rules(draft), draft.acting
    if rules is None or acting is None or rules.letter is None:
        return
    choices = (Choice("there", words.THERE), Choice("letter", words.NOT_THERE))
    there = await visit.ask(Choose(words.IS_THERE, choices, words.IS_THERE_WHY)) == "there"
    draft.acting = Acting(acting.relation, present=there)
    draft.ask_for_letter(None if there else rules.letter)


async def identify_applicant(visit: Visit, draft: Draft) -> None:
    """Asks for the card of the person that it is for, after the agent's own."""
    if draft.party == "other" and visit.agent is None:
        card = await laid_card(visit, words.LAY_APPLICANT, not_of=visit.identified)
        visit.person, visit.agent = card, visit.identified


async def take_consent(visit: Visit, draft: Draft) -> None:
    """The applicant reads what the agent may do, and signs it."""
    rules, acting = _rules(draft), draft.acting
    if rules is None or acting is None or not acting.present:
        return
    applicant = visit.identified.name  # signs here, not the agent
    strokes = await visit.ask(Sign(said(rules.consent.text), said(rules.consent.heading), applicant))
    draft.acting = Acting(acting.relation, present=True, strokes=strokes)


async def tell_from_elsewhere(visit: Visit, draft: Draft) -> None:
    """Whose household lies outside the item's reach is told so, and decides alone: it blocks nobody (R35).

    Raises Leave.
    """
    region, terminal = draft.catalog.list.region, visit.terminal.settings.terminal
    if region is None or draft.party == "company" or draft.item.scope != "city":
        return
    if household(visit.identified, region) not in {Household.PROVINCE, Household.ELSEWHERE}:
        return
    place = said(region.name)
    zh, en = (
        {"region": place.zh, "phone": terminal.phone},
        {"region": place.in_("en"), "phone": terminal.phone},
    )
    page = Notice(
        words.both(words.FROM_ELSEWHERE, zh, en),
        words.both(words.FROM_ELSEWHERE_BODY, zh, en),
        words.both(words.FROM_ELSEWHERE_NEXT, zh, en),
        (Choice("go_on", words.GO_ON), Choice("leave", words.LEAVE)),
    )
    if await visit.ask(page) == "leave":
        raise Leave


def _rules(draft: Draft) -> Proxy | None:
    return draft.catalog.list.proxy if draft.party == "other" else None
