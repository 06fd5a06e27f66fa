"""An employer's logo: whatever picture comes in, one of our own writing goes out. MEDIA_ROOT/logos/<name>."""

import io
import logging
import re
import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from lib import files
from listings.models import Employer

log = logging.getLogger(__name__)
MAX_BYTES = 1024 * 1024
FORMATS = ("PNG", "JPEG", "WEBP")
SMALLEST, LARGEST = 32, 4000  # pixels a side of what comes in
SIDE = 512  # of what goes out, at most
NAME = re.compile(r"[0-9a-f]{32}\.png")
TOO_LARGE = gettext_lazy("The picture is larger than 1 MB. Please choose a smaller one.")
SURELY_FORGOTTEN = timedelta(hours=1)  # longer than any request that has written a file and not yet its name


class Refused(Exception):
    """Not taken; as text it is the sentence for the person who sent it."""


def encoded(data: bytes) -> bytes:
    """DATA as a PNG of at most SIDE pixels a side, without anything but its pixels. Raises Refused."""
    if len(data) > MAX_BYTES:
        raise Refused(TOO_LARGE)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if max(picture.size) > LARGEST or min(picture.size) < SMALLEST:
                raise Refused(
                    _("The picture is %(width)s × %(height)s pixels. Between %(least)s and %(most)s a side will do.")
                    % {"width": picture.width, "height": picture.height, "least": SMALLEST, "most": LARGEST}
                )
            return _written(picture)
    except Refused:
        raise
    except Exception as error:  # a decoder fed with hostile bytes fails in ways nobody lists
        raise Refused(_("This is no PNG, JPEG or WebP picture that we can read.")) from error


def _written(picture: Image.Image) -> bytes:
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))  # a JPEG is decoded at the size that is needed
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    # A new picture has no comments, profiles or texts of the old one.
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "logos"


def store(picture: bytes) -> str:
    """The new name of what `encoded` gave. Raises Refused where the disk takes nothing."""
    name = f"{secrets.token_hex(16)}.png"
    try:
        files.write(root() / name, picture, root=root())
    except OSError as error:
        log.error("No logo can be stored under %s: %s", root(), error.strerror)
        raise Refused(_("We cannot store the picture at the moment. Please try again later.")) from error
    return name


def read(name: str) -> bytes | None:
    return files.read(root() / name, MAX_BYTES * 2) if NAME.fullmatch(name) else None


def tidy() -> int:
    """Remove the files that no employer shows any more, and what a killed upload left behind."""
    shown = set(Employer.objects.exclude(logo="").values_list("logo", flat=True))
    gone = [path for path in files.older(root().glob("*"), SURELY_FORGOTTEN) if path.name not in shown]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
