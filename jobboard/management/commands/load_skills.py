from typing import Any

from django.core.management.base import BaseCommand

from listings.importing import vocabulary_rows


class Command(BaseCommand):
    help = "Load skills and their aliases from the committed file; writes only what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = vocabulary_rows.load_skills()
        if options["verbosity"]:
            self.stdout.write(f"{loaded.rows} skills with {loaded.names} aliases, {loaded.written} rows written.")
