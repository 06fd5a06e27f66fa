"""A number larger than any id finds nothing, wherever an address or a form holds one."""

import pytest
from django.urls import get_resolver, reverse
from django.urls.converters import IntConverter

from lib.text import is_id
from listings.staff.answers import number
from tests.cast import Cast, make_cast

LARGE = (2**63, 10**30)


def numbered() -> list[tuple[str, dict[str, type]]]:
    """Names and arguments of the addresses that hold numbers."""
    found = []
    for name, (_forms, _pattern, _defaults, converters) in get_resolver().reverse_dict.items():
        if isinstance(name, str) and any(isinstance(one, IntConverter) for one in converters.values()):
            found.append((name, {argument: type(one) for argument, one in converters.items()}))
    return sorted(found, key=lambda one: one[0])


@pytest.fixture
def cast(settings: object) -> Cast:
    settings.REQUIRE_MFA = False
    return make_cast()


@pytest.mark.django_db
@pytest.mark.parametrize("large", LARGE)
def test_nothing_is_found_and_nothing_breaks(cast: Cast, large: int) -> None:
    clients = [cast.client(who) for who in ("student", "recruiter", "moderator")]
    routes = numbered()
    assert len(routes) > 30
    told: dict[str, set[int]] = {}
    for name, arguments in routes:
        said = {key: large if kind is IntConverter else cast.employer.slug for key, kind in arguments.items()}
        address = reverse(name, kwargs=said)
        told[name] = {ask(address).status_code for client in clients for ask in (client.get, client.post)}
    assert {name: codes for name, codes in told.items() if not codes <= {302, 403, 404, 405}} == {}
    assert {name for name, codes in told.items() if 404 not in codes} == {"save"}  # which leads back to the list


def test_a_number_in_a_form_is_an_id_or_none() -> None:
    assert is_id("0042")
    assert not any(is_id(wrong) for wrong in ("", "-1", "4.2", "²", "٣", "9" * 19, "1\n"))
    assert [number(value) for value in ("42", "9" * 5000, "x", "", None)] == [42, 0, 0, 0, 0]
