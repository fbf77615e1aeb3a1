"""How the result comes to the applicant: collected, posted free of charge, or electronic (R32)."""

from kiosk import words
from kiosk.cases import delivery as letters
from kiosk.cases.draft import Draft
from kiosk.cases.sheet import sheet
from kiosk.center.contract import Delivery
from kiosk.journeys.fill import filled
from kiosk.visit import Visit
from screens.page import Back
from screens.pages.choose import Choose
from screens.pages.parts import Choice


async def ask_delivery(visit: Visit, draft: Draft) -> None:
    """Asks only where the item leaves a choice; a postal address is checked before it is taken."""
    ways = draft.item.delivery
    while ways:
        way = ways[0]
        if len(ways) > 1:
            choices = tuple(Choice(each, words.DELIVERY_WAYS[each]) for each in ways)
            answer = await visit.ask(Choose(words.DELIVERY, choices))
            way = next(each for each in ways if each == answer)
        if way != "post":
            draft.delivery = Delivery(way=way)
            return
        try:
            draft.delivery = await _addressed(visit, draft)
        except Back:
            if len(ways) == 1:
                raise
            continue
        return


async def _addressed(visit: Visit, draft: Draft) -> Delivery:
    """The address of the letter; what stands on the card need not be typed. Raises Back, Leave."""
    card = visit.identified
    form = sheet(letters.form_of(card))
    phones = (draft.values.get(each.key) for each in draft.sheet.questions if each.kind == "phone")
    values = letters.known(card, str(next(filter(None, phones), "")), draft.delivery)
    await filled(visit, draft.catalog, form, values, {}, words.POST_TO)
    return letters.delivery_of(form.whole(values), card)
