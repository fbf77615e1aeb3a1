"""The step that shows what the service is, what it takes and costs, before anything is asked."""

from kiosk.availability import Closed
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.contract import Guide, Words
from kiosk.journeys.journey import Step
from kiosk.race import first, runner
from kiosk.visit import Visit
from screens.pages.parts import Row, Section
from screens.pages.read_guide import ReadGuide
from screens.text import Text


async def show_guide(visit: Visit, draft: Draft) -> None:
    """Shows the guide; a closed service says so here, with the way to go instead, until it opens.

    Raises Back or Leave.
    """
    while True:
        closed = visit.terminal.availability.closed(draft.item, draft.guide)
        reading = runner(visit.ask(_page(draft, closed)))
        if await first(reading, runner(_until_reason_differs(visit, draft, closed))) is reading:
            reading.result()  # or Back, or Leave
            return


async def _until_reason_differs(visit: Visit, draft: Draft, shown: Closed | None) -> None:
    availability = visit.terminal.availability
    with availability.changed.heard() as changed:
        while availability.closed(draft.item, draft.guide) == shown:
            await changed.wait()
            changed.clear()


def _page(draft: Draft, closed: Closed | None) -> ReadGuide:
    item, guide = draft.item, draft.guide
    return ReadGuide(
        title=said(item.name),
        department=said(item.department),
        facts=(
            Row(Text("办理时限", "Time"), said(guide.limits)),
            Row(Text("费用", "Fee"), said(guide.fee)),
            Row(Text("可以得到", "You receive"), said(guide.result)),
        ),
        note=said(guide.plain_note),
        sections=_sections(guide),
        version=f"{guide.version} · {guide.update_time:%Y-%m-%d}",
        closed=None if closed is None else closed.text,
    )


def _sections(guide: Guide) -> tuple[Section, ...]:
    materials = tuple(
        Text(
            f"{material.name.zh}（{material.waived.zh}）" if material.waived else material.name.zh,
            f"{material.name.en} ({material.waived.en})" if material.waived else material.name.en,
        )
        for material in guide.materials
    )
    return (
        Section(Text("谁可以办", "Who may apply"), _lines(guide.conditions)),
        Section(Text("要带什么", "What to bring"), materials or (Text("只要身份证", "Your ID card only"),)),
        Section(Text("怎么办", "How it goes"), _lines(guide.flow)),
        Section(Text("依据", "Legal basis"), _lines(guide.basis)),
        Section(
            Text("窗口和电话", "Window and phone"),
            (said(guide.place), said(guide.hours), Text(guide.phone, guide.phone)),
        ),
    )


def _lines(words: tuple[Words, ...]) -> tuple[Text, ...]:
    return tuple(said(line) for line in words)


STEPS = (Step(show_guide),)
