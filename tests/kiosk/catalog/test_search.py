"""Search: the words of citizens, in whatever way they type them."""

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.catalog.near import Near
from kiosk.catalog.pinyin import build, built, index_of, read
from kiosk.catalog.search import Rank, plain
from kiosk.center.contract import canonical
from kiosk.center.reference.items import load_catalogue

LIST = load_catalogue().document
NAMES = {item.code: item.name.zh for item in LIST.items}
INDEX = index_of(LIST, built(LIST))
BY_NAME = {item.name.zh: item.code for item in LIST.items}

pytestmark = pytest.mark.requirement("R6")


def first(query, count=1):
    return [NAMES[hit.code] for hit in INDEX.search(query)[:count]]


@pytest.mark.parametrize(
    ("query", "item"),
    [
        ("临时救助申请", "临时救助申请"),
        ("linshijiuzhushenqing", "临时救助申请"),
        ("老人补贴", "高龄津贴申领"),
        ("laorenbutie", "高龄津贴申领"),
        ("gljt", "高龄津贴申领"),
        ("社bao卡", "社会保障卡申领"),
        ("无犯罪", "开具无犯罪记录证明"),
        ("我要开店", "个体工商户设立登记（申报辅导）"),
        ("怎么办居住证", "居住证签注"),
        ("外地 看病", "跨省异地就医备案"),
        ("passport", "普通护照办理预约"),
        ("350511902000", "临时救助申请"),
    ],
)
def test_a_citizens_words_find_the_service_first_or_among_the_first(query, item):
    assert item in first(query, 5)


@pytest.mark.parametrize("item", LIST.items, ids=lambda item: item.code)
def test_every_item_is_found_by_its_name_its_pinyin_and_its_words(item):
    name = plain(item.name.zh)
    spoken = next(phrase.spoken for phrase in INDEX.phrases if phrase.text == name)
    assert INDEX.search(item.name.zh)[0].rank is Rank.EXACT
    for query in (item.name.zh, spoken):
        assert item.code in [hit.code for hit in INDEX.search(query)[:3]]
    for alias in item.aliases:
        assert item.code in [hit.code for hit in INDEX.search(alias)], alias


def with_one_error(text, chance):
    at = chance.randrange(len(text) - 1)
    other = chance.choice("bdgjkmpqtwxy")
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + other + text[at:],
            text[:at] + other + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


@pytest.mark.parametrize("item", LIST.items, ids=lambda item: item.code)
def test_one_typing_error_in_the_pinyin_still_finds_the_item(item):
    chance = random.Random(item.code)
    spoken = next(phrase.spoken for phrase in INDEX.phrases if phrase.text == plain(item.name.zh))
    query = with_one_error(spoken, chance)
    assert item.code in [hit.code for hit in INDEX.search(query)], query


@pytest.mark.parametrize(
    ("query", "meant"),
    [("生份证", "身份证"), ("身份正", "身份证"), ("公鸡金", "公积金"), ("居住正", "居住证")],
)
def test_the_wrong_hanzi_of_the_right_sound_finds_the_same(query, meant):
    assert set(first(query, 24)) & set(first(meant, 3))
    assert set(first(query, 3)) <= set(first(meant, 24))


@pytest.mark.parametrize(("query", "meant"), [("senfenzen", "shenfenzheng"), ("gonjijin", "gongjijin")])
def test_sounds_that_many_do_not_tell_apart_find_the_same(query, meant):
    assert set(first(query, 9)) & set(first(meant, 9))


def test_better_ways_to_meet_a_query_come_first():
    for query in ("社保", "shebao", "sbk", "公积金", "身份证", "zm"):
        ranks = [hit.rank for hit in INDEX.search(query)]
        assert ranks == sorted(ranks)


@pytest.mark.parametrize("query", ["", "   ", "？？", "张三", "qqqqqqqq"])
def test_what_means_nothing_finds_nothing(query):
    assert INDEX.search(query) == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_query_breaks_the_search(query):
    codes = [hit.code for hit in INDEX.search(query)]
    assert len(set(codes)) == len(codes)


@settings(max_examples=300, deadline=None)
@given(
    st.text("abc", min_size=4, max_size=9),
    st.text("abc", max_size=6),
    st.text("abc", max_size=6),
    st.randoms(),
)
def test_near_is_one_sign_wrong_missing_too_much_or_swapped(query, before, after, chance):
    damaged = with_one_error(query, chance)
    assert Near(query).inside(before + damaged + after)


@settings(max_examples=300, deadline=None)
@given(st.text("abc", min_size=4, max_size=7), st.text("abc", max_size=9))
def test_near_is_never_two_errors(query, text):
    def distance_one(part):
        if part == query:
            return True
        return any(
            part == changed
            for at in range(len(query) + 1)
            for changed in (
                [query[:at] + query[at + 1 :]]
                + [query[:at] + sign + query[at:] for sign in "abc"]
                + [query[:at] + sign + query[at + 1 :] for sign in "abc"]
                + [query[:at] + query[at + 1 : at + 2] + query[at : at + 1] + query[at + 2 :]]
            )
        )

    parts = {text[a:b] for a in range(len(text) + 1) for b in range(a, len(text) + 1)}
    assert Near(query).inside(text) == any(map(distance_one, parts))


def test_the_index_is_made_beside_the_kiosk_and_kept_for_its_list(tmp_path):
    document = canonical(load_catalogue().list)
    build(document, tmp_path, "a" * 64)
    build(document, tmp_path, "b" * 64)
    assert read(tmp_path, "a" * 64) is None
    assert read(tmp_path, "b" * 64) == built(LIST)
    assert len(list(tmp_path.iterdir())) == 1


def test_without_pinyin_what_is_written_is_found():
    bare = index_of(LIST, None)
    assert bare.search("老人补贴")[0].code == BY_NAME["高龄津贴申领"]
    assert bare.search("shebao") == ()


def test_the_dictionary_of_pinyin_is_not_loaded_by_the_search():
    code = "import kiosk.catalog.search, kiosk.catalog.pinyin, sys; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
