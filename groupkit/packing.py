"""ZIP files of many things, written one at a time under safe names, and in parts where one file would be too large.

A ZIP is written whole to a file on disk and then handed over piece by piece (`downloads.hand_over`): so no more than
one thing is in memory, no transaction is open while bytes travel, and what goes wrong half way becomes a page and never
a ZIP that breaks off. The same things at the same moment give the very same bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from groupkit.workbook import safe_file_name, safe_stem

MIME_TYPE = "application/zip"
COVER = "what-is-here.txt"

PACKED_ALREADY = frozenset({"jpg", "jpeg", "png", "gif", "webp", "pdf", "zip", "xlsx", "docx", "ods", "odt"})
"""Endings of what would not get smaller."""

LONGEST_ENDING = 8
"""Letters: beyond that it is no ending, but words behind a full stop."""

MOST_FOR_A_FILE, MOST_FOR_A_ZIP = 30 + 46 + 20, 22
"""Bytes that a ZIP needs beside its files' own: for each (with its name twice), and once."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing for a ZIP: what it is called there, and how its bytes are read when its turn comes.

    `name` may have folders: "receipts/2026-27-P014.jpg". `size` is in bytes, and needed only where there is a limit.
    `told` is what the cover says of it beside its name. Without `read` only that stands there: of a receipt that is
    covered, say.
    """

    name: str = ""
    read: Callable[[], Iterable[bytes]] | None = None
    size: int | None = None
    told: str = ""

    @property
    def line(self) -> str:
        """Its line on the cover."""
        return "  ".join(words for words in (self.read and self.name, self.told) if words)


@dataclass(frozen=True, slots=True)
class Part:
    """One ZIP file that is to be made: its name, what is in it, the words of its cover, and whether it is too large.

    `note` is a sentence for the page where the one thing in it is larger than the limit by itself.
    """

    name: str
    items: Sequence[Item]
    cover: str
    note: str = ""


def one(stem: str, items: Iterable[Item], head: Sequence[str] = (), nothing: str = "There is nothing here.") -> Part:
    """Everything in one ZIP file, however large. `head` are the first lines of its cover; without any it has none."""
    if not head:
        return Part(part_name(stem, 1, 1), _safely_named(items), "")
    return _part(stem, _safely_named(items), head, 1, 1, "", nothing)


def split(
    stem: str, items: Iterable[Item], limit: int, head: Sequence[str] = (), nothing: str = "There is nothing here."
) -> list[Part]:
    """As many ZIP files as it takes for each to stay within `limit` bytes, its cover with it; the order stays.

    What is larger by itself gets a file of its own, with a sentence that says so. Raises ValueError where a thing with
    bytes does not say how many.
    """
    found = _safely_named(items)
    room = limit - MOST_FOR_A_ZIP - _room_for_cover(head, len(found))
    heaps: list[list[Item]] = [[]]
    left = room
    for item in found:
        takes = _takes(item)
        if takes > left and heaps[-1]:
            heaps.append([])
            left = room
        heaps[-1].append(item)
        left -= takes
    return [
        _part(stem, heap, head, number, len(heaps), _too_large(heap, room, limit), nothing)
        for number, heap in enumerate(heaps, 1)
    ]


def _too_large(heap: Sequence[Item], room: int, limit: int) -> str:
    """An item that is too large stands alone in its part: what came before and after found no room beside it."""
    if sum(map(_takes, heap)) <= room:
        return ""
    size = sum(item.size or 0 for item in heap)
    most, name = told_size(limit), heap[0].name
    return f"{name} alone comes to {told_size(size)}, where {most} is the most, so it has a file of its own."


def _takes(item: Item) -> int:
    """The most that an item adds to a ZIP and to its cover."""
    told = len(f"{item.line}\r\n".encode())
    if item.read is None:
        return told
    if item.size is None:
        raise ValueError(f"{item.name} does not say how large it is, and there is a limit")
    return told + MOST_FOR_A_FILE + 2 * len(item.name) + _most_written(item.size)


def _most_written(size: int) -> int:
    """What does not get smaller by packing gets larger by a trifle."""
    return size + size // 1_000 + 64


def _room_for_cover(head: Sequence[str], count: int) -> int:
    lines = _lines(head, count, count, "", [])
    return len("\r\n".join(lines).encode()) + MOST_FOR_A_FILE + 2 * len(COVER)


def _part(stem: str, items: Sequence[Item], head: Sequence[str], number: int, of: int, note: str, nothing: str) -> Part:
    told = [item.line for item in items] or [nothing]
    cover = "\r\n".join(_lines(head, number, of, note, told))
    return Part(part_name(stem, number, of), items, cover, note)


def _lines(head: Sequence[str], number: int, of: int, note: str, told: Sequence[str]) -> list[str]:
    which = [f"This is part {number} of {of}."] if of > 1 else []
    return [*head, *which, *([note] if note else []), "", *told, ""]


def part_name(stem: str, number: int, of: int) -> str:
    """The file name of a part: `hill-street-return-part-1-of-3.zip`, or without the end where there is only one."""
    return safe_file_name(stem, *(["part", str(number), "of", str(of)] if of > 1 else []), ending="zip")


def told_size(size: int) -> str:
    """A number of bytes as people say it: 12.3 MB, 640 KB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1_000))} KB"


def make(part: Part, at: datetime) -> IO[bytes]:
    """The ZIP file of a part, open for reading from its beginning; close it when it is sent.

    Each thing is read when its turn comes, and forgotten before the next. `at` is the moment that every file bears.
    """
    made: IO[bytes] = TemporaryFile()  # noqa: SIM115 (it is closed behind its last byte)
    try:
        with ZipFile(made, "w", ZIP_STORED) as zipped:
            if part.cover:
                zipped.writestr(_member(COVER, at), part.cover)
            for item in part.items:
                if item.read is not None:
                    _add(zipped, item, at)
    except BaseException:
        made.close()
        raise
    made.seek(0)
    return made


def _add(zipped: ZipFile, item: Item, at: datetime) -> None:
    if item.read is None:
        return
    with zipped.open(_member(item.name, at), "w") as inside:
        for piece in item.read():
            inside.write(piece)


def _member(name: str, at: datetime) -> ZipInfo:
    member = ZipInfo(name, at.timetuple()[:6])
    ending = name.rpartition(".")[2]
    member.compress_type = ZIP_STORED if ending in PACKED_ALREADY else ZIP_DEFLATED
    member.create_system, member.external_attr = 3, 0o600 << 16
    return member


def _safely_named(items: Iterable[Item]) -> list[Item]:
    """The items under names for every computer, none twice and none the cover's."""
    taken = {COVER}
    return [replace(item, name=_untaken(item.name, taken)) if item.read else item for item in items]


def _untaken(wanted: str, taken: set[str]) -> str:
    *folders, last = [piece for piece in wanted.split("/") if piece.strip(". ")] or [""]
    stem, _, ending = last.rpartition(".")
    if not (stem and len(ending) <= LONGEST_ENDING and ending.isascii() and ending.isalnum()):
        stem, ending = last, "bin"
    start = "".join(f"{safe_stem(folder, 'folder')}/" for folder in folders) + safe_stem(stem, "file")
    name = f"{start}.{ending.lower()}"
    count = 1
    while name.lower() in taken:
        count += 1
        name = f"{start}-{count}.{ending.lower()}"
    taken.add(name.lower())
    return name
