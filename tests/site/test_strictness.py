"""The guards of the test run guard."""

import socket
import urllib.request
import warnings

import pytest
from django.template import Context, Template

from tests.strictness import unknown

OURS = "404.html"


@pytest.mark.parametrize(
    "source",
    [
        "{{ nowhere }}",
        "{{ nowhere|default:'x' }}",
        "{% if nowhere %}{% endif %}",
        "{% if nowhere and here %}{% endif %}",
        "{% for x in nowhere %}{% endfor %}",
        "{{ here.nowhere }}",
        "{% with x=nowhere %}{% endwith %}",
    ],
)
def test_an_unknown_variable_is_noticed(source: str) -> None:
    Template(source, name=OURS).render(Context({"here": {}}))
    assert unknown.found
    unknown.found.clear()  # it would fail this test


def test_what_is_there_or_not_ours_is_let_be() -> None:
    Template("{{ here.x }}{% if here.x %}{% endif %}", name=OURS).render(Context({"here": {"x": None}}))
    Template("{{ nowhere }}", name="admin/base.html").render(Context())
    assert not unknown.found


def test_nothing_but_loopback_is_reached() -> None:
    with pytest.raises(OSError, match="tried to reach"), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(OSError, match="tried to look up"):
        urllib.request.urlopen("http://example.org/")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="careful"):
        warnings.warn("careful", stacklevel=1)
