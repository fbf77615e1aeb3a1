"""一件事 (R34): several items as one matter, asked as one item is: one guide, one form, one set of papers.

What two members ask alike (a question, a field, a paper of the same code) is asked once. Each member keeps
its own documents: `Member` says how its answers are found again among those of the whole.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kiosk.center.contract import (
    Asked,
    Channel,
    Commitment,
    Form,
    Guide,
    Item,
    ItemList,
    Material,
    Need,
    Option,
    Package,
    Question,
    Scan,
    Words,
    asked,
)
from kiosk.center.contract.guides import next_question

T = TypeVar("T")

OF_A_COMPANY = frozenset({"companyName", "creditCode"})
COMMON = Words(zh="共同信息", en="Asked once for all")


@dataclass(frozen=True)
class Member:
    """One case of a package. `keys`: the whole form's key by the key of a field of its own; `questions`: the
    same of its questions."""

    item: Item
    guide: Guide
    form: Form
    asked: tuple[Asked, ...]
    keys: Mapping[str, str]
    questions: Mapping[str, str]

    def values(self, whole: Mapping[str, object]) -> dict[str, object]:
        """Its own values among those of the whole form."""
        return {own: whole[key] for own, key in self.keys.items() if key in whole}

    def answers(self, whole: Mapping[str, str]) -> dict[str, str]:
        """Its own answers among those of the whole matter."""
        return {own: whole[code] for own, code in self.questions.items() if code in whole}


class Together:
    """One package of a catalogue; `guides` and `forms` by item, of the same catalogue."""

    def __init__(
        self, listed: ItemList, package: Package, guides: Mapping[str, Guide], forms: Mapping[str, Form]
    ) -> None:
        self._listed = listed
        self.package = package
        self._guides = guides
        self._forms = forms
        self._members: dict[tuple[str, ...], tuple[Member, ...]] = {}

    def question(self, answers: Mapping[str, str]) -> Question | None:
        """The next question: the package's own first, then those of each case that they leave."""
        question = next_question(self.package.scenarios, answers)
        if question is not None:
            return question
        for member in self.members(answers):
            own = member.guide.question(member.answers(answers))
            if own is not None:
                return own.model_copy(update={"code": member.questions[own.code]})
        return None

    def members(self, answers: Mapping[str, str]) -> tuple[Member, ...]:
        """The cases that these answers make."""
        codes = tuple(self.package.items_for(answers))
        if codes not in self._members:
            cases = [item for item in _items(self._listed, codes) if is_case(item)]
            self._members[codes] = tuple(self._made(cases))
        return self._members[codes]

    def others(self) -> tuple[Item, ...]:
        """What belongs to the matter and is no application here: booked, paid, printed or looked up."""
        return tuple(item for item in _items(self._listed, self.package.items) if not is_case(item))

    def guide(self, answers: Mapping[str, str]) -> Guide:
        """What is to be known of all members."""
        members = self.members(answers)
        guides = [member.guide for member in members]
        first = guides[0]
        return first.model_copy(
            update={
                "version": self._listed.list_version,
                "update_time": max(guide.update_time for guide in guides),
                "conditions": _once(line for guide in guides for line in guide.conditions),
                "materials": tuple(_materials(members, answers)),
                "scenarios": (),
                "basis": _once(line for guide in guides for line in guide.basis),
                "limits": _each(members, "limits"),
                "fee": _each(members, "fee"),
                "result": _each(members, "result"),
                "faq": (),
                "plain_note": self.package.note or first.plain_note,
                "demonstration": any(guide.demonstration for guide in guides),
            }
        )

    def form(self, answers: Mapping[str, str]) -> Form:
        """The papers once, and one statement; what is asked is `asked`'s, by each member's own schema."""
        members = self.members(answers)
        return Form.model_construct(
            item_code=self.package.code,
            version=self._listed.list_version,
            json_schema={},
            fields=(),
            scans=tuple(_scans(members, answers)),
            commitment=_commitment(members),
        )

    def asked(self, answers: Mapping[str, str]) -> tuple[Asked, ...]:
        """All questions once: those of several first, then what each asks alone, under its name."""
        return tuple(_asked_once(self.members(answers)))

    def _made(self, cases: list[Item]) -> Iterator[Member]:
        founds = any(item.founds for item in cases)
        known: dict[str, Asked] = {}
        questions: dict[str, Question] = {}
        for item in cases:
            guide, form = self._guides[item.code], self._forms[item.code]
            codes = {question.code: _question_code(item, question, questions) for question in guide.scenarios}
            keys: dict[str, str] = {}
            own = asked(form)
            for each in own:
                if founds and each.prefill in OF_A_COMPANY:
                    continue  # there is none yet: the centre knows it from the founding case
                other = known.get(each.key)
                alike = other is None or _alike(other, each, keys)
                keys[each.key] = each.key if alike else f"{item.code}.{each.key}"
                known.setdefault(keys[each.key], each)
            yield Member(item, guide, form, own, keys, codes)


