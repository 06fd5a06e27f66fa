"""Letters with placeholders: checked when written, filled once, with words that may hold anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.placeholders import Empty, check, fill

ALLOWED = {"name", "title", "reason"}
HOSTILE = [
    "{title}",
    "{{title}}",
    "{name}{title}{",
    "<b onclick=x>Ann</b>&amp;",
    "Ann\r\nBcc: all@example.org",
    "https://evil.example/{reason}",
    r"\1 \g<0> \n %s {0} {name!r:>9}",
    "名前 {title}",
]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Hello {name}, about {title}.", []),
        ("No placeholder at all, 100 % sure", []),
        ("Hello {nmae}", ["{nmae}"]),
        ("Hello {Name} and { name }", ["{Name}", "{ name }"]),
        ("Hello {{name}}", ["{{name}}"]),
        ("Hello {name", ["{name"]),
        ("Hello name}", ["}"]),
        ("{name.__class__} {0} {} {name!r}", ["{name.__class__}", "{0}", "{}", "{name!r}"]),
        ("{salary} twice {salary}", ["{salary}"]),
        ("{name\n}", ["{name", "}"]),
        ("${name} {name}", []),
    ],
)
def test_what_is_no_placeholder_is_named(text: str, wrong: list[str]) -> None:
    assert check(text, ALLOWED) == wrong


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_never_read_again(value: str) -> None:
    values = {"name": value, "title": "Intern", "reason": "SECRET"}
    assert fill("Hello {name}, about {title}.", values) == f"Hello {value}, about Intern."


@pytest.mark.parametrize("value", HOSTILE)
def test_a_subject_stays_one_line(value: str) -> None:
    filled = fill("{title}:\n {name}", {"title": "Intern", "name": value}, one_line=True)
    assert filled == f"Intern: {' '.join(value.split())}"
    assert len(filled.splitlines()) == 1


@pytest.mark.parametrize("values", [{}, {"name": ""}, {"name": " \n"}])
def test_nothing_is_never_sent(values: dict[str, str]) -> None:
    with pytest.raises(Empty) as empty:
        fill("Hello {name}", values)
    assert empty.value.token == "name"


@given(st.text(alphabet="ab{}_ \n<&"), st.text())
def test_what_is_checked_can_be_filled(text: str, value: str) -> None:
    """And what is left has no brace but those of the values."""
    if check(text, {"a", "b"}):
        return
    filled = fill(text, {"a": "1", "b": "2"})
    assert "{" not in filled
    assert "}" not in filled
    if value.strip():
        assert fill(text, {"a": value, "b": value}).count(value) >= text.count("{a}") + text.count("{b}")
