import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


def test_signs_in_by_address_in_any_case() -> None:
    user = make_user("Ann.Lee@Example.ORG", password=PASSWORD)
    assert authenticate(username="ann.lee@example.org", password=PASSWORD) == user
    assert authenticate(username="ANN.LEE@EXAMPLE.ORG", password=PASSWORD) == user
    assert authenticate(username="ann.lee@example.org", password="another") is None


def test_one_account_an_address_without_regard_to_case() -> None:
    make_user("ann@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user("ANN@example.org")
    with pytest.raises(ValidationError):
        User(email="Ann@example.org", password="x").full_clean()


def test_needs_an_address() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


def test_without_a_password_nobody_signs_in() -> None:
    user = make_user("ann@example.org")
    assert not user.has_usable_password()
    assert authenticate(username="ann@example.org", password="") is None


def test_inactive_people_stay_out() -> None:
    make_user("ann@example.org", password=PASSWORD, is_active=False)
    assert authenticate(username="ann@example.org", password=PASSWORD) is None


def test_nobody_is_staff_by_default() -> None:
    user, boss = make_user(), User.objects.create_superuser("root@example.org", PASSWORD)
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert (boss.is_staff, boss.is_superuser) == (True, True)


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [("Ann Lee", "Ann Lee", "Ann"), ("Ann", "Ann", "Ann"), ("", "ann@example.org", "ann@example.org")],
)
def test_is_called_by_name_else_by_address(name: str, full: str, short: str) -> None:
    user = make_user("ann@example.org", name=name)
    assert (user.get_full_name(), user.get_short_name(), str(user)) == (full, short, "ann@example.org")


def test_the_command_line_makes_staff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", email="root@example.org", interactive=False, verbosity=0)
    assert authenticate(username="root@example.org", password=PASSWORD).is_superuser
