"""GET /guides: 办事指南, what an item is, takes and costs, and which papers belong to which case."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from kiosk.center.contract.wire import ItemCode, Label, Wire, Words


class Undertaking(Wire):
    """A text that is signed in place of a paper. `days`: it comes later, within so many working days of the
    acceptance (容缺受理); None: the statement is enough (告知承诺)."""

    version: Annotated[str, Field(min_length=1, max_length=40)]
    text: Words
    days: Annotated[int, Field(ge=1, le=365)] | None = None


class Material(Wire):
    """One paper and the ways it may come: scanned where the form names it, and what is said here.

    `waived`: the reason why nothing is handed in (免提交). `licence`: an e-licence (电子证照) of this type
    takes its place. `reusable`: what the centre holds of the same person is taken again.
    """

    code: Label
    name: Words
    source: Words
    necessity: Literal["required", "deferrable", "optional"]  # 必要, 容缺, 非必要
    form: Words  # original, copy, electronic
    copies: Annotated[int, Field(ge=0)] = 0
    standard: tuple[Words, ...]  # 审查标准
    sample: Words | None = None
    waived: Words | None = None
    licence: Label | None = None
    reusable: bool = False
    undertaking: Undertaking | None = None


class Option(Wire):
    """One answer: the papers that it adds, the question that follows, or where to go instead."""

    value: Label
    label: Words
    materials: tuple[Label, ...] = ()
    items: tuple[ItemCode, ...] = ()  # of a package: the services that this answer brings along
    next: Label | None = None
    refer: Words | None = None  # this case is not done here; said before anything is entered


class Question(Wire):
    """One question of 办事情形; the first of a guide is asked first."""

    code: Label
    ask: Words
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Faq(Wire):
    question: Words
    answer: Words


class Guide(Wire):
    """办事指南. `plain_note` stands beside the legal text, never instead of it."""

    item_code: ItemCode
    version: Annotated[str, Field(min_length=1)]
    update_time: AwareDatetime
    audience: Words
    conditions: tuple[Words, ...]
    materials: tuple[Material, ...]
    scenarios: tuple[Question, ...] = ()
    flow: tuple[Words, ...]
    basis: tuple[Words, ...]
    limits: Words
    fee: Words
    result: Words
    place: Words
    hours: Words
    phone: str
    faq: tuple[Faq, ...] = ()
    plain_note: Words
    demonstration: bool = False

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        check_questions(self.scenarios)
        papers = {material.code for material in self.materials}
        if not papers.issuperset(
            code for question in self.scenarios for option in question.options for code in option.materials
        ):
            raise ValueError("an answer names a material that the guide does not have")
        return self

    def question(self, answers: Mapping[str, str]) -> Question | None:
        """The next question that `answers` (option by question) leave open; None when all is answered."""
        return next_question(self.scenarios, answers)

    def materials_for(self, answers: Mapping[str, str]) -> tuple[Material, ...]:
        """The exact papers (R19): those that no answer is about, and those of the answers that were given."""
        about = {
            code for question in self.scenarios for option in question.options for code in option.materials
        }
        wanted = {code for option in self.chosen(answers) for code in option.materials}
        return tuple(
            material for material in self.materials if material.code not in about or material.code in wanted
        )

    def chosen(self, answers: Mapping[str, str]) -> tuple[Option, ...]:
        """The options along the way that `answers` take; answers beside that way do not count."""
        return chosen_options(self.scenarios, answers)


def check_questions(questions: tuple[Question, ...]) -> None:
    """Raises ValueError for a tree that repeats a question or leads back: it would never end."""
    order = [question.code for question in questions]
    if len(set(order)) != len(order):
        raise ValueError("a question stands there twice")
    for at, question in enumerate(questions):
        for option in question.options:
            if option.next is not None and option.next not in order[at + 1 :]:
                raise ValueError("an answer leads to no later question")


def next_question(questions: tuple[Question, ...], answers: Mapping[str, str]) -> Question | None:
    """The next question of a tree that `answers` leave open; None when all is answered."""
    by_code = {question.code: question for question in questions}
    question = questions[0] if questions else None
    while question is not None and (option := _chosen(question, answers)) is not None:
        question = by_code[option.next] if option.next is not None else None
    return question


def chosen_options(questions: tuple[Question, ...], answers: Mapping[str, str]) -> tuple[Option, ...]:
    """The options along the way through a tree that `answers` take."""
    by_code = {question.code: question for question in questions}
    found: list[Option] = []
    question = questions[0] if questions else None
    while question is not None and (option := _chosen(question, answers)) is not None:
        found.append(option)
        question = by_code[option.next] if option.next is not None else None
    return tuple(found)


def _chosen(question: Question, answers: Mapping[str, str]) -> Option | None:
    value = answers.get(question.code)
    return next((option for option in question.options if option.value == value), None)
