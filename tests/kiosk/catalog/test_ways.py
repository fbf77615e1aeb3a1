"""Any item is three touches from home, in every mode, whatever list the centre publishes."""

import random

import pytest

from kiosk.catalog import ways
from kiosk.catalog.catalog import Catalog
from kiosk.center.contract import Item, ItemList
from kiosk.center.reference.items import load_catalogue
from kiosk.journeys.entrance import entrance_of
from kiosk.journeys.find import Shelf

DEMONSTRATION = load_catalogue().document


def catalog_of(listed):
    return Catalog(list=listed, sha256="", guides={}, forms={}, rating=DEMONSTRATION.rating)


def touches(listed: ItemList) -> dict[str, int]:
    """How many touches each item is from the home page; every page that has to be turned is a touch."""
    found: dict[str, int] = {}

    def walk(entries, at_once: int, before: int) -> None:
        for place, entry in enumerate(entries):
            cost = before + 1 + place // at_once
            if isinstance(entry, Item):
                found[entry.code] = min(found.get(entry.code, cost), cost)
            else:
                shelves = isinstance(entry.entries[0], Shelf)
                walk(entry.entries, ways.GROUPS_A_PAGE if shelves else ways.ITEMS_A_PAGE, cost)

    walk(entrance_of(catalog_of(listed)).tiles, ways.HOME_TILES, 0)
    return found


@pytest.mark.requirement("R6")
def test_each_of_the_demonstration_items_is_at_most_three_touches_away():
    distances = touches(DEMONSTRATION)
    assert len(DEMONSTRATION.items) >= 292
    assert set(distances) == {item.code for item in DEMONSTRATION.items}
    assert max(distances.values()) <= 3


@pytest.mark.requirement("R6")
@pytest.mark.parametrize("seed", range(12))
def test_a_list_without_themes_is_put_together_by_department(seed):
    chance = random.Random(seed)
    names = [f"部门{number}" for number in range(chance.randint(1, 40))]
    one = DEMONSTRATION.items[0]
    items = tuple(
        one.model_copy(
            update={
                "code": f"35{number:010d}",
                "department": one.department.model_copy(update={"zh": chance.choice(names)}),
                "department_code": None,
            }
        )
        for number in range(chance.randint(1, 300))
    )
    changes = {"items": items, "themes": (), "departments": (), "packages": ()}
    listed = DEMONSTRATION.model_copy(update=changes)
    assert len(entrance_of(catalog_of(listed)).tiles) <= ways.HOME_TILES
    distances = touches(listed)
    assert set(distances) == {item.code for item in items}
    assert max(distances.values()) <= 3


@pytest.mark.requirement("R6")
def test_what_the_centre_left_out_of_its_themes_is_still_reached():
    cut = DEMONSTRATION.themes[0].model_copy(update={"groups": DEMONSTRATION.themes[0].groups[1:]})
    for themes in ((cut, *DEMONSTRATION.themes[1:]), (cut,)):
        assert set(touches(DEMONSTRATION.model_copy(update={"themes": themes}))) == {
            item.code for item in DEMONSTRATION.items
        }


def test_a_few_items_stand_on_home_themselves():
    few = DEMONSTRATION.model_copy(
        update={"items": DEMONSTRATION.items[:3], "themes": (), "packages": (), "life_events": ()}
    )
    assert entrance_of(catalog_of(few)).tiles == few.items


@pytest.mark.requirement("R34")
def test_five_packages_are_for_companies_and_eight_for_citizens():
    audiences = [package.audience for package in DEMONSTRATION.packages]
    assert (audiences.count("company"), audiences.count("person")) == (5, 8)
    assert all(len(group.items) >= 2 for group in ways.packages(DEMONSTRATION) if group.code != "marriage")


def test_nothing_that_tells_of_distress_is_offered_among_the_most_used():
    assert not any(item.sensitive for item in ways.frequent(DEMONSTRATION))
