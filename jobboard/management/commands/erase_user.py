from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from applications import privacy


class Command(BaseCommand):
    help = "Deletes a person with everything of theirs; applications stay as counts. See docs/privacy.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--dry-run", action="store_true", help="says what would go, and changes nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("Nobody has this address.")
        try:
            done = privacy.plan(user) if options["dry_run"] else privacy.erase(user, by=None)
        except privacy.LastOwner as refusal:
            names = ", ".join(employer.name for employer in refusal.employers)
            raise CommandError(f"This is the only owner of {names}; make somebody else an owner first.") from None
        would = "would be " if options["dry_run"] else ""
        for label, number in sorted(done.deleted.items()):
            self.stdout.write(f"{label}: {number} {would}deleted")
        for label, number in sorted(done.emptied.items()):
            self.stdout.write(f"{label}: {number} {would}emptied, and kept as a count")
