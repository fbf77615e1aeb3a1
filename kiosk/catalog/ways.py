"""The ways to an item: home, a theme, a group, the item, so that any of them is three touches away (R6).

The tree is the centre's where its list has one. Items that it leaves out, or a whole list without themes,
are put together by department. It is the same in every mode: what elder mode can show in one page bounds
it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kiosk.center.contract import Channel, Item, ItemList, Named, Words

HOME_TILES = 6
GROUPS_A_PAGE = 12
ITEMS_A_PAGE = 8


@dataclass(frozen=True)
class Group:
    """Items that stand on one page."""

    code: str
    name: Words
    items: tuple[Item, ...]
    icon: str = "file-text"


@dataclass(frozen=True)
class Theme:
    """A tile of the home page."""

    code: str
    name: Words
    note: Words
    icon: str
    groups: tuple[Group, ...]


def themes(listed: ItemList) -> tuple[Theme, ...]:
    """The tree of a list; every item of it stands in exactly one group or in those that the centre named."""
    by_code = {item.code: item for item in listed.items}
    found = [
        Theme(
            theme.code,
            theme.name,
            theme.note,
            theme.icon,
            tuple(
                part
                for group in theme.groups
                for part in _parts(
                    group.code, group.name, [by_code[code] for code in group.items], theme.icon
                )
            ),
        )
        for theme in listed.themes
    ]
    placed = {code for theme in listed.themes for group in theme.groups for code in group.items}
    rest = tuple(departments(listed, [item for item in listed.items if item.code not in placed]))
    return tuple(_filled(found, rest))


def departments(listed: ItemList, items: Iterable[Item]) -> Iterator[Group]:
    """`items` by department, in the list's order, each in parts that a page holds."""
    icons = {department.code: department.icon for department in listed.departments}
    by_code: dict[str, list[Item]] = {}
    for item in items:
        by_code.setdefault(item.department_code or item.department.zh, []).append(item)
    order = [code for code in icons if code in by_code] + [code for code in by_code if code not in icons]
    for number, code in enumerate(order):
        first = by_code[code][0]
        yield from _parts(f"department-{number}", first.department, by_code[code], icons.get(code, "bank"))


def life_events(listed: ItemList) -> Iterator[Group]:
    """The items of each life event."""
    return _named(listed.life_events, {event.code: _of(listed, event.code) for event in listed.life_events})


def packages(listed: ItemList) -> Iterator[Group]:
    """一件事: what has to be done together (R34)."""
    by_code = {item.code: item for item in listed.items}
    for package in listed.packages:
        icon = "storefront" if package.audience == "company" else "users-three"
        yield Group(package.code, package.name, tuple(by_code[code] for code in package.items), icon)


def frequent(listed: ItemList) -> tuple[Item, ...]:
    """高频, in the list's order; what tells of a citizen's distress is found, not offered (PIPL art. 28)."""
    return tuple(item for item in listed.items if item.high_frequency and not item.sensitive)


def online(listed: ItemList) -> tuple[Item, ...]:
    """High-frequency items that are done online or on a phone (R21)."""
    elsewhere = {Channel.ONLINE, Channel.MOBILE}
    return tuple(item for item in frequent(listed) if elsewhere & set(item.channels))


def _of(listed: ItemList, event: str) -> tuple[Item, ...]:
    return tuple(item for item in listed.items if event in item.life_events)


def _named(names: Iterable[Named], items: Mapping[str, tuple[Item, ...]]) -> Iterator[Group]:
    for named in names:
        if items[named.code]:
            yield Group(named.code, named.name, items[named.code], named.icon)


def _parts(code: str, name: Words, items: list[Item], icon: str) -> Iterator[Group]:
    """One group, or several of about the same size where it is longer than a page."""
    count = -(-len(items) // ITEMS_A_PAGE)
    if count <= 1:
        if items:
            yield Group(code, name, tuple(items), icon)
        return
    for part in range(count):
        some = items[part * len(items) // count : (part + 1) * len(items) // count]
        numbered = Words(zh=f"{name.zh}（{part + 1}）", en=f"{name.en} ({part + 1})" if name.en else "")
        yield Group(f"{code}-{part + 1}", numbered, tuple(some), icon)


def _filled(found: list[Theme], rest: tuple[Group, ...]) -> Iterator[Theme]:
    """The themes and `rest`: as tiles of their own while home has room, else in the roomiest."""
    room = HOME_TILES - len(found)
    if room > 0 and rest:
        found = [*found, *_tiles(rest, room)]
    elif rest:
        spare = {theme.code: GROUPS_A_PAGE - len(theme.groups) for theme in found}
        roomiest = max(found, key=lambda theme: spare[theme.code])
        found[found.index(roomiest)] = Theme(
            roomiest.code, roomiest.name, roomiest.note, roomiest.icon, (*roomiest.groups, *rest)
        )
    yield from found


def _tiles(groups: tuple[Group, ...], room: int) -> Iterator[Theme]:
    """At most `room` tiles of about as many groups each; a department stays in one tile."""
    whole: dict[str, list[Group]] = {}
    for group in groups:
        whole.setdefault(group.items[0].department.zh, []).append(group)
    share = 1 if len(whole) <= room else -(-len(groups) // room)
    while len(tiles := _shared_out(whole.values(), share)) > room:
        share += 1
    for number, members in enumerate(tiles):
        names = list(dict.fromkeys(group.items[0].department for group in members))
        example = members[0].items[0].name
        yield Theme(
            f"theme-{number}",
            _joined(names),
            Words(zh=f"{example.zh}等", en=f"{example.en} …" if example.en else ""),
            members[0].icon,
            tuple(members),
        )


def _shared_out(departments: Iterable[list[Group]], share: int) -> list[list[Group]]:
    """Departments side by side in tiles of at most `share` groups, a longer one in a tile of its own."""
    tiles: list[list[Group]] = []
    for parts in departments:
        if tiles and len(tiles[-1]) + len(parts) <= share:
            tiles[-1].extend(parts)
        else:
            tiles.append(list(parts))
    return tiles


def _joined(names: list[Words]) -> Words:
    more = len(names) > 2
    zh = "、".join(name.zh for name in names[:2])
    en = ", ".join(name.en or name.zh for name in names[:2])
    return Words(zh=f"{zh}等" if more else zh, en=f"{en} …" if more else en)
