"""The step that shows what the service is, what it takes and costs, before anything is asked."""

from collections.abc import Iterator

from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.catalog.together import is_case
from kiosk.center.contract import Guide, Item, Material, Words
from kiosk.journeys.journey import Step
from kiosk.journeys.request import can_be_left, leave_request
from kiosk.journeys.take_away import take_away
from kiosk.race import first, runner
from kiosk.visit import Visit
from screens.page import Back
from screens.pages.parts import Row, Section
from screens.pages.read_guide import REQUEST, TAKE, ReadGuide
from screens.text import Text

NECESSITY = {"deferrable": Text("可以后补", "may follow"), "optional": Text("非必要", "optional")}


async def show_guide(visit: Visit, draft: Draft) -> None:
    """Shows the guide; a closed service says so here, with the way to go instead, until it opens.

    Returns when the citizen begins. Raises Back or Leave.
    """
    while True:
        standing = _standing(visit, draft)
        page = _page(visit, draft, *standing)
        reading = runner(visit.ask(page))
        if await first(reading, runner(_until_it_differs(visit, draft, standing))) is not reading:
            continue
        answer = reading.result()  # or Back, or Leave
        if answer == REQUEST:
            await leave_request(visit, draft)
            continue
        if answer != TAKE:
            return
        try:
            await take_away(visit, draft, page.facts, page.sections, page.version)
        except Back:
            continue


async def show_guide_where_closed(visit: Visit, draft: Draft) -> None:
    """For what needs no explanation: straight on where it is open, else its guide, which says why not."""
    if _closed(visit, draft) is not None:
        await show_guide(visit, draft)


def _closed(visit: Visit, draft: Draft) -> Text | None:
    """Why the service cannot begin here now; what never begins at a terminal is not closed."""
    return visit.terminal.availability.reason(draft.item) if draft.item.startable else None


def _standing(visit: Visit, draft: Draft) -> tuple[Text | None, bool]:
    """Why it is closed, and whether a request can be left for what is not done here now (R9)."""
    closed = _closed(visit, draft)
    elsewhere = closed is not None or not draft.item.startable
    return closed, elsewhere and can_be_left(visit, draft)


async def _until_it_differs(visit: Visit, draft: Draft, shown: tuple[Text | None, bool]) -> None:
    with visit.terminal.availability.changed.heard() as changed:
        while _standing(visit, draft) == shown:
            await changed.wait()
            changed.clear()


def _page(visit: Visit, draft: Draft, closed: Text | None, request: bool) -> ReadGuide:
    item, guide = draft.item, draft.guide
    return ReadGuide(
        title=said(item.name),
        department=said(item.department),
        facts=(
            Row(Text("办理时限", "Time"), said(guide.limits)),
            Row(Text("费用", "Fee"), said(guide.fee)),
            Row(Text("可以得到", "You receive"), said(guide.result)),
            *([Row(words.SCOPE, words.SCOPES[item.scope])] if item.scope != "city" else []),
        ),
        note=said(guide.plain_note),
        sections=(*_package(draft), *sections_of(guide, elsewhere=not item.startable)),
        version=f"{guide.version} · {guide.update_time:%Y-%m-%d}",
        closed=closed,
        startable=item.startable,
        request=request,
        stale=_stale(visit),
    )


def _package(draft: Draft) -> Iterator[Section]:
    """The cases of a package, those that depend on an answer marked; and what is done apart."""
    together = draft.together
    if together is None:
        return
    always = {member.item.code for member in together.members({})}
    items = [draft.catalog.by_code[code] for code in together.package.items]
    cases = [item for item in items if is_case(item)]
    held = [said(item.name) if item.code in always else _named(words.PACKAGE_BY_CASE, item) for item in cases]
    yield Section(words.PACKAGE_HOLDS, tuple(held))
    apart = [
        _named(words.PACKAGE_HERE if item.startable else words.PACKAGE_ELSEWHERE, item)
        for item in items
        if item not in cases
    ]
    if apart:
        yield Section(words.PACKAGE_APART, tuple(apart))


def _named(sentence: Text, item: Item) -> Text:
    name = said(item.name)
    return words.both(sentence, {"name": name.zh}, {"name": name.in_("en")})


def _stale(visit: Visit) -> Text | None:
    """A guide that was not held against the centre's for long may have changed there (R15)."""
    terminal = visit.terminal
    hours = terminal.settings.center.stale_hours
    since = terminal.shelf.confirmed_at
    if since is None or terminal.now().timestamp() - since <= hours * 3600:
        return None
    return words.filled(words.GUIDE_STALE, hours=f"{hours:g}")


def sections_of(guide: Guide, *, elsewhere: bool = False) -> tuple[Section, ...]:
    """What the guide says, in the order of a citizen's questions; `elsewhere`: first how and where."""
    materials = tuple(line for material in guide.materials for line in _material(material))
    where = Section(
        Text("在哪里办", "Where"),
        (said(guide.place), said(guide.hours), Text(f"电话 {guide.phone}", f"Phone {guide.phone}")),
    )
    how = Section(Text("怎么办", "How it goes"), _numbered(guide.flow))
    told = (
        Section(Text("谁可以办", "Who may apply"), (said(guide.audience), *_lines(guide.conditions))),
        Section(Text("要带什么", "What to bring"), materials or (Text("不用带材料", "Nothing to bring"),)),
    )
    faq = tuple(
        Text(f"{entry.question.zh} {entry.answer.zh}", f"{entry.question.en} {entry.answer.en}")
        for entry in guide.faq
    )
    return (
        *((how, where, *told) if elsewhere else (*told, how, where)),
        Section(Text("依据", "Legal basis"), _lines(guide.basis)),
        *((Section(Text("常见问题", "Questions"), faq),) if faq else ()),
    )


def _material(material: Material) -> Iterator[Text]:
    """Name with the reason why nothing is handed in, or else source, form, copies, standard and sample."""
    name = material.name
    if material.waived is not None:
        yield Text(
            f"{name.zh}：免提交（{material.waived.zh.removeprefix('免提交：')}）",
            f"{name.en}: nothing to hand in ({material.waived.en})",
        )
        return
    mark = NECESSITY.get(material.necessity)
    yield Text(f"{name.zh}（{mark.zh}）", f"{name.en} ({mark.en})") if mark else said(name)
    copies = material.copies
    yield Text(
        f"来源：{material.source.zh}。{material.form.zh}" + (f"，{copies} 份" if copies else ""),
        f"Source: {material.source.en}. {material.form.en}" + (f", {copies} copies" if copies > 1 else ""),
    )
    if material.standard:
        yield Text(
            "要求：" + "".join(line.zh for line in material.standard),
            "Must be: " + " ".join(line.en for line in material.standard),
        )
    if material.sample is not None:
        yield said(material.sample)


def _numbered(lines: tuple[Words, ...]) -> tuple[Text, ...]:
    return tuple(Text(f"{number}. {line.zh}", f"{number}. {line.en}") for number, line in enumerate(lines, 1))


def _lines(words_: tuple[Words, ...]) -> tuple[Text, ...]:
    return tuple(said(line) for line in words_)


STEPS = (Step(show_guide),)