def entry_of(package: Package, listed: ItemList) -> Item:
    """The package as the list shows an item; its guide tells all of it, whatever the answers will be."""
    cases = [item for item in _items(listed, package.items) if is_case(item)]
    names = [item.name for item in _items(listed, package.items)]
    needs = dict.fromkeys(need for item in cases for need in item.needs)
    instead = [item.otherwise for item in cases if item.checks]
    delivered = [item.delivery for item in cases if item.delivery]
    delivery = (
        tuple(way for way in delivered[0] if all(way in ways for ways in delivered)) if delivered else ()
    )
    return Item.model_construct(
        code=package.code,
        name=package.name,
        department=Words(zh=f"{len(names)} 件事一起办", en=f"{len(names)} services in one"),
        kind="A" if cases else "Q",
        has_form=bool(cases),
        needs=(*(need for need in Need if need in needs), *(need for need in needs if need not in set(Need))),
        otherwise=tuple(dict.fromkeys(need for each in instead for need in each)) if all(instead) else (),
        channels=(Channel.SELF,) if cases else (),
        audience=(package.audience,),
        founds=any(item.founds for item in cases),
        proxy_allowed=bool(cases) and all(item.proxy_allowed for item in cases),
        delivery=delivery,
        scope=min((item.scope for item in cases), key=("city", "province", "nation").index, default="city"),
        icon="storefront" if package.audience == "company" else "users-three",
        sensitive=any(item.sensitive for item in cases),
        note=Words(
            zh="、".join(name.zh for name in names[:2]) + "等", en=f"{', '.join(n.en for n in names[:2])} …"
        ),
        next_step=cases[0].next_step if cases else package.name,
    )


def is_case(item: Item) -> bool:
    """Whether the item becomes a case of its package here."""
    return item.kind == "A" and item.startable


def _items(listed: ItemList, codes: Iterable[str]) -> list[Item]:
    by_code = {item.code: item for item in listed.items}
    return [by_code[code] for code in codes]


def _question_code(item: Item, question: Question, known: dict[str, Question]) -> str:
    """The code under which the whole matter asks this question: of the first member that asks it so."""
    for code, other in known.items():
        if other.ask == question.ask and _answers(other.options) == _answers(question.options):
            return code
    known[f"{item.code}.{question.code}"] = question
    return f"{item.code}.{question.code}"


def _answers(options: tuple[Option, ...]) -> list[tuple[str, Words, bool]]:
    return [(option.value, option.label, option.refer is None) for option in options]


def _alike(known: Asked, each: Asked, keys: Mapping[str, str]) -> bool:
    """Whether one answer serves both: of one kind, from the same choices, asked under the same condition."""
    return (known.kind, known.prefill, known.text, known.options, known.rows, known.when) == (
        each.kind,
        each.prefill,
        each.text,
        each.options,
        each.rows,
        _renamed(each, keys),
    )


