from argparse import ArgumentParser
from datetime import UTC
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from jobboard.demo import applications, bulk, people, plan, postings, questions, traffic

LOCK = 0x44656D6F  # of two runs at once the second waits, and then finds nothing to do


class Command(BaseCommand):
    help = "Make the demonstration: employers, accounts, postings, applications, dated from today on; harmless twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=list(bulk.SIZES), default="small", help="about 25, 200 or 5,000 postings")
        parser.add_argument("--seed", type=int, default=1, help="what the larger sizes are combined from")

    def handle(self, *, size: str, seed: int, **options: Any) -> None:
        if settings.PRODUCTION_DATABASE:
            raise CommandError(
                "This is a production database (DATABASE_URL is set and DEMO is not 1), and it never gets accounts "
                "whose password everyone knows."
            )
        today = timezone.now().astimezone(UTC).date()
        small = plan.small(today)
        plans = small + bulk.plans(size, seed, today, written=len(small))
        with transaction.atomic():
            with transaction.get_connection().cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            try:
                vocabulary = postings.Vocabulary(plans)
            except postings.Unknown as missing:
                raise CommandError(f"Skills or places are not loaded yet: run {missing} first.") from None
            cast = people.seed(today, bulk.employers(size))
            written = postings.write(plans, cast, vocabulary)
            ids = postings.known()
            questions.write(plans, ids)
            applied = applications.write(cast, ids, today)
            traffic.write(ids[one.key] for one in small if one.key in ids)
        self.stdout.write(
            f"Postings: {written.created} created, {written.changed} changed, {written.unchanged} unchanged. "
            f"Applications: {applied} created. The password of every demonstration account is {people.PASSWORD}."
        )
