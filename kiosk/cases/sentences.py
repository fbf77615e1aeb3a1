"""What is said to a citizen about a defect of a form."""

from typing import Any

from kiosk.center.contract import Asked
from screens.text import Text

FEN_PER_YUAN = 100

PHONE_WRONG = Text("请填写 11 位手机号码", "Enter an 11-digit mobile number")
MONEY_WRONG = Text("请填写金额，例如 1200 或 1200.50", "Enter an amount, such as 1200 or 1200.50")
NUMBER_WRONG = Text("请填写数字", "Enter a number")
CHOICE_WRONG = Text("请从下面选择一项", "Choose one of these")
CARD_LACKS = Text("证件上没有这一项，请到窗口办理", "Your card does not bear this. Please go to the counter")
DATE_WRONG = Text("请填写八位日期，例如 19900131", "Enter a date of eight digits, such as 19900131")
TIME_WRONG = Text("请填写四位时间，例如 0830", "Enter a time of four digits, such as 0830")
DATE_TIME_WRONG = Text(
    "请填写日期和时间，例如 202601310830", "Enter date and time in digits, such as 202601310830"
)
EMAIL_WRONG = Text(
    "请核对电子邮箱，例如 name@example.cn", "Please check the address, such as name@example.cn"
)
ID_WRONG = Text("请核对身份证号码，是 18 位", "Please check the ID number: it has 18 characters")
CREDIT_WRONG = Text("请核对统一社会信用代码，是 18 位", "Please check the credit code: it has 18 characters")
NAME_WRONG = Text("请填写姓名，只用汉字、字母和“·”", "Enter a name: letters or hanzi, and ·")
COMMITMENT_MISSING = Text("请看完承诺内容，同意就点一下", "Please read the statement and touch it to agree")
STREET_MISSING = Text("请再写上路名、门牌号", "Please add the street and the number")
TWICE = Text("有两项是一样的，请改一项", "Two of these are the same. Please change one")
WRONG = Text("请核对这一项", "Please check this")
FORM_WRONG = Text(
    "几项内容放在一起不符合要求，请核对；不清楚可以到窗口办理",
    "Some answers do not go together. Please check them, or go to the counter",
)
ADDRESS_WRONG = Text(
    "请写全：省、市、区（县）、街道或村，和门牌号", "Please write province, city, district, street and number"
)
SENTENCES = {
    "address": ADDRESS_WRONG,
    "fixed": CARD_LACKS,
    "phone": PHONE_WRONG,
    "money": MONEY_WRONG,
    "number": NUMBER_WRONG,
    "decimal": NUMBER_WRONG,
    "choice": CHOICE_WRONG,
    "choices": CHOICE_WRONG,
    "yesNo": CHOICE_WRONG,
    "date": DATE_WRONG,
    "time": TIME_WRONG,
    "dateTime": DATE_TIME_WRONG,
    "email": EMAIL_WRONG,
    "idNumber": ID_WRONG,
    "creditCode": CREDIT_WRONG,
    "hanziName": NAME_WRONG,
    "commitment": COMMITMENT_MISSING,
}
AMOUNTS = {
    "minimum": ("不能少于 {}", "At least {}"),
    "maximum": ("不能多于 {}", "At most {}"),
    "exclusiveMinimum": ("要大于 {}", "More than {}"),
    "exclusiveMaximum": ("要小于 {}", "Less than {}"),
}
LENGTHS = {
    "minLength": ("请至少填写 {} 个字", "At least {} characters"),
    "maxLength": ("最多填写 {} 个字", "At most {} characters"),
}
# Of a choice, and of a table.
COUNTS = {
    "minItems": (
        ("请至少选 {} 项", "Please choose at least {}"),
        ("请至少添加 {} 项", "Please add at least {}"),
    ),
    "maxItems": (("最多选 {} 项", "At most {}"), ("最多 {} 项", "At most {}")),
}
WRITTEN = frozenset({"text", "longText", "address", "hanziName", "letters", "email"})


def wrong_kind(question: Asked) -> Text:
    """What an answer of this kind looks like."""
    return SENTENCES.get(question.kind, WRONG)


def sentence(question: Asked, rule: str, limit: Any) -> Text:
    """What `rule` of JSON Schema, with its `limit`, wants of the question."""
    if rule in {"required", "dependentRequired"}:
        return missing(question)
    if rule in AMOUNTS:
        amount = f"{yuan(int(limit)) if question.kind == 'money' else limit}"
        return _with(AMOUNTS[rule], amount)
    if rule in LENGTHS and question.kind in {*WRITTEN, "digits"}:
        return _with(LENGTHS[rule], limit)
    if rule in COUNTS:
        return _with(COUNTS[rule][question.kind == "table"], limit)
    if rule == "multipleOf" and question.kind in {"number", "decimal"}:
        return Text(f"要是 {limit} 的倍数", f"A multiple of {limit}")
    return TWICE if rule == "uniqueItems" else wrong_kind(question)


def _with(words: tuple[str, str], limit: object) -> Text:
    zh, en = words
    return Text(zh.format(limit), en.format(limit))


def missing(question: Asked) -> Text:
    """That nothing was answered."""
    zh, en = question.label.zh, question.label.en
    match question.kind:
        case "fixed":
            return CARD_LACKS
        case "commitment":
            return COMMITMENT_MISSING
        case "choice" | "choices" | "yesNo":
            return Text(f"请选择{zh}", f"Please choose: {en}" if en else "")
        case "table":
            return Text(f"请添加{zh}", f"Please add: {en}" if en else "")
        case _:
            return Text(f"请填写{zh}", f"Please fill in: {en}" if en else "")


def in_row(number: int, question: Asked | None, text: Text) -> Text:
    """A defect in a table's row, counted from 0."""
    if question is None:
        return Text(f"第 {number + 1} 项：{text.zh}", f"No. {number + 1}: {text.in_('en')}")
    label = question.label
    return Text(
        f"第 {number + 1} 项，{label.zh}：{text.zh}",
        f"No. {number + 1}, {label.en or label.zh}: {text.in_('en')}",
    )


def too_early(day: str) -> Text:
    """A date before `day`, 1990-01-31."""
    return Text(f"不能早于 {_day(day)}", f"Not before {day}")


def too_late(day: str) -> Text:
    """A date after `day`."""
    return Text(f"不能晚于 {_day(day)}", f"Not after {day}")


def _day(day: str) -> str:
    year, month, of_month = day.split("-")
    return f"{year} 年 {int(month)} 月 {int(of_month)} 日"


def yuan(fen: int) -> str:
    """1250 → 12.50, 1200 → 12."""
    whole, rest = divmod(fen, FEN_PER_YUAN)
    return f"{whole}.{rest:02d}" if rest else f"{whole}"
