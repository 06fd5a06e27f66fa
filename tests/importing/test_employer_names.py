import pytest

from listings.importing.employers import found_or_made, name_key
from listings.models import Employer
from tests.importing.rows import NOON


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TikTok", "Tiktok"),
        ("D. E. Shaw", "D.E Shaw"),
        ("JP Morgan Chase", "JPMorganChase"),
        ("Johnson & Johnson", "Johnson and Johnson"),
        ("Acme, Inc.", "Acme"),
        ("Pella Corporation", "Pella"),
        ("L’Oréal", "L'Oreal"),
        (" PrizePicks", "PrizePicks"),
        ("DICK'S Sporting Goods", "Dicks Sporting Goods"),
    ],
)
def test_spellings_of_one_employer(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GE Healthcare", "GE Aerospace"),
        ("JPMorgan Chase", "JPMorgan"),
        ("Arch", "Arch Capital Group"),
        ("Merck & Co", "Merck"),
        ("Smith+Nephew", "SmithNephew"),
        ("日立", "東芝"),
        ("!!!", "???"),
        ("Inc", "LLC"),
    ],
)
def test_employers_that_are_two(one, other):
    assert name_key(one) != name_key(other)
    assert name_key(one)


@pytest.mark.django_db
def test_made_once_unclaimed_and_found_again():
    made = found_or_made(["TikTok", "Tiktok", "日立"], NOON)
    assert {(employer.name, employer.slug, employer.claimed_at) for employer in made.values()} == {
        ("TikTok", "tiktok", None),
        ("日立", "employer", None),
    }
    assert found_or_made(["tik tok"], NOON)["tiktok"].pk == made["tiktok"].pk
    assert Employer.objects.count() == 2


@pytest.mark.django_db
def test_equal_addresses_are_told_apart():
    found_or_made(["A+B", "A#B", "A B"], NOON)
    assert set(Employer.objects.values_list("slug", flat=True)) == {"a-b", "a-b-2", "a-b-3"}


@pytest.mark.django_db
def test_an_address_of_the_panel_is_no_employers():
    made = found_or_made(["New", "Join"], NOON)
    assert {employer.slug for employer in made.values()} == {"new-2", "join-2"}
