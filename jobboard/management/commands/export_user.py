import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from applications import exporting


class Command(BaseCommand):
    help = "Writes all that we hold of a person as a ZIP file: JSON, tables, files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--output", help="the file to write; without it the ZIP goes to standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("Nobody has this address.")
        if options["output"]:
            with Path(options["output"]).open("wb") as file:
                file.writelines(exporting.archive(user))
            self.stderr.write(f"Written to {options['output']}.")
            return
        if sys.stdout.isatty():
            raise CommandError("A ZIP file is nothing to read: say --output FILE, or send it somewhere.")
        sys.stdout.buffer.writelines(exporting.archive(user))
