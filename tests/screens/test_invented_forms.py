"""Forms in many invented shapes stand on the glass, are answered and keep what was answered."""

from hypothesis import HealthCheck, Phase, given, settings

from kiosk.cases import form as forms
from kiosk.cases.defects import problems
from kiosk.cases.sheet import sheet
from kiosk.catalog.understood import why_not
from kiosk.center.contract import Form
from screens.pages.fill_form import Aside, FillForm
from screens.stage import Stage
from screens.text import Text
from tests.kiosk.cases import invented_forms
from tests.kiosk.cases.test_invented_forms import TODAY, answered
from tests.screens.conftest import QtLoop, item_of, shown


@given(invented_forms.schemas())
@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_an_invented_form_is_shown_with_its_answers_and_its_problems(
    stage: Stage, qt_loop: QtLoop, schema: dict[str, object]
) -> None:
    raw = invented_forms.form(schema)
    if why_not(raw):
        return
    asked = sheet(Form.model_validate(raw))
    values = answered(asked, forms.prefilled(asked, None))
    page = FillForm(
        Text("演示"),
        forms.shown_fields(asked, regions=True),
        forms.shown_values(asked, values),
        problems(asked, values, TODAY),
    )

    async def visit() -> dict[str, object] | Aside:
        asking = await shown(stage, page)
        item = item_of(stage)
        item.answered.emit(item.property("typed").toVariant())
        return await asking

    answer = qt_loop.run(visit())
    assert isinstance(answer, dict)
    tables = {question.key for question in asked.questions if question.kind == "table"}
    again = {key: value for key, value in values.items() if value is not None and key not in tables}
    assert {key: value for key, value in answer.items() if value is not None} == {
        key: value for key, value in again.items() if asked.by_key[key].kind != "fixed"
    }
