"""The step that asks the form."""

from contextlib import suppress

from kiosk.cases import form as forms
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.visit import Visit
from screens.pages.fill_form import BackFromForm, FillForm


async def fill_form(visit: Visit, draft: Draft) -> None:
    """Asks the form, prefilled from the card, until it is right; every defect is shown at once (R99).

    What was typed stays in the draft whatever happens next: a defect, Back, another language, an empty place.
    """
    values = forms.prefilled(draft.form, visit.person) | draft.values
    while True:

        def hear(typed: object) -> None:
            with suppress(ValueError):
                draft.values = values | page.answer(typed)  # noqa: B023  of this turn, and deaf after it

        page = FillForm(
            title=said(draft.item.name),
            fields=forms.shown_fields(draft.form),
            values=forms.shown_values(draft.form, values),
            problems=draft.problems,
            hear=hear,
        )
        try:
            answer = await visit.ask(page)
        except BackFromForm as back:
            draft.values = values | back.values
            raise
        values |= answer
        draft.values = dict(values)
        draft.problems = forms.problems(draft.form, values)
        if not draft.problems:
            return
