"""The step that asks which case it is (办事情形), so that exactly the right papers are asked for (R19)."""

from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.contract import Words
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
        choices = tuple(Choice(value, said(option.label)) for value, option in options.items())
        try:
            chosen = options[await visit.ask(Choose(said(question.ask), choices, why))]
        except Back:
            if not asked:
                raise
            answers.pop(asked.pop())
            continue
        if chosen.refer is not None:
            await _send_on(visit, chosen.refer)
            continue
        answers[question.code] = chosen.value
        asked.append(question.code)
    draft.choose_case(answers)


async def _send_on(visit: Visit, where: Words) -> None:
    """Tells where this case is done; returns for another answer. Raises Leave."""
    actions = (Choice("other", words.OTHER_ANSWER), Choice("leave", words.LEAVE))
    page = Notice(words.NOT_HERE, said(where), words.NOT_HERE_NEXT, actions)
    if await visit.ask(page) == "leave":
        raise Leave
