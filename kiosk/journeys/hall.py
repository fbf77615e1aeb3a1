"""The hall and the places nearby (R20, R12): known offline, as the centre last published them."""

from collections.abc import Iterator

from kiosk import words
from kiosk.catalog.models import said
from kiosk.center.contract import Hall, Item, ItemList, Season, Site
from kiosk.journeys.code_board import CodeBoard
from kiosk.journeys.find import Place
from kiosk.visit import Visit
from screens.pages.leaflet import Leaflet
from screens.pages.parts import Section
from screens.text import Text


class HallBoard:
    """A place that leads to the codes of what is done online."""

    def __init__(self, listed: ItemList) -> None:
        self._listed = listed

    async def ask(self, visit: Visit) -> Item | Place:
        """The codes, once they are wished for. Raises Back, Leave."""
        today = f"{visit.terminal.now():%m-%d}"
        codes = CodeBoard(self._listed)
        further = words.CODES_SHORT if codes.offered else None
        await visit.ask(Leaflet(words.HALL, tuple(sections_of(self._listed, today)), further=further))
        return codes


def sections_of(listed: ItemList, today: str) -> Iterator[Section]:
    """The hall first, then the sites, the nearest first; `today` as MM-DD decides which hours hold."""
    if listed.hall is not None:
        yield from _hall(listed.hall, today)
    far = 10_000
    for site in sorted(listed.sites, key=lambda site: far if site.minutes is None else site.minutes):
        yield Section(said(site.name), _site(site))


def _hall(hall: Hall, today: str) -> Iterator[Section]:
    yield Section(said(hall.name), (said(hall.address), *(said(line) for line in hall.traffic)))
    yield Section(words.OPENING_HOURS, tuple(_season(season, today) for season in hall.seasons))
    yield Section(words.RESIDENT, tuple(said(line) for line in hall.resident))
    phones = [
        Text(f"{phone.name.zh} {phone.number}", f"{phone.name.en} {phone.number}") for phone in hall.phones
    ]
    supervision = Text(f"监督电话 {hall.supervision}", f"Complaints {hall.supervision}")
    yield Section(words.PHONES, (*phones, supervision))


def _season(season: Season, today: str) -> Text:
    now = Text("（现在）", " (now)") if season.holds(today) else Text("")
    return Text(
        f"{season.name.zh}{now.zh}：{season.hours.zh}",
        f"{season.name.en}{now.in_('en')}: {season.hours.en}",
    )


def _site(site: Site) -> tuple[Text, ...]:
    lines = [said(site.address), said(site.hours), said(site.offers)]
    if site.minutes is not None:
        lines.append(Text(f"步行约 {site.minutes} 分钟", f"About {site.minutes} minutes on foot"))
    return tuple(lines)
