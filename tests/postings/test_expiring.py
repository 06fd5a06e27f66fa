"""What a team is asked before a posting expires, and what one click on it does."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from jobboard.jobs import JOBS
from listings.models import Posting
from listings.models.choices import Status
from tests.factories import make_posting

pytestmark = pytest.mark.django_db
REFUSES = """
CREATE FUNCTION refuses() RETURNS trigger AS $$ BEGIN
  IF NEW.title = 'Broken' THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER refuses BEFORE UPDATE ON listings_posting FOR EACH ROW EXECUTE FUNCTION refuses();
"""


def test_one_posting_that_cannot_be_tidied_keeps_no_other_from_it(caplog: pytest.LogCaptureFixture) -> None:
    over = timezone.now() - timedelta(minutes=1)
    broken = make_posting("Broken", expires_at=over)
    whole = make_posting("Whole", expires_at=over)
    with connection.cursor() as cursor:
        cursor.execute(REFUSES)
    job = next(job for job in JOBS if job.name == "lifecycle")
    assert job.do() == 1
    standing = dict(Posting.objects.values_list("pk", "status"))
    assert standing == {broken.pk: Status.PUBLISHED, whole.pk: Status.PAUSED}
    assert f"posting {broken.pk} could not be tidied" in caplog.text
