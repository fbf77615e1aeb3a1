"""The demonstration list: whole, marked as such, and grown by data alone."""

import json
import re
import shutil
from urllib.request import urlopen

import pytest

from kiosk.center.reference.items import DATA, load_catalogue

DOCUMENT = load_catalogue().document
UTILITY_DEPARTMENTS = {"utility", "transport"}  # the buses are the latter's
THEME = "themes/4-family.toml"
NEW = '    { code = "352011999000", zh = "演示新事项", en = "A new item", department = "civil", kind = "A", '
NEW += 'needs = ["ID", "SIGN", "PRINT_SLIP"], channels = ["self"], words = ["新的"], source = "invented" },\n'


@pytest.mark.requirement("R6")
def test_there_are_at_least_292_items_of_at_least_12_departments():
    assert len(DOCUMENT.items) >= 292
    assert len({item.department_code for item in DOCUMENT.items}) >= 12
    assert {"person", "company"} == {audience for item in DOCUMENT.items for audience in item.audience}


@pytest.mark.requirement("R35")
def test_at_least_22_items_of_seven_departments_are_done_for_people_of_all_provinces():
    nation = [item for item in DOCUMENT.items if item.scope == "nation"]
    assert len(nation) >= 22
    assert len({item.department_code for item in nation}) >= 7


@pytest.mark.requirement("R41")
@pytest.mark.parametrize("word", ["水", "电", "气", "邮", "通信", "有线电视", "公交"])
def test_every_public_utility_is_found_and_says_how_and_whom_to_call(word):
    utilities = [
        item
        for item in DOCUMENT.items
        if word in item.name.zh and item.department_code in UTILITY_DEPARTMENTS
    ]
    assert utilities
    for item in utilities:
        assert DOCUMENT.guides[item.code].phone
        assert DOCUMENT.guides[item.code].place.zh


@pytest.mark.requirement("R36")
def test_what_needs_no_application_has_no_form():
    unasked = [item for item in DOCUMENT.items if item.kind == "N"]
    assert unasked
    assert not {item.code for item in unasked} & set(DOCUMENT.forms)


@pytest.mark.requirement("R18")
def test_every_guide_says_that_it_is_a_demonstration():
    assert all(guide.demonstration for guide in DOCUMENT.guides.values())


@pytest.mark.requirement("R18")
def test_implementation_codes_have_31_characters_and_name_the_item():
    for item in DOCUMENT.items:
        assert re.fullmatch(r"[0-9A-Z]{12}", item.code)
        assert len(item.implementation_code) == 31
        assert item.implementation_code.endswith(item.code)
        assert item.handling_code == item.implementation_code + "01"


def test_the_authoritys_credit_code_bears_a_valid_check_character():
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    code = DOCUMENT.items[0].implementation_code[:18]
    total = sum(alphabet.index(sign) * weight for sign, weight in zip(code, weights, strict=False))
    assert code[17] == alphabet[(31 - total % 31) % 31]


@pytest.mark.requirement("R7")
def test_what_is_not_done_here_says_where_it_is_done():
    for item in DOCUMENT.items:
        if not item.startable:
            guide = DOCUMENT.guides[item.code]
            assert guide.place.zh
            assert guide.phone
            assert guide.flow


@pytest.mark.requirement("R36")
def test_an_item_that_needs_no_application_has_no_form():
    free = [item for item in DOCUMENT.items if item.kind == "N"]
    assert free
    assert not any(item.code in DOCUMENT.forms for item in free)


def test_the_list_is_the_same_each_time():
    again = load_catalogue.__wrapped__()
    assert again.sha256 == load_catalogue().sha256


def test_a_new_item_is_a_line_of_data(tmp_path):
    folder = shutil.copytree(DATA, tmp_path / "data")
    theme = folder / THEME
    theme.write_text(theme.read_text("utf-8").replace("items = [\n", "items = [\n" + NEW, 1), "utf-8")
    document = load_catalogue(folder).document
    assert len(document.items) == len(DOCUMENT.items) + 1
    assert document.forms["352011999000"].fields
    assert document.guides["352011999000"].flow


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        (THEME, 'department = "civil"', 'department = "nobody"'),
        ("details.toml", '"health-certificate"', '"no-such-paper"'),
        ("details.toml", 'fields = ["purpose"]', 'fields = ["no-such-field"]'),
        ("list.toml", "公司设立登记", "没有这个事项"),
        ("list.toml", "[[departments]]", "[[departments"),
    ],
)
def test_a_mistake_in_the_data_stops_the_centre_with_its_place(tmp_path, file, before, after):
    folder = shutil.copytree(DATA, tmp_path / "data")
    path = folder / file
    assert before in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    with pytest.raises(ValueError, match=r"."):
        load_catalogue(folder)


@pytest.mark.requirement("R16")
def test_the_code_of_a_guide_opens_the_same_guide_on_a_phone(center, client):
    listed = json.loads(client.catalog().list)
    url = listed["guideUrl"].replace("{code}", "350511902000")
    with urlopen(url, timeout=10) as answer:
        page = answer.read().decode()
    guide = DOCUMENT.guides["350511902000"]
    assert guide.plain_note.zh in page
    assert guide.version in page
