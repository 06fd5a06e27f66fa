from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications import resumes

OLD = timedelta(hours=1)  # a younger file may belong to a request that is still running


class Command(BaseCommand):
    help = "Lists résumé files without a row and rows without their file; exit 1 when a file is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--delete", action="store_true", help="removes files without a row, older than an hour")

    def handle(self, *args: Any, **options: Any) -> None:
        found = resumes.orphans(OLD)
        for path in found.files_without_row:
            if options["delete"]:
                path.unlink(missing_ok=True)
            self.stdout.write(f"{'Removed' if options['delete'] else 'Without a row'}: {path}")
        for pk in found.rows_without_file:
            self.stdout.write(f"Without its file: résumé {pk}")
        if found.rows_without_file:
            raise CommandError(f"{len(found.rows_without_file)} files are missing; restore them from a backup.")
        self.stdout.write("Every résumé has its file.")
