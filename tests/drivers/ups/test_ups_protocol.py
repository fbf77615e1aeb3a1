"""The lines of upsd and what they say of the power."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.ups.protocol import (
    MalformedLine,
    Power,
    PowerState,
    error_code,
    list_request,
    parse_variables,
    power_of,
    split_words,
)

ANSWER = """\
BEGIN LIST VAR kiosk
VAR kiosk battery.charge "90"
VAR kiosk ups.mfr "Dummy \\"Manufacturer\\""
VAR kiosk ups.status "OL CHRG"
END LIST VAR kiosk""".splitlines()


def test_an_answer_of_upsd_is_its_variables():
    assert parse_variables("kiosk", ANSWER) == {
        "battery.charge": "90",
        "ups.mfr": 'Dummy "Manufacturer"',
        "ups.status": "OL CHRG",
    }


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ANSWER[:-1],
        ANSWER[1:],
        [ANSWER[0], "VAR kiosk ups.status", ANSWER[-1]],
        [ANSWER[0], 'VAR other ups.status "OL"', ANSWER[-1]],
        [ANSWER[0], 'VAR kiosk ups.status "OL', ANSWER[-1]],
        [ANSWER[0], "", ANSWER[-1]],
        [*ANSWER, *ANSWER],
    ],
)
def test_what_is_no_whole_list_of_this_ups_is_refused(lines):
    with pytest.raises(MalformedLine):
        parse_variables("kiosk", lines)


@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_lines_are_a_list_or_malformed(lines):
    try:
        parse_variables("kiosk", lines)
    except MalformedLine:
        assert lines[:1] != ["BEGIN LIST VAR kiosk"] or lines[-1:] != ["END LIST VAR kiosk"] or len(lines) > 2


@given(st.lists(st.text(st.characters(exclude_characters="\r\n"), min_size=0)))
def test_quoted_words_come_back_as_they_were(words):
    line = " ".join('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words)
    assert split_words(line) == words


@pytest.mark.parametrize("line", ['"', 'a "b', "a\\", '"\\"'])
def test_a_quote_without_its_end_is_malformed(line):
    with pytest.raises(MalformedLine):
        split_words(line)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ERR DATA-STALE", "DATA-STALE"),
        ("ERR UNKNOWN-UPS more", "UNKNOWN-UPS"),
        ("ERR", "UNKNOWN"),
        ("ERROR", None),
        ("", None),
        ("VAR kiosk ups.status ERR", None),
    ],
)
def test_an_error_line_has_a_code(line, code):
    assert error_code(line) == code


@pytest.mark.parametrize("name", ["", "two words", 'a"b', "a\nb", "ups@host", "a\\b"])
def test_a_name_that_would_break_the_line_is_refused(name):
    with pytest.raises(ValueError, match="no name"):
        list_request(name)


@pytest.mark.requirement("R89")
@pytest.mark.parametrize(
    ("status", "charge", "state"),
    [
        ("OL", "100", PowerState.ONLINE),
        ("OL CHRG", "10", PowerState.ONLINE),
        ("OL CHRG LB", "10", PowerState.ONLINE),
        ("ALARM OL RB", "100", PowerState.ONLINE),
        ("OB DISCHRG", "80", PowerState.ON_BATTERY),
        ("OB", None, PowerState.ON_BATTERY),
        ("OB", "20", PowerState.ON_BATTERY),
        ("OB", "19.9", PowerState.LOW),
        ("OB LB", "60", PowerState.LOW),
        ("OB LB", None, PowerState.LOW),
        ("OB CAL LB", "60", PowerState.ON_BATTERY),
        ("OB CAL LB", "10", PowerState.LOW),
        ("FSD OL", "100", PowerState.LOW),
        ("FSD OB LB", "5", PowerState.LOW),
        ("WAIT", None, PowerState.UNKNOWN),
        ("OFF", "100", PowerState.UNKNOWN),
        ("", "100", PowerState.UNKNOWN),
        ("NOTOB", "100", PowerState.UNKNOWN),
    ],
)
def test_flags_and_charge_say_where_the_power_comes_from(status, charge, state):
    variables = {"ups.status": status} | ({} if charge is None else {"battery.charge": charge})
    assert power_of(variables).state is state


def test_the_limit_of_the_charge_is_configurable():
    variables = {"ups.status": "OB", "battery.charge": "30"}
    assert power_of(variables, low_percent=40).state is PowerState.LOW


@pytest.mark.parametrize("text", ["", "N/A", "nan", "inf", "-5", "１００％"])
def test_a_figure_that_is_none_is_not_guessed(text):
    variables = {"ups.status": "OB", "battery.charge": text, "battery.runtime": text}
    assert power_of(variables) == Power(PowerState.ON_BATTERY)


@given(st.dictionaries(st.sampled_from(["ups.status", "battery.charge", "battery.runtime"]), st.text()))
def test_any_variables_are_some_power(variables):
    power_of(variables)
