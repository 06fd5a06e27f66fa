import json
import re
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lib.text import slugify
from listings.importing import sync
from listings.importing.registry import FORMATS, PLANNED

SOURCE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class Command(BaseCommand):
    help = (
        "Read one saved answer of a source (plain or gzip) and bring the board to what it says, wholly or not at all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="The saved answer; - reads standard input.")
        parser.add_argument("--format", required=True, choices=[*FORMATS, *PLANNED])
        parser.add_argument("--source", required=True, metavar="NAME", help="The source it is an answer of.")
        parser.add_argument("--employer", metavar="SLUG", help="For boards whose answer names no employer.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change and change nothing.")
        parser.add_argument("--allow-mass-close", action="store_true", help="Even if over half of the source closes.")
        parser.add_argument("--json", action="store_true", help="Answer with one line of JSON, on failure too.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] not in FORMATS:
            raise CommandError(_("The format %s cannot be read yet.") % options["format"], returncode=2)
        if not SOURCE_NAME.fullmatch(options["source"]):
            message = _("A source is named by up to 80 letters, digits, dots, hyphens and underscores.")
            raise CommandError(message, returncode=2)
        if options["employer"] is not None and not slugify(options["employer"]):
            raise CommandError(_("An employer is named by a slug, such as match-group."), returncode=2)
        report = self.read(options)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
        elif not report.error:
            self.tell(report, options["dry_run"])
        if report.error:
            raise CommandError(report.error, returncode=1)

    def read(self, options: dict[str, Any]) -> sync.Report:
        try:
            data = sys.stdin.buffer.read() if options["file"] == "-" else Path(options["file"]).read_bytes()
        except OSError as error:
            words = {"file": options["file"], "reason": error.strerror or error}
            return sync.Report(error=_("%(file)s cannot be opened: %(reason)s.") % words)
        return sync.run(
            options["format"],
            options["source"],
            data,
            employer=options["employer"],
            dry_run=options["dry_run"],
            allow_mass_close=options["allow_mass_close"],
        )

    def tell(self, report: sync.Report, dry_run: bool) -> None:
        for refused in report.rejected:
            self.stdout.write(_("Row %(row)s was rejected: %(reason)s") % refused)
        words = {**report.counts, "rejected": len(report.rejected)}
        summary = _(
            "%(read)s rows read: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(closed)s closed "
            "(%(vanished)s of them vanished), %(reopened)s reopened, %(merged)s merged, %(skipped)s skipped, "
            "%(rejected)s rejected."
        )
        self.stdout.write(summary % words)
        if report.rest:
            words = {"read": report.read, "rest": report.rest}
            said = _("The answer is one page (%(read)s of %(rest)s rows), so nothing it lacks counts as gone.")
            self.stdout.write(said % words)
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was changed."))
