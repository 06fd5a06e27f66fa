from typing import Any

from django.core.management.base import BaseCommand

from listings.models import PostingSearchRow
from listings.postings import search_row


class Command(BaseCommand):
    help = "Write every search row anew, as after a change of the skills or of the normaliser."

    def handle(self, *args: Any, **options: Any) -> None:
        search_row.rebuild_all()
        self.stdout.write(f"{PostingSearchRow.objects.count()} postings can be found.")
