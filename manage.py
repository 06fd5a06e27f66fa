#!/usr/bin/env python
"""Django's commands. Unless DATABASE_URL says otherwise they run on the embedded database of DATA_DIR."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WITHOUT_DATABASE = {"help", "version", "check", "collectstatic", "compilemessages", "diffsettings", "makemessages"}


def needs_database(words: list[str]) -> bool:
    if not words or any(word in ("-h", "--help", "--version") for word in words):
        return False
    return words[0] not in WITHOUT_DATABASE or "--database" in words


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
    # A command runs beside others of the same DATA_DIR and the last one out stops the database: see devdb.
    if needs_database(sys.argv[1:]) and not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
        from jobboard import devdb

        try:
            os.environ["DATABASE_URL"] = devdb.acquire(os.environ.get("DATA_DIR") or ROOT / "var")
        except devdb.DevDBError as error:
            sys.exit(str(error))
        os.environ["EMBEDDED_DATABASE"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
