"""Who is alive, read from /proc: pgrep is not on every machine."""

import os
from pathlib import Path


def alive(words: str, environment: bool = False) -> dict[int, str]:
    """pid -> command line of the processes whose command line (or environment) holds these words."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes()
                where = command + (entry / "environ").read_bytes() if environment else command
                zombie = (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
            except OSError:
                continue
            if not zombie and words.encode() in where.replace(b"\0", b" "):
                found[int(entry.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    return found
