"""A list of places, known offline: by district where there are several (R94)."""

from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.contract import Spot
from kiosk.journeys.guide import show_guide_where_closed
from kiosk.journeys.journey import Step
from kiosk.visit import Visit
from screens.page import Back
from screens.pages.browse import Browse
from screens.pages.home import Tile
from screens.pages.leaflet import Leaflet
from screens.pages.parts import Section
from screens.text import Text


async def show_places(visit: Visit, draft: Draft) -> None:
    """Shows the places, those of a chosen district, until Back or Leave is raised."""
    name, tool = said(draft.item.name), draft.tool
    districts = list(dict.fromkeys(said(spot.district) for spot in tool.places if spot.district is not None))
    while True:
        chosen: Text | None = None
        if len(districts) > 1:
            chosen = await _district(visit, name, districts, tool.places)
        spots = [spot for spot in tool.places if chosen is None or _is_in(spot, chosen)]
        try:
            await visit.ask(Leaflet(chosen or name, tuple(map(_section, spots)), said(tool.note)))
        except Back:
            if chosen is None:
                raise


async def _district(visit: Visit, name: Text, districts: list[Text], spots: tuple[Spot, ...]) -> Text:
    tiles = tuple(
        Tile(str(place), district, _count(sum(_is_in(spot, district) for spot in spots)), "map-pin")
        for place, district in enumerate(districts)
    )
    chosen: str = await visit.ask(Browse(name, tiles, kind="groups"))
    return districts[int(chosen)]


def _count(spots: int) -> Text:
    return Text(f"{spots} 处", "1 place" if spots == 1 else f"{spots} places")


def _is_in(spot: Spot, district: Text) -> bool:
    return spot.district is None or said(spot.district) == district  # one of no district is everybody's


def _section(spot: Spot) -> Section:
    lines = [said(spot.address)]
    lines += [said(words) for words in (spot.hours, spot.note) if words is not None]
    if spot.phone:
        lines.append(Text(f"电话 {spot.phone}", f"Phone {spot.phone}"))
    return Section(said(spot.name), tuple(lines))


STEPS = (
    Step(show_guide_where_closed),
    Step(show_places),
)
