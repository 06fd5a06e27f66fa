from typing import Any

from django.core.management.base import BaseCommand

from listings.importing import vocabulary_rows


class Command(BaseCommand):
    help = "Load places and their names from the committed files; writes only what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = vocabulary_rows.load_places()
        if options["verbosity"]:
            self.stdout.write(f"{loaded.rows} places with {loaded.names} names, {loaded.written} rows written.")
