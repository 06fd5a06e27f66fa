"""Known and unknown addresses side by side: how long each form takes for them, and whether the times tell them apart.

    .venv/bin/python -m bench.enumeration [ROUNDS]

One process on a throw-away database; mail is not delivered, since it never leaves in the request. Each round asks every
form for a known and an unknown address, in turns that begin with either.
"""

from __future__ import annotations

import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from jobboard import devdb

ROUNDS = 60
MOST_MS = 15
PASSWORD = "a long enough one"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    os.environ["DJANGO_SETTINGS_MODULE"] = "jobboard.settings"
    with devdb.temporary() as url, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DATABASE_URL": url, "EMBEDDED_DATABASE": "1", "DEMO": "0"}
        import django  # after the environment, which settings read

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        report(measure(rounds))


def measure(rounds: int) -> dict[str, dict[str, list[float]]]:
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password

    from accounts.models import Limit, User

    hashed = make_password(PASSWORD)
    for number in range(2000):  # a table that is not empty, and one person a round
        user = User.objects.create(email=f"known{number}@example.org", password=hashed, name="Known")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    times: dict[str, dict[str, list[float]]] = {name: {"known": [], "unknown": []} for name in FORMS}
    for turn in range(rounds + 3):
        for name, form in FORMS.items():
            for who in ("known", "unknown") if turn % 2 else ("unknown", "known"):
                Limit.objects.all().delete()
                taken = timed(form, f"{who}{turn}@example.org")
                if turn >= 3:  # the first ones load modules
                    times[name][who].append(taken)
    return times


def timed(form: Callable[[Any, str], Any], email: str) -> float:
    """Milliseconds of the one request that answers."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    ask = form(client, email)
    start = time.perf_counter()
    response = ask()
    taken = (time.perf_counter() - start) * 1000
    assert response.status_code in (200, 302), response.status_code
    return taken


def posting(address: str, field: str, **more: str) -> Callable[[Any, str], Any]:
    return lambda client, email: lambda: client.post(f"/accounts/{address}", {field: email, **more})


def after(first: Callable[[Any, str], Any], address: str, **words: str) -> Callable[[Any, str], Any]:
    def form(client: Any, email: str) -> Any:
        first(client, email)()
        return lambda: client.post(f"/accounts/{address}", words)

    return form


SIGN_UP = posting("signup/", "email", name="Somebody", password1=PASSWORD)
BY_CODE = posting("login/code/", "email")
RESET = posting("password/reset/", "email")
FORMS: dict[str, Callable[[Any, str], Any]] = {
    "sign in, wrong password": posting("login/", "login", password="wrong"),
    "sign up": SIGN_UP,
    "sign up, wrong code": after(SIGN_UP, "signup/code/", code="0"),
    "sign in by code": BY_CODE,
    "sign in by code, wrong": after(BY_CODE, "login/code/confirm/", code="0"),
    "password reset": RESET,
    "password reset, wrong": after(RESET, "password/reset/confirm/", code="0"),
}


def report(times: dict[str, dict[str, list[float]]]) -> None:
    """Told apart is a form whose medians differ by more than MOST_MS, and not by chance."""
    print(f"{'form':26} {'known':>9} {'unknown':>9} {'difference':>11} {'p':>7}   median ms")
    told_apart = []
    for name, taken in times.items():
        known, unknown = statistics.median(taken["known"]), statistics.median(taken["unknown"])
        chance = sign_test(taken["known"], taken["unknown"])
        print(f"{name:26} {known:9.1f} {unknown:9.1f} {known - unknown:+11.1f} {chance:7.3f}")
        if abs(known - unknown) > MOST_MS and chance <= 0.01:
            told_apart.append(name)
    print(f"Told apart by their times: {', '.join(told_apart) or 'none'}.")
    sys.exit(bool(told_apart))


def sign_test(one: list[float], other: list[float]) -> float:
    """How likely so many rounds would go one way if known and unknown were the same."""
    signs = [first > second for first, second in zip(one, other, strict=True)]
    fewer = min(sum(signs), len(signs) - sum(signs))
    tail = sum(math.comb(len(signs), number) for number in range(fewer + 1))
    return min(1.0, 2 * tail / 2 ** len(signs))


if __name__ == "__main__":
    main()