def _renamed(each: Asked, keys: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((keys.get(key, key), values) for key, values in each.when)


def _asked_once(members: tuple[Member, ...]) -> Iterator[Asked]:
    counts = Counter(key for member in members for key in member.keys.values())
    required = {
        member.keys[each.key]
        for member in members
        for each in member.asked
        if each.key in member.keys and each.required
    }
    given: set[str] = set()
    for wanted in (None, *members):
        heading: Words | None = COMMON if wanted is None else wanted.item.name
        for member in members if wanted is None else (wanted,):
            for each in member.asked:
                key = member.keys.get(each.key, "")
                if not key or key in given or (wanted is None and counts[key] < min(2, len(members))):
                    continue
                given.add(key)
                first, heading = heading, None
                yield replace(
                    each,
                    key=key,
                    when=_renamed(each, member.keys),
                    required=each.required or key in required,
                    group=each.group or (first if len(members) > 1 else None),
                )


def scans_of(form: Form, guide: Guide, answers: Mapping[str, str]) -> tuple[Scan, ...]:
    """The papers of the form that this case takes (R19)."""
    left_out = {material.code for material in guide.materials}
    left_out -= {material.code for material in guide.materials_for(answers)}
    return tuple(scan for scan in form.scans if scan.code not in left_out)


def _scans(members: tuple[Member, ...], answers: Mapping[str, str]) -> Iterator[Scan]:
    """Each paper once, as the strictest of the members takes it."""
    found: dict[str, Scan] = {}
    for member in members:
        for scan in scans_of(member.form, member.guide, member.answers(answers)):
            other = found.setdefault(scan.code, scan)
            found[scan.code] = other.model_copy(
                update={
                    "max_pages": min(other.max_pages, scan.max_pages),
                    "max_bytes": min(other.max_bytes, scan.max_bytes),
                    "purpose_mark": other.purpose_mark or scan.purpose_mark,
                }
            )
    yield from found.values()


def _commitment(members: tuple[Member, ...]) -> Commitment | None:
    """All statements on one sheet, and one signature under them; where they differ by the names of the
    services only, one statement with all the names."""
    stated = [(member.item.name, member.form.commitment) for member in members if member.form.commitment]
    if not stated:
        return None
    name, first = stated[0]
    others = [other for other, _ in stated[1:]]
    alike = {each.text.zh.replace(other.zh, "") for other, each in stated} == {
        first.text.zh.replace(name.zh, "")
    }
    if alike and name.zh in first.text.zh:
        zh = first.text.zh.replace(name.zh, "”“".join([name.zh, *(other.zh for other in others)]))
        en = first.text.en.replace(name.en, '", "'.join([name.en, *(other.en for other in others)]))
    else:
        zh = "\n".join(dict.fromkeys(each.text.zh for _, each in stated))
        en = "\n".join(dict.fromkeys(each.text.en for _, each in stated))
    return Commitment(version=first.version, heading=first.heading, text=Words(zh=zh, en=en))


def _materials(members: tuple[Member, ...], answers: Mapping[str, str]) -> Iterator[Material]:
    """Each paper once; before anything is answered all that there may be."""
    found: dict[str, Material] = {}
    for member in members:
        guide, own = member.guide, member.answers(answers)
        for material in guide.materials_for(own) if answers else guide.materials:
            other = found.setdefault(material.code, material)
            if material.necessity == "required":
                found[material.code] = other.model_copy(update={"necessity": "required"})
    yield from found.values()


def _each(members: tuple[Member, ...], what: str) -> Words:
    """One line where all say the same, else one for each member with its name."""
    said = [getattr(member.guide, what) for member in members]
    if len(set(said)) == 1:
        one: Words = said[0]
        return one
    pairs = [(member.item.name, words) for member, words in zip(members, said, strict=True)]
    return Words(
        zh="\n".join(f"{name.zh}：{words.zh}" for name, words in pairs),
        en="\n".join(f"{name.en}: {words.en}" for name, words in pairs),
    )


def _once(lines: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(lines))
