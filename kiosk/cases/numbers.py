"""Whether what a citizen typed can be right. Each check takes any value and never raises."""

import re
from datetime import date

# Hanzi of every plane, and Latin letters with their marks.
LETTERS = r"[\u3400-\u9fff\U00020000-\U0003ffff〇A-Za-z\u00c0-\u024f]+"
# The dot of minority names, and what joins the parts of foreign ones.
NAME = re.compile(rf"{LETTERS}([·.,'\u2019 -]{{1,2}}{LETTERS})*\.?")
FOREIGNER_2017 = re.compile(r"[A-Z]{3}[0-9]{12}")


def is_date(value: object) -> bool:
    """A day of the calendar as 1990-01-31."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_time(value: object) -> bool:
    """A time of the day here, as 08:30:00+08:00 (RFC 3339)."""
    return (
        isinstance(value, str)
        and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d:00\+08:00", value, re.ASCII) is not None
    )


def is_date_time(value: object) -> bool:
    """A day and a time of it, as 2026-01-31T08:30:00+08:00."""
    if not isinstance(value, str):
        return False
    day, between, time = value.partition("T")
    return between == "T" and is_date(day) and is_time(time)


def is_id_number(value: object) -> bool:
    """An 18-character number of GB 11643 by its check character, or a foreigner's of 2017.

    The birth date must be one. The region is not looked up: Hong Kong, Macao, Taiwan and foreigners have
    numbers beginning with 8 and 9, and regions come and go.
    """
    if not isinstance(value, str):
        return False
    if FOREIGNER_2017.fullmatch(value):
        return True
    if not re.fullmatch(r"\d{17}[\dX]", value, re.ASCII):
        return False
    from stdnum.cn import ric

    birth = f"{value[6:10]}-{value[10:12]}-{value[12:14]}"
    return is_date(birth) and ric.calc_check_digit(value) == value[-1]


def is_credit_code(value: object) -> bool:
    """An 18-character unified social credit code of GB 32100."""
    if not isinstance(value, str) or len(value) != 18:
        return False
    from stdnum.cn import uscc

    return bool(uscc.is_valid(value)) and uscc.compact(value) == value


def is_name(value: object) -> bool:
    """A person's name: hanzi, rare ones too, 阿依古丽·买买提, or Latin letters."""
    return isinstance(value, str) and NAME.fullmatch(value) is not None
