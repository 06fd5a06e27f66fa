"""Pictures as they come in, and the one picture of ours that goes out."""

import io
import os
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from listings.postings import logos
from tests.factories import make_employer


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#2255aa").save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["PNG"])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_becomes_a_png_of_ours(kind: str) -> None:
    made = opened(logos.encoded(picture(kind, (2000, 1000))))
    assert (made.format, made.size, made.mode) == ("PNG", (512, 256), "RGBA")
    red, green, blue, alpha = made.getpixel((100, 100))  # type: ignore[misc]
    assert (alpha, abs(red - 0x22) < 8, abs(green - 0x55) < 8, abs(blue - 0xAA) < 8) == (255, True, True, True)


def test_nothing_but_pixels_is_kept() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "<script>zqsecret</script>")
    exif = Image.Exif()
    exif[0x010E] = "zqsecret"
    for data in (picture(pnginfo=said), picture("JPEG", exif=exif), picture() + b"PK\x03\x04zqsecret"):
        made = logos.encoded(data)
        assert b"zqsecret" not in made
        assert not opened(made).info


def test_stands_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter to the right
    assert opened(logos.encoded(picture("JPEG", (300, 200), exif=exif))).size == (200, 300)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it is as large as that."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100_000))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(200),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><h1>no picture</h1>",
        picture()[:60],
        b"\x89PNG\r\n\x1a\n" + bytes(500),
        b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(100),
        picture("GIF"),
        picture("BMP"),
        picture("TIFF"),
        bomb(60_000, 60_000),
        bomb(4001, 40),
        picture(size=(20, 20)),
        picture(size=(31, 500)),
        picture() + bytes(logos.MAX_BYTES),
    ],
    ids=range(15),
)
def test_what_is_no_logo_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(logos.Refused) as refused:
        logos.encoded(data)
    assert str(refused.value).endswith(".")


def test_a_broken_picture_never_ends_in_another_error() -> None:
    whole = picture("WEBP") + picture("JPEG")[:50]
    for kind in ("PNG", "JPEG", "WEBP"):
        whole = picture(kind)
        for at in range(0, len(whole), max(1, len(whole) // 60)):
            broken = bytearray(whole)
            broken[at] ^= 0xFF
            try:
                assert opened(logos.encoded(bytes(broken))).size
            except logos.Refused:
                continue


@pytest.mark.django_db
def test_what_nobody_shows_is_removed_after_a_while(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    shown, gone, fresh = (logos.store(logos.encoded(picture())) for _n in range(3))
    make_employer("Acme", logo=shown)
    half = logos.root() / "0123.png.part"
    half.write_bytes(b"killed")
    old = time.time() - 2 * logos.SURELY_FORGOTTEN.total_seconds()
    for name in (shown, gone, half.name):
        os.utime(logos.root() / name, (old, old))
    assert logos.tidy() == 2
    assert sorted(path.name for path in logos.root().iterdir()) == sorted([shown, fresh])
    assert logos.tidy() == 0


def test_only_names_of_ours_are_read(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    name = logos.store(b"ours")
    (tmp_path / "secret").write_text("secret")
    assert logos.read(name) == b"ours"
    for other in ("../../secret", "secret", "", name.upper(), name + "\n", "0" * 32 + ".png"):
        assert logos.read(other) is None


def test_a_full_disk_is_a_sentence(settings: object, tmp_path: Path) -> None:
    (tmp_path / "media").write_text("a file where a folder should be")
    settings.MEDIA_ROOT = str(tmp_path / "media")
    with pytest.raises(logos.Refused):
        logos.store(b"ours")
