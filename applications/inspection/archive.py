"""A ZIP archive read by every byte: its entries lie one behind the other, and nothing lies between, before or behind.

Python's own reader looks only at the directory at the end; other readers look at the entries. A file that shows
different things to the two is refused, as is one that claims other sizes than it has.
"""

import struct
import zlib
from dataclasses import dataclass

from applications.inspection.limits import MIB, ZIP_ENTRIES, ZIP_NAME, ZIP_RATIO, ZIP_UNPACKED
from applications.inspection.verdict import Refused

END = struct.Struct("<4s4H2LH")
ENTRY = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
DESCRIPTOR = b"PK\x07\x08"
ENCRYPTED, DESCRIBED, UTF8 = 0x1, 0x8, 0x800
SYMLINK = 0o120000
LATER, LARGE_SIZES = 0xFFFFFFFF, 1


@dataclass(frozen=True)
class Entry:
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int


def unpack(data: bytes) -> dict[str, bytes]:
    """Every entry's bytes by its name."""
    entries, directory = listed(data)
    position, left, parts = 0, ZIP_UNPACKED, {}
    for entry in sorted(entries, key=lambda entry: entry.at):
        if entry.at != position:
            raise Refused("zip")
        start = data_start(data, entry)
        part, end = inflate(data, entry, start, left)
        left -= len(part)
        position = behind_descriptor(data, entry, end)
        parts[entry.name] = part
    if position != directory:
        raise Refused("zip")
    return parts


def listed(data: bytes) -> tuple[list[Entry], int]:
    """The directory, and where it begins."""
    if len(data) < END.size:
        raise Refused("damaged")
    magic, disk, first_disk, here, count, size, start, comment = END.unpack_from(data, len(data) - END.size)
    if magic != b"PK\x05\x06":
        raise Refused("mixed" if b"PK\x05\x06" in data else "damaged")
    if disk or first_disk or comment or here != count or start + size != len(data) - END.size:
        raise Refused("zip")
    if count > ZIP_ENTRIES:
        raise Refused("bomb")
    entries, position = [], start
    for _index in range(count):
        entry, position = one(data, position)
        entries.append(entry)
    if position != start + size or len({entry.name.casefold() for entry in entries}) != count:
        raise Refused("zip")
    return entries, start


def one(data: bytes, position: int) -> tuple[Entry, int]:
    try:
        fields = ENTRY.unpack_from(data, position)
    except struct.error as error:
        raise Refused("damaged") from error
    magic, _by, _needs, flags, method, _time, _date, crc, packed, size, *lengths = fields
    name_size, extra, comment, disk, _inner, mode, at = lengths
    position += ENTRY.size
    size, packed = large(data, position + name_size, extra, size, packed)
    raw = data[position : position + name_size]
    if magic != b"PK\x01\x02" or disk or comment or len(raw) != name_size:
        raise Refused("zip")
    if flags & ENCRYPTED:
        raise Refused("encrypted")
    if method not in (0, 8) or (mode >> 16) & 0o170000 == SYMLINK:
        raise Refused("zip")
    return Entry(named(raw, flags), flags, method, crc, packed, size, at), position + name_size + extra


def large(data: bytes, start: int, length: int, size: int, packed: int) -> tuple[int, int]:
    """The sizes; writers that did not know them in time leave room for large ones, and put them there."""
    if LATER not in (size, packed):
        return size, packed
    field, end = start, start + length
    while field + 4 <= end <= len(data):
        kind, length = struct.unpack_from("<2H", data, field)
        if kind == LARGE_SIZES and field + 4 + length <= end:
            numbers = iter(struct.unpack_from(f"<{length // 8}Q", data, field + 4))
            return tuple(next(numbers, LATER) if said == LATER else said for said in (size, packed))  # type: ignore[return-value]
        field += 4 + length
    raise Refused("zip")


def named(raw: bytes, flags: int) -> str:
    try:
        name = raw.decode("utf-8" if flags & UTF8 else "ascii")
    except UnicodeDecodeError as error:
        raise Refused("zip") from error
    steps = name.removesuffix("/").split("/")
    if not name.isprintable() or len(name) > ZIP_NAME or set(name) & set('\\:*?"<>|') or {"", ".", ".."} & set(steps):
        raise Refused("zip")
    return name


def data_start(data: bytes, entry: Entry) -> int:
    """Behind the entry's own header, which must say what the directory says."""
    try:
        fields = LOCAL.unpack_from(data, entry.at)
    except struct.error as error:
        raise Refused("damaged") from error
    magic, _needs, flags, method, _time, _date, crc, packed, size, name_size, extra = fields
    size, packed = large(data, entry.at + LOCAL.size + name_size, extra, size, packed)
    start = entry.at + LOCAL.size
    if magic != b"PK\x03\x04" or method != entry.method or flags != entry.flags:
        raise Refused("zip")
    if named(data[start : start + name_size], flags) != entry.name:
        raise Refused("zip")
    known_later = entry.flags & DESCRIBED and not packed and not size
    if not known_later and (crc, packed, size) != (entry.crc, entry.packed, entry.size):
        raise Refused("zip")
    return start + name_size + extra


def inflate(data: bytes, entry: Entry, start: int, left: int) -> tuple[bytes, int]:
    end = start + entry.packed
    if entry.size > left or (entry.size > MIB and entry.size > ZIP_RATIO * entry.packed):
        raise Refused("bomb")
    part = data[start:end]
    if entry.method == 8:
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            part = engine.decompress(part, entry.size + 1)
        except zlib.error as error:
            raise Refused("damaged") from error
        if len(part) > entry.size:
            raise Refused("bomb")
        if not engine.eof or engine.unused_data:
            raise Refused("zip")
    if end > len(data) or len(part) != entry.size or zlib.crc32(part) != entry.crc:
        raise Refused("damaged")
    return part, end


def behind_descriptor(data: bytes, entry: Entry, end: int) -> int:
    """Sizes may be repeated behind the data, by writers that cannot go back."""
    if not entry.flags & DESCRIBED:
        return end
    for shape in ("<3L", "<L2Q"):
        numbers = struct.pack(shape, entry.crc, entry.packed, entry.size)
        for said in (DESCRIPTOR + numbers, numbers):
            if data.startswith(said, end):
                return end + len(said)
    raise Refused("zip")
