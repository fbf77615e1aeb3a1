"""The step that asks which case it is (办事情形), so that exactly the right papers are asked for (R19)."""

from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.contract import Words
from kiosk.journeys.request import LEAVE_A_REQUEST, can_be_left, leave_request
from kiosk.visit import Visit
from screens.page import Back, Leave
from screens.pages.choose import Choose
from screens.pages.notice import Notice
from screens.pages.parts import Choice


async def ask_scenario(visit: Visit, draft: Draft) -> None:
    """Asks the guide's questions one by one; a case that is not done here is sent on before any effort.

    Back goes one question back, and out of the first one to the step before. Raises Back or Leave.
    """
    answers, asked = dict[str, str](), list[str]()
    why = words.CHOOSE_CONTENT if draft.item.kind == "P" else words.CHOOSE_CASE
    while (question := draft.question(answers)) is not None:
        options = {option.value: option for option in question.options}
        before = draft.returned.scenario.get(question.code) if draft.returned is not None else None
        choices = tuple(
            Choice(value, said(option.label), words.CHOSEN_BEFORE if value == before else None)
            for value, option in options.items()
        )
        try:
            chosen = options[await visit.ask(Choose(said(question.ask), choices, why))]
        except Back:
            if not asked:
                raise
            answers.pop(asked.pop())
            continue
        if chosen.refer is not None:
            await _send_on(visit, draft, chosen.refer)
            continue
        answers[question.code] = chosen.value
        asked.append(question.code)
    draft.choose_case(answers)


async def _send_on(visit: Visit, draft: Draft, where: Words) -> None:
    """Tells where this case is done, and takes a request (R9); returns for another answer. Raises Leave."""
    left = (LEAVE_A_REQUEST,) if can_be_left(visit, draft) else ()
    actions = (Choice("other", words.OTHER_ANSWER), *left, Choice("leave", words.LEAVE))
    answer = await visit.ask(Notice(words.NOT_HERE, said(where), words.NOT_HERE_NEXT, actions))
    if answer == "leave":
        raise Leave
    if answer == LEAVE_A_REQUEST.value:
        await leave_request(visit, draft)
