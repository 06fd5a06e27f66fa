"""The name a file came with: shown and sent back, never used as a path."""

import re
import unicodedata

LONGEST = 150
NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})$")


def clean(name: str) -> str:
    """Without folders, controls, marks that turn the reading direction, or what a file system would not take."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    base = "".join(" " if letter.isspace() else letter for letter in base)
    base = "".join(letter for letter in base if unicodedata.category(letter)[0] != "C")
    base = re.sub(r" +", " ", NOT_IN_NAMES.sub("_", base)).strip(" .")
    if RESERVED.match(base):
        base = f"_{base}"
    ending = EXTENSION.search(base)
    tail = ending[0] if ending else ""
    stem = base[: len(base) - len(tail)].rstrip(" .")[: LONGEST - len(tail)].rstrip(" .")
    return f"{stem or 'resume'}{tail}" if base else "resume"


def extension_of(name: str) -> str:
    found = EXTENSION.search(clean(name))
    return found[1].lower() if found else ""
