"""Two people write the same upload at the same moment: one of them does, both see the same."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from listings.importing import bringing
from listings.models import ImportUpload, Posting
from tests.factories import make_employer, make_member
from tests.importing.boards import answer, internships_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_at_once_do_one() -> None:
    employer = make_employer()
    people = [make_member(employer), make_member(employer, "recruiter")]
    kept = {"format": "greenhouse", "data": answer("greenhouse"), "kept_at": timezone.now()}
    upload = ImportUpload.objects.create(employer=employer, **kept)
    ready, runs = threading.Barrier(2), []

    def write(number: int) -> None:
        ready.wait()
        runs.append(bringing.bring(upload, by=people[number]).pk)
        connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) == 2 and len(set(runs)) == 1
    assert Posting.objects.filter(employer=employer).count() == len(internships_in("greenhouse"))
