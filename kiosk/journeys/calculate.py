"""A calculator: the form asks, the formulas of the centre reckon, nothing leaves the terminal (R94)."""

from kiosk import words
from kiosk.cases import form as forms
from kiosk.cases.draft import Draft
from kiosk.cases.instance import by_key
from kiosk.cases.sheet import sheet
from kiosk.catalog.calculation import CannotCalculate, calculated
from kiosk.catalog.models import said
from kiosk.center.contract import Result
from kiosk.journeys.figures import show_figures
from kiosk.journeys.fill import fill_form
from kiosk.journeys.guide import show_guide_where_closed
from kiosk.journeys.journey import Step
from kiosk.visit import Visit
from screens.page import Back
from screens.pages.confirm import Group
from screens.pages.notice import Notice
from screens.pages.parts import Choice, Row
from screens.text import Text


async def show_result(visit: Visit, draft: Draft) -> None:
    """Reckons and shows; Back changes what was entered."""
    calculator = draft.tool.calculator
    if calculator is None:
        raise RuntimeError("a calculator without formulas")  # the shelf has checked that
    form = sheet(draft.form)
    try:
        results = calculated(calculator, by_key(form.questions, draft.values), visit.terminal.now().date())
    except CannotCalculate:
        await visit.ask(
            Notice(
                words.NO_RESULT,
                words.NO_RESULT_BODY,
                words.NO_RESULT_NEXT,
                (Choice("back", words.CHANGE_FIGURES),),
            )
        )
        raise Back from None
    entered = forms.confirmed_rows(form, draft.values)
    groups = (
        Group(words.RESULT, tuple(Row(said(result.name), shown(result, value)) for result, value in results)),
        Group(words.ENTERED, tuple(Row(label, value) for label, value in entered)),
    )
    await show_figures(visit, draft, groups, said(draft.tool.note))


def shown(result: Result, value: float) -> Text:
    """A result with its unit: money from fen to yuan, to the fen."""
    if result.kind == "money":
        yuan = round(value) / 100
        return Text(f"{yuan:,.2f} 元", f"¥{yuan:,.2f}")
    number = f"{value:,.{result.decimals}f}"
    unit = result.unit
    return Text(number) if unit is None else Text(f"{number} {unit.zh}", f"{number} {unit.en}")


STEPS = (
    Step(show_guide_where_closed),
    Step(fill_form, words.STEP_FIGURES),
    Step(show_result, words.STEP_RESULT),
)
