"""The step that asks the form: its pages, and the pages beside them for rows, regions and days."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType

from kiosk import words
from kiosk.cases import form as forms
from kiosk.cases.applicant import company_values
from kiosk.cases.defects import bounds, problems
from kiosk.cases.draft import Draft, Taken
from kiosk.cases.sheet import Sheet
from kiosk.catalog.catalog import Catalog
from kiosk.catalog.models import said
from kiosk.center.contract import Regions
from kiosk.journeys import picking
from kiosk.journeys.prefill import taken_from_the_centre
from kiosk.visit import Visit
from screens.page import Back
from screens.pages.fill_form import Aside, BackFromForm, FillForm
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.text import Text

Values = dict[str, object]

# What a calendar offers where the form says nothing.
YEARS_BACK = 110
YEARS_AHEAD = 20


async def fill_form(visit: Visit, draft: Draft) -> None:
    """Asks the form, prefilled from card and centre, until it is right; every defect is shown at once (R99).

    What was typed stays in the draft whatever happens next: a defect, Back, another language, an empty place.
    """
    whole = draft.sheet
    known = forms.prefilled(whole, visit.person) | company_values(whole.questions, draft.company)
    draft.taken = await taken_from_the_centre(visit, draft)
    draft.values = known | {key: each.answer for key, each in draft.taken.items()} | draft.values
    if whole.questions:
        title = said(draft.item.name)
        await filled(visit, draft.catalog, whole, draft.values, draft.problems, title, draft.taken)


async def filled(
    visit: Visit,
    catalog: Catalog,
    asked: Sheet,
    values: Values,
    told: dict[str, Text],
    title: Text,
    taken: Mapping[str, Taken] = MappingProxyType({}),
) -> None:
    """Asks one sheet until it is right. `values` and what was `told` are kept up to date all along; what was
    `taken` from elsewhere says so while it stands."""
    at, looked_at = "", dict(values)
    while True:
        page = FillForm(
            title=title,
            fields=forms.shown_fields(asked, values, taken, regions=catalog.list.digests.regions is not None),
            values=forms.shown_values(asked, values),
            problems=told,
            at=at,
            is_row=bool(asked.tables),
        )
        try:
            answer = await visit.ask(replace(page, hear=partial(_note, page, values)))
        except BackFromForm as back:
            values |= back.values
            raise
        if isinstance(answer, Aside):
            values |= answer.values
            at = answer.key
            # What was changed since is not called wrong again before the next look.
            for key in [key for key in told if key == at or values.get(key) != looked_at.get(key)]:
                del told[key]
            await _beside(visit, catalog, asked, values, answer)
            continue
        values |= answer
        told.clear()
        told |= problems(asked, values, visit.terminal.now().date())
        at, looked_at = "", dict(values)
        if not told:
            return


def _note(page: FillForm, values: Values, typed: object) -> None:
    """Keeps what is typed as it stands: the place before the glass may be empty any moment."""
    with suppress(ValueError):
        answer = page.answer(typed)
        if not isinstance(answer, Aside):
            values |= answer


async def _beside(visit: Visit, catalog: Catalog, asked: Sheet, values: Values, aside: Aside) -> None:
    """Does what the citizen wanted at one question; Back leads to the form again."""
    match aside.way:
        case "add" | "edit":
            await _fill_row(visit, catalog, asked, values, aside)
        case "drop":
            await _drop_row(visit, asked, values, aside)
        case "region":
            await _choose_region(visit, values, aside.key, catalog.regions)
        case "calendar":
            await _choose_day(visit, asked, values, aside.key)


async def _choose_region(visit: Visit, values: Values, key: str, regions: Regions | None) -> None:
    if regions is None:
        return
    before = values.get(key)
    detail = before.get("detail") if isinstance(before, Mapping) else before
    with suppress(Back):
        values[key] = {**await picking.region(visit, regions), "detail": detail or ""}


async def _choose_day(visit: Visit, asked: Sheet, values: Values, key: str) -> None:
    question, today = asked.by_key[key], visit.terminal.now().date()
    first, last = bounds(question, today)
    begin = date.fromisoformat(first) if first else date(today.year - YEARS_BACK, 1, 1)
    end = date.fromisoformat(last) if last else date(today.year + YEARS_AHEAD, 12, 31)
    with suppress(Back):
        values[key] = await picking.day(visit, said(question.label), begin, max(begin, end))


def _rows(values: Values, key: str) -> list[Values]:
    rows = values.get(key)
    return list(rows) if isinstance(rows, list) else []


async def _fill_row(visit: Visit, catalog: Catalog, asked: Sheet, values: Values, aside: Aside) -> None:
    """One row on pages of its own. What was typed stays in the table on Back too; an empty row does not."""
    row_sheet, rows = asked.row(aside.key), _rows(values, aside.key)
    first = forms.prefilled(row_sheet, None)
    row: Values = dict(rows[aside.row]) if aside.way == "edit" else dict(first)
    number = aside.row if aside.way == "edit" else len(rows)
    table = said(asked.by_key[aside.key].label)
    title = Text(f"{table.zh}：第 {number + 1} 项", f"{table.in_('en')}: no. {number + 1}")
    told = problems(row_sheet, row, visit.terminal.now().date()) if aside.way == "edit" else {}
    try:
        await filled(visit, catalog, row_sheet, row, told, title)
    except Back:
        if not any(value not in (None, [], first.get(key)) for key, value in row.items()):
            return
    finally:
        kept = {key: value for key, value in row.items() if value is not None}
        if kept and kept != first:
            values[aside.key] = [*rows[:number], kept, *rows[number + 1 :]]


async def _drop_row(visit: Visit, asked: Sheet, values: Values, aside: Aside) -> None:
    rows = _rows(values, aside.key)
    question = Notice(
        title=words.DROP_ROW,
        body=forms.short_row(asked.by_key[aside.key], rows[aside.row]),
        next=words.DROP_ROW_NEXT,
        actions=(Choice("drop", words.DROP), Choice("keep", words.KEEP)),
    )
    try:
        if await visit.ask(question) == "drop":
            del rows[aside.row]
            values[aside.key] = rows or None
    except Back:
        pass
